using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Prints a reconciliation for people: the count first, then what is to be done, worst first, then where those that agree still
/// differ.</summary>
internal sealed class ReconciliationPrinter(Page page, Reconciliation result)
{
    private readonly Dictionary<(string? Catalog, string? Control), Diagnostic> _findings = result.Diagnostics
        .Where(ReconciliationWords.IsReported)
        .DistinctBy(finding => (finding.Catalog, finding.Control))
        .ToDictionary(finding => (finding.Catalog, finding.Control));

    public void Print()
    {
        page.Paragraph(ReconciliationWords.Title(result), style: page.Bold);
        page.Paragraph(ReconciliationWords.Context(result));
        page.Line();
        page.Paragraph(ReconciliationWords.Summary(result));
        foreach (var (status, heading, id) in ReconciliationWords.Sections)
        {
            var controls = result.Controls.Where(control => control.Status == status).ToList();
            if (controls.Count == 0) continue;
            page.Line();
            var line = $"{heading} ({controls.Count}, {id})";
            page.Line(page.Bold(status is ReconcileStatus.Gap or ReconcileStatus.Disputed ? page.Red(line) : page.Yellow(line)));
            foreach (var control in controls) Print(control);
        }
        PrintAgreed();
    }


    private void Print(ReconciledControl control)
    {
        page.Paragraph($"{control.Control}  {control.Title}", 2, 6, page.Bold);
        page.Paragraph(
            $"{result.Provider.Party}: {ReconciliationWords.Who(control.Provider)} · {result.Customer.Party}: " +
            ReconciliationWords.Who(control.Customer), 6);
        page.Paragraph(control.Note ?? "", 6);
        if (_findings.GetValueOrDefault((control.Catalog, control.Control))?.AcceptedReason is { } reason)
            page.Paragraph($"accepted: {reason}", 6);
        var places = new[] { control.Provider.Place, control.Customer.Place }.Where(place => place is { Line: not null })
            .Select(place => $"{place!.File}:{place.Line}").ToList();
        if (places.Count > 0) page.Paragraph(string.Join(" · ", places), 6, style: page.Dim);
    }

    // Words differ nearly everywhere, and mean little where the split is the same.
    private void PrintAgreed()
    {
        var differing = result.Controls.Where(control =>
            control.Status == ReconcileStatus.Agreed && ReconciliationWords.DiffersInMoreThanWords(control)).ToList();
        if (differing.Count > 0)
        {
            page.Line();
            page.Line(page.Bold($"Agreed, but different in third parties or commitments ({differing.Count})"));
            foreach (var control in differing)
            {
                page.Paragraph($"{control.Control}  {control.Title}", 2, 6);
                page.Paragraph(ReconciliationWords.WithoutWords(control), 6);
            }
        }
        var words = result.Controls.Count(control => !control.WordDifferences.IsEmpty);
        if (words == 0) return;
        page.Line();
        page.Paragraph(
            $"{words} agreed control{(words == 1 ? " has" : "s have")} different words for a side's part; --format json or csv shows " +
            $"them.");
    }
}
