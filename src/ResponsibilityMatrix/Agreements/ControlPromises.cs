using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A promise of a matrix, with who makes it and whether it holds in the context.</summary>
internal sealed record ControlPromise
{
    public required Commitment Commitment { get; init; }

    public required string Party { get; init; }

    public required Sides Side { get; init; }

    public required bool Holds { get; init; }

    public required MatrixDocument Document { get; init; }

    public required string Pointer { get; init; }
}

/// <summary>The promises of a matrix and its bases, by the controls and duties that they are tied to. Not shared between questions.</summary>
internal sealed class ControlPromises
{
    private readonly Dictionary<string, ControlPromise> _byId = new(StringComparer.Ordinal);
    private readonly List<(SelectorTable Table, List<ControlPromise> Owners)> _tables = [];
    private readonly List<SelectorMatch> _matches = [];
    private readonly ILookup<string, ControlPromise> _byMetric;

    public ControlPromises(Engine engine, ResolutionContext context)
    {
        var effective = engine.Effective;
        for (var level = 0; level < effective.Levels.Count; level++)
        {
            // Each document's selectors mean what they mean there; a nearer one with the same id has taken the place of the others.
            var document = effective.Levels[level];
            var table = new SelectorTable(engine.Space, level);
            List<ControlPromise> owners = [];
            for (var i = 0; i < document.Matrix.Commitments.Count; i++)
            {
                var commitment = document.Matrix.Commitments[i];
                var party = effective.PartyId(commitment.Party, level);
                var promise = new ControlPromise
                {
                    Commitment = commitment,
                    Party = party,
                    Side = effective.SideOf(party),
                    Holds = Holds(commitment.When, context),
                    Document = document,
                    Pointer = $"/commitments/{i}",
                };
                if (!_byId.TryAdd(commitment.Id, promise)) continue;
                table.Add(owners.Count, commitment.Controls);
                owners.Add(promise);
            }
            if (owners.Count > 0) _tables.Add((table, owners));
        }
        _byMetric = _byId.Values.ToLookup(promise => promise.Commitment.Metric, StringComparer.Ordinal);
    }

    /// <summary>All promises of a metric, whatever they are tied to.</summary>
    public IEnumerable<ControlPromise> OfMetric(string metric) => _byMetric[metric];

    /// <summary>Adds to a list the promises that select a control; one may come several times.</summary>
    public void Collect(int node, List<ControlPromise> found)
    {
        foreach (var (table, owners) in _tables)
        {
            _matches.Clear();
            table.Collect(node, _matches);
            foreach (var match in _matches) found.Add(owners[match.Owner]);
        }
    }

    /// <summary>Adds to a list the promises that a duty names.</summary>
    public void Collect(ResolvedDuty duty, List<ControlPromise> found)
    {
        foreach (var id in duty.Commitments)
            if (_byId.TryGetValue(id, out var promise)) found.Add(promise);
    }

    private static bool Holds(Condition condition, ResolutionContext context)
    {
        foreach (var (id, values) in condition.Parameters)
        {
            var value = id == Condition.ServiceModel ? context.ServiceModel : context.Parameters.TryGetValue(id, out var known) ? known : null;
            if (value is null || !values.Contains(value)) return false;
        }
        return true;
    }
}
