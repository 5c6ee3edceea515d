using System.Security.Cryptography;
using CsCheck;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Publishing;
using Xunit;

namespace ResponsibilityMatrix.Tests.Publishing;

public sealed class SigningKeyTests
{
    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public void A_key_of_the_platform_signs_and_stays_the_callers(string name)
    {
        using var given = Given(name);
        var key = SigningKey.FromAlgorithm(given);

        Assert.Equal(Keys.Private(name).KeyId, key.KeyId);
        Assert.True(DetachedSignature.Verify(Keys.Utf8, DetachedSignature.Sign(Keys.Utf8, key), Keys.Public($"{name}.pub")).IsValid);

        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => DetachedSignature.Sign(Keys.Utf8, key));
        Assert.True(
            DetachedSignature.Verify(
            Keys.Utf8, DetachedSignature.Sign(Keys.Utf8, SigningKey.FromAlgorithm(given)), VerificationKey.FromAlgorithm(given)).IsValid);
    }

    [Fact]
    public async Task A_key_that_was_read_is_erased_when_it_is_disposed_of()
    {
        var key = Keys.Private("ec");
        key.Dispose();
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => DetachedSignature.Sign(Keys.Utf8, key));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => DetachedSignature.SignAsync(Keys.Utf8, key));
    }

    [Fact]
    public void A_key_of_the_platform_that_cannot_sign_documents_is_refused()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var small = RSA.Create(1024);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

        foreach (var (key, expected) in new (AsymmetricAlgorithm, string)[]
            { (curve, "Use one on the named curve P-256"), (small, "at least 2048 are needed"), (other, "a key of another kind") })
        {
            Assert.Contains(expected, Assert.Throws<ArgumentException>("key", () => SigningKey.FromAlgorithm(key)).Message,
                StringComparison.Ordinal);
            Assert.Contains(expected, Assert.Throws<ArgumentException>("key", () => VerificationKey.FromAlgorithm(key)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_that_a_vault_keeps_signs_a_hash()
    {
        using var elliptic = (ECDsa)Given("ec");
        using var rsa = (RSA)Given("rsa");
        foreach (var (file, algorithm, format, sign) in new (string, string, DSASignatureFormat, Func<byte[], byte[]>)[]
            {
                ("ec.pub", SigningKey.Es256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, elliptic.SignHash),
                ("ec.pub", SigningKey.Es256, DSASignatureFormat.Rfc3279DerSequence,
                    hash => elliptic.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence)),
                ("rsa.pub", SigningKey.Ps256, default,
                    hash => rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)),
            })
        {
            using var key = SigningKey.FromCallback(algorithm, "https://vault.example/keys/1", async (hash, _) =>
            {
                await Task.Yield();
                Assert.Equal(32, hash.Length);
                return sign(hash.ToArray());
            }, format);

            // Numbers with fewer bytes than others come now and then.
            for (var i = 0; i < (algorithm == SigningKey.Es256 ? 300 : 1); i++)
            {
                var verification = DetachedSignature.Verify(
                    Keys.Utf8, await DetachedSignature.SignAsync(Keys.Utf8, key), Keys.Public(file));
                Assert.True(verification.IsValid, verification.Message);
                Assert.Equal("https://vault.example/keys/1", verification.KeyId);
            }
            Assert.Throws<InvalidOperationException>(() => DetachedSignature.Sign(Keys.Utf8, key));
        }
    }

    [Fact]
    public async Task What_a_callback_gives_in_another_form_becomes_no_signature()
    {
        using var elliptic = (ECDsa)Given("ec");
        var der = elliptic.SignHash(new byte[32], DSASignatureFormat.Rfc3279DerSequence);
        foreach (var (algorithm, format, bytes) in new (string, DSASignatureFormat, byte[]?)[]
            {
                (SigningKey.Es256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, [1, 2, 3]),
                (SigningKey.Es256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation, null),
                (SigningKey.Es256, DSASignatureFormat.Rfc3279DerSequence, new byte[64]),
                (SigningKey.Es256, DSASignatureFormat.Rfc3279DerSequence, [.. der, 0]),
                (SigningKey.Es256, DSASignatureFormat.Rfc3279DerSequence, [0x30, 6, 2, 1, 0, 2, 1, 1]),
                (SigningKey.Ps256, default, new byte[64]),
            })
        {
            var key = SigningKey.FromCallback(algorithm, "k", (_, _) => ValueTask.FromResult(bytes!), format);
            await Assert.ThrowsAsync<CryptographicException>(() => DetachedSignature.SignAsync(Keys.Utf8, key));
        }
    }

    [Fact]
    public void No_bytes_that_should_be_a_signature_in_der_make_anything_but_a_refusal() =>
        Gen.Byte.Array[0, 80].Sample(bytes => EllipticKey.FromDer(bytes) is null or { Length: 64 });

    [Fact]
    public async Task The_token_reaches_the_vault()
    {
        using var source = new CancellationTokenSource();
        var key = SigningKey.FromCallback(SigningKey.Es256, "k", async (_, token) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
            return [];
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DetachedSignature.SignAsync(Keys.Utf8, key, cancellationToken: source.Token));
    }

    [Fact]
    public void A_callback_has_an_algorithm_and_a_name()
    {
        Assert.Throws<ArgumentException>("algorithm", () => SigningKey.FromCallback("RS256", "k", Sign));
        Assert.Throws<ArgumentException>("keyId", () => SigningKey.FromCallback("ES256", "", Sign));
        Assert.Throws<ArgumentException>("keyId", () => SigningKey.FromCallback("ES256", new string('k', 1_025), Sign));
        Assert.Throws<ArgumentNullException>("signHash", () => SigningKey.FromCallback("ES256", "k", null!));

        static ValueTask<byte[]> Sign(ReadOnlyMemory<byte> hash, CancellationToken cancellationToken) => ValueTask.FromResult<byte[]>([]);
    }

    [Fact]
    public async Task Streams_and_documents_are_signed_and_verified_too()
    {
        using var key = Keys.Private("ec");
        var matrix = new MatrixDocument(Make.Matrix());

        var ofStream = await DetachedSignature.SignAsync(new MemoryStream(Keys.Utf8), key);
        var ofDocument = await DetachedSignature.SignAsync(matrix, key);

        Assert.True((await DetachedSignature.VerifyAsync(new MemoryStream(Keys.Utf8), ofStream, Keys.Public("ec.pub"))).IsValid);
        Assert.True(DetachedSignature.Verify(MatrixJson.ToUtf8Bytes(matrix.Matrix), ofDocument, Keys.Public("ec.pub")).IsValid);
        var options = new SignatureOptions { Limits = new Limits { MaxBytes = 100 } };
        await Assert.ThrowsAsync<FormatException>(() => DetachedSignature.SignAsync(new MemoryStream(Keys.Utf8), key, options));
        Assert.Equal(VerificationStatus.UnusableDocument,
            (await DetachedSignature.VerifyAsync(new MemoryStream(Keys.Utf8), ofStream, Keys.Public("ec.pub"), options)).Status);
    }

    [Fact]
    public void Many_threads_sign_with_one_key()
    {
        using var given = Given("ec");
        var key = SigningKey.FromAlgorithm(given);
        var open = Keys.Public("ec.pub");
        var utf8 = Keys.Utf8;

        Parallel.For(0, 200, _ => Assert.True(DetachedSignature.Verify(utf8, DetachedSignature.Sign(utf8, key), open).IsValid));
    }

    [Fact]
    public void Text_that_holds_no_usable_key_is_told_of()
    {
        Assert.Equal(Keys.Private("ec").KeyId, SigningKey.Parse(Keys.Pem("ec")).KeyId);
        Assert.Equal(Keys.Public("ec.pub").KeyId, VerificationKey.Parse(Keys.Pem("ec.pub")).KeyId);
        Assert.Contains("This is a public key.", Assert.Throws<FormatException>(() => SigningKey.Parse(Keys.Pem("ec.pub"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("This is a private key.", Assert.Throws<FormatException>(() => VerificationKey.Parse(Keys.Pem("ec"))).Message,
            StringComparison.Ordinal);
    }

    private static AsymmetricAlgorithm Given(string name)
    {
        AsymmetricAlgorithm key = name == "ec" ? ECDsa.Create() : RSA.Create();
        key.ImportFromPem(Keys.Pem(name));
        return key;
    }
}
