using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The descriptors of the findings of a diff. Thread-safe.</summary>
internal static class DiffDescriptors
{
    /// <summary>RM6001: the version bump is smaller than the changes require.</summary>
    public static DiagnosticDescriptor InsufficientBump { get; } = new()
    {
        Id = "RM6001",
        Title = "Version bump too small",
        DefaultSeverity = Severity.Error,
        Why =
            "Customers take over a patch or minor version unread. If it leaves them a new duty, nobody does it until an audit or an " +
            "incident shows the gap.",
        HowToFix =
            "Raise the version as far as the comparison says, or take the change back. Tell customers before a major version takes effect.",
    };

    /// <summary>All of them, by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [InsufficientBump];
}
