using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The findings of comparing two versions. Thread-safe.</summary>
internal static class DiffDescriptors
{
    /// <summary>RM6001: the version number steps less than the changes ask for.</summary>
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
