using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.FluentValidation;

/// <summary>
/// Validates a whole matrix: a failure for each finding that the command <c>rmatrix validate</c> has for the written matrix, no more and no
/// fewer. Thread-safe if the day that is asked for is.
/// </summary>
public sealed class WholeMatrixValidator : FindingsValidator<Matrix>
{
    private readonly DocumentSet _documents;
    private readonly Func<DateOnly> _today;
    private readonly Limits? _limits;

    /// <summary>A validator that knows some documents.</summary>
    /// <param name="documents">The catalogs, mappings and other matrices at hand, such as <see cref="DocumentSet.BuiltIn"/>; with others,
    /// make another validator.</param>
    /// <param name="today">The day for which dates are looked at, asked for once in each validation: neither the library nor the validator
    /// has a clock.</param>
    /// <param name="limits">What a matrix may cost, or null for <see cref="Limits.Default"/>.</param>
    public WholeMatrixValidator(DocumentSet documents, Func<DateOnly> today, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(today);
        _documents = documents;
        _today = today;
        _limits = limits;
    }

    private protected override ValueList<Diagnostic> Find(Matrix item) => MatrixValidator.Validate(item, _documents, _today(), _limits);
}
