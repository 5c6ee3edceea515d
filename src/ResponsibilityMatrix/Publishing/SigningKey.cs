using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// A private key that signs documents: from PEM, from a .NET object, or external through a callback. The key determines the algorithm:
/// ES256 for the curve P-256, PS256 for RSA with at least 2,048 bits. It is never printed. Thread-safe, except that it must not be disposed
/// of while it signs.
/// </summary>
/// <remarks>Disposing of a key that was read from PEM erases it from memory. A key that was given as an object belongs to the caller and is
/// not disposed of.</remarks>
/// <example><code>
/// using var key = SigningKey.FromAlgorithm(algorithm); // or SigningKey.Parse(pem)
/// </code></example>
public sealed class SigningKey : IDisposable
{
    /// <summary>The algorithm ECDSA on the curve P-256 with SHA-256, by its name in a signature (RFC 7518).</summary>
    public const string Es256 = "ES256";

    /// <summary>The algorithm RSASSA-PSS with SHA-256, a salt of 32 bytes and a key of at least 2,048 bits, by its name in a signature (RFC
    /// 7518).</summary>
    public const string Ps256 = "PS256";

    private const int EllipticBytes = 64;
    private readonly AsymmetricAlgorithm? _key;
    private readonly bool _isOwned;
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<byte[]>>? _signHash;
    private readonly DSASignatureFormat _format;
    private bool _isDisposed;

    private SigningKey(AsymmetricAlgorithm key, KeyMaterial material, bool isOwned)
    {
        _key = key;
        _isOwned = isOwned;
        (Algorithm, KeyId) = (material.Algorithm, material.Thumbprint);
    }

    private SigningKey(string algorithm, string keyId, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<byte[]>> signHash,
        DSASignatureFormat format)
    {
        (Algorithm, KeyId) = (algorithm, keyId);
        _signHash = signHash;
        _format = format;
    }

    /// <summary>The algorithm: <see cref="Es256"/> or <see cref="Ps256"/>.</summary>
    public string Algorithm { get; }

    /// <summary>The default key id in signatures: the thumbprint of the public key (RFC 7638, SHA-256), or the id given with a
    /// callback.</summary>
    public string KeyId { get; }

    /// <summary>Whether the key signs through a callback, and therefore only asynchronously.</summary>
    public bool IsAsyncOnly => _signHash is not null;

    /// <summary>Reads a private key from PEM: PKCS #8, encrypted or not, or the older forms of elliptic and RSA keys (SEC 1, PKCS
    /// #1).</summary>
    /// <param name="pem">The text. Other blocks in it, such as certificates, are ignored.</param>
    /// <param name="passphrase">The passphrase of an encrypted key, or null.</param>
    /// <exception cref="FormatException">The text contains no key that can sign; the message gives the reason.</exception>
    public static SigningKey Parse(ReadOnlySpan<char> pem, string? passphrase = null) =>
        TryParse(pem, passphrase, out var key, out var problem) ? key : throw new FormatException(problem.Message);

    /// <summary>Reads a private key from PEM, if there is one that can sign; see <see cref="Parse"/>.</summary>
    /// <param name="pem">The text. Other blocks in it, such as certificates, are ignored.</param>
    /// <param name="passphrase">The passphrase of an encrypted key, or null.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="problem">The reason if there is no key; otherwise null.</param>
    public static bool TryParse(ReadOnlySpan<char> pem, string? passphrase, [NotNullWhen(true)] out SigningKey? key,
        [NotNullWhen(false)] out Problem? problem)
    {
        key = KeyReader.ReadPrivate(pem, passphrase, out problem) is { } read
            ? new SigningKey(read, KeyMaterial.Of(read, out _)!, isOwned: true) : null;
        return key is not null;
    }

    /// <summary>Creates a key from a .NET object: an <see cref="ECDsa"/> on the curve P-256, or an <see cref="RSA"/> with at least 2,048
    /// bits, such as one from a certificate or a hardware security module. Its uses are serialized, so it need not be
    /// thread-safe.</summary>
    /// <param name="key">The key, with its private part. It belongs to the caller and must not be disposed of while it is in use
    /// here.</param>
    /// <exception cref="ArgumentException">The key is of another kind, on another curve, or too short.</exception>
    public static SigningKey FromAlgorithm(AsymmetricAlgorithm key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new SigningKey(key, KeyMaterial.Of(key, out var problem)
            ?? throw new ArgumentException(problem!.Message, nameof(key)), isOwned: false);
    }

    /// <summary>
    /// Creates a key for an external private key. The callback signs the SHA-256 hash of the signature's input, which key vaults call a
    /// digest.
    /// </summary>
    /// <param name="algorithm"><see cref="Es256"/> or <see cref="Ps256"/>.</param>
    /// <param name="keyId">The key id in signatures, at most 1,024 characters; <see cref="VerificationKey.KeyId"/> of its public key is a
    /// good choice.</param>
    /// <param name="signHash">Signs a SHA-256 hash of 32 bytes with the key in its vault or security module. It may be called from any
    /// thread.</param>
    /// <param name="format">The format of ES256 signatures from the callback: two numbers of 32 bytes each (RFC 7518), or DER, as some
    /// vaults return.</param>
    /// <exception cref="ArgumentException">The algorithm is not supported, or the id is empty or too long.</exception>
    public static SigningKey FromCallback(string algorithm, string keyId,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<byte[]>> signHash,
        DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
    {
        ArgumentException.ThrowIfNullOrEmpty(algorithm);
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        ArgumentNullException.ThrowIfNull(signHash);
        if (algorithm is not (Es256 or Ps256))
            throw new ArgumentException($"The algorithm is ES256 or PS256, and not \"{algorithm}\".", nameof(algorithm));
        SignatureHeader.ThrowIfTooLong(keyId, nameof(keyId));
        return new SigningKey(algorithm, keyId, signHash, format);
    }

    /// <summary>Disposes of a key that was read from PEM; a key that was given as an object is not disposed of.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (_isOwned) _key!.Dispose();
    }

    internal byte[] Sign(byte[] hash)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_key is null) throw new InvalidOperationException("This key signs through a callback: sign with SignAsync.");
        lock (_key)
        {
            return _key is ECDsa elliptic ? elliptic.SignHash(hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                : ((RSA)_key).SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        }
    }

    internal async ValueTask<byte[]> SignAsync(byte[] hash, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_signHash is null) return Sign(hash);
        var signature = await _signHash(hash, cancellationToken).ConfigureAwait(false)
            ?? throw new CryptographicException("The callback gave no signature.");
        if (Algorithm == Ps256)
            return signature.Length >= RsaKey.LeastBits / 8 ? signature : throw OfAnotherForm(signature);
        if (_format == DSASignatureFormat.Rfc3279DerSequence) return EllipticKey.FromDer(signature) ?? throw OfAnotherForm(signature);
        return signature.Length == EllipticBytes ? signature : throw OfAnotherForm(signature);
    }

    private CryptographicException OfAnotherForm(byte[] signature) =>
        new($"The callback gave {signature.Length} bytes that are no signature of {Algorithm} in the form that was said.");
}
