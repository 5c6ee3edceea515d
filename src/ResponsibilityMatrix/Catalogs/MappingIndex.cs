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
    private readonly List<CatalogMapping> _mappings = [];
    private readonly List<MappingLink>?[] _links;

    // The same links, seen from a statement of the control: what is equal to the whole is more than the part.
    private readonly List<MappingLink>?[] _toParts;

    // Of each control, the one of which something is said: itself, or the nearest above of which it is a statement; -1 for none.
    private readonly int[] _nearest;

    public MappingIndex(IEnumerable<CatalogMapping> mappings, CatalogIndex from, CatalogIndex to)
    {
        (_from, _to) = (from, to);
        _links = new List<MappingLink>?[to.Catalog.Controls.Count];
        _toParts = new List<MappingLink>?[_links.Length];
        // A mapping that was given later goes before an earlier one of the same id.
        foreach (var mapping in mappings.Reverse().DistinctBy(mapping => (mapping.Id, mapping.From, mapping.To)))
        {
            if (mapping.From == from.Catalog.Identity && mapping.To == to.Catalog.Identity) AddForward(mapping);
            else if (mapping.From == to.Catalog.Identity && mapping.To == from.Catalog.Identity) AddBackward(mapping);
            else continue;
            _mappings.Add(mapping);
        }
        // The same is nearer than the whole, and what carries nearer than what does not; of equals the first that is stated.
        for (var i = 0; i < _links.Length; i++)
            if (_links[i] is { Count: > 1 } several) _links[i] = [.. several.OrderBy(link => link.Relation == ControlRelation.Equal ? 0 : link.Carries ? 1 : 2)];
        _nearest = FindNearest();
    }

    /// <summary>Whether no mapping speaks of the two catalogs.</summary>
    public bool IsEmpty => _mappings.Count == 0;

    /// <summary>The mappings that speak of the two catalogs, the one given last first.</summary>
    public IReadOnlyList<CatalogMapping> Mappings => _mappings;

    /// <summary>What is said of a control, best first. A statement of which nothing is said is a part of its parent.</summary>
    public IReadOnlyList<MappingLink> LinksTo(int control)
    {
        if (_nearest[control] is not (>= 0 and var at)) return [];
        return at == control ? _links[at]! : LazyInitializer.EnsureInitialized(ref _toParts[at], () => [.. _links[at]!.Where(link => link.Relation != ControlRelation.None).Select(ToPart)]);
    }

    /// <summary>What is said of a control itself, best first.</summary>
    public IReadOnlyList<MappingLink> OwnLinksTo(int control) => _links[control] ?? [];

    /// <summary>The way along which a split carries over to a control, or null.</summary>
    public MappingLink? RouteTo(int control) => LinksTo(control) is [{ Carries: true } best, ..] ? best : null;

    // What only covers a part of the whole, or meets it, may miss the part altogether.
    private static MappingLink ToPart(MappingLink link) => link.Relation switch
    {
        ControlRelation.Equal => link with { Relation = ControlRelation.Superset },
        ControlRelation.Subset => link with { Relation = ControlRelation.Intersects },
        _ => link,
    };

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
            var sources = Positions(_from, relation.From, out var isUnknown);
            // Where one of several is unknown, the others are not the whole.
            if (isUnknown || sources.IsEmpty || Position(_to, relation.To) is not (>= 0 and var target)) continue;
            Add(target, sources, relation.Relation, mapping, relation);
        }
    }

    private void AddBackward(CatalogMapping mapping)
    {
        foreach (var relation in mapping.Relations)
        {
            if (Position(_from, relation.To) is not (>= 0 and var source)) continue;
            var targets = Positions(_to, relation.From, out var isUnknown);
            foreach (var target in targets) Add(target, [source], Reversed(relation.Relation, targets.Count == 1 && !isUnknown), mapping, relation);
        }
    }

    // What `to` is to one of `from`, which may stand alone or together with others.
    private static ControlRelation Reversed(ControlRelation relation, bool isAlone) => relation switch
    {
        ControlRelation.Equal => isAlone ? ControlRelation.Equal : ControlRelation.Superset,
        ControlRelation.Subset => ControlRelation.Superset,
        ControlRelation.Superset => isAlone ? ControlRelation.Subset : ControlRelation.Intersects,
        var other => other,
    };

    private void Add(int target, ValueList<int> sources, ControlRelation relation, CatalogMapping mapping, MappingRelation stated) =>
        (_links[target] ??= []).Add(new MappingLink { Sources = sources, Relation = relation, Mapping = mapping, Stated = stated });

    // One control may be named twice, in two spellings.
    private static ValueList<int> Positions(CatalogIndex catalog, ValueList<string> ids, out bool isUnknown)
    {
        List<int> known = [.. ids.Select(id => Position(catalog, id)).Distinct()];
        isUnknown = known.Remove(-1);
        return known.ToValueList();
    }

    private static int Position(CatalogIndex catalog, string id) => ControlKey.TryParse(id, out var key) ? catalog.Find(key) : -1;
}
