namespace ResponsibilityMatrix.Tables;

/// <summary>A cell with the id of a control and, behind it, its title: <c>A.5.1 Policies for information security</c>.</summary>
internal static class ControlCell
{
    private const int LongestSuffix = 6;

    /// <summary>The id and the title; null for a cell that has an id alone.</summary>
    public static (string Id, string? Title) Split(string text)
    {
        var end = EndOfWord(text, 0);
        if (end == text.Length || !text.AsSpan(0, end).ContainsAnyInRange('0', '9')) return (text, null);
        for (var next = Start(text, end); next < text.Length; next = Start(text, end))
        {
            var word = text.AsSpan(next, EndOfWord(text, next) - next);
            if (!IsSuffix(word)) break;
            end = next + word.Length;
        }
        var title = text[end..].TrimStart(' ', '\n', '\t', '\u00A0', ':', '-', '–', '—', '|');
        // “AC-2 through AC-5” and “AC-2 AC-5” have no title.
        return title.Length > 1 && char.IsLetter(title[0]) && !char.IsLower(title[0])
            && !title.AsSpan(0, EndOfWord(title, 0)).ContainsAnyInRange('0', '9')
            ? (text[..end].TrimEnd(':', '–', '—', '-', ' '), title) : (text, null);
    }

    // “(07)”, “[a]”, “a.”
    private static bool IsSuffix(ReadOnlySpan<char> word) =>
        (word.Length <= LongestSuffix && word[0] is '(' or '[' && word[^1] is ')' or ']')
        || (word.Length == 2 && char.IsAsciiLetterOrDigit(word[0]) && word[1] is '.' or ')');

    private static int Start(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
        return at;
    }
}
