namespace ResponsibilityMatrix.Reports;

/// <summary>What the report was made from.</summary>
internal sealed class SourcesSection : MatrixSection
{
    public override string Id => "sources";

    public override string Title => "What this was made from";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input) => Sources(
        input.Answers[0].Inputs.Concat(input.Previous?.Answers[0].Inputs ?? []), input.AsOf, input.Options.Signature);
}
