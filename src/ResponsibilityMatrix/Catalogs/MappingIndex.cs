using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs;

/// <summary>
/// What controls of one catalog, by position, are to controls of another; one for all the controls of which a relation says the same.
/// Immutable and thread-safe.
/// </summary>
internal sealed class MappingLink
{
    private MappingLink? _ofStatements;

    /// <summary>The controls that a split would come from; several together stand in the relation.</summary>
    public required ValueList<int> Sources { get; init; }

    /// <summary>What the sources are to the control that a split would be carried to.</summary>
    public required ControlRelation Relation { get; init; }

    /// <summary>Whether the sources are equal to the control only together with others, so that nothing carries over to it alone.</summary>
    public bool IsTogether { get; init; }

    /// <summary>Whether it is stated for the control above, of which this one is a statement.</summary>
    public bool IsOfParent { get; init; }

    /// <summary>The mapping that says so.</summary>
    public required CatalogMapping Mapping { get; init; }

    /// <summary>What the mapping says, in its own direction.</summary>
    public required MappingRelation Stated { get; init; }

    /// <summary>The same, seen from a statement of the control; what only covers a part of the whole may miss that altogether.</summary>
    public MappingLink OfStatements => LazyInitializer.EnsureInitialized(ref _ofStatements, () => new MappingLink
    {
        Sources = Sources,
        Relation = Relation == ControlRelation.Subset ? ControlRelation.Intersects : Relation,
        IsTogether = IsTogether,
        IsOfParent = true,
        Mapping = Mapping,
        Stated = Stated,
    });

    /// <summary>Whether a split may carry over: from the same, and from a whole to its part.</summary>
    public bool Carries => !IsTogether && Relation is ControlRelation.Equal or ControlRelation.Superset;
}

/// <summary>
/// Finds the controls of one catalog that a split of another's may come from, by what mappings say, in either direction. Made once for two
/// catalogs; immutable and thread-safe.
/// </summary>
internal sealed class MappingIndex
{
    private readonly CatalogIndex _from;
    private readonly CatalogIndex _to;
    private readonly List<CatalogMapping> _mappings = [];
    private readonly List<MappingLink>?[] _links;

    // The same links, seen from a statement of the control.
    private readonly List<MappingLink>?[] _toParts;

    // Of each control, the one of which something is said: itself, or the nearest above of which it is a statement; -1 for none.
    private readonly int[] _nearest;

    /// <summary>What mappings say between two catalogs.</summary>
    /// <param name="mappings">The mappings, those that count first before the others; those between other catalogs are passed over.</param>
    /// <param name="from">The catalog that a split would come from.</param>
    /// <param name="to">The catalog that it would be carried to.</param>
    public MappingIndex(IEnumerable<CatalogMapping> mappings, CatalogIndex from, CatalogIndex to)
    {
        (_from, _to) = (from, to);
        _links = new List<MappingLink>?[to.Catalog.Controls.Count];
        _toParts = new List<MappingLink>?[_links.Length];
        foreach (var mapping in mappings)
        {
            if (mapping.From == from.Catalog.Identity && mapping.To == to.Catalog.Identity)
                foreach (var relation in mapping.Relations) Add(mapping, relation, relation.From, relation.To, relation.Relation);
            else if (mapping.From == to.Catalog.Identity && mapping.To == from.Catalog.Identity)
                foreach (var relation in mapping.Relations) Add(mapping, relation, relation.To, relation.From, Reversed(relation.Relation));
            else continue;
            _mappings.Add(mapping);
        }
        _nearest = FindNearest();
    }

    /// <summary>Whether no mapping speaks of the two catalogs.</summary>
    public bool IsEmpty => _mappings.Count == 0;

    /// <summary>The mappings that speak of the two catalogs, those that count first before the others.</summary>
    public IReadOnlyList<CatalogMapping> Mappings => _mappings;

    /// <summary>What is said of a control, as it is stated. What is said of a control holds for a statement of it of which nothing is
    /// said.</summary>
    public IReadOnlyList<MappingLink> LinksTo(int control)
    {
        if (_nearest[control] is not (>= 0 and var at)) return [];
        if (at == control) return _links[at]!;
        return LazyInitializer.EnsureInitialized(ref _toParts[at], () =>
            [.. _links[at]!.Where(link => link.Relation != ControlRelation.None).Select(link => link.OfStatements)]);
    }

    /// <summary>What is said of a control itself, as it is stated.</summary>
    public IReadOnlyList<MappingLink> OwnLinksTo(int control) => _links[control] ?? [];

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
        _to.Catalog.Controls[control] is { EffectiveKind: ControlKind.Statement, Parent: { } parent } ? _to.Position(parent) : -1;

    // What `sources` together are to `targets` together, told of each target.
    private void Add(CatalogMapping mapping, MappingRelation stated, ValueList<string> sourceIds, ValueList<string> targetIds,
        ControlRelation relation)
    {
        var sources = Positions(_from, sourceIds, out var isSourceUnknown);
        // Where one of several is unknown, or withdrawn, the others are not the whole.
        if (isSourceUnknown || sources.IsEmpty) return;
        var targets = Positions(_to, targetIds, out var isTargetUnknown);
        var isAlone = targets.Count == 1 && !isTargetUnknown;
        var isTogether = !isAlone && relation == ControlRelation.Equal;
        var each = isAlone ? relation : relation switch
        {
            ControlRelation.Equal => ControlRelation.Superset,
            // A part of all of them together may have nothing in common with one of them.
            ControlRelation.Subset => ControlRelation.Intersects,
            _ => relation,
        };
        // One for all targets, so that what its sources come to is found once.
        var link = new MappingLink { Sources = sources, Relation = each, IsTogether = isTogether, Mapping = mapping, Stated = stated };
        foreach (var target in targets) (_links[target] ??= []).Add(link);
    }

    private static ControlRelation Reversed(ControlRelation relation) => relation switch
    {
        ControlRelation.Subset => ControlRelation.Superset,
        ControlRelation.Superset => ControlRelation.Subset,
        _ => relation,
    };

    // One control may be named twice, in two spellings.
    private static ValueList<int> Positions(CatalogIndex catalog, ValueList<string> ids, out bool isUnknown)
    {
        List<int> known = [.. ids.Select(id => catalog.Position(id)).Distinct()];
        isUnknown = known.Remove(-1);
        return known.ToValueList();
    }
}
