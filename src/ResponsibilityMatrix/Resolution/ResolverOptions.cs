using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>What a matrix is resolved and validated with. Immutable; equal by value.</summary>
public sealed record ResolverOptions
{
    internal static ResolverOptions Default { get; } = new();

    /// <summary>The documents at hand: catalogs, mappings, bases and upstreams. Those that ship unless others are given.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;

    /// <summary>What an answer may cost: <see cref="Limits.Default"/> unless others are given.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Metrics of an application, besides <see cref="CommitmentMetric.Known"/>. Each needs an id of its own, and units of its
    /// dimension.</summary>
    public ValueList<CommitmentMetric> Metrics { get; init; }

    /// <summary>Units of an application, besides <see cref="CommitmentUnit.Known"/>. Each needs an id of its own with a dot in it, such as
    /// <c>acme.grams</c>.</summary>
    public ValueList<CommitmentUnit> Units { get; init; }

    /// <summary>Rules of an application, each with an id of its own; part of every validation.</summary>
    public ValueList<MatrixRule> Rules { get; init; }
}
