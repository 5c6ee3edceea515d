using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Workbooks as tables: what is hidden, merged, and shown.</summary>
public class TableFileWorkbookTests
{
    [Fact]
    public void Hidden_sheets_rows_and_columns_are_told_apart()
    {
        var bytes = Workbooks.ByHand(
            """
            </sheetData><cols><col min="2" max="2" hidden="1"/><col min="3" max="16384" hidden="true"/></cols><sheetData>
            <row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="3" hidden="1"><c r="A3"><v>3</v></c></row>
            """,
            others: new Dictionary<string, string>
            {
                ["xl/workbook.xml"] =
                    $"""
                    <workbook xmlns="{Workbooks.Main}" xmlns:r="{Workbooks.Relationship}">
                    <sheets><sheet name="Lists" sheetId="1" state="veryHidden" r:id="rId1"/></sheets></workbook>
                    """,
            });
        var file = TableFileReader.Read(bytes, "a.xlsx");
        var sheet = Assert.Single(file.Sheets);
        Assert.Equal(("Lists", "a.xlsx", true, false), (sheet.Name, sheet.File, sheet.Hidden, sheet.HasHeader));
        Assert.Equal([1, 2], sheet.HiddenColumns);
        Assert.Equal([(1, false), (3, true)], sheet.Rows.Select(row => (row.Number, row.Hidden)));
        Assert.Equal("Lists!C1", sheet.At(sheet.Rows[0], 2));
    }

    [Fact]
    public void Merged_cells_are_ranges_and_no_finding()
    {
        var bytes = Workbooks.ByHand(
            """
            <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row></sheetData>
            <mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B5:D5"/><mergeCell ref="D2:B1"/><mergeCell ref="x"/></mergeCells><sheetData>
            """);
        var file = TableFileReader.Read(bytes);
        Assert.Equal([new CellRange(1, 0, 2, 0), new CellRange(5, 1, 5, 3)], file.Sheets[0].Merged);
        Assert.Empty(file.Diagnostics);
    }

    [Theory]
    [InlineData("0.00", "3.1", "3.10")]
    [InlineData("0.00", "3.125", "3.125")]
    [InlineData("000", "7", "007")]
    [InlineData("General", "3.1", "3.1")]
    [InlineData("0", "3", "3")]
    public void Zeros_that_a_format_shows_belong_to_an_id(string format, string value, string expected)
    {
        var bytes = Workbooks.ByHand(
            $"""<row r="1"><c r="A1" s="0"><v>{value}</v></c></row>""",
            styles: $"""
                <numFmts count="1"><numFmt numFmtId="164" formatCode="{format}"/></numFmts>
                <cellXfs count="1"><xf numFmtId="164"/></cellXfs>
                """);
        Assert.Equal(expected, TableFileReader.Read(bytes).Sheets[0].Rows[0][0]);
    }

    [Fact]
    public void Merging_or_hiding_the_same_cells_over_and_over_is_refused()
    {
        var rows = string.Concat(Enumerable.Range(1, 100).Select(row => $"""<row><c r="A{row}"><v>1</v></c><c><v>2</v></c></row>"""));
        var merged = string.Concat(Enumerable.Repeat("""<mergeCell ref="A1:B100"/>""", 1000));
        var hidden = string.Concat(Enumerable.Repeat("""<col min="1" max="16384" hidden="1"/>""", 1000));
        foreach (var more in new[] { merged, hidden })
        {
            var file = TableFileReader.Read(
                Workbooks.ByHand($"{rows}</sheetData>{more}<sheetData>"), limits: new Limits { MaxItems = 100_000 });
            Assert.Equal("RM0003", Assert.Single(file.Diagnostics).Id);
            Assert.Empty(file.Sheets);
        }
    }

    [Fact]
    public void Reading_can_be_cancelled() => Assert.Throws<OperationCanceledException>(() => TableFileReader.Read(
        Workbooks.ByHand("<row><c><v>1</v></c></row>"), cancellationToken: new CancellationToken(true)));
}
