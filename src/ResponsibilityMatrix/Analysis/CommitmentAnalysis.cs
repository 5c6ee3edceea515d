using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>Compares the commitments of a document with those of its upstreams in every context. Does nothing unless the document has
/// commitments and an available upstream.</summary>
internal static class CommitmentAnalysis
{
    // Each context resolves a chain.
    private const int MostContexts = 1_024;
    private const int BudgetsForAll = 8;

    public static IEnumerable<Diagnostic> Findings(Resolver resolver, DateOnly asOf, Evaluation evaluation)
    {
        var effective = resolver.Engine.Effective;
        if (effective.Document.HasErrors
            || !effective.Commitments.Any(
            commitment => resolver.Engine.Terms.FindMetric(commitment.Metric) is { Chain: not ChainRule.None })) yield break;
        if (!effective.Upstreams.Any(
            entry => entry.Matrix is null || UpstreamReference.Find(effective.Documents, entry, out _) is not null))
            yield break;
        var space = resolver.Engine.Parameters;
        if (Enumerable.Range(0, space.Parameters.Count).Any(parameter => space.SizeOf(parameter) == 0)) yield break;
        var contexts = ContextsOf(resolver.Engine, evaluation.Token);
        var chain = new ChainResolver(resolver);
        var most = (long)BudgetsForAll * resolver.Engine.Limits.MaxMatches;
        var budget = new Budget(most, evaluation.Token);
        Dictionary<(string Id, Place? Place, string Message), (Diagnostic Finding, List<int> Where)> found = [];
        var context = contexts[0];
        var count = (int)Math.Min(contexts.Count, MostContexts);
        // The chains of the contexts report no progress of their own.
        var silent = new Evaluation(null, evaluation.Token);
        evaluation.Begin(EvaluationStage.CheckingCommitments, count);
        for (var i = 0; i < count; i++)
        {
            evaluation.Step();
            foreach (var finding in ChainCommitments.Check(chain.Follow(Context(space, context, asOf), silent, budget), isShared: true))
            {
                // Errors further upstream are for the upstream's own validation, and for the chain.
                if (finding.Place is { } place && !effective.Levels.Any(level => level.File == place.File)) continue;
                var key = (finding.Id, finding.Place, finding.Message);
                if (!found.TryGetValue(key, out var known)) found.Add(key, known = (finding, []));
                if (known.Where is not [.., var last] || last != i) known.Where.Add(i);
            }
            if (budget.IsSpent)
            {
                yield return Diagnostic.Of(
                    DocumentDescriptors.LimitPassed,
                    $"Holding the commitments against those of upstreams takes more than {most:N0} steps ({BudgetsForAll} × " +
                        $"Limits.MaxMatches); {i:N0} of {contexts.Count:N0} contexts were looked at. Give fewer documents, or raise " +
                        $"the limit.", effective.Document.PlaceOf("/commitments"));
                break;
            }
            contexts.Next(context);
        }
        if (contexts.Count > MostContexts)
            yield return Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"The controls with commitments depend on {contexts.Parameters.Count} parameters with more than {MostContexts:N0} " +
                $"combinations of values; the commitments are held against those of upstreams in the first {MostContexts:N0}.",
                effective.Document.PlaceOf("/commitments"));
        foreach (var (finding, where) in found.Values)
        {
            var when = contexts.Count > MostContexts ? "" : contexts.Name(where);
            yield return finding.WithEnd(when);
        }
    }

    // The parameters that affect a commitment, or a control that is inherited or measured.
    private static Contexts ContextsOf(Engine engine, CancellationToken token)
    {
        SortedSet<int> parameters = [];
        foreach (var level in engine.Levels)
            foreach (var commitment in level.Document.Matrix.Commitments)
                parameters.UnionWith(level.Compile(commitment.When).ConstrainedParameters);
        var question = engine.CreateQuery(token);
        for (var node = 0; node < engine.Space.Count && !question.IsSpent; node++)
        {
            if (!engine.Space.IsInScope(node)) continue;
            var candidates = engine.Candidates(node, question);
            if (candidates.Exists(
                candidate => candidate.Assignment.Source.Duties.Any(
                duty => duty.InheritedFrom is not null || !duty.Commitments.IsEmpty))) engine.AddParameters(candidates, parameters);
        }
        return new Contexts(engine.Parameters, parameters);
    }

    private static ResolutionContext Context(ParameterSpace space, int[] context, DateOnly asOf) => new()
    {
        ServiceModel = space.ValueOf(0, context[0]),
        Parameters =
            new(Enumerable.Range(1, context.Length - 1)
            .Select(parameter => KeyValuePair.Create(space.Parameters[parameter].Id, space.ValueOf(parameter, context[parameter])))),
        AsOf = asOf,
    };
}
