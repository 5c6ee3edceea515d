using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2003: split and duties disagree.</summary>
internal sealed class SplitDisagrees : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2003",
        Title = "Split and duties disagree",
        DefaultSeverity = Severity.Error,
        Why = "The word that people read and the duties that bind say different things.",
        HowToFix = "Correct the split, or the duties.",
    };

    public override void Check(AnswerCase answer)
    {
        if (!answer.IsAssigned || answer.Applied is not { Source.Split: { } stated } applied || answer.Outcome!.Split == stated) return;
        var thirdParties = answer.Engine.Effective.CountThirdParties(applied.Level);
        var third = stated.HasFlag(Sides.ThirdParty) && !answer.Outcome.Split.HasFlag(Sides.ThirdParty) && thirdParties != 1
            ? $"; which third party it means must be said in \"duties\", since the document has {(thirdParties == 0 ? "none" : "several")}"
            : "";
        answer.Report(
            this, $"{answer.Pointer}/split",
            $"{answer.Control.Id}: the split says \"{Words.OfSplit(stated)}\", but the duties make it " +
            $"\"{Words.OfSplit(answer.Outcome.Split) ?? "nobody"}\"{third}");
    }
}
