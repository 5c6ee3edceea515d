using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2015: nobody responsible.</summary>
internal sealed class NobodyResponsible : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2015",
        Title = "Nobody responsible",
        DefaultSeverity = Severity.Error,
        Why = "Somebody answers or is told, but nobody does it.",
        HowToFix = "Give one duty the involvement `responsible`.",
    };

    public override void Check(AnswerCase answer)
    {
        if (answer.IsAssigned && answer.Outcome!.Split == Sides.None)
            answer.Report(this, $"{answer.Control.Id} has duties, but nobody is responsible");
    }
}
