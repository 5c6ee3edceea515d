using System.Buffers;
using System.Text;
using ResponsibilityMatrix.Agreements;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Writes CSV rows (RFC 4180), separated by commas, that spreadsheet programs read as text only. Programs that split lines at semicolons or
/// tabs, as in many countries, ignore the quotes of cells that contain these. So an apostrophe is put before anything that could then begin
/// a formula, not only at the start of a cell. Thread-safe.
/// </summary>
public static class CsvWriter
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",;\"\t\r\n");
    private static readonly SearchValues<char> Starts = SearchValues.Create(";\t\r\n");

    /// <summary>Formats a row with its line break.</summary>
    /// <param name="cells">The texts of the cells; null gives an empty cell.</param>
    public static string Row(IEnumerable<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return string.Join(',', cells.Select(Cell)) + "\n";
    }

    /// <summary>Formats a cell, with quotes if required and an apostrophe before anything that could begin a formula.</summary>
    /// <param name="text">The text; null gives an empty cell.</param>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        text = Guarded(text);
        return text.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    /// <summary>A text without the apostrophes that <see cref="Cell"/> puts before what could begin a formula.</summary>
    internal static string Unguarded(string text)
    {
        if (!text.Contains('\'', StringComparison.Ordinal) || !text.AsSpan().ContainsAny(FormulaSigns.Values)) return text;
        var plain = new StringBuilder(text.Length);
        var isStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isGuard = isStart && c == '\'' && i + 1 < text.Length && FormulaSigns.Values.Contains(text[i + 1]);
            isStart = !isGuard && (Starts.Contains(c) || (isStart && (c == '"' || FormulaSigns.IsBlank(c))));
            if (!isGuard) plain.Append(c);
        }
        return plain.ToString();
    }

    private static string Guarded(string text)
    {
        if (!text.AsSpan().ContainsAny(FormulaSigns.Values)) return text;
        StringBuilder? guarded = null;
        var done = 0;
        for (var start = 0; ;)
        {
            var sign = SignIn(text, start);
            if (sign >= 0)
            {
                (guarded ??= new StringBuilder(text.Length + 8)).Append(text, done, sign - done).Append('\'');
                done = sign;
            }
            var next = text.AsSpan(start).IndexOfAny(Starts);
            if (next < 0) break;
            start += next + 1;
        }
        return guarded is null ? text : guarded.Append(text, done, text.Length - done).ToString();
    }

    // The index of the sign that begins the content after a position, or -1. Quotes are skipped, as are invisible characters.
    private static int SignIn(ReadOnlySpan<char> text, int start)
    {
        for (var at = start; at < text.Length; at++)
        {
            if (FormulaSigns.Values.Contains(text[at])) return at;
            if (text[at] != '"' && (Starts.Contains(text[at]) || !FormulaSigns.IsBlank(text[at]))) return -1;
        }
        return -1;
    }
}
