using System.Runtime.InteropServices;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>That a selector of an owner, such as an assignment, matches a control, and how near: a smaller rank is nearer.</summary>
internal readonly record struct SelectorMatch(int Owner, int SelectorIndex, int Rank);

/// <summary>
/// Finds the selectors that match a control without trying them all: references are kept by control, prefixes by key, groups and baselines by id.
/// Of the controls and groups above one, only those are visited at which something matches, so that a match costs the same however deep they are nested.
/// Built by one thread, then read by many.
/// </summary>
internal sealed class SelectorTable(ControlSpace space, int level)
{
    public const int PrefixRank = 1 << 24;
    public const int GroupRank = 1 << 28;
    public const int CatalogRank = GroupRank + 1;
    public const int EverythingRank = GroupRank + 2;

    private readonly List<Entry> _entries = [];

    // Entries of one kind are chained, each to the one before: these are the last ones, 0 standing for none.
    private readonly KeyPrefixes _prefixes = new();
    private readonly List<int> _lastOfPrefixes = [];
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _baselines = new(StringComparer.Ordinal);
    private int[]? _references;
    private int _catalogs;
    private int _everything;

    // Found when first needed; whoever is first, they are the same.
    private Stops? _referenceStops;
    private Stops? _baselineStops;
    private Stops? _patternStops;
    private Dictionary<ControlSpace.Part, Stops>? _groupStops;
    private List<int>?[]? _baselinesOf;

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
                var prefix = _prefixes.Add(selector.Key);
                if (prefix == _lastOfPrefixes.Count) _lastOfPrefixes.Add(0);
                Chain(ref CollectionsMarshal.AsSpan(_lastOfPrefixes)[prefix], owner, selectorIndex, selector);
                break;
            case SelectorKind.Group: Chain(ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, selector.Body, out _), owner, selectorIndex, selector); break;
            case SelectorKind.Baseline: Chain(ref CollectionsMarshal.GetValueRefOrAddDefault(_baselines, selector.Body, out _), owner, selectorIndex, selector); break;
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
            var stops = _referenceStops ??= new Stops(space.TopDown, space.CoveringParentOf, at => _references[at] > 0);
            for (var at = stops.From(node); at >= 0; at = stops.After(at)) AddAll(_references[at], space.Depths[node] - space.Depths[at], null, matches);
        }
        if (_prefixes.Count > 0 || _groups.Count > 0)
        {
            var stops = _patternStops ??= new Stops(space.TopDown, space.ParentOf, at => CollectPatterns(at, null));
            for (var at = stops.From(node); at >= 0; at = stops.After(at)) CollectPatterns(at, matches);
        }
        if (_baselines.Count > 0)
        {
            var baselines = _baselinesOf ??= FindBaselines();
            var stops = _baselineStops ??= new Stops(space.TopDown, space.CoveringParentOf, at => baselines[at] is not null);
            for (var at = stops.From(node); at >= 0; at = stops.After(at))
                foreach (var last in baselines[at]!) AddAll(last, GroupRank, space.PartOf(at), matches);
        }
        AddAll(_catalogs, CatalogRank, space.PartOf(node), matches);
        if (_catalogs > 0 && space.CatalogControlAbove(node) is >= 0 and var above) AddAll(_catalogs, CatalogRank, space.PartOf(above), matches);
        AddAll(_everything, EverythingRank, null, matches);
    }

    // Adds what matches a control by its own key and group; without a list, looks only whether anything does.
    private bool CollectPatterns(int node, List<SelectorMatch>? matches)
    {
        var part = space.PartOf(node);
        var isFound = false;
        if (_prefixes.Count > 0)
        {
            var search = _prefixes.Of(space.Keys[node]);
            while ((!isFound || matches is not null) && search.MoveNext())
                isFound |= AddAll(_lastOfPrefixes[search.Current], PrefixRank - Math.Min(search.RunCount, PrefixRank / 2), part, matches);
        }
        if (_groups.Count == 0 || (isFound && matches is null)) return isFound;
        var groups = part.Index.Groups;
        var stops = (_groupStops ??= space.Parts.ToDictionary(known => known, StopsAtGroups))[part];
        for (var at = stops.From(groups.Of(node - part.Start)); at >= 0; at = stops.After(at))
        {
            isFound |= AddAll(_groups[groups.IdOf(at)], GroupRank, part, matches);
            if (isFound && matches is null) break;
        }
        return isFound;
    }

    private Stops StopsAtGroups(ControlSpace.Part part)
    {
        var groups = part.Index.Groups;
        return new Stops(groups.TopDown, groups.ParentOf, group => _groups.ContainsKey(groups.IdOf(group)));
    }

    // For each control, the chains of the baselines in which it is listed.
    private List<int>?[] FindBaselines()
    {
        var found = new List<int>?[space.Count];
        foreach (var part in space.Parts)
        {
            foreach (var baseline in part.Index.Catalog.Baselines)
            {
                if (!_baselines.TryGetValue(baseline.Id, out var last)) continue;
                foreach (var id in baseline.Controls)
                {
                    if (part.Index.Position(id) is not (>= 0 and var at)) continue;
                    var chains = found[part.Start + at] ??= [];
                    // One baseline may list a control twice.
                    if (chains.Count == 0 || chains[^1] != last) chains.Add(last);
                }
            }
        }
        return found;
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
