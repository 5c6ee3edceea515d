using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>Holds the promises of a document against those of its upstreams in every context, where it makes any and an upstream is at hand.</summary>
internal static class PromiseAnalysis
{
    // Each context costs a chain; beyond these only the first are looked at, as `rmatrix chain` looks at one.
    private const int MostContexts = 64;
    private const int BudgetsForAll = 8;

    public static IEnumerable<Diagnostic> Findings(Resolver resolver, DateOnly asOf)
    {
        var effective = resolver.Engine.Effective;
        if (!effective.Document.Damaged.IsEmpty || !effective.Commitments.Any(commitment => CommitmentMetric.Find(commitment.Metric) is { Chain: not ChainRule.None })) yield break;
        if (!effective.Upstream.Any(entry => entry.Matrix is null || UpstreamReference.Find(effective.Documents, entry, out _) is not null)) yield break;
        var space = resolver.Engine.Parameters;
        int[] parameters = [.. Enumerable.Range(0, space.Parameters.Count)];
        if (parameters.Any(parameter => space.SizeOf(parameter) == 0)) yield break;
        var contexts = parameters.Aggregate(1L, (count, parameter) => count > MostContexts ? count : count * space.SizeOf(parameter));
        var chain = new ChainResolver(resolver);
        var budget = new Budget((long)BudgetsForAll * resolver.Engine.Limits.MaxMatches);
        Dictionary<(string Id, Place? Place, string Message), (Diagnostic Finding, List<int[]> Where)> found = [];
        var context = new int[parameters.Length];
        for (var i = 0; i < Math.Min(contexts, MostContexts); i++)
        {
            foreach (var finding in CommitmentChain.Check(chain.Follow(Context(space, context, asOf), null, budget), isShared: true))
            {
                // What is wrong further up is for the upstream's own validation, and for the chain.
                if (finding.Place is { } place && !effective.Levels.Any(level => level.File == place.File)) continue;
                var key = (finding.Id, finding.Place, finding.Message);
                if (!found.TryGetValue(key, out var known)) found.Add(key, known = (finding, []));
                known.Where.Add([.. context]);
            }
            if (budget.IsSpent)
            {
                yield return Diagnostic.Of(DocumentDescriptors.LimitPassed, $"Holding the promises against those of upstreams takes too many steps; {i} of {contexts} contexts were looked at. Give fewer documents with --with.", effective.Document.PlaceOf("/commitments"));
                break;
            }
            for (var at = parameters.Length - 1; at >= 0 && ++context[at] == space.SizeOf(at); at--) context[at] = 0;
        }
        foreach (var (finding, where) in found.Values)
        {
            var when = contexts > MostContexts ? "" : ContextNames.Of(space, where, contexts, parameters);
            yield return when.Length == 0 ? finding : finding with { Message = $"{finding.Message.TrimEnd('.')}{when}." };
        }
    }

    private static ResolutionContext Context(ParameterSpace space, int[] context, DateOnly asOf) => new()
    {
        ServiceModel = space.ValueOf(0, context[0]),
        Parameters = new(Enumerable.Range(1, context.Length - 1).Select(parameter => KeyValuePair.Create(space.Parameters[parameter].Id, space.ValueOf(parameter, context[parameter])))),
        AsOf = asOf,
    };
}
