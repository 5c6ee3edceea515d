using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>What validation found in the document on the day.</summary>
internal sealed class FindingsSection : MatrixSection
{
    private const int MostRows = 500;

    public override string Id => "findings";

    public override string Title => "Findings";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        if (input.Findings.IsEmpty)
        {
            yield return new ReportParagraph { Text = "The document has no findings.", Tone = ReportTone.Good };
            yield break;
        }
        var anchors = Anchors(input);
        var ordered = input.Findings.OrderBy(finding => finding.AcceptedReason is not null)
            .ThenByDescending(finding => finding.Severity).ToList();
        yield return Table("Findings, the most severe first", ["Severity", "Id", "Control", "What", "Place"], ordered.Take(MostRows)
            .Select(finding => (ReportCell?[])
            [
                Cell(finding.AcceptedReason is null ? Words.Of(finding.Severity) : "accepted",
                    finding.AcceptedReason is null ? ControlBlocks.ToneOf(finding.Severity) : ReportTone.Plain),
                Cell(finding.Id),
                Cell(finding.Control) with { Anchor = finding is { Catalog: { } catalog, Control: { } control }
                    ? anchors.GetValueOrDefault((catalog, control)) : null },
                Cell(finding.AcceptedReason is { } reason ? $"{finding.Message}\nAccepted: {reason}" : finding.Message),
                Cell(finding.Place is { Line: { } line } place ? $"{place.File}:{line}" : finding.Place?.Pointer),
            ]));
        if (ordered.Count > MostRows)
            yield return new ReportParagraph
            {
                Text = $"{ordered.Count - MostRows} more findings are not listed.",
                Tone = ReportTone.Caution,
            };
    }

    /// <summary>The anchors of the controls of a report.</summary>
    public static Dictionary<(string Catalog, string Control), string> Anchors(MatrixReportInput input) => input.Controls.Domains
        .SelectMany(domain => domain.Controls.Select(control => (Key: (domain.Catalog, control.Id), control.Anchor)))
        .DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => entry.Anchor);
}
