using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports as a page of HTML.</summary>
public sealed class HtmlReportTests
{
    private const string Hostile = "</p><script>alert(1)</script><img src=x onerror=alert(2)>\" onclick=\"alert(3) javascript:alert(4)";

    [Fact]
    public void Texts_of_the_matrix_are_text_wherever_they_stand()
    {
        var page = Parse(Reported.Of(Reported.Matrix(Hostile)));
        Assert.Single(page.QuerySelectorAll("script"));
        Assert.Empty(page.QuerySelectorAll("img, [onclick], [onerror], [style], [src]"));
        Assert.Equal(Hostile, page.QuerySelector("h1")!.TextContent);
        Assert.Contains(page.QuerySelectorAll(".u bdi"), text => text.TextContent == Hostile);
    }

    [Fact]
    public void Whatever_a_text_holds_it_makes_no_element_and_no_attribute()
    {
        // An element or attribute of a text would be new, or one more.
        var known = Shape(Parse(Reported.Of(Reported.Matrix("plain")))).ToHashSet();
        string[] pieces = ["<", ">", "\"", "'", "&", "&lt", "/", "=", "!--", "-->", "script", "style", "title", "svg", "onload", "]]>", "`",
            "\0", "\n", "\r", "\u2028", "\uD800", "\uFFFE", "é", "你", "\u202E", "javascript:", " ", "p", "bdi", "x", "id"];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[1, 30].Sample(made =>
        {
            var text = $"x{string.Concat(made)}";
            var page = Parse(Reported.Of(Reported.Matrix(text)));
            var shown = Printable.Of(text, keepLines: true);
            Assert.Equal(shown, page.QuerySelector("h1")!.TextContent);
            Assert.Equal(2, page.QuerySelectorAll(".u bdi").Count(element => element.ParentElement!.LocalName == "li"
                && element.TextContent == shown));
            Assert.Empty(Shape(page).Except(known).Except(["td dir"]));
        }, iter: 200, threads: 1);
    }

    [SourcesFact]
    public void An_example_has_each_control_with_its_anchor_and_a_row_of_the_picture()
    {
        var report = Reported.OfExample("crm");
        var page = Parse(report);
        foreach (var control in Controls(report))
        {
            Assert.Equal("ARTICLE", page.GetElementById(control.Anchor)!.TagName);
            Assert.Contains(control.Title, page.GetElementById(control.Anchor)!.TextContent, StringComparison.Ordinal);
        }
        Assert.Equal(Controls(report).Sum(control => control.Answers.Count), page.QuerySelectorAll(".grid tbody tr:not(.group)").Length);
        Assert.Equal(page.QuerySelectorAll(".a").Length, page.QuerySelectorAll(".grid tbody tr:not(.group)").Length);
    }

    [SourcesFact]
    public void Every_link_within_the_page_leads_somewhere()
    {
        var page = Parse(Reported.OfExample("crm"));
        var links = page.QuerySelectorAll("a[href^='#']");
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.NotNull(page.GetElementById(Uri.UnescapeDataString(link.GetAttribute("href")![1..]))));
    }

    [Fact]
    public void What_is_unassigned_stands_before_all_sections()
    {
        var page = Parse(Reported.Of(Reported.Matrix()));
        var first = page.QuerySelector("main section")!;
        Assert.Contains("1 control unassigned", first.TextContent, StringComparison.Ordinal);
        Assert.Equal("#iso-27017-2015-11.1.1", first.QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("see https://example.com/a?b=1&c=2.", "https://example.com/a?b=1&c=2")]
    [InlineData("MAILTO:a@example.com", "mailto:a@example.com")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,<script>", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("https://good.example@bad.example/", null)]
    [InlineData("https://", null)]
    public void Addresses_become_links_of_three_schemes_alone(string text, string? address)
    {
        var report = Reported.Of(Reported.Matrix(text));
        var page = Parse(report);
        var links = page.QuerySelectorAll(".u a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal(address is null ? [] : [address, address], links);
        Assert.Contains(page.QuerySelectorAll(".u bdi"), shown => shown.TextContent == text);
    }

    [Fact]
    public void The_policy_allows_the_style_sheet_and_the_script_of_the_package_alone()
    {
        var page = Parse(Reported.Of(Reported.Matrix()));
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        foreach (var element in new[] { "style", "script" })
        {
            var hash = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(page.QuerySelector(element)!.TextContent));
            Assert.Contains($"{element}-src 'sha256-{Convert.ToBase64String(hash)}'", policy, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Shape(IDocument page) => page.All.SelectMany(element =>
        element.Attributes.Select(attribute => $"{element.LocalName} {attribute.Name}").Prepend(element.LocalName)).Distinct();

    private static IEnumerable<ReportControl> Controls(Report report) => report.Sections.SelectMany(section => section.Blocks)
        .OfType<ReportControls>().SelectMany(controls => controls.Domains).SelectMany(domain => domain.Controls);

    private static IDocument Parse(Report report)
    {
        using var output = new MemoryStream();
        HtmlReport.Write(report, output);
        return new HtmlParser().ParseDocument(Encoding.UTF8.GetString(output.ToArray()));
    }
}
