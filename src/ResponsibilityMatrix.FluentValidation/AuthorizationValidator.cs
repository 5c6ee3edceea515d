using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>Validates one authorization as <see cref="DocumentValidator"/> judges it: a level that its scheme has, dates in order, and the
/// rest of its shape. Thread-safe: one serves all.</summary>
public sealed class AuthorizationValidator : FindingsValidator<Authorization>
{
    private protected override ValueList<Diagnostic> Find(Authorization item) => DocumentValidator.Validate(item);
}
