using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A commitment of a matrix in the chain, with the controls that it is tied to.</summary>
internal sealed class MemberCommitment(ChainMember member, PlacedCommitment tied, bool isOfWhole)
{
    public ChainMember Member { get; } = member;

    public PlacedCommitment Tied { get; } = tied;

    public Commitment Commitment => Tied.Commitment;

    /// <summary>The metric's definition, or null if it is not known.</summary>
    public CommitmentMetric? Metric { get; } = member.Engine.Terms.FindMetric(tied.Commitment.Metric);

    /// <summary>Whether it is tied to nothing, neither by selectors nor by a duty, and so covers the whole service.</summary>
    public bool IsOfWhole { get; } = isOfWhole;

    /// <summary>The controls in scope that it is tied to in this context.</summary>
    public HashSet<int> Nodes { get; } = [];
}

/// <summary>The commitments of a matrix that hold in its context.</summary>
internal sealed class MemberCommitments
{
    private ILookup<(string Party, string Metric), MemberCommitment>? _byParty;

    public MemberCommitments(ChainMember member, Budget budget)
    {
        var tiedCommitments = new CommitmentIndex(member.Engine, member.Answers.Context);
        if (tiedCommitments.All.Count == 0) return;
        HashSet<string> named = [.. member.Engine.Levels.SelectMany(level => level.Duties).SelectMany(placed => placed.Duty.Commitments)];
        Dictionary<PlacedCommitment, MemberCommitment> commitments = tiedCommitments.All
            .Where(tied => tied.Holds)
            .ToDictionary(
                tied => tied, tied =>
                    new MemberCommitment(member, tied, tied.Commitment.Controls.IsEmpty && !named.Contains(tied.Commitment.Id)));
        All = [.. commitments.Values];
        if (All.Count == 0) return;
        List<PlacedCommitment> found = [];
        for (var node = 0; node < member.Space.Count; node++)
        {
            if (!member.Space.IsInScope(node)) continue;
            found.Clear();
            if (tiedCommitments.HasSelectors && budget.Take(1)) tiedCommitments.Collect(node, found);
            foreach (var duty in member.Answers.Stated(node)?.Duties ?? default) tiedCommitments.Collect(duty, found);
            if (found.Count == 0 || !budget.Take(found.Count)) continue;
            foreach (var tied in found)
                if (commitments.TryGetValue(tied, out var commitment)) commitment.Nodes.Add(node);
        }
    }

    public List<MemberCommitment> All { get; } = [];

    /// <summary>The commitments of a party with a metric, in document order.</summary>
    public IEnumerable<MemberCommitment> Of(string party, string metric) =>
        (_byParty ??= All.ToLookup(commitment => (commitment.Tied.Party, commitment.Commitment.Metric)))[(party, metric)];
}
