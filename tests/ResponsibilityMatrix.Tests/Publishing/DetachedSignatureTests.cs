using System.Buffers.Text;
using System.Text;
using CsCheck;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Publishing;

public sealed class DetachedSignatureTests
{
    private static readonly string Text = File.ReadAllText(Keys.Document);

    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public void A_signature_made_here_verifies_here(string key)
    {
        var verification = Verify(Text, DetachedSignature.Sign(Keys.Utf8, Keys.Private(key)), $"{key}.pub");
        Assert.Equal(VerificationStatus.Valid, verification.Status);
        Assert.Equal(Keys.Public($"{key}.pub").KeyId, verification.KeyId);
        Assert.Equal(CanonicalJson.Canonicalize(Keys.Utf8), verification.Utf8.ToArray());
    }

    [Theory]
    [InlineData("node.es256", "ec.pub")]
    [InlineData("node.es256", "ec.certificate")]
    [InlineData("openssl.es256", "ec.pub")]
    [InlineData("node.ps256", "rsa.pub")]
    [InlineData("openssl.ps256", "rsa-pkcs1.pub")]
    public void Signatures_that_others_made_verify(string signature, string key) =>
        Assert.Equal(VerificationStatus.Valid, Verify(Text, Signature(signature), key).Status);

    [Theory]
    [InlineData("node.es256", "rsa.pub", VerificationStatus.OtherAlgorithm)]
    [InlineData("node.ps256", "ec.pub", VerificationStatus.OtherAlgorithm)]
    [InlineData("node.es256", "other.pub", VerificationStatus.Mismatch)]
    public void Another_key_does_not_verify(string signature, string key, VerificationStatus expected)
    {
        var verification = Verify(Text, Signature(signature), key);
        Assert.Equal(expected, verification.Status);
        Assert.False(verification.IsValid);
        Assert.Null(verification.Document);
        Assert.True(verification.Utf8.IsEmpty);
    }

    [Fact]
    public void A_key_that_is_named_and_is_not_the_one_given_is_told() =>
        Assert.Contains("It names the key \"test\"", Verify(Text, Signature("node.es256"), "other.pub").Message, StringComparison.Ordinal);

