using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs;

/// <summary>What controls of one catalog, by position, are to a control of another.</summary>
internal sealed record MappingLink
{
    /// <summary>The controls that a split would come from; several together stand in the relation.</summary>
    public required ValueList<int> Sources { get; init; }

    /// <summary>What the sources are to the control that a split would be carried to.</summary>
    public required ControlRelation Relation { get; init; }

    /// <summary>The mapping that says so; null where the controls are of one catalog.</summary>
    public required CatalogMapping? Mapping { get; init; }

    /// <summary>What the mapping says, in its own direction; null where the controls are of one catalog.</summary>
    public required MappingRelation? Stated { get; init; }

    /// <summary>Whether a split carries over: from the same, and from a whole to its part.</summary>
    public bool Carries => Relation is ControlRelation.Equal or ControlRelation.Superset;
}

/// <summary>
/// Finds the controls of one catalog that a split of another's may come from, by what mappings say, in either direction. Made once for two catalogs; immutable and thread-safe.
/// </summary>
internal sealed class MappingIndex
{
    private readonly CatalogIndex _from;
    private readonly CatalogIndex _to;
    private readonly List<MappingLink>?[] _links;

    // Of each control, the one of which something is said: itself, or the nearest above of which it is a statement; -1 for none.
    private readonly int[] _nearest;

    public MappingIndex(IEnumerable<CatalogMapping> mappings, CatalogIndex from, CatalogIndex to)
    {
        (_from, _to) = (from, to);
        _links = new List<MappingLink>?[to.Catalog.Controls.Count];
        foreach (var mapping in mappings)
        {
            if (mapping.From == from.Catalog.Identity && mapping.To == to.Catalog.Identity) AddForward(mapping);
            else if (mapping.From == to.Catalog.Identity && mapping.To == from.Catalog.Identity) AddBackward(mapping);
            else continue;
            IsEmpty = false;
        }
        // The same is nearer than the whole, and what carries nearer than what does not; of equals the first that is stated.
        for (var i = 0; i < _links.Length; i++)
            if (_links[i] is { Count: > 1 } several) _links[i] = [.. several.OrderBy(link => link.Relation == ControlRelation.Equal ? 0 : link.Carries ? 1 : 2)];
        _nearest = FindNearest();
    }

    /// <summary>Whether no mapping speaks of the two catalogs.</summary>
    public bool IsEmpty { get; } = true;

    /// <summary>What is said of a control, best first. A statement of which nothing is said is a part of its parent.</summary>
    public IReadOnlyList<MappingLink> LinksTo(int control)
    {
        if (_nearest[control] is not (>= 0 and var at)) return [];
        return at == control ? _links[at]! : _links[at]!.ConvertAll(link => link.Relation == ControlRelation.Equal ? link with { Relation = ControlRelation.Superset } : link);
    }

    /// <summary>The way along which a split carries over to a control, or null.</summary>
    public MappingLink? RouteTo(int control) => LinksTo(control) is [{ Carries: true } best, ..] ? best : null;

    private int[] FindNearest()
    {
        const int Unknown = -2;
        var nearest = new int[_links.Length];
        Array.Fill(nearest, Unknown);
        List<int> path = [];
        for (var control = 0; control < nearest.Length; control++)
        {
            path.Clear();
            var at = control;
            for (; at >= 0 && nearest[at] == Unknown; at = ParentOfStatement(at))
            {
                // A parent met again before it is known is one of a circle.
                nearest[at] = _links[at] is null ? -1 : at;
                path.Add(at);
                if (nearest[at] >= 0) break;
            }
            var found = at < 0 ? -1 : nearest[at];
            foreach (var below in path) nearest[below] = found;
        }
        return nearest;
    }

    private int ParentOfStatement(int control) =>
        _to.Catalog.Controls[control] is { EffectiveKind: ControlKind.Statement, Parent: { } parent } && ControlKey.TryParse(parent, out var key) ? _to.Find(key) : -1;

    private void AddForward(CatalogMapping mapping)
    {
        foreach (var relation in mapping.Relations)
        {
            var sources = Positions(_from, relation.From);
            // Where one of several is unknown, the others are not the whole.
            if (sources.Count == 0 || sources.Count < relation.From.Count || Position(_to, relation.To) is not (>= 0 and var target)) continue;
            Add(target, sources, relation.Relation, mapping, relation);
        }
    }

    private void AddBackward(CatalogMapping mapping)
    {
        foreach (var relation in mapping.Relations)
        {
            if (Position(_from, relation.To) is not (>= 0 and var source)) continue;
            foreach (var target in Positions(_to, relation.From)) Add(target, [source], Reversed(relation), mapping, relation);
        }
    }

    // What `to` is to one of `from`.
    private static ControlRelation Reversed(MappingRelation relation) => relation.Relation switch
    {
        ControlRelation.Equal => relation.From.Count == 1 ? ControlRelation.Equal : ControlRelation.Superset,
        ControlRelation.Subset => ControlRelation.Superset,
        ControlRelation.Superset => relation.From.Count == 1 ? ControlRelation.Subset : ControlRelation.Intersects,
        var other => other,
    };

    private void Add(int target, ValueList<int> sources, ControlRelation relation, CatalogMapping mapping, MappingRelation stated) =>
        (_links[target] ??= []).Add(new MappingLink { Sources = sources, Relation = relation, Mapping = mapping, Stated = stated });

    private static ValueList<int> Positions(CatalogIndex catalog, ValueList<string> ids) => ids.Select(id => Position(catalog, id)).Where(at => at >= 0).Distinct().ToValueList();

    private static int Position(CatalogIndex catalog, string id) => ControlKey.TryParse(id, out var key) ? catalog.Find(key) : -1;
}
