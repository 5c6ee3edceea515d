using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>A trust page of a folder: what is on it, what is not, and whether its links and its feed are sound.</summary>
public sealed partial class SiteTests : IDisposable
{
    private const string Secret = "GEHEIM";
    private const string Keys = "tests/ResponsibilityMatrix.Tests/Publishing/keys";
    private static readonly string Examples = Path.Combine(Rmatrix.Root, "schemas", "examples");
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public SiteTests()
    {
        Directory.CreateDirectory(From);
        foreach (var name in new[] { "crm.matrix.json", "crm-2.0.0.matrix.json", "crm-annex.matrix.json", "acme-intranet.matrix.json" })
            File.Copy(Path.Combine(Examples, name), Path.Combine(From, name));
    }

    private string From => Path.Combine(_folder, "from");

    private string To => Path.Combine(_folder, "site");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_version_has_its_folder_and_the_one_in_force_a_second()
    {
        var (code, output, error) = Site();
        Assert.Equal(0, code);
        Assert.Contains("3 versions", output, StringComparison.Ordinal);
        Assert.Contains("acme-intranet.matrix.json is left out: it is a draft.", error, StringComparison.Ordinal);
        var crm = Path.Combine(To, "harbourline.example_matrix_crm");
        Assert.Equal(["1.2.0", "2.0.0", "latest"], Directory.GetDirectories(crm).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Bytes(crm, "2.0.0", "report.html"), Bytes(crm, "latest", "report.html"));
        Assert.Contains("The customer becomes a performer", Text(crm, "2.0.0", "changes.html"), StringComparison.Ordinal);
        Assert.Contains("the customer becomes a performer", Text(crm, "2.0.0", "index.html"), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(crm, "1.2.0", "changes.html")));
    }

    [Fact]
    public void A_version_that_is_not_yet_in_force_is_not_the_latest()
    {
        Assert.Equal(0, Site("--as-of", "2026-11-01").ExitCode);
        var crm = Path.Combine(To, "harbourline.example_matrix_crm");
        Assert.Equal(Bytes(crm, "1.2.0", "report.html"), Bytes(crm, "latest", "report.html"));
        Assert.Contains("in force from 2026-11-16", Text(crm, "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_leads_to_a_file_of_the_site()
    {
        Sign("crm.matrix.json");
        Assert.Equal(0, Site("--key", $"{Keys}/ec.pub.pem").ExitCode);
        var files = Directory.GetFiles(To, "*.html", SearchOption.AllDirectories);
        Assert.Equal(15, files.Length);
        HashSet<string> reached = [Path.Combine(To, "index.html")];
        foreach (var file in files)
            foreach (Match link in Href().Matches(File.ReadAllText(file)))
            {
                var target = Uri.UnescapeDataString(link.Groups["path"].Value);
                if (target.StartsWith('#') || target.Contains(':', StringComparison.Ordinal)) continue;
                var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, target));
                Assert.True(File.Exists(path), $"{file} leads to {target}");
                reached.Add(path);
            }
        Assert.Equal([], Directory.GetFiles(To, "*", SearchOption.AllDirectories).Except(reached));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://trust.example/who/")]
    public void The_feed_keeps_the_rules_of_RFC_4287(string? baseUrl)
    {
        Assert.Equal(0, Site(baseUrl is null ? [] : ["--base-url", baseUrl]).ExitCode);
        var feed = XDocument.Load(Path.Combine(To, "feed.atom")).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        var entries = feed.Elements(Atom + "entry").ToList();
        Assert.Equal(3, entries.Count);
        foreach (var element in entries.Prepend(feed))
        {
            // Sections 4.1.1 and 4.1.2: exactly one id, title and updated; an author; one alternate of a type.
            Assert.True(Uri.TryCreate(Only(element, "id"), UriKind.Absolute, out _));
            Assert.NotEmpty(Only(element, "title"));
            Assert.Matches(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$", Only(element, "updated"));
            Assert.NotEmpty(Only(element.Element(Atom + "author")!, "name"));
            var alternate = Assert.Single(element.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "alternate");
            var href = (string)alternate.Attribute("href")!;
            Assert.True(baseUrl is null || href.StartsWith(baseUrl, StringComparison.Ordinal));
            Assert.True(File.Exists(Path.Combine(To, baseUrl is null ? href : href[baseUrl.Length..])), href);
        }
        Assert.Equal(4, entries.Prepend(feed).Select(element => Only(element, "id")).Distinct().Count());
        Assert.Single(feed.Elements(Atom + "link"), link => (string?)link.Attribute("rel") == "self");
        Assert.Equal(Only(feed, "updated"), entries.Select(entry => Only(entry, "updated")).Max(StringComparer.Ordinal));
        Assert.All(feed.DescendantNodes().OfType<XElement>(), element => Assert.Equal(Atom, element.Name.Namespace));

        static string Only(XElement element, string name) => Assert.Single(element.Elements(Atom + name)).Value;
    }

    [Fact]
    public void An_entry_of_the_feed_keeps_its_id_when_the_site_moves()
    {
        Assert.Equal(0, Site().ExitCode);
        var before = Ids();
        Assert.Equal(0, Site("--base-url", "https://trust.example/", "--force").ExitCode);
        Assert.Equal(before, Ids());

        List<string> Ids() => [.. XDocument.Load(Path.Combine(To, "feed.atom")).Root!.Elements(Atom + "entry")
            .Select(entry => entry.Element(Atom + "id")!.Value)];
    }

    [Fact]
    public void What_the_page_says_of_digest_and_signature_can_be_done()
    {
        Sign("crm.matrix.json");
        Assert.Equal(0, Site("--key", $"{Keys}/ec.pub.pem").ExitCode);
        var folder = Path.Combine(To, "harbourline.example_matrix_crm", "1.2.0");
        var page = Text(folder, "index.html");
        var json = Path.Combine(folder, "harbourline.example_matrix_crm.matrix.json");
        Assert.Contains($"sha256-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(json)))}", page, StringComparison.Ordinal);
        Assert.Contains("valid: the document is the one that was signed (ES256)", page, StringComparison.Ordinal);
        var command = Command().Match(page).Groups["line"].Value;
        Assert.StartsWith("verify harbourline.example_matrix_crm.matrix.json --signature", command, StringComparison.Ordinal);
        var args = command.Split(' ').Select(arg => arg == "provider.pub.pem" ? $"{Keys}/ec.pub.pem"
            : arg.StartsWith("harbourline", StringComparison.Ordinal) ? Path.Combine(folder, arg) : arg);
        Assert.Equal(0, Rmatrix.Run([.. args]).ExitCode);
    }

    [Fact]
    public void A_signature_that_is_not_valid_is_not_published()
    {
        Sign("crm-2.0.0.matrix.json");
        File.Move(Path.Combine(From, "crm-2.0.0.matrix.json.jws"), Path.Combine(From, "crm.matrix.json.jws"));
        var (code, _, error) = Site("--key", $"{Keys}/ec.pub.pem");
        Assert.Equal(1, code);
        Assert.Contains("crm.matrix.json.jws is left out: it is not valid for what is published.", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(To, "*.jws", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_signature_that_nobody_looked_at_is_said_to_be_so()
    {
        Sign("crm.matrix.json");
        Assert.Contains("Signatures are published without being verified", Site().Error, StringComparison.Ordinal);
        Assert.Contains("It was not looked at when this page was made.",
            Text(To, "harbourline.example_matrix_crm", "1.2.0", "index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_holds_what_is_internal_and_no_base_that_is_not_published()
    {
        File.Copy(Path.Combine(Rmatrix.Root, "tests/ResponsibilityMatrix.Cli.Tests/documents/notes.matrix.json"),
            Path.Combine(From, "notes.matrix.json"));
        var crm = Path.Combine(From, "crm.matrix.json");
        File.WriteAllText(crm,
            File.ReadAllText(crm).Replace("\"status\": \"published\"", "\"status\": \"draft\"", StringComparison.Ordinal));
        var (code, output, error) = Site();
        Assert.Equal(1, code);
        Assert.Contains("crm-annex.matrix.json is left out: it has errors", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, output + error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(To, "keep.example_notes")));
        foreach (var file in Directory.GetFiles(To, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Secret, InternalContentTests.TextOf(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Running_it_again_changes_nothing_and_nothing_else_is_touched()
    {
        Assert.Equal(0, Site().ExitCode);
        var mine = Path.Combine(To, "mine.txt");
        File.WriteAllText(mine, "mine");
        var times = Times();
        Assert.Contains("none of them new or changed", Site().Out, StringComparison.Ordinal);
        Assert.Equal(times, Times());
        File.WriteAllText(Path.Combine(To, "index.html"), "other");
        var (code, _, error) = Site();
        Assert.Equal(2, code);
        Assert.Contains("index.html is there already with other contents; --force", error, StringComparison.Ordinal);
        Assert.Contains("1 of them new or changed", Site("--force").Out, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(mine));

        List<(string, DateTime)> Times() => [.. Directory.GetFiles(To, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (file, File.GetLastWriteTimeUtc(file)))];
    }

    [Theory]
    [InlineData("would be read as a source the next time", "FROM", "FROM/site")]
    [InlineData("would be read as a source the next time", "FROM", "FROM")]
    [InlineData("There is no folder", "FROM/none", "TO")]
    [InlineData("is a file; name the folder that it is in.", "FROM/crm.matrix.json", "TO")]
    [InlineData("A site is a folder of files", "FROM", "-")]
    [InlineData("--base-url must be an address", "FROM", "TO", "--base-url", "trust.example")]
    [InlineData("has no matrix that can be published", "EMPTY", "TO")]
    public void A_wrong_use_ends_with_2_and_writes_nothing(string expected, string from, string to, params string[] options)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        var (code, output, error) = Rmatrix.Run(["site", Real(from), "-o", Real(to), .. options]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(To));

        string Real(string path) => path.Replace("FROM", From, StringComparison.Ordinal).Replace("TO", To, StringComparison.Ordinal)
            .Replace("EMPTY", Path.Combine(_folder, "empty"), StringComparison.Ordinal);
    }

    private (int ExitCode, string Out, string Error) Site(params string[] options)
    {
        string[] date = options.Contains("--as-of") ? [] : ["--as-of", "2026-11-24"];
        return Rmatrix.Run(["site", From, "-o", To, .. date, .. options]);
    }

    private void Sign(string name)
    {
        var (file, published) = (Path.Combine(From, name), Path.Combine(_folder, "published.json"));
        Assert.Equal(0, Rmatrix.Run("publish", file, "-o", published, "--force").ExitCode);
        Assert.Equal(0, Rmatrix.Run("sign", published, "--key", $"{Keys}/ec.pem", "-o", $"{file}.jws").ExitCode);
    }

    private static string Text(params string[] path) => File.ReadAllText(Path.Combine(path));

    private static byte[] Bytes(params string[] path) => File.ReadAllBytes(Path.Combine(path));

    [GeneratedRegex("href=\"?(?<path>[^\" >]+)")]
    private static partial Regex Href();

    [GeneratedRegex("<code>rmatrix (?<line>[^<]+)</code>")]
    private static partial Regex Command();
}
