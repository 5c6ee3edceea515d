using System.Text.Json.Serialization;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Publishing;

/// <summary>What verifying a signature found.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum VerificationStatus
{
    /// <summary>The document is the one that was signed with this key.</summary>
    Valid,

    /// <summary>The document has no canonical form: it is no JSON, has a duplicate member, or a number that a double cannot hold.</summary>
    UnusableDocument,

    /// <summary>The signature is no JSON Web Signature in compact form.</summary>
    MalformedSignature,

    /// <summary>The header says another algorithm than the key's: also <c>none</c>.</summary>
    OtherAlgorithm,

    /// <summary>The header names another key than the one that was asked for by its id.</summary>
    OtherKey,

    /// <summary>The signature carries content, and it is not that of the document.</summary>
    OtherContent,

    /// <summary>The signature does not fit: the document was changed, or it was signed with another key.</summary>
    Mismatch,
}

/// <summary>The answer to whether a document is what was signed. Immutable and thread-safe.</summary>
public sealed class Verification
{
    private readonly Lazy<AnyDocument>? _document;

    internal Verification(VerificationStatus status, string message, SignatureHeader? header = null, Func<AnyDocument>? read = null)
    {
        (Status, Message, Algorithm, KeyId) = (status, message, header?.Algorithm, header?.KeyId);
        if (read is not null) _document = new(read);
    }

    /// <summary>What was found.</summary>
    public VerificationStatus Status { get; }

    /// <summary>Whether the document is the one that was signed with the key.</summary>
    public bool IsValid => Status == VerificationStatus.Valid;

    /// <summary>The finding in a sentence or two for people. Never to be parsed.</summary>
    public string Message { get; }

    /// <summary>The algorithm that the signature names, or null where it could not be read.</summary>
    public string? Algorithm { get; }

    /// <summary>The id of the key that the signature names, or null. Not a proof of anything.</summary>
    public string? KeyId { get; }

    /// <summary>The bytes that were verified: the canonical form of the document; empty unless it is valid. Use these, and not the file
    /// again.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; internal init; }

    /// <summary>The document, read from the verified bytes when first asked for; null unless it is valid.</summary>
    public AnyDocument? Document => _document?.Value;
}
