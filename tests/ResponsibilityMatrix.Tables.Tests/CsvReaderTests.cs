using System.Text;
using CsCheck;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>CSV as spreadsheet programs write it.</summary>
public class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a;b\r\n1;2\r\n")]
    [InlineData("a\tb\r1\t2")]
    [InlineData("sep=;\na;b\n1;2")]
    [InlineData("\n\n\"a\",\"b\"\n,\n1,2\n\n")]
    public void Rows_are_read_whatever_parts_them(string text) =>
        Assert.Equal([["a", "b"], ["1", "2"]], Rows(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Quoted_cells_hold_quotes_separators_and_lines() =>
        Assert.Equal([["a", "b"], ["x, \"y\"", "1\n2\n3"], ["z", ""]], Rows("a,b\n\"x, \"\"y\"\"\",\"1\r\n2\r3\"\nz,\n"u8.ToArray()));

    [Fact]
    public void Rows_have_their_number_and_their_line()
    {
        var rows = TableFileReader.Read("a,b\n\"1\n2\",x\n\n3,y\n"u8.ToArray()).Sheets[0].Rows;
        Assert.Equal([(1, 1), (2, 2), (4, 5)], rows.Select(row => (row.Number, row.Line)));
        Assert.Equal(("", "y"), (rows[2][7], rows[2][1]));
    }

    [Fact]
    public void Encodings_are_recognised()
    {
        const string Text = "a;b\nMöwe;“x”\n";
        foreach (
            var encoding in new Encoding[]
            { new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
            Assert.Equal([["a", "b"], ["Möwe", "“x”"]], Rows([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]));
        byte[] ansi = [.. "a;b\nM"u8, 0xF6, .. "we;"u8, 0x93, (byte)'x', 0x94, (byte)'\n'];
        Assert.Equal([["a", "b"], ["Möwe", "“x”"]], Rows(ansi));
        Assert.Equal(["RM7003"], Ids(TableFileReader.Read(ansi, "a.csv")));
    }

    [Fact]
    public void What_is_no_text_is_said()
    {
        var read = TableFileReader.Read(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0, 0, 0 }, "old.xls");
        Assert.Empty(read.Sheets);
        Assert.Contains(read.Diagnostics, finding => finding.Id == "RM7001" && finding.Place!.File == "old.xls");
    }

    [Theory]
    [InlineData("a,b\n1,\"x\n2,y\n", "Row 2: the quote that begins cell 2 is never closed, so that all that follows was read as one cell.",
        2)]
    [InlineData("a,b\n1,\"x\n2,\"y\"\n3,\"z\n",
        "Row 2: the quote that begins cell 2 is closed in the midst of a text, so that the cell may hold what belongs to others.", 2)]
    public void A_quote_that_swallows_other_cells_is_said(string text, string expected, int line)
    {
        var finding = Assert.Single(TableFileReader.Read(Encoding.UTF8.GetBytes(text), "a.csv").Diagnostics);
        Assert.Equal(("RM7001", line), (finding.Id, finding.Place!.Line));
        Assert.StartsWith(expected, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_hold()
    {
        Assert.Equal(["RM0003"], Ids(TableFileReader.Read(new byte[101], null, new Limits { MaxBytes = 100 })));
        Assert.Equal(
            ["RM0003"],
            Ids(TableFileReader.Read(Encoding.UTF8.GetBytes(new string(',', 200)), null, new Limits { MaxItems = 100 })));
    }

    [Fact]
    public void Any_cells_come_back_as_they_were_written() =>
        Gen.Char[" ,;\t\"\n=äx"].Array[0, 6].Select(chars => new string(chars)).Array[2, 4].Array[1, 5].Sample(rows =>
    {
        var text =
            string.Concat(
            rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) +
            "\r\n"));
        var expected = rows.Where(row => row.Any(cell => !string.IsNullOrWhiteSpace(cell))).ToArray();
        Assert.Equal(expected, Rows(Encoding.UTF8.GetBytes(text)));
    });

    [Fact]
    public void Any_bytes_end_in_a_table_or_a_finding() =>
        Gen.Byte.Array[0, 200]
        .Sample(bytes => Assert.True(TableFileReader.Read(bytes, "a.csv") is { Sheets.IsEmpty: false } or { Diagnostics.IsEmpty: false }));

    private static IEnumerable<string> Ids(TableFile read) => read.Diagnostics.Select(finding => finding.Id);

    private static string[][] Rows(byte[] bytes) =>
        [.. TableFileReader.Read(bytes, "a.csv").Sheets[0].Rows.Select(row => row.Cells.ToArray())];
}
