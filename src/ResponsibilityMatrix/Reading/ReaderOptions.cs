using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Reading;

/// <summary>How a document is read. Immutable; equal by value.</summary>
public sealed record ReaderOptions
{
    internal static ReaderOptions Default { get; } = new();

    /// <summary>The name that findings give the document, such as the name of its file; null for none. It is never opened.</summary>
    public string? File { get; init; }

    /// <summary>What the document may cost.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
