using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Analysis;

/// <summary>The findings of portfolios, which packages on top of the core report. Thread-safe.</summary>
internal static class PortfolioDescriptors
{
    /// <summary>RM8001: a document of the folder cannot be used.</summary>
    public static DiagnosticDescriptor Unusable { get; } = new()
    {
        Id = "RM8001",
        Title = "Document of a portfolio cannot be used",
        DefaultSeverity = Severity.Error,
        Why = "What it says of its service is missing from the portfolio, and nobody sees that from the counts.",
        HowToFix = "Validate the document, correct what is found, and ask again.",
    };

    /// <summary>RM8002: a document, or a service of a plan, does not count.</summary>
    public static DiagnosticDescriptor Chosen { get; } = new()
    {
        Id = "RM8002",
        Title = "Document that does not count",
        DefaultSeverity = Severity.Warning,
        Why = "Of several documents of a service one counts: an annex before its base, the provider's before others, the highest version " +
            "in force. What else lies in the folder says nothing of a service that is used.",
        HowToFix = "Look whether the right one was chosen. If not, take the others out, or name a version in the portfolio's plan.",
    };

    /// <summary>RM8003: the party is not found in a service, or not only once.</summary>
    public static DiagnosticDescriptor PartyNotFound { get; } = new()
    {
        Id = "RM8003",
        Title = "Party not found in a service",
        DefaultSeverity = Severity.Warning,
        Why = "No control of the service counts for the party, so its part in it is missing. Commitments and dates of the service are " +
            "told all the same.",
        HowToFix = "Name the party in the portfolio's plan, or add the name or identifier to the party in the matrix.",
    };

    /// <summary>RM8004: a context is left open.</summary>
    public static DiagnosticDescriptor OpenContext { get; } = new()
    {
        Id = "RM8004",
        Title = "Context of a service left open",
        DefaultSeverity = Severity.Warning,
        Why = "Where the answers differ between plans or service models, nobody knows which holds, so the controls count as open.",
        HowToFix = "Give the service's plan and service model in the portfolio's plan.",
    };

    /// <summary>All descriptors, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [Unusable, Chosen, PartyNotFound, OpenContext];
}
