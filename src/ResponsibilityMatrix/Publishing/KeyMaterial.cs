using System.Buffers.Text;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Publishing;

/// <summary>A public key with its only algorithm. Each use creates its own object, so that threads share no mutable state.</summary>
internal abstract class KeyMaterial
{
    /// <summary>The name of the algorithm in the header of a signature (RFC 7518).</summary>
    public abstract string Algorithm { get; }

    /// <summary>The input of the thumbprint: the required members of the JSON Web Key, in canonical form (RFC 7638).</summary>
    protected abstract string RequiredMembers { get; }

    /// <summary>The thumbprint of the public key: base64url of SHA-256.</summary>
    public string Thumbprint => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(RequiredMembers)));

    protected static string Encoded(byte[] number) => Base64Url.EncodeToString(number);

    public abstract bool Verify(byte[] hash, byte[] signature);

    /// <summary>The public part of a key, or null with the reason why it is not supported.</summary>
    public static KeyMaterial? Of(AsymmetricAlgorithm key, out Problem? problem)
    {
        switch (key)
        {
            case ECDsa elliptic:
                var parameters = elliptic.ExportParameters(false);
                problem = EllipticKey.ProblemWith(parameters);
                return problem is null ? new EllipticKey(parameters) : null;
            case RSA rsa:
                problem = RsaKey.ProblemWith(rsa.KeySize);
                return problem is null ? new RsaKey(rsa.ExportParameters(false)) : null;
            default:
                problem = Problem.UnsupportedKey($"This is a key of another kind. {KeyStructure.Kinds}.");
                return null;
        }
    }
}

/// <summary>A key on the curve P-256, for ES256.</summary>
internal sealed class EllipticKey(ECParameters parameters) : KeyMaterial
{
    private const int CoordinateBytes = 32;
    private const string P256 = "1.2.840.10045.3.1.7";

    public override string Algorithm => SigningKey.Es256;

    protected override string RequiredMembers =>
        $$"""{"crv":"P-256","kty":"EC","x":"{{Encoded(parameters.Q.X!)}}","y":"{{Encoded(parameters.Q.Y!)}}"}""";

    public static Problem? ProblemWith(ECParameters parameters)
    {
        var curve = parameters.Curve;
        if (curve.IsNamed && curve.Oid.Value == P256) return null;
        var name = curve.IsNamed ? $"the curve {curve.Oid.FriendlyName ?? curve.Oid.Value}" : "a curve that is given by its numbers";
        return Problem.UnsupportedKey($"The key is on {name}. Use one on the named curve P-256 (prime256v1), or an RSA key.");
    }

    /// <summary>Converts a signature from DER (RFC 3279, 2.2.3) to two numbers of 32 bytes each (RFC 7518, 3.4). Returns null if it is not
    /// valid.</summary>
    public static byte[]? FromDer(byte[] der)
    {
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var numbers = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var signature = new byte[2 * CoordinateBytes];
            var isRead = TryWrite(numbers.ReadInteger(), signature.AsSpan(0, CoordinateBytes))
                && TryWrite(numbers.ReadInteger(), signature.AsSpan(CoordinateBytes));
            numbers.ThrowIfNotEmpty();
            return isRead ? signature : null;
        }
        catch (AsnContentException)
        {
            return null;
        }

        static bool TryWrite(BigInteger number, Span<byte> bytes)
        {
            if (number.Sign <= 0 || number.GetByteCount(isUnsigned: true) > bytes.Length) return false;
            return number.TryWriteBytes(bytes[^number.GetByteCount(isUnsigned: true)..], out _, isUnsigned: true, isBigEndian: true);
        }
    }

    public override bool Verify(byte[] hash, byte[] signature)
    {
        if (signature.Length != 2 * CoordinateBytes) return false;
        using var key = ECDsa.Create(parameters);
        return key.VerifyHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}

/// <summary>An RSA key, for PS256.</summary>
internal sealed class RsaKey(RSAParameters parameters) : KeyMaterial
{
    // An untrusted key must not cost unbounded time.
    public const int LeastBits = 2048;
    private const int MostBits = 16384;

    public override string Algorithm => SigningKey.Ps256;

    protected override string RequiredMembers =>
        $$"""{"e":"{{Encoded(parameters.Exponent!)}}","kty":"RSA","n":"{{Encoded(parameters.Modulus!)}}"}""";

    public static Problem? ProblemWith(int bits) => bits switch
    {
        < LeastBits => Problem.UnsupportedKey($"The RSA key has {bits} bits; at least {LeastBits} are needed."),
        > MostBits => Problem.UnsupportedKey($"The RSA key has {bits} bits; at most {MostBits} are taken."),
        _ => null,
    };

    public override bool Verify(byte[] hash, byte[] signature)
    {
        if (signature.Length != parameters.Modulus!.Length) return false;
        using var key = RSA.Create(parameters);
        return key.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
    }
}
