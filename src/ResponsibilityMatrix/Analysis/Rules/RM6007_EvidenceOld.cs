using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM6007: evidence is old.</summary>
internal sealed class EvidenceOld : DateRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM6007",
        Title = "Evidence is old",
        DefaultSeverity = Severity.Warning,
        Why =
            "A report speaks of its period and a certificate of the day it was issued. Without a last day of validity, what is more than " +
            "twelve months back shows little of today.",
        HowToFix = "Ask its issuer for the current one, or state in `validUntil` until when this one is valid.",
    };

    public override void Check(DocumentCase document, DateOnly asOf)
    {
        for (var i = 0; i < document.Matrix.Evidence.Count; i++)
        {
            var evidence = document.Matrix.Evidence[i];
            // An old period counts as old even if the issue date is in the future.
            if (evidence.ValidUntil is not null || !(evidence.LastDay() < asOf)) continue;
            var (member, words) = evidence.Period is { To: var end } ? ("period/to", $"covers a period that ended on {end:yyyy-MM-dd}")
                : ("issued", $"was issued on {evidence.Issued:yyyy-MM-dd}");
            document.Report(
                this, $"/evidence/{i}/{member}",
                $"The evidence \"{evidence.Title}\" {words}, more than {Evidence.DefaultMaxAgeMonths} months before {asOf:yyyy-MM-dd}, " +
                $"and states no last day of validity.");
        }
    }
}
