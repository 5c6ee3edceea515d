using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Publishing;

/// <summary>How a document is signed or verified. Immutable; equal by value.</summary>
public sealed record SignatureOptions
{
    internal static SignatureOptions Default { get; } = new();

    /// <summary>Signing: what the signature calls the key, in at most 1,024 characters; null for <see cref="SigningKey.KeyId"/>.
    /// Verifying: what the signature must call the key; null where that does not matter.</summary>
    public string? KeyId { get; init; }

    /// <summary>The name that findings give the document, such as the name of its file; null for none. It is never opened.</summary>
    public string? File { get; init; }

    /// <summary>What the document may cost.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
