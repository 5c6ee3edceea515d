using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM6005: evidence expired.</summary>
internal sealed class EvidenceExpired : DateRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM6005",
        Title = "Evidence expired",
        DefaultSeverity = Severity.Warning,
        Why = "Expired evidence proves nothing of today.",
        HowToFix = "Ask its issuer for the current one.",
    };

    public override void Check(DocumentCase document, DateOnly asOf)
    {
        for (var i = 0; i < document.Matrix.Evidence.Count; i++)
        {
            var evidence = document.Matrix.Evidence[i];
            if (evidence.ValidUntil < asOf)
                document.Report(this, $"/evidence/{i}/validUntil", $"The evidence \"{evidence.Title}\" was valid until {evidence.ValidUntil:yyyy-MM-dd}; it is {asOf:yyyy-MM-dd}.");
        }
    }
}
