using ResponsibilityMatrix.Comparison;

namespace ResponsibilityMatrix.Reports;

/// <summary>What changed since the version before, or what an annex negotiated: what moves to the customer first.</summary>
internal sealed class ChangesSection : MatrixSection
{
    public override string Id => "changes";

    public override string Title => "What changed";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        if (input.Previous is not { } previous) yield break;
        var words = new ChangeWords(previous.Diff, previous.Resolver.Levels[0].Matrix, input.Matrix);
        yield return new ReportParagraph { Text = $"Compared with {previous.Name}. {words.Compared()} {words.Counts()}" };
        if (words.Verdict() is { } verdict)
            yield return new ReportParagraph
            { Text = verdict, Tone = previous.Diff.IsSufficient ? ReportTone.Plain : ReportTone.Bad };
        var anchors = FindingsSection.Anchors(input);
        foreach (var (title, holds) in ChangeWords.Groups)
        {
            var changes = previous.Diff.Changes.Where(holds).ToList();
            var hasConditions = changes.Exists(change => change.When is not null);
            string[] columns = ["Of", title, "Before and after", "Where"];
            foreach (var block in Bounded(title, hasConditions ? columns : columns[..3], changes,
                change => hasConditions ? Row(change) : Row(change)[..3], "change")) yield return block;
        }

        ReportCell?[] Row(MatrixChange change)
        {
            var (before, after) = words.Values(change);
            var anchor = change is { Catalog: { } catalog, Control: { } control } ? anchors.GetValueOrDefault((catalog, control)) : null;
            return
            [
                Cell(ChangeWords.Name(change)) with { Anchor = anchor },
                Cell(string.Join('\n', ChangeWords.NewDuties(change).Prepend(Sentence(change.What))), Tone(change)),
                before is null && after is null ? null : Cell(after) with { Before = before ?? "" },
                Cell(change.When),
            ];
        }
    }

    private static string Sentence(string what) => char.ToUpperInvariant(what[0]) + what[1..];

    private static ReportTone Tone(MatrixChange change) => change.IsMoveToCustomer || change.Impact == VersionBump.Major
        ? ReportTone.Caution : ReportTone.Plain;
}
