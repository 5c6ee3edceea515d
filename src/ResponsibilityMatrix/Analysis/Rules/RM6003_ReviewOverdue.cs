using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM6003: review overdue.</summary>
internal sealed class ReviewOverdue : DateRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM6003",
        Title = "Review overdue",
        DefaultSeverity = Severity.Warning,
        Why = "Services change; a split that nobody has looked at since may no longer be true.",
        HowToFix = "Review the matrix, and publish it with a new `reviewBy`.",
    };

    public override void Check(DocumentCase document, DateOnly asOf)
    {
        if (document.Matrix.ReviewBy < asOf)
            document.Report(
                this, "/reviewBy", $"The matrix was to be reviewed by {document.Matrix.ReviewBy:yyyy-MM-dd}; it is {asOf:yyyy-MM-dd}.");
    }
}
