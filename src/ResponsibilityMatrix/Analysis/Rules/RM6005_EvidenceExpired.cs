using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM6005: evidence, or an authorization, expired.</summary>
internal sealed class EvidenceExpired : DateRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM6005",
        Title = "Evidence or authorization expired",
        DefaultSeverity = Severity.Warning,
        Why = "What has expired proves nothing of today.",
        HowToFix = "Ask its issuer for the current one.",
    };

    public override void Check(DocumentCase document, DateOnly asOf)
    {
        for (var i = 0; i < document.Matrix.Evidence.Count; i++)
        {
            var evidence = document.Matrix.Evidence[i];
            if (evidence.ValidUntil < asOf)
                document.Report(this, $"/evidence/{i}/validUntil",
                    $"The evidence \"{evidence.Title}\" was valid until {evidence.ValidUntil:yyyy-MM-dd}; it is {asOf:yyyy-MM-dd}.");
        }
        for (var i = 0; i < document.Matrix.Authorizations.Count; i++)
        {
            var authorization = document.Matrix.Authorizations[i];
            if (authorization.ValidUntil < asOf)
                document.Report(this, $"/authorizations/{i}/validUntil",
                    $"The authorization {AuthorizationLevels.NameOf(authorization.Scheme, authorization.Level)} was valid until " +
                    $"{authorization.ValidUntil:yyyy-MM-dd}; it is {asOf:yyyy-MM-dd}.");
        }
    }
}
