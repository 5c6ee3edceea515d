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
    private readonly TiedCommitments _commitments;
    private readonly Dictionary<TiedCommitment, Promise> _promises = [];
    private readonly List<TiedCommitment> _tied = [];
    private long _left;

    public Promises(ReconcileSide side)
    {
        _side = side;
        _left = side.Resolver.Engine.Limits.MaxMatches;
        _commitments = new TiedCommitments(side.Resolver.Engine, side.Answer.Context);
        foreach (var tied in _commitments.All)
            if (tied.Holds) _promises.Add(tied, Of(tied));
    }

    /// <summary>Whether selectors match so often that promises are missing.</summary>
    public bool IsSpent => _left < 0;

    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors of commitments match controls more than {_side.Resolver.Engine.Limits.MaxMatches:N0} times; not all differences " +
            $"between promises are told.",
        _side.Document.PlaceOf("/commitments"));

    /// <summary>The promises for controls and for the duties on them.</summary>
    public List<Promise> For(Cell cell)
    {
        if (_promises.Count == 0) return [];
        _tied.Clear();
        foreach (var node in cell.Nodes)
        {
            if (IsSpent || _tied.Count >= MostOfOneControl) break;
            var before = _tied.Count;
            _commitments.Collect(node, _tied);
            _left -= _tied.Count - before + 1;
        }
        foreach (var duty in cell.Answer!.Duties.AsSpan()[..Math.Min(cell.Answer.Duties.Count, MostOfOneControl)])
            _commitments.Collect(duty, _tied);
        return [.. _tied.Distinct().Select(_promises.GetValueOrDefault).OfType<Promise>().Distinct().Take(MostOfOneControl)];
    }

    private Promise Of(TiedCommitment tied)
    {
        var (commitment, party, side) = (tied.Commitment, tied.Party, tied.Side);
        var name = _side.Effective.FindParty(party)?.Name ?? party;
        var target = commitment.Target;
        var (value, unit) = CommitmentUnits.InSmallest(target.Value, target.Unit);
        var qualifier = commitment.Qualifier is { } known ? $" for {known}" : "";
        var from = target.From is { } start ? $" from {start}" : "";
        var window = commitment.Window is { } time ? $" over a {time}" : "";
        var direction = target.Operator == TargetOperator.AtLeast ? "at least" : "at most";
        return new Promise(
            $"{side}|{(side == Sides.ThirdParty ? party : "")}|{commitment.Metric}|{commitment.Qualifier}",
            string.Create(CultureInfo.InvariantCulture, $"{direction} {value:0.############################} {unit}{from}{window}"),
            name,
            string.Create(CultureInfo.InvariantCulture,
                $"{commitment.Metric}{qualifier}, {direction} {target.Value:0.############################} {target.Unit}{from}{window}"));
    }
}
