using System.Runtime.InteropServices;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>That a selector of an owner, such as an assignment, matches a control, and how near: a smaller rank is nearer.</summary>
internal readonly record struct SelectorMatch(int Owner, int SelectorIndex, int Rank);

/// <summary>
/// Finds the selectors that match a control without trying them all: references are kept by control, prefixes by key, groups by id.
/// Of the controls above one, only those are visited at which something matches, so that a match costs the same however deep controls are nested.
/// Built by one thread, then read by many.
/// </summary>
internal sealed class SelectorTable(ControlSpace space, int level)
{
    public const int PrefixRank = 1 << 24;
    public const int GroupRank = 1 << 28;
    public const int CatalogRank = GroupRank + 1;
    public const int EverythingRank = GroupRank + 2;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _prefixes = new(StringComparer.Ordinal);
    private readonly List<int> _prefixLengths = [];
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);

    // Entries of one kind are chained, each to the one before: these are the last ones, 0 standing for none.
    private int[]? _references;
    private int _catalogs;
    private int _everything;

    // For each control, the nearest of it and those above it at which something matches, or -1. Found when first needed; whoever is first, they are the same.
    private int[]? _referenceStops;
    private int[]? _patternStops;

    /// <summary>Makes room for selectors that will be added.</summary>
    public void EnsureCapacity(int selectors) => _entries.EnsureCapacity(selectors);

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Adds the selectors of an owner as the document of this level reads them; a reference that names no one control is left out.</summary>
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
            case SelectorKind.Prefix:
                var runs = selector.Key.RunCount;
                if (_prefixLengths.BinarySearch(runs) is < 0 and var missing) _prefixLengths.Insert(~missing, runs);
                Chain(ref CollectionsMarshal.GetValueRefOrAddDefault(_prefixes, selector.Key.ToString(), out _), owner, selectorIndex, selector);
                break;
            case SelectorKind.Group: Chain(ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, selector.Body, out _), owner, selectorIndex, selector); break;
            case SelectorKind.Catalog: Chain(ref _catalogs, owner, selectorIndex, selector); break;
            case SelectorKind.Everything: Chain(ref _everything, owner, selectorIndex, selector); break;
            default: break;
        }
        return ReferenceOutcome.Found;
    }

    /// <summary>Adds a reference whose control is known.</summary>
    public void AddReference(int owner, int selectorIndex, int node)
    {
        _references ??= new int[space.Count];
        Chain(ref _references[node], owner, selectorIndex, default);
    }

    /// <summary>Adds every match of a control to a list; one owner may come several times.</summary>
    public void Collect(int node, List<SelectorMatch> matches)
    {
        if (IsEmpty || !space.IsKnownTo(node, level)) return;
        if (_references is not null)
        {
            var stops = _referenceStops ??= FindReferenceStops(_references);
            for (var at = stops[node]; at >= 0; at = NextStop(stops, space.CoveringParentOf(at)))
                AddAll(_references[at], space.Depths[node] - space.Depths[at], null, matches);
        }
        if (_prefixes.Count > 0 || _groups.Count > 0)
        {
            var stops = _patternStops ??= FindPatternStops();
            for (var at = stops[node]; at >= 0; at = NextStop(stops, space.ParentOf(at))) CollectPatterns(at, matches);
        }
        AddAll(_catalogs, CatalogRank, space.PartOf(node), matches);
        if (_catalogs > 0 && space.CatalogControlAbove(node) is >= 0 and var above) AddAll(_catalogs, CatalogRank, space.PartOf(above), matches);
        AddAll(_everything, EverythingRank, null, matches);
    }

    private static int NextStop(int[] stops, int above) => above < 0 ? -1 : stops[above];

    private int[] FindReferenceStops(int[] references)
    {
        var stops = new int[space.Count];
        for (var i = stops.Length - 1; i >= 0; i--)
        {
            var node = space.DeepestFirst[i];
            stops[node] = references[node] > 0 ? node : NextStop(stops, space.CoveringParentOf(node));
        }
        return stops;
    }

    private int[] FindPatternStops()
    {
        var stops = new int[space.Count];
        for (var i = stops.Length - 1; i >= 0; i--)
        {
            var node = space.DeepestFirst[i];
            stops[node] = CollectPatterns(node, null) ? node : NextStop(stops, space.ParentOf(node));
        }
        return stops;
    }

    // Adds what matches a control by its own key and group; without a list, looks only whether anything does.
    private bool CollectPatterns(int node, List<SelectorMatch>? matches)
    {
        var part = space.PartOf(node);
        var isFound = false;
        if (_prefixes.Count > 0)
        {
            var key = space.Keys[node];
            var prefixes = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (var runs in _prefixLengths)
            {
                if (runs > key.RunCount || (isFound && matches is null)) break;
                if (prefixes.TryGetValue(key.FirstRuns(runs), out var last)) isFound |= AddAll(last, PrefixRank - Math.Min(runs, PrefixRank / 2), part, matches);
            }
        }
        if (_groups.Count > 0 && space.ControlOf(node).Group is { } group)
        {
            foreach (var id in part.Index.GroupAndAbove(group))
            {
                if (isFound && matches is null) break;
                if (_groups.TryGetValue(id, out var last)) isFound |= AddAll(last, GroupRank, part, matches);
            }
        }
        return isFound;
    }

    private bool AddAll(int last, int rank, ControlSpace.Part? part, List<SelectorMatch>? matches)
    {
        var isFound = false;
        for (var at = last; at > 0; at = _entries[at - 1].Before)
        {
            var entry = _entries[at - 1];
            if (part is not null && !part.Matches(entry.CatalogId, entry.Edition)) continue;
            if (matches is null) return true;
            isFound = true;
            matches.Add(new SelectorMatch(entry.Owner, entry.SelectorIndex, rank));
        }
        return isFound;
    }

    private void Chain(ref int last, int owner, int selectorIndex, in Selector selector)
    {
        _entries.Add(new Entry(owner, selectorIndex, last, selector.CatalogId, selector.Edition));
        last = _entries.Count;
    }

    private readonly record struct Entry(int Owner, int SelectorIndex, int Before, string? CatalogId, string? Edition);
}
