using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Resolution;

/// <summary>What a matrix is resolved and validated with. Immutable; equal by value.</summary>
public sealed record ResolverOptions
{
    internal static ResolverOptions Default { get; } = new();

    /// <summary>The documents at hand: catalogs, mappings, bases and upstreams. Those that ship unless others are given.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;

    /// <summary>What an answer may cost: <see cref="Limits.Default"/> unless others are given.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
