using System.Text;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// Writes reports as one page of HTML that asks for nothing from anywhere: style sheet and script are in it, and its policy allows no
/// other. Everything can be read and printed without the script; with it, controls can be searched and filtered. Whatever the texts of a
/// matrix hold, they are text. Thread-safe.
/// </summary>
public static class HtmlReport
{
    private const int BufferSize = 1 << 16;

    /// <summary>Writes a report in UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where to write; it stays open.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <exception cref="OperationCanceledException">The writing was cancelled.</exception>
    public static void Write(Report report, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new StreamWriter(output, new UTF8Encoding(false), BufferSize, leaveOpen: true);
        new HtmlPage(report, new HtmlWriter(writer), cancellationToken).Write();
    }
}

/// <summary>The frame of a page: its head, what must not be overlooked, contents and sections.</summary>
internal sealed class HtmlPage
{
    private const int MostLinks = 40;
    private readonly Report _report;
    private readonly HtmlWriter _html;
    private readonly HtmlText _text;
    private readonly HtmlBlocks _blocks;

    public HtmlPage(Report report, HtmlWriter html, CancellationToken cancellationToken)
    {
        _report = report;
        _html = html;
        _text = new HtmlText(html, report);
        _blocks = new HtmlBlocks(report, html, _text, cancellationToken);
    }

    public void Write()
    {
        // The style sheet prints title and identity on each page.
        _html.Doctype().Start(HtmlTag.Html).Attribute(HtmlAttribute.Lang, "en")
            .Attribute(HtmlAttribute.DataTitle, _report.Title).Attribute(HtmlAttribute.DataIdentity, _report.Identity);
        _html.Start(HtmlTag.Head).Head($"{_report.Title} · {_report.Subtitle}", $"{_report.Subtitle}. {_report.Identity}").End().Line();
        _html.Start(HtmlTag.Body).Start(HtmlTag.A, "skip").Anchor("_main").Text("Skip to the report").End().Line();
        Header();
        Contents();
        _html.Start(HtmlTag.Main).Id("_main").Attribute(HtmlAttribute.Tabindex, "-1").Line();
        Notices();
        new HtmlGlance(_html).Write(_report);
        foreach (var section in _report.Sections)
        {
            _html.Start(HtmlTag.Section).Id(section.Id).Start(HtmlTag.H2).Text(section.Title).End().Line();
            foreach (var block in section.Blocks) _blocks.Write(block);
            _html.End().Line();
        }
        _html.End().Script().End().End().Line();
    }

    private void Header()
    {
        _html.Start(HtmlTag.Header);
        _text.Own(_html.Start(HtmlTag.H1), _report.Title).End();
        _html.Start(HtmlTag.P, "sub").Attribute(HtmlAttribute.Dir, "auto").Text(_report.Subtitle).End();
        _html.Start(HtmlTag.P, "id").Text(_report.Identity).End().End().Line();
    }

    private void Contents()
    {
        _html.Start(HtmlTag.Nav).Attribute(HtmlAttribute.AriaLabel, "Contents").Start(HtmlTag.Ul);
        foreach (var section in _report.Sections)
        {
            _html.Start(HtmlTag.Li).Start(HtmlTag.A).Anchor(section.Id).Text(section.Title).End();
            var domains = section.Blocks.OfType<ReportControls>().SelectMany(controls => controls.Domains).ToList();
            if (domains.Count > 1)
            {
                _html.Start(HtmlTag.Ul);
                foreach (var domain in domains)
                    _text.Bdi(_html.Start(HtmlTag.Li).Start(HtmlTag.A).Anchor(domain.Anchor), domain.Title).End().End();
                _html.End();
            }
            _html.End();
        }
        _html.End().End().Line();
    }

    private void Notices()
    {
        if (_report.Notices.IsEmpty) return;
        _html.Start(HtmlTag.Section, "notices").Attribute(HtmlAttribute.AriaLabel, "What must not be overlooked").Start(HtmlTag.Ul);
        foreach (var notice in _report.Notices)
        {
            _html.Start(HtmlTag.Li, notice.Severity switch { Severity.Error => "bad", Severity.Warning => "caution", _ => "note" });
            _text.Variants(notice.Variants);
            _html.Start(HtmlTag.Strong).Text(notice.Severity switch
            {
                Severity.Error => "Error",
                Severity.Warning => "To do",
                _ => "Note",
            }).End().Text(" ").TextWithLinks(notice.Text);
            if (!notice.Links.IsEmpty)
            {
                _html.Start(HtmlTag.Span, "links");
                foreach (var link in notice.Links.Take(MostLinks))
                    _html.Text(" ").Start(HtmlTag.A).Anchor(link.Anchor).Text(link.Text).End();
                if (notice.Links.Count > MostLinks) _html.Text($" and {notice.Links.Count - MostLinks} more");
                _html.End();
            }
            _html.End();
        }
        _html.End().End().Line();
    }
}

/// <summary>Texts of the matrix on a page: in their own language and direction.</summary>
internal sealed class HtmlText(HtmlWriter html, Report report)
{
    // The language of the page is English.
    private readonly string? _language = IsTag(report.Language) && !report.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase)
        ? report.Language : null;

    /// <summary>The text of an element that holds nothing else.</summary>
    public HtmlWriter Own(HtmlWriter element, string text) => Language(element.Attribute(HtmlAttribute.Dir, "auto")).Text(text);

    /// <summary>A text among others.</summary>
    public HtmlWriter Bdi(HtmlWriter parent, string text) => Language(parent.Start(HtmlTag.Bdi)).TextWithLinks(text).End();

    /// <summary>Says in which variants the element that began last holds; nothing for all.</summary>
    public void Variants(ValueList<int> variants)
    {
        if (!variants.IsEmpty && variants.Count < report.Variants.Count)
            html.Attribute(HtmlAttribute.DataV, string.Join(' ', (IEnumerable<int>)variants));
    }

    private HtmlWriter Language(HtmlWriter element) =>
        _language is { } language ? element.Attribute(HtmlAttribute.Lang, language) : element;

    private static bool IsTag(string language) => language.Length is >= 2 and <= 35
        && language.Split('-') is [{ Length: 2 or 3 } first, .. var rest] && first.All(char.IsAsciiLetter)
        && rest.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
}
