using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM4003: wrong operator, unit or range for the metric.</summary>
internal sealed class WrongTarget : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM4003",
        Title = "Wrong operator, unit or range for the metric",
        DefaultSeverity = Severity.Error,
        Why = "A commitment of at least 24 hours until an incident is notified commits to the contrary of what both sides mean.",
        HowToFix = "Write the target in the direction and in a unit of the metric: the finding names them.",
    };

    public override void CheckPart(DocumentCase document) => Check(document);

    public override void Check(DocumentCase document)
    {
        var commitments = document.Matrix.Commitments;
        var terms = document.Engine.Terms;
        for (var i = 0; i < commitments.Count; i++)
        {
            if (terms.FindMetric(commitments[i].Metric) is not { } metric) continue;
            var target = commitments[i].Target;
            if (target.Operator != metric.Operator)
                document.Report(this, $"/commitments/{i}/target/operator",
                    $"{metric.Id} is committed to as {InWords(metric.Operator)}, but this says {InWords(target.Operator)}: turn " +
                    $"\"operator\" round.");
            if (!terms.Fits(metric, target.Unit))
                document.Report(this, $"/commitments/{i}/target/unit",
                    $"{metric.Id} is measured in {terms.UnitsOf(metric)}, not in {target.Unit}.");
            else if (terms.FindUnit(target.Unit)!.Whole is { } whole && (target.Value < 0 || target.Value > whole))
                document.Report(this, $"/commitments/{i}/target/value",
                    $"{metric.Id} lies between 0 and {whole} {target.Unit}, and not at {target.Value}.");
            else if (target.Value < 0)
                document.Report(this, $"/commitments/{i}/target/value",
                    $"{metric.Id} is never negative, and cannot be {target.Value} {target.Unit}.");
        }
    }

    private static string InWords(TargetOperator direction) => direction == TargetOperator.AtMost ? "at most (atMost)"
        : "at least (atLeast)";
}
