using System.Globalization;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Finds the differences between the commitments of two versions, matched by id, in contexts in which their conditions
/// hold.</summary>
internal sealed class CommitmentComparison(Engine oldVersion, Engine newVersion, ComparedParties parties)
{
    private readonly Side _old = new(oldVersion);
    private readonly Side _new = new(newVersion);

    /// <summary>The JSON Pointers of a commitment in both documents; null if a version does not have it.</summary>
    public (string? Old, string? New) PointersOf(string id) => (_old.PointerOf(id), _new.PointerOf(id));

    /// <summary>The parameters in the conditions of a commitment, by index in each version.</summary>
    public (IEnumerable<int> Old, IEnumerable<int> New) ParametersOf(string id) => (_old.ParametersOf(id), _new.ParametersOf(id));

    /// <summary>The ids of all commitments, those of the new version first.</summary>
    public IEnumerable<string> Ids => _new.Ids.Union(_old.Ids);

    /// <summary>The differences of a commitment in a context of each version.</summary>
    public List<Difference> Compare(string id, int[] oldContext, int[] newContext)
    {
        List<Difference> found = [];
        var (was, now) = (_old.Find(id, oldContext), _new.Find(id, newContext));
        if (was is null && now is null) return found;
        if (was is null)
            found.Add(new() { Kind = ChangeKind.CommitmentAdded, What = $"{Name(now!)} comes", After = now!.Target.ToString() });
        else if (now is null)
            found.Add(new() { Kind = ChangeKind.CommitmentRemoved, What = $"{Name(was)} is gone", Before = was.Target.ToString() });
        else Compare(was, now, found);
        return found;
    }

    private void Compare(Commitment was, Commitment now, List<Difference> found)
    {
        if (was.Notes != now.Notes)
            found.Add(
                new()
                {
                    Kind = ChangeKind.TextChanged,
                    Facet = ChangeFacet.Remarks,
                    What = $"the remarks of {Name(now)} are worded differently",
                    Before = was.Notes,
                    After = now.Notes,
                    SpeaksOfCustomer = parties.AddsSentenceAboutCustomer(was.Notes, now.Notes, false)
                });
        List<(string? Before, string? After)> facets = [];
        Facet("by", _old.ActorOf(was.Party), _new.ActorOf(now.Party));
        Facet("metric", was.Metric, now.Metric);
        Facet("for", was.Qualifier, now.Qualifier);
        Facet("window", was.Window, now.Window);
        Facet("needs", Set(was.DependsOn), Set(now.DependsOn));
        Facet("controls", Set(was.Controls.Select(selector => selector.ToString())),
            Set(now.Controls.Select(selector => selector.ToString())));
        var (old, next) = (was.Target, now.Target);
        var order = newVersion.Terms.Compare(old.Value, old.Unit, next.Value, next.Unit);
        if (facets.Count > 0 || old.Operator != next.Operator || old.From != next.From || order is null)
        {
            // Values of different commitments are not compared, but both are reported.
            if (order != 0 || old.Operator != next.Operator || old.From != next.From) facets.Insert(0, (old.ToString(), next.ToString()));
            found.Add(
                new()
                {
                    Kind = ChangeKind.CommitmentChanged,
                    What = $"{Name(now)} is another one",
                    Before = Join(facets.Select(facet => facet.Before)),
                    After = Join(facets.Select(facet => facet.After))
                });
            return;
        }
        if (order == 0) return;
        var isWeaker = old.Operator == TargetOperator.AtMost ? order < 0 : order > 0;
        found.Add(new()
        {
            Kind = isWeaker ? ChangeKind.CommitmentWeakened : ChangeKind.CommitmentStrengthened,
            What = $"{Name(now)} is {(isWeaker ? "weaker" : "stronger")}",
            Before = old.ToString(),
            After = next.ToString(),
        });

        void Facet(string name, string? before, string? after)
        {
            if (before != after) facets.Add((before is null ? null : $"{name} {before}", after is null ? null : $"{name} {after}"));
        }
    }

    private static string Name(Commitment commitment) => $"the commitment of {commitment.Metric}";

    private static string? Set(IEnumerable<string> items) =>
        string.Join(", ", items.Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : null;

    private static string? Join(IEnumerable<string?> parts) => string.Join("; ", parts.OfType<string>()) is { Length: > 0 } text ? text
        : null;

    private sealed class Side
    {
        private readonly Engine _engine;
        private readonly Dictionary<string, (Commitment Commitment, CompiledCondition When)> _commitments = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _pointers = new(StringComparer.Ordinal);

        public Side(Engine engine)
        {
            _engine = engine;
            Dictionary<string, (Commitment, CompiledCondition)> nearest = new(StringComparer.Ordinal);
            foreach (var level in engine.Levels)
                foreach (var commitment in level.Document.Matrix.Commitments)
                    nearest.TryAdd(
                        commitment.Id,
                        (commitment with { Party = engine.Effective.PartyId(commitment.Party, level.Level) },
                        level.Compile(commitment.When)));
            foreach (var commitment in engine.Effective.Commitments) _commitments.TryAdd(commitment.Id, nearest[commitment.Id]);
            var own = engine.Effective.Matrix.Commitments;
            for (var i = 0; i < own.Count; i++)
                _pointers.TryAdd(own[i].Id, string.Create(CultureInfo.InvariantCulture, $"/commitments/{i}"));
        }

        public IEnumerable<string> Ids => _commitments.Keys;

        public Commitment? Find(string id, int[] context) => _commitments.TryGetValue(id, out var found) && found.When.Holds(context)
            ? found.Commitment : null;

        public IEnumerable<int> ParametersOf(string id) => _commitments.TryGetValue(id, out var found) ? found.When.ConstrainedParameters
            : [];

        public string? PointerOf(string id) => _pointers.TryGetValue(id, out var pointer) ? pointer : _commitments.ContainsKey(id)
            ? "/extends" : null;

        public string ActorOf(string party)
        {
            var id = _engine.Effective.PartyId(party, 0);
            return Actor.Of(_engine.Effective, _engine.Effective.SideOf(id), id).ToString();
        }
    }
}
