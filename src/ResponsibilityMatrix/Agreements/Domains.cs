using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The domain of each control: the topmost group that it, or a control above it, belongs to. Not shared between questions.</summary>
internal sealed class Domains(ControlSpace space)
{
    /// <summary>The domain of rows of the document's own that belong to no group with a title.</summary>
    public const string OwnRows = "Particular to this service";

    private readonly Dictionary<(ControlSpace.Part Part, string Group), string> _titles = [];
    private readonly Dictionary<ControlSpace.Part, Dictionary<string, int>> _orders = [];

    public string Of(int node)
    {
        var part = space.PartOf(node);
        var isRow = ReferenceEquals(part, space.Local);
        for (var at = node; at >= 0 && space.IsRow(at) == isRow; at = space.ParentOf(at))
            if (space.ControlOf(at).Group is { } group) return TitleOf(part, group);
        return isRow ? OwnRows : part.Index.Catalog.Title;
    }

    /// <summary>Where a domain comes among the others: in the order of the catalogs, and of the groups within each; rows of the document's own last.</summary>
    public long PlaceOf(int node)
    {
        var part = space.PartOf(node);
        if (!_orders.TryGetValue(part, out var order))
        {
            _orders.Add(part, order = new(StringComparer.Ordinal));
            foreach (var group in part.Index.Catalog.Groups) order.TryAdd(group.Title, order.Count);
        }
        return ((long)part.Start << 32) + order.GetValueOrDefault(Of(node), int.MaxValue);
    }

    private string TitleOf(ControlSpace.Part part, string group)
    {
        if (_titles.TryGetValue((part, group), out var known)) return known;
        var top = part.Index.GroupAndAbove(group).Last();
        var title = part.Index.Catalog.Groups.FirstOrDefault(listed => listed.Id == top)?.Title ?? (ReferenceEquals(part, space.Local) ? OwnRows : top);
        _titles.Add((part, group), title);
        return title;
    }
}
