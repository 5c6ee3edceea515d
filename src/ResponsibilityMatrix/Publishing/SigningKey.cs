using System.Diagnostics.CodeAnalysis;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// A private key that signs documents. The key decides the algorithm: ES256 on the curve P-256, PS256 with RSA of 2,048 bits and more.
/// Immutable and thread-safe. It is never printed.
/// </summary>
public sealed class SigningKey
{
    private SigningKey(KeyMaterial material) => (Material, KeyId) = (material, material.Thumbprint);

    internal KeyMaterial Material { get; }

    /// <summary>The algorithm: <c>ES256</c> or <c>PS256</c> (RFC 7518).</summary>
    public string Algorithm => Material.Algorithm;

    /// <summary>The thumbprint of the public key (RFC 7638, SHA-256), by which a signature names it unless told otherwise.</summary>
    public string KeyId { get; }

    /// <summary>Reads a private key from PEM: PKCS #8, also encrypted, or the older forms of elliptic and RSA keys (SEC 1, PKCS
    /// #1).</summary>
    /// <param name="pem">The text. Other blocks in it, such as certificates, are passed over.</param>
    /// <param name="passphrase">The passphrase of an encrypted key, or null.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="problem">Why there is none, or null.</param>
    public static bool TryRead(ReadOnlySpan<char> pem, string? passphrase, [NotNullWhen(true)] out SigningKey? key,
        [NotNullWhen(false)] out Problem? problem)
    {
        key = KeyReader.ReadPrivate(pem, passphrase, out problem) is { } material ? new SigningKey(material) : null;
        return key is not null;
    }
}

/// <summary>A public key that signatures are verified with. Whether it belongs to whom it should is for whoever gives it to know. Immutable
/// and thread-safe.</summary>
public sealed class VerificationKey
{
    private VerificationKey(KeyMaterial material) => (Material, KeyId) = (material, material.Thumbprint);

    internal KeyMaterial Material { get; }

    /// <summary>The only algorithm that is verified with it: <c>ES256</c> or <c>PS256</c>. A signature that says another one is not
    /// valid.</summary>
    public string Algorithm => Material.Algorithm;

    /// <summary>The thumbprint of the key (RFC 7638, SHA-256).</summary>
    public string KeyId { get; }

    /// <summary>
    /// Reads a public key from PEM: a key (SPKI, PKCS #1), or an X.509 certificate, of which the key alone is taken: no chain, name,
    /// purpose or date is looked at. </summary>
    /// <param name="pem">The text.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="problem">Why there is none, or null.</param>
    public static bool TryRead(ReadOnlySpan<char> pem, [NotNullWhen(true)] out VerificationKey? key,
        [NotNullWhen(false)] out Problem? problem)
    {
        key = KeyReader.ReadPublic(pem, out problem) is { } material ? new VerificationKey(material) : null;
        return key is not null;
    }
}
