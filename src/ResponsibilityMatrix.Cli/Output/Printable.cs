using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Cli;

/// <summary>Text of strangers made fit for a terminal: control characters become visible and do nothing. Where lines are kept, tabs become blanks.</summary>
internal static class Printable
{
    public static string Of(string? text, bool keepLines = false)
    {
        if (text is null) return "";
        if (keepLines) text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\t', ' ');
        StringBuilder? safe = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isUnsafe = (char.IsControl(c) && !(keepLines && c == '\n')) || c is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u206F');
            if (isUnsafe) (safe ??= new StringBuilder(text, 0, i, text.Length + 8)).Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else safe?.Append(c);
        }
        return safe?.ToString() ?? text;
    }
}
