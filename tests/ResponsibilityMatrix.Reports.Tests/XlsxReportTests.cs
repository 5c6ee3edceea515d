using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports as workbooks.</summary>
public sealed class XlsxReportTests
{
    [SourcesTheory]
    [MemberData(nameof(DocxReportTests.Examples), MemberType = typeof(DocxReportTests))]
    public void Each_example_is_a_valid_workbook(string name)
    {
        AssertValid(Write(Reported.OfExample(name)));
        AssertValid(Write(Reported.OfExample(name, new() { Context = new() { AsOf = Reported.Day }, FollowsChain = true })));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_200)]
    public void All_duties_of_few_and_many_controls_are_there(int controls)
    {
        var report = Reported.OfMany(controls);
        using var workbook = Open(AssertValid(Write(report)));
        if (controls == 0) return;
        var duties = Rows(workbook, "Duties").Skip(1).Select(row => (row[0], row[5])).ToHashSet();
        Assert.Equal(2 * controls, duties.Count);
        Assert.All(Reported.DutiesOf(report), duty => Assert.Contains((duty.Number, duty.Text), duties));
    }

    [Fact]
    public void Hostile_texts_are_texts_and_no_formulas()
    {
        using var workbook = Open(AssertValid(Write(Reported.Of(Reported.Matrix("=cmd|' /C calc'!A0\0\ufffe<c/> _x000D_")))));
        Assert.All(workbook.WorkbookPart!.WorksheetParts, part => Assert.Empty(part.Worksheet!.Descendants<CellFormula>()));
        Assert.All(workbook.WorkbookPart.WorksheetParts.SelectMany(part => part.Worksheet!.Descendants<Formula>()),
            formula => Assert.StartsWith("NOT(ISERROR(SEARCH(\"", formula.Text, StringComparison.Ordinal));
        Assert.Contains(Rows(workbook, "Duties"), row => row.Contains("=cmd|' /C calc'!A0\\u0000\\uFFFE<c/> _x005F_x000D_"));
    }

    [SourcesFact]
    public void The_matrix_has_a_letter_for_each_party_with_a_duty()
    {
        using var workbook = Open(Write(Reported.OfExample("crm")));
        var rows = Rows(workbook, "Matrix");
        Assert.Contains("R does it", rows[0][0], StringComparison.Ordinal);
        Assert.Equal(["Domain", "Control", "Title", "Who"], rows[1].Take(4));
        Assert.Contains(rows, row => row[1] == "CLD.6.3.1" &&
            row.Skip(4).Count(cell => cell.StartsWith("RA", StringComparison.Ordinal)) == 2);
        var sheet = Sheet(workbook, "Matrix");
        Assert.NotEmpty(sheet.Elements<ConditionalFormatting>());
        Assert.NotNull(sheet.GetFirstChild<AutoFilter>());
        Assert.Equal("C3", sheet.Descendants<Pane>().Single().TopLeftCell!.Value);
        var link = sheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Hyperlink>().First();
        Assert.Equal("'Duties'!A2", link.Location!.Value);
    }

    [SourcesFact]
    public void The_sheets_are_the_summary_the_matrix_the_duties_and_what_else_the_report_has()
    {
        using var workbook = Open(Write(Reported.OfExample("crm")));
        var names = workbook.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(sheet => sheet.Name!.Value!).ToList();
        Assert.Equal(["Summary", "Matrix", "Duties"], names.Take(3));
        Assert.Contains("Findings", names);
        Assert.Equal("Sources", names[^1]);
    }

    [Fact]
    public void What_passes_a_sheet_goes_to_a_further_one_and_the_summary_says_so()
    {
        var report = Reported.OfMany(25);
        var sheets = new ReportWorkbook(report) { MostRows = 20, MostParties = 1 }.Sheets(default);
        Assert.Equal(["Matrix", "Matrix 2", "Matrix 3", "Matrix 3 2", "Duties", "Duties 2", "Duties 3"],
            sheets.Select(sheet => sheet.Name).Where(name => name.StartsWith('M') || name.StartsWith("Du", StringComparison.Ordinal)));
        Assert.Equal(50, sheets.Where(sheet => sheet.Name.StartsWith("Duties", StringComparison.Ordinal)).Sum(sheet => sheet.Rows.Count));
        Assert.Contains(sheets[0].Rows, row => row[0].Contains("Duties, Duties 2 and Duties 3", StringComparison.Ordinal));
        AssertValid(Tables.WorkbookWriter.Write(sheets));
    }

    [Fact]
    public void Every_kind_of_block_has_a_case() => AssertValid(Write(Reported.Of(Reported.Matrix()) with
    {
        Sections =
        [
            new() { Id = "first", Title = "First: ?", Blocks = Reported.EveryBlock() },
            new() { Id = "second", Title = "First: ?", Blocks = Reported.EveryBlock() },
        ],
    }));

    [SourcesFact]
    public void The_same_report_gives_the_same_bytes() =>
        Assert.Equal(Write(Reported.OfExample("crm")), Write(Reported.OfExample("crm")));

    [Fact]
    public void In_a_language_from_right_to_left_the_first_column_stands_on_the_right()
    {
        using var workbook = Open(AssertValid(Write(Reported.Of(Reported.Matrix("הספק מוחק") with { Language = "he" }))));
        Assert.All(workbook.WorkbookPart!.WorksheetParts, part =>
            Assert.True(part.Worksheet!.Descendants<SheetView>().Single().RightToLeft!.Value));
    }

    private static List<List<string>> Rows(SpreadsheetDocument workbook, string name) =>
        [.. Sheet(workbook, name).Descendants<Row>().Select(Cells)];

    private static List<string> Cells(Row row)
    {
        List<string> cells = [];
        foreach (var cell in row.Elements<Cell>())
        {
            var at = 0;
            foreach (var c in cell.CellReference!.Value!.TakeWhile(char.IsAsciiLetter)) at = (at * 26) + c - 'A' + 1;
            while (cells.Count < at) cells.Add("");
            cells[at - 1] = cell.InnerText;
        }
        while (cells.Count < 12) cells.Add("");
        return cells;
    }

    private static Worksheet Sheet(SpreadsheetDocument workbook, string name)
    {
        var sheet = workbook.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Single(sheet => sheet.Name == name);
        return ((WorksheetPart)workbook.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!;
    }

    private static SpreadsheetDocument Open(byte[] xlsx) => SpreadsheetDocument.Open(new MemoryStream(xlsx), false);

    private static byte[] AssertValid(byte[] xlsx)
    {
        using var document = Open(xlsx);
        var errors = new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(document)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}").Take(5).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return xlsx;
    }

    private static byte[] Write(Report report)
    {
        using var output = new MemoryStream();
        XlsxReport.Write(report, output);
        return output.ToArray();
    }
}
