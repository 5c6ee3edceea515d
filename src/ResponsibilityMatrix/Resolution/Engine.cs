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

/// <summary>What the candidates of a control came to in a context. Its lists hold until the next control is asked for.</summary>
/// <param name="Live">The candidates whose condition holds, best first.</param>
/// <param name="Best">Those that nothing beats, in document order.</param>
/// <param name="Outcome">What the best one means, or null when there is none or when they contradict each other.</param>
/// <param name="IsConflict">Whether they contradict each other.</param>
internal readonly record struct Decision(List<Candidate> Live, List<Candidate> Best, Outcome? Outcome, bool IsConflict)
{
    public static readonly Decision Nothing = new([], [], null, false);

    public Candidate? Applied => Best.Count > 0 && !IsConflict ? Best[0] : null;
}

/// <summary>One question about many controls: how many more matches of selectors and controls it may cost, and the lists it works with. Not
/// shared between questions.</summary>
internal sealed class Question(int matches, CancellationToken token) : Budget(matches, token)
{
    public List<SelectorMatch> Matches { get; } = [];

    public List<Candidate> Candidates { get; } = [];

    /// <summary>The candidates of controls that have the same, by a number for their classes at all levels.</summary>
    public Dictionary<int, List<Candidate>> Shared { get; } = [];

    /// <summary>Numbers for classes: that of a level with the number of the levels before it.</summary>
    public Dictionary<(int Before, SelectorClass Class), int> Classes { get; } = [];

    /// <summary>Where to note which selectors of the document itself match anything, by their number among all of them; null to note
    /// nothing.</summary>
    public bool[]? UsedSelectors { get; init; }
}

/// <summary>
/// The rules of resolving, for one control at a time. Built once for a matrix; thread-safe.
/// </summary>
internal sealed class Engine
{
    private const int MostRelated = 16;

    // What the owners of layers come to, by the sides that they make; made when first asked for.
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
        // Bases come first, since what builds on them may name their duties.
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

    /// <summary>A context in which nothing is left open, in numbers.</summary>
    public int[] NumbersOf(ResolutionContext context)
    {
        var numbers = new int[Parameters.Parameters.Count];
        for (var i = 0; i < numbers.Length; i++)
            if ((i == 0 ? context.ServiceModel : context.Parameters.GetValueOrDefault(Parameters.Parameters[i].Id)) is { } value
                && Parameters.TryFindValue(i, value, out var number)) numbers[i] = number;
        return numbers;
    }

    /// <summary>Adds the parameters on which the answer for a control may depend: those that its candidates name, and the service model
    /// where it may decide.</summary>
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

    /// <summary>Starts a question.</summary>
    /// <param name="token">What ends it.</param>
    /// <param name="notesSelectors">Whether it notes which selectors of the document itself match anything.</param>
    public Question Ask(CancellationToken token, bool notesSelectors = false) =>
        new(Limits.MaxMatches, token) { UsedSelectors = notesSelectors ? new bool[Levels[0].SelectorCount] : null };

    /// <summary>All assignments that match a control, whatever their condition, best first. The list is the question's. One list may be
    /// that of many controls; <see cref="Question.Candidates"/> holds until the next call, others as long as the question.</summary>
    /// <param name="node">The control.</param>
    /// <param name="question">The question; when it has cost too much, candidates are missing.</param>
    public List<Candidate> Candidates(int node, Question question)
    {
        var isShared = FindClass(node, question, out var number);
        if (isShared && question.Shared.TryGetValue(number, out var known))
        {
            question.Take(1);
            return known;
        }
        var (matches, candidates) = (question.Matches, isShared ? [] : question.Candidates);
        candidates.Clear();
        foreach (var level in Levels)
        {
            matches.Clear();
            level.Table.Collect(node, matches);
            if (!question.Take(matches.Count)) break;
            if (level.Level == 0 && question.UsedSelectors is { } used)
                foreach (var match in matches) used[level.Assignments[match.Owner].FirstSelector + match.SelectorIndex] = true;
            if (matches.Count > 1) KeepBest(matches);
            foreach (var match in matches) candidates.Add(new Candidate(level.Assignments[match.Owner], match.SelectorIndex, match.Rank));
        }
        if (candidates.Count > 1) candidates.Sort(Candidate.Compare);
        if (isShared) question.Shared.Add(number, candidates);
        return candidates;
    }

    // Whether other controls may have the same candidates, and the number by which they are known then.
    private bool FindClass(int node, Question question, out int number)
    {
        number = 0;
        foreach (var level in Levels)
        {
            var of = level.Table.ClassOf(node);
            if (!of.MayBeShared(node)) return false;
            if (!question.Classes.TryGetValue((number, of), out var next))
                question.Classes.Add((number, of), next = question.Classes.Count + 1);
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
            // Whatever beats this one is narrower, so it came before; what beats that one beats this one too.
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

    /// <summary>What the owners of a control's layers under a service model make of it, or null when that says nothing; with the layers
    /// that were looked at.</summary>
    public Outcome? ByServiceModel(int node, string model, List<(Layer Layer, LayerOwner? Owner)>? layers = null)
    {
        var sides = Sides.None;
        var (hasLayers, isOpen) = (false, false);
        foreach (var layer in Space.LayersOf(node))
        {
            var owner = _owners.Of(model, layer);
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
        return isOpen || !hasLayers ? null : _byOwners[(int)sides] ??= OutcomeOf(sides);
    }

    /// <summary>The duties of several children, one at least, with equal ones once, in order.</summary>
    public ValueList<ResolvedDuty> Union(List<ResolvedControl> children)
    {
        var first = children[0].Duties;
        // Siblings mostly have their duties from one assignment, and most have one.
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

    /// <summary>The finding that assignments contradict each other on a control, or say the same twice.</summary>
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
                .Take(MostRelated)
                .Select(
                    candidate =>
                    new RelatedPlace { Message = $"{NameOf(candidate.Assignment)} speaks of {Shortened.Text(control.Id)} too",
                    Place = document.PlaceOf(candidate.Assignment.Pointer) })
                .ToValueList(),
        };
    }

    /// <summary>The finding that the duties of controls were left out.</summary>
    public Diagnostic CutFinding(int controls, int first) => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The duties of {controls:N0} control{(controls == 1 ? "" : "s")}, {Space.ControlOf(first).Id} first, are left out, because the " +
            $"answer would become too large: parts nested in parts, or rows that speak of everything, repeat the same texts over and " +
            $"over. Ask about single controls, or nest and repeat less.",
        Effective.Document.PlaceOf("/assignments"));

    /// <summary>The finding that selectors match too often.</summary>
    public Diagnostic LimitFinding() => Diagnostic.Of(
        DocumentDescriptors.LimitPassed,
        $"The selectors match controls more than {Limits.MaxMatches:N0} times; the answer is not complete. Use fewer assignments that " +
            $"speak of everything.",
        Effective.Document.PlaceOf("/assignments"));

    // The ids that a duty uses are those of its document.
    private CompiledLevel LevelOf(ResolvedDuty duty) => Array.Find(Levels, level => level.Level > 0 && level.Made(duty)) ?? Levels[0];

    private Outcome OutcomeOf(Sides sides)
    {
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
