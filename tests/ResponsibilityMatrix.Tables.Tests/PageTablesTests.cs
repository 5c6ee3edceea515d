using System.Text;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Tables of pages: Markdown, AsciiDoc and HTML.</summary>
public class PageTablesTests
{
    [Fact]
    public void A_table_of_Markdown_has_its_headings_plain_cells_sources_lines_and_notes()
    {
        var sheet = Assert.Single(Read("a.md",
            """
            ---
            title: "| no | table |"
            ---
            # Service {#top}
            Text that is no note.

            ## Network
            ### Old
            ## **Storage** ##
            | Task | Client *Role* |
            |:-----|-------------:|
            | [Encrypt](https://x.example/a|b) data | **RA** |
            | a \| b<br>`c_d` | ✅ &amp; ![icon](i.png) |

            | snake_case_name | R* |

            *If subscribed:* more

            - one
            - two

            ```
            | in | code |
            |----|------|
            ```
            """).Sheets, sheet => sheet.Rows.Count > 1);
        Assert.Equal(["Service", "Storage"], sheet.Headings);
        Assert.True(sheet.HasHeader);
        Assert.Equal([(1, 10), (2, 12), (3, 13)], sheet.Rows.Select(row => (row.Number, row.Line)));
        Assert.Equal(["Task", "Client Role"], sheet.Rows[0].Cells);
        // A bar within a link ends the cell all the same, as GitHub has it.
        Assert.Equal("[Encrypt](https://x.example/a", sheet.Rows[1][0]);
        Assert.Equal(["a | b\nc_d", "✅ & icon"], sheet.Rows[2].Cells);
        Assert.Equal([@"a \| b<br>`c_d`", "✅ &amp; ![icon](i.png)"], sheet.Rows[2].Sources);
        Assert.Equal(["| snake_case_name | R* |", "If subscribed: more", "one", "two"], sheet.Notes);
        Assert.Equal("line 12, column 2", sheet.At(sheet.Rows[1], 1));
    }

    [Fact]
    public void Each_line_below_a_table_that_is_broken_is_a_note() => Assert.Equal(
        ["(1) One goes on.", "(2) Two."],
        Assert.Single(Read("a.md", "| a | b |\n|---|---|\n| 1 | 2 |\n\n*(1) One\ngoes on.*  \n*(2) Two.*").Sheets).Notes);

    [Fact]
    public void Links_by_reference_quotes_template_tags_and_tables_of_HTML_in_Markdown_are_read()
    {
        var file = Read("a.md",
            """
            Title
            =====
            > | a | b |
            > |---|---|
            {% if x %}
            > | [Shared][s] | [own] | {{name}} |

            [s]: https://x.example

            ## Second
            <table>
            <tr><th>h</th></tr>
            <tr><td>v

            w</td></tr>
            </table>

            (1) A footnote.
            """);
        Assert.Equal(["Shared", "[own]", "{{name}}"], file.Sheets[0].Rows[1].Cells);
        Assert.Equal((3, 6), (file.Sheets[0].Rows[0].Line, file.Sheets[0].Rows[1].Line));
        Assert.Equal(["Title", "Second"], file.Sheets[1].Headings);
        Assert.Equal([("h", 12), ("v w", 13)], file.Sheets[1].Rows.Select(row => (row[0], row.Line)));
        Assert.Equal(["(1) A footnote."], file.Sheets[1].Notes);
    }

    [Fact]
    public void A_table_of_AsciiDoc_has_its_columns_spans_styles_lists_and_titles()
    {
        var file = Read("a.adoc",
            """
            = Page
            :name: value
            // a comment
            == Duties
            [id="x"]
            .Who does {what}
            [cols="2a,1,3*.^",options="header"]
            |===
            |Resource |Red Hat
            |Customer
            |D

            |E
            ifdef::x[]
            |*Logging*
            a|* one
            * two
            !===
            ! no ! table
            !===
            | a \| b | link:https://x.example[Shared^]
            endif::x[]
            // not this
            | <<area,Area>>
            2+|wide .2+|tall |x |y
            |1 |2 |3 |4
            |===

            NOTE: below

            ----
            |===
            | listing
            |===
            ----

            [cols=2*]
            |===
            |k
            |v +
            w
            3*|z
            |===
            """);
        Assert.Equal(2, file.Sheets.Count);
        var sheet = file.Sheets[0];
        Assert.Equal(["Page", "Duties", "Who does {what}"], sheet.Headings);
        Assert.True(sheet.HasHeader);
        Assert.Equal(
            [
                ["Resource", "Red Hat", "Customer", "D", "E"],
                ["Logging", "one\ntwo", "a | b", "Shared", "Area"],
                ["wide", "", "tall", "x", "y"],
                ["1", "2", "", "3", "4"],
            ],
            sheet.Rows.Select(row => Enumerable.Range(0, 5).Select(column => row[column]).ToArray()));
        Assert.Equal([9, 15, 25, 26], sheet.Rows.Select(row => row.Line));
        Assert.Equal([new CellRange(3, 0, 3, 1), new CellRange(3, 2, 4, 2)], sheet.Merged);
        Assert.Equal(["NOTE: below"], sheet.Notes);
        Assert.False(file.Sheets[1].HasHeader);
        Assert.Equal([["k", "v\nw"], ["z", "z"], ["z"]], file.Sheets[1].Rows.Select(row => row.Cells.ToArray()));
    }

