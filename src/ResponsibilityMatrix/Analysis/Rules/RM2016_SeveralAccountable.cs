using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2016: several accountable on one side.</summary>
internal sealed class SeveralAccountable : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2016",
        Title = "Several accountable on one side",
        DefaultSeverity = Severity.Note,
        Why = "Where several answer for one thing, none does.",
        HowToFix = "Leave one party of the side accountable.",
    };

    public override void Check(AnswerCase answer)
    {
        if (!answer.IsAssigned || answer.Applied is not { } applied || applied.Duties.Count < 2) return;
        Dictionary<Sides, string> accountable = [];
        foreach (var duty in applied.DutiesIn(answer.Context))
        {
            if (duty.Index < 0 || !duty.Duty.Involvement.HasFlag(Involvement.Accountable)) continue;
            if (accountable.TryAdd(duty.Duty.Side, duty.Duty.Party) || accountable[duty.Duty.Side] == duty.Duty.Party) continue;
            answer.Report(this, $"{answer.Control.Id}: {accountable[duty.Duty.Side]} and {duty.Duty.Party}, both of the same side, are accountable");
            return;
        }
    }
}
