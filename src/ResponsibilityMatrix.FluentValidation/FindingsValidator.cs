using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Results;
using ResponsibilityMatrix.Diagnostics;
using Severity = FluentValidation.Severity;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>
/// What the validators of this package share: a failure for each finding of the core, which alone judges. A failure has the finding's id as
/// its error code, its message, its severity (a note, and a finding that the author accepts, is <see cref="Severity.Info"/>), the
/// <see cref="Diagnostic"/> as its custom state, and the path of the property from the object that was given, such as
/// <c>Assignments[3].Duties[1].Party</c>; a finding about the whole object has its path, empty at the root. Rule sets and
/// <c>IncludeProperties</c> select among failures as they do among rules. A validator never changes: one may serve all threads. </summary>
/// <typeparam name="T">The type of the object.</typeparam>
public abstract class FindingsValidator<T> : AbstractValidator<T> where T : class
{
    // Selectors ask about a rule: this one stands for all of the core's, and is in no rule set.
    private readonly IValidationRule _rule;

    private protected FindingsValidator()
    {
        RuleFor(item => item);
        _rule = this.Single();
    }

    /// <summary>
    /// The least severity that makes a failure; by default all do. FluentValidation calls an object with any failure invalid: with
    /// <see cref="Severity.Error"/> it is invalid exactly when it has an error.
    /// </summary>
    public Severity LeastSeverity { get; init; } = Severity.Info;

    private protected abstract ValueList<Diagnostic> Find(T item);

    /// <inheritdoc/>
    protected sealed override bool PreValidate(ValidationContext<T> context, ValidationResult result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        if (context.InstanceToValidate is not { } item) return true;
        foreach (var finding in Find(item))
        {
            var severity = SeverityOf(finding);
            if (severity > LeastSeverity) continue;
            var below = PropertyPath.Of(finding);
            var path = below.Length == 0 ? context.PropertyChain.ToString() : context.PropertyChain.BuildPropertyPath(below);
            if (!IsSelected(context, path)) continue;
            result.Errors.Add(
                new ValidationFailure(path, finding.Message) { ErrorCode = finding.Id, Severity = severity, CustomState = finding });
        }
        return true;
    }

    // A list that is named stands for its entries.
    private bool IsSelected(ValidationContext<T> context, string path) =>
        context.Selector.CanExecute(_rule, path, context)
        || (context.Selector is MemberNameValidatorSelector selector
            && selector.MemberNames.Any(name => path.StartsWith(name + "[", StringComparison.Ordinal)));

    private static Severity SeverityOf(Diagnostic finding) => finding switch
    {
        { AcceptedReason: not null } => Severity.Info,
        { Severity: Diagnostics.Severity.Error } => Severity.Error,
        { Severity: Diagnostics.Severity.Warning } => Severity.Warning,
        _ => Severity.Info,
    };
}
