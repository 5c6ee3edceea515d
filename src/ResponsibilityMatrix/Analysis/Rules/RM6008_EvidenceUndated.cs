using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM6008: evidence without any date.</summary>
internal sealed class EvidenceUndated : DateRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM6008",
        Title = "Evidence without any date",
        DefaultSeverity = Severity.Note,
        Why =
            "Nobody can tell whether evidence without a date still shows anything, and a check that asks for valid evidence does not " +
            "count it.",
        HowToFix = "State when it was issued (`issued`), which period it covers (`period`) or until when it is valid (`validUntil`).",
    };

    public override void Check(DocumentCase document, DateOnly asOf)
    {
        for (var i = 0; i < document.Matrix.Evidence.Count; i++)
        {
            var evidence = document.Matrix.Evidence[i];
            if (evidence.ValidityOn(asOf) == EvidenceValidity.NotKnown)
                document.Report(
                    this, $"/evidence/{i}",
                    $"The evidence \"{evidence.Title}\" states neither a day of issue nor a period nor a last day of validity, so it is " +
                    $"not known to be valid.");
        }
    }
}
