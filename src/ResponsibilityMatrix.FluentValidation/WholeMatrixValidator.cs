using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>
/// Validates a whole matrix: a failure for each finding that the command <c>rmatrix validate</c> has for the written matrix, no more and no
/// fewer. Thread-safe.
/// </summary>
public sealed class WholeMatrixValidator : FindingsValidator<Matrix>
{
    private readonly TimeProvider _clock;
    private readonly ResolverOptions? _options;

    /// <summary>A validator that knows some documents.</summary>
    /// <param name="clock">Tells the day for which dates are looked at, in UTC: it is asked once in each validation. As a rule
    /// <see cref="TimeProvider.System"/>.</param>
    /// <param name="options">The catalogs, mappings and other matrices at hand, and more; null for the defaults. With other documents,
    /// make another validator.</param>
    public WholeMatrixValidator(TimeProvider clock, ResolverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _options = options;
    }

    private protected override ValueList<Diagnostic> Find(Matrix item) =>
        DocumentValidator.Validate(item, DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime), _options);
}
