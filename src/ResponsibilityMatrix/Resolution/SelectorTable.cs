using System.Runtime.InteropServices;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>That a selector of an owner, such as an assignment, matches a control, and how near: a smaller rank is nearer.</summary>
internal readonly record struct SelectorMatch(int Owner, int SelectorIndex, int Rank);

/// <summary>The catalogs of a control, and the nearest controls at which a reference, a pattern and a baseline match; -1 for
/// none.</summary>
internal readonly record struct SelectorClass(int Part, int PartAbove, int Reference, int Pattern, int Baseline)
{
    /// <summary>Whether other controls than this one may have the class too.</summary>
    public bool MayBeShared(int node) => Reference != node && Pattern != node && Baseline != node;
}

/// <summary>
/// Finds the selectors that match a control without trying them all: references are kept by control, prefixes by key, groups and baselines
/// by id. Of the controls and groups above one, only those are visited at which something matches, so that a match costs the same however
/// deep they are nested. Built by one thread, then read by many.
/// </summary>
internal sealed class SelectorTable(ControlSpace space, int level)
{
    public const int PrefixRank = 1 << 24;
    public const int GroupRank = 1 << 28;
    public const int CatalogRank = GroupRank + 1;
    public const int EverythingRank = GroupRank + 2;
    private const int NoPart = -1;

    private readonly List<Entry> _entries = [];

    // Entries that match the same controls are chained, each to the one before; these are the last ones. A selector that names a catalog is
    // kept for that one alone.
    private readonly Dictionary<(SelectorKind Kind, int Part, int Number), int> _last = [];
    private readonly KeyPrefixes _prefixes = new();
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _baselines = new(StringComparer.Ordinal);
    private int[]? _references;

    // Found when first needed; whoever is first, they are the same.
    private Stops? _referenceStops;
    private Stops? _baselineStops;
    private Stops? _patternStops;
    private Dictionary<ControlSpace.Part, Stops>? _groupStops;
    private List<int>?[]? _baselinesOf;

    /// <summary>Makes room for selectors that will be added.</summary>
    public void EnsureCapacity(int selectors) => _entries.EnsureCapacity(selectors);

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Adds the selectors of an owner as the document of this level reads them; a reference that names no one control is left
    /// out.</summary>
    public void Add(int owner, ValueList<Selector> selectors)
    {
        for (var i = 0; i < selectors.Count; i++) Add(owner, i, selectors.AsSpan()[i]);
    }

    /// <summary>Adds one selector, and says what looking up its control gave; a reference that names no one control is left out.</summary>
    public ReferenceOutcome Add(int owner, int selectorIndex, in Selector written)
    {
        var selector = space.Read(written, level);
        switch (selector.Kind)
        {
            case SelectorKind.Control:
                var outcome = space.Find(selector, level, out var node);
                if (outcome == ReferenceOutcome.Found) AddReference(owner, selectorIndex, node);
                return outcome;
            case SelectorKind.Prefix: AddPattern(owner, selectorIndex, selector, _prefixes.Add(selector.Key)); break;
            case SelectorKind.Group: AddPattern(owner, selectorIndex, selector, NumberOf(selector.Body, _groups)); break;
            case SelectorKind.Baseline: AddPattern(owner, selectorIndex, selector, NumberOf(selector.Body, _baselines)); break;
            case SelectorKind.Catalog or SelectorKind.Everything: AddPattern(owner, selectorIndex, selector, 0); break;
            default: break;
        }
        return ReferenceOutcome.Found;
    }

    /// <summary>Adds a reference whose control is known.</summary>
    public void AddReference(int owner, int selectorIndex, int node)
    {
        _references ??= new int[space.Count];
        Chain(ref _references[node], owner, selectorIndex);
    }

    /// <summary>Whether anything matches a control. It costs the same however much does.</summary>
    public bool Matches(int node)
    {
        if (IsEmpty || !space.IsKnownTo(node, level)) return false;
        return (_references is not null && ReferenceStops.From(node) >= 0)
            || (HasPatterns && PatternStops.From(node) >= 0)
            || (_baselines.Count > 0 && BaselineStops.From(node) >= 0)
            || AddByCatalog(node, null);
    }

    /// <summary>Adds every match of a control to a list; one owner may come several times.</summary>
    public void Collect(int node, List<SelectorMatch> matches)
    {
        if (IsEmpty || !space.IsKnownTo(node, level)) return;
        if (_references is { } references)
            for (var at = ReferenceStops.From(node); at >= 0; at = ReferenceStops.After(at))
                AddAll(references[at], space.Depths[node] - space.Depths[at], matches);
        if (HasPatterns)
            for (var at = PatternStops.From(node); at >= 0; at = PatternStops.After(at)) CollectPatterns(at, matches);
        if (_baselines.Count > 0)
            for (var at = BaselineStops.From(node); at >= 0; at = BaselineStops.After(at)) CollectBaselines(at, matches);
        AddByCatalog(node, matches);
    }

    /// <summary>What decides which selectors match a control: controls for which it is equal have the same matches, in the same order of
    /// nearness.</summary>
    public SelectorClass ClassOf(int node)
    {
        if (IsEmpty || !space.IsKnownTo(node, level)) return default;
        return new SelectorClass(
            space.PartOf(node).Number + 1,
            space.CatalogControlAbove(node) is >= 0 and var above ? space.PartOf(above).Number + 1 : 0,
            _references is null ? -1 : ReferenceStops.From(node),
            HasPatterns ? PatternStops.From(node) : -1,
            _baselines.Count > 0 ? BaselineStops.From(node) : -1);
    }

