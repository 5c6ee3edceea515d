using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A commitment that holds in a context, with the id here of the party that promises.</summary>
internal sealed record TiedPromise(Commitment Commitment, string Party);

/// <summary>The commitments of a matrix that hold in a context, by the controls and duties that they are tied to. Not shared between questions.</summary>
internal sealed class TiedPromises
{
    private const int MostOfOneControl = 64;
    private readonly Dictionary<string, TiedPromise> _byId = new(StringComparer.Ordinal);
    private readonly List<(SelectorTable Table, List<TiedPromise> Promises)> _tables = [];
    private readonly List<SelectorMatch> _matches = [];
    private readonly Engine _engine;
    private long _left;

    public TiedPromises(Engine engine, ResolutionContext context)
    {
        _engine = engine;
        _left = engine.Limits.MaxMatches;
        var effective = engine.Effective;
        // A nearer document's commitment takes the place of its base's, wherever that one was tied to.
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var level = 0; level < effective.Levels.Count; level++)
        {
            var table = new SelectorTable(engine.Space, level);
            List<TiedPromise> promises = [];
            foreach (var commitment in effective.Levels[level].Matrix.Commitments)
            {
                if (!seen.Add(commitment.Id) || !Holds(commitment.When, context)) continue;
                var promise = new TiedPromise(commitment, effective.PartyId(commitment.Party, level));
                _byId.Add(commitment.Id, promise);
                table.Add(promises.Count, commitment.Controls);
                promises.Add(promise);
            }
            _tables.Add((table, promises));
        }
    }

    public bool IsSpent => _left < 0;

    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors of commitments match controls more than {_engine.Limits.MaxMatches:N0} times; promises are missing from the checklist.",
        _engine.Effective.Document.PlaceOf("/commitments"));

    /// <summary>The promises tied to a control or to one of the duties on it, each once.</summary>
    public IReadOnlyList<TiedPromise> For(int node, ValueList<ResolvedDuty> duties)
    {
        if (_byId.Count == 0) return [];
        List<TiedPromise> found = [];
        foreach (var (table, promises) in _tables)
        {
            if (IsSpent || table.IsEmpty) continue;
            _matches.Clear();
            table.Collect(node, _matches);
            _left -= _matches.Count + 1;
            foreach (var match in _matches)
                if (found.Count < MostOfOneControl) Add(promises[match.Owner]);
        }
        foreach (var duty in duties.AsSpan()[..Math.Min(duties.Count, MostOfOneControl)])
            foreach (var id in duty.Commitments)
                if (found.Count < MostOfOneControl && _byId.TryGetValue(id, out var promise)) Add(promise);
        return found;

        void Add(TiedPromise promise)
        {
            if (!found.Exists(known => ReferenceEquals(known, promise))) found.Add(promise);
        }
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
