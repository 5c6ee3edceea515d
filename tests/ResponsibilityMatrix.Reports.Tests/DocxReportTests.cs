using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports as Word documents.</summary>
public sealed class DocxReportTests
{
    private const string Hostile = "\0\u0001\u001b]0;x\a <w:p/> ]]> &amp; \ufffe\uffff\u202etxt\r\n{ MACROBUTTON x } \ud800 _x000D_ \"'";

    public static TheoryData<string> Examples => [.. new[] { "crm", "crm-annex", "crm-2.0.0", "incident-response", "infrastructure",
        "platform", "acme-intranet", "attestation", "crm-customer-statement" }];

    [SourcesTheory]
    [MemberData(nameof(Examples))]
    public void Each_example_is_a_valid_document(string name)
    {
        AssertValid(Write(Reported.OfExample(name)));
        AssertValid(Write(Reported.OfExample(name, new() { Context = new() { AsOf = Reported.Day }, FollowsChain = true })));
    }

    [Theory]
    [InlineData("ar")]
    [InlineData("he-IL")]
    [InlineData("ja")]
    [InlineData("zh-Hant")]
    [InlineData("de")]
    public void Documents_of_other_languages_are_valid_and_name_them(string language)
    {
        var text = language switch
        {
            "ar" => "المزود يحذف البيانات خلال 30 يومًا (SaaS).",
            "he-IL" => "הספק מוחק את הנתונים",
            "ja" => "事業者はデータを削除する“だけ”",
            "zh-Hant" => "供應商刪除資料",
            _ => "Der Anbieter löscht die Daten",
        };
        using var document = Open(AssertValid(Write(Reported.Of(Reported.Matrix(text) with { Language = language }))));
        var lang = document.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.Descendants<Languages>().Single();
        Assert.Contains(language, new[] { lang.Val?.Value, lang.EastAsia?.Value, lang.Bidi?.Value });
        var isRightToLeft = language is "ar" or "he-IL";
        var body = document.MainDocumentPart.Document!.Body!;
        Assert.Equal(isRightToLeft, body.Elements<Paragraph>().All(one => one.ParagraphProperties is { } how
            && (how.BiDi is not null || how.Justification?.Val?.Value == JustificationValues.Right)));
        Assert.Equal(isRightToLeft, body.Descendants<RightToLeftText>().Any());
        Assert.Equal(isRightToLeft, body.Descendants<BiDiVisual>().Any());
    }

    [Fact]
    public void Hostile_texts_are_visible_text_and_nothing_else()
    {
        using var document = Open(AssertValid(Write(Reported.Of(Reported.Matrix(Hostile)))));
        var main = document.MainDocumentPart!;
        Assert.Empty(main.ExternalRelationships);
        Assert.Empty(main.HyperlinkRelationships);
        Assert.All(main.Document!.Descendants<FieldCode>(), code => Assert.Matches("^ (TOC|PAGEREF) ", code.Text));
        Assert.Contains("\\u0000\\u0001\\u001B]0;x\\u0007 <w:p/> ]]> &amp; \\uFFFE\\uFFFF\\u202Etxt", main.Document.InnerText,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_200)]
    public void All_duties_of_few_and_many_controls_are_there(int controls)
    {
        var report = Reported.OfMany(controls);
        using var document = Open(AssertValid(Write(report)));
        var paragraphs = document.MainDocumentPart!.Document!.Body!.Descendants<Paragraph>().Select(one => one.InnerText).ToHashSet();
        var duties = Reported.DutiesOf(report).ToList();
        Assert.Equal(2 * controls, duties.Count);
        Assert.All(duties, duty => Assert.Contains(paragraphs, text => text.StartsWith(duty.Number, StringComparison.Ordinal)));
    }

    [SourcesFact]
    public void The_same_report_gives_the_same_bytes()
    {
        var first = Write(Reported.OfExample("crm"));
        Assert.Equal(first, Write(Reported.OfExample("crm")));
        Assert.Equal(Write(Reported.OfExample("crm"), first), Write(Reported.OfExample("crm"), first));
    }

