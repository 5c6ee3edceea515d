using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>What a rule of an application checks, and where it reports findings. Valid only during the check.</summary>
public sealed class RuleContext
{
    private readonly DiagnosticDescriptor _descriptor;
    private readonly FindingList _findings;

    internal RuleContext(DiagnosticDescriptor descriptor, Resolver resolver, DateOnly asOf, FindingList findings)
    {
        _descriptor = descriptor;
        _findings = findings;
        Resolver = resolver;
        AsOf = asOf;
    }

    /// <summary>The matrix itself, without the content of its bases. Findings point into it.</summary>
    public Matrix Matrix => Resolver.Engine.Effective.Matrix;

    /// <summary>The resolver of the matrix, for its parameters and for answers in any context. Answers are not cached: each is a call of
    /// <see cref="Resolver.Resolve(ResolutionContext, EvaluationOptions?, CancellationToken)"/>.</summary>
    public Resolver Resolver { get; }

    /// <summary>The parties with their sides, including those of bases.</summary>
    public ValueList<ResolvedParty> Parties => Resolver.ResolvedParties();

    /// <summary>The commitments of the matrix, including those of bases.</summary>
    public ValueList<Commitment> Commitments => Resolver.Engine.Effective.Commitments.ToValueList();

    /// <summary>The evidence of the matrix, including that of bases.</summary>
    public ValueList<Evidence> Evidence => Resolver.Engine.Effective.Evidence.ToValueList();

    /// <summary>The date of the validation.</summary>
    public DateOnly AsOf { get; }

    /// <summary>Reports a finding with the severity of the descriptor. The author may accept it, and the limits on findings apply to
    /// it.</summary>
    /// <param name="pointer">The JSON Pointer to the cause in <see cref="Matrix"/>, such as <c>/assignments/3/duties/0</c>; empty
    /// for the whole document.</param>
    /// <param name="message">One or two sentences for people: what is wrong and how to fix it.</param>
    /// <param name="control">The control that the finding is about, in its catalog's spelling, or null.</param>
    /// <param name="catalog">The catalog of the control as <c>id@edition</c>, or <c>local</c>; null without a control.</param>
    public void Report(string pointer, string message, string? control = null, string? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        ArgumentNullException.ThrowIfNull(message);
        _findings.Add(Diagnostic.Of(_descriptor, message, Resolver.Engine.Effective.Document.PlaceOf(pointer)) with
        {
            Control = control,
            Catalog = catalog,
        });
    }
}
