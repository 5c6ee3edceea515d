namespace ResponsibilityMatrix.Json;

/// <summary>Makes the automaton of a pattern: each of its states is the set of steps that the search may have come to. Gives up when that
/// takes too long.</summary>
internal sealed class SubsetConstruction
{
    private const int MostStates = 2_000;
    private const int LargestTable = 100_000;
    private const int MostWork = 250_000;
    private const int Refused = 0;
    private const int Accepted = 1;
    private readonly PatternSteps _steps;
    private readonly List<int[]> _states = [[], []];
    private readonly List<bool> _acceptsAtEnd = [false, true];
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly List<int> _found = [];
    private readonly Stack<int> _toVisit = new();
    // In which round a step was last visited: none has to be forgotten one by one.
    private readonly int[] _visited;
    private int _round;
    private int _work;

    public SubsetConstruction(PatternSteps steps)
    {
        _steps = steps;
        _visited = new int[steps.Count];
    }

    /// <summary>The automaton, or null when it would be too large.</summary>
    public PatternAutomaton? Run()
    {
        if (PatternAlphabet.TryBuild(_steps.Sets) is not { } alphabet) return null;
        var width = alphabet.ClassCount;
        var classesOfSets = _steps.Sets.ConvertAll(alphabet.ClassesIn);

        BeginRound();
        Visit(_steps.First, isAtStart: true, isAtEnd: false);
        // The beginning is a state apart, for only there ^ leads on.
        var start = FoundState(isAtStart: true);

        // The rows of the two states that nothing leads out of are never read.
        List<int> table = [.. new int[2 * width]];
        for (var state = 2; state < _states.Count; state++)
        {
            for (var symbol = 0; symbol < width; symbol++)
            {
                BeginRound();
                foreach (var at in _states[state])
                {
                    _work++;
                    var step = _steps[at];
                    if (step.Kind == PatternStepKind.Character && classesOfSets[step.Other][symbol])
                        Visit(step.Next, isAtStart: false, isAtEnd: false);
                }
                // A match may begin at each character.
                Visit(_steps.First, isAtStart: false, isAtEnd: false);
                table.Add(FoundState(isAtStart: false) * width);
            }
            if (_work > MostWork || _states.Count > MostStates || table.Count > LargestTable) return null;
        }
        return new PatternAutomaton([.. table], [.. _acceptsAtEnd], start * width, alphabet);
    }

    private void BeginRound()
    {
        _round++;
        _found.Clear();
    }

    // Goes on from a step without consuming anything, and keeps where it ends up.
    private void Visit(int from, bool isAtStart, bool isAtEnd)
    {
        _toVisit.Push(from);
        while (_toVisit.TryPop(out var at))
        {
            _work++;
            if (_visited[at] == _round) continue;
            _visited[at] = _round;
            var step = _steps[at];
            switch (step.Kind)
            {
                case PatternStepKind.Fork:
                    _toVisit.Push(step.Other);
                    _toVisit.Push(step.Next);
                    break;
                case PatternStepKind.Start when isAtStart:
                case PatternStepKind.End when isAtEnd:
                    _toVisit.Push(step.Next);
                    break;
                case PatternStepKind.Start:
                    break;
                default:
                    _found.Add(at);
                    break;
            }
        }
    }

    private int FoundState(bool isAtStart)
    {
        if (_found.Count == 0) return Refused;
        _found.Sort();
        if (_steps[_found[0]].Kind == PatternStepKind.Match) return Accepted;
        if (isAtStart) return AddState(isAtStart);
        var key = string.Create(_found.Count, _found, static (text, found) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)found[i];
        });
        if (_known.TryGetValue(key, out var known)) return known;
        var added = AddState(isAtStart);
        _known.Add(key, added);
        return added;
    }

    private int AddState(bool isAtStart)
    {
        int[] steps = [.. _found];
        BeginRound();
        foreach (var at in steps)
            if (_steps[at].Kind == PatternStepKind.End) Visit(at, isAtStart, isAtEnd: true);
        _acceptsAtEnd.Add(_found.Exists(at => _steps[at].Kind == PatternStepKind.Match));
        _states.Add(steps);
        return _states.Count - 1;
    }
}
