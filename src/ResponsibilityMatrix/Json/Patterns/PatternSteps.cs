namespace ResponsibilityMatrix.Json;

/// <summary>What a step of a pattern does.</summary>
internal enum PatternStepKind : byte
{
    Match,
    Character,
    Fork,
    Start,
    End,
}

/// <summary>One step: <see cref="Next"/> follows it, for a fork <see cref="Other"/> as well; a character's set is
/// <see cref="Other"/>.</summary>
internal readonly record struct PatternStep(PatternStepKind Kind, int Next, int Other);

/// <summary>A regular pattern as steps that lead to a match, written from the last to the first; repetitions are written out.</summary>
internal sealed class PatternSteps
{
    private const int Most = 4_000;
    private const int MostSets = 128;
    private const int TooMany = -1;
    private readonly List<PatternStep> _steps = [new(PatternStepKind.Match, 0, 0)];
    private readonly List<CodePoints> _sets = [];

    private PatternSteps()
    {
    }

    public int First { get; private set; }

    public int Count => _steps.Count;

    public List<CodePoints> Sets => _sets;

    public PatternStep this[int step] => _steps[step];

    /// <summary>The steps of a pattern, or null when there are too many.</summary>
    public static PatternSteps? TryBuild(PatternNode pattern)
    {
        var steps = new PatternSteps();
        steps.First = steps.Add(pattern, 0);
        return steps.First == TooMany ? null : steps;
    }

    // Adds a node that goes on to a step, and returns the step it begins with.
    private int Add(PatternNode node, int next)
    {
        if (next == TooMany) return TooMany;
        switch (node)
        {
            case CharacterNode character:
                var set = SetNumber(character.Set);
                return set == TooMany ? TooMany : Add(new PatternStep(PatternStepKind.Character, next, set));
            case SequenceNode sequence:
                for (var i = sequence.Items.Length - 1; i >= 0 && next != TooMany; i--) next = Add(sequence.Items[i], next);
                return next;
            case AlternationNode alternation:
                var first = Add(alternation.Items[^1], next);
                for (var i = alternation.Items.Length - 2; i >= 0 && first != TooMany; i--)
                {
                    var item = Add(alternation.Items[i], next);
                    first = item == TooMany ? TooMany : Add(new PatternStep(PatternStepKind.Fork, item, first));
                }
                return first;
            case CaptureNode capture:
                return Add(capture.Item, next);
            case RepeatNode repeat:
                return AddRepeat(repeat, next);
            case AnchorNode anchor:
                return Add(new PatternStep(anchor.Anchor == PatternAnchor.Start ? PatternStepKind.Start : PatternStepKind.End, next, 0));
            default:
                throw new InvalidOperationException("Only a regular pattern has steps.");
        }
    }

    private int AddRepeat(RepeatNode repeat, int next)
    {
        var after = next;
        if (repeat.Max == RepeatNode.Unbounded)
        {
            var loop = Add(new PatternStep(PatternStepKind.Fork, next, next));
            if (loop == TooMany) return TooMany;
            var body = Add(repeat.Item, loop);
            if (body == TooMany) return TooMany;
            _steps[loop] = new PatternStep(PatternStepKind.Fork, body, next);
            next = loop;
        }
        else
        {
            for (var i = repeat.Min; i < repeat.Max && next != TooMany; i++)
            {
                var body = Add(repeat.Item, next);
                if (body == next) break;
                next = body == TooMany ? TooMany : Add(new PatternStep(PatternStepKind.Fork, body, after));
            }
        }
        for (var i = 0; i < repeat.Min && next != TooMany; i++)
        {
            var body = Add(repeat.Item, next);
            // The empty text a million times is the empty text.
            if (body == next) break;
            next = body;
        }
        return next;
    }

    private int Add(PatternStep step)
    {
        if (_steps.Count == Most) return TooMany;
        _steps.Add(step);
        return _steps.Count - 1;
    }

    private int SetNumber(CodePoints set)
    {
        for (var i = 0; i < _sets.Count; i++)
            if (_sets[i].HasSameMembers(set)) return i;
        if (_sets.Count == MostSets) return TooMany;
        _sets.Add(set);
        return _sets.Count - 1;
    }
}
