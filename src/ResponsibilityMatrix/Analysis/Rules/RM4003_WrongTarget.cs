using ResponsibilityMatrix.Agreements;
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
        HowToFix =
            "Write the target in the metric's direction and units: `availability` at least, in percent from 0 to 100; times until " +
            "something happens at most; notice and retention at least.",
    };

    public override void CheckPart(DocumentCase document) => Check(document);

    public override void Check(DocumentCase document)
    {
        var commitments = document.Matrix.Commitments;
        for (var i = 0; i < commitments.Count; i++)
        {
            if (CommitmentMetric.Find(commitments[i].Metric) is not { } metric) continue;
            var target = commitments[i].Target;
            if (target.Operator != metric.Operator)
                document.Report(this, $"/commitments/{i}/target/operator",
                    $"{metric.Id} is committed to as {InWords(metric.Operator)}, but this says {InWords(target.Operator)}: turn " +
                    $"\"operator\" round.");
            if (!metric.HasUnit(target.Unit))
                document.Report(this, $"/commitments/{i}/target/unit",
                    $"{metric.Id} is {(metric.Dimension == MetricDimension.Share ? "a share, in percent" : "a time")}, not a value in " +
                    $"{target.Unit}.");
            else if (target.Value < 0 || (metric.Dimension == MetricDimension.Share && target.Value > 100))
                document.Report(this, $"/commitments/{i}/target/value", metric.Dimension == MetricDimension.Share
                    ? $"{metric.Id} lies between 0 and 100 percent, and not at {target.Value}."
                    : $"A time is not negative: {metric.Id} cannot be {target.Value} {target.Unit}.");
        }
    }

    private static string InWords(TargetOperator direction) => direction == TargetOperator.AtMost ? "at most (atMost)"
        : "at least (atLeast)";
}
