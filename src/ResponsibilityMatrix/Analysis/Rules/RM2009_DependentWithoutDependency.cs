using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2009: dependent without a dependency.</summary>
internal sealed class DependentWithoutDependency : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2009",
        Title = "Dependent without a dependency",
        DefaultSeverity = Severity.Warning,
        Why = "\"Dependent\" without saying which part needs which leaves each side waiting for the other.",
        HowToFix = "Name the duty that is needed in `dependsOn`, or state another coupling.",
    };

    public override void Check(AnswerCase answer)
    {
        if (!answer.IsAssigned || answer.Applied?.Source.Coupling != Coupling.Dependent) return;
        foreach (var duty in answer.Outcome!.Duties)
            if (!duty.DependsOn.IsEmpty) return;
        answer.Report(this, $"{answer.Control.Id} is stated to be \"dependent\", but no duty depends on another");
    }
}
