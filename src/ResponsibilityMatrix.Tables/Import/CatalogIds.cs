using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Finds controls of a catalog by their ids in any spelling.</summary>
internal sealed class CatalogIds
{
    private readonly Dictionary<ControlKey, Control> _controls = [];
    private readonly List<ControlKey> _prefixes = [];

    public CatalogIds(Catalog catalog)
    {
        Catalog = catalog;
        foreach (var control in catalog.Controls)
            if (ControlKey.TryParse(control.Id, out var key)) _controls.TryAdd(key, control);
        foreach (var control in catalog.Controls)
            foreach (var alias in control.Aliases)
                if (ControlKey.TryParse(alias, out var key)) _controls.TryAdd(key, control);
        foreach (var prefix in catalog.AliasPrefixes)
            if (ControlKey.TryParse(prefix, out var key)) _prefixes.Add(key);
    }

    public Catalog Catalog { get; }

    /// <summary>The control with an id, or null.</summary>
    public Control? Find(string id) => ControlKey.TryParse(id, out var key) ? Find(key) : null;

    /// <summary>The control with a key, or null.</summary>
    public Control? Find(ControlKey key)
    {
        if (_controls.TryGetValue(key, out var control)) return control;
        foreach (var prefix in _prefixes)
            if (key.StartsWith(prefix) && key.RunCount > prefix.RunCount && _controls.TryGetValue(key.Skip(prefix.RunCount), out control))
                return control;
        return null;
    }

    /// <summary>The control with the longest part of an id, in force, or null.</summary>
    public Control? Ancestor(string id)
    {
        if (!ControlKey.TryParse(id, out var key)) return null;
        for (var runs = Math.Min(key.RunCount - 1, 12); runs > 0; runs--)
            if (Find(key.Take(runs)) is { IsWithdrawn: false } control) return control;
        return null;
    }

    /// <summary>Whether a control of the catalog has a key, withdrawn ones included.</summary>
    public bool Has(string id) => Find(id) is not null;
}
