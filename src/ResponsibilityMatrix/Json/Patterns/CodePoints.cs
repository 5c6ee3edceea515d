using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// A set of Unicode code points, as the sorted numbers at which membership changes: ranges [a, b+1) alternate with gaps. Immutable and
/// thread-safe.
/// </summary>
internal sealed class CodePoints
{
    /// <summary>One more than the last code point.</summary>
    public const int End = 0x110000;

    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;
    private const int FirstOfPairs = 0x10000;
    private readonly int[] _bounds;

    private CodePoints(int[] bounds) => _bounds = bounds;

    public static CodePoints Digits { get; } = new(['0', '9' + 1]);

    public static CodePoints WordCharacters { get; } = new(['0', '9' + 1, 'A', 'Z' + 1, '_', '_' + 1, 'a', 'z' + 1]);

    public static CodePoints LineTerminators { get; } = new(['\n', '\n' + 1, '\r', '\r' + 1, 0x2028, 0x202A]);

    /// <summary>WhiteSpace and LineTerminator of ECMA-262; .NET's <c>\s</c> differs.</summary>
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

    public static CodePoints Of(int codePoint) => new([codePoint, codePoint + 1]);

    /// <summary>Creates the set of ranges, which may overlap and be in any order.</summary>
    public static CodePoints Of(IEnumerable<(int First, int Last)> ranges)
    {
        List<int> bounds = [];
        foreach (var (first, last) in ranges.OrderBy(range => range.First))
        {
            if (bounds.Count > 0 && first <= bounds[^1]) bounds[^1] = Math.Max(bounds[^1], last + 1);
            else bounds.AddRange([first, last + 1]);
        }
        return new([.. bounds]);
    }

    /// <summary>The code points of general categories; bit n of the mask stands for category n.</summary>
    public static CodePoints OfCategories(int mask)
    {
        List<int> bounds = [];
        for (var codePoint = 0; codePoint < End; codePoint++)
        {
            var isMember = (mask >> (int)CharUnicodeInfo.GetUnicodeCategory(codePoint) & 1) != 0;
            if (isMember != (bounds.Count % 2 == 1)) bounds.Add(codePoint);
        }
        if (bounds.Count % 2 == 1) bounds.Add(End);
        return new([.. bounds]);
    }

    public CodePoints Complement()
    {
        // The complement changes at the same points, except at the two ends.
        List<int> bounds = [.. _bounds];
        if (bounds is [0, ..]) bounds.RemoveAt(0);
        else bounds.Insert(0, 0);
        if (bounds is [.., End]) bounds.RemoveAt(bounds.Count - 1);
        else bounds.Add(End);
        return new([.. bounds]);
    }

    public bool Contains(int codePoint)
    {
        var at = Array.BinarySearch(_bounds, codePoint);
        return at >= 0 ? at % 2 == 0 : ~at % 2 == 1;
    }

    /// <summary>
    /// The .NET pattern for one of the code points, in UTF-16: a class and surrogate pairs. Valid text never contains half a pair.
    /// </summary>
    public string ToPattern()
    {
        if (_bounds is [var one, var after] && after == one + 1 && one < FirstSurrogate) return $"\\u{one:X4}";
        var single = new StringBuilder();
        List<string> alternatives = [];
        foreach (var (first, last) in Ranges)
        {
            AddRange(single, first, Math.Min(last, FirstSurrogate - 1));
            AddRange(single, Math.Max(first, LastSurrogate + 1), Math.Min(last, FirstOfPairs - 1));
            if (last >= FirstOfPairs) AddPairs(alternatives, Math.Max(first, FirstOfPairs), last);
        }
        if (single.Length > 0) alternatives.Insert(0, $"[{single}]");
        return alternatives.Count == 0 ? "(?!)"
            : alternatives.Count == 1 && single.Length > 0 ? alternatives[0] : $"(?:{string.Join('|', alternatives)})";
    }

    private static void AddPairs(List<string> alternatives, int first, int last)
    {
        while (first <= last)
        {
            var pair = char.ConvertFromUtf32(first);
            // Whole blocks of 1,024 code points share their low surrogates.
            var blocks = pair[1] == '\uDC00' ? (last + 1 - first) >> 10 : 0;
            var end = blocks > 0 ? first + (blocks << 10) - 1 : Math.Min(last, first | 0x3FF);
            var highs = new StringBuilder();
            var lows = new StringBuilder();
            AddRange(highs, pair[0], char.ConvertFromUtf32(end)[0]);
            AddRange(lows, pair[1], char.ConvertFromUtf32(end)[1]);
            alternatives.Add($"[{highs}][{lows}]");
            first = end + 1;
        }
    }

    private static void AddRange(StringBuilder members, int first, int last)
    {
        if (first <= last) members.Append(CultureInfo.InvariantCulture, $"\\u{first:X4}-\\u{last:X4}");
    }
}
