using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM6004: expired.</summary>
internal sealed class Expired : DateRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM6004",
        Title = "Expired",
        DefaultSeverity = Severity.Error,
        Why = "What an expired matrix says binds nobody.",
        HowToFix = "Use the version that is in force, or publish one.",
    };

    public override void Check(DocumentCase document, DateOnly asOf)
    {
        if (document.Matrix.Expires < asOf)
            document.Report(this, "/expires", $"The matrix held until {document.Matrix.Expires:yyyy-MM-dd}; it is {asOf:yyyy-MM-dd}.");
    }
}