    [Fact]
    public void A_first_line_of_AsciiDoc_alone_is_the_header()
    {
        var sheet = Assert.Single(Read("a.adoc", "|===\n|a |b\n\n|1\n|2\n|===\n").Sheets);
        Assert.True(sheet.HasHeader);
        Assert.Equal([["a", "b"], ["1", "2"]], sheet.Rows.Select(row => row.Cells.ToArray()));
        Assert.Equal("RM7002", Assert.Single(Read("a.adoc", "include::b.adoc[]\n|===\n|a\n|===\n").Diagnostics).Id);
    }

    [Fact]
    public void A_table_of_HTML_has_its_headings_caption_spans_and_lines()
    {
        var file = Read("a.html",
            """
            <!DOCTYPE html><html><head><title>T</title><style>td { x: "<table>" }</style></head><body>
            <h1>Cloud <em>X</em></h1><h2>Gone</h2><h2>Storage</h2>
            <table><caption>Who</caption>
            <thead><tr><th>Task<th colspan=2>Who<br>does</tr></thead>
            <tr><td rowspan="9">Keys<td>A &amp; B<script>alert("<td>")</script><td><ul><li>one<li>two</ul>
            <tr hidden><td colspan="0">c<td><img src=x alt="✅"><p>d
            </table><p>(1) A <b>note</b>.</p><h2>Next</h2><p>No note.</p>
            <table><tr><td>x<table><tr><td>in<td>ner</table>y</td></tr></table></body></html>
            """);
        Assert.Equal(2, file.Sheets.Count);
        var sheet = file.Sheets[0];
        Assert.Equal(["Cloud X", "Storage", "Who"], sheet.Headings);
        Assert.True(sheet.HasHeader);
        Assert.Equal([["Task", "Who\ndoes"], ["Keys", "A & B", "one\ntwo"], ["", "c", "✅\nd"]],
            sheet.Rows.Select(row => row.Cells.ToArray()));
        Assert.Equal([(4, false), (5, false), (6, true)], sheet.Rows.Select(row => (row.Line, row.Hidden)));
        Assert.Equal([new CellRange(1, 1, 1, 2), new CellRange(2, 0, 3, 0)], sheet.Merged);
        Assert.Equal(["(1) A note."], sheet.Notes);
        Assert.Equal("x\nin\nner\ny", file.Sheets[1].Rows[0][0]);
        Assert.False(file.Sheets[1].HasHeader);
        Assert.Equal(("RM7003", 8), (Assert.Single(file.Diagnostics).Id, file.Diagnostics[0].Place!.Line));
    }

    [Theory]
    [InlineData("a.xls", "<html><table><tr><td>x</table>", "x")]
    [InlineData("a.csv", "x,y\n", "x")]
    [InlineData("a.txt", "x;y\n", "x")]
    [InlineData("a.txt", "|x|y|\n|-|-|\n", "x")]
    [InlineData(null, "== T\n|===\n|x\n|===\n", "x")]
    [InlineData(null, "Text <table><tr><td>x</table>", "x")]
    [InlineData("a.csv", "|x|y|\n|-|-|\n", "")]
    public void The_kind_of_a_file_is_told_from_its_content_then_from_its_name(string? name, string text, string expected) =>
        Assert.Equal(expected, Read(name, text).Sheets[0].Rows[0][0]);

