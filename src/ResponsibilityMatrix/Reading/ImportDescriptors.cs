using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Reading;

/// <summary>The findings of importing from another format. Thread-safe.</summary>
internal static class ImportDescriptors
{
    /// <summary>RM7001: a row was not understood.</summary>
    public static DiagnosticDescriptor NotUnderstood { get; } = new()
    {
        Id = "RM7001",
        Title = "Row not understood",
        DefaultSeverity = Severity.Error,
        Why = "What somebody wrote there is missing from the result, and a guess would put words into their mouth.",
        HowToFix = "Correct the cell that is named, or ask whoever filled it in, and import again.",
    };

    /// <summary>RM7002: something that the target format cannot hold was left out.</summary>
    public static DiagnosticDescriptor Dropped { get; } = new()
    {
        Id = "RM7002",
        Title = "Left out",
        DefaultSeverity = Severity.Warning,
        Why = "The target cannot hold it, so that whoever has only the target does not know of it.",
        HowToFix = "Decide whether it matters, and if so write it where the target has a place for it.",
    };

    /// <summary>RM7003: a value was mapped to the nearest available one.</summary>
    public static DiagnosticDescriptor Approximated { get; } = new()
    {
        Id = "RM7003",
        Title = "Mapped approximately",
        DefaultSeverity = Severity.Note,
        Why = "The result says nearly, but not exactly, what stood there.",
        HowToFix = "Compare the value with the words in `source`, and correct it if they mean something else.",
    };

    /// <summary>RM7005: what a file counts itself differs from its rows.</summary>
    public static DiagnosticDescriptor CountDiffers { get; } = new()
    {
        Id = "RM7005",
        Title = "Count differs from the rows",
        DefaultSeverity = Severity.Warning,
        Why = "Rows were left out when the file was counted or when it was read, or the count is of another version.",
        HowToFix = "Compare the count with the rows in the loss report, and correct the file or ask whoever made it.",
    };

    /// <summary>All descriptors, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [NotUnderstood, Dropped, Approximated, CountDiffers];
}
