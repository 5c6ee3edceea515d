using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Analysis;

/// <summary>
/// Checks each leaf in every context that its candidates distinguish. Controls with the same candidates are decided once, and contexts with
/// the same result are checked once.
/// </summary>
internal sealed class AnswerAnalysis(DocumentCase document, FindingList diagnostics, Evaluation evaluation)
{
    private readonly Engine _engine = document.Engine;
    private readonly CandidateQuery _query = document.Engine.CreateQuery(evaluation.Token, true);
    private readonly Budget _budget = new(document.Engine.Limits.MaxContextSteps, evaluation.Token);
    // The context under check; between checks, every parameter has its first value.
    private readonly int[] _context = new int[document.Engine.Parameters.Parameters.Count];
    private readonly Dictionary<int[], DecidedContexts> _known = new(DecidedContexts.KeyComparer);
    private readonly Dictionary<List<Candidate>, DecidedContexts> _shared = new(ReferenceEqualityComparer.Instance);

    // For each assignment of the document: whether it matches any control, and whether it decides any.
    private readonly bool[] _matching = new bool[document.Engine.Levels[0].Assignments.Length];
    private readonly bool[] _decisive = new bool[document.Engine.Levels[0].Assignments.Length];
    private int _lookedAtOnce;
    private bool _isEverythingTried = true;

    public void Run()
    {
        var space = _engine.Space;
        evaluation.Begin(EvaluationStage.ExaminingAnswers, space.CountInScope);
        for (var node = 0; node < space.Count; node++)
        {
            if (!space.IsInScope(node)) continue;
            evaluation.Step();
            var isLeaf = space.IsLeaf(node);
            if (isLeaf || space.IsLeafButForRows(node)) Look(node, !isLeaf);
            if (!_query.IsSpent) continue;
            diagnostics.Add(_engine.LimitFinding());
            return;
        }
        if (_lookedAtOnce > 0)
        {
            diagnostics.Add(Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"Looking at every control in every context takes more than {_engine.Limits.MaxContextSteps:N0} steps " +
                    $"(Limits.MaxContextSteps); of {_lookedAtOnce:N0} control{(_lookedAtOnce == 1 ? "" : "s")} the findings are looked " +
                    $"for in one context only. Let fewer rows depend on many options, or raise the limit.",
                _engine.Effective.Document.PlaceOf("/assignments")));
        }
        Rules.NeverApplies.Check(
            document, _engine.Levels[0].Assignments.Where(assignment => _matching[assignment.Index] && !_decisive[assignment.Index]),
            _isEverythingTried);
        Rules.MatchesNothing.Check(document, _query.UsedSelectors);
    }

    private void Look(int node, bool hasOwnRowsBelow)
    {
        var candidates = _engine.Candidates(node, _query);
        if (_query.IsSpent) return;
        var decided = Decide(node, candidates);
        foreach (var (decision, where) in decided.Ties) diagnostics.Add(_engine.TieFinding(node, decision, where));
        Dictionary<(Rule Rule, string Pointer, FindingText Message), List<int>>? found = null;
        // A conflict has no answer to check.
        foreach (var one in decided.Settled)
        {
            var decision = one.Decision;
            if (decision.Best.Count == 0 && hasOwnRowsBelow) continue;
            decided.Set(_context, one);
            var answer = new AnswerCase
            {
                Engine = _engine,
                Node = node,
                Control = _engine.Space.ControlOf(node),
                Context = _context,
                Decision = decision,
                Outcome = decision.Best.Count > 0 || _engine.Effective.Defaults != DefaultsPolicy.ServiceModel ? one.Outcome
                    : _engine.ByServiceModel(node, ModelOf(_context)),
                HasOwnRowsBelow = hasOwnRowsBelow,
            };
            foreach (var rule in Rules.OfAnswers) rule.Check(answer);
            foreach (var finding in answer.Found)
            {
                found ??= [];
                if (!found.TryGetValue(finding, out var where)) found.Add(finding, where = []);
                where.AddRange(one.Contexts);
            }
        }
        decided.Set(_context, null);
        if (found is null) return;
        foreach (var ((rule, pointer, message), where) in found)
            document.Report(rule, pointer, message.With(decided.Name(where), "."), _engine.Space.ControlOf(node).Id,
                _engine.Space.CatalogOf(node));
    }

    private DecidedContexts Decide(int node, List<Candidate> candidates)
    {
        var isShared = candidates != _query.Candidates;
        var numbers = isShared ? [] : DecidedContexts.KeyOf(candidates);
        if (!(isShared ? _shared.TryGetValue(candidates, out var decided) : _known.TryGetValue(numbers, out decided)))
        {
            decided = DecidedContexts.Of(_engine, candidates, _budget, _context, evaluation.Token);
            foreach (var candidate in candidates)
                if (candidate.Assignment.Level == 0) _matching[candidate.Assignment.Index] = true;
            foreach (var one in decided.Cases)
                foreach (var best in one.Decision.Best)
                    if (best.Assignment.Level == 0) _decisive[best.Assignment.Index] = true;
            // With only one context, caching gains nothing.
            if (isShared) _shared.Add(candidates, decided);
            else if (decided.Count > 1) _known.Add(numbers, decided);
        }
        if (!decided.IsCut)
        {
            // Rules check each case of each control.
            if (decided.Count == 1 || _budget.Take(decided.Settled.Count + decided.Ties.Count)) return decided;
            decided = decided.First();
        }
        _isEverythingTried = false;
        if (_budget.IsSpent) _lookedAtOnce++;
        else diagnostics.Add(TooManyContexts(node, candidates));
        return decided;
    }

    private Diagnostic TooManyContexts(int node, List<Candidate> candidates)
    {
        var control = _engine.Space.ControlOf(node);
        SortedSet<int> parameters = [];
        _engine.AddParameters(candidates, parameters);
        var own = candidates.Select(candidate => candidate.Assignment).Where(assignment => assignment.Level == 0)
            .MinBy(assignment => assignment.Index);
        return Diagnostic.Of(
            DocumentDescriptors.LimitPassed,
            $"{control.Id} depends on {parameters.Count} parameters with more than {_engine.Limits.MaxContexts:N0} combinations of " +
                $"values (Limits.MaxContexts); its findings are looked for in one of them only. Let it depend on fewer, or " +
                $"raise the limit.",
            _engine.Effective.Document.PlaceOf(own?.Pointer ?? "/extends")) with
        { Control = control.Id, Catalog = _engine.Space.CatalogOf(node) };
    }

    private string ModelOf(int[] context) => _engine.Effective.Service.Models is [_, ..] models ? models[context[0]] : "";
}
