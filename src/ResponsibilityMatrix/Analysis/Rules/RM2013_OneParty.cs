using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2013: provider and customer are one party.</summary>
internal sealed class OneParty : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2013",
        Title = "Provider and customer are one party",
        DefaultSeverity = Severity.Error,
        Why = "An agreement of a party with itself splits nothing.",
        HowToFix = "Name the party that provides and the one that uses the service.",
    };

    public override void Check(DocumentCase document)
    {
        var service = document.Matrix.Service;
        if (service.Provider.Length > 0 && service.Provider == service.Customer)
            document.Report(this, "/service/customer", $"\"{service.Provider}\" is the provider and the customer of the service.");
    }
}
