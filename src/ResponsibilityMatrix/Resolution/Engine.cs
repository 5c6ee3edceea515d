using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>An assignment that matches a control, with its best selector.</summary>
internal readonly record struct Candidate(CompiledAssignment Assignment, int SelectorIndex, int Rank)
{
    public Selector Selector => Assignment.Source.Controls[SelectorIndex];

    public bool IsEqualInWeight(Candidate other) => Assignment.Level == other.Assignment.Level && Rank == other.Rank;

    /// <summary>Orders better candidates first; of equal weight, narrower conditions first, then document order.</summary>
    public static int Compare(Candidate left, Candidate right)
    {
        var order = left.Assignment.Level.CompareTo(right.Assignment.Level);
        if (order == 0) order = left.Rank.CompareTo(right.Rank);
        if (order == 0) order = right.Assignment.When.Specificity.CompareTo(left.Assignment.When.Specificity);
        return order == 0 ? left.Assignment.Index.CompareTo(right.Assignment.Index) : order;
    }
}

/// <summary>The decision about the candidates of a control in a context. Its lists are valid until the next control is decided.</summary>
/// <param name="Live">The candidates whose condition holds, best first.</param>
/// <param name="Best">The candidates that no other beats, in document order.</param>
/// <param name="Outcome">The outcome of the best candidate; null if there is none or if the best ones conflict.</param>
/// <param name="IsConflict">Whether the best candidates conflict.</param>
internal readonly record struct Decision(List<Candidate> Live, List<Candidate> Best, Outcome? Outcome, bool IsConflict)
{
    public static readonly Decision Nothing = new([], [], null, false);

    public Candidate? Applied => Best.Count > 0 && !IsConflict ? Best[0] : null;
}

/// <summary>The state of one request for many controls: the number of selector matches that remain, caches and buffers. Not
/// thread-safe.</summary>
internal sealed class CandidateQuery(int matches, CancellationToken token) : Budget(matches, token)
{
    public List<SelectorMatch> Matches { get; } = [];

    public List<Candidate> Candidates { get; } = [];

    /// <summary>Cached candidates, by the number of the controls' selector classes at all levels.</summary>
    public Dictionary<int, List<Candidate>> Shared { get; } = [];

    /// <summary>The numbers of selector classes: the class at a level, with the number for the levels before it.</summary>
    public Dictionary<(int Before, SelectorClass Class), int> Classes { get; } = [];

    /// <summary>Records which selectors of the document itself match any control, by number of the selector; null to record
    /// nothing.</summary>
    public bool[]? UsedSelectors { get; init; }
}

/// <summary>
/// Decides which assignments apply, one control at a time. Created once for a matrix; thread-safe.
/// </summary>
internal sealed class Engine
{
    private const int MaxRelated = 16;

    // Outcomes of the service model, by the sides of the layer owners; created on first use.
    private readonly Outcome?[] _byOwners = new Outcome?[(int)Sides.SharedAll + 1];
    private readonly LayerOwners _owners;

    public Engine(EffectiveMatrix effective, Limits limits, CommitmentTerms terms)
    {
        Limits = limits;
        Terms = terms;
        Effective = effective;
        Space = new ControlSpace(effective);
        Parameters = new ParameterSpace(effective.ParametersAt(0));
        Levels = new CompiledLevel[effective.Levels.Count];
        // Bases come first, since documents that extend them may refer to their duties.
        for (var level = Levels.Length - 1; level >= 0; level--)
            Levels[level] = new CompiledLevel(Space, Parameters, level, level + 1 < Levels.Length ? Levels[level + 1] : null);
        foreach (var model in effective.ServiceModels) Models.TryAdd(model.Id, model);
        _owners = new LayerOwners(Models);
    }

    public Limits Limits { get; }

    /// <summary>The metrics and units that are known.</summary>
    public CommitmentTerms Terms { get; }

    public EffectiveMatrix Effective { get; }

    public ControlSpace Space { get; }

    public ParameterSpace Parameters { get; }

    public CompiledLevel[] Levels { get; }

    public Dictionary<string, ServiceModel> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>The indexes of the parameters' values in a complete context.</summary>
    public int[] ValueIndexesOf(ResolutionContext context)
    {
        var numbers = new int[Parameters.Parameters.Count];
        for (var i = 0; i < numbers.Length; i++)
            if ((i == 0 ? context.ServiceModel : context.Parameters.GetValueOrDefault(Parameters.Parameters[i].Id)) is { } value
                && Parameters.TryFindValue(i, value, out var number)) numbers[i] = number;
        return numbers;
    }

