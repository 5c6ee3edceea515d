using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Reports;

/// <summary>A sheet to be read from top to bottom: headings, paragraphs and tables below each other.</summary>
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

    public void Paragraph(string text, SheetLook look = SheetLook.Plain, string? link = null)
    {
        Row(text);
        Cell(0, link is null ? look : SheetLook.PlainLink, _columns.Count);
        if (link is not null) _links[(_rows.Count - 1, 0)] = $"'{link}'!A1";
    }

    public void Block(ReportBlock block)
    {
        switch (block)
        {
            case ReportParagraph paragraph:
                Paragraph(paragraph.Text, ReportWorkbook.LookOf(paragraph.Tone, SheetLook.Plain));
                break;
            case ReportFacts facts: Facts(facts.Facts); break;
            case ReportLegend legend: Facts(legend.Words); break;
            case ReportTable table: Table(table); break;
            case ReportSignatures signatures:
                foreach (var party in signatures.Parties) Fact($"For {party}", "\nName, role, date, signature\n\n", ReportTone.Plain);
                break;
            default: throw new InvalidOperationException($"Workbooks have no case for {block.GetType().Name}.");
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

    private void Facts(IReadOnlyList<ReportFact> facts)
    {
        foreach (var fact in facts) Fact(fact.Term, fact.Value, fact.Tone);
    }

    private void Fact(string term, string value, ReportTone tone)
    {
        Row(term, value);
        Cell(0, SheetLook.Term, 1);
        Cell(1, ReportWorkbook.LookOf(tone), _columns.Count - 1);
    }

    private void Table(ReportTable table)
    {
        Row(table.Caption);
        Cell(0, SheetLook.Plain, _columns.Count);
        // The last column takes the rest of the width.
        int Span(int column) => column == table.Columns.Count - 1 ? Math.Max(1, _columns.Count - column) : 1;
        Row([.. table.Columns]);
        for (var i = 0; i < table.Columns.Count; i++) Cell(i, SheetLook.Heading, Span(i));
        foreach (var row in table.Rows)
        {
            Row([.. row.Cells.Select(ReportWorkbook.TextOf)]);
            for (var i = 0; i < row.Cells.Count && i < table.Columns.Count; i++)
                Cell(i, ReportWorkbook.LookOf(row.Cells[i].Tone), Span(i));
        }
    }

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
