namespace ResponsibilityMatrix.Reports;

/// <summary>What the report was made from.</summary>
internal sealed class SourcesSection : MatrixSection
{
    public override string Id => "sources";

    public override string Title => "What this was made from";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        yield return Table("The documents", ["Document", "Version", "Digest"], input.Answers[0].Inputs.Select(source =>
            (ReportCell?[])[Cell(source.Id), Cell(source.Version), Cell(source.Digest)]));
        yield return new ReportFacts
        {
            Facts =
            [
                Fact("As of", Day(input.AsOf)),
                Fact("Signature", input.Options.Signature ?? "not looked at"),
            ],
        };
    }
}
