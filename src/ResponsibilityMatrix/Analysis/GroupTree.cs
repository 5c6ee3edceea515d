using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Analysis;

/// <summary>Finds invalid parents of groups, in a catalog or a matrix.</summary>
internal sealed class GroupTree
{
    private readonly ValueList<ControlGroup> _stated;
    private readonly Dictionary<string, ControlGroup> _known = new(StringComparer.Ordinal);

    /// <summary>The groups of a document.</summary>
    /// <param name="stated">The groups that the document states.</param>
    /// <param name="known">All groups, including those of its bases.</param>
    public GroupTree(ValueList<ControlGroup> stated, IEnumerable<ControlGroup> known)
    {
        _stated = stated;
        foreach (var group in known) _known.TryAdd(group.Id, group);
    }

    /// <summary>The ids of all groups.</summary>
    public IReadOnlyCollection<string> Ids => _known.Keys;

    public bool Has(string id) => _known.ContainsKey(id);

    /// <summary>The positions of the stated groups that name an unknown parent.</summary>
    public IEnumerable<int> WithUnknownParent()
    {
        for (var i = 0; i < _stated.Count; i++)
            if (_stated[i].Parent is { Length: > 0 } parent && !Has(parent)) yield return i;
    }

    /// <summary>The positions of stated groups that are their own ancestors, one for each cycle.</summary>
    public IEnumerable<int> Circles()
    {
        Dictionary<string, int> positions = new(StringComparer.Ordinal);
        for (var i = 0; i < _stated.Count; i++) positions.TryAdd(_stated[i].Id, i);
        Dictionary<string, int> reachedFrom = new(StringComparer.Ordinal);
        for (var i = 0; i < _stated.Count; i++)
        {
            var at = Find(_stated[i].Id);
            while (at is not null && reachedFrom.TryAdd(at.Id, i)) at = Find(at.Parent);
            // The walk returned to a group that it had passed itself.
            if (at is null || reachedFrom[at.Id] != i) continue;
            var start = at;
            while (!positions.ContainsKey(at.Id) && Find(at.Parent) is { } next && next != start) at = next;
            yield return positions.GetValueOrDefault(at.Id, i);
        }
    }

    private ControlGroup? Find(string? id) => id is null ? null : _known.GetValueOrDefault(id);
}
