using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Word documents with the look of a company's template.</summary>
public sealed class DocxTemplateTests
{
    [Fact]
    public void Styles_page_set_up_and_headers_of_the_template_win_and_its_text_is_gone()
    {
        var report = Reported.Of(Reported.Matrix());
        using var document = Open(DocxReportTests.AssertValid(DocxReportTests.Write(report, Template())));
        var main = document.MainDocumentPart!;
        Assert.Equal(WordprocessingDocumentType.Document, document.DocumentType);
        Assert.DoesNotContain("OLD TEXT", main.Document!.InnerText, StringComparison.Ordinal);
        var headings = main.Document.Body!.Elements<Paragraph>()
            .Where(one => one.ParagraphProperties?.ParagraphStyleId?.Val == "berschrift1").ToList();
        Assert.Equal(report.Sections.Count, headings.Count);
        var styles = main.StyleDefinitionsPart!.Styles!.Elements<Style>().ToList();
        Assert.Equal("FF00FF", styles.Single(style => style.StyleName!.Val == "heading 1").Descendants<Color>().Single().Val);
        Assert.Single(styles, style => style.StyleName!.Val == "RM Duty");
        Assert.Equal("COMPANY", Assert.Single(main.HeaderParts).Header!.InnerText);
        var section = main.Document.Body.Elements<SectionProperties>().Single();
        Assert.Equal(12240u, section.GetFirstChild<PageSize>()!.Width!.Value);
        Assert.Contains(main.FooterParts, footer => footer.Footer!.InnerText.Contains("NUMPAGES", StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_s_own_styles_build_on_those_of_the_template()
    {
        using var document = Open(DocxReportTests.Write(Reported.Of(Reported.Matrix()), Template()));
        var styles = document.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<Style>().ToList();
        Assert.Equal("Standard", styles.Single(style => style.StyleName!.Val == "RM Duty").BasedOn!.Val);
        Assert.Single(styles, style => style.Type! == StyleValues.Paragraph && style.Default?.Value is true);
        var numbering = document.MainDocumentPart.NumberingDefinitionsPart!.Numbering!;
        Assert.Equal([3, 4], numbering.Elements<AbstractNum>().Select(one => one.AbstractNumberId!.Value));
        var bullet = styles.Single(style => style.StyleName!.Val == "List Bullet").Descendants<NumberingId>().Single().Val!.Value;
        Assert.Equal(4, numbering.Elements<NumberingInstance>().Single(one => one.NumberID! == bullet).AbstractNumId!.Val!.Value);
    }

    [Fact]
    public void What_the_template_links_to_and_what_belongs_to_its_text_is_left_out()
    {
        using var document = Open(DocxReportTests.Write(Reported.Of(Reported.Matrix()), Template()));
        var main = document.MainDocumentPart!;
        Assert.Empty(main.ExternalRelationships);
        Assert.Empty(main.HyperlinkRelationships);
        Assert.Empty(main.DocumentSettingsPart!.ExternalRelationships);
        Assert.Null(main.DocumentSettingsPart.Settings!.GetFirstChild<AttachedTemplate>());
        Assert.Null(main.FootnotesPart);
        Assert.Null(main.WordprocessingCommentsPart);
        Assert.Empty(main.ImageParts);
    }

    [Fact]
    public void A_template_with_macros_is_refused()
    {
        var exception = Assert.Throws<InvalidDataException>(() =>
            DocxReportTests.Write(Reported.Of(Reported.Matrix()), Template(WordprocessingDocumentType.MacroEnabledTemplate)));
        Assert.Contains("macros", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0003\u0004 broken")]
    [InlineData("plain text")]
    [InlineData("\u00d0\u00cf\u0011\u00e0")]
    public void What_is_no_Word_document_is_refused_with_what_to_do(string content)
    {
        var bytes = System.Text.Encoding.Latin1.GetBytes(content);
        var exception = Assert.Throws<InvalidDataException>(() => DocxReportTests.Write(Reported.Of(Reported.Matrix()), bytes));
        Assert.Contains(".dotx", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_is_no_template()
    {
        using var output = new MemoryStream();
        XlsxReport.Write(Reported.Of(Reported.Matrix()), output);
        Assert.Throws<InvalidDataException>(() => DocxReportTests.Write(Reported.Of(Reported.Matrix()), output.ToArray()));
    }

    private static WordprocessingDocument Open(byte[] docx) => WordprocessingDocument.Open(new MemoryStream(docx), false);

    // As a German Word makes them: styles have other ids, and the same names.
    private static byte[] Template(WordprocessingDocumentType type = WordprocessingDocumentType.Template)
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, type))
        {
            var main = document.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
                new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Standard", Default = true },
                new Style(new StyleName { Val = "heading 1" }, new BasedOn { Val = "Standard" },
                    new StyleRunProperties(new Color { Val = "FF00FF" }))
                { Type = StyleValues.Paragraph, StyleId = "berschrift1" },
                new Style(new StyleName { Val = "Mine" }) { Type = StyleValues.Paragraph, StyleId = "RMDuty", CustomStyle = true });
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(new Level(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = NumberFormatValues.Decimal },
                    new LevelText { Val = "§ %1" })
                { LevelIndex = 0 })
                { AbstractNumberId = 3 },
                new NumberingInstance(new AbstractNumId { Val = 3 }) { NumberID = 7 });
            var header = main.AddNewPart<HeaderPart>();
            header.Header = new Header(new Paragraph(new Run(new Text("COMPANY"))));
            var settings = main.AddNewPart<DocumentSettingsPart>();
            settings.Settings = new Settings(new AttachedTemplate { Id = "rIdT" }, new DefaultTabStop { Val = 708 });
            settings.AddExternalRelationship("http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
                new Uri("https://example.com/evil.dotm"), "rIdT");
            main.AddNewPart<FootnotesPart>().Footnotes = new Footnotes();
            main.AddNewPart<WordprocessingCommentsPart>().Comments = new Comments();
            main.AddImagePart(ImagePartType.Png).FeedData(new MemoryStream([1, 2, 3]));
            main.AddHyperlinkRelationship(new Uri("https://example.com/old"), true);
            main.Document = new Document(new Body(
                new Paragraph(new Run(new Text("OLD TEXT"))),
                new SectionProperties(
                    new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(header) },
                    new PageSize { Width = 12240, Height = 15840 },
                    new PageMargin { Left = 1440, Right = 1440, Top = 1440, Bottom = 1440, Header = 720, Footer = 720, Gutter = 0 })));
        }
        return stream.ToArray();
    }
}
