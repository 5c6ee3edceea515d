using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM6006: not yet effective.</summary>
internal sealed class NotYetEffective : DateRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM6006",
        Title = "Not yet effective",
        DefaultSeverity = Severity.Note,
        Why = "On this day an earlier version, or nothing, is in force.",
        HowToFix = "Ask for the day on which the matrix holds, or use the version before.",
    };

    public override void Check(DocumentCase document, DateOnly asOf)
    {
        if (document.Matrix.Effective > asOf)
            document.Report(this, "/effective", $"The matrix holds from {document.Matrix.Effective:yyyy-MM-dd}; it is {asOf:yyyy-MM-dd}.");
    }
}
