using System.Runtime.InteropServices;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>That a selector of an owner, such as an assignment, matches a control, and how near: a smaller rank is nearer.</summary>
internal readonly record struct SelectorMatch(int Owner, int SelectorIndex, int Rank);

/// <summary>
/// Finds the selectors that match a control without trying them all: references are kept by control, prefixes by key, groups by id.
/// Built by one thread, then read by many.
/// </summary>
internal sealed class SelectorTable(ControlSpace space, int level)
{
    public const int PrefixRank = 1 << 24;
    public const int GroupRank = 1 << 28;
    public const int CatalogRank = GroupRank + 1;
    public const int EverythingRank = GroupRank + 2;

    private readonly Dictionary<int, List<Entry>> _byControl = [];
    private readonly Dictionary<ControlKey, List<Entry>> _byPrefix = [];
    private readonly SortedSet<int> _prefixLengths = [];
    private readonly Dictionary<string, List<Entry>> _byGroup = new(StringComparer.Ordinal);
    private readonly List<Entry> _catalogs = [];
    private readonly List<Entry> _everything = [];

    public bool IsEmpty { get; private set; } = true;

    /// <summary>Adds the selectors of an owner as the document of this level reads them; a reference that names no one control is left out.</summary>
    public void Add(int owner, ValueList<Selector> selectors)
    {
        for (var i = 0; i < selectors.Count; i++)
        {
            if (selectors[i].Kind != SelectorKind.Control) Add(owner, i, selectors[i], -1);
            else if (space.Find(selectors[i], level, out var node) == ReferenceOutcome.Found) Add(owner, i, selectors[i], node);
        }
    }

    /// <summary>Adds a selector; for a control reference, with the control that it names.</summary>
    public void Add(int owner, int selectorIndex, Selector selector, int node)
    {
        var entry = new Entry(owner, selectorIndex, selector);
        IsEmpty = false;
        switch (selector.Kind)
        {
            case SelectorKind.Control: AddTo(_byControl, node, entry); break;
            case SelectorKind.Prefix:
                _prefixLengths.Add(selector.Key.RunCount);
                AddTo(_byPrefix, selector.Key, entry);
                break;
            case SelectorKind.Group: AddTo(_byGroup, selector.Body, entry); break;
            case SelectorKind.Catalog: _catalogs.Add(entry); break;
            case SelectorKind.Everything: _everything.Add(entry); break;
            default: break;
        }
    }

    /// <summary>Adds every match of a control to a list, nearest kinds first; one owner may come several times.</summary>
    public void Collect(int node, List<SelectorMatch> matches)
    {
        if (IsEmpty || !space.IsKnownTo(node, level)) return;
        if (_byControl.Count > 0)
        {
            var distance = 0;
            for (var at = node; at >= 0; at = space.CoveringParentOf(at), distance++)
                if (_byControl.TryGetValue(at, out var entries)) AddAll(entries, distance, null, matches);
        }
        if (_byPrefix.Count == 0 && _byGroup.Count == 0 && _catalogs.Count == 0 && _everything.Count == 0) return;
        var part = space.PartOf(node);
        for (var at = node; at >= 0 && (_byPrefix.Count > 0 || _byGroup.Count > 0); at = space.ParentOf(at))
        {
            if (_byPrefix.Count > 0)
            {
                var key = space.Keys[at];
                var keyPart = space.PartOf(at);
                foreach (var runs in _prefixLengths)
                    if (runs <= key.RunCount && _byPrefix.TryGetValue(key.Take(runs), out var entries)) AddAll(entries, PrefixRank - Math.Min(runs, PrefixRank / 2), keyPart, matches);
            }
            if (_byGroup.Count > 0 && space.ControlOf(at).Group is { } group)
            {
                var groupPart = space.PartOf(at);
                foreach (var id in groupPart.Index.GroupAndAbove(group))
                    if (_byGroup.TryGetValue(id, out var entries)) AddAll(entries, GroupRank, groupPart, matches);
            }
        }
        AddAll(_catalogs, CatalogRank, part, matches);
        AddAll(_everything, EverythingRank, null, matches);
    }

    private static void AddAll(List<Entry> entries, int rank, ControlSpace.Part? part, List<SelectorMatch> matches)
    {
        foreach (var entry in CollectionsMarshal.AsSpan(entries))
            if (part is null || part.Matches(entry.Selector)) matches.Add(new SelectorMatch(entry.Owner, entry.SelectorIndex, rank));
    }

    private static void AddTo<TKey>(Dictionary<TKey, List<Entry>> entries, TKey key, Entry entry) where TKey : notnull
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, key, out _);
        (list ??= []).Add(entry);
    }

    private readonly record struct Entry(int Owner, int SelectorIndex, Selector Selector);
}
