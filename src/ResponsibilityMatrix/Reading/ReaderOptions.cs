using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Reading;

/// <summary>Options for reading a document. Immutable; equal by value.</summary>
public sealed record ReaderOptions
{
    internal static ReaderOptions Default { get; } = new();

    /// <summary>The document's name in findings, such as its file name; null for none. It is never opened.</summary>
    public string? File { get; init; }

    /// <summary>The limits of the document.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
