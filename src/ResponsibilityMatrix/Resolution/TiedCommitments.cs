using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>A commitment of a matrix or of a base.</summary>
internal sealed class TiedCommitment
{
    public required Commitment Commitment { get; init; }

    /// <summary>The party that makes the commitment, as the matrix names it.</summary>
    public required string Party { get; init; }

    public required Sides Side { get; init; }

    /// <summary>Whether its condition holds in the context.</summary>
    public required bool Holds { get; init; }

    public required MatrixDocument Document { get; init; }

    public required string Pointer { get; init; }

    public Place Place => Document.PlaceOf(Pointer);
}

/// <summary>The commitments of a matrix and its bases, by the controls and duties that they are tied to. Not shared between
/// questions.</summary>
internal sealed class TiedCommitments
{
    private readonly Dictionary<string, TiedCommitment> _byId = new(StringComparer.Ordinal);
    private readonly List<(SelectorTable Table, List<TiedCommitment> Owners)> _tables = [];
    private readonly List<SelectorMatch> _matches = [];
    private ILookup<string, TiedCommitment>? _byMetric;

    public TiedCommitments(Engine engine, ResolutionContext context)
    {
        var effective = engine.Effective;
        var numbers = engine.NumbersOf(context);
        for (var level = 0; level < effective.Levels.Count; level++)
        {
            // Each document's selectors mean what they mean there; a nearer one with the same id has taken the place of the others.
            var document = effective.Levels[level];
            var table = new SelectorTable(engine.Space, level);
            List<TiedCommitment> owners = [];
            for (var i = 0; i < document.Matrix.Commitments.Count; i++)
            {
                var commitment = document.Matrix.Commitments[i];
                var party = effective.PartyId(commitment.Party, level);
                var tied = new TiedCommitment
                {
                    Commitment = commitment,
                    Party = party,
                    Side = effective.SideOf(party),
                    Holds = engine.Levels[level].Compile(commitment.When).Holds(numbers),
                    Document = document,
                    Pointer = string.Create(CultureInfo.InvariantCulture, $"/commitments/{i}"),
                };
                if (!_byId.TryAdd(commitment.Id, tied)) continue;
                table.Add(owners.Count, commitment.Controls);
                owners.Add(tied);
            }
            if (!table.IsEmpty) _tables.Add((table, owners));
        }
    }

    public IReadOnlyCollection<TiedCommitment> All => _byId.Values;

    /// <summary>All of a metric, whatever they are tied to.</summary>
    public IEnumerable<TiedCommitment> OfMetric(string metric) =>
        (_byMetric ??= _byId.Values.ToLookup(tied => tied.Commitment.Metric, StringComparer.Ordinal))[metric];

    /// <summary>Whether any selects controls.</summary>
    public bool HasSelectors => _tables.Count > 0;

    /// <summary>Adds to a list those that select a control; one may come several times.</summary>
    public void Collect(int node, List<TiedCommitment> found)
    {
        foreach (var (table, owners) in _tables)
        {
            _matches.Clear();
            table.Collect(node, _matches);
            foreach (var match in _matches) found.Add(owners[match.Owner]);
        }
    }

    /// <summary>Adds to a list those that a duty names.</summary>
    public void Collect(ResolvedDuty duty, List<TiedCommitment> found)
    {
        foreach (var id in duty.Commitments)
            if (_byId.TryGetValue(id, out var tied)) found.Add(tied);
    }
}
