using System.Globalization;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// A set of Unicode code points: the sorted numbers at which membership changes, so that [a, b+1) alternate with gaps. Immutable and
/// thread-safe. </summary>
internal sealed class CodePoints
{
    /// <summary>One more than the last code point.</summary>
    public const int End = 0x110000;

    private const int FirstSurrogate = 0xD800;
    private const int AfterSurrogates = 0xE000;
    private readonly int[] _bounds;

    private CodePoints(int[] bounds) => _bounds = bounds;

    public static CodePoints Everything { get; } = new([0, End]);

    public static CodePoints Digits { get; } = new(['0', '9' + 1]);

    public static CodePoints WordCharacters { get; } = new(['0', '9' + 1, 'A', 'Z' + 1, '_', '_' + 1, 'a', 'z' + 1]);

    public static CodePoints LineTerminators { get; } = new(['\n', '\n' + 1, '\r', '\r' + 1, 0x2028, 0x202A]);

    /// <summary>WhiteSpace and LineTerminator of ECMA-262, which is not what .NET's <c>\s</c> matches.</summary>
    public static CodePoints WhiteSpace { get; } =
        new([0x9, 0xE, 0x20, 0x21, 0xA0, 0xA1, 0x1680, 0x1681, 0x2000, 0x200B, 0x2028, 0x202A, 0x202F, 0x2030, 0x205F, 0x2060, 0x3000,
            0x3001, 0xFEFF, 0xFF00]);

    /// <summary>The ranges, first and last code point included.</summary>
    public IEnumerable<(int First, int Last)> Ranges
    {
        get
        {
            for (var i = 0; i < _bounds.Length; i += 2) yield return (_bounds[i], _bounds[i + 1] - 1);
        }
    }

    public ReadOnlySpan<int> Bounds => _bounds;

    public bool IsEmpty => _bounds.Length == 0;

    public static CodePoints Of(int codePoint) => new([codePoint, codePoint + 1]);

    /// <summary>The set of ranges that may overlap and stand in any order.</summary>
    public static CodePoints Of(List<(int First, int Last)> ranges)
    {
        SortByFirst(ranges);
        List<int> bounds = [];
        foreach (var (first, last) in ranges)
        {
            if (bounds.Count > 0 && first <= bounds[^1]) bounds[^1] = Math.Max(bounds[^1], last + 1);
            else bounds.AddRange([first, last + 1]);
        }
        return new([.. bounds]);
    }

    // Classes are short, and mostly written in order. Sorting pairs with the library would cost more to prepare than all patterns of a
    // schema.
    private static void SortByFirst(List<(int First, int Last)> ranges)
    {
        var isSorted = true;
        for (var i = 1; i < ranges.Count && isSorted; i++) isSorted = ranges[i - 1].First <= ranges[i].First;
        if (isSorted) return;
        var firsts = new int[ranges.Count];
        var lasts = new int[ranges.Count];
        for (var i = 0; i < firsts.Length; i++) (firsts[i], lasts[i]) = ranges[i];
        Array.Sort(firsts, lasts);
        for (var i = 0; i < firsts.Length; i++) ranges[i] = (firsts[i], lasts[i]);
    }

    public CodePoints Complement()
    {
        // Where membership changes stays the same, but for the two ends.
        List<int> bounds = [.. _bounds];
        if (bounds.Count > 0 && bounds[0] == 0) bounds.RemoveAt(0);
        else bounds.Insert(0, 0);
        if (bounds.Count > 0 && bounds[^1] == End) bounds.RemoveAt(bounds.Count - 1);
        else bounds.Add(End);
        return new([.. bounds]);
    }

    /// <summary>The set without the halves of surrogate pairs: no text that is valid UTF-8 has them.</summary>
    public CodePoints WithoutSurrogates()
    {
        List<(int First, int Last)> ranges = [];
        foreach (var (first, last) in Ranges)
        {
            if (first < FirstSurrogate) ranges.Add((first, Math.Min(last, FirstSurrogate - 1)));
            if (last >= AfterSurrogates) ranges.Add((Math.Max(first, AfterSurrogates), last));
        }
        return Of(ranges);
    }

    public bool Contains(int codePoint)
    {
        var at = Array.BinarySearch(_bounds, codePoint);
        return at >= 0 ? at % 2 == 0 : ~at % 2 == 1;
    }

    public bool HasSameMembers(CodePoints other) => _bounds.AsSpan().SequenceEqual(other._bounds);

    /// <summary>The code points of some general categories; bit n of the mask stands for category n.</summary>
    public static CodePoints OfCategories(int mask)
    {
        List<int> bounds = [];
        var (starts, categories) = CategoryRuns.Value;
        for (var i = 0; i < categories.Length; i++)
        {
            var isMember = (mask >> categories[i] & 1) != 0;
            if (isMember != (bounds.Count % 2 == 1)) bounds.Add(starts[i]);
        }
        if (bounds.Count % 2 == 1) bounds.Add(End);
        return new([.. bounds]);
    }

    // Asking for each of a million code points takes milliseconds at the start of a command. Planes 4 to 13 hold nothing, 15 and 16 private
    // use alone.
    private static readonly Lazy<(int[] Starts, byte[] Categories)> CategoryRuns = new(static () =>
    {
        List<int> starts = new(4_200);
        List<byte> categories = new(4_200);
        Scan(0, 0x40000);
        Scan(0xE0000, 0xE0200);
        Scan(0xEFFFE, 0xF0002);
        Scan(0xFFFFD, 0x100002);
        Scan(0x10FFFD, End);
        return ([.. starts], [.. categories]);

        void Scan(int from, int to)
        {
            for (var codePoint = from; codePoint < to; codePoint++)
            {
                var category = (byte)CharUnicodeInfo.GetUnicodeCategory(codePoint);
                if (categories.Count > 0 && categories[^1] == category) continue;
                starts.Add(codePoint);
                categories.Add(category);
            }
        }
    });
}
