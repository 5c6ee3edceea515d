using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>The tables of a page as they come, with the headings above them and the notes below.</summary>
internal sealed class PageTables(TableFileBuilder builder)
{
    private readonly List<(int Level, string Text)> _headings = [];
    private readonly List<string> _notes = [];
    private TableSheet? _last;

    public TableFileBuilder Builder => builder;

    public void Heading(int level, string text)
    {
        Finish();
        _headings.RemoveAll(heading => heading.Level >= level);
        if (text.Length > 0) _headings.Add((level, text));
    }

    /// <summary>Adds the lines of a text that stands below a table; elsewhere it means nothing.</summary>
    public void Note(string text)
    {
        if (_last is null) return;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            builder.Take(1);
            _notes.Add(line);
        }
    }

    /// <summary>Adds a table.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="title">Its own title, or null.</param>
    public void Table(TableGrid grid, string? title)
    {
        Finish();
        builder.Take(_headings.Count + 1);
        _last = grid.Sheet() with
        {
            Headings = [.. _headings.Select(heading => heading.Text), .. string.IsNullOrEmpty(title) ? [] : new[] { title }],
        };
    }

    /// <summary>Ends the last table and its notes.</summary>
    public void Finish()
    {
        if (_last is not null) builder.Add(_last with { Notes = _notes.ToValueList() });
        _last = null;
        _notes.Clear();
    }
}

/// <summary>The cells of a table of a page, each placed at the next free column, as HTML and AsciiDoc do.</summary>
internal sealed class TableGrid(TableFileBuilder builder)
{
    private const int MostColumns = 16_384;
    private readonly List<TableRow> _rows = [];
    private readonly List<CellRange> _merged = [];
    private readonly List<int> _takenUntil = [];
    private readonly List<string> _cells = [];
    private readonly List<string> _sources = [];
    private int _line;
    private bool _isHidden;

    /// <summary>The number of the current row.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the first row holds headings.</summary>
    public bool HasHeader { get; set; }

    /// <summary>The first free column of the current row.</summary>
    public int Column { get; private set; }

    public void BeginRow(int line, bool isHidden = false)
    {
        EndRow();
        builder.Take(1);
        (_line, _isHidden) = (line, isHidden);
        Number++;
        Column = 0;
        SkipTaken();
    }

    /// <summary>Adds a cell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="source">The text as it stands in the file.</param>
    /// <param name="columns">How many columns it covers.</param>
    /// <param name="rows">How many rows it covers; those beyond the table do not count.</param>
    public void Cell(string text, string source, int columns = 1, int rows = 1)
    {
        if (Column + columns > MostColumns) throw new TableLimitException($"A table has more than {MostColumns:N0} columns.");
        builder.Take(columns);
        while (_cells.Count < Column)
        {
            _cells.Add("");
            _sources.Add("");
        }
        _cells.Add(text);
        _sources.Add(source);
        var lastRow = (int)Math.Min(int.MaxValue, (long)Number + rows - 1);
        if (columns > 1 || rows > 1) _merged.Add(new(Number, Column, lastRow, Column + columns - 1));
        for (var i = Column; i < Column + columns; i++)
        {
            while (_takenUntil.Count <= i) _takenUntil.Add(0);
            _takenUntil[i] = lastRow;
        }
        Column += columns;
        SkipTaken();
    }

    public TableSheet Sheet()
    {
        EndRow();
        return new TableSheet
        {
            HasHeader = HasHeader,
            Rows = _rows.ToValueList(),
            Merged = _merged.Select(range => range with { LastRow = Math.Min(range.LastRow, Number) })
                .Where(range => range.LastRow > range.FirstRow || range.LastColumn > range.FirstColumn).ToValueList(),
        };
    }

    private void EndRow()
    {
        if (_cells.Exists(cell => !string.IsNullOrWhiteSpace(cell)))
            _rows.Add(new TableRow
            {
                Number = Number,
                Line = _line,
                Hidden = _isHidden,
                Cells = _cells.ToValueList(),
                Sources = _sources.SequenceEqual(_cells, StringComparer.Ordinal) ? [] : _sources.ToValueList(),
            });
        _cells.Clear();
        _sources.Clear();
    }

    private void SkipTaken()
    {
        var from = Column;
        while (Column < _takenUntil.Count && _takenUntil[Column] >= Number) Column++;
        if (Column > from) builder.Take(Column - from);
    }
}
