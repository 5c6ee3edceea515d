using System.Text;

namespace ResponsibilityMatrix.Reports;

/// <summary>The direction and the script of texts, as far as Word needs to be told.</summary>
internal static class TextDirection
{
    private static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase)
        { "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi" };

    private static readonly HashSet<string> RightToLeftScripts = new(StringComparer.OrdinalIgnoreCase)
        { "Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa" };

    /// <summary>Whether a language (BCP 47) is written from right to left.</summary>
    public static bool IsRightToLeft(string language)
    {
        var parts = language.Split('-');
        var script = parts.Skip(1).FirstOrDefault(part => part.Length == 4 && part.All(char.IsAsciiLetter));
        return script is null ? RightToLeft.Contains(parts[0]) : RightToLeftScripts.Contains(script);
    }

    /// <summary>The direction of the first letter: true for right to left; null for a text without letters.</summary>
    public static bool? FirstOf(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (DirectionOf(rune) is { } direction) return direction;
        return null;
    }

    /// <summary>Whether a text has Chinese, Japanese or Korean letters.</summary>
    public static bool HasEastAsian(string text) => text.AsSpan().IndexOfAnyInRange('\u2E80', '\uD7FF') >= 0
        || text.AsSpan().IndexOfAnyInRange('\uF900', '\uFAFF') >= 0 || text.AsSpan().IndexOfAnyInRange('\uFF00', '\uFFEF') >= 0;

    /// <summary>The text in pieces of one direction. What has none, such as blanks, goes with the piece before it, or with the direction
    /// around where it stands between two.</summary>
    public static IEnumerable<(string Text, bool IsRightToLeft)> Pieces(string text, bool around)
    {
        if (text.Length == 0) yield break;
        if (text.AsSpan().IndexOfAnyInRange('\u0590', '\uFFFF') < 0)
        {
            yield return (text, false);
            yield break;
        }
        var (start, neutral, current) = (0, -1, (bool?)null);
        for (var i = 0; i < text.Length;)
        {
            Rune.TryGetRuneAt(text, i, out var rune);
            if (DirectionOf(rune) is not { } direction)
            {
                if (neutral < 0) neutral = i;
            }
            else
            {
                if (current is { } before && before != direction)
                {
                    // Between two directions, what has none goes with the direction around.
                    var cut = neutral >= 0 && direction == around ? neutral : i;
                    yield return (text[start..cut], before);
                    start = cut;
                }
                current = direction;
                neutral = -1;
            }
            i += Math.Max(1, rune.Utf16SequenceLength);
        }
        yield return (text[start..], current ?? false);
    }

    // Digits of Arabic script are written from left to right, and belong to the words around.
    private static bool? DirectionOf(Rune rune) => rune.Value switch
    {
        >= 0x0660 and <= 0x0669 or >= 0x06F0 and <= 0x06F9 => null,
        >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFC or >= 0x10800 and <= 0x10FFF
            or >= 0x1E800 and <= 0x1EFFF => Rune.IsLetter(rune) ? true : null,
        _ => Rune.IsLetter(rune) ? false : null,
    };
}
