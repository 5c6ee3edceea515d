using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

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
        if (!answer.IsAssigned || answer.Applied is not { } applied || applied.Duties.Length < 2) return;
        var seen = Sides.None;
        var isShortText = applied.LevelOf.Document.Matrix.View is not null
            && applied.Source.Duties is [{ } plain, ..] && plain == new Duty { Party = Party.ProviderWord };
        for (var i = 0; i < applied.Duties.Length; i++)
        {
            if (!Counts(i)) continue;
            var duty = applied.Duties[i];
            var isFirst = (seen & duty.Side) == 0;
            seen |= duty.Side;
            if (isFirst || FirstOf(duty.Side) is not { } first || first.Party == duty.Party) continue;
            answer.Report(this, $"{answer.Control.Id}: {first.Party} and {duty.Party}, both of the same side, are accountable");
            return;
        }

        // In a view, a plain first duty of the provider may be what is left of its short text.
        bool Counts(int duty) => applied.IsExplicit(duty) && !(isShortText && !applied.IsExplicit(duty - 1))
            && applied.Duties[duty].Involvement.HasFlag(Involvement.Accountable)
            && applied.ConditionOf(duty).Holds(answer.Context);

        ResolvedDuty? FirstOf(Sides side)
        {
            for (var i = 0; i < applied.Duties.Length; i++)
                if (applied.Duties[i].Side == side && Counts(i)) return applied.Duties[i];
            return null;
        }
    }
}
