using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2011: guidance for a side without a duty.</summary>
internal sealed class GuidanceForIdleSide : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2011",
        Title = "Guidance for a side without a duty",
        DefaultSeverity = Severity.Note,
        Why = "The standard expects something of that side, and an auditor will ask for it.",
        HowToFix = "Give that side a duty, or be ready to say why it has none.",
    };

    public override void Check(AnswerCase answer)
    {
        if (!answer.IsAssigned || answer.Control.Guidance is not { } guidance) return;
        var idle = guidance.Addressees;
        foreach (var duty in answer.Outcome!.Duties) idle &= ~duty.Side;
        if (idle != Sides.None)
            answer.Report(
                this,
                $"{answer.Control.Id}: the catalog has guidance for the " +
                $"{(idle == Sides.Shared ? "provider and the customer" : Words.OfSplit(idle))}, who has no duty here");
    }
}
