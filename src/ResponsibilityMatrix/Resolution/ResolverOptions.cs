using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Options to resolve and validate a matrix. Immutable; equal by value.</summary>
public sealed record ResolverOptions
{
    internal static ResolverOptions Default { get; } = new();

    /// <summary>The documents that references can resolve to: catalogs, mappings, bases and upstreams. Default:
    /// <see cref="DocumentSet.BuiltIn"/>.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;

    /// <summary>The limits on the work and the size of an answer. Default: <see cref="Limits.Default"/>.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Metrics of an application, in addition to <see cref="CommitmentMetric.Known"/>. Each needs a unique id, and units of its
    /// dimension.</summary>
    public ValueList<CommitmentMetric> Metrics { get; init; }

    /// <summary>Units of an application, in addition to <see cref="CommitmentUnit.Known"/>. Each needs a unique id with a dot in it, such
    /// as <c>acme.grams</c>.</summary>
    public ValueList<CommitmentUnit> Units { get; init; }

    /// <summary>Rules of an application, each with a unique id. Every validation runs them.</summary>
    public ValueList<MatrixRule> Rules { get; init; }
}
