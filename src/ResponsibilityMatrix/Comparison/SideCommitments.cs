using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>A measurable commitment as one of two statements has it.</summary>
/// <param name="What">Who commits to what, apart from the value: the same in both statements.</param>
/// <param name="Value">The value, in one unit for each kind.</param>
/// <param name="Party">The name of the party that makes the commitment.</param>
/// <param name="Words">The commitment in words.</param>
internal sealed record SideCommitment(string What, string Value, string Party, string Words);

/// <summary>The commitments of a statement, by the controls and duties that they are tied to. Not shared between questions.</summary>
internal sealed class SideCommitments
{
    private const int MostOfOneControl = 64;
    private readonly ReconcileSide _side;
    private readonly CommitmentIndex _all;
    private readonly Dictionary<PlacedCommitment, SideCommitment> _commitments = [];
    private readonly List<PlacedCommitment> _tied = [];
    private long _left;

    public SideCommitments(ReconcileSide side)
    {
        _side = side;
        _left = side.Resolver.Engine.Limits.MaxMatches;
        _all = new CommitmentIndex(side.Resolver.Engine, side.Answer.Context);
        foreach (var tied in _all.All)
            if (tied.Holds) _commitments.Add(tied, Of(tied));
    }

    /// <summary>Whether selectors match so often that commitments are missing.</summary>
    public bool IsSpent => _left < 0;

    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors of commitments match controls more than {_side.Resolver.Engine.Limits.MaxMatches:N0} times; not all differences " +
            $"between commitments are told.",
        _side.Document.PlaceOf("/commitments"));

    /// <summary>The commitments for controls and for the duties on them.</summary>
    public List<SideCommitment> For(Cell cell)
    {
        if (_commitments.Count == 0) return [];
        _tied.Clear();
        foreach (var node in cell.Nodes)
        {
            if (IsSpent || _tied.Count >= MostOfOneControl) break;
            var before = _tied.Count;
            _all.Collect(node, _tied);
            _left -= _tied.Count - before + 1;
        }
        foreach (var duty in cell.Answer!.Duties.AsSpan()[..Math.Min(cell.Answer.Duties.Count, MostOfOneControl)])
            _all.Collect(duty, _tied);
        return [.. _tied.Distinct().Select(_commitments.GetValueOrDefault).OfType<SideCommitment>().Distinct().Take(MostOfOneControl)];
    }

    private SideCommitment Of(PlacedCommitment tied)
    {
        var (commitment, party, side) = (tied.Commitment, tied.Party, tied.Side);
        var name = _side.Effective.FindParty(party)?.Name ?? party;
        var target = commitment.Target;
        var (value, unit) = _side.Resolver.Engine.Terms.InSmallest(target.Value, target.Unit);
        var qualifier = commitment.Qualifier is { } known ? $" for {known}" : "";
        var from = target.From is { } start ? $" from {start}" : "";
        var window = commitment.Window is { } time ? $" over a {time}" : "";
        var direction = CommitmentTerms.Direction(target.Operator);
        return new SideCommitment(
            $"{side}|{(side == Sides.ThirdParty ? party : "")}|{commitment.Metric}|{commitment.Qualifier}",
            string.Create(CultureInfo.InvariantCulture, $"{direction} {value:0.############################} {unit}{from}{window}"),
            name,
            string.Create(CultureInfo.InvariantCulture,
                $"{commitment.Metric}{qualifier}, {direction} {target.Value:0.############################} {target.Unit}{from}{window}"));
    }
}
