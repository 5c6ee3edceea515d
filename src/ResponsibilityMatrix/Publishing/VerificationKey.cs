using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Publishing;

/// <summary>A public key for verifying signatures. The caller must know that it belongs to the expected signer. It holds only numbers, so
/// it need not be disposed of. Immutable and thread-safe.</summary>
public sealed class VerificationKey
{
    private VerificationKey(KeyMaterial material) => (Material, KeyId) = (material, material.Thumbprint);

    internal KeyMaterial Material { get; }

    /// <summary>The only accepted algorithm: <see cref="SigningKey.Es256"/> or <see cref="SigningKey.Ps256"/>. A signature that names
    /// another one is not valid.</summary>
    public string Algorithm => Material.Algorithm;

    /// <summary>The thumbprint of the key (RFC 7638, SHA-256).</summary>
    public string KeyId { get; }

    /// <summary>
    /// Reads a public key from PEM: a key (SPKI, PKCS #1) or an X.509 certificate. Only the key of a certificate is used; its chain, name,
    /// purpose and dates are not checked.
    /// </summary>
    /// <param name="pem">The text.</param>
    /// <exception cref="FormatException">The text contains no key that can verify; the message gives the reason.</exception>
    public static VerificationKey Parse(ReadOnlySpan<char> pem) =>
        TryParse(pem, out var key, out var problem) ? key : throw new FormatException(problem.Message);

    /// <summary>Reads a public key from PEM, if there is one that can verify; see <see cref="Parse"/>.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="problem">The reason if there is no key; otherwise null.</param>
    public static bool TryParse(ReadOnlySpan<char> pem, [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out Problem? problem)
    {
        key = KeyReader.ReadPublic(pem, out problem) is { } material ? new VerificationKey(material) : null;
        return key is not null;
    }

    /// <summary>Creates a key from a .NET object: an <see cref="ECDsa"/> on the curve P-256, or an <see cref="RSA"/> with at least 2,048
    /// bits. The public part is copied, and the object is not used afterwards.</summary>
    /// <param name="key">The key, with or without its private part.</param>
    /// <exception cref="ArgumentException">The key is of another kind, on another curve, or too short.</exception>
    public static VerificationKey FromAlgorithm(AsymmetricAlgorithm key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new VerificationKey(KeyMaterial.Of(key, out var problem) ?? throw new ArgumentException(problem!.Message, nameof(key)));
    }
}
