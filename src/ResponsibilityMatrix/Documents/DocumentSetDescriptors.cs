using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Documents;

/// <summary>The findings about documents that refer to each other. Thread-safe.</summary>
internal static class DocumentSetDescriptors
{
    /// <summary>RM3001: a referenced document is not available.</summary>
    public static DiagnosticDescriptor MissingDocument { get; } = new()
    {
        Id = "RM3001",
        Title = "Missing document",
        DefaultSeverity = Severity.Error,
        Why = "What the missing document says is a part of the answer.",
        HowToFix = "Give the document too. Nothing is fetched from a network.",
    };

    /// <summary>RM3002: the available document is not the required version.</summary>
    public static DiagnosticDescriptor OtherVersion { get; } = new()
    {
        Id = "RM3002",
        Title = "Other version or content than asked for",
        DefaultSeverity = Severity.Error,
        Why = "An agreement over one version says nothing of another.",
        HowToFix =
            "Give the version that is asked for, or agree on the newer one and correct the reference. Of a view of the document that is " +
            "asked for this is a warning: verify the view's signature, or ask for the view's own digest.",
    };

    /// <summary>RM3003: documents refer to each other in a cycle.</summary>
    public static DiagnosticDescriptor Cycle { get; } = new()
    {
        Id = "RM3003",
        Title = "Cycle",
        DefaultSeverity = Severity.Error,
        Why = "In a circle nobody has the last word, and nobody performs what each only hands on to the next.",
        HowToFix = "Take one of the references out.",
    };

    /// <summary>RM3010: two documents have the same id and version but different content.</summary>
    public static DiagnosticDescriptor TwoOfOneVersion { get; } = new()
    {
        Id = "RM3010",
        Title = "Two contents of one version",
        DefaultSeverity = Severity.Warning,
        Why = "Whoever refers to the version means one of the two and may get the other. A view beside its own whole is no second content.",
        HowToFix = "Give one of them another version, or keep the one that was published.",
    };

    /// <summary>RM1010: the base is for another service.</summary>
    public static DiagnosticDescriptor OtherService { get; } = new()
    {
        Id = "RM1010",
        Title = "Base for another service",
        DefaultSeverity = Severity.Error,
        Why = "A split that was stated for one service cannot be taken over for another.",
        HowToFix = "Extend the matrix of the same service, or use `upstream` for a service that this one builds on.",
    };

    /// <summary>All descriptors, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [OtherService, MissingDocument, OtherVersion, Cycle, TwoOfOneVersion];
}
