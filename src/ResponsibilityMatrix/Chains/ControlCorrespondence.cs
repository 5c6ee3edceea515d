using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Finds the controls of another matrix that are the same as one here: by catalog and key, else through a mapping. Rows of a document's own have none.</summary>
internal sealed class ControlCorrespondence(ValueList<CatalogMapping> mappings)
{
    private readonly Dictionary<(CatalogIndex From, CatalogIndex To), MappingIndex> _indexes = [];

    /// <summary>The controls in scope there from which a split carries over to a control here; several together make it up.</summary>
    public ValueList<int> Find(ControlSpace here, int node, ControlSpace there)
    {
        if (here.IsRow(node)) return default;
        var part = here.PartOf(node);
        foreach (var candidate in there.Parts)
        {
            if (ReferenceEquals(candidate, there.Local) || candidate.Identity != part.Identity) continue;
            var found = ReferenceEquals(candidate.Index, part.Index) ? node - part.Start : candidate.Index.Find(here.Keys[node]);
            // What is said of a control holds for its statements.
            for (var at = found < 0 ? -1 : candidate.Start + found; at >= 0; at = there.CoveringParentOf(at))
                if (there.IsInScope(at)) return [at];
        }
        return Mapped(part, node, there);
    }

    private ValueList<int> Mapped(ControlSpace.Part part, int node, ControlSpace there)
    {
        foreach (var candidate in there.Parts)
        {
            if (ReferenceEquals(candidate, there.Local) || candidate.Identity == part.Identity || IndexOf(candidate.Index, part.Index).RouteTo(node - part.Start) is not { } route) continue;
            var sources = route.Sources.Select(source => candidate.Start + source).ToValueList();
            if (sources.All(there.IsInScope)) return sources;
        }
        return default;
    }

    private MappingIndex IndexOf(CatalogIndex from, CatalogIndex to)
    {
        if (!_indexes.TryGetValue((from, to), out var index)) _indexes.Add((from, to), index = new MappingIndex(mappings, from, to));
        return index;
    }
}
