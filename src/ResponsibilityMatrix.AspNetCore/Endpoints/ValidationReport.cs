using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.AspNetCore.Endpoints;

/// <summary>What validating one document came to.</summary>
/// <param name="Valid">Whether no finding is an error. A finding that the author accepts is none.</param>
/// <param name="Diagnostics">The findings, those of reading first.</param>
internal sealed record ValidationReport(bool Valid, ValueList<Diagnostic> Diagnostics)
{
    public static ValidationReport Of(ValueList<Diagnostic> diagnostics) => new(
        !diagnostics.Any(finding => finding.Severity == Severity.Error && finding.AcceptedReason is null), diagnostics);
}
