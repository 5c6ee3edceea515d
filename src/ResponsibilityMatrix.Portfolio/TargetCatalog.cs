using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>The catalog whose controls are answered. Immutable and thread-safe.</summary>
internal sealed class TargetCatalog
{
    private readonly DocumentSet _documents;

    public TargetCatalog(Catalog catalog, DocumentSet documents, ValueList<Selector> explain)
    {
        Catalog = catalog;
        _documents = documents;
        Controls = Scope([], out var resolver);
        Groups = Controls.Select(resolver.GroupOf).ToList();
        Wholes = Controls.DistinctBy(control => control.Control).ToDictionary(control => control.Control,
            control => resolver.TryFindWhole(control, out _, out var whole) ? whole : null);
        Leaves = [.. Controls.Where(control => control.IsLeaf).Select(control => control.Control)];
        PlaceOf = Leaves.Select((leaf, at) => (leaf, at)).ToDictionary(entry => entry.leaf, entry => entry.at);
        Explained = explain.IsEmpty ? new HashSet<string>() : Selected(explain).Where(PlaceOf.ContainsKey).ToHashSet();
    }

    public Catalog Catalog { get; }

    /// <summary>The controls in the catalog's order, without withdrawn ones.</summary>
    public IReadOnlyList<ResolvedControl> Controls { get; }

    /// <summary>The title of the group of each, or null.</summary>
    public IReadOnlyList<string?> Groups { get; }

    /// <summary>By id, the control that each is a statement of, or null.</summary>
    public IReadOnlyDictionary<string, string?> Wholes { get; }

    /// <summary>The ids of those without statements.</summary>
    public IReadOnlyList<string> Leaves { get; }

    /// <summary>The position of each of these.</summary>
    public IReadOnlyDictionary<string, int> PlaceOf { get; }

    /// <summary>The leaves that are explained.</summary>
    public IReadOnlySet<string> Explained { get; }

    /// <summary>The ids of the controls that selectors select.</summary>
    public IReadOnlySet<string> Selected(ValueList<Selector> selectors) =>
        Scope(selectors, out _).Select(control => control.Control).ToHashSet();

    /// <summary>The way from a matrix's other catalogs to this one; null where nothing of them is related to it.</summary>
    public Crosswalk? CrosswalkFrom(Resolver resolver)
    {
        var hasOthers = resolver.Levels.Any(level => level.Matrix.Catalogs.Any(scope => $"{scope.Id}@{scope.Edition}" != Catalog.Identity)
            || level.Matrix.Controls.Any(row => !row.MapsTo.IsEmpty));
        return hasOthers && new Crosswalk(resolver, Catalog) is { CanCarry: true } crosswalk ? crosswalk : null;
    }

    // A matrix that says nothing has the catalog's controls in scope, in order, and reads selectors as any matrix does.
    private IReadOnlyList<ResolvedControl> Scope(ValueList<Selector> include, out Resolver resolver)
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
        resolver = new Resolver(matrix, new() { Documents = _documents });
        return resolver.Resolve(new() { AsOf = DateOnly.MinValue }).Controls;
    }
}
