using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs;

/// <summary>Finds the controls of a catalog by key, and its groups by number. Created once for a catalog. Thread-safe.</summary>
internal sealed class CatalogIndex
{
    private static readonly ConditionalWeakTable<Catalog, CatalogIndex> Known = [];
    private readonly Dictionary<ControlKey, int> _byId;
    private readonly Dictionary<ControlKey, int> _byAlias = [];
    private readonly KeyPrefixes _aliasPrefixes = new();

    /// <summary>Creates an index that is not shared; <see cref="Of"/> returns a shared one.</summary>
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
        Groups = new CatalogGroups(catalog);
    }

    /// <summary>The catalog.</summary>
    public Catalog Catalog { get; }

    internal ControlKey[] Keys { get; }

    internal CatalogGroups Groups { get; }

    /// <summary>Whether two controls have the same key.</summary>
    internal bool HasRepeatedIds { get; }

    /// <summary>The index of a catalog.</summary>
    /// <param name="catalog">The catalog.</param>
    public static CatalogIndex Of(Catalog catalog) => Known.GetValue(catalog, made => new CatalogIndex(made));

    /// <summary>Finds a control by its id in any spelling; ids precede aliases and alias prefixes. Returns null if there is none.</summary>
    /// <param name="id">The id.</param>
    public Control? Find(string id) => Position(id) is >= 0 and var at ? Catalog.Controls[at] : null;

    /// <summary>The position of a control by its id in any spelling, or -1.</summary>
    internal int Position(string? id) => ControlKey.TryParse(id, out var key) ? Find(key) : -1;

    /// <summary>The position of a control by its key, or -1.</summary>
    internal int Find(ControlKey key)
    {
        if (FindExact(key) is >= 0 and var at) return at;
        if (_aliasPrefixes.Count == 0) return -1;
        var search = _aliasPrefixes.Of(key);
        while (search.MoveNext() && search.RunCount < key.RunCount)
            if (FindExact(key.Skip(search.RunCount)) is >= 0 and var behind) return behind;
        return -1;
    }

    /// <summary>Suggests what a reference to a control probably meant; nothing if nothing is near, or after enough suggestions.</summary>
    internal static Suggestion Suggest(in Selector reference, IEnumerable<CatalogIndex> catalogs, Suggestions suggestions) =>
        Group(reference, catalogs) is { } group ? new(group) : suggestions.For(reference.Body, Ids(catalogs));

    /// <summary>What a reference to a control probably meant: a group or baseline with that id, or the nearest control; null if nothing is
    /// near.</summary>
    internal static string? Near(in Selector reference, IEnumerable<CatalogIndex> catalogs) =>
        Group(reference, catalogs) ?? Nearest.Find(reference.Body, Ids(catalogs));

    private static string? Group(in Selector reference, IEnumerable<CatalogIndex> catalogs)
    {
        var body = reference.Body;
        var catalog = reference.ToString()[..^body.Length];
        foreach (var index in catalogs)
        {
            if (index.Groups.Find(body) >= 0) return $"{catalog}group:{body}";
            foreach (var baseline in index.Catalog.Baselines)
                if (baseline.Id == body) return $"{catalog}baseline:{body}";
        }
        return null;
    }

    private static IEnumerable<string> Ids(IEnumerable<CatalogIndex> catalogs) =>
        catalogs.SelectMany(index => index.Catalog.Controls.Select(control => control.Id));

    private int FindExact(ControlKey key) => _byId.TryGetValue(key, out var at) || _byAlias.TryGetValue(key, out at) ? at : -1;
}
