using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>RM2008: state without a reason.</summary>
internal sealed class MissingReason : DocumentRule
{
    public override DiagnosticDescriptor Descriptor { get; } = new()
    {
        Id = "RM2008",
        Title = "State without a reason",
        DefaultSeverity = Severity.Error,
        Why = "Nobody can check a statement that something does not apply, or is open, without knowing why.",
        HowToFix = "Add a `reason`.",
    };

    public override void CheckPart(DocumentCase document) => Check(document);

    public override void Check(DocumentCase document)
    {
        for (var i = 0; i < document.Matrix.Assignments.Count; i++)
            if (document.Matrix.Assignments[i] is { State: { } state } assignment && string.IsNullOrWhiteSpace(assignment.Reason))
                document.Report(this, DocumentCase.At("/assignments", i), $"\"{Words.Of(state)}\" is stated without a \"reason\".");
    }
}
