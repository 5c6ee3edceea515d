using System.Globalization;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A promise of a matrix of the chain, with the controls that it is tied to.</summary>
internal sealed class Promise
{
    public required ChainMember Member { get; init; }

    public required Commitment Commitment { get; init; }

    /// <summary>The party that promises, as the matrix names it.</summary>
    public required string Party { get; init; }

    public required Place Place { get; init; }

    /// <summary>What is known of the metric, or null.</summary>
    public required CommitmentMetric? Metric { get; init; }

    /// <summary>The controls in scope that it is tied to, by its selectors or by a duty; none for a promise about the whole service.</summary>
    public HashSet<int> Nodes { get; } = [];
}

/// <summary>The promises of a matrix that hold in its context.</summary>
internal sealed class MemberPromises
{
    public MemberPromises(ChainMember member, Budget budget)
    {
        Dictionary<string, Promise> byId = new(StringComparer.Ordinal);
        var effective = member.Effective;
        for (var level = 0; level < effective.Levels.Count; level++)
        {
            var commitments = effective.Levels[level].Matrix.Commitments;
            // Each document's selectors mean what they mean there; a nearer one of the same id has taken the place of the others.
            var table = new SelectorTable(member.Space, level);
            List<Promise> selecting = [];
            for (var i = 0; i < commitments.Count; i++)
            {
                var commitment = commitments[i];
                if (byId.ContainsKey(commitment.Id)) continue;
                var promise = new Promise
                {
                    Member = member,
                    Commitment = commitment,
                    Party = effective.PartyId(commitment.Party, level),
                    Place = effective.Levels[level].PlaceOf(string.Create(CultureInfo.InvariantCulture, $"/commitments/{i}")),
                    Metric = CommitmentMetric.Find(commitment.Metric),
                };
                byId.Add(commitment.Id, promise);
                table.Add(selecting.Count, commitment.Controls);
                selecting.Add(promise);
            }
            if (table.IsEmpty) continue;
            List<SelectorMatch> matches = [];
            for (var node = 0; node < member.Space.Count && budget.Take(matches.Count + 1); node++)
            {
                if (!member.Space.IsInScope(node)) continue;
                matches.Clear();
                table.Collect(node, matches);
                foreach (var match in matches) selecting[match.Owner].Nodes.Add(node);
            }
        }
        for (var node = 0; node < member.Space.Count; node++)
        {
            foreach (var duty in member.Answers.Stated(node)?.Duties ?? default)
                foreach (var id in duty.Commitments)
                    if (byId.TryGetValue(id, out var promise)) promise.Nodes.Add(node);
        }
        All = [.. byId.Values.Where(promise => promise.Commitment.When.HoldsIn(member.Answers.Context))];
    }

    public List<Promise> All { get; }
}
