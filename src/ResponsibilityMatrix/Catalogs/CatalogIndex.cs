using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs;

/// <summary>
/// Finds the controls of a catalog by key, and knows parents and groups by position. Made once for a catalog; thread-safe.
/// </summary>
public sealed class CatalogIndex
{
    private static readonly ConditionalWeakTable<Catalog, CatalogIndex> Known = [];
    private readonly Dictionary<ControlKey, int> _byId;
    private readonly Dictionary<ControlKey, int> _byAlias = [];
    private readonly List<ControlKey> _aliasPrefixes = [];
    private readonly Dictionary<string, string?> _groupParents = new(StringComparer.Ordinal);

    /// <summary>An index that nobody else will ask for; <see cref="Of"/> shares one.</summary>
    internal CatalogIndex(Catalog catalog)
    {
        Catalog = catalog;
        var controls = catalog.Controls;
        Keys = new ControlKey[controls.Count];
        _byId = new(controls.Count);
        for (var i = 0; i < controls.Count; i++)
        {
            if (!ControlKey.TryParse(controls[i].Id, out var key)) continue;
            Keys[i] = key;
            HasRepeatedIds |= !_byId.TryAdd(key, i);
        }
        for (var i = 0; i < controls.Count; i++)
            foreach (var alias in controls[i].Aliases)
                if (ControlKey.TryParse(alias, out var key)) _byAlias.TryAdd(key, i);
        foreach (var prefix in catalog.AliasPrefixes)
            if (ControlKey.TryParse(prefix, out var key)) _aliasPrefixes.Add(key);
        foreach (var group in catalog.Groups) _groupParents.TryAdd(group.Id, group.Parent);
    }

    /// <summary>The catalog.</summary>
    public Catalog Catalog { get; }

    internal ControlKey[] Keys { get; }

    /// <summary>Whether two controls have one key.</summary>
    internal bool HasRepeatedIds { get; }

    /// <summary>The index of a catalog.</summary>
    /// <param name="catalog">The catalog.</param>
    public static CatalogIndex Of(Catalog catalog) => Known.GetValue(catalog, made => new CatalogIndex(made));

    /// <summary>The control of an id in any spelling, by its own id before aliases and alias prefixes, or null.</summary>
    /// <param name="id">The id.</param>
    public Control? Find(string id) => ControlKey.TryParse(id, out var key) && Find(key) is >= 0 and var at ? Catalog.Controls[at] : null;

    /// <summary>The position of a control, or -1.</summary>
    internal int Find(ControlKey key)
    {
        if (FindExact(key) is >= 0 and var at) return at;
        foreach (var prefix in _aliasPrefixes)
            if (key.RunCount > prefix.RunCount && key.StartsWith(prefix) && FindExact(key.Skip(prefix.RunCount)) is >= 0 and var behind) return behind;
        return -1;
    }

    /// <summary>A group and the groups above it, nearest first. A group that the catalog does not list stands alone.</summary>
    internal IEnumerable<string> GroupAndAbove(string group)
    {
        var steps = 0;
        for (string? at = group; at is not null && steps++ <= _groupParents.Count; at = _groupParents.GetValueOrDefault(at)) yield return at;
    }

    private int FindExact(ControlKey key) => _byId.TryGetValue(key, out var at) || _byAlias.TryGetValue(key, out at) ? at : -1;
}
