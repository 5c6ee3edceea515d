using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>Who answers for parties that are neither provider nor customer, and the upstreams that the service builds on.</summary>
internal sealed class ThirdPartiesSection : MatrixSection
{
    public override string Id => "third-parties";

    public override string Title => "Third parties and upstreams";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var answer = input.Answers[0];
        var rows = answer.Parties.Where(party => party.Side == Sides.ThirdParty).Select(party =>
        {
            var controls = answer.Controls.Where(control => control.IsLeaf
                && control.Duties.Any(duty => duty.Party == party.Id && duty.Involvement.HasFlag(Involvement.Responsible))).ToList();
            var accountable = controls.SelectMany(control => control.Accountable).Distinct().Select(input.NameOf).ToList();
            var nobody = controls.Count(control => control.Accountable.IsEmpty);
            return (Party: party, Controls: controls, Accountable: accountable, Nobody: nobody);
        }).Where(row => row.Controls.Count > 0).ToList();
        if (rows.Count > 0)
            yield return Table("Who answers for third parties", ["Third party", "Performs", "Who answers for it"], rows.Select(row =>
                (ReportCell?[])[Cell(row.Party.Name), Cell(AnswerText.Counted(row.Controls.Count, "control")),
                    Cell(string.Join(", ", row.Accountable) + (row.Nobody == 0 ? ""
                        : $"{(row.Accountable.Count == 0 ? "" : "; ")}nobody for {AnswerText.Counted(row.Nobody, "control")}"),
                        row.Nobody > 0 ? ReportTone.Bad : ReportTone.Plain)]));
        var upstreams = input.Resolver.Upstreams;
        if (!upstreams.IsEmpty)
            yield return Table("Services that this one builds on", ["Upstream", "Provider", "Matrix", "Assurance", "Must be authorized to"],
                upstreams.Select(upstream => (ReportCell?[])
                [
                    Cell(upstream.Id), Cell(input.NameOf(upstream.Provider)),
                    upstream.Matrix is { } matrix ? Cell($"{matrix} {upstream.Version}".TrimEnd())
                        : Cell("publishes none", ReportTone.Caution),
                    Cell(upstream.Assurance is { } assurance ? Words.Of(assurance) : ""),
                    Cell(string.Join(" or ", upstream.Needs.Select(need => $"{need.Scheme} {need.Level}".TrimEnd()))),
                ]));
    }
}
