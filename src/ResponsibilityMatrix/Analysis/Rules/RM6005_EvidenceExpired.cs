using ResponsibilityMatrix.Diagnostics;

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
            if (document.Matrix.Evidence[i].ValidUntil < asOf)
                document.Report(this, $"/evidence/{i}/validUntil", $"The evidence \"{document.Matrix.Evidence[i].Title}\" was valid until {document.Matrix.Evidence[i].ValidUntil:yyyy-MM-dd}; it is {asOf:yyyy-MM-dd}.");
    }
}
