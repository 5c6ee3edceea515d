using System.Text;
using ResponsibilityMatrix.Cli.Commands;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Oscal;
using ResponsibilityMatrix.Tables;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>The page on formats says of each what the code declares, and loses no more than that.</summary>
public class FormatsPageTests
{
    private const string Mark = "<!-- formats -->";

    private static readonly (string Heading, FormatContent Content)[] Formats =
    [
        ("[tables](tables.md) in", TableImporter.Content),
        ("`rmatrix-rows` in", MatrixRows.ImportContent),
        ("questionnaire in", Questionnaire.Content),
        ("[workbook](workbook.md) in and out", MatrixWorkbook.Content),
        ("`csv`, `ndjson`, `parquet` out", MatrixRows.Content),
        ("`markdown` out", MarkdownTable.Content),
        .. PublisherFormat.All.Select(format => ($"[`{format.Id}`](publishers-workbooks.md) out", format.Content)),
        ("[`oscal-ssp`](oscal-plans.md) in and out", OscalWriter.PlanContent),
        ("[`oscal-component`](oscal-plans.md) in and out", OscalWriter.ComponentContent),
        ("`resolve --format csv`", AnswerTables.Content),
    ];

    [Fact]
    public void The_page_lists_what_each_format_holds()
    {
        var path = Path.Combine(Rmatrix.Root, "docs", "formats.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var wanted = page[..(page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)] + "\n\n" + Table();

        Assert.Equal(wanted, page);
    }

    [Fact]
    public void Every_kind_of_export_is_on_the_page() =>
        Assert.All(ExportCommand.Contents, content => Assert.Contains(Formats, format => format.Content == content));

    private static string Table()
    {
        var text = new StringBuilder();
        Row("of a matrix", Formats.Select(format => format.Heading));
        text.Append('|').Insert(text.Length, "---|", Formats.Length + 1).Append('\n');
        foreach (var part in Enum.GetValues<MatrixPart>())
            Row(FormatContent.TitleOf(part), Formats.Select(format => format.Content.Of(part) switch
            {
                Holding.All => "✓",
                Holding.Partly => format.Content.HowOf(part)!,
                _ => "",
            }));
        return text.ToString();

        void Row(string title, IEnumerable<string> cells) =>
            text.Append($"| {title} |{string.Concat(cells.Select(cell => cell.Length > 0 ? $" {cell} |" : " |"))}\n");
    }
}
