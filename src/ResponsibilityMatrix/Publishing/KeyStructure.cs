using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Publishing;

/// <summary>
/// Checks the structure of a key before it is used: its algorithm and, if it is encrypted, the cost of its passphrase. An untrusted key
/// could otherwise take hours.
/// </summary>
internal static class KeyStructure
{
    /// <summary>The maximum number of hash iterations for a passphrase. OpenSSL uses 2,048 by default, password stores 600,000.</summary>
    private const int MostIterations = 2_000_000;

    /// <summary>The supported kinds of keys.</summary>
    public const string Kinds = "It must be on the curve P-256, or an RSA key of 2,048 bits or more";

    private const string Ec = "1.2.840.10045.2.1";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string Scrypt = "1.3.6.1.4.1.11591.4.11";
    private const string Rsa = "1.2.840.113549.1.1.1";

    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["1.3.101.110"] = "an X25519 key, which cannot sign",
        ["1.3.101.111"] = "an X448 key, which cannot sign",
        ["1.3.101.112"] = "an Ed25519 key",
        ["1.3.101.113"] = "an Ed448 key",
        ["1.2.840.10040.4.1"] = "a DSA key",
        ["1.2.840.10046.2.1"] = "a Diffie-Hellman key, which cannot sign",
        ["1.2.840.113549.1.1.10"] = "an RSA key for PSS alone, which is not read here; write it as a plain RSA key",
    };

    /// <summary>Why a key with this structure is not supported, or null if there is no objection so far.</summary>
    public static Problem? ProblemWith(string pem)
    {
        var fields = PemEncoding.Find(pem);
        var der = Convert.FromBase64String(pem[fields.Base64Data]);
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.BER);
            return pem[fields.Label] switch
            {
                "PUBLIC KEY" => OfPublic(reader.ReadSequence()),
                "PRIVATE KEY" => OfPrivate(reader.ReadSequence()),
                "EC PRIVATE KEY" => OfElliptic(reader.ReadSequence()),
                "ENCRYPTED PRIVATE KEY" => OfEncrypted(reader.ReadSequence()),
                _ => null,
            };
        }
        catch (AsnContentException)
        {
            return Problem.UnsupportedKey($"The key is damaged or of another kind. {Kinds}.");
        }
    }

    // SubjectPublicKeyInfo (RFC 5280): the algorithm, and the key as a bit string.
    private static Problem? OfPublic(AsnReader key)
    {
        var (algorithm, parameters) = Algorithm(key);
        return Named(algorithm) ?? (algorithm == Ec ? OfPoint(Curve(parameters), key.ReadBitString(out _)) : null);
    }

    // PrivateKeyInfo (RFC 5208): a version, the algorithm, and the key in its own format.
    private static Problem? OfPrivate(AsnReader key)
    {
        key.ReadInteger();
        var (algorithm, parameters) = Algorithm(key);
        return Named(algorithm)
            ?? (algorithm == Ec ? OfElliptic(new AsnReader(key.ReadOctetString(), AsnEncodingRules.BER).ReadSequence(), Curve(parameters))
            : null);
    }

    // ECPrivateKey (RFC 5915): a version, the number, and optionally the curve and the point.
    private static Problem? OfElliptic(AsnReader key, string? curve = null)
    {
        key.ReadInteger();
        key.ReadOctetString();
        while (key.HasData)
        {
            var tag = key.PeekTag();
            if (tag.TagClass != TagClass.ContextSpecific) return null;
            var content = key.ReadSequence(tag);
            if (tag.TagValue == 0) curve = Curve(content);
            else if (tag.TagValue == 1) return OfPoint(curve, content.ReadBitString(out _));
        }
        return null;
    }

    // EncryptedPrivateKeyInfo (RFC 5208): the encryption scheme, which includes the number of iterations, and the encrypted key.
    private static Problem? OfEncrypted(AsnReader key)
    {
        var (algorithm, parameters) = Algorithm(key);
        if (algorithm == Pbes2 && parameters is not null)
        {
            (algorithm, parameters) = Algorithm(parameters.ReadSequence());
            if (algorithm == Scrypt)
                return Problem.UnsupportedKey(
                    "The key is encrypted with scrypt, which is not read here. `openssl pkcs8 -topk8 -in KEY` encrypts it with PBKDF2.");
            if (algorithm != Pbkdf2)
                return Problem.UnsupportedKey($"The key is encrypted in a way that is not known here ({algorithm}).");
        }
        if (parameters is null) return null;
        var settings = parameters.ReadSequence();
        settings.ReadOctetString();
        var iterations = settings.ReadInteger();
        return iterations <= MostIterations ? null
            : Problem.UnsupportedKey(string.Create(
                CultureInfo.InvariantCulture,
                $"The passphrase of the key is to be hashed {iterations:N0} times, and at most {MostIterations:N0} times is done. " +
                $"`openssl pkcs8 -topk8 -iter 600000 -in KEY` writes it with fewer."));
    }

    private static (string Id, AsnReader? Parameters) Algorithm(AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        return (algorithm.ReadObjectIdentifier(), algorithm.HasData ? algorithm : null);
    }

    private static string? Curve(AsnReader? parameters) =>
        parameters is { HasData: true } && parameters.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier)
            ? parameters.ReadObjectIdentifier() : null;

    private static Problem? Named(string algorithm) => algorithm is Ec or Rsa ? null
        : Problem.UnsupportedKey(
            $"This is {(Others.TryGetValue(algorithm, out var name) ? name : $"a key of another kind ({algorithm})")}. {Kinds}.");

    // SEC 1, 2.3.3: 4 before both coordinates, 2 or 3 before one.
    private static Problem? OfPoint(string? curve, byte[] point) => point is [2 or 3, ..] && curve is null or P256
        ? Problem.UnsupportedKey(
            "The public key is written in compressed form, which is not read here. `openssl ec -in KEY -conv_form uncompressed` (with " +
            "-pubin -pubout for a public key) writes it whole.")
        : null;
}
