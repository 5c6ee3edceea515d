using System.Text;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli;

/// <summary>Texts of documents made fit for a format.</summary>
internal static class Escaped
{
    /// <summary>A row of CSV with its line break.</summary>
    public static string CsvRow(IEnumerable<string?> cells) => CsvWriter.Row(cells.Select(cell => Printable.Of(cell, keepLines: true)));

    /// <summary>Text of a document made fit for Markdown, in one line.</summary>
    public static string Markdown(string text) => MarkdownText.Of(text);

    /// <summary>A report as Markdown.</summary>
    public static string Markdown(Report report, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        MarkdownReport.Write(report, output, cancellation);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
