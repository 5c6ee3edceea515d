using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2010: inheritability contradicts the split.</summary>
internal sealed class InheritabilityContradictsSplit : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2010",
        Title = "Inheritability contradicts the split",
        DefaultSeverity = Severity.Warning,
        Why = "A customer that takes over in full what it must itself do will fail its audit; one that takes over nothing does work twice.",
        HowToFix = "Correct the inheritability, or the split.",
    };

    public override void Check(AnswerCase answer)
    {
        if (!answer.IsAssigned || answer.Applied?.Source.Inheritability is not { } stated) return;
        var split = answer.Outcome!.Split;
        if (stated == Inheritability.Full && split.HasFlag(Sides.Customer))
            answer.Report(this, $"{answer.Pointer}/inheritability",
                $"{answer.Control.Id} is said to be inheritable in full, although the customer performs a part");
        else if (stated == Inheritability.None && split == Sides.Provider)
            answer.Report(this, $"{answer.Pointer}/inheritability",
                $"{answer.Control.Id} is said not to be inheritable, although only the provider performs");
    }
}
