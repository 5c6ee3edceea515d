using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2005: unqualified shared.</summary>
internal sealed class UnqualifiedShared : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2005",
        Title = "Unqualified shared",
        DefaultSeverity = Severity.Warning,
        Why = "\"Shared\" does not say who does what: each side can believe that the other one does it.",
        HowToFix = "Say in a duty text, or in `provider` and `customer`, what each side does.",
    };

    public override void Check(AnswerCase answer)
    {
        if (!answer.IsAssigned || !Outcome.AreSeveral(answer.Outcome!.Split)) return;
        // A view has no texts of other sides, so that nobody can tell from it whether they say what they do.
        if (answer.Applied is { } applied && applied.LevelOf.Document.Matrix.View is not null) return;
        foreach (var duty in answer.Outcome.Duties)
            if (!string.IsNullOrWhiteSpace(duty.Text)) return;
        answer.Report(this, $"{answer.Control.Id} is \"{Words.OfSplit(answer.Outcome.Split)}\", and no duty says who does what");
    }
}
