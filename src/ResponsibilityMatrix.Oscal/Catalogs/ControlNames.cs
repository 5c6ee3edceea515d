using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>The controls of a catalog by their ids and aliases, in any spelling. Thread-safe.</summary>
internal sealed class ControlNames
{
    private static readonly ConditionalWeakTable<Catalog, ControlNames> Known = [];
    private readonly Catalog _catalog;
    private readonly Dictionary<ControlKey, Control> _controls = [];

    private ControlNames(Catalog catalog)
    {
        _catalog = catalog;
        foreach (var control in catalog.Controls)
            if (ControlKey.TryParse(control.Id, out var key)) _controls.TryAdd(key, control);
        // A control's own id wins over another's alias.
        foreach (var control in catalog.Controls)
            foreach (var alias in control.Aliases)
                if (ControlKey.TryParse(alias, out var key)) _controls.TryAdd(key, control);
    }

    /// <summary>The names of a catalog, made once for it.</summary>
    public static ControlNames Of(Catalog catalog) => Known.GetValue(catalog, static made => new ControlNames(made));

    /// <summary>The control of an id, or null.</summary>
    public Control? Find(string id)
    {
        if (!ControlKey.TryParse(id, out var key)) return null;
        if (_controls.TryGetValue(key, out var control)) return control;
        foreach (var prefix in _catalog.AliasPrefixes)
            if (prefix.Length > 0 && id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && ControlKey.TryParse(id[prefix.Length..], out key) && _controls.TryGetValue(key, out control)) return control;
        return null;
    }
}