    /// <summary>Adds the parameters on which the answer for a control may depend: those of its candidates, and the service model if it may
    /// decide.</summary>
    public void AddParameters(List<Candidate> candidates, ISet<int> parameters)
    {
        var isAlwaysDecided = false;
        foreach (var candidate in candidates)
        {
            isAlwaysDecided |= candidate.Assignment.When.HoldsEverywhere;
            candidate.Assignment.AddParameters(parameters);
        }
        if (!isAlwaysDecided && Effective.Defaults == DefaultsPolicy.ServiceModel && Parameters.SizeOf(0) > 1) parameters.Add(0);
    }

    /// <summary>Creates a query.</summary>
    /// <param name="token">Cancels the request.</param>
    /// <param name="notesSelectors">Whether to record which selectors of the document itself match any control.</param>
    public CandidateQuery CreateQuery(CancellationToken token, bool notesSelectors = false) =>
        new(Limits.MaxMatches, token) { UsedSelectors = notesSelectors ? new bool[Levels[0].SelectorCount] : null };

    /// <summary>All assignments that match a control, whatever their condition, best first. Do not modify the list: controls may share it.
    /// <see cref="CandidateQuery.Candidates"/> is valid until the next call, other lists as long as the query.</summary>
    /// <param name="node">The control.</param>
    /// <param name="query">The query; when it is spent, candidates are missing.</param>
    public List<Candidate> Candidates(int node, CandidateQuery query)
    {
        var isShared = FindClass(node, query, out var number);
        if (isShared && query.Shared.TryGetValue(number, out var known))
        {
            query.Take(1);
            return known;
        }
        var (matches, candidates) = (query.Matches, isShared ? [] : query.Candidates);
        candidates.Clear();
        foreach (var level in Levels)
        {
            matches.Clear();
            level.Table.Collect(node, matches);
            if (!query.Take(matches.Count)) break;
            if (level.Level == 0 && query.UsedSelectors is { } used)
                foreach (var match in matches) used[level.Assignments[match.Owner].FirstSelector + match.SelectorIndex] = true;
            if (matches.Count > 1) KeepBest(matches);
            foreach (var match in matches) candidates.Add(new Candidate(level.Assignments[match.Owner], match.SelectorIndex, match.Rank));
        }
        if (candidates.Count > 1) candidates.Sort(Candidate.Compare);
        if (isShared) query.Shared.Add(number, candidates);
        return candidates;
    }

    // Whether other controls may have the same candidates, and the number of their class.
    private bool FindClass(int node, CandidateQuery query, out int number)
    {
        number = 0;
        foreach (var level in Levels)
        {
            var selectorClass = level.Table.ClassOf(node);
            if (!selectorClass.MayBeShared(node)) return false;
            if (!query.Classes.TryGetValue((number, selectorClass), out var next))
                query.Classes.Add((number, selectorClass), next = query.Classes.Count + 1);
            number = next;
        }
        return true;
    }

    public Decision Decide(List<Candidate> candidates, int[] context)
    {
        var live = Live(candidates, context);
        if (live.Count == 0) return Decision.Nothing;
        if (live.Count == 1) return new Decision(live, live, live[0].Assignment.OutcomeIn(context), false);
        List<Candidate> best = [live[0]];
        List<CompiledCondition>? conditions = null;
        for (var i = 1; i < live.Count && live[i].IsEqualInWeight(live[0]); i++)
        {
            // Any candidate that beats this one is narrower and came before. Beating is transitive.
            conditions ??= [live[0].Assignment.When];
            var when = live[i].Assignment.When;
            var isKnown = conditions.Contains(when);
            if (!isKnown && conditions.Exists(other => other.StrictlyImplies(when))) continue;
            best.Add(live[i]);
            if (!isKnown) conditions.Add(when);
        }
        if (best.Count > 1) best.Sort((left, right) => left.Assignment.Index.CompareTo(right.Assignment.Index));
        var outcome = best[0].Assignment.OutcomeIn(context);
        var isConflict = best.Count > 1 && !AreAllEqual(best, outcome, context);
        return new Decision(live, best, isConflict ? null : outcome, isConflict);
    }

    /// <summary>The outcome that follows from the owners of a control's layers under a service model; null if a layer has no owner or there
    /// are no layers. Adds the layers to the list.</summary>
    public Outcome? ByServiceModel(int node, string model, List<(Layer Layer, Sides? Owner)>? layers = null)
    {
        var sides = Sides.None;
        var (hasLayers, isOpen) = (false, false);
        foreach (var layer in Space.LayersOf(node))
        {
            var owner = _owners.Of(model, layer);
            layers?.Add((layer, owner));
            hasLayers = true;
            isOpen |= owner is null or Sides.None;
            sides |= owner ?? Sides.None;
        }
        return isOpen || !hasLayers ? null : _byOwners[(int)sides] ??= OutcomeOf(sides);
    }

