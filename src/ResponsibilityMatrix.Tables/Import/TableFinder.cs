using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>A table that was found in a sheet: where its columns and its rows are.</summary>
internal sealed class FoundTable(CompiledTable table, TableSheet sheet, MergedCells merged)
{
    public CompiledTable Compiled => table;

    public ProfileTable Table => table.Table;

    public TableSheet Sheet => sheet;

    public MergedCells Merged => merged;

    /// <summary>The columns that have a meaning, with their places and headings.</summary>
    public List<FoundColumn> Columns { get; } = [];

    /// <summary>The columns each cell of which is a row of its own.</summary>
    public List<(int At, string Heading)> Cells { get; } = [];

    /// <summary>The columns without a meaning.</summary>
    public List<(int At, string Heading)> Unknown { get; } = [];

    /// <summary>The first row of headings.</summary>
    public TableRow? Header { get; set; }

    /// <summary>The rows of data.</summary>
    public List<TableRow> Rows { get; } = [];

    /// <summary>The document that it belongs to; null for none.</summary>
    public ProfileDocument? Document { get; set; }
}

/// <summary>A column of a table that was found; named if its heading is one that the profile says, and no pattern that took it.</summary>
internal readonly record struct FoundColumn(ProfileColumn Column, int At, string Heading, bool IsNamed = false);

/// <summary>Finds the tables of a profile in a sheet, by their headings.</summary>
internal sealed class TableFinder(CompiledProfile profile, TableSheet sheet)
{
    private const int LastFirstHeader = 30;
    private const int MostColumns = 16_384;
    private readonly MergedCells _merged = new(sheet);
    private readonly PartyNames _parties = new(profile);

