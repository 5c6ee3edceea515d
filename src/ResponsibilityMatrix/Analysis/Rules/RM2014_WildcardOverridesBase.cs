using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2014: wildcard overrides a more specific base.</summary>
internal sealed class WildcardOverridesBase : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2014",
        Title = "Wildcard overrides a more specific base",
        DefaultSeverity = Severity.Warning,
        Why = "A level beats any selector: with one star an annex undoes what the base says of single controls.",
        HowToFix = "Name the controls that the annex means to change.",
    };

    public override void Check(AnswerCase answer)
    {
        if (answer.Decision.Applied is not { Assignment.Level: 0, Rank: > SelectorTable.PrefixRank / 2 } applied) return;
        if (IsLessSpecificThanABase(applied, answer.Decision.Live))
            answer.Report(
                this,
                $"{answer.Control.Id}: \"{applied.Selector}\" overrides an assignment of the base that speaks of it more specifically");
    }

    private static bool IsLessSpecificThanABase(Candidate applied, List<Candidate> live) =>
        live.Exists(other => other.Assignment.Level > 0 && other.Rank < applied.Rank);
}
