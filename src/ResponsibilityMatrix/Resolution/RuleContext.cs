using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>What a rule of an application looks at, and where it reports. Only for the time of the check.</summary>
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

    /// <summary>The matrix as it is written, without what its bases bring along. Pointers of findings are into it.</summary>
    public Matrix Matrix => Resolver.Engine.Effective.Matrix;

    /// <summary>The resolver of the matrix: its parameters, and the answers in any context. Each answer costs what
    /// <see cref="Resolver.Resolve(ResolutionContext, EvaluationOptions?, CancellationToken)"/> costs.</summary>
    public Resolver Resolver { get; }

    /// <summary>The parties with their sides, those of bases included.</summary>
    public ValueList<ResolvedParty> Parties => Resolver.Parties();

    /// <summary>The commitments that hold for the matrix, those of bases included.</summary>
    public ValueList<Commitment> Commitments => Resolver.Engine.Effective.Commitments.ToValueList();

    /// <summary>The evidence of the matrix, that of bases included.</summary>
    public ValueList<Evidence> Evidence => Resolver.Engine.Effective.Evidence.ToValueList();

    /// <summary>The day for which dates are looked at.</summary>
    public DateOnly AsOf { get; }

    /// <summary>Reports a finding with the severity of the descriptor. The author may accept it, and the limits on findings hold for
    /// it.</summary>
    /// <param name="pointer">The JSON Pointer of what is wrong in <see cref="Matrix"/>, such as <c>/assignments/3/duties/0</c>; empty
    /// for the whole document.</param>
    /// <param name="message">One or two sentences for people: what is wrong and what to do.</param>
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
