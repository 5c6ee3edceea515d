using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>What an import has made so far. Not thread-safe.</summary>
internal sealed class ImportResult(Limits limits)
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The matrices, in order.</summary>
    public List<Matrix> Matrices { get; } = [];

    /// <summary>The catalogs, in order.</summary>
    public List<Catalog> Catalogs { get; } = [];

    /// <summary>The mappings, in order.</summary>
    public List<CatalogMapping> Mappings { get; } = [];

    /// <summary>The names of the files that catalogs were read from, with the identities of these.</summary>
    public List<(string? File, string Identity)> Given { get; } = [];

    /// <summary>The findings.</summary>
    public ImportFindings Findings { get; } = new(limits);

    /// <summary>Counts what a document holds or what became of it, such as <c>provided</c>.</summary>
    public void Count(string what, int number = 1)
    {
        if (number > 0) _counts[what] = _counts.GetValueOrDefault(what) + number;
    }

    /// <summary>The result as callers get it.</summary>
    public OscalImport ToImport() => new()
    {
        Matrices = Matrices.ToValueList(),
        Catalogs = Catalogs.ToValueList(),
        Mappings = Mappings.ToValueList(),
        Counts = new(_counts),
        Diagnostics = Findings.ToValueList(),
    };
}
