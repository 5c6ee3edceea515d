using System.Runtime.InteropServices;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>A match of a control by a selector of an owner, such as an assignment. A smaller rank is nearer.</summary>
internal readonly record struct SelectorMatch(int Owner, int SelectorIndex, int Rank);

/// <summary>The catalogs of a control, and the nearest nodes at which a reference, a pattern and a baseline match; -1 for
/// none.</summary>
internal readonly record struct SelectorClass(int Part, int PartAbove, int Reference, int Pattern, int Baseline)
{
    /// <summary>Whether other controls may have the same class.</summary>
    public bool MayBeShared(int node) => Reference != node && Pattern != node && Baseline != node;
}

/// <summary>
/// Finds the selectors that match a control without trying them all: references are indexed by control, prefixes by key, groups and
/// baselines by id. A lookup visits only the ancestors at which a selector matches, so its cost does not depend on the depth. Thread-safe
/// once built.
/// </summary>
internal sealed class SelectorTable(ControlSpace space, int level)
{
    public const int PrefixRank = 1 << 24;
    public const int GroupRank = 1 << 28;
    public const int CatalogRank = GroupRank + 1;
    public const int EverythingRank = GroupRank + 2;
    private const int NoPart = -1;

    private readonly List<Entry> _entries = [];

    // Entries that match the same controls form linked lists; these are the heads. A selector that names a catalog is listed for that
    // catalog only.
    private readonly Dictionary<(SelectorKind Kind, int Part, int Number), int> _last = [];
    private readonly KeyPrefixes _prefixes = new();
    private readonly Dictionary<string, int> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _baselines = new(StringComparer.Ordinal);
    private int[]? _references;

    // Computed on first use. Concurrent threads compute equal values.
    private NearestNodes? _referenceNodes;
    private NearestNodes? _baselineNodes;
    private NearestNodes? _patternNodes;
    private Dictionary<ControlSpace.Part, NearestNodes>? _groupNodes;
    private List<int>?[]? _baselinesOf;

    /// <summary>Makes room for selectors that will be added.</summary>
    public void EnsureCapacity(int selectors) => _entries.EnsureCapacity(selectors);

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Adds the selectors of an owner, a part of the document at this level. Skips references that do not name exactly one
    /// control.</summary>
    public void Add(int owner, ValueList<Selector> selectors)
    {
        for (var i = 0; i < selectors.Count; i++) Add(owner, i, selectors.AsSpan()[i]);
    }

    /// <summary>Adds one selector, and returns the result of its lookup. Skips a reference that does not name exactly one
    /// control.</summary>
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

    /// <summary>Whether any selector matches a control. The cost does not depend on the number of matches.</summary>
    public bool Matches(int node)
    {
        if (IsEmpty || !space.IsKnownTo(node, level)) return false;
        return (_references is not null && ReferenceNodes.AtOrAbove(node) >= 0)
            || (HasPatterns && PatternNodes.AtOrAbove(node) >= 0)
            || (_baselines.Count > 0 && BaselineNodes.AtOrAbove(node) >= 0)
            || AddByCatalog(node, null);
    }

    /// <summary>Adds all matches of a control to a list; an owner may have several.</summary>
    public void Collect(int node, List<SelectorMatch> matches)
    {
        if (IsEmpty || !space.IsKnownTo(node, level)) return;
        if (_references is { } references)
            for (var at = ReferenceNodes.AtOrAbove(node); at >= 0; at = ReferenceNodes.Above(at))
                AddAll(references[at], space.Depths[node] - space.Depths[at], matches);
        if (HasPatterns)
            for (var at = PatternNodes.AtOrAbove(node); at >= 0; at = PatternNodes.Above(at)) CollectPatterns(at, matches);
        if (_baselines.Count > 0)
            for (var at = BaselineNodes.AtOrAbove(node); at >= 0; at = BaselineNodes.Above(at)) CollectBaselines(at, matches);
        AddByCatalog(node, matches);
    }

    /// <summary>The selector class of a control. Controls of one class have the same matches, in the same order of
    /// nearness.</summary>
    public SelectorClass ClassOf(int node)
    {
        if (IsEmpty || !space.IsKnownTo(node, level)) return default;
        return new SelectorClass(
            space.PartOf(node).Number + 1,
            space.CatalogControlAbove(node) is >= 0 and var above ? space.PartOf(above).Number + 1 : 0,
            _references is null ? -1 : ReferenceNodes.AtOrAbove(node),
            HasPatterns ? PatternNodes.AtOrAbove(node) : -1,
            _baselines.Count > 0 ? BaselineNodes.AtOrAbove(node) : -1);
    }

    private bool HasPatterns => _prefixes.Count > 0 || _groups.Count > 0;

    private NearestNodes ReferenceNodes =>
        _referenceNodes ??= new NearestNodes(space.TopDown, space.CoveringParentOf, at => _references![at] > 0);

    private NearestNodes PatternNodes => _patternNodes ??= new NearestNodes(space.TopDown, space.ParentOf, at => CollectPatterns(at, null));

    private NearestNodes BaselineNodes =>
        _baselineNodes ??= new NearestNodes(space.TopDown, space.CoveringParentOf, at => CollectBaselines(at, null));

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

    // Adds the matches of a control by its key and group. Without a list, only checks whether there are any.
    private bool CollectPatterns(int node, List<SelectorMatch>? matches)
    {
        // A row may be below a control that the document at this level does not know.
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
        var nodes = (_groupNodes ??= space.Parts.ToDictionary(known => known, NodesOfGroups))[part];
        for (var at = nodes.AtOrAbove(groups.Of(node - part.Start)); at >= 0; at = nodes.Above(at))
        {
            isFound |= AddAll(SelectorKind.Group, _groups[groups.IdOf(at)], part, GroupRank, matches);
            if (isFound && matches is null) break;
        }
        return isFound;
    }

    private NearestNodes NodesOfGroups(ControlSpace.Part part)
    {
        var groups = part.Index.Groups;
        return new NearestNodes(groups.TopDown, groups.ParentOf, group => _groups.ContainsKey(groups.IdOf(group)));
    }

    // For each control, the numbers of the baselines that list it.
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
                    // A baseline may list a control twice.
                    if (listed.Count == 0 || listed[^1] != number) listed.Add(number);
                }
            }
        }
        return found;
    }

    // Adds the selectors of a kind that name this catalog or none.
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
