using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2017: the provider's part has a text and the customer's has none.</summary>
internal sealed class CustomerPartWithoutText : AnswerRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2017",
        Title = "Customer's part without a text",
        DefaultSeverity = Severity.Warning,
        Why =
            "The customer learns that a part of the control is its own, but not which: it believes that the provider's text covers it all.",
        HowToFix = "Say in `customer`, or in the text of the customer's duty, what the customer does.",
    };

    public override void Check(AnswerCase answer)
    {
        if (!answer.IsAssigned || !answer.Outcome!.Split.HasFlag(Sides.Shared)) return;
        if (HasText(answer.Outcome, Sides.Provider) && !HasText(answer.Outcome, Sides.Customer))
            answer.Report(this, $"{answer.Control.Id} says what the provider does, and not what the customer does, although both perform");
    }

    private static bool HasText(Outcome outcome, Sides side)
    {
        foreach (var duty in outcome.Duties)
            if (duty.Side == side && duty.Involvement.HasFlag(Involvement.Responsible) && !string.IsNullOrWhiteSpace(duty.Text))
                return true;
        return false;
    }
}
