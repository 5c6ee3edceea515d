using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>The evidence, with its validity on the day.</summary>
internal sealed class EvidenceSection : MatrixSection
{
    public override string Id => "evidence";

    public override string Title => "Evidence";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var evidence = input.Resolver.Evidence;
        if (evidence.IsEmpty) yield break;
        yield return Table($"Evidence and its validity on {Day(input.AsOf)}", ["Evidence", "Kind", "Issued by", "Validity", "Where"],
            evidence.Select(one =>
            {
                var validity = one.ValidityOn(input.AsOf);
                return (ReportCell?[])[Cell(one.Title), Cell(Words.Of(one.Kind)), Cell(one.Issuer),
                    Cell(one.Describe(validity), ControlBlocks.ToneOf(validity)), Cell(one.Uri)];
            }));
    }
}
