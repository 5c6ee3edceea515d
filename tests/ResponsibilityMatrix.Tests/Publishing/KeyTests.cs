using System.Security.Cryptography;
using ResponsibilityMatrix.Publishing;
using Xunit;

namespace ResponsibilityMatrix.Tests.Publishing;

public sealed class KeyTests
{
    [Theory]
    [InlineData("ec", null, "ES256")]
    [InlineData("ec-sec1", null, "ES256")]
    [InlineData("ec-encrypted", "geheim", "ES256")]
    [InlineData("rsa", null, "PS256")]
    [InlineData("rsa-pkcs1", null, "PS256")]
    public void The_key_decides_the_algorithm(string name, string? passphrase, string algorithm) =>
        Assert.Equal(algorithm, Keys.Private(name, passphrase).Algorithm);

    [Theory]
    [InlineData("ec", "ec.pub")]
    [InlineData("ec-sec1", "ec.certificate")]
    [InlineData("rsa", "rsa.pub")]
    [InlineData("rsa-pkcs1", "rsa-pkcs1.pub")]
    public void A_key_has_one_name_whatever_it_is_written_in(string secret, string open) =>
        Assert.Equal(Keys.Private(secret).KeyId, Keys.Public(open).KeyId);

    /// <summary>RFC 7638, 3.1.</summary>
    [Fact]
    public void The_name_of_a_key_is_the_thumbprint_of_the_standard()
    {
        const string Modulus =
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3ok" +
            "njhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu" +
            "6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8a" +
            "wapJzKnqDKgw";
        using var rsa =
            RSA.Create(new RSAParameters { Modulus = System.Buffers.Text.Base64Url.DecodeFromChars(Modulus), Exponent = [1, 0, 1] });
        Assert.True(VerificationKey.TryParse(rsa.ExportSubjectPublicKeyInfoPem(), out var key, out _));
        Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", key.KeyId);
    }

    [Theory]
    [InlineData("p384", null, "Use one on the named curve P-256")]
    [InlineData("ec-explicit", null, "a curve that is given by its numbers")]
    [InlineData("ed25519", null, "This is an Ed25519 key. It must be on the curve P-256")]
    [InlineData("ec-compressed", null, "openssl ec -in KEY -conv_form uncompressed")]
    [InlineData("ec-iterations", "geheim", "is to be hashed 3,000,000 times, and at most 2,000,000 times is done")]
    [InlineData("rsa-1024", null, "The RSA key has 1024 bits; at least 2048 are needed.")]
    [InlineData("ec-encrypted", null, "its passphrase is needed")]
    [InlineData("ec-encrypted", "falsch", "the passphrase is wrong")]
    [InlineData("ec-old-encrypted", "geheim", "openssl pkcs8 -topk8")]
    [InlineData("ec.pub", null, "This is a public key. Signing takes the private one.")]
    [InlineData("ec.certificate", null, "This is a public key.")]
    public void A_key_that_cannot_sign_is_refused_with_a_sentence(string name, string? passphrase, string expected)
    {
        Assert.False(SigningKey.TryParse(Keys.Pem(name), passphrase, out var key, out var problem));
        Assert.Null(key);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ec", "This is a private key. Verifying takes the public one")]
    [InlineData("ec-encrypted", "This is a private key.")]
    public void A_private_key_is_not_for_verifying(string name, string expected)
    {
        Assert.False(VerificationKey.TryParse(Keys.Pem(name), out _, out var problem));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ed25519.pub", "This is an Ed25519 key.")]
    [InlineData("ec-compressed.pub", "The public key is written in compressed form")]
    public void A_key_that_cannot_verify_is_refused_with_a_sentence(string name, string expected)
    {
        Assert.False(VerificationKey.TryParse(Keys.Pem(name), out _, out var problem));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    /// <summary>The structure is read before the key is, so that whatever it holds ends in a sentence.</summary>
    [Fact]
    public void A_key_with_any_byte_changed_is_a_key_or_a_sentence()
    {
        foreach (var name in new[] { "ec", "ec-sec1", "ec-encrypted", "ec.pub", "rsa.pub", "ec-compressed", "ed25519" })
        {
            var pem = Keys.Pem(name);
            var fields = PemEncoding.Find(pem);
            var der = Convert.FromBase64String(pem[fields.Base64Data]);
            for (var at = 0; at < Math.Min(der.Length, 100); at++)
                foreach (var value in new byte[] { 0, 0x7F, 0x80, 0xFF, (byte)(der[at] ^ 1) })
                {
                    var changed = der.ToArray();
                    changed[at] = value;
                    var text = PemEncoding.WriteString(pem[fields.Label], changed);
                    // A changed number of iterations may be any below the limit, and costs what it says.
                    if (name == "ec-encrypted" && KeyStructure.ProblemWith(text) is null) continue;
                    var isRead = name.EndsWith(".pub", StringComparison.Ordinal) ? VerificationKey.TryParse(text, out _, out var problem)
                        : SigningKey.TryParse(text, "geheim", out _, out problem);
                    Assert.Equal(isRead, problem is null);
                }
        }
    }

    [Theory]
    [InlineData("", "There is no key in PEM form in it")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "The key is damaged or of another kind.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "The certificate cannot be read.")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "There are several keys in it")]
    [InlineData("-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----", "There is no key in PEM form in it")]
    public void Text_that_is_no_key_is_refused_with_a_sentence(string pem, string expected)
    {
        Assert.False(VerificationKey.TryParse(pem, out _, out var problem));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }
}
