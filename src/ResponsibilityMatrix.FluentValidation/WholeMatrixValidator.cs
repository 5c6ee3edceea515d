using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>
/// Validates a whole matrix: a failure for each finding that the command <c>rmatrix validate</c> has for the written matrix, no more and no
/// fewer. Thread-safe if the day that is asked for is.
/// </summary>
public sealed class WholeMatrixValidator : FindingsValidator<Matrix>
{
    private readonly Func<DateOnly> _today;
    private readonly ResolverOptions? _options;

    /// <summary>A validator that knows some documents.</summary>
    /// <param name="today">The day for which dates are looked at, asked for once in each validation: neither the library nor the validator
    /// has a clock.</param>
    /// <param name="options">The catalogs, mappings and other matrices at hand, and more; null for the defaults. With other documents,
    /// make another validator.</param>
    public WholeMatrixValidator(Func<DateOnly> today, ResolverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(today);
        _today = today;
        _options = options;
    }

    private protected override ValueList<Diagnostic> Find(Matrix item) => MatrixValidator.Validate(item, _today(), _options);
}
