namespace ResponsibilityMatrix.Resolution;

/// <summary>The domain of each control: the topmost group that contains it or one of its ancestors. Not shared between requests.</summary>
internal sealed class Domains(ControlSpace space)
{
    /// <summary>The domain of the document's own rows that are in no titled group.</summary>
    public const string OwnRows = "Particular to this service";

    private readonly Dictionary<ControlSpace.Part, Dictionary<string, int>> _orders = [];
    private string[]? _titles;

    public string Of(int node) => (_titles ??= FindTitles())[node];

    /// <summary>The sort position of a domain: by catalog, then by group within the catalog; the document's own rows last.</summary>
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

    private string[] FindTitles()
    {
        var groups = space.Parts.ToDictionary(part => part, TitlesOfGroups);
        var titles = new string[space.Count];
        // Controls come before their descendants.
        for (var i = titles.Length - 1; i >= 0; i--)
        {
            var node = space.DeepestFirst[i];
            var part = space.PartOf(node);
            titles[node] = part.Index.Groups.Of(node - part.Start) is >= 0 and var group ? groups[part][group]
                : space.ParentOf(node) is >= 0 and var above && space.IsRow(above) == space.IsRow(node) ? titles[above]
                : space.IsRow(node) ? OwnRows
                : part.Index.Catalog.Title;
        }
        return titles;
    }

    // For each group, the title of its topmost ancestor.
    private string[] TitlesOfGroups(ControlSpace.Part part)
    {
        var groups = part.Index.Groups;
        var titles = new string[groups.Count];
        Dictionary<string, string> listed = new(StringComparer.Ordinal);
        foreach (var group in part.Index.Catalog.Groups) listed.TryAdd(group.Id, group.Title);
        foreach (var group in groups.TopDown)
            titles[group] = groups.ParentOf(group) is >= 0 and var above ? titles[above]
                : listed.GetValueOrDefault(groups.IdOf(group), ReferenceEquals(part, space.Local) ? OwnRows : groups.IdOf(group));
        return titles;
    }
}
