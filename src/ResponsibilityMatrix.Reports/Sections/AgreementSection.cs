using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>The service, the contract that the matrix is an annex of, what comes before what, the plan and the dates.</summary>
internal sealed class AgreementSection : MatrixSection
{
    public override string Id => "agreement";

    public override string Title => "Service and agreement";

    public override IEnumerable<ReportBlock> Build(MatrixReportInput input)
    {
        var matrix = input.Matrix;
        List<ReportFact> facts =
        [
            Fact("Service", $"{matrix.Service.Name} ({matrix.Service.Id})"),
            Fact("Stated by", input.StatedBy),
        ];
        if (matrix.Agreement is { } agreement)
            facts.Add(Fact("Annex to", $"{agreement.Title ?? agreement.Reference}" +
                (agreement.Title is null ? "" : $", {agreement.Reference}") + (agreement.Clause is { } clause ? $", {clause}" : "")));
        if (matrix.Status is { } status) facts.Add(Fact("Status", Words.Of(status), StatusTone(status)));
        facts.Add(Fact(
            input.Variants.Count == 1 ? "Service model and options" : "Service models and options",
            string.Join("\n", input.Variants.Select(variant => variant.Title))));
        AddDate("Published", matrix.Published, _ => ReportTone.Plain, "");
        AddDate("Effective from", matrix.Effective, day => day > input.AsOf ? ReportTone.Caution : ReportTone.Plain, "not yet");
        AddDate("To be reviewed by", matrix.ReviewBy, day => day < input.AsOf ? ReportTone.Caution : ReportTone.Plain, "overdue");
        AddDate("Expires after", matrix.Expires, day => day < input.AsOf ? ReportTone.Bad : ReportTone.Plain, "expired");
        if (matrix.Supersedes is { } before) facts.Add(Fact("Replaces", $"{before.Id ?? matrix.Id} {before.Version}"));
        yield return new ReportFacts { Facts = facts.ToValueList() };
        var bases = input.Resolver.Levels.Skip(1).Select(level => $"{level.Matrix.Title}, version {level.Matrix.Version}").ToList();
        if (bases.Count > 0)
            yield return new ReportParagraph
            {
                Text = $"Order of precedence: what this document says of a control comes before {AnswerText.And(bases)}. What it does " +
                    "not speak of, these say.",
            };
        else if (matrix.Extends is { } missing)
            yield return new ReportParagraph
            {
                Text = $"This document changes {missing.Id}, which is not at hand: what that says is missing here.",
                Tone = ReportTone.Bad,
            };
        if (matrix.View is { } view)
            yield return new ReportParagraph { Text = $"This is the {view.Name}'s view of the document with the digest {view.Of}." };

        void AddDate(string term, DateOnly? day, Func<DateOnly, ReportTone> tone, string word)
        {
            if (day is not { } date) return;
            var how = tone(date);
            facts.Add(Fact(term, how == ReportTone.Plain ? Day(date) : $"{Day(date)} ({word})", how));
        }
    }

    private static ReportTone StatusTone(DocumentStatus status) => status switch
    {
        DocumentStatus.Published => ReportTone.Plain,
        DocumentStatus.Draft => ReportTone.Caution,
        _ => ReportTone.Bad,
    };
}