    [Theory]
    [InlineData("a.json", "{ \"a\": [1, 2] }")]
    [InlineData("a.pdf", "%PDF-1.7 a, b")]
    [InlineData(null, "nothing but words")]
    [InlineData("a.xls", "\u00D0\u00CF\u0011\u00E0\0\0")]
    public void What_cannot_be_told_is_a_finding_that_names_the_kinds(string? name, string text)
    {
        var file = TableFileReader.Read(Encoding.Latin1.GetBytes(text), name);
        Assert.Empty(file.Sheets);
        Assert.Contains(file.Diagnostics, finding => finding.Id == "RM7001"
            && finding.Message.Contains("a workbook (.xlsx), CSV, TSV, Markdown, AsciiDoc or HTML", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a.md")]
    [InlineData("a.html")]
    [InlineData("a.adoc")]
    public void A_page_without_a_table_is_a_finding(string name) =>
        Assert.Equal("RM7001", Assert.Single(Read(name, "= Title\n\ntext, and no table").Diagnostics).Id);

    public static TheoryData<string, string, string> Attacks => new()
    {
        { "a.md", "|a|\n|-|\n|", "[" }, { "a.md", "|a|\n|-|\n|", "[a](" }, { "a.md", "|a|b|\n|-|-|\n", "|c|*d*|\n" }, { "a.md", "", ">" },
        { "a.md", "|a|\n|-|\n", "> " }, { "a.md", "", "a|b\n-|-\n" }, { "a.md", "a|b\n-|-\n", "|" },
        { "a.md", "", "<table>" }, { "a.md", "", "*a_" },
        { "a.md", "", "<!--\n" }, { "a.md", "", "[a]: b\n" }, { "a.md", "|a|\n|-|\n", "<table>\n" }, { "a.md", "", "# a\n" },
        { "a.html", "", "<div>" }, { "a.html", "", "<b><p>" }, { "a.html", "", "<table><tr><td>" },
        { "a.html", "<table>", "<tr><td colspan=1000>" },
        { "a.html", $"<table><tr>{string.Concat(Enumerable.Repeat("<td rowspan=65534 colspan=999>", 16))}", "<tr>" },
        { "a.html", "<p ", "a=1 " },
        { "a.html", "", "<h1>" }, { "a.html", "", "<!--" }, { "a.html", "", "<svg>" }, { "a.html", "", "<" }, { "a.html", "", "&" },
        { "a.adoc", "|===\n", "99999*|a\n" }, { "a.adoc", "[cols=\"99999*\"]\n|===\n", "1000.65534+|a\n" }, { "a.adoc", "|===\n|", "<<" },
        { "a.adoc", "|===\n|", "*a " }, { "a.adoc", "|===\n|", "link:a[" }, { "a.adoc", "|===\n", "|" }, { "a.adoc", "|===\n", "2+" },
        { "a.adoc", "", "|===\n" }, { "a.adoc", "", "= a\n" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void What_a_stranger_repeats_costs_no_more_than_in_proportion(string name, string before, string repeated)
    {
        var limits = new Limits { MaxItems = 500_000 };
        Allocated(100);
        var (once, fourTimes) = (Allocated(25_000), Allocated(100_000));
        Assert.True(fourTimes < (once * 6) + 2_000_000, $"{once} and {fourTimes} bytes");

        long Allocated(int characters)
        {
            var text = before + string.Concat(Enumerable.Repeat(repeated, characters / repeated.Length));
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var file = TableFileReader.Read(Encoding.UTF8.GetBytes(text), name, limits);
            Assert.True(!file.Sheets.IsEmpty || !file.Diagnostics.IsEmpty);
            return GC.GetAllocatedBytesForCurrentThread() - allocated;
        }
    }

    [Theory]
    [InlineData("a.md", "# H\n| a | [b](c) |\n|---|---|\n| *x* | `y` |\n\n- (1) n\n<table><tr><td>1</table>\n")]
    [InlineData("a.adoc", "== H\n.T\n[cols=\"1,2a\",options=\"header\"]\n|===\n|a |b\n2+|*c*\n.2+|d a|* e\n|f\n|===\n")]
    [InlineData("a.html", "<h1>H</h1><table><caption>c</caption><tr><th colspan=2>a</th></tr><tr><td rowspan=2>b<td>&amp;<br></table><p>n")]
    [InlineData("a.csv", "sep=;\na;\"b\"\"c\";d\r\n1;\"2\n3\";4\n")]
    [InlineData(null, "\u00FF\u00FEa|b,c;d\n")]
    public void Broken_pages_end_in_tables_or_a_finding(string? name, string text)
    {
        var good = Encoding.Latin1.GetBytes(text);
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            var bytes = (byte[])good.Clone();
            for (var i = random.Next(0, 8); i > 0; i--)
                bytes[random.Next(bytes.Length)] = seed % 2 == 0 ? (byte)random.Next(256) : good[random.Next(good.Length)];
            if (seed % 3 == 0) bytes = bytes[..random.Next(bytes.Length)];
            if (seed % 7 == 0) random.NextBytes(bytes);
            var file = TableFileReader.Read(bytes, name);
            Assert.True(!file.Sheets.IsEmpty || !file.Diagnostics.IsEmpty, $"seed {seed}");
        }
    }

    private static TableFile Read(string? name, string text) => TableFileReader.Read(Encoding.UTF8.GetBytes(text), name);
}
