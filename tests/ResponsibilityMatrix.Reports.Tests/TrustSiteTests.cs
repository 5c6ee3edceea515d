using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>The files of a trust page, whatever ids and texts hold.</summary>
public sealed partial class TrustSiteTests
{
    [Theory]
    [InlineData("https://harbourline.example/matrix/crm-annex", "harbourline.example_matrix_crm-annex")]
    [InlineData("urn:example:crm", "urn_example_crm")]
    [InlineData("urn:example:CRM", "urn_example_crm-7c0143d9")]
    public void A_folder_is_named_by_the_id_of_its_matrix(string id, string expected) => Assert.Equal(expected, SitePaths.FolderOf(id));

    [Theory]
    [InlineData("urn:example:../../etc/passwd")]
    [InlineData("https://../..")]
    [InlineData("urn:example:a\\..\\b\0c")]
    [InlineData("..")]
    [InlineData("行列")]
    public void No_id_leads_out_of_the_site(string id)
    {
        var folder = SitePaths.FolderOf(id);
        Assert.Matches("^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$", folder);
        Assert.DoesNotContain("..", folder, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_a_matrix_are_text_on_every_page_and_in_the_feed()
    {
        const string Hostile = "<script>alert(1)</script>\"'>&\u0001\uFFFE";
        var files = TrustSite.Of([Version("1.0.0", Hostile), Version("2.0.0", $"{Hostile} again")], new() { AsOf = Reported.Day });
        foreach (var file in files.Where(file => file.Path.EndsWith(".html", StringComparison.Ordinal)))
            Assert.DoesNotContain("<script>alert", Encoding.UTF8.GetString(file.Content.Span), StringComparison.Ordinal);
        var feed = XDocument.Parse(Encoding.UTF8.GetString(files.Single(file => file.Path == "feed.atom").Content.Span));
        Assert.Contains("<script>alert(1)</script>", feed.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes_in_any_order()
    {
        var (first, second) = (Version("1.0.0", "Cleans."), Version("2.0.0", "Cleans twice."));
        var here = TrustSite.Of([first, second], new() { AsOf = Reported.Day });
        var there = TrustSite.Of([second, first], new() { AsOf = Reported.Day });
        Assert.Equal(
            here.Select(file => (file.Path, Convert.ToHexString(file.Content.Span))),
            there.Select(file => (file.Path, Convert.ToHexString(file.Content.Span))));
    }

    [Fact]
    public void A_version_twice_and_a_signature_that_is_not_valid_are_refused()
    {
        var version = Version("1.0.0", "Cleans.");
        Assert.Throws<ArgumentException>(() => TrustSite.Of([version, version], new() { AsOf = Reported.Day }));
        Assert.Throws<ArgumentException>(() => TrustSite.Of(
            [version with { Verification = new() { IsValid = false, Text = "NOT VALID" } }], new() { AsOf = Reported.Day }));
    }

    [Fact]
    public void A_version_that_was_withdrawn_is_not_the_latest()
    {
        var files = TrustSite.Of([Version("1.0.0", "Cleans."), Version("2.0.0", "Cleans.", DocumentStatus.Withdrawn)],
            new() { AsOf = Reported.Day });
        var page = Encoding.UTF8.GetString(files.Single(file => file.Path == "urn_example_crm/latest/index.html").Content.Span);
        Assert.Matches(Heading(), page);
    }

    private static SiteVersion Version(string version, string text, DocumentStatus? status = null)
    {
        var matrix = Reported.Matrix(text) with { Version = version, Status = status };
        return new() { Resolver = new Resolver(matrix), Json = Encoding.UTF8.GetBytes("{}") };
    }

    [GeneratedRegex("<h1[^>]*>[^<]*version 1.0.0</h1>")]
    private static partial Regex Heading();
}
