namespace ResponsibilityMatrix.Reports;

/// <summary>What the report was made from.</summary>
internal sealed class SourcesSection : MatrixSection
{
    public override string Id => "sources";

    public override string Title => "What this was made from";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var sources = input.Answers[0].Inputs.Concat(input.Previous?.Answers[0].Inputs ?? []).Distinct();
        yield return Table("The documents", ["Document", "Version", "Digest"], sources.Select(source =>
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
