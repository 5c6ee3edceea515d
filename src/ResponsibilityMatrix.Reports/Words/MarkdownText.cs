using System.Text;

namespace ResponsibilityMatrix.Reports;

/// <summary>Texts of strangers in Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>
    /// Text of a document made fit for Markdown, in one line: it is text wherever it stands, and begins no heading, list, quotation, table,
    /// code or HTML, nor hides a link behind words.
    /// </summary>
    public static string Of(string text)
    {
        var printable = Printable.Of(text, keepLines: true).TrimStart(' ');
        var safe = new StringBuilder();
        var digits = printable.AsSpan().IndexOfAnyExceptInRange('0', '9');
        for (var i = 0; i < printable.Length; i++)
        {
            var c = printable[i];
            if (c == '\n') safe.Append("<br>");
            else if (c is '<') safe.Append("&lt;");
            else if (c is '&') safe.Append("&amp;");
            else if (IsMarkup(c) || (i == 0 && c is '#' or '-' or '+' or '>' or '=' or ':')
                || (i == digits && i > 0 && c is '.' or ')' && (i + 1 == printable.Length || printable[i + 1] is ' ' or '\n')))
                safe.Append('\\').Append(c);
            else safe.Append(c);
        }
        return safe.ToString();
    }

    private static bool IsMarkup(char c) => c is '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '$';
}