    private bool HasPatterns => _prefixes.Count > 0 || _groups.Count > 0;

    private Stops ReferenceStops => _referenceStops ??= new Stops(space.TopDown, space.CoveringParentOf, at => _references![at] > 0);

    private Stops PatternStops => _patternStops ??= new Stops(space.TopDown, space.ParentOf, at => CollectPatterns(at, null));

    private Stops BaselineStops => _baselineStops ??= new Stops(space.TopDown, space.CoveringParentOf, at => CollectBaselines(at, null));

    private bool AddByCatalog(int node, List<SelectorMatch>? matches)
    {
        var isFound = AddAll(SelectorKind.Catalog, 0, space.PartOf(node), CatalogRank, matches);
        if (space.CatalogControlAbove(node) is >= 0 and var above && space.IsKnownTo(above, level))
            isFound |= AddAll(SelectorKind.Catalog, 0, space.PartOf(above), CatalogRank, matches);
        return AddAll(SelectorKind.Everything, 0, null, EverythingRank, matches) || isFound;
    }

    private bool CollectBaselines(int node, List<SelectorMatch>? matches)
    {
        if (!space.IsKnownTo(node, level) || (_baselinesOf ??= FindBaselines())[node] is not { } baselines) return false;
        var isFound = false;
        foreach (var baseline in baselines) isFound |= AddAll(SelectorKind.Baseline, baseline, space.PartOf(node), GroupRank, matches);
        return isFound;
    }

    // Adds what matches a control by its own key and group; without a list, looks only whether anything does.
    private bool CollectPatterns(int node, List<SelectorMatch>? matches)
    {
        // A row may hang under a control that the document of this level does not know.
        if (!space.IsKnownTo(node, level)) return false;
        var part = space.PartOf(node);
        var isFound = false;
        if (_prefixes.Count > 0)
        {
            var search = _prefixes.Of(space.Keys[node]);
            while ((!isFound || matches is not null) && search.MoveNext())
                isFound |= AddAll(SelectorKind.Prefix, search.Current, part, PrefixRank - Math.Min(search.RunCount, PrefixRank / 2),
                    matches);
        }
        if (_groups.Count == 0 || (isFound && matches is null)) return isFound;
        var groups = part.Index.Groups;
        var stops = (_groupStops ??= space.Parts.ToDictionary(known => known, StopsAtGroups))[part];
        for (var at = stops.From(groups.Of(node - part.Start)); at >= 0; at = stops.After(at))
        {
            isFound |= AddAll(SelectorKind.Group, _groups[groups.IdOf(at)], part, GroupRank, matches);
            if (isFound && matches is null) break;
        }
        return isFound;
    }

    private Stops StopsAtGroups(ControlSpace.Part part)
    {
        var groups = part.Index.Groups;
        return new Stops(groups.TopDown, groups.ParentOf, group => _groups.ContainsKey(groups.IdOf(group)));
    }

    // For each control, the numbers of the baselines in which it is listed.
    private List<int>?[] FindBaselines()
    {
        var found = new List<int>?[space.Count];
        foreach (var part in space.Parts)
        {
            foreach (var baseline in part.Index.Catalog.Baselines)
            {
                if (!_baselines.TryGetValue(baseline.Id, out var number)) continue;
                foreach (var id in baseline.Controls)
                {
                    if (part.Index.Position(id) is not (>= 0 and var at)) continue;
                    var listed = found[part.Start + at] ??= [];
                    // One baseline may list a control twice.
                    if (listed.Count == 0 || listed[^1] != number) listed.Add(number);
                }
            }
        }
        return found;
    }

    // Adds the selectors of a kind that name no catalog, and those that name this one.
    private bool AddAll(SelectorKind kind, int number, ControlSpace.Part? part, int rank, List<SelectorMatch>? matches)
    {
        var isFound = _last.TryGetValue((kind, NoPart, number), out var last) && AddAll(last, rank, matches);
        return (part is not null && _last.TryGetValue((kind, part.Number, number), out last) && AddAll(last, rank, matches)) || isFound;
    }

    private bool AddAll(int last, int rank, List<SelectorMatch>? matches)
    {
        if (matches is null) return last > 0;
        for (var at = last; at > 0; at = _entries[at - 1].Before)
            matches.Add(new SelectorMatch(_entries[at - 1].Owner, _entries[at - 1].SelectorIndex, rank));
        return last > 0;
    }

    private static int NumberOf(string id, Dictionary<string, int> numbers)
    {
        if (!numbers.TryGetValue(id, out var number)) numbers.Add(id, number = numbers.Count);
        return number;
    }

    private void AddPattern(int owner, int selectorIndex, in Selector selector, int number)
    {
        if (selector.CatalogId is null)
            Chain(ref CollectionsMarshal.GetValueRefOrAddDefault(_last, (selector.Kind, NoPart, number), out _), owner, selectorIndex);
        else
            foreach (var part in space.Parts)
                if (part.Matches(selector))
                    Chain(ref CollectionsMarshal.GetValueRefOrAddDefault(_last, (selector.Kind, part.Number, number), out _), owner,
                        selectorIndex);
    }

    private void Chain(ref int last, int owner, int selectorIndex)
    {
        _entries.Add(new Entry(owner, selectorIndex, last));
        last = _entries.Count;
    }

    private readonly record struct Entry(int Owner, int SelectorIndex, int Before);
}
