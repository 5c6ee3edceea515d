using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Publishing;

/// <summary>Options for signing or verifying a document. Immutable; equal by value.</summary>
public sealed record SignatureOptions
{
    internal static SignatureOptions Default { get; } = new();

    /// <summary>When signing, the key id in the signature, at most 1,024 characters; null for <see cref="SigningKey.KeyId"/>. When
    /// verifying, the required key id; null for any.</summary>
    public string? KeyId { get; init; }

    /// <summary>The document's name in findings, such as its file name; null for none. It is never opened.</summary>
    public string? File { get; init; }

    /// <summary>The limits of the document.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
