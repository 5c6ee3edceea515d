using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Contexts in which candidates lead to the same decision.</summary>
/// <param name="Decision">The decision. Of one among several contexts, its lists are copies; of a single context, they are valid as long as
/// the candidates.</param>
/// <param name="Outcome">The outcome of the assignment that applies, or null.</param>
/// <param name="Contexts">The numbers of the contexts.</param>
internal sealed record DecidedCase(Decision Decision, Outcome? Outcome, List<int> Contexts);

/// <summary>
/// The decisions about candidates in all contexts. Contexts with the same best assignments, and the same duties of the one that applies,
/// are grouped.
/// </summary>
internal sealed class DecidedContexts
{
    // At most this many sets of tied assignments are listed; the rest are counted.
    private const int MaxTies = 16;
    private readonly Contexts _contexts;
    private readonly List<DecidedCase> _cases;
    private IReadOnlyList<(Decision Decision, string Where)>? _ties;

    private DecidedContexts(Contexts contexts, List<DecidedCase> cases, bool isCut)
    {
        (_contexts, _cases, IsCut) = (contexts, cases, isCut);
        Settled = cases.TrueForAll(static one => !one.Decision.IsConflict) ? cases : cases.FindAll(one => !one.Decision.IsConflict);
    }

    /// <summary>Compares the keys that <see cref="KeyOf"/> returns.</summary>
    public static IEqualityComparer<int[]> KeyComparer { get; } = new ArrayComparer();

    public List<DecidedCase> Cases => _cases;

    /// <summary>The cases without a conflict.</summary>
    public List<DecidedCase> Settled { get; }

    /// <summary>The decisions with several best assignments, each with the description of its contexts that <see cref="Engine.TieFinding"/>
    /// takes.</summary>
    public IReadOnlyList<(Decision Decision, string Where)> Ties => _ties ??= FindTies();

    /// <summary>Whether there were too many contexts, so that only the first was decided.</summary>
    public bool IsCut { get; }

    /// <summary>The number of contexts.</summary>
    public long Count => _contexts.Count;

    /// <summary>A key that is equal for equal candidates.</summary>
    public static int[] KeyOf(List<Candidate> candidates)
    {
        var numbers = new int[candidates.Count * 4];
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            (numbers[4 * i], numbers[(4 * i) + 1], numbers[(4 * i) + 2], numbers[(4 * i) + 3]) =
                (candidate.Assignment.Level, candidate.Assignment.Index, candidate.SelectorIndex, candidate.Rank);
        }
        return numbers;
    }

    /// <summary>Decides candidates in every context.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="candidates">The candidates; the list may change afterwards.</param>
    /// <param name="budget">The budget: one step per context and candidate.</param>
    /// <param name="context">A context in which every parameter has its first value. It is modified, and restored afterwards; sharing it
    /// avoids an allocation per row.</param>
    /// <param name="token">Cancels the request.</param>
    public static DecidedContexts Of(Engine engine, List<Candidate> candidates, Budget budget, int[] context, CancellationToken token)
    {
        SortedSet<int> parameters = [];
        engine.AddParameters(candidates, parameters);
        var contexts = new Contexts(engine.Parameters, parameters);
        var isCut = contexts.Count > 1
            && (contexts.Count > engine.Limits.MaxContexts || !budget.Take(contexts.Count * (candidates.Count + 1)));
        if (isCut) contexts = new Contexts(engine.Parameters, []);
        List<DecidedCase> cases = [];
        Dictionary<int[], DecidedCase>? byMeaning = contexts.Count > 1 ? new(KeyComparer) : null;
        for (var number = 0; number < contexts.Count; number++)
        {
            var decision = engine.Decide(candidates, context);
            var meaning = byMeaning is null ? null : MeaningOf(engine, decision, context);
            if (meaning is not null && byMeaning!.TryGetValue(meaning, out var known))
            {
                known.Contexts.Add(number);
            }
            else
            {
                // The decision's lists may be the caller's.
                if (meaning is not null) decision = decision with { Live = [.. decision.Live], Best = [.. decision.Best] };
                known = new DecidedCase(decision, decision.Outcome, [number]);
                cases.Add(known);
                if (meaning is not null) byMeaning!.Add(meaning, known);
            }
            contexts.Next(context);
            token.ThrowIfCancellationRequested();
        }
        return new DecidedContexts(contexts, cases, isCut);
    }

    /// <summary>The decision in the first context only.</summary>
    public DecidedContexts First() => new(new Contexts(_contexts.Space, []), [_cases[0] with { Contexts = [0] }], true);

    /// <summary>Sets a context to the first context of a case; with null, resets every parameter to its first value.</summary>
    public void Set(int[] context, DecidedCase? one) => _contexts.Set(context, one is null ? 0 : one.Contexts[0]);

    /// <summary><c> (when plan is enterprise)</c>; empty when it holds in all contexts.</summary>
    public string Name(IReadOnlyList<int> where) => _contexts.Name(where);

    // The best assignments and the broader ones of bases; of the one that applies, its coupling and the duties that hold.
    private static int[] MeaningOf(Engine engine, Decision decision, int[] context)
    {
        List<int> meaning = [decision.IsConflict ? 1 : 0];
        foreach (var best in decision.Best) meaning.AddRange([best.Assignment.Level, best.Assignment.Index]);
        if (decision.Best.Count == 0)
        {
            if (engine.Effective.Defaults == DefaultsPolicy.ServiceModel) meaning.Add(context[0]);
            return [.. meaning];
        }
        meaning.Add(-1);
        foreach (var live in decision.Live)
            if (live.Assignment.Level > decision.Best[0].Assignment.Level && live.Rank < decision.Best[0].Rank)
                meaning.Add(live.Assignment.Index);
        meaning.Add(-1);
        if (decision.IsConflict) return [.. meaning];
        var applied = decision.Best[0].Assignment;
        meaning.Add((int?)decision.Outcome!.Coupling ?? -1);
        for (var i = 0; i < applied.Duties.Length; i++)
            if (applied.ConditionOf(i).Holds(context)) meaning.Add(i);
        return [.. meaning];
    }

    private IReadOnlyList<(Decision Decision, string Where)> FindTies()
    {
        if (_cases.TrueForAll(static one => one.Decision.Best.Count < 2)) return [];
        List<(Decision, string)> ties = [];
        foreach (var isConflict in new[] { true, false })
        {
            var alike = _cases.FindAll(one => one.Decision.Best.Count > 1 && one.Decision.IsConflict == isConflict);
            for (var i = 0; i < Math.Min(alike.Count, MaxTies); i++) ties.Add((alike[i].Decision, Name(alike[i].Contexts)));
            if (alike.Count <= MaxTies) continue;
            var others = alike.Skip(MaxTies + 1).ToList();
            var more = others.Count == 0 ? ""
                : $", and so are {Grouped.Of(others.Count)} more sets of assignments in " +
                    $"{Grouped.Of(others.Sum(one => one.Contexts.Count))} more contexts";
            ties.Add((alike[MaxTies].Decision, Name(alike[MaxTies].Contexts) + more));
        }
        return ties;
    }

    private sealed class ArrayComparer : IEqualityComparer<int[]>
    {
        public bool Equals(int[]? left, int[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode(int[] numbers)
        {
            var hash = new HashCode();
            foreach (var number in numbers) hash.Add(number);
            return hash.ToHashCode();
        }
    }
}
