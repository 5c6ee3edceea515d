using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>Publishing, signing and verifying on the command line.</summary>
public sealed class PublishingTests : IDisposable
{
    private const string Storage = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage.matrix.json";
    private const string Notes = "tests/ResponsibilityMatrix.Cli.Tests/documents/notes.matrix.json";
    private const string Keys = "tests/ResponsibilityMatrix.Tests/Publishing/keys";
    private const string Signed = "tests/ResponsibilityMatrix.Tests/Publishing/signed";
    private const string Document = $"{Signed}/notes.matrix.json";
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public static TheoryData<string, string> WrongUses => new()
    {
        { $"publish {Notes}", "-o" },
        { $"publish {Notes} -o tests", "tests is a folder; name a file in it." },
        { $"publish {Notes} -o {Notes}", "is there already; --force overwrites it." },
        { $"publish {Notes} -o nowhere/x.json", "There is no folder" },
        { $"publish {Notes} -o - --format json", "would both go to standard output" },
        { $"publish {Notes} -o - --format sarif", "'sarif' is no format here: choose text, json." },
        { $"publish {Notes} --view provider -o -", "There is no view 'provider': --view customer." },
        { "publish nowhere.json -o -", "There is no file nowhere.json." },
        { $"publish {Keys}/README.md -o -", "cannot be used until its errors are corrected" },
        { "publish src/ResponsibilityMatrix/Catalogs/Embedded/iso-27017@2015.catalog.json -o -", "is no matrix but a catalog document" },
        { $"publish {Notes} -o - --severity RM7004=bad", "'bad' is no severity" },
        { $"sign {Document} -o -", "--key" },
        { $"sign {Document} --key nowhere.pem -o -", "There is no file nowhere.pem." },
        { $"sign {Document} --key {Keys}/ec.pub.pem -o -", "ec.pub.pem: This is a public key. Signing takes the private one." },
        { $"sign {Document} --key {Keys}/p384.pem -o -", "p384.pem: The key is on the curve" },
        { $"sign {Document} --key {Keys}/rsa-1024.pem -o -", "at least 2048 are needed" },
        { $"sign {Document} --key {Keys}/ed25519.pem -o -", "It must be on the curve P-256, or an RSA key of 2,048 bits or more." },
        { $"sign {Document} --key {Keys}/ec-encrypted.pem -o -", "its passphrase is needed. (--passphrase-file FILE)" },
        { $"sign {Document} --key {Keys}/ec-encrypted.pem --passphrase-file {Keys}/README.md -o -", "the passphrase is wrong" },
        { $"sign {Document} --key {Keys}/ec.pem --key-id  -o -", "--key-id must be a name, but is empty." },
        { $"sign {Document} --key {Keys}/ec.pem --key-id {new string('k', 1025)} -o -", "--key-id has at most 1,024 characters." },
        { $"sign {Document} --key {Document} -o -", "There is no key in PEM form in it" },
        { $"sign {Document} --key {Keys}/ec.pem -o tests", "tests is a folder; name a file in it." },
        { "sign - --key - -o -", "Only one of the files can be standard input." },
        { $"sign {Keys}/README.md --key {Keys}/ec.pem -o -", "is not signed until its errors are corrected." },
        { $"sign global.json --key {Keys}/ec.pem -o -", "is no matrix, catalog, mapping or set of requirements." },
        { $"verify {Document} --key {Keys}/ec.pub.pem", "--signature" },
        { $"verify {Document} --signature nowhere.jws --key {Keys}/ec.pub.pem", "There is no file nowhere.jws." },
        { $"verify nowhere.json --signature {Signed}/node.es256.jws --key {Keys}/ec.pub.pem", "There is no file nowhere.json." },
        { $"verify {Document} --signature {Signed}/node.es256.jws --key {Keys}/ec.pem", "ec.pem: This is a private key." },
        { $"verify {Document} --signature {Signed}/node.es256.jws --key {Signed}/node.es256.jws", "There is no key in PEM form in it" },
        { $"verify {Document} --signature {Signed}/node.es256.jws --key {Keys}/ec.pub.pem -o {Document}",
            "is there already; --force overwrites it." },
        { $"verify - --signature - --key {Keys}/ec.pub.pem", "Only one of the files can be standard input." },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(WrongUses))]
    public void A_wrong_use_ends_with_2_and_a_sentence_that_helps(string line, string expected)
    {
        var (code, output, error) = Rmatrix.Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Publish_to_standard_output() => Verify(["publish", Notes, "-o", "-", "--keep-extension", "com.example.crn"]);

    [Fact]
    public void A_view_for_the_customer_is_told_with_both_digests_and_can_be_signed()
    {
        const string Crm = "schemas/examples/crm.matrix.json";
        var (view, again, signature) = (Out("view.json"), Out("again.json"), Out("view.jws"));
        var whole = Rmatrix.Run("publish", Crm, "--with", "schemas/examples", "-o", Out("whole.json")).Out.Trim();
        var (code, output, _) = Rmatrix.Run("publish", Crm, "--with", "schemas/examples", "--view", "customer", "-o", view,
            "--format", "json");
        Assert.Equal(0, code);
        using var told = JsonDocument.Parse(output);
        var digest = told.RootElement.GetProperty("digest").GetString();
        Assert.Equal(("customer", whole), (told.RootElement.GetProperty("view").GetProperty("name").GetString(),
            told.RootElement.GetProperty("view").GetProperty("of").GetString()));
        Assert.NotEqual(whole, digest);
        var text = File.ReadAllText(view);
        Assert.DoesNotContain("Names contacts for security, support and privacy", text, StringComparison.Ordinal);
        Assert.Contains(whole, text, StringComparison.Ordinal);

        var (_, printed, error) = Rmatrix.Run(
            "publish", view, "--with", "schemas/examples", "--view", "customer", "--canonical", "-o", again);
        Assert.Equal(digest, printed.Trim());
        Assert.Contains($"the digest of the whole document is {whole}", error, StringComparison.Ordinal);
        Assert.Equal(0, Rmatrix.Run("sign", view, "--key", $"{Keys}/ec.pem", "-o", signature).ExitCode);
        Assert.Equal(0, Rmatrix.Run("verify", again, "--signature", signature, "--key", $"{Keys}/ec.pub.pem").ExitCode);
    }

    [Fact]
    public void Publish_prints_the_digest_of_what_it_wrote()
    {
        var (plain, canonical) = (Out("plain.json"), Out("canonical.json"));
        var digest = Rmatrix.Run("publish", Notes, "-o", plain).Out.Trim();
        Assert.Matches("^sha256-[0-9a-f]{64}$", digest);
        var (code, output, error) = Rmatrix.Run("publish", Notes, "-o", canonical, "--canonical", "--format", "json");
        Assert.Equal(0, code);
        Assert.Empty(error);
        var json = JsonNode.Parse(output)!;
        Assert.Equal((digest, true, 5), ((string)json["digest"]!, (bool)json["published"]!, json["diagnostics"]!.AsArray().Count));
        Assert.Equal(
            digest, $"sha256-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(canonical)))}");
        Assert.Equal(digest, (string)JsonNode.Parse(Rmatrix.Run("resolve", plain, "--format", "json").Out)!["inputs"]![0]!["digest"]!);
        Assert.Equal(0, Rmatrix.Run("validate", plain).ExitCode);
    }

    [Fact]
    public void Publishing_changes_no_answer()
    {
        var path = Out("published.json");
        Assert.Equal(0, Rmatrix.Run("publish", Notes, "-o", path).ExitCode);
        Assert.Equal(Rmatrix.Run("resolve", Notes, "--format", "markdown").Out, Rmatrix.Run("resolve", path, "--format", "markdown").Out);
    }

    [Fact]
    public void What_is_published_can_be_published_again_and_nothing_is_kept_out()
    {
        var (once, twice) = (Out("once.json"), Out("twice.json"));
        Rmatrix.Run("publish", Notes, "-o", once);
        var (code, _, error) = Rmatrix.Run("publish", once, "-o", twice);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(File.ReadAllBytes(once), File.ReadAllBytes(twice));
    }

    [Theory]
    [InlineData(Storage, "RM2001")]
    [InlineData(Notes, "RM7004", "--severity", "RM7004=error")]
    [InlineData(Notes, "RM2005", "--warnings-as-errors")]
    public void A_document_with_errors_is_not_published(string file, string id, params string[] options)
    {
        var path = Out("published.json");
        var (code, output, error) = Rmatrix.Run(["publish", file, "-o", path, .. options]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains($"error {id}".Replace("error RM2005", "warning RM2005", StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.Contains("is not published.", error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Force_overwrites()
    {
        var path = Out("published.json");
        File.WriteAllText(path, "old");
        Assert.Equal(2, Rmatrix.Run("publish", Notes, "-o", path).ExitCode);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(0, Rmatrix.Run("publish", Notes, "-o", path, "--force").ExitCode);
        Assert.Contains("Copies daily.", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ec", "ec.pub")]
    [InlineData("ec-sec1", "ec.certificate")]
    [InlineData("ec-encrypted", "ec.pub")]
    [InlineData("rsa", "rsa.pub")]
    [InlineData("rsa-pkcs1", "rsa-pkcs1.pub")]
    public void A_document_is_signed_verified_and_found_changed(string key, string open)
    {
        var (document, signature, passphrase) = (Out("a.matrix.json"), Out("a.jws"), Out("passphrase"));
        File.WriteAllText(passphrase, "geheim\n");
        File.Copy(Path.Combine(Rmatrix.Root, Document), document);
        Assert.Equal(
            0,
            Rmatrix.Run(
            ["sign", document, "--key", $"{Keys}/{key}.pem", "-o", signature, .. key == "ec-encrypted" ? ["--passphrase-file", passphrase]
            : Array.Empty<string>()]).ExitCode);
        Assert.Equal(0, Rmatrix.Run("verify", document, "--signature", signature, "--key", $"{Keys}/{open}.pem").ExitCode);
        Assert.Equal(1, Rmatrix.Run("verify", document, "--signature", signature, "--key", $"{Keys}/other.pub.pem").ExitCode);
        var text = File.ReadAllText(document);
        foreach (
            var changed in new[] { text.Replace("99.950", "99.951", StringComparison.Ordinal), text[..^40], "",
            text.Replace("\"version\": \"1.0.0\"", "\"version\": \"1.0.1\"", StringComparison.Ordinal) })
        {
            var (code, output, _) = Rmatrix.RunWith(changed, "verify", "-", "--signature", signature, "--key", $"{Keys}/{open}.pem");
            Assert.Equal(1, code);
            Assert.Contains("NOT VALID", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_was_verified_can_be_written_for_what_comes_next()
    {
        var path = Out("verified.json");
        Assert.Equal(
            1, Rmatrix.Run("verify", Document, "--signature", $"{Signed}/node.es256.jws", "--key", $"{Keys}/other.pub.pem", "-o",
            path).ExitCode);
        Assert.False(File.Exists(path));
        Assert.Equal(
            0,
            Rmatrix.Run("verify", Document, "--signature", $"{Signed}/node.es256.jws", "--key", $"{Keys}/ec.pub.pem", "-o", path).ExitCode);
        Assert.StartsWith("{\"assignments\":[", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(0, Rmatrix.Run("verify", path, "--signature", $"{Signed}/openssl.ps256.jws", "--key", $"{Keys}/rsa.pub.pem").ExitCode);
    }

    [Fact]
    public void Whoever_signs_internal_notes_is_told()
    {
        Assert.Contains("has internal notes", Rmatrix.Run("sign", Notes, "--key", $"{Keys}/ec.pem", "-o", "-").Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("has internal notes", Rmatrix.Run("sign", Document, "--key", $"{Keys}/ec.pem", "-o", "-").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_text() => Verify(["verify", Document, "--signature", $"{Signed}/openssl.es256.jws", "--key", $"{Keys}/ec.pub.pem"]);

    [Fact]
    public void Verify_text_with_another_key() =>
        Verify(["verify", Document, "--signature", $"{Signed}/node.es256.jws", "--key", $"{Keys}/other.pub.pem"]);

    [Fact]
    public void Verify_json() =>
        Verify(
        ["verify", Document, "--signature", $"{Signed}/node.ps256.jws", "--key", $"{Keys}/rsa.pub.pem", "--key-id", "test", "--format",
        "json"]);

    [Fact]
    public void Verify_json_with_another_algorithm() =>
        Verify(["verify", Document, "--signature", $"{Signed}/node.ps256.jws", "--key", $"{Keys}/ec.pub.pem", "--format", "json"]);

    private string Out(string name) => Path.Combine(_folder, name);

    private static void Verify(string[] args, [CallerMemberName] string method = "")
    {
        var (code, output, error) = Rmatrix.Run(args);
        Snapshot.Verify(
            $"$ rmatrix {string.Join(' ', args)}\n{output}{(error.Length > 0 ? $"--- standard error\n{error}" : "")}--- exit code {code}\n",
            method: method);
    }
}
