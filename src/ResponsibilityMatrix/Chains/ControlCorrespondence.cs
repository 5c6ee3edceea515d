using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Finds the controls of another matrix that are the same as one here: by catalog and key, else through a mapping. Rows of a document's own have none.</summary>
internal sealed class ControlCorrespondence(ValueList<CatalogMapping> mappings)
{
    private readonly Dictionary<(CatalogIndex From, CatalogIndex To), MappingIndex> _indexes = [];

    /// <summary>The controls in scope there from which a split carries over to a control here; several together make it up.</summary>
    public IReadOnlyList<int> Find(ControlSpace here, int node, ControlSpace there)
    {
        if (here.IsRow(node)) return [];
        var part = here.PartOf(node);
        foreach (var candidate in Catalogs(there))
        {
            if (candidate.Identity != part.Identity) continue;
            // What is said of a control holds for its statements.
            for (var at = candidate.Index.Find(here.Keys[node]) is >= 0 and var found ? candidate.Start + found : -1; at >= 0; at = there.CoveringParentOf(at))
                if (there.IsInScope(at)) return [at];
        }
        foreach (var candidate in Catalogs(there))
        {
            if (candidate.Identity == part.Identity || IndexOf(candidate.Index, part.Index).RouteTo(node - part.Start) is not { } route) continue;
            var sources = route.Sources.Select(source => candidate.Start + source).ToList();
            if (sources.TrueForAll(there.IsInScope)) return sources;
        }
        return [];
    }

    private static IEnumerable<ControlSpace.Part> Catalogs(ControlSpace space) => space.Parts.Where(part => !ReferenceEquals(part, space.Local));

    private MappingIndex IndexOf(CatalogIndex from, CatalogIndex to)
    {
        if (!_indexes.TryGetValue((from, to), out var index)) _indexes.Add((from, to), index = new MappingIndex(mappings, from, to));
        return index;
    }
}
