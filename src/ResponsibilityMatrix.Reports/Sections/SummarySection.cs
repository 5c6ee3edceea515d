using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>How many controls there are, who performs them, and how they are spread over the domains.</summary>
internal sealed class SummarySection : MatrixSection
{
    public override string Id => "summary";

    public override string Title => "Summary";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        if (input.Matrix.Service.Description is { } description) yield return new ReportParagraph { Text = description };
        foreach (var same in input.Answers.Zip(input.Variants)
            .GroupBy(entry => AnswerText.Summary(entry.First.Summary), entry => entry.Second.Title))
        {
            var titles = same.ToList();
            var start = input.Answers.Count == 1 ? ""
                : titles.Count == input.Answers.Count ? "Whatever the service model and the options: "
                : $"{string.Join("; ", titles)}: ";
            yield return new ReportParagraph { Text = start + same.Key };
        }
        if (input.IsCut)
            yield return new ReportParagraph
            {
                Text = "There are more combinations of options than this report shows. Ask for one of them to see its answers.",
                Tone = ReportTone.Caution,
            };
        var first = input.Answers[0];
        var leaves = first.Controls.Where(control => control.IsLeaf).ToList();
        if (AnswerText.TakeOver(leaves) is { Length: > 0 } takeOver)
            yield return new ReportParagraph { Text = $"The customer may take over {takeOver}." };
        var derived = leaves.Count(control => control.IsByServiceModel);
        if (derived > 0)
            yield return new ReportParagraph
            {
                Text = $"Of {AnswerText.Counted(derived, "control")} nobody stated the split: the service model " +
                    $"{first.Context.ServiceModel} alone gives it.",
                Tone = ReportTone.Derived,
            };
        var groups = leaves.GroupBy(control => (control.Catalog, Group: input.Resolver.GroupOf(control))).ToList();
        if (groups.Count < 2) yield break;
        Sides[] sides = [Sides.Provider, Sides.Customer, Sides.Shared];
        yield return Table(
            input.Variants.Count == 1 ? "Controls by domain" : $"Controls by domain, for {input.Variants[0].Title}",
            ["Domain", "Controls", "Provider", "Customer", "Shared", "Others take part", "Not applicable", "Open"],
            groups.Select(group =>
            {
                var all = group.ToList();
                int Of(Func<Resolution.ResolvedControl, bool> has) => all.Count(has);
                var open = Of(control => control.State is ControlState.Unassigned or ControlState.NotDetermined or ControlState.Conflict);
                return (ReportCell?[])[
                    Cell(group.Key.Group) with { Anchor = AnchorOf(input, group.Key) }, Cell($"{all.Count}"),
                    .. sides.Select(side => Cell($"{Of(control => control.State == ControlState.Assigned && control.Split == side)}")),
                    Cell($"{Of(control => control.State == ControlState.Assigned && control.Split.HasFlag(Sides.ThirdParty))}"),
                    Cell($"{Of(control => control.State == ControlState.NotApplicable)}"),
                    Cell($"{open}", open > 0 ? ReportTone.Bad : ReportTone.Plain)];
            }));
    }

    private static string? AnchorOf(MatrixReportInput input, (string Catalog, string Title) group) => input.Controls.Domains
        .FirstOrDefault(domain => domain.Catalog == group.Catalog && domain.Title == group.Title)?.Anchor;
}
