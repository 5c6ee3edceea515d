using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Finds the controls of another matrix that are the same as one here: by catalog and key, else through a mapping. Rows of a document's own have none.</summary>
internal sealed class ControlCorrespondence(ValueList<CatalogMapping> mappings)
{
    private readonly Dictionary<(CatalogIndex From, CatalogIndex To), MappingIndex> _indexes = [];

    /// <summary>Adds to a list the controls in scope there from which a split carries over to a control here; several together make it up.</summary>
    public void Find(ControlSpace here, int node, ControlSpace there, List<int> found)
    {
        if (here.IsRow(node)) return;
        var part = here.PartOf(node);
        for (var i = 0; i < there.Parts.Count; i++)
        {
            var candidate = there.Parts[i];
            if (ReferenceEquals(candidate, there.Local) || candidate.Identity != part.Identity) continue;
            var same = ReferenceEquals(candidate.Index, part.Index) ? node - part.Start : candidate.Index.Find(here.Keys[node]);
            // What is said of a control holds for its statements.
            for (var at = same < 0 ? -1 : candidate.Start + same; at >= 0; at = there.CoveringParentOf(at))
            {
                if (!there.IsInScope(at)) continue;
                found.Add(at);
                return;
            }
        }
        FindMapped(part, node, there, found);
    }

    private void FindMapped(ControlSpace.Part part, int node, ControlSpace there, List<int> found)
    {
        foreach (var candidate in there.Parts)
        {
            if (ReferenceEquals(candidate, there.Local) || candidate.Identity == part.Identity || IndexOf(candidate.Index, part.Index).RouteTo(node - part.Start) is not { } route) continue;
            if (!route.Sources.All(source => there.IsInScope(candidate.Start + source))) continue;
            foreach (var source in route.Sources) found.Add(candidate.Start + source);
            return;
        }
    }

    private MappingIndex IndexOf(CatalogIndex from, CatalogIndex to)
    {
        if (!_indexes.TryGetValue((from, to), out var index)) _indexes.Add((from, to), index = new MappingIndex(mappings, from, to));
        return index;
    }
}
