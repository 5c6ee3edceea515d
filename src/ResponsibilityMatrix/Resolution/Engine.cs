using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>An assignment that matches a control by its best selector.</summary>
internal readonly record struct Candidate(CompiledAssignment Assignment, int SelectorIndex, int Rank)
{
    public Selector Selector => Assignment.Source.Controls[SelectorIndex];

    public bool IsEqualInWeight(Candidate other) => Assignment.Level == other.Assignment.Level && Rank == other.Rank;

    /// <summary>Better ones first; within equal weight narrower conditions first, then document order.</summary>
    public static int Compare(Candidate left, Candidate right)
    {
        var order = left.Assignment.Level.CompareTo(right.Assignment.Level);
        if (order == 0) order = left.Rank.CompareTo(right.Rank);
        if (order == 0) order = right.Assignment.When.Specificity.CompareTo(left.Assignment.When.Specificity);
        return order == 0 ? left.Assignment.Index.CompareTo(right.Assignment.Index) : order;
    }
}

/// <summary>What the candidates of a control came to in a context.</summary>
internal sealed class Decision
{
    public static readonly Decision Nothing = new() { Live = [], Best = [], Outcome = null, IsConflict = false };

    /// <summary>The candidates whose condition holds, best first.</summary>
    public required List<Candidate> Live { get; init; }

    /// <summary>Those that nothing beats, in document order.</summary>
    public required List<Candidate> Best { get; init; }

    /// <summary>What the best one means, or null when there is none or when they contradict each other.</summary>
    public required Outcome? Outcome { get; init; }

    public required bool IsConflict { get; init; }

    public Candidate? Applied => Best.Count > 0 && !IsConflict ? Best[0] : null;
}

/// <summary>How many more matches of selectors and controls one question may cost. Not shared between questions.</summary>
internal sealed class MatchBudget(int matches)
{
    private long _left = matches;

    public bool IsSpent => _left < 0;

    /// <summary>Takes from the budget; false when it was not enough.</summary>
    public bool Take(int count) => (_left -= count) >= 0;
}

/// <summary>
/// The rules of resolving, for one control at a time. Built once for a matrix; thread-safe.
/// </summary>
internal sealed class Engine
{
    public Engine(EffectiveMatrix effective, Limits limits)
    {
        Limits = limits;
        Effective = effective;
        Space = new ControlSpace(effective);
        Parameters = new ParameterSpace(effective);
        Levels = [.. Enumerable.Range(0, effective.Levels.Count).Select(level => new CompiledLevel(Space, Parameters, level))];
        foreach (var model in effective.ServiceModels) Models.TryAdd(model.Id, model);
    }

    public Limits Limits { get; }

    public EffectiveMatrix Effective { get; }

    public ControlSpace Space { get; }

    public ParameterSpace Parameters { get; }

    public CompiledLevel[] Levels { get; }

    public Dictionary<string, ServiceModel> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>What a question that starts may cost.</summary>
    public MatchBudget NewBudget() => new(Limits.MaxMatches);

    /// <summary>All assignments that match a control, whatever their condition, in no order.</summary>
    /// <param name="node">The control.</param>
    /// <param name="budget">What the question may still cost; when it is spent, candidates are missing.</param>
    /// <param name="ofDocument">Takes every match of the document's own selectors, also of those that are not the best of their assignment.</param>
    public List<Candidate> Candidates(int node, MatchBudget budget, Action<SelectorMatch>? ofDocument = null)
    {
        List<Candidate> candidates = [];
        List<SelectorMatch> matches = [];
        foreach (var level in Levels)
        {
            matches.Clear();
            level.Table.Collect(node, matches);
            if (!budget.Take(matches.Count)) return candidates;
            if (ofDocument is not null && level.Level == 0) matches.ForEach(ofDocument);
            if (matches.Count > 1) KeepBest(matches);
            foreach (var match in matches) candidates.Add(new Candidate(level.Assignments[match.Owner], match.SelectorIndex, match.Rank));
        }
        return candidates;
    }

