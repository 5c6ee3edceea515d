using ResponsibilityMatrix.Agreements;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

public class CsvWriterTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("plain text", "plain text")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("  @SUM(A1)", "  '@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("－1", "'－1")]
    [InlineData("﹢1", "'﹢1")]
    [InlineData("x;=1+1", "\"x;'=1+1\"")]
    [InlineData("x;\"=1+1\"", "\"x;\"\"'=1+1\"\"\"")]
    [InlineData("x\t-1", "\"x\t'-1\"")]
    [InlineData("x\r\n+1", "\"x\r\n'+1\"")]
    [InlineData("\t=1", "\"\t'=1\"")]
    [InlineData("a - b = c; d", "\"a - b = c; d\"")]
    [InlineData("a-b", "a-b")]
    public void A_cell_is_a_text(string? text, string expected) => Assert.Equal(expected, CsvWriter.Cell(text));

    [Fact]
    public void However_a_line_is_split_no_cell_begins_a_formula()
    {
        string[] pieces = ["=", "-", "＠", ";", "\t", "\r", "\n", "\"", ",", " ", "x", "'", "\u00A0", "\uFEFF"];
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var cells = Enumerable.Range(0, 3)
                .Select(_ => string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]))).ToList();
            var row = CsvWriter.Row(cells);
            // As a program for which a comma separates nothing, with and without heeding quotes.
            foreach (var cell in row.Split(';', '\t', '\n', '\r'))
                Assert.False(FormulaSigns.BeginFormula(cell.Replace("\"", "", StringComparison.Ordinal)), row);
            foreach (var cell in TableFileReader.Read(System.Text.Encoding.UTF8.GetBytes($"a,b,c\n{row}")).Sheets[0].Rows.SelectMany(
                read => read.Cells)) Assert.False(FormulaSigns.BeginFormula(cell), row);
        }
    }
}
