namespace ResponsibilityMatrix.Reports;

/// <summary>What validation found in the document on the day.</summary>
internal sealed class FindingsSection : MatrixSection
{
    public override string Id => "findings";

    public override string Title => "Findings";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        if (input.Findings.IsEmpty)
        {
            yield return new ReportParagraph { Text = "The document has no findings.", Tone = ReportTone.Good };
            yield break;
        }
        foreach (var block in Findings(input.Findings, Anchors(input))) yield return block;
    }

    /// <summary>The anchors of the controls of a report.</summary>
    public static Dictionary<(string Catalog, string Control), string> Anchors(MatrixReportInput input) => input.Controls.Domains
        .SelectMany(domain => domain.Controls.Select(control => (Key: (domain.Catalog, control.Id), control.Anchor)))
        .DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => entry.Anchor);
}
