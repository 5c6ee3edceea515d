using System.Text;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>A reconciliation as tables, one control a row: CSV with all of them, Markdown with those that are not plainly agreed.</summary>
internal static class ReconciliationTables
{
    private static readonly string[] Columns =
        ["catalog", "control", "title", "status", "providerState", "providerSplit", "customerState", "customerSplit", "note"];
    private static readonly ReconcileStatus[] WorstFirst =
        [ReconcileStatus.Gap, ReconcileStatus.Disputed, ReconcileStatus.Overlap, ReconcileStatus.Silent, ReconcileStatus.Agreed];

    public static string Csv(Reconciliation result)
    {
        var text = new StringBuilder(string.Join(',', Columns)).Append('\n');
        foreach (var control in result.Controls)
        {
            string?[] cells =
            [
                control.Catalog, control.Control, control.Title, Words.Of(control.Status), State(control.Provider),
                    Words.OfSplit(control.Provider.Split), State(control.Customer),
                Words.OfSplit(control.Customer.Split), control.Note,
            ];
            text.Append(Escaped.CsvRow(cells));
        }
        return text.ToString();

        static string? State(ReconciledAnswer answer) => answer.State is { } state ? Words.Of(state) : null;
    }

    public static string Markdown(Reconciliation result)
    {
        var text = new StringBuilder(
            $"# {Escaped.Markdown(ReconciliationPrinter.Title(result))}\n\n{Escaped.Markdown(ReconciliationPrinter.Context(result))}\n\n" +
            $"{Escaped.Markdown(ReconciliationPrinter.Summary(result))}\n");
        var told = WorstFirst.SelectMany(status => result.Controls.Where(control => control.Status == status))
            .Where(control => control.Status != ReconcileStatus.Agreed || ReconciliationPrinter.DiffersInMoreThanWords(control)).ToList();
        if (told.Count == 0) return text.ToString();
        text.Append(
            $"\n| status | control | title | {Escaped.Markdown(result.Provider.Party)} | {Escaped.Markdown(result.Customer.Party)} | " +
            $"what to do |\n|---|---|---|---|---|---|\n");
        foreach (var control in told)
        {
            var note = control.Status == ReconcileStatus.Agreed ? ReconciliationPrinter.WithoutWords(control) : control.Note ?? "";
            text.Append(
                $"| {Words.Of(control.Status)} | {Escaped.Markdown(control.Control)} | {Escaped.Markdown(control.Title)} | " +
                $"{ReconciliationPrinter.Who(control.Provider)} | {ReconciliationPrinter.Who(control.Customer)} | " +
                $"{Escaped.Markdown(note)} |\n");
        }
        return text.ToString();
    }
}
