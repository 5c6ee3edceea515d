using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>The texts of cells: as they are kept, and as they are compared.</summary>
internal static class CellWords
{
    /// <summary>The text as a document keeps it: trimmed, with line feeds, and without what JSON cannot hold.</summary>
    public static string Clean(string text)
    {
        text = text.AsSpan().Trim().Length == text.Length ? text : text.Trim();
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.AsSpan().ContainsAnyInRange('\u007F', '\u009F')
            && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
            clean.Append(Rune.IsControl(rune) && rune.Value is not ('\n' or '\t') ? " " : rune.ToString());
        return clean.ToString().Trim();
    }

    /// <summary>The text as it is compared, but for its case: blanks are one blank, and emphasis, variation selectors and skin tones are
    /// taken off.</summary>
    public static string Compared(string text) => Unwrapped(Collapsed(text).Trim());

    /// <summary>As <see cref="Compared"/>, with the blanks at the ends.</summary>
    public static string Collapsed(string text)
    {
        var isPlain = true;
        for (var i = 0; i < text.Length && isPlain; i++)
            isPlain = text[i] is > ' ' and < '\u007F' and not ('*' or '_' or '`') || (text[i] == ' ' && i > 0 && text[i - 1] != ' ');
        if (isPlain) return text;
        var words = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (words.Length == 0 || words[^1] != ' ') words.Append(' ');
            }
            else if (c is '*' or '_' && i + 1 < text.Length && text[i + 1] == c) i++;
            else if (c is '\uFE0E' or '\uFE0F' or '\u200B' or '\u2060' or '`') continue;
            else if (c == '\uD83C' && i + 1 < text.Length && text[i + 1] is >= '\uDFFB' and <= '\uDFFF') i++;
            else words.Append(c);
        }
        return words.ToString();
    }

    /// <summary>Whether two texts are the same words.</summary>
    public static bool AreEqual(string left, string right) =>
        string.Equals(Compared(left), Compared(right), StringComparison.OrdinalIgnoreCase);

    private static string Unwrapped(string text) =>
        text.Length > 2 && text[0] is '*' or '_' && text[^1] == text[0] ? text[1..^1].Trim() : text;
}
