using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>Validates one assignment, its duties included, as <see cref="DocumentValidator"/> judges it: its shape, a reason for its state,
/// and duties that wait for each other. Thread-safe: one serves all.</summary>
public sealed class AssignmentValidator : FindingsValidator<Assignment>
{
    private protected override ValueList<Diagnostic> Find(Assignment item) => DocumentValidator.Validate(item);
}
