using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// Signatures that stand in a file of their own: JSON Web Signatures in compact form (RFC 7515) over the canonical form of a document (RFC
/// 8785), without the content in the middle (appendix F). White space and the order of members do not matter to them; any change of content
/// does. Thread-safe. </summary>
public static class DetachedSignature
{
    private const int MostOfHeader = 32 * 1024;
    private const int MostOfSignature = 4 * 1024;

    /// <summary>The most characters that the id of a key may have: with them the header is small enough to be verified.</summary>
    internal const int MostOfKeyId = 1024;

    // Three bytes become four characters, so that pieces of so many can be encoded one after the other.
    private const int PieceBytes = 3 * 16 * 1024;

    /// <summary>Signs a document of any kind.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="key">The key, which decides the algorithm.</param>
    /// <param name="keyId">What the signature calls the key, in at most 1,024 characters, or null for
    /// <see cref="SigningKey.KeyId"/>.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    /// <returns>The signature: the header, two full stops and the signature proper, in ASCII, without a line break.</returns>
    /// <exception cref="FormatException">
    /// The text is no JSON, passes a limit, has a duplicate member, a number beyond the range of a double, or one with more digits than a
    /// double keeps: it would stand for other numbers too.
    /// </exception>
    /// <exception cref="ArgumentException">The id of the key is too long.</exception>
    public static string Sign(ReadOnlyMemory<byte> utf8, SigningKey key, string? keyId = null, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (keyId is { Length: > MostOfKeyId })
            throw new ArgumentException($"The id of a key has at most {MostOfKeyId} characters.", nameof(keyId));
        var canonical = CanonicalJson.CanonicalizeExactly(utf8, limits ?? Limits.Default);
        var header = Base64Url.EncodeToString(new SignatureHeader { Algorithm = key.Algorithm, KeyId = keyId ?? key.KeyId }.Write());
        return $"{header}..{Base64Url.EncodeToString(key.Material.Sign(HashOf(header, canonical)))}";
    }

    /// <summary>Verifies a signature. Nothing in the document or in the signature makes it throw.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="signature">The signature. White space around it is passed over; content in it must be that of the document.</param>
    /// <param name="key">The key of whoever should have signed. It alone decides the algorithm.</param>
    /// <param name="keyId">What the signature must call the key, or null where that does not matter.</param>
    /// <param name="file">The name of the document's file for findings, or null.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public static Verification Verify(ReadOnlyMemory<byte> utf8, ReadOnlySpan<char> signature, VerificationKey key, string? keyId = null,
        string? file = null, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        signature = signature.Trim(" \t\r\n");
        var first = signature.IndexOf('.');
        var last = signature.LastIndexOf('.');
        if (first <= 0 || last == first || signature[(first + 1)..last].Contains('.'))
            return new(VerificationStatus.MalformedSignature,
                "The signature is no JSON Web Signature in compact form, which is HEADER..SIGNATURE.");
        var start = signature[..first];
        var content = signature[(first + 1)..last];
        var end = signature[(last + 1)..];
        if (start.Length > MostOfHeader || end.Length > MostOfSignature || Decode(start) is not { } headerBytes
            || Decode(end) is not { Length: > 0 } proper)
            return new(VerificationStatus.MalformedSignature, "The header or the end of the signature is not written in base64url.");
        if (SignatureHeader.Read(headerBytes, out var problem) is not { } header)
            return new(VerificationStatus.MalformedSignature, problem);
        if (header.Algorithm != key.Algorithm)
            return new(
                VerificationStatus.OtherAlgorithm,
                $"The signature says that its algorithm is \"{header.Algorithm}\", but with this key it can only be {key.Algorithm}.",
                header);
        if (keyId is not null && header.KeyId != keyId)
            return new(VerificationStatus.OtherKey, header.KeyId is null ? $"The signature names no key, but \"{keyId}\" is asked for."
                : $"The signature names the key \"{header.KeyId}\", but \"{keyId}\" is asked for.", header);

        byte[] canonical;
        try
        {
            canonical = CanonicalJson.CanonicalizeExactly(utf8, limits ?? Limits.Default);
        }
        catch (FormatException exception)
        {
            return new(VerificationStatus.UnusableDocument,
                $"The document is not what was signed, since it has no canonical form. {exception.Message}", header);
        }
        if (!content.IsEmpty && (Decode(content) is not { } carried || !carried.AsSpan().SequenceEqual(canonical)))
            return new(VerificationStatus.OtherContent, "The signature carries content, and it is not the canonical form of this document.",
                header);
        var isOther = header.KeyId is { } named && named != key.KeyId;
        if (!key.Material.Verify(HashOf(start, canonical), proper))
        {
            return new(VerificationStatus.Mismatch,
                "The signature does not fit: the document was changed after it was signed, or it was signed with another key."
                + (isOther ? $" It names the key \"{header.KeyId}\"; the thumbprint of the one given is {key.KeyId}." : ""), header);
        }
        return new(VerificationStatus.Valid, "The document is the one that was signed with this key.", header,
            () => DocumentReader.Load(canonical, new() { File = file, Limits = limits ?? Limits.Default })) { Utf8 = canonical };
    }

    private static byte[] HashOf(ReadOnlySpan<char> header, byte[] canonical)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var start = new byte[header.Length + 1];
        start[Encoding.ASCII.GetBytes(header, start)] = (byte)'.';
        hash.AppendData(start);
        for (var at = 0; at < canonical.Length; at += PieceBytes)
            hash.AppendData(Base64Url.EncodeToUtf8(canonical.AsSpan(at, Math.Min(PieceBytes, canonical.Length - at))));
        return hash.GetHashAndReset();
    }

    // One sequence of bytes has one spelling: no padding, no white space, no loose bits at the end. Otherwise one signature could be
    // written in many ways.
    private static byte[]? Decode(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return null;
        if (text.Length % 4 == 1) return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return text.SequenceEqual(Base64Url.EncodeToString(bytes)) ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
