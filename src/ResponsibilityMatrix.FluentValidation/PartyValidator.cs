using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>Validates one party as <see cref="PartValidator"/> judges it: id, names, contacts and the rest of its shape. Thread-safe: one
/// serves all.</summary>
public sealed class PartyValidator : FindingsValidator<Party>
{
    private protected override ValueList<Diagnostic> Find(Party item) => PartValidator.Validate(item);
}
