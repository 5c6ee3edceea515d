using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>Texts of strangers made fit for a cell: what XML forbids becomes visible, and what is too long is cut and says so.</summary>
internal static class CellText
{
    /// <summary>How many UTF-16 units a cell holds.</summary>
    public const int Longest = 32_767;

    public const string CutMark = "… (cut: a cell holds no more)";

    /// <summary>The text as a cell can hold it.</summary>
    public static string Of(string text)
    {
        StringBuilder? safe = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                safe?.Append(c).Append(text[i + 1]);
                i++;
            }
            else if (IsAllowed(c))
            {
                safe?.Append(c);
            }
            else
            {
                (safe ??= new StringBuilder(text, 0, i, text.Length + 8)).Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
        }
        // Line breaks in a cell are line feeds; what looks like an escape of the format is not to be read as one.
        var result = (safe?.ToString() ?? text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (result.Length <= Longest) return result;
        var end = Longest - CutMark.Length;
        return result[..(char.IsHighSurrogate(result[end - 1]) ? end - 1 : end)] + CutMark;
    }

    /// <summary>Whether a text has to be cut.</summary>
    public static bool IsTooLong(string text) => text.Length > Longest;

    /// <summary>The text for the file, in which an underscore that begins an escape of the format (<c>_x000D_</c>) is escaped
    /// itself.</summary>
    public static string Escape(string text)
    {
        if (!text.Contains("_x", StringComparison.OrdinalIgnoreCase)) return text;
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i)) escaped.Append("_x005F");
            escaped.Append(text[i]);
        }
        return escaped.ToString();
    }

    /// <summary>A text of a file without the escapes of the format.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains("_x", StringComparison.OrdinalIgnoreCase)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsEscape(text, i))
            {
                plain.Append(text[i]);
                continue;
            }
            var c = (char)int.Parse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            plain.Append(char.IsSurrogate(c) ? '\uFFFD' : c);
            i += 6;
        }
        return plain.ToString();
    }

    private static bool IsEscape(string text, int at) =>
        at + 6 < text.Length && text[at] == '_' && text[at + 1] is 'x' or 'X' && text[at + 6] == '_'
        && char.IsAsciiHexDigit(text[at + 2]) && char.IsAsciiHexDigit(text[at + 3]) && char.IsAsciiHexDigit(text[at + 4])
            && char.IsAsciiHexDigit(text[at + 5]);

    private static bool IsAllowed(char c) => c is '\t' or '\n' or '\r'
        || (c >= ' ' && !char.IsSurrogate(c) && c is not ('\uFFFE' or '\uFFFF') && !(c is >= '\u007F' and <= '\u009F'));
}
