using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>The commitments, with what they are measured by and which controls they belong to.</summary>
internal sealed class CommitmentsSection : MatrixSection
{
    public override string Id => "commitments";

    public override string Title => "Commitments";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var commitments = input.Resolver.Commitments;
        if (commitments.IsEmpty) yield break;
        Dictionary<string, List<string>> controls = new(StringComparer.Ordinal);
        foreach (var (answer, variant) in input.Answers.Zip(input.Variants))
            foreach (var control in answer.Controls.Where(control => control.IsLeaf))
                foreach (var commitment in input.Resolver.CommitmentsOf(control, answer.Context))
                {
                    if (!controls.TryGetValue(commitment.Id, out var known)) controls[commitment.Id] = known = [];
                    if (!known.Contains(control.Control)) known.Add(control.Control);
                }
        yield return Table("Measurable commitments", ["Party", "Commitment", "Holds where", "Controls", "Notes"],
            commitments.Select(commitment => (ReportCell?[])
            [
                Cell(PartyOf(input, commitment.Party)), Cell(input.Resolver.Describe(commitment)),
                Cell(commitment.When.IsAlways ? "" : commitment.When.ToString()),
                Cell(Shown(controls.GetValueOrDefault(commitment.Id) ?? [])), Cell(commitment.Notes),
            ]));
    }

    private static string PartyOf(MatrixReportInput input, string party) => input.NameOf(party switch
    {
        Party.ProviderWord => input.Matrix.Service.Provider,
        Party.CustomerWord => input.Matrix.Service.Customer,
        _ => party,
    });

    private static string Shown(List<string> controls) => controls.Count <= 12 ? string.Join(", ", controls)
        : $"{string.Join(", ", controls.Take(12))} and {controls.Count - 12} more";
}
