using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>A measurable promise as one of two statements has it.</summary>
/// <param name="What">Who promises what, apart from the value: the same in both statements.</param>
/// <param name="Value">The value, in one unit for each kind.</param>
/// <param name="Party">The name of the party that promises.</param>
/// <param name="Words">The promise in words.</param>
internal sealed record Promise(string What, string Value, string Party, string Words);

/// <summary>The promises of a statement, by the controls and duties that they are tied to. Not shared between questions.</summary>
internal sealed class Promises
{
    private const int MostOfOneControl = 64;
    private readonly ReconcileSide _side;
    private readonly Dictionary<string, Promise> _byId = new(StringComparer.Ordinal);
    private readonly List<Promise> _selecting = [];
    private readonly List<(SelectorTable Table, int First)> _tables = [];
    private readonly List<SelectorMatch> _matches = [];
    private long _left;

    public Promises(ReconcileSide side)
    {
        _side = side;
        _left = side.Resolver.Engine.Limits.MaxMatches;
        var context = side.Answer.Context;
        HashSet<string> ids = [.. side.Effective.Commitments.Where(commitment => commitment.When.HoldsIn(context)).Select(commitment => commitment.Id)];
        for (var level = 0; level < side.Effective.Levels.Count; level++)
        {
            // Each document's selectors mean what they mean there; a nearer one with the same id has taken the place of the others.
            var table = new SelectorTable(side.Space, level);
            _tables.Add((table, _selecting.Count));
            var first = _selecting.Count;
            foreach (var commitment in side.Effective.Levels[level].Matrix.Commitments)
            {
                if (!ids.Contains(commitment.Id) || !_byId.TryAdd(commitment.Id, Of(commitment, level))) continue;
                table.Add(_selecting.Count - first, commitment.Controls);
                _selecting.Add(_byId[commitment.Id]);
            }
        }
    }

    /// <summary>Whether selectors match so often that promises are missing.</summary>
    public bool IsSpent => _left < 0;

    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors of commitments match controls more than {_side.Resolver.Engine.Limits.MaxMatches:N0} times; not all differences between promises are told.",
        _side.Document.PlaceOf("/commitments"));

    /// <summary>The promises for controls and for the duties on them.</summary>
    public List<Promise> For(Cell cell)
    {
        List<Promise> found = [];
        if (_byId.Count == 0) return found;
        foreach (var node in cell.Nodes)
        {
            foreach (var (table, first) in _tables)
            {
                if (IsSpent || found.Count >= MostOfOneControl) break;
                _matches.Clear();
                table.Collect(node, _matches);
                _left -= _matches.Count + 1;
                found.AddRange(_matches.Select(match => _selecting[first + match.Owner]));
            }
        }
        foreach (var duty in cell.Answer!.Duties.AsSpan()[..Math.Min(cell.Answer.Duties.Count, MostOfOneControl)])
            foreach (var id in duty.Commitments)
                if (_byId.TryGetValue(id, out var promise)) found.Add(promise);
        return [.. found.Distinct().Take(MostOfOneControl)];
    }

    private Promise Of(Commitment commitment, int level)
    {
        var party = _side.Effective.PartyId(commitment.Party, level);
        var side = _side.Effective.SideOf(party);
        var name = _side.Effective.FindParty(party)?.Name ?? party;
        var target = commitment.Target;
        var (value, unit) = InOneUnit(target.Value, target.Unit);
        var qualifier = commitment.Qualifier is { } known ? $" for {known}" : "";
        var from = target.From is { } start ? $" from {start}" : "";
        var window = commitment.Window is { } time ? $" over a {time}" : "";
        var direction = target.Operator == TargetOperator.AtLeast ? "at least" : "at most";
        return new Promise(
            $"{side}|{(side == Sides.ThirdParty ? party : "")}|{commitment.Metric}|{commitment.Qualifier}",
            string.Create(CultureInfo.InvariantCulture, $"{direction} {value:0.############################} {unit}{from}{window}"),
            name,
            string.Create(CultureInfo.InvariantCulture, $"{commitment.Metric}{qualifier}, {direction} {target.Value:0.############################} {target.Unit}{from}{window}"));
    }

    private static (decimal Value, string Unit) InOneUnit(decimal value, string unit)
    {
        var minutes = unit switch
        {
            "minutes" => 1,
            "hours" => 60,
            "days" => 24 * 60,
            "months" => 30 * 24 * 60,
            _ => 0,
        };
        return minutes == 0 || Math.Abs(value) > decimal.MaxValue / (30 * 24 * 60) ? (value, unit) : (value * minutes, "minutes");
    }
}
