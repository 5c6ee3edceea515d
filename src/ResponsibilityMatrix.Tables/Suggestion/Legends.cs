using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>What legends say of signs and words: lines below a table such as <c>● = provider, ○ = customer</c>, and small tables.</summary>
internal static class Legends
{
    private const int MostLines = 500;

    /// <summary>Gives the words for owners what the legends explain.</summary>
    public static void Explain(IReadOnlyList<TableFile> files, IReadOnlyList<SheetLayout> layouts, OwnerWords words)
    {
        foreach (var line in files.SelectMany(file => file.Sheets).SelectMany(sheet => sheet.Notes).Take(MostLines)) Line(line, words);
        foreach (var layout in layouts)
        {
            if (layout.Rows.Count > 12) continue;
            foreach (var row in layout.Rows)
            {
                var filled = row.Cells.Where(cell => cell.Length > 0).ToList();
                if (filled.Count == 2) Add(filled[0], filled[1], words);
            }
        }
    }

    private static void Line(string line, OwnerWords words)
    {
        if (line.Length > 1_000) return;
        foreach (var part in line.Split([',', ';', '|', '·', '\n']))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equal ? equal : part.IndexOfAny([':', '–', '—']);
            if (at > 0) Add(part[..at], part[(at + 1)..], words);
        }
    }

    // Signs alone: words speak for themselves.
    private static void Add(string sign, string text, OwnerWords words)
    {
        sign = CellWords.Compared(sign);
        if (sign.Contains(':', StringComparison.Ordinal)) sign = sign[(sign.LastIndexOf(':') + 1)..].Trim();
        if (sign.Length is 0 or > 6 || TableWords.Phrase(sign).Length > 2) return;
        var first = text.Split(['.', ',', ';'])[0].Trim();
        if (words.Parse(first) is not { } meaning) return;
        // "Responsible" alone, and "not responsible", are about the column's own party.
        if (meaning.Sides == Sides.None && meaning.State is null) return;
        words.Explain(sign, meaning);
    }
}
