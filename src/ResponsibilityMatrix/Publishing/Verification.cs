using System.Text.Json.Serialization;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Publishing;

/// <summary>The result of verifying a signature.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum VerificationStatus
{
    /// <summary>The document was signed with this key and is unchanged.</summary>
    Valid,

    /// <summary>The document has no canonical form: it is not JSON, or has a duplicate member or a number that a double cannot
    /// hold.</summary>
    UnusableDocument,

    /// <summary>The signature is not a JSON Web Signature in compact form.</summary>
    MalformedSignature,

    /// <summary>The header names another algorithm than the key's, such as <c>none</c>.</summary>
    OtherAlgorithm,

    /// <summary>The header names another key id than the required one.</summary>
    OtherKey,

    /// <summary>The signature contains content that differs from the document's.</summary>
    OtherContent,

    /// <summary>The signature does not match: the document was changed, or another key signed it.</summary>
    Mismatch,
}

/// <summary>The result of verifying a document against its signature. Immutable and thread-safe.</summary>
public sealed class Verification
{
    private readonly Lazy<AnyDocument>? _document;

    internal Verification(VerificationStatus status, string message, SignatureHeader? header = null, Func<AnyDocument>? read = null)
    {
        (Status, Message, Algorithm, KeyId) = (status, message, header?.Algorithm, header?.KeyId);
        if (read is not null) _document = new(read);
    }

    /// <summary>The status.</summary>
    public VerificationStatus Status { get; }

    /// <summary>Whether the document was signed with the key and is unchanged.</summary>
    public bool IsValid => Status == VerificationStatus.Valid;

    /// <summary>The result in one or two sentences for people. Do not parse it.</summary>
    public string Message { get; }

    /// <summary>The algorithm that the signature names, or null if it could not be read.</summary>
    public string? Algorithm { get; }

    /// <summary>The key id that the signature names, or null. It proves nothing.</summary>
    public string? KeyId { get; }

    /// <summary>The verified bytes, the canonical form of the document; empty unless it is valid. Use these instead of reading the file
    /// again.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; internal init; }

    /// <summary>The document, read from the verified bytes on first use; null unless it is valid.</summary>
    public AnyDocument? Document => _document?.Value;
}
