namespace ResponsibilityMatrix.Reports;

/// <summary>The controls by domain, each with its duties.</summary>
internal sealed class ResponsibilitiesSection : MatrixSection
{
    public override string Id => "responsibilities";

    public override string Title => "Responsibilities";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        if (input.Controls.Domains.IsEmpty)
            yield return new ReportParagraph
            {
                Text = input.For is { } party ? $"No control concerns {party.Name}." : "No control is in scope.",
                Tone = ReportTone.Caution,
            };
        else yield return input.Controls;
    }
}
