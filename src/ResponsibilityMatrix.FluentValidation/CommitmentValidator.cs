using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>Validates one commitment as <see cref="DocumentValidator"/> judges it: the metric, the target with its unit, and the rest of
/// its shape. Thread-safe: one serves all.</summary>
public sealed class CommitmentValidator : FindingsValidator<Commitment>
{
    private protected override ValueList<Diagnostic> Find(Commitment item) => DocumentValidator.Validate(item);
}
