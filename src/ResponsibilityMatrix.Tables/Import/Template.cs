using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>Texts with placeholders: <c>{name}</c>, and <c>{{name}}</c> as pages write it.</summary>
internal static class Template
{
    /// <summary>The pieces of a text: a placeholder has a name. The texts of all together are the text.</summary>
    public static IEnumerable<(string Text, string? Name)> Pieces(string text)
    {
        var start = 0;
        for (var open = text.IndexOf('{'); open >= 0; open = open + 1 < text.Length ? text.IndexOf('{', open + 1) : -1)
        {
            if (open < start) continue;
            var braces = open + 1 < text.Length && text[open + 1] == '{' ? 2 : 1;
            var end = open + braces;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.' or ' ')) end++;
            var name = text[(open + braces)..end].Trim();
            if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || name.Contains(' ', StringComparison.Ordinal)
                || !text.AsSpan(end).StartsWith(braces == 2 ? "}}" : "}")) continue;
            if (open > start) yield return (text[start..open], null);
            start = end + braces;
            yield return (text[open..start], name);
        }
        if (start < text.Length) yield return (text[start..], null);
    }

    /// <summary>The names of the placeholders.</summary>
    public static IEnumerable<string> Names(string? text) =>
        text is null ? [] : Pieces(text).Where(piece => piece.Name is not null).Select(piece => piece.Name!);

    /// <summary>The text with the values of its placeholders. Those without a value stay as they are.</summary>
    public static string Fill(string text, Func<string, string?> values)
    {
        if (!text.Contains('{', StringComparison.Ordinal)) return text;
        var filled = new StringBuilder(text.Length);
        foreach (var (piece, name) in Pieces(text)) filled.Append(name is null ? piece : values(name) ?? piece);
        return filled.ToString();
    }
}
