using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The commitment to ask for on a control that needs one.</summary>
/// <param name="Metrics">The metrics; a commitment to any one of them is enough.</param>
/// <param name="Question">The question to the provider, who is addressed as "you".</param>
internal sealed record AskedCommitment(ValueList<CommitmentMetric> Metrics, string Question);

/// <summary>The controls of a matrix that need a commitment, as the metrics state them.</summary>
internal sealed class AskedCommitments
{
    private readonly List<(Selector Control, AskedCommitment Asked)> _all;
    private readonly ControlSpace _space;
    private readonly Dictionary<int, AskedCommitment> _byNode = [];

    public AskedCommitments(Engine engine)
    {
        _space = engine.Space;
        _all = [.. engine.Terms.Metrics
            .SelectMany(metric => metric.Controls.Select(control => (control, metric)))
            .GroupBy(pair => (pair.control.CatalogId, pair.control.Edition, pair.control.Key))
            .Select(group => (group.First().control, new AskedCommitment(
                group.Select(pair => pair.metric).ToValueList(),
                string.Join(' ', group.Select(pair => pair.metric.Question).Distinct()))))];
        foreach (var (control, asked) in _all) Add($"{control.CatalogId}@{control.Edition}", control.Key, asked);
        foreach (var mapping in engine.Effective.Documents.Mappings)
        {
            foreach (var relation in mapping.Relations)
            {
                if (relation.Relation != ControlRelation.Equal || relation.From is not [var from] || relation.To is not [var to]
                    || !ControlKey.TryParse(from, out var one) || !ControlKey.TryParse(to, out var other)) continue;
                if (Find(mapping.To, other) is { } same) Add(mapping.From, one, same);
                else if (Find(mapping.From, one) is { } of) Add(mapping.To, other, of);
            }
        }
        for (var i = 0; i < _space.Local.Count; i++)
        {
            foreach (var mapped in _space.Local.Index.Catalog.Controls[i].MapsTo)
            {
                if (mapped.Relation == ControlRelation.Equal && Selector.TryParse(mapped.Control, out var reference)
                    && Find(_space.ReadOfRow(reference, _space.Local.Start + i)) is { } asked)
                    _byNode.TryAdd(_space.Local.Start + i, asked);
            }
        }
    }

    /// <summary>What to ask about a control, by its position in the matrix; null for most controls.</summary>
    public AskedCommitment? Of(int node) => _byNode.GetValueOrDefault(node);

    private void Add(string catalog, in ControlKey key, AskedCommitment asked)
    {
        foreach (var part in _space.Parts)
            if (part.Identity == catalog && part.Index.Find(key) is >= 0 and var at) _byNode.TryAdd(part.Start + at, asked);
    }

    private AskedCommitment? Find(string catalog, ControlKey key) =>
        _all.Find(known => known.Control.Key == key && $"{known.Control.CatalogId}@{known.Control.Edition}" == catalog).Asked;

    private AskedCommitment? Find(Selector reference) => reference.Kind != SelectorKind.Control ? null
        : _all.Find(known => known.Control.Key == reference.Key && known.Control.CatalogId == reference.CatalogId
            && (reference.Edition is null || reference.Edition == known.Control.Edition)).Asked;
}