    /// <summary>The distinct duties of one or more children, in order.</summary>
    public ValueList<ResolvedDuty> Union(List<ResolvedControl> children)
    {
        var first = children[0].Duties;
        // Most siblings get a single duty from the same assignment.
        if (first.Count <= 1 && children.TrueForAll(child => child.Duties.AsSpan() == first.AsSpan())) return first;
        List<ResolvedDuty> union = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        var last = default(ReadOnlySpan<ResolvedDuty>);
        foreach (var child in children)
        {
            if (child.Duties.AsSpan() == last) continue;
            last = child.Duties.AsSpan();
            foreach (var duty in last)
                if (seen.Add(LevelOf(duty).MeaningOf(duty))) union.Add(duty);
        }
        return union.ToValueList();
    }

    /// <summary>The finding that assignments of equal weight conflict on a control, or are duplicates.</summary>
    public Diagnostic TieFinding(int node, Decision decision, string contexts)
    {
        var control = Space.ControlOf(node);
        var id = Shortened.Text(control.Id);
        var first = decision.Best[0].Assignment;
        var document = first.LevelOf.Document;
        var names = string.Join(", ", decision.Best.Take(8).Select(candidate => NameOf(candidate.Assignment))) +
            (decision.Best.Count > 8 ? $" and {decision.Best.Count - 8} more" : "");
        var message = decision.IsConflict
            ? $"{id} is assigned {decision.Best.Count} times, differently, with equal weight: {names}{contexts}. Take one out, or make " +
                $"one more specific."
            : $"{id} is assigned {decision.Best.Count} times with the same outcome: {names}{contexts}. The first applies; keep one.";
        var last = decision.Best[^1].Assignment;
        return Diagnostic.Of(decision.IsConflict ? ResolutionDescriptors.Conflict
            : ResolutionDescriptors.Duplicate, message, document.PlaceOf((decision.IsConflict ? first : last).Pointer)) with
        {
            Catalog = Space.CatalogOf(node),
            Control = control.Id,
            Related = decision.Best
                .Where(candidate => candidate.Assignment != (decision.IsConflict ? first : last))
                .Take(MaxRelated)
                .Select(
                    candidate =>
                    new RelatedPlace
                    {
                        Message = $"{NameOf(candidate.Assignment)} speaks of {Shortened.Text(control.Id)} too",
                        Place = document.PlaceOf(candidate.Assignment.Pointer)
                    })
                .ToValueList(),
        };
    }

    /// <summary>The finding that duties were left out because the answer is too large.</summary>
    public Diagnostic CutFinding(int controls, int first) => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The duties of {controls:N0} control{(controls == 1 ? "" : "s")}, {Space.ControlOf(first).Id} first, are left out, because the " +
            $"answer would have more than {Limits.MaxAnswerSize:N0} characters (Limits.MaxAnswerSize): parts nested in parts, or rows " +
            $"that speak of everything, repeat the same texts over and over. Ask about single controls, nest and repeat less, or raise " +
            $"the limit.",
        Effective.Document.PlaceOf("/assignments"));

    /// <summary>The finding that selectors match too often.</summary>
    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors match controls more than {Limits.MaxMatches:N0} times (Limits.MaxMatches); the answer is not complete. Use fewer " +
            $"assignments that speak of everything, or raise the limit.",
        Effective.Document.PlaceOf("/assignments"));

    // The ids in a duty belong to the document that states it.
    private CompiledLevel LevelOf(ResolvedDuty duty) => Array.Find(Levels, level => level.Level > 0 && level.Created(duty)) ?? Levels[0];

    private Outcome OutcomeOf(Sides sides)
    {
        List<ResolvedDuty> duties = [];
        if (sides.HasFlag(Sides.Provider)) duties.Add(Levels[0].ImpliedDuty(Effective.Service.Provider, Sides.Provider));
        if (sides.HasFlag(Sides.Customer)) duties.Add(Levels[0].ImpliedDuty(Effective.Service.Customer, Sides.Customer));
        return new Outcome
        {
            State = ControlState.Assigned,
            Duties = duties.ToValueList(),
            Split = sides,
            Coupling = Outcome.AreSeveral(sides) ? Coupling.Unspecified : null,
            Inheritability = Outcome.Derive(sides),
        };
    }

    private static List<Candidate> Live(List<Candidate> candidates, int[] context)
    {
        List<Candidate>? live = null;
        for (var i = 0; i < candidates.Count; i++)
        {
            var holds = candidates[i].Assignment.When.Holds(context);
            if (!holds) live ??= candidates.GetRange(0, i);
            else live?.Add(candidates[i]);
        }
        return live ?? candidates;
    }

    public static string NameOf(CompiledAssignment assignment) =>
        assignment.Source.Id is { } id ? $"\"{Shortened.Text(id)}\" ({assignment.Pointer})" : assignment.Pointer;

    private static bool AreAllEqual(List<Candidate> best, Outcome outcome, int[] context) =>
        best.TrueForAll(candidate => AreEqual(best[0].Assignment, outcome, candidate.Assignment, context));

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

    // Keeps the best selector of each assignment; of equal ones, the first.
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
