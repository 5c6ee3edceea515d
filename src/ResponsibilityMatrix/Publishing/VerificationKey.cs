using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Publishing;

/// <summary>A public key that signatures are verified with. Whether it belongs to whom it should is for whoever gives it to know. It holds
/// numbers alone, nothing that must be disposed of. Immutable and thread-safe.</summary>
public sealed class VerificationKey
{
    private VerificationKey(KeyMaterial material) => (Material, KeyId) = (material, material.Thumbprint);

    internal KeyMaterial Material { get; }

    /// <summary>The only algorithm that is verified with it: <see cref="SigningKey.Es256"/> or
    /// <see cref="SigningKey.Ps256"/>. A signature that says another one is not valid.</summary>
    public string Algorithm => Material.Algorithm;

    /// <summary>The thumbprint of the key (RFC 7638, SHA-256).</summary>
    public string KeyId { get; }

    /// <summary>
    /// Reads a public key from PEM: a key (SPKI, PKCS #1), or an X.509 certificate, of which the key alone is taken: no chain, name,
    /// purpose or date is looked at.
    /// </summary>
    /// <param name="pem">The text.</param>
    /// <exception cref="FormatException">There is no key in it that can verify; the message says why.</exception>
    public static VerificationKey Parse(ReadOnlySpan<char> pem) =>
        TryParse(pem, out var key, out var problem) ? key : throw new FormatException(problem.Message);

    /// <summary>Reads a public key from PEM, if there is one that can verify: see <see cref="Parse"/>.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="problem">Why there is none, or null.</param>
    public static bool TryParse(ReadOnlySpan<char> pem, [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out Problem? problem)
    {
        key = KeyReader.ReadPublic(pem, out problem) is { } material ? new VerificationKey(material) : null;
        return key is not null;
    }

    /// <summary>The public part of a key that the platform holds: an <see cref="ECDsa"/> on the curve P-256, or an <see cref="RSA"/> of
    /// 2,048 bits or more. It is copied; the object is not used afterwards.</summary>
    /// <param name="key">The key, with its private part or without.</param>
    /// <exception cref="ArgumentException">The key is of another kind, on another curve, or too short.</exception>
    public static VerificationKey FromAlgorithm(AsymmetricAlgorithm key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new VerificationKey(KeyMaterial.Of(key, out var problem) ?? throw new ArgumentException(problem!.Message, nameof(key)));
    }
}
