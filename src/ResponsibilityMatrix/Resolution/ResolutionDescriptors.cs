using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The descriptors of the findings of resolution. Thread-safe.</summary>
internal static class ResolutionDescriptors
{
    /// <summary>RM2001: assignments of equal weight conflict.</summary>
    public static DiagnosticDescriptor Conflict { get; } = new()
    {
        Id = "RM2001",
        Title = "Conflicting assignments",
        DefaultSeverity = Severity.Error,
        Why = "When a control is assigned twice, differently, each side can point to the line that suits it.",
        HowToFix = "Take one of the assignments out, or make one of them more specific: by a nearer selector, or by a narrower `when`.",
    };

    /// <summary>RM2002: assignments of equal weight have the same outcome.</summary>
    public static DiagnosticDescriptor Duplicate { get; } = new()
    {
        Id = "RM2002",
        Title = "Duplicate assignment",
        DefaultSeverity = Severity.Warning,
        Why = "The next edit will change one of the two and forget the other.",
        HowToFix = "Keep one of them.",
    };

    /// <summary>All of them, by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [Conflict, Duplicate];
}
