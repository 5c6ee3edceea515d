using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>The catalog whose controls are answered. Immutable and thread-safe.</summary>
internal sealed class TargetCatalog
{
    private readonly DocumentSet _documents;

    public TargetCatalog(Catalog catalog, DocumentSet documents)
    {
        Catalog = catalog;
        _documents = documents;
        Controls = Scope([]);
        Leaves = [.. Controls.Where(control => control.IsLeaf).Select(control => control.Control)];
        PlaceOf = Leaves.Select((leaf, at) => (leaf, at)).ToDictionary(entry => entry.leaf, entry => entry.at);
    }

    public Catalog Catalog { get; }

    /// <summary>The controls in the catalog's order, without withdrawn ones.</summary>
    public IReadOnlyList<ResolvedControl> Controls { get; }

    /// <summary>The ids of those without statements.</summary>
    public IReadOnlyList<string> Leaves { get; }

    /// <summary>The position of each of these.</summary>
    public IReadOnlyDictionary<string, int> PlaceOf { get; }

    /// <summary>The ids of the controls that selectors select.</summary>
    public IReadOnlySet<string> Selected(ValueList<Selector> selectors) => Scope(selectors).Select(control => control.Control).ToHashSet();

    // A matrix that says nothing has the catalog's controls in scope, in order, and reads selectors as any matrix does.
    private IReadOnlyList<ResolvedControl> Scope(ValueList<Selector> include)
    {
        var matrix = new Matrix
        {
            Id = "urn:responsibility-matrix:portfolio",
            Version = "1.0.0",
            Title = "Scope",
            Service = new()
            {
                Id = "scope",
                Name = "Scope",
                Provider = "p",
                Customer = "c",
                Models = ["saas"],
            },
            Parties = [new() { Id = "p", Name = "P" }, new() { Id = "c", Name = "C" }],
            Catalogs = [new() { Id = Catalog.Id, Edition = Catalog.Edition, Include = include }],
            Assignments = [],
        };
        return new Resolver(matrix, new() { Documents = _documents }).Resolve(new() { AsOf = DateOnly.MinValue }).Controls;
    }
}
