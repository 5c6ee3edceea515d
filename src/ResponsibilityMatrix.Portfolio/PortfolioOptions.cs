using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>A document that can be read when it is needed, so that only few are in memory at once. Immutable; the function must be
/// thread-safe.</summary>
public sealed record PortfolioFile
{
    /// <summary>The name, for places and findings.</summary>
    public required string Name { get; init; }

    /// <summary>Reads the document in UTF-8: once to see what it is, and again for each service that needs it. Called from any thread. An
    /// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> makes the finding RM8001.</summary>
    public required Func<ReadOnlyMemory<byte>> Read { get; init; }

    /// <summary>Whether somebody named it: what is no document is RM8001 then, whatever its name ends with.</summary>
    public bool IsNamed { get; init; }
}

/// <summary>Options of a portfolio. Immutable.</summary>
public sealed record PortfolioOptions
{
    /// <summary>The party that is asked about: <c>customer</c> for each service's customer side, or an id, a name, an alias or an
    /// identifier (<c>scheme:value</c>).</summary>
    public required string For { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>How many days ahead dates are told. Default: 90.</summary>
    public int HorizonDays { get; init; } = 90;

    /// <summary>The day since which changes are told; null for none.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>The catalog whose controls are answered, as <c>id@edition</c>; null for the one that most services speak of.</summary>
    public string? Catalog { get; init; }

    /// <summary>The party's own statement, a matrix of which it is provider or author; null for none.</summary>
    public MatrixDocument? Own { get; init; }

    /// <summary>Plans and scopes of services; null for the defaults.</summary>
    public PortfolioPlan? Plan { get; init; }

    /// <summary>The controls whose states are explained, as selectors of the catalog; empty for none.</summary>
    public ValueList<Selector> Explain { get; init; }

    /// <summary>Whether the own statement is explained on every control, and not only on those of <see cref="Explain"/>.</summary>
    public bool ExplainOwn { get; init; }

    /// <summary>What the services build on, read when it is needed; never counted as services.</summary>
    public ValueList<PortfolioFile> Upstreams { get; init; }

    /// <summary>The catalogs and mappings at hand. Default: <see cref="DocumentSet.BuiltIn"/>.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;

    /// <summary>The limits of each document. Default: <see cref="Limits.Default"/>.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>The most documents that are read at once. Default: the number of processors.</summary>
    public int MaxParallel { get; init; } = Environment.ProcessorCount;

    /// <summary>The most contexts of a service whose context is left open; beyond, all of its controls are open. Default: 24.</summary>
    public int MaxContexts { get; init; } = 24;

    /// <summary>Receives each service's answer, in the order of the services, one at a time; null for none.</summary>
    public Action<PortfolioServiceAnswer>? OnService { get; init; }
}
