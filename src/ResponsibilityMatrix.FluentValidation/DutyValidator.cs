using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>Validates one duty as <see cref="DocumentValidator"/> judges it. Whether the parties, duties and upstreams that it names exist
/// is for <see cref="WholeMatrixValidator"/>. Thread-safe: one serves all.</summary>
public sealed class DutyValidator : FindingsValidator<Duty>
{
    private protected override ValueList<Diagnostic> Find(Duty item) => DocumentValidator.Validate(item);
}