    [SourcesFact]
    public void What_is_open_leads_to_its_control()
    {
        using var document = Open(Write(Reported.OfExample("crm")));
        var body = document.MainDocumentPart!.Document!.Body!;
        var bookmarks = body.Descendants<BookmarkStart>().Select(one => one.Name!.Value!).ToList();
        Assert.Equal(bookmarks.Distinct().Count(), bookmarks.Count);
        Assert.All(body.Descendants<Hyperlink>().Where(link => link.Anchor is not null),
            link => Assert.Contains(link.Anchor!.Value!, bookmarks));
        Assert.Contains(body.Descendants<TableCell>(), cell => cell.Descendants<Hyperlink>().Any(link => link.Anchor is not null));
    }

    [SourcesFact]
    public void Headings_of_tables_come_again_on_each_page_and_rows_are_not_broken()
    {
        using var document = Open(Write(Reported.OfExample("crm")));
        var rows = document.MainDocumentPart!.Document!.Body!.Descendants<TableRow>().ToList();
        Assert.All(rows, row => Assert.NotNull(row.TableRowProperties!.GetFirstChild<CantSplit>()));
        Assert.Contains(rows, row => row.TableRowProperties!.GetFirstChild<TableHeader>() is not null);
    }

    [SourcesFact]
    public void The_contents_stand_there_before_Word_makes_them()
    {
        var report = Reported.OfExample("crm");
        using var document = Open(Write(report));
        var contents = document.MainDocumentPart!.Document!.Body!.Elements<SdtBlock>().Single();
        Assert.All(report.Sections, section => Assert.Contains(section.Title, contents.InnerText, StringComparison.Ordinal));
        Assert.True(document.MainDocumentPart.DocumentSettingsPart!.Settings!.GetFirstChild<UpdateFieldsOnOpen>()!.Val!.Value);
    }

    [Fact]
    public void Only_addresses_of_pages_and_of_mail_become_links()
    {
        var matrix = Reported.Matrix() with
        {
            Evidence = [Evidence("https://example.com/ä?a=1&b=2"), Evidence("mailto:a@example.com"), Evidence("javascript:alert(1)"),
                Evidence("file:///etc/passwd"), Evidence("https://example.com/ x"), Evidence("https://[")],
        };
        using var document = Open(AssertValid(Write(Reported.Of(matrix))));
        Assert.Equal(["https://example.com/%C3%A4?a=1&b=2", "mailto:a@example.com"],
            document.MainDocumentPart!.HyperlinkRelationships.Select(link => link.Uri.OriginalString).Order());

        static Evidence Evidence(string uri) => new() { Id = uri.Length.ToString(), Title = uri, Kind = EvidenceKind.Other, Uri = uri };
    }

    [Fact]
    public void What_changed_is_marked_word_by_word()
    {
        var report = Reported.Of(Reported.Matrix());
        report = report with
        {
            Sections = [new() { Id = "x", Title = "X", Blocks = [new ReportTable { Caption = "c", Columns = ["a", "b", "c"], Rows =
                [new() { Cells = [Cell("within 30 days", "within 10 days"), Cell("new", ""), Cell("", "gone")] }] }] }],
        };
        using var document = Open(AssertValid(Write(report)));
        var body = document.MainDocumentPart!.Document!.Body!;
        Assert.Equal(["30 ", "new"], body.Descendants<InsertedRun>().Select(run => run.InnerText));
        Assert.Equal(["10 ", "gone"], body.Descendants<DeletedRun>().Select(run => run.InnerText));

        static ReportCell Cell(string text, string before) => new() { Text = text, Before = before };
    }

    [Fact]
    public void Every_kind_of_block_has_a_case()
    {
        var kinds = typeof(ReportBlock).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ReportBlock))).ToList();
        var cases = Reported.EveryBlock();
        Assert.Equal(kinds.Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))),
            cases.Select(block => block.GetType()).Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))));
        var report = Reported.Of(Reported.Matrix()) with { Sections = [new() { Id = "all", Title = "All", Blocks = cases }] };
        AssertValid(Write(report));
    }

    private static WordprocessingDocument Open(byte[] docx) => WordprocessingDocument.Open(new MemoryStream(docx), false);

    internal static byte[] AssertValid(byte[] docx)
    {
        using var document = Open(docx);
        var errors = new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}").Take(5).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return docx;
    }

    internal static byte[] Write(Report report, byte[]? template = null)
    {
        using var output = new MemoryStream();
        DocxReport.Write(report, output, template is null ? null : new() { Template = template });
        return output.ToArray();
    }
}
