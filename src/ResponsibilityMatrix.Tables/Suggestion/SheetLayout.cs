using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>Tables with the same headings: where they are, and the texts of their columns.</summary>
internal sealed class SheetLayout
{
    private const int MostRows = 20_000;
    private const int MostColumns = 200;
    private const int MostLayouts = 300;
    private const int LastFirstHeader = 30;

    private SheetLayout(string[] headings, string[] lastHeadings, int headerRows) =>
        (Headings, LastHeadings, HeaderRows) = (headings, lastHeadings, headerRows);

    /// <summary>The headings as the engine compares them; empty for a column without one.</summary>
    public string[] Headings { get; }

    /// <summary>The lowest heading of each column, where there are several rows of headings.</summary>
    public string[] LastHeadings { get; }

    public int HeaderRows { get; }

    /// <summary>The sheets that have it.</summary>
    public List<TableSheet> Sheets { get; } = [];

    /// <summary>The rows of data with the cells of merged ranges filled in, and the heading above each.</summary>
    public List<LayoutRow> Rows { get; } = [];

    /// <summary>How many columns there are.</summary>
    public int Width => Headings.Length;

    /// <summary>The first sheet, to name the layout.</summary>
    public string Place => Sheets[0].Name is { } name ? $"sheet “{name}”"
        : Sheets[0].Headings.IsEmpty ? "the table" : $"the table under “{Shortened.Text(Sheets[0].Headings[^1])}”";

    /// <summary>The headings, as notes show them.</summary>
    public string HeadingList => Shortened.List([.. Headings.Where(heading => heading.Length > 0)]);

    /// <summary>The layouts of all sheets that are not hidden.</summary>
    public static List<SheetLayout> Of(IReadOnlyList<TableFile> files, CancellationToken cancellationToken)
    {
        List<SheetLayout> layouts = [];
        foreach (var sheet in files.SelectMany(file => file.Sheets).Where(sheet => !sheet.Hidden))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (layouts.Count >= MostLayouts) break;
            var merged = new MergedCells(sheet);
            var ranges = sheet.Merged.ToLookup(range => range.FirstRow);
            SheetLayout? current = null;
            for (var i = 0; i < sheet.Rows.Count; i++)
            {
                if (i % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
                var rows = IsHeader(sheet, ranges, i, current);
                if (rows > 0 && layouts.Count < MostLayouts)
                {
                    current = Take(layouts, sheet, merged, i, rows);
                    i += rows - 1;
                }
                else current?.Add(sheet, merged, sheet.Rows[i]);
            }
        }
        return layouts;
    }

    private static SheetLayout Take(List<SheetLayout> layouts, TableSheet sheet, MergedCells merged, int at, int rows)
    {
        var headings = TableFinder.Headings(sheet, merged, at, rows);
        foreach (var hidden in sheet.HiddenColumns)
            if (hidden < headings.Length) headings[hidden] = "";
        Array.Resize(ref headings, Math.Min(headings.Length, MostColumns));
        var layout = layouts.Find(known => known.HeaderRows == rows
            && known.Headings.SequenceEqual(headings, StringComparer.OrdinalIgnoreCase));
        if (layout is null)
        {
            var last = headings.Select((heading, column) => Lowest(sheet, at, rows, column) is { Length: > 0 } text ? text : heading)
                .ToArray();
            layouts.Add(layout = new SheetLayout(headings, last, rows));
        }
        if (!layout.Sheets.Exists(known => ReferenceEquals(known, sheet))) layout.Sheets.Add(sheet);
        layout._section = null;
        return layout;
    }

    private static string Lowest(TableSheet sheet, int at, int rows, int column)
    {
        for (var i = at + rows - 1; i >= at; i--)
            if (CellWords.Clean(CellWords.Compared(sheet.Rows[i][column])) is { Length: > 0 } text) return text;
        return "";
    }

    private string? _section;

    private void Add(TableSheet sheet, MergedCells merged, TableRow row)
    {
        if (row.Hidden || Rows.Count >= MostRows) return;
        var cells = new string[Width];
        var filled = 0;
        for (var column = 0; column < Width; column++)
        {
            var text = row[column];
            if (text.Length == 0 && merged.Find(row.Number, column) is { } range && range.FirstRow < row.Number) text =
                merged.TextOf(range);
            cells[column] = CellWords.Clean(text);
            if (cells[column].Length > 0) filled++;
        }
        if (filled == 0) return;
        var isBanner = filled == 1 && Width > 2 && cells[0].Length > 0 && !cells[0].AsSpan().ContainsAnyInRange('0', '9');
        isBanner |= merged.Find(row.Number, 0) is { } wide && wide.LastColumn > 0 && wide.LastColumn >= Width - 1;
        if (isBanner) _section = cells[0];
        Rows.Add(new LayoutRow(sheet, Sheets.Count, cells, _section ?? (sheet.Headings.IsEmpty ? null : sheet.Headings[^1]), isBanner));
    }

