using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A promise of a matrix of the chain, with the controls that it is tied to.</summary>
internal sealed class Promise(ChainMember member, TiedCommitment tied, bool isOfWhole)
{
    public ChainMember Member { get; } = member;

    public TiedCommitment Tied { get; } = tied;

    public Commitment Commitment => Tied.Commitment;

    /// <summary>What is known of the metric, or null.</summary>
    public CommitmentMetric? Metric { get; } = CommitmentMetric.Find(tied.Commitment.Metric);

    /// <summary>Whether it is tied to nothing, neither by its selectors nor by a duty, and so speaks of the whole service.</summary>
    public bool IsOfWhole { get; } = isOfWhole;

    /// <summary>The controls in scope that it is tied to in this context.</summary>
    public HashSet<int> Nodes { get; } = [];
}

/// <summary>The promises of a matrix that hold in its context.</summary>
internal sealed class MemberPromises
{
    private ILookup<(string Party, string Metric), Promise>? _byParty;

    public MemberPromises(ChainMember member, Budget budget)
    {
        var commitments = new TiedCommitments(member.Engine, member.Answers.Context);
        HashSet<string> named = [.. member.Engine.Levels.SelectMany(level => level.Duties).SelectMany(placed => placed.Duty.Commitments)];
        Dictionary<TiedCommitment, Promise> promises = commitments.All
            .Where(tied => tied.Holds)
            .ToDictionary(
                tied => tied, tied => new Promise(member, tied, tied.Commitment.Controls.IsEmpty && !named.Contains(tied.Commitment.Id)));
        All = [.. promises.Values];
        if (All.Count == 0) return;
        List<TiedCommitment> found = [];
        for (var node = 0; node < member.Space.Count; node++)
        {
            if (!member.Space.IsInScope(node)) continue;
            found.Clear();
            if (commitments.HasSelectors && budget.Take(1)) commitments.Collect(node, found);
            foreach (var duty in member.Answers.Stated(node)?.Duties ?? default) commitments.Collect(duty, found);
            if (found.Count == 0 || !budget.Take(found.Count)) continue;
            foreach (var tied in found)
                if (promises.TryGetValue(tied, out var promise)) promise.Nodes.Add(node);
        }
    }

    public List<Promise> All { get; }

    /// <summary>Those of a party about a metric, in the order of the document.</summary>
    public IEnumerable<Promise> Of(string party, string metric) =>
        (_byParty ??= All.ToLookup(promise => (promise.Tied.Party, promise.Commitment.Metric)))[(party, metric)];
}
