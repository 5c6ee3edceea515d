using System.Text;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>A reconciliation as CSV, one control a row.</summary>
internal static class ReconciliationTable
{
    private static readonly string[] Columns =
        ["catalog", "control", "title", "status", "providerState", "providerSplit", "customerState", "customerSplit", "note"];

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
}
