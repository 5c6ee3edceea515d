using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>Validates one party as <see cref="DocumentValidator"/> judges it: id, names, contacts and the rest of its shape. Thread-safe:
/// one serves all.</summary>
public sealed class PartyValidator : FindingsValidator<Party>
{
    private protected override ValueList<Diagnostic> Find(Party item) => DocumentValidator.Validate(item);
}
