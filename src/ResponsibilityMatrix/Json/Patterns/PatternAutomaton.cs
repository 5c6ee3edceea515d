using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// A pattern as a deterministic automaton over UTF-8: one look into a table for each character. A search that may begin anywhere is a state
/// that takes up the beginning again at each step, so the text is read once and no further than the answer is certain. Immutable and
/// thread-safe. </summary>
internal sealed class PatternAutomaton : PatternMatcher
{
    // Rows are named by where they begin in the table. In the first two the answer is known already.
    private readonly int _lastCertain;
    private readonly int _start;
    private readonly int[] _next;
    private readonly bool[] _acceptsAtEnd;
    private readonly int _width;
    private readonly byte[] _asciiClasses;
    private readonly PatternAlphabet _alphabet;

    internal PatternAutomaton(int[] next, bool[] acceptsAtEnd, int start, PatternAlphabet alphabet)
    {
        _width = alphabet.ClassCount;
        _lastCertain = _width;
        _start = start;
        _next = next;
        _acceptsAtEnd = acceptsAtEnd;
        _asciiClasses = alphabet.AsciiClasses;
        _alphabet = alphabet;
    }

    /// <summary>The automaton of a pattern, or null when it is not regular or the automaton would be too large.</summary>
    public static PatternAutomaton? TryBuild(PatternNode pattern) =>
        pattern.IsRegular && PatternSteps.TryBuild(pattern) is { } steps ? new SubsetConstruction(steps).Run() : null;

    public override PatternResult IsMatch(ReadOnlySpan<byte> utf8)
    {
        var next = _next;
        var classes = _asciiClasses;
        var state = _start;
        for (var i = 0; i < utf8.Length;)
        {
            if (state <= _lastCertain) break;
            var value = utf8[i];
            if (value < classes.Length)
            {
                state = next[state + classes[value]];
                i++;
                continue;
            }
            Rune.DecodeFromUtf8(utf8[i..], out var rune, out var length);
            state = next[state + _alphabet.ClassOf(rune.Value)];
            i += length;
        }
        return _acceptsAtEnd[state / _width] ? PatternResult.Match : PatternResult.NoMatch;
    }
}

/// <summary>The code points in classes that no set of a pattern tells apart. Immutable.</summary>
internal sealed class PatternAlphabet
{
    private const int MostClasses = 128;
    private readonly int[] _starts;
    private readonly byte[] _classes;

    private PatternAlphabet(int[] starts, byte[] classes, int classCount)
    {
        _starts = starts;
        _classes = classes;
        ClassCount = classCount;
        AsciiClasses = new byte[128];
        for (var i = 0; i < AsciiClasses.Length; i++) AsciiClasses[i] = ClassOf(i);
    }

    public int ClassCount { get; }

    public byte[] AsciiClasses { get; }

    /// <summary>The classes of some sets, or null when there are too many.</summary>
    public static PatternAlphabet? TryBuild(List<CodePoints> sets)
    {
        // Each set splits each class into what it has and what it has not.
        int[] starts = [0];
        byte[] classes = [0];
        var count = 1;
        foreach (var set in sets)
        {
            var bounds = set.Bounds;
            var parts = new Dictionary<int, int>();
            List<int> newStarts = new(starts.Length + bounds.Length);
            List<byte> newClasses = new(starts.Length + bounds.Length);
            var (run, bound) = (0, 0);
            while (run < starts.Length || (bound < bounds.Length && bounds[bound] < CodePoints.End))
            {
                var start = Math.Min(run < starts.Length ? starts[run] : CodePoints.End, bound < bounds.Length ? bounds[bound]
                    : CodePoints.End);
                if (run < starts.Length && starts[run] == start) run++;
                if (bound < bounds.Length && bounds[bound] == start) bound++;
                var part = classes[run - 1] * 2 + bound % 2;
                if (!parts.TryGetValue(part, out var known))
                {
                    if (parts.Count == MostClasses) return null;
                    known = parts.Count;
                    parts.Add(part, known);
                }
                if (newClasses.Count > 0 && newClasses[^1] == (byte)known) continue;
                newStarts.Add(start);
                newClasses.Add((byte)known);
            }
            (starts, classes, count) = ([.. newStarts], [.. newClasses], parts.Count);
        }
        return new PatternAlphabet(starts, classes, count);
    }

    public byte ClassOf(int codePoint)
    {
        var (low, high) = (0, _starts.Length);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (_starts[middle] <= codePoint) low = middle;
            else high = middle;
        }
        return _classes[low];
    }

    /// <summary>Which classes a set that the alphabet was built for consists of.</summary>
    public bool[] ClassesIn(CodePoints set)
    {
        var isIn = new bool[ClassCount];
        for (var i = 0; i < _starts.Length; i++) isIn[_classes[i]] |= set.Contains(_starts[i]);
        return isIn;
    }
}
