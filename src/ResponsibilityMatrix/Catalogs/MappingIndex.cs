using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs;

/// <summary>
/// The relation of controls of one catalog, by position, to controls of another. All controls that share a stated relation share the link.
/// Immutable and thread-safe.
/// </summary>
internal sealed class MappingLink
{
    private MappingLink? _ofStatements;

    /// <summary>The controls that a split would be carried over from; several stand in the relation together.</summary>
    public required ValueList<int> Sources { get; init; }

    /// <summary>The relation of the sources to the control that a split would be carried over to.</summary>
    public required ControlRelation Relation { get; init; }

    /// <summary>Whether the sources equal the control only together with others, so that nothing carries over to it alone.</summary>
    public bool IsTogether { get; init; }

    /// <summary>Whether it is stated for an ancestor that this control is a statement of.</summary>
    public bool IsOfParent { get; init; }

    /// <summary>The mapping that states it.</summary>
    public required CatalogMapping Mapping { get; init; }

    /// <summary>The relation as the mapping states it, in its own direction.</summary>
    public required MappingRelation Stated { get; init; }

    /// <summary>The same link for a statement of the control. Sources that cover only a part of the whole may not concern that statement at
    /// all.</summary>
    public MappingLink OfStatements => LazyInitializer.EnsureInitialized(ref _ofStatements, () => new MappingLink
    {
        Sources = Sources,
        Relation = Relation == ControlRelation.Subset ? ControlRelation.Intersects : Relation,
        IsTogether = IsTogether,
        IsOfParent = true,
        Mapping = Mapping,
        Stated = Stated,
    });

    /// <summary>Whether a split carries over: from an equal control, or from a whole to its part.</summary>
    public bool Carries => !IsTogether && Relation is ControlRelation.Equal or ControlRelation.Superset;
}

/// <summary>
/// Finds the controls of one catalog that a split may be carried over from to controls of another, by mappings in either direction. Created
/// once for two catalogs. Immutable and thread-safe.
/// </summary>
internal sealed class MappingIndex
{
    private readonly CatalogIndex _from;
    private readonly CatalogIndex _to;
    private readonly List<CatalogMapping> _mappings = [];
    private readonly List<MappingLink>?[] _links;

    // The same links, for a statement of the control.
    private readonly List<MappingLink>?[] _toParts;

    // For each control, the control with links: itself, or the nearest ancestor that it is a statement of; -1 for none.
    private readonly int[] _nearest;

    /// <summary>Creates an index of the mappings between two catalogs.</summary>
    /// <param name="mappings">The mappings in order of precedence; those between other catalogs are ignored.</param>
    /// <param name="from">The catalog that a split would be carried over from.</param>
    /// <param name="to">The catalog that it would be carried over to.</param>
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

    /// <summary>Whether there is no mapping between the two catalogs.</summary>
    public bool IsEmpty => _mappings.Count == 0;

    /// <summary>The mappings between the two catalogs, in order of precedence.</summary>
    public IReadOnlyList<CatalogMapping> Mappings => _mappings;

    /// <summary>The links to a control, as stated. A statement of the control without links of its own has the links of the
    /// control.</summary>
    public IReadOnlyList<MappingLink> LinksTo(int control)
    {
        if (_nearest[control] is not (>= 0 and var at)) return [];
        if (at == control) return _links[at]!;
        return LazyInitializer.EnsureInitialized(ref _toParts[at], () =>
            [.. _links[at]!.Where(link => link.Relation != ControlRelation.None).Select(link => link.OfStatements)]);
    }

    /// <summary>The links stated for a control itself.</summary>
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
                // A parent that is met again before it is known is part of a cycle.
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

    // The relation of all `sources` together to all `targets` together, recorded for each target.
    private void Add(CatalogMapping mapping, MappingRelation stated, ValueList<string> sourceIds, ValueList<string> targetIds,
        ControlRelation relation)
    {
        var sources = Positions(_from, sourceIds, out var isSourceUnknown);
        // If one of several is unknown or withdrawn, the others are not the whole.
        if (isSourceUnknown || sources.IsEmpty) return;
        var targets = Positions(_to, targetIds, out var isTargetUnknown);
        var isAlone = targets.Count == 1 && !isTargetUnknown;
        var isTogether = !isAlone && relation == ControlRelation.Equal;
        var each = isAlone ? relation : relation switch
        {
            ControlRelation.Equal => ControlRelation.Superset,
            // A part of all targets together may have nothing in common with one of them.
            ControlRelation.Subset => ControlRelation.Intersects,
            _ => relation,
        };
        // One link for all targets, so that the result of its sources is found once.
        var link = new MappingLink { Sources = sources, Relation = each, IsTogether = isTogether, Mapping = mapping, Stated = stated };
        foreach (var target in targets) (_links[target] ??= []).Add(link);
    }

    private static ControlRelation Reversed(ControlRelation relation) => relation switch
    {
        ControlRelation.Subset => ControlRelation.Superset,
        ControlRelation.Superset => ControlRelation.Subset,
        _ => relation,
    };

    // A control may be named twice, in two spellings.
    private static ValueList<int> Positions(CatalogIndex catalog, ValueList<string> ids, out bool isUnknown)
    {
        List<int> known = [.. ids.Select(id => catalog.Position(id)).Distinct()];
        isUnknown = known.Remove(-1);
        return known.ToValueList();
    }
}