    public Decision Decide(List<Candidate> candidates, int[] context)
    {
        var live = candidates.FindAll(candidate => candidate.Assignment.When.Holds(context));
        if (live.Count == 0) return Decision.Nothing;
        if (live.Count == 1) return new Decision { Live = live, Best = live, Outcome = live[0].Assignment.OutcomeIn(context), IsConflict = false };
        live.Sort(Candidate.Compare);
        List<Candidate> best = [live[0]];
        List<CompiledCondition> conditions = [live[0].Assignment.When];
        for (var i = 1; i < live.Count && live[i].IsEqualInWeight(live[0]); i++)
        {
            // Whatever beats this one is narrower, so it came before; what beats that one beats this one too.
            var when = live[i].Assignment.When;
            var isKnown = conditions.Contains(when);
            if (!isKnown && conditions.Exists(other => other.StrictlyImplies(when))) continue;
            best.Add(live[i]);
            if (!isKnown) conditions.Add(when);
        }
        best.Sort((left, right) => left.Assignment.Index.CompareTo(right.Assignment.Index));
        var outcome = best[0].Assignment.OutcomeIn(context);
        var isConflict = best.Count > 1 && !best.TrueForAll(candidate => AreEqual(best[0].Assignment, outcome, candidate.Assignment, context));
        return new Decision { Live = live, Best = best, Outcome = isConflict ? null : outcome, IsConflict = isConflict };
    }

    /// <summary>What the owners of a control's layers under a service model make of it, or null when that says nothing; with the layers that were looked at.</summary>
    public Outcome? ByServiceModel(int node, string model, List<(Layer Layer, LayerOwner? Owner)>? layers = null)
    {
        var sides = Sides.None;
        var (hasLayers, isOpen) = (false, false);
        foreach (var layer in Space.LayersOf(node))
        {
            var owner = OwnerOf(model, Words.Of(layer));
            layers?.Add((layer, owner));
            hasLayers = true;
            isOpen |= owner is null;
            sides |= owner switch
            {
                LayerOwner.Provider => Sides.Provider,
                LayerOwner.Customer => Sides.Customer,
                LayerOwner.Shared => Sides.Shared,
                _ => Sides.None,
            };
        }
        if (isOpen || !hasLayers) return null;
        List<ResolvedDuty> duties = [];
        if (sides.HasFlag(Sides.Provider)) duties.Add(Levels[0].Plain(Effective.Service.Provider, Sides.Provider));
        if (sides.HasFlag(Sides.Customer)) duties.Add(Levels[0].Plain(Effective.Service.Customer, Sides.Customer));
        return new Outcome
        {
            State = ControlState.Assigned,
            Duties = duties.ToValueList(),
            Split = sides,
            Coupling = Outcome.AreSeveral(sides) ? Coupling.Unspecified : null,
            Inheritability = Outcome.Derive(sides),
        };
    }

