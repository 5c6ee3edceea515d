using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>The findings about JSON and the shape of documents. Thread-safe.</summary>
internal static class DocumentDescriptors
{
    /// <summary>RM0001: the file is not JSON.</summary>
    public static DiagnosticDescriptor NotJson { get; } = new()
    {
        Id = "RM0001",
        Title = "Not JSON",
        DefaultSeverity = Severity.Error,
        Why = "Nothing can be said about a document that cannot be read.",
        HowToFix = "Correct the text at the place that is named. The file must be UTF-8, without comments and without trailing commas.",
    };

    /// <summary>RM0002: a member occurs twice in one object.</summary>
    public static DiagnosticDescriptor DuplicateMember { get; } = new()
    {
        Id = "RM0002",
        Title = "Duplicate member",
        DefaultSeverity = Severity.Error,
        Why = "Programs disagree on which of the two counts, so two readers of one document can come to two answers.",
        HowToFix = "Keep one of them.",
    };

    /// <summary>RM0003: a limit was exceeded.</summary>
    public static DiagnosticDescriptor LimitPassed { get; } = new()
    {
        Id = "RM0003",
        Title = "A limit was passed",
        DefaultSeverity = Severity.Error,
        Why =
            "Documents come from strangers; limits keep one document from taking all time and memory. A number with more digits than a " +
            "double keeps would share its digest with others.",
        HowToFix =
            "Split the document, or raise the limit if you trust where it comes from. Write a number that is told of with fewer digits, " +
            "or as a text.",
    };

    /// <summary>RM0004: the format version is not supported.</summary>
    public static DiagnosticDescriptor UnsupportedVersion { get; } = new()
    {
        Id = "RM0004",
        Title = "Unsupported schemaVersion",
        DefaultSeverity = Severity.Error,
        Why =
            "Another major version may mean other things by the same members. Of a later minor version, unknown members are kept and not " +
            "understood.",
        HowToFix = "Use a version of this software that knows the format, or write the document in version 1.0.",
    };

    /// <summary>RM0005: a member of a later minor version of the format.</summary>
    public static DiagnosticDescriptor UnknownLaterMember { get; } = new()
    {
        Id = "RM0005",
        Title = "Member of a later version",
        DefaultSeverity = Severity.Warning,
        Why = "The document uses something that this version does not know: it is kept, and no answer takes it into account.",
        HowToFix = "Use a version of this software that knows it, or check by hand that the answer does not depend on it.",
    };

    /// <summary>RM0100: the document does not match its schema.</summary>
    public static DiagnosticDescriptor SchemaViolation { get; } = new()
    {
        Id = "RM0100",
        Title = "Schema violation",
        DefaultSeverity = Severity.Error,
        Why = "A member that is missing, misspelt or of the wrong type is read by nobody.",
        HowToFix = "Correct the value as the message says. An editor that knows the published schema shows it while you type.",
    };

    /// <summary>All descriptors, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
        [NotJson, DuplicateMember, LimitPassed, UnsupportedVersion, UnknownLaterMember, SchemaViolation];
}