    // How many rows of headings begin at a row; 0 for none.
    private static int IsHeader(TableSheet sheet, ILookup<int, CellRange> ranges, int at, SheetLayout? current)
    {
        var row = sheet.Rows[at];
        if (sheet.HasHeader) return at == 0 ? 1 : 0;
        if (current is null && at >= LastFirstHeader) return 0;
        // After the first table of a sheet, another begins only below an empty row.
        if (current is not null && (row.Number - sheet.Rows[at - 1].Number < 2 || Score(sheet, row, at) < 4)) return 0;
        if (Filled(row) < 2 || Score(sheet, row, at) < 2) return 0;
        if (current is null && Best(sheet, at)) return 0;
        return Height(sheet, ranges[row.Number], at);
    }

    // Whether a row below looks more like headings.
    private static bool Best(TableSheet sheet, int at)
    {
        var score = Score(sheet, sheet.Rows[at], at);
        for (var i = at + 1; i < Math.Min(sheet.Rows.Count, LastFirstHeader); i++)
            if (sheet.Rows[i].Number - sheet.Rows[at].Number > 1 && Filled(sheet.Rows[i]) >= 2 && Score(sheet, sheet.Rows[i], i)
                > score * 2) return true;
        return false;
    }

    private static int Filled(TableRow row) => row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell));

    private static int Score(TableSheet sheet, TableRow row, int at)
    {
        const int LongestHeading = 150;
        var score = 0;
        for (var column = 0; column < Math.Min(row.Cells.Count, MostColumns); column++)
        {
            var text = CellWords.Compared(row[column]);
            if (text.Length == 0) continue;
            if (text.Length > LongestHeading) return 0;
            var phrase = TableWords.Phrase(text);
            score += 1;
            if (IsKnownHeading(phrase)) score += 2;
            if (IsId(text)) score -= 3;
            // A word that comes again below it is data.
            for (var i = at + 1; i < Math.Min(sheet.Rows.Count, at + 12); i++)
            {
                if (!CellWords.AreEqual(sheet.Rows[i][column], text)) continue;
                score -= 3;
                break;
            }
        }
        return score;
    }

    private static bool IsKnownHeading(string phrase) =>
        phrase.Length < 80 && (TableWords.HasStem(phrase, TableWords.OwnerHeading) || TableWords.Is(phrase, TableWords.Control)
        || TableWords.Is(phrase, TableWords.Title) || TableWords.Is(phrase, TableWords.Group) || TableWords.Is(phrase, TableWords.Notes)
        || TableWords.Is(phrase, TableWords.Description) || TableWords.Is(phrase, TableWords.Status)
            || TableWords.Is(phrase, TableWords.Evidence)
        || TableWords.Is(phrase, TableWords.Provider) || TableWords.Is(phrase, TableWords.Customer)
            || TableWords.Is(phrase, TableWords.Shared)
        || TableWords.Is(phrase, TableWords.Cloud) || TableWords.Is(phrase, TableWords.Models)
        || TableWords.Has(phrase, ["control id", "control title", "control number", "question", "domain", "title"]));

    private static bool IsId(string text) =>
        text.Length < 20 && text.AsSpan().ContainsAnyInRange('0', '9') && !text.Contains(' ', StringComparison.Ordinal)
            && Model.ControlKey.TryParse(text, out _);

    private static int Height(TableSheet sheet, IEnumerable<CellRange> ranges, int at)
    {
        const int Most = 3;
        var row = sheet.Rows[at];
        var rows = 1;
        var width = Math.Max(row.Cells.Count, 1);
        foreach (var range in ranges)
        {
            // A heading over two rows, or one over several columns, has another row below.
            if (range.LastRow > range.FirstRow) rows = Math.Max(rows, range.LastRow - range.FirstRow + 1);
            else if (range.LastColumn > range.FirstColumn && range.LastColumn - range.FirstColumn + 1 < width) rows = Math.Max(rows, 2);
        }
        if (rows == 1 && at + 2 < sheet.Rows.Count && sheet.Rows[at + 1].Number == row.Number + 1 && IsSubHeader(row, sheet.Rows[at + 1])
            && Score(sheet, sheet.Rows[at + 1], at + 1) > 0) rows = 2;
        return Math.Min(Math.Min(rows, Most), sheet.Rows.Count - at);
    }

    // A second row of headings fills what the first leaves empty, and begins empty.
    private static bool IsSubHeader(TableRow row, TableRow below)
    {
        if (below[0].Length > 0 || row[0].Length == 0) return false;
        var added = 0;
        for (var column = 0; column < below.Cells.Count; column++)
            if (below[column].Length > 0 && row[column].Length == 0) added++;
        return added >= 2;
    }
}

/// <summary>A row of a layout.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Table">The number of the table among those of the layout.</param>
/// <param name="Cells">The cells as they are kept.</param>
/// <param name="Section">The banner or the heading above it, or null.</param>
/// <param name="IsBanner">Whether it is a banner itself.</param>
internal sealed record LayoutRow(TableSheet Sheet, int Table, string[] Cells, string? Section, bool IsBanner);
