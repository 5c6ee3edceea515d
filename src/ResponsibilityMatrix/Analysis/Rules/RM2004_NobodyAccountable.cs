using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2004: nobody accountable.</summary>
internal sealed class NobodyAccountable : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2004",
        Title = "Nobody accountable",
        DefaultSeverity = Severity.Warning,
        Why = "When it goes wrong, nobody answers for it.",
        HowToFix = "Give one duty the involvement `accountable`.",
    };

    public override void Check(AnswerCase answer)
    {
        if (!answer.IsAssigned) return;
        foreach (var duty in answer.Outcome!.Duties)
            if (duty.Involvement.HasFlag(Involvement.Accountable)) return;
        answer.Report(this, $"{answer.Control.Id}: nobody is accountable");
    }
}
