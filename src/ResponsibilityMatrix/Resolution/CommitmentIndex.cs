using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>A commitment of a matrix or of a base, with its side and its place.</summary>
internal sealed class PlacedCommitment
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

/// <summary>Finds the commitments of a matrix and its bases by control, duty and metric, in one context. Not
/// thread-safe.</summary>
internal sealed class CommitmentIndex
{
    private readonly Dictionary<string, PlacedCommitment> _byId = new(StringComparer.Ordinal);
    private readonly List<(SelectorTable Table, List<PlacedCommitment> Owners)> _tables = [];
    private readonly List<SelectorMatch> _matches = [];
    private ILookup<string, PlacedCommitment>? _byMetric;

    public CommitmentIndex(Engine engine, ResolutionContext context)
    {
        var effective = engine.Effective;
        var numbers = engine.ValueIndexesOf(context);
        for (var level = 0; level < effective.Levels.Count; level++)
        {
            // Each document interprets its own selectors. A nearer commitment replaces those with the same id.
            var document = effective.Levels[level];
            var table = new SelectorTable(engine.Space, level);
            List<PlacedCommitment> owners = [];
            for (var i = 0; i < document.Matrix.Commitments.Count; i++)
            {
                var commitment = document.Matrix.Commitments[i];
                var party = effective.PartyId(commitment.Party, level);
                var tied = new PlacedCommitment
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

    public IReadOnlyCollection<PlacedCommitment> All => _byId.Values;

    /// <summary>The commitments with a metric, for any controls and duties.</summary>
    public IEnumerable<PlacedCommitment> WithMetric(string metric) =>
        (_byMetric ??= _byId.Values.ToLookup(tied => tied.Commitment.Metric, StringComparer.Ordinal))[metric];

    /// <summary>Whether any commitment selects controls.</summary>
    public bool HasSelectors => _tables.Count > 0;

    /// <summary>Adds the commitments that select a control to a list, possibly with repetitions.</summary>
    public void Collect(int node, List<PlacedCommitment> found)
    {
        foreach (var (table, owners) in _tables)
        {
            _matches.Clear();
            table.Collect(node, _matches);
            foreach (var match in _matches) found.Add(owners[match.Owner]);
        }
    }

    /// <summary>Adds the commitments of a duty to a list.</summary>
    public void Collect(ResolvedDuty duty, List<PlacedCommitment> found)
    {
        foreach (var id in duty.Commitments)
            if (_byId.TryGetValue(id, out var tied)) found.Add(tied);
    }
}
