using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Publishing;

/// <summary>The findings of publishing. Thread-safe.</summary>
internal static class PublishingDescriptors
{
    /// <summary>RM7004: internal content was removed.</summary>
    public static DiagnosticDescriptor InternalContentKeptOut { get; } = new()
    {
        Id = "RM7004",
        Title = "Internal content kept out",
        DefaultSeverity = Severity.Note,
        Why = "What is written for the authors alone must not reach the readers; what is left out must not go unsaid.",
        HowToFix =
            "Nothing, if it is internal. An extension that readers need can be named among those to keep; a remark for them belongs " +
            "in `notes`.",
    };

    /// <summary>All descriptors, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [InternalContentKeptOut];
}
