namespace ResponsibilityMatrix.Tables;

/// <summary>The footnotes of a file: their marks in cells, and their texts below the tables.</summary>
internal sealed class Footnotes
{
    private readonly (string Open, string Close)[] _numbered;
    private readonly string[] _signs;
    private readonly Dictionary<TableSheet, Dictionary<string, string>> _bySheet = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _anywhere = new(StringComparer.Ordinal);

    /// <summary>The footnotes below tables.</summary>
    public Footnotes(ProfileFootnotes? marks, IEnumerable<TableSheet> sheets)
    {
        var all = marks?.Marks ?? [];
        _numbered = [.. all.Where(mark => mark.Contains('#', StringComparison.Ordinal))
            .Select(mark => (mark[..mark.IndexOf('#', StringComparison.Ordinal)],
                mark[(mark.IndexOf('#', StringComparison.Ordinal) + 1)..]))
            .Where(mark => mark.Item1.Length > 0 && mark.Item2.Length > 0)];
        _signs = [.. all.Where(mark => mark.Length > 0 && !mark.Contains('#', StringComparison.Ordinal))];
        if (all.IsEmpty) return;
        foreach (var sheet in sheets)
        {
            var texts = Read(sheet);
            _bySheet[sheet] = texts;
            foreach (var (mark, text) in texts) _anywhere.TryAdd(mark, text);
        }
    }

    /// <summary>The text of a mark in a table, or null: what stands below the table comes before what stands below others.</summary>
    public string? TextOf(string mark, TableSheet sheet) =>
        _bySheet.GetValueOrDefault(sheet)?.GetValueOrDefault(mark) ?? _anywhere.GetValueOrDefault(mark);

    /// <summary>The text of a cell without its marks, which are added to those found.</summary>
    public string Take(string text, ProfileColumnUse use, TableSheet sheet, List<string> marks)
    {
        const int MostMarks = 100;
        var isWord = use is ProfileColumnUse.Involvement or ProfileColumnUse.Word or ProfileColumnUse.Mark;
        foreach (var (open, close) in _numbered)
        {
            for (var at = text.IndexOf(open, StringComparison.Ordinal); at >= 0 && at < text.Length && marks.Count < MostMarks;)
            {
                var mark = Number(text, at, open, close);
                if (mark is null || (TextOf(mark, sheet) is null && !isWord))
                {
                    at = text.IndexOf(open, at + 1, StringComparison.Ordinal);
                    continue;
                }
                marks.Add(mark);
                text = text.Remove(at, mark.Length);
                at = text.IndexOf(open, at, StringComparison.Ordinal);
            }
        }
        foreach (var sign in _signs)
        {
            if (!text.EndsWith(sign, StringComparison.Ordinal) || (TextOf(sign, sheet) is null && !isWord)) continue;
            // Emphasis is no footnote.
            if (text.StartsWith(sign, StringComparison.Ordinal) && text.Length > 2 * sign.Length) continue;
            marks.Add(sign);
            text = text[..^sign.Length];
        }
        return text.Trim();
    }

    private static string? Number(string text, int at, string open, string close)
    {
        const int MostDigits = 3;
        var end = at + open.Length;
        while (end < text.Length && end - at - open.Length < MostDigits && char.IsAsciiDigit(text[end])) end++;
        return end > at + open.Length && string.CompareOrdinal(text, end, close, 0, close.Length) == 0 ? text[at..(end + close.Length)]
            : null;
    }

    // A footnote may go on for several lines.
    private Dictionary<string, string> Read(TableSheet sheet)
    {
        const int Longest = 4_000;
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        string? last = null;
        foreach (var note in sheet.Notes.SelectMany(note => note.Split(" | ")))
        {
            var line = CellWords.Clean(note);
            if (MarkAt(line) is { } mark) last = texts.TryAdd(mark, line) ? mark : null;
            else if (last is not null && texts[last].Length < Longest) texts[last] = $"{texts[last]} {line}";
        }
        return texts;
    }

    private string? MarkAt(string line)
    {
        foreach (var (open, close) in _numbered)
            if (line.StartsWith(open, StringComparison.Ordinal) && Number(line, 0, open, close) is { } mark) return mark;
        return Array.Find(_signs, sign => line.StartsWith(sign, StringComparison.Ordinal));
    }
}
