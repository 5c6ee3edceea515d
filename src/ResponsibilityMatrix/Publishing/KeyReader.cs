using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Publishing;

/// <summary>Reads keys from PEM (RFC 7468). Invalid keys give a problem, not an exception.</summary>
internal static class KeyReader
{
    private const string Encrypted = "ENCRYPTED PRIVATE KEY";
    private static readonly string[] PrivateLabels = ["PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY", Encrypted];
    private static readonly string[] PublicLabels = ["PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE"];

    /// <summary>Reads a private key of a supported kind. Returns null with the reason if there is none. The caller disposes of the
    /// key.</summary>
    public static AsymmetricAlgorithm? ReadPrivate(ReadOnlySpan<char> pem, string? passphrase, out Problem? problem)
    {
        if (Find(pem, PrivateLabels, out var others, out problem) is not { } found)
        {
            if (others) problem = With(ProblemCode.WrongKey, "This is a public key. Signing takes the private one.");
            return null;
        }
        if (found.Label == Encrypted && passphrase is null)
            problem = With(ProblemCode.MissingPassphrase, "The key is encrypted: its passphrase is needed.");
        return problem is null ? Read(found.Text, found.Label == Encrypted ? passphrase : null, out problem) : null;
    }

    public static KeyMaterial? ReadPublic(ReadOnlySpan<char> pem, out Problem? problem)
    {
        if (Find(pem, PublicLabels, out var others, out problem) is not { } found)
        {
            if (others)
                problem = With(
                    ProblemCode.WrongKey,
                    "This is a private key. Verifying takes the public one, which `openssl pkey -in KEY -pubout` writes; the private one " +
                    "stays with whoever signs.");
            return null;
        }
        var text = found.Text;
        if (found.Label == "CERTIFICATE")
        {
            try
            {
                using var certificate = X509Certificate2.CreateFromPem(text);
                text = PemEncoding.WriteString("PUBLIC KEY", certificate.PublicKey.ExportSubjectPublicKeyInfo());
            }
            catch (CryptographicException)
            {
                problem = Problem.UnsupportedKey("The certificate cannot be read.");
                return null;
            }
        }
        using var key = Read(text, null, out problem);
        return key is null ? null : KeyMaterial.Of(key, out problem);
    }

    private static AsymmetricAlgorithm? Read(string pem, string? passphrase, out Problem? problem)
    {
        // The structure is checked before any computation with the key.
        problem = KeyStructure.ProblemWith(pem);
        if (problem is not null) return null;
        foreach (var create in (Func<AsymmetricAlgorithm>[])[ECDsa.Create, RSA.Create])
        {
            var key = create();
            var isImported = Import(key, pem, passphrase);
            if (isImported && KeyMaterial.Of(key, out problem) is not null) return key;
            key.Dispose();
            if (isImported) return null;
        }
        problem = passphrase is null ? Problem.UnsupportedKey($"The key is damaged or of another kind. {KeyStructure.Kinds}.")
            : With(
                ProblemCode.WrongPassphrase,
                $"The key cannot be read: the passphrase is wrong, or the key is damaged or of another kind. {KeyStructure.Kinds}.");
        return null;
    }

    private static bool Import(AsymmetricAlgorithm key, string pem, string? passphrase)
    {
        try
        {
            if (passphrase is null) key.ImportFromPem(pem);
            else key.ImportFromEncryptedPem(pem, passphrase);
            return true;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The only block with one of the labels. Other blocks, such as curve parameters and certificates, are ignored.</summary>
    private static (string Label, string Text)? Find(ReadOnlySpan<char> pem, string[] labels, out bool others, out Problem? problem)
    {
        others = false;
        problem = null;
        (string Label, string Text)? found = null;
        while (PemEncoding.TryFind(pem, out var fields))
        {
            var label = pem[fields.Label].ToString();
            if (labels.Contains(label))
            {
                if (found is not null)
                {
                    others = false;
                    problem = With(
                        ProblemCode.SeveralKeys,
                        $"There are several keys in it ({found.Value.Label}, {label}). Give a file with the one that is meant.");
                    return null;
                }
                found = (label, pem[fields.Location].ToString());
            }
            others |= PrivateLabels.Contains(label) || PublicLabels.Contains(label);
            pem = pem[fields.Location.End..];
        }
        if (found is not null) return found;
        problem = pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal)
            ? Problem.UnsupportedKey("The key is encrypted in an old form. `openssl pkcs8 -topk8 -in KEY` writes it in the present one.")
            : With(
                ProblemCode.NoKey, "There is no key in PEM form in it, which begins with a line such as -----BEGIN PUBLIC KEY-----.");
        return null;
    }

    private static Problem With(ProblemCode code, string message) => new() { Code = code, Message = message };
}