    [Fact]
    public void White_space_and_the_order_of_members_do_not_matter()
    {
        var canonical = Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Keys.Utf8));
        Assert.NotEqual(canonical, Text);
        Assert.True(Verify(canonical, Signature("openssl.es256")).IsValid);
        Assert.True(Verify(Text, $"\r\n {Signature("openssl.es256").Trim()} \n").IsValid);
    }

    [Theory]
    [InlineData("99.950", "99.951")]
    [InlineData("99.950", "99.95000000000000000001")]
    [InlineData("1E30", "1000000000000000000000000000001")]
    [InlineData("Does it.", "Does it")]
    [InlineData("\"parties\": [{ \"id\": \"acme\", \"name\": \"Acme\" }, { \"id\": \"globex\", \"name\": \"Globex\" }]",
        "\"parties\": [{ \"id\": \"globex\", \"name\": \"Globex\" }, { \"id\": \"acme\", \"name\": \"Acme\" }]")]
    [InlineData("\\u00e9", "e\\u0301")]
    [InlineData("\"1.0.0\",", "\"1.0.0\", \"language\": \"en\",")]
    public void Any_change_of_content_is_found(string before, string after)
    {
        Assert.Contains(before, Text, StringComparison.Ordinal);
        Assert.False(Verify(Text.Replace(before, after, StringComparison.Ordinal), Signature("node.es256")).IsValid);
    }

    [Theory]
    [InlineData("99.950", "99.95")]
    [InlineData("\\u00e9", "é")]
    [InlineData("1E30", "1000000000000000000000000000000")]
    public void The_spelling_of_one_content_does_not_matter(string before, string after) =>
        Assert.True(Verify(Text.Replace(before, after, StringComparison.Ordinal), Signature("node.es256")).IsValid);

    [Fact]
    public void A_file_that_is_cut_off_does_not_verify_wherever_it_is_cut()
    {
        var utf8 = Encoding.UTF8.GetBytes(Text.TrimEnd());
        var key = Keys.Public("ec.pub");
        for (var length = 0; length < utf8.Length; length += 7)
            Assert.Equal(VerificationStatus.UnusableDocument,
                DetachedSignature.Verify(utf8.AsMemory(0, length), Signature("node.es256"), key).Status);
    }

    [Fact]
    public void A_signature_that_is_cut_off_does_not_verify_wherever_it_is_cut()
    {
        var signature = Signature("node.es256").Trim();
        for (var length = 0; length < signature.Length; length++) Assert.False(Verify(Text, signature[..length]).IsValid);
    }

    [Theory]
    [InlineData("""{"alg":"none"}""", VerificationStatus.OtherAlgorithm)]
    [InlineData("""{"alg":"HS256"}""", VerificationStatus.OtherAlgorithm)]
    [InlineData("""{"alg":"es256"}""", VerificationStatus.OtherAlgorithm)]
    [InlineData("""{"alg":"PS256"}""", VerificationStatus.OtherAlgorithm)]
    [InlineData("""{"kid":"x"}""", VerificationStatus.MalformedSignature)]
    [InlineData("""{"alg":["ES256"]}""", VerificationStatus.MalformedSignature)]
    [InlineData("""{"alg":"ES256","alg":"ES256"}""", VerificationStatus.MalformedSignature)]
    [InlineData("""{"alg":"ES256","crit":["exp"],"exp":1}""", VerificationStatus.MalformedSignature)]
    [InlineData("""{"alg":"ES256","b64":false,"crit":["b64"]}""", VerificationStatus.MalformedSignature)]
    [InlineData("""{"alg":"ES256","b64":true}""", VerificationStatus.MalformedSignature)]
    [InlineData("""["ES256"]""", VerificationStatus.MalformedSignature)]
    [InlineData("""{"alg":"ES256" """, VerificationStatus.MalformedSignature)]
    [InlineData("""{"alg":"ES256"}""", VerificationStatus.Mismatch)]
    public void A_header_is_never_believed(string header, VerificationStatus expected)
    {
        var proper = Signature("node.es256").Trim().Split('.')[2];
        Assert.Equal(expected, Verify(Text, $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}..{proper}").Status);
    }

    [Theory]
    [InlineData("{0}.{1}")]
    [InlineData("{0}..{1}.")]
    [InlineData("{0}...{1}")]
    [InlineData("..{1}")]
    [InlineData("{0}..")]
    [InlineData("{0}=..{1}")]
    [InlineData("{0}..{1}==")]
    [InlineData("{0}.. {1}")]
    [InlineData("{0}..+{1}")]
    [InlineData("{0}..{1}A")]
    [InlineData("{0}..{1}AA")]
    public void A_signature_is_written_in_one_way(string form)
    {
        var parts = Signature("node.es256").Trim().Split('.');
        Assert.False(Verify(Text, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, parts[0], parts[2])).IsValid);
    }

    [Fact]
    public void Loose_bits_at_the_end_are_refused()
    {
        var signature = Signature("node.es256").Trim();
        // 64 bytes end in two bits of the last character; the other four must be zero.
        Assert.Contains(signature[^1], "AQgw");
        Assert.Equal(VerificationStatus.MalformedSignature, Verify(Text, signature[..^1] + (char)(signature[^1] + 1)).Status);
    }

    [Fact]
    public void Content_that_a_signature_carries_must_be_that_of_the_document()
    {
        var parts = Signature("node.es256").Trim().Split('.');
        var content = Base64Url.EncodeToString(CanonicalJson.Canonicalize(Keys.Utf8));
        Assert.True(Verify(Text, $"{parts[0]}.{content}.{parts[2]}").IsValid);
        Assert.Equal(VerificationStatus.OtherContent,
            Verify(Text.Replace("Does it", "Does not", StringComparison.Ordinal), $"{parts[0]}.{content}.{parts[2]}").Status);
        Assert.Equal(VerificationStatus.OtherContent, Verify(Text, $"{parts[0]}.e30.{parts[2]}").Status);
    }

    [Fact]
    public void The_id_of_the_key_can_be_asked_for()
    {
        Assert.True(Verify(Text, Signature("node.es256"), "ec.pub", "test").IsValid);
        Assert.Equal(VerificationStatus.OtherKey, Verify(Text, Signature("node.es256"), "ec.pub", "another").Status);
        Assert.Equal(VerificationStatus.OtherKey, Verify(Text, Signature("openssl.es256"), "ec.pub", "test").Status);
        var named = DetachedSignature.Sign(Keys.Utf8, Keys.Private("rsa"), new() { KeyId = "Schlüssel \"1\"" });
        Assert.Equal("Schlüssel \"1\"", Verify(Text, named, "rsa.pub", "Schlüssel \"1\"").KeyId);
    }

    [Fact]
    public void What_was_verified_is_what_is_read()
    {
        var utf8 = Keys.Utf8;
        var verification = DetachedSignature.Verify(
            utf8, Signature("node.es256"), Keys.Public("ec.pub"), new() { File = "notes.matrix.json" });
        // Whoever changes the bytes afterwards changes nothing.
        utf8.AsSpan().Fill((byte)' ');
        Assert.Equal(DocumentKind.Matrix, verification.Document!.Kind);
        Assert.Equal(DocumentReader.Load<Matrix>(CanonicalJson.Canonicalize(Keys.Utf8)).Document, verification.Document.Matrix!.Document);
        Assert.Equal("notes.matrix.json", verification.Document.Matrix.File);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1e999}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":9007199254740993}""")]
    [InlineData("""{"a":0.30000000000000004441}""")]
    public void What_has_no_exact_canonical_form_is_neither_signed_nor_verified(string text)
    {
        Assert.Throws<FormatException>(() => DetachedSignature.Sign(Encoding.UTF8.GetBytes(text), Keys.Private("ec")));
        Assert.Equal(VerificationStatus.UnusableDocument, Verify(text, Signature("node.es256")).Status);
    }

    [Fact]
    public void Limits_hold_for_what_is_verified()
    {
        var limits = new Limits { MaxBytes = 100 };
        Assert.Equal(VerificationStatus.UnusableDocument,
            DetachedSignature.Verify(Keys.Utf8, Signature("node.es256"), Keys.Public("ec.pub"), new() { Limits = limits }).Status);
        Assert.Equal(VerificationStatus.UnusableDocument, Verify(new string('[', 100_000), Signature("node.es256")).Status);
    }

    [Fact]
    public void No_change_of_a_byte_in_the_signature_verifies_and_none_throws()
    {
        var signature = Signature("node.es256").Trim();
        var key = Keys.Public("ec.pub");
        Gen.Select(Gen.Int[0, signature.Length - 1], Gen.Char[(char)0, (char)0x17f]).Where((at, c) => signature[at] != c).Sample((at, c) =>
            !DetachedSignature.Verify(Keys.Utf8, string.Concat(signature.AsSpan(0, at), [c], signature.AsSpan(at + 1)), key).IsValid
                || ((at == 0 || at == signature.Length - 1) && char.IsWhiteSpace(c)), iter: 500);
    }

    [SourcesFact]
    public void The_example_of_the_page_of_concepts_runs_and_is_this_code()
    {
        var (utf8, signature, pem) = (Keys.Utf8, Signature("node.es256"), Keys.Pem("ec.pub"));
        // <snippet>
        var key = VerificationKey.Parse(pem);
        var verification = DetachedSignature.Verify(utf8, signature, key);
        if (!verification.IsValid) throw new InvalidOperationException(verification.Message);
        var matrix = verification.Document!.Matrix!.Document;
        // </snippet>
        Assert.Equal("https://acme.example/notes", matrix!.Id);
        var source = File.ReadAllText(
            Path.Combine(Folders.Repository!, "tests", "ResponsibilityMatrix.Tests", "Publishing", "DetachedSignatureTests.cs"))
            .ReplaceLineEndings("\n");
        var snippet = source.Split("        // <snippet>\n")[1].Split("        // </snippet>")[0]
            .Replace("\n        ", "\n", StringComparison.Ordinal).Trim();
        Assert.Contains($"```csharp\n{snippet}\n```", File.ReadAllText(Path.Combine(Folders.Repository!, "docs", "concepts.md"))
            .ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [NodeTheory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public void Node_verifies_what_is_signed_here_and_the_other_way_round(string key)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, DetachedSignature.Sign(Keys.Utf8, Keys.Private(key)) + "\n");
            Assert.Equal("true", Second("verify", Keys.Document, file, Keys.FileOf($"{key}.pub")).Trim());
            Assert.True(Verify(Text, Second("sign", Keys.Document, Keys.FileOf(key)), $"{key}.pub").IsValid);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [OpenSslTheory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public void Openssl_verifies_what_is_signed_here(string key)
    {
        var parts = DetachedSignature.Sign(Keys.Utf8, Keys.Private(key)).Split('.');
        var (input, proper) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            // Another encoder than the one under test.
            var content = Convert.ToBase64String(CanonicalJson.Canonicalize(Keys.Utf8)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
            File.WriteAllText(input, $"{parts[0]}.{content}");
            var bytes = Base64Url.DecodeFromChars(parts[2]);
            File.WriteAllBytes(proper, key == "ec" ? Der(bytes) : bytes);
            string[] padding = key == "ec" ? [] : ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"];
            Assert.Equal(
                "Verified OK",
                Tool.Run("openssl", ["dgst", "-sha256", .. padding, "-verify", Keys.FileOf($"{key}.pub"), "-signature", proper, input])
                .Trim());
        }
        finally
        {
            File.Delete(input);
            File.Delete(proper);
        }
    }

    private static byte[] Der(byte[] signature)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new System.Numerics.BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }
        return writer.Encode();
    }

    private static string Second(params string[] args) =>
        Tool.Run("node", [Path.Combine(Folders.Repository!, "tests", "signatures", "second.mjs"), .. args]);

    private static string Signature(string name) => File.ReadAllText(Keys.Signed($"{name}.jws"));

    [Fact]
    public void Whatever_id_a_key_can_be_given_is_verified()
    {
        var utf8 = Encoding.UTF8.GetBytes(Text);
        var longest = new string('\u0001', 1024);
        Assert.Equal(
            longest, Verify(Text, DetachedSignature.Sign(utf8, Keys.Private("ec"), new() { KeyId = longest }), keyId: longest).KeyId);
        Assert.Throws<ArgumentException>(() => DetachedSignature.Sign(utf8, Keys.Private("ec"), new() { KeyId = longest + "x" }));
    }

    private static Verification Verify(string text, string signature, string key = "ec.pub", string? keyId = null) =>
        DetachedSignature.Verify(Encoding.UTF8.GetBytes(text), signature, Keys.Public(key), new() { KeyId = keyId });
}
