using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Where the ids of controls are, and which catalog has them.</summary>
/// <param name="Columns">The column, or the two whose texts make the id.</param>
/// <param name="Catalog">The catalog that has most of them, or null.</param>
/// <param name="Found">How many ids the catalog has, and how many there are.</param>
/// <param name="Split">The texts between several ids of a cell.</param>
/// <param name="Lines">Whether each line of a cell is an id.</param>
internal sealed record CatalogGuess(int[] Columns, string? Catalog, (int Known, int All) Found, string[] Split, bool Lines)
{
    private const double Enough = 0.5;
    private const int MostIds = 3_000;
    private static readonly string[] Separators = [",", ";"];

    /// <summary>A text before every id, and the catalog that has most of them without it; null if there is none.</summary>
    public (string Text, string Catalog, int Known)? Prefix { get; private init; }

    /// <summary>Finds the ids of a layout, or null if it has none.</summary>
    public static CatalogGuess? Of(SheetLayout layout, ColumnStatistics[] columns, IReadOnlyList<CatalogIds> catalogs)
    {
        CatalogGuess? best = null;
        for (var column = 0; column < layout.Width; column++)
        {
            if (columns[column].Count == 0 || columns[column].AverageLength > 120) continue;
            if (OfColumn(layout, column, catalogs) is { } guess && (best is null || IsBetter(guess, best))) best = guess;
        }
        if (best is { Catalog: not null }) return best;
        return Pairs(layout, columns, catalogs) ?? best ?? ByHeading(layout, columns);
    }

    private static bool IsBetter(CatalogGuess guess, CatalogGuess other) =>
        guess.Catalog is null != other.Catalog is null ? guess.Catalog is not null : guess.Found.All > other.Found.All;

    private static CatalogGuess? OfColumn(SheetLayout layout, int column, IReadOnlyList<CatalogIds> catalogs)
    {
        CatalogGuess? best = null;
        var cells = layout.Rows.Where(row => !row.IsBanner && row.Cells[column].Length > 0).Select(row => row.Cells[column]).Take(MostIds)
            .ToList();
        foreach (var (separators, lines) in (ReadOnlySpan<(string[], bool)>)[([], false), (Separators, true)])
        {
            var ids = cells.SelectMany(cell => lines ? cell.Split([',', ';', '\n'],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [cell])
                .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (ids.Count == 0 || (lines && ids.Count == cells.Distinct(StringComparer.OrdinalIgnoreCase).Count())) continue;
            string[] split = lines ? [.. separators.Where(text => cells.Exists(cell => cell.Contains(text, StringComparison.Ordinal)))]
                : [];
            var isInLines = lines && cells.Exists(cell => cell.Contains('\n', StringComparison.Ordinal));
            foreach (var catalog in catalogs)
            {
                var known = ids.Count(id => IsIdLike(id) && (catalog.Find(id) is { IsWithdrawn: false }
                    || catalog.Ancestor(id) is not null));
                if (known < ids.Count * Enough || (ids.Count < 3 && known < ids.Count)) continue;
                // Rows that name an id alone are better than a text that begins with one.
                if (best is null || (double)known / ids.Count > (double)best.Found.Known / best.Found.All + 0.001
                    || (known > best.Found.Known && lines == best.Lines))
                    best = new([column], catalog.Catalog.Identity, (known, ids.Count), split, isInLines);
            }
            if (best is null && !lines && ids.Count >= 3 && ids.Count(IsIdLike) >= ids.Count * 0.9
                && IsControlHeading(TableWords.Phrase(layout.Headings[column])))
                best = new([column], null, (0, ids.Count), [], false) { Prefix = PrefixOf(ids, catalogs) };
        }
        return best;
    }

    private static (string Text, string Catalog, int Known)? PrefixOf(List<string> ids, IReadOnlyList<CatalogIds> catalogs)
    {
        var length = ids[0].Length;
        foreach (var id in ids) length = Math.Min(length, id.AsSpan().CommonPrefixLength(ids[0]));
        var prefix = ids[0][..length].TrimEnd([.. "0123456789."]);
        if (prefix.Length == 0) return null;
        var bare = ids.Select(id => id[prefix.Length..]).Where(IsIdLike).ToList();
        var (catalog, known) = catalogs.Select(catalog => (catalog, bare.Count(id => catalog.Find(id) is { IsWithdrawn: false })))
            .MaxBy(found => found.Item2);
        return known >= ids.Count * Enough ? (prefix, catalog.Catalog.Identity, known) : null;
    }

    // A template without rows has headings only.
    private static CatalogGuess? ByHeading(SheetLayout layout, ColumnStatistics[] columns)
    {
        var at = Array.FindIndex(columns, column => column.Count == 0
            && (TableWords.Has(column.Phrase, ["control id", "requirement id", "control number"])));
        return at < 0 || layout.Rows.Exists(row => !row.IsBanner) ? null : new([at], null, (0, 0), [], false);
    }

    private static bool IsControlHeading(string phrase) =>
        TableWords.Is(phrase, TableWords.Control) || TableWords.Has(phrase,
            ["id", "control", "ref", "requirement", "no", "number", "nr", "practice"]);

    private static CatalogGuess? Pairs(SheetLayout layout, ColumnStatistics[] columns, IReadOnlyList<CatalogIds> catalogs)
    {
        const int Most = 12;
        for (var left = 0; left < Math.Min(layout.Width, Most); left++)
        {
            if (columns[left].Count == 0 || columns[left].AverageLength > 6
                || columns[left].Share(text => text.AsSpan().ContainsAnyInRange('0', '9')) > 0.2) continue;
            for (var right = 0; right < Math.Min(layout.Width, Most); right++)
            {
                if (right == left || columns[right].Count == 0 || columns[right].AverageLength > 12
                    || columns[right].Share(text => char.IsAsciiDigit(text[0])) < 0.8) continue;
                var ids = layout.Rows.Where(row => row.Cells[right].Length > 0 && row.Cells[left].Length > 0)
                    .Select(row => $"{row.Cells[left]}-{row.Cells[right]}").Distinct().Take(MostIds).ToList();
                foreach (var catalog in catalogs)
                {
                    var known = ids.Count(id => catalog.Find(id) is not null || catalog.Ancestor(id) is not null);
                    if (ids.Count > 0 && known >= ids.Count * Enough)
                        return new([left, right], catalog.Catalog.Identity, (known, ids.Count), [], false);
                }
            }
        }
        return null;
    }

    // Letters and digits, and nothing like a sentence; or a number of several parts.
    private static bool IsIdLike(string text)
    {
        if (text.Length is 0 or > 40 || !ControlKey.TryParse(text, out _)) return false;
        if (!text.AsSpan().ContainsAnyInRange('0', '9')) return false;
        var isNumbered = text.Contains('.', StringComparison.Ordinal);
        return (isNumbered || text.Any(char.IsLetter)) && text.Count(c => c == ' ') <= 4 && !text.Split(' ')
            .Any(word => word.Length > 7 && word.All(char.IsLower));
    }
}
