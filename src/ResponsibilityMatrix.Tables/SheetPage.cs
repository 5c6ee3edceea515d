using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>A sheet to be read from top to bottom: headings, paragraphs and tables below each other. Not thread-safe.</summary>
internal sealed class SheetPage
{
    private const int TermWidth = 34;
    private const int LeastWidth = 100;
    private readonly List<ValueList<string>> _rows = [];
    private readonly Dictionary<(int Row, int Column), SheetColumn> _cells = [];
    private readonly Dictionary<(int Row, int Column), int> _spans = [];
    private readonly Dictionary<(int Row, int Column), string> _links = [];
    private readonly ValueList<SheetColumn> _columns;
    private readonly string _name;

    /// <param name="name">The name of the sheet.</param>
    /// <param name="widths">The widths of the columns that its tables need.</param>
    public SheetPage(string name, IReadOnlyList<int> widths)
    {
        _name = name;
        List<int> all = [.. widths];
        while (all.Count < 2) all.Add(TermWidth);
        all[0] = Math.Max(all[0], TermWidth);
        all[^1] += Math.Max(0, LeastWidth - all.Sum());
        _columns = all.Select(width => new SheetColumn { Heading = "", Width = width }).ToValueList();
    }

    public void Title(string title) => Paragraph(title, SheetLook.Title);

    public void Section(string title)
    {
        Row("");
        Paragraph(title, SheetLook.Section);
    }

    /// <summary>A text over the whole width.</summary>
    /// <param name="text">The text.</param>
    /// <param name="look">How it looks.</param>
    /// <param name="link">The name of the sheet that it leads to, or null.</param>
    public void Paragraph(string text, SheetLook look = SheetLook.Plain, string? link = null)
    {
        Row(text);
        Cell(0, link is null ? look : SheetLook.PlainLink, _columns.Count);
        if (link is not null) _links[(_rows.Count - 1, 0)] = $"'{link}'!A1";
    }

    /// <summary>A term and what there is to say of it.</summary>
    public void Fact(string term, string value, SheetLook look = SheetLook.Lined)
    {
        Row(term, value);
        Cell(0, SheetLook.Term, 1);
        Cell(1, look, _columns.Count - 1);
    }

    /// <summary>A table.</summary>
    /// <param name="caption">What stands above it.</param>
    /// <param name="headings">The headings.</param>
    /// <param name="rows">The rows, each cell with its look and the name of the sheet that it leads to, or null.</param>
    public void Table(string caption, IReadOnlyList<string> headings,
        IEnumerable<IReadOnlyList<(string Text, SheetLook Look, string? Link)>> rows)
    {
        Row(caption);
        Cell(0, SheetLook.Plain, _columns.Count);
        // The last column takes the rest of the width.
        int Span(int column) => column == headings.Count - 1 ? Math.Max(1, _columns.Count - column) : 1;
        Row([.. headings]);
        for (var i = 0; i < headings.Count; i++) Cell(i, SheetLook.Heading, Span(i));
        foreach (var row in rows)
        {
            Row([.. row.Select(cell => cell.Text)]);
            for (var i = 0; i < row.Count && i < headings.Count; i++)
            {
                Cell(i, row[i].Link is null ? row[i].Look : SheetLook.Link, Span(i));
                if (row[i].Link is { } link) _links[(_rows.Count - 1, i)] = $"'{link}'!A1";
            }
        }
    }

    public Sheet Sheet() => new()
    {
        Name = _name,
        Columns = _columns,
        Rows = _rows.ToValueList(),
        Cells = _cells,
        Spans = _spans,
        Links = _links,
        HasHeadings = false,
        HasFilter = false,
    };

    private void Row(params ReadOnlySpan<string> texts)
    {
        var cells = new string[_columns.Count];
        for (var i = 0; i < cells.Length; i++) cells[i] = i < texts.Length ? texts[i] : "";
        _rows.Add(cells.ToValueList());
    }

    // Cells that are merged have lines around them only where all of them have.
    private void Cell(int column, SheetLook look, int span)
    {
        for (var i = column; i < column + span; i++) _cells[(_rows.Count - 1, i)] = _columns[i] with { Look = look };
        if (span > 1) _spans[(_rows.Count - 1, column)] = span;
    }
}
