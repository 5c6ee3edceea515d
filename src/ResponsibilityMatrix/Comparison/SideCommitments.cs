using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>A measurable commitment of one of two statements.</summary>
/// <param name="What">The party and the metric without the value, which identifies the commitment in both statements.</param>
/// <param name="Value">The value, in a normalized unit.</param>
/// <param name="Party">The name of the party that makes the commitment.</param>
/// <param name="Words">The commitment in words.</param>
internal sealed record SideCommitment(string What, string Value, string Party, string Words);

/// <summary>Finds the commitments of a statement by control and duty. Not thread-safe.</summary>
internal sealed class SideCommitments
{
    private const int MaxPerControl = 64;
    private readonly ReconcileSide _side;
    private readonly CommitmentIndex _all;
    private readonly Dictionary<PlacedCommitment, SideCommitment> _commitments = [];
    private readonly List<PlacedCommitment> _found = [];
    private long _left;

    public SideCommitments(ReconcileSide side)
    {
        _side = side;
        _left = side.Resolver.Engine.Limits.MaxMatches;
        _all = new CommitmentIndex(side.Resolver.Engine, side.Answer.Context);
        foreach (var placed in _all.All)
            if (placed.Holds) _commitments.Add(placed, Of(placed));
    }

    /// <summary>Whether there are too many selector matches, so that commitments are missing.</summary>
    public bool IsSpent => _left < 0;

    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors of commitments match controls more than {_side.Resolver.Engine.Limits.MaxMatches:N0} times (Limits.MaxMatches); " +
            $"not all differences between commitments are reported. Select less, or raise the limit.",
        _side.Document.PlaceOf("/commitments"));

    /// <summary>The commitments for the controls of an answer and for its duties.</summary>
    public List<SideCommitment> For(StatementAnswer statement)
    {
        if (_commitments.Count == 0) return [];
        _found.Clear();
        foreach (var node in statement.Nodes)
        {
            if (IsSpent || _found.Count >= MaxPerControl) break;
            var before = _found.Count;
            _all.Collect(node, _found);
            _left -= _found.Count - before + 1;
        }
        foreach (var duty in statement.Answer!.Duties.AsSpan()[..Math.Min(statement.Answer.Duties.Count, MaxPerControl)])
            _all.Collect(duty, _found);
        return [.. _found.Distinct().Select(_commitments.GetValueOrDefault).OfType<SideCommitment>().Distinct().Take(MaxPerControl)];
    }

    private SideCommitment Of(PlacedCommitment placed)
    {
        var (commitment, party, side) = (placed.Commitment, placed.Party, placed.Side);
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