    /// <summary>The tables in order, and the rows that belong to none.</summary>
    public (List<FoundTable> Tables, List<TableRow> Others) Find(CancellationToken cancellationToken)
    {
        List<FoundTable> found = [];
        List<TableRow> others = [];
        var candidates = Array.FindAll(profile.Tables, table => table.IsFor(sheet));
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            if (i % 1024 == 0) cancellationToken.ThrowIfCancellationRequested();
            if ((found.Count > 0 || i < LastFirstHeader) && At(i, candidates) is { } next)
            {
                found.Add(next);
                // A table that takes all has no headings.
                i += next.Header is null ? -1 : next.Compiled.HeaderRows - 1;
                if (next.Header is null) candidates = [];
            }
            else if (found.Count > 0) found[^1].Rows.Add(sheet.Rows[i]);
            else others.Add(sheet.Rows[i]);
        }
        return (found, others);
    }

    private FoundTable? At(int at, CompiledTable[] candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.TakesAll)
            {
                if (at == 0) return new FoundTable(candidate, sheet, _merged);
                continue;
            }
            if (candidate.Table.Header?.Row is { } number && sheet.Rows[at].Number != number) continue;
            if (Match(candidate, at) is { } table) return table;
        }
        return null;
    }

    private FoundTable? Match(CompiledTable candidate, int at)
    {
        if (at + candidate.HeaderRows > sheet.Rows.Count) return null;
        var headings = Headings(sheet, _merged, at, candidate.HeaderRows);
        for (var column = 0; column < headings.Length; column++) headings[column] = Template.Fill(headings[column], profile.Variable);
        if (!candidate.Table.Hidden)
            foreach (var hidden in sheet.HiddenColumns)
                if (hidden < headings.Length) headings[hidden] = "";
        var (filled, first) = (0, Array.Find(candidate.Columns, column => !column.Column.Optional));
        foreach (var heading in headings) filled += heading.Length > 0 ? 1 : 0;
        if (filled == 0 || (first is not null && !Array.Exists(headings, heading => heading.Length > 0 && first.Headings.Match(heading))))
            return null;
        var taken = new FoundColumn?[headings.Length];
        List<(string Name, string Value)> captures = [];
        var isFound = new bool[candidate.Columns.Length];
        // What is named exactly is found before what a pattern takes.
        foreach (var exact in (bool[])[true, false])
        {
            for (var i = 0; i < candidate.Columns.Length; i++)
            {
                if (isFound[i]) continue;
                isFound[i] = Take(candidate.Columns[i], headings, taken, exact, captures);
            }
        }
        var count = 0;
        for (var i = 0; i < isFound.Length; i++)
        {
            if (!isFound[i] && !candidate.Columns[i].Column.Optional) return null;
            count += isFound[i] ? 1 : 0;
        }
        var table = new FoundTable(candidate, sheet, _merged) { Header = sheet.Rows[at] };
        for (var column = 0; column < headings.Length; column++)
        {
            if (taken[column] is { } known) table.Columns.Add(known);
            else if (headings[column].Length > 0 && CellHeading(candidate, headings[column]) is { } heading)
                table.Cells.Add((column, heading));
            else table.Unknown.Add((column, headings[column]));
        }
        if (count == 0 || (candidate.Table.Cells is not null && table.Cells.Count == 0)) return null;
        foreach (var (name, value) in captures) profile.Capture(name, value);
        return table;
    }

    private static string? CellHeading(CompiledTable candidate, string heading)
    {
        foreach (var pattern in candidate.Cells)
        {
            string? part = null;
            if (!pattern.Matches(heading, (name, value) => part = name == candidate.Table.Cells!.Name ? value : part)) continue;
            return part ?? heading;
        }
        return null;
    }

    private bool Take(
        CompiledColumn column, string[] headings, FoundColumn?[] taken, bool exact, List<(string Name, string Value)> captures)
    {
        foreach (var pattern in column.Headings)
        {
            if (pattern.IsLiteral != exact) continue;
            (int At, List<(string Name, string Value)> Captured)? found = null;
            for (var at = 0; at < headings.Length; at++)
            {
                List<(string Name, string Value)> captured = [];
                if (taken[at] is not null || headings[at].Length == 0
                    || !pattern.Matches(headings[at], (name, value) => captured.Add((name, value)))
                    || captured.Exists(IsOtherParty)) continue;
                found ??= (at, captured);
                // A heading that names the party comes before one that may.
                if (!captured.Exists(IsParty)) continue;
                found = (at, captured);
                break;
            }
            if (found is not { } best) continue;
            captures.AddRange(best.Captured);
            taken[best.At] = new FoundColumn(column.Column, best.At, headings[best.At], exact);
            return true;
        }
        return false;
    }

    private bool IsParty((string Name, string Value) captured) =>
        captured.Name is Party.ProviderWord or Party.CustomerWord && _parties.Find(captured.Value) == captured.Name;

    private bool IsOtherParty((string Name, string Value) captured) =>
        captured.Name is Party.ProviderWord or Party.CustomerWord && _parties.Find(captured.Value) is { } party && party != captured.Name;

    /// <summary>The headings of a table that begins at a row: those in several rows are joined; a merged one counts for each cell, and
    /// once.</summary>
    public static string[] Headings(TableSheet sheet, MergedCells merged, int at, int rows)
    {
        var columns = 0;
        for (var i = at; i < at + rows; i++) columns = Math.Max(columns, Math.Min(sheet.Rows[i].Cells.Count, MostColumns));
        var headings = merged.Spread(sheet.Rows[at], columns);
        for (var column = 0; column < columns; column++) headings[column] = CellWords.Clean(CellWords.Compared(headings[column]));
        for (var i = at + 1; i < at + rows; i++)
        {
            var below = merged.Spread(sheet.Rows[i], columns);
            for (var column = 0; column < columns; column++)
            {
                var text = CellWords.Clean(CellWords.Compared(below[column]));
                if (text.Length > 0 && text != headings[column]) headings[column] = $"{headings[column]} {text}".Trim();
            }
        }
        return headings;
    }
}
