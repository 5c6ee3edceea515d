using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>Names for the sheets of one workbook, made of any texts. Not thread-safe.</summary>
internal sealed class SheetNames
{
    private const int Longest = 31;
    private const string Forbidden = "\\/?*[]:'";

    // A name that programs keep for themselves.
    private const string Kept = "History";

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase) { Kept };

    /// <summary>A name that no other sheet has, with what a name of a sheet may have.</summary>
    public string NameOf(string title)
    {
        var plain = string.Concat(title.EnumerateRunes().Select(rune => IsAllowed(rune) ? rune.ToString() : " ")).Trim();
        if (plain.Length == 0) plain = "Sheet";
        for (var i = 1; ; i++)
        {
            var number = i == 1 ? "" : $" {i}";
            var name = Cut(plain, Longest - number.Length).TrimEnd() + number;
            if (_names.Add(name)) return name;
        }
    }

    // Joiners are a part of words and signs.
    private static bool IsAllowed(Rune rune) => rune.Value is 0x200C or 0x200D
        || (rune.Value is not (0xFFFE or 0xFFFF) && !(rune.IsBmp && Forbidden.Contains((char)rune.Value))
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator));

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
