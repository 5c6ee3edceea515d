using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The evidence that the rows of a document name, each title once.</summary>
internal sealed class EvidenceEntries
{
    private readonly Dictionary<string, Evidence> _byTitle = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);

    public IEnumerable<Evidence> All => _byTitle.Values;

    /// <summary>The id of an entry with a title.</summary>
    public string IdOf(string title)
    {
        if (_byTitle.TryGetValue(title, out var known)) return known.Id;
        var slug = Slugs.Of(title, "evidence");
        var id = slug;
        var number = _last.GetValueOrDefault(slug, 1);
        while (!_ids.Add(id)) id = $"{slug}-{++number}";
        _last[slug] = number;
        _byTitle.Add(title, new Evidence { Id = id, Kind = EvidenceKind.Other, Title = title });
        return id;
    }
}
