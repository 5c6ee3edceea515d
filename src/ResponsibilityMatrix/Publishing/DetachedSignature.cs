using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// Signatures in separate files: JSON Web Signatures in compact form (RFC 7515) with detached content (appendix F), over the canonical form
/// of a document (RFC 8785). They ignore white space and the order of members, but detect any change of content. Thread-safe.
/// </summary>
/// <example><code>
/// var signature = DetachedSignature.Sign(utf8, key);
/// var verification = DetachedSignature.Verify(utf8, signature, VerificationKey.FromAlgorithm(algorithm));
/// </code></example>
public static class DetachedSignature
{
    private const int MostOfHeader = 32 * 1024;
    private const int MostOfSignature = 4 * 1024;

    // Three bytes become four characters, so pieces of this size can be encoded one after the other.
    private const int PieceBytes = 3 * 16 * 1024;

    /// <summary>Signs a document of any kind.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="key">The key, which determines the algorithm.</param>
    /// <param name="options">The key id in the signature, and limits; null for the defaults.</param>
    /// <returns>The signature: the header, two full stops and the signature value, in ASCII, without a line break.</returns>
    /// <exception cref="FormatException">
    /// The text is not JSON, exceeds a limit, has a duplicate member, or has a number that is out of range or has more digits than a double
    /// keeps.
    /// </exception>
    /// <exception cref="ArgumentException">The id of the key is too long.</exception>
    /// <exception cref="InvalidOperationException">The key signs through a callback; see <see cref="SigningKey.IsAsyncOnly"/>.</exception>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    public static string Sign(ReadOnlyMemory<byte> utf8, SigningKey key, SignatureOptions? options = null)
    {
        var header = HeaderOf(key, options);
        var hash = HashOf(header, CanonicalJson.CanonicalizeExactly(utf8, (options ?? SignatureOptions.Default).Limits));
        return Compact(header, key.Sign(hash));
    }

    /// <summary>Signs a document of any kind, with any key.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="key">The key, which determines the algorithm.</param>
    /// <param name="options">The key id in the signature, and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the signing.</param>
    /// <returns>The signature: the header, two full stops and the signature value, in ASCII, without a line break.</returns>
    /// <exception cref="FormatException">The text has no exact canonical form; see
    /// <see cref="Sign(ReadOnlyMemory{byte}, SigningKey, SignatureOptions?)"/>.</exception>
    /// <exception cref="ArgumentException">The id of the key is too long.</exception>
    /// <exception cref="CryptographicException">The callback did not return a signature.</exception>
    /// <exception cref="ObjectDisposedException">The key was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The signing was cancelled.</exception>
    public static async Task<string> SignAsync(ReadOnlyMemory<byte> utf8, SigningKey key, SignatureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var header = HeaderOf(key, options);
        var limits = (options ?? SignatureOptions.Default).Limits;
        var hash = HashOf(header, CanonicalJson.CanonicalizeExactly(utf8, limits, cancellationToken));
        return Compact(header, await key.SignAsync(hash, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Signs a document of any kind, with any key.</summary>
    /// <param name="utf8">The document in UTF-8. The stream is read to its end, or until it exceeds the limit, and stays open.</param>
    /// <param name="key">The key, which determines the algorithm.</param>
    /// <param name="options">The key id in the signature, and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading and signing.</param>
    /// <returns>The signature: the header, two full stops and the signature value, in ASCII, without a line break.</returns>
    /// <inheritdoc cref="SignAsync(ReadOnlyMemory{byte}, SigningKey, SignatureOptions?, CancellationToken)" path="/exception"/>
    public static async Task<string> SignAsync(Stream utf8, SigningKey key, SignatureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var bytes = await ReadAsync(utf8, options, cancellationToken).ConfigureAwait(false);
        return await SignAsync(bytes, key, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Signs a matrix, with any key: the text that was read or, for a matrix built in code, the text that it is written
    /// as.</summary>
    /// <param name="document">The matrix.</param>
    /// <param name="key">The key, which determines the algorithm.</param>
    /// <param name="options">The key id in the signature, and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the signing.</param>
    /// <returns>The signature: the header, two full stops and the signature value, in ASCII, without a line break.</returns>
    /// <inheritdoc cref="SignAsync(ReadOnlyMemory{byte}, SigningKey, SignatureOptions?, CancellationToken)" path="/exception"/>
    public static Task<string> SignAsync(MatrixDocument document, SigningKey key, SignatureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        return SignAsync(document.Utf8, key, options, cancellationToken);
    }

    /// <summary>Verifies a signature. No document and no signature makes it throw.</summary>
    /// <param name="utf8">The document in UTF-8. The stream is read to its end, or until it exceeds the limit, and stays open.</param>
    /// <param name="signature">The signature. White space around it is ignored; content in it must equal the document's.</param>
    /// <param name="key">The public key of the expected signer. It alone determines the algorithm.</param>
    /// <param name="options">The required key id, the document's name, and limits; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static async Task<Verification> VerifyAsync(Stream utf8, string signature, VerificationKey key, SignatureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return Verify(await ReadAsync(utf8, options, cancellationToken).ConfigureAwait(false), signature, key, options);
    }

    /// <summary>Verifies a signature. No document and no signature makes it throw.</summary>
    /// <param name="utf8">The document in UTF-8.</param>
    /// <param name="signature">The signature. White space around it is ignored; content in it must equal the document's.</param>
    /// <param name="key">The public key of the expected signer. It alone determines the algorithm.</param>
    /// <param name="options">The required key id, the document's name, and limits; null for the defaults.</param>
    public static Verification Verify(
        ReadOnlyMemory<byte> utf8, ReadOnlySpan<char> signature, VerificationKey key, SignatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        options ??= SignatureOptions.Default;
        var keyId = options.KeyId;
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
            canonical = CanonicalJson.CanonicalizeExactly(utf8, options.Limits);
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
            () => DocumentReader.Load(canonical, new() { File = options.File, Limits = options.Limits }))
        { Utf8 = canonical };
    }

    private static string HeaderOf(SigningKey key, SignatureOptions? options)
    {
        ArgumentNullException.ThrowIfNull(key);
        SignatureHeader.ThrowIfTooLong(options?.KeyId, nameof(options));
        return Base64Url.EncodeToString(new SignatureHeader { Algorithm = key.Algorithm, KeyId = options?.KeyId ?? key.KeyId }.Write());
    }

    private static string Compact(string header, byte[] signature) => $"{header}..{Base64Url.EncodeToString(signature)}";

    private static ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream utf8, SignatureOptions? options, CancellationToken cancellationToken) =>
        DocumentBytes.ReadAsync(
            utf8, new ReaderOptions { Limits = (options ?? SignatureOptions.Default).Limits }, cancellationToken);

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

    // Only one spelling of the bytes is accepted: no padding, no white space, no extra bits at the end. Otherwise a signature would have
    // many spellings.
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
