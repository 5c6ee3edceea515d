using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// Text of strangers made fit for a terminal: characters that control it, turn the direction of text or cannot be seen become visible and
/// do nothing. Where lines are kept, tabs become blanks. The two joiners stay, which scripts and emoji need.
/// </summary>
internal static class Printable
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    public static string Of(string? text, bool keepLines = false)
    {
        if (text is null) return "";
        if (keepLines) text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\t', ' ');
        StringBuilder? safe = null;
        for (var i = 0; i < text.Length;)
        {
            var length = Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
            // Half of a pair has no rune.
            var isUnsafe = rune == default || (IsUnsafe(rune) && !(keepLines && rune.Value == '\n'));
            if (isUnsafe)
            {
                safe ??= new StringBuilder(text, 0, i, text.Length + 8);
                for (var unit = i; unit < i + length; unit++) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[unit]:X4}");
            }
            else
            {
                safe?.Append(text, i, length);
            }
            i += length;
        }
        return safe?.ToString() ?? text;
    }

    // Two code points are no characters and not even allowed in XML.
    private static bool IsUnsafe(Rune rune) => rune.Value is 0xFFFE or 0xFFFF || IsControl(rune);

    private static bool IsControl(Rune rune) => !(rune.IsAscii && rune.Value >= ' ' && rune.Value != 0x7F)
        && rune.Value is not (NonJoiner or Joiner)
        && (IsNonCharacter(rune.Value) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // Never characters, and in no valid HTML or XML.
    private static bool IsNonCharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}
