using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Catalogs;

/// <summary>The groups of a catalog by number: the listed groups in order, then those that only controls name. Immutable and
/// thread-safe.</summary>
internal sealed class CatalogGroups
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private readonly int[] _ofControls;
    private readonly int[] _parents;

    public CatalogGroups(Catalog catalog)
    {
        foreach (var group in catalog.Groups) NumberOf(group.Id);
        _ofControls = new int[catalog.Controls.Count];
        for (var i = 0; i < _ofControls.Length; i++) _ofControls[i] = catalog.Controls[i].Group is { } group ? NumberOf(group) : -1;
        _parents = new int[_ids.Count];
        Array.Fill(_parents, -1);
        HashSet<int> seen = [];
        foreach (var group in catalog.Groups)
            if (seen.Add(_numbers[group.Id]) && group.Parent is { } parent && _numbers.TryGetValue(parent, out var above))
                _parents[_numbers[group.Id]] = above;
        TopDown = InOrder();
    }

    public int Count => _ids.Count;

    /// <summary>All groups, each after its parent.</summary>
    public int[] TopDown { get; }

    public string IdOf(int group) => _ids[group];

    /// <summary>The number of a group, or -1.</summary>
    public int Find(string id) => _numbers.TryGetValue(id, out var group) ? group : -1;

    /// <summary>The group that a control names, or -1.</summary>
    public int Of(int control) => _ofControls[control];

    /// <summary>The parent of a group, or -1. A cycle of groups is broken at one of them.</summary>
    public int ParentOf(int group) => _parents[group];

    private int NumberOf(string id)
    {
        if (_numbers.TryGetValue(id, out var number)) return number;
        _numbers.Add(id, _ids.Count);
        _ids.Add(id);
        return _ids.Count - 1;
    }

    private int[] InOrder()
    {
        var order = new List<int>(Count);
        var states = new byte[Count];
        List<int> path = [];
        for (var group = 0; group < Count; group++)
        {
            path.Clear();
            for (var at = group; at >= 0 && states[at] == 0; at = _parents[at])
            {
                states[at] = 1;
                path.Add(at);
                // The walk met the group again.
                if (_parents[at] >= 0 && states[_parents[at]] == 1) _parents[at] = -1;
            }
            for (var i = path.Count - 1; i >= 0; i--)
            {
                states[path[i]] = 2;
                order.Add(path[i]);
            }
        }
        return [.. order];
    }
}
