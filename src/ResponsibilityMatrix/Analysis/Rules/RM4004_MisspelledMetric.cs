using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM4004: a known metric in another spelling.</summary>
internal sealed class MisspelledMetric : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM4004",
        Title = "Unknown metric that is a known one in another spelling",
        DefaultSeverity = Severity.Warning,
        Why =
            "Metrics are compared by their exact words. `Availability` or `RTO` is one of which nothing is known: it is neither checked " +
            "nor compared, and no requirement finds it.",
        HowToFix =
            "Write the metric as the finding says. For a metric that is meant to be another, choose a word that cannot be taken for a " +
            "known one.",
    };

    public override void CheckPart(DocumentCase document) => Check(document);

    public override void Check(DocumentCase document)
    {
        var commitments = document.Matrix.Commitments;
        for (var i = 0; i < commitments.Count; i++)
            if (document.Engine.Terms.FindMisspelled(commitments[i].Metric) is { } metric)
                document.Report(this, $"/commitments/{i}/metric", Message(commitments[i].Metric, metric));
    }

    /// <summary>The message for a metric that is a misspelling of a known one.</summary>
    public static string Message(string written, CommitmentMetric meant) =>
        $"\"{written}\" is no known metric; it looks like {meant.Id}. Write \"{meant.Id}\".";
}
