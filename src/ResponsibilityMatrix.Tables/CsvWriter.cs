using System.Buffers;
using System.Text;
using ResponsibilityMatrix.Agreements;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Writes rows of CSV (RFC 4180), separated by commas, that a spreadsheet program takes for texts alone. Programs that split lines at
/// semicolons or tabs, as many countries' do, ignore the quotes of cells that hold these; so what would begin a formula there gets an
/// apostrophe too, not only at the start of a cell. Thread-safe.
/// </summary>
public static class CsvWriter
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",;\"\t\r\n");
    private static readonly SearchValues<char> Starts = SearchValues.Create(";\t\r\n");

    /// <summary>A row with its line break.</summary>
    /// <param name="cells">The texts of its cells; null is an empty cell.</param>
    public static string Row(IEnumerable<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return string.Join(',', cells.Select(Cell)) + "\n";
    }

    /// <summary>A cell: its text, in quotes where it needs them, with an apostrophe before what would begin a formula.</summary>
    /// <param name="text">The text; null is an empty cell.</param>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        text = Guarded(text);
        return text.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
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

    // Where the sign stands that begins what is written from a place on, or -1. Quotes fall away there, and what nobody sees may.
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
