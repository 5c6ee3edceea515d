using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Documents;

/// <summary>The findings about references in any kind of document. Rules of the analysis also report and list them.</summary>
internal static class ReferenceDescriptors
{
    public static DiagnosticDescriptor UnknownControl { get; } = new()
    {
        Id = "RM1002",
        Title = "Unknown control",
        DefaultSeverity = Severity.Error,
        Why = "Whoever relies on the document finds nothing said of the control that was meant.",
        HowToFix = "Correct the id. Ids compare without regard to case, leading zeros and brackets.",
    };

    public static DiagnosticDescriptor UnknownCatalog { get; } = new()
    {
        Id = "RM1003",
        Title = "Unknown catalog",
        DefaultSeverity = Severity.Error,
        Why = "Without the catalog nobody knows which controls are in scope.",
        HowToFix = "Give the catalog too, or correct its id and edition.",
    };

    public static DiagnosticDescriptor DuplicateId { get; } = new()
    {
        Id = "RM1005",
        Title = "Duplicate id",
        DefaultSeverity = Severity.Error,
        Why = "What refers to the id could mean either.",
        HowToFix = "Give each its own id. Control ids compare without regard to case, leading zeros and brackets.",
    };

    public static DiagnosticDescriptor UnknownReference { get; } = new()
    {
        Id = "RM1006",
        Title = "Unknown duty, evidence, commitment, upstream, parameter or group",
        DefaultSeverity = Severity.Error,
        Why = "A reference that leads nowhere proves nothing and conditions nothing.",
        HowToFix = "Correct the id or value, or add what it names.",
    };

    public static DiagnosticDescriptor ParentCycle { get; } = new()
    {
        Id = "RM1007",
        Title = "Parents in a circle",
        DefaultSeverity = Severity.Error,
        Why = "In a circle no control or group is the whole of which the others are parts.",
        HowToFix = "Correct the `parent` of one of them.",
    };

    public static DiagnosticDescriptor Withdrawn { get; } = new()
    {
        Id = "RM1011",
        Title = "Withdrawn control",
        DefaultSeverity = Severity.Warning,
        Why = "A withdrawn control is in no scope: what is said of it reaches nobody, and what took its place may be left without a word.",
        HowToFix = "Name what took its place, or take the reference out.",
    };
}