    /// <summary>Duties of several children with equal ones once, in order.</summary>
    public ValueList<ResolvedDuty> Union(IEnumerable<ValueList<ResolvedDuty>> lists)
    {
        ValueList<ResolvedDuty> only = default;
        var count = 0;
        List<ResolvedDuty> union = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var list in lists)
        {
            if (count++ == 0) only = list;
            // Within one child every duty counts, as it does where the child stands alone.
            List<string> meanings = [];
            foreach (var duty in list)
            {
                var meaning = LevelOf(duty).MeaningOf(duty);
                if (!seen.Contains(meaning)) union.Add(duty);
                meanings.Add(meaning);
            }
            seen.UnionWith(meanings);
        }
        return count == 1 ? only : union.ToValueList();
    }

    /// <summary>The finding that assignments contradict each other on a control, or say the same twice.</summary>
    public Diagnostic TieFinding(int node, Decision decision, string contexts)
    {
        var control = Space.ControlOf(node);
        var first = decision.Best[0].Assignment;
        var document = first.LevelOf.Document;
        var names = string.Join(", ", decision.Best.Take(8).Select(candidate => NameOf(candidate.Assignment))) + (decision.Best.Count > 8 ? $" and {decision.Best.Count - 8} more" : "");
        var message = decision.IsConflict
            ? $"{control.Id} is assigned {decision.Best.Count} times, differently, with equal weight: {names}{contexts}. Take one out, or make one more specific."
            : $"{control.Id} is assigned {decision.Best.Count} times with the same outcome: {names}{contexts}. The first applies; keep one.";
        var last = decision.Best[^1].Assignment;
        return Diagnostic.Of(decision.IsConflict ? ResolutionDescriptors.Conflict : ResolutionDescriptors.Duplicate, message, document.PlaceOf((decision.IsConflict ? first : last).Pointer)) with
        {
            Catalog = Space.CatalogOf(node),
            Control = control.Id,
            Related = decision.Best
                .Where(candidate => candidate.Assignment != (decision.IsConflict ? first : last))
                .Take(64)
                .Select(candidate => new RelatedPlace { Message = $"{NameOf(candidate.Assignment)} speaks of {control.Id} too", Place = document.PlaceOf(candidate.Assignment.Pointer) })
                .ToValueList(),
        };
    }

    /// <summary>The finding that selectors match too often.</summary>
    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors match controls more than {Limits.MaxMatches:N0} times; the answer is not complete. Use fewer assignments that speak of everything.",
        Effective.Document.PlaceOf("/assignments"));

    // The ids that a duty uses are those of its document.
    private CompiledLevel LevelOf(ResolvedDuty duty) => Array.Find(Levels, level => level.Level > 0 && level.Made(duty)) ?? Levels[0];

    private LayerOwner? OwnerOf(string? id, string layer)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (id is not null && seen.Add(id))
        {
            if ((Models.GetValueOrDefault(id) ?? ServiceModel.FindBuiltIn(id)) is not { } found) return null;
            if (found.Layers.TryGetValue(layer, out var owner)) return owner;
            id = found.BasedOn;
        }
        return null;
    }

    public static string NameOf(CompiledAssignment assignment) =>
        assignment.Source.Id is { } id ? $"\"{id}\" ({assignment.Pointer})" : assignment.Pointer;

    private static bool AreEqual(CompiledAssignment left, Outcome mine, CompiledAssignment right, int[] context)
    {
        if (ReferenceEquals(left, right)) return true;
        var theirs = right.OutcomeIn(context);
        if (mine.State != theirs.State || mine.Reason != theirs.Reason || mine.Coupling != theirs.Coupling
            || mine.Inheritability != theirs.Inheritability || mine.Duties.Count != theirs.Duties.Count) return false;
        if (mine.Duties == theirs.Duties && mine.Duties.All(duty => duty.DependsOn.IsEmpty)) return true;
        return Meanings(left, mine).SequenceEqual(Meanings(right, theirs));

        static IEnumerable<string> Meanings(CompiledAssignment assignment, Outcome outcome) =>
            outcome.Duties.Select(duty => assignment.LevelOf.MeaningOf(duty)).Order(StringComparer.Ordinal);
    }

    // An assignment counts with its best-matching selector; of equal ones, with the first.
    private static void KeepBest(List<SelectorMatch> matches)
    {
        matches.Sort((left, right) =>
            left.Owner != right.Owner ? left.Owner.CompareTo(right.Owner)
            : left.Rank != right.Rank ? left.Rank.CompareTo(right.Rank)
            : left.SelectorIndex.CompareTo(right.SelectorIndex));
        var kept = 1;
        for (var i = 1; i < matches.Count; i++)
            if (matches[i].Owner != matches[kept - 1].Owner) matches[kept++] = matches[i];
        matches.RemoveRange(kept, matches.Count - kept);
    }
}
