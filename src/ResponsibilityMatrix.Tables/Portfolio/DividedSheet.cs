using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>A workbook that is being written, with what is to be told of its sheets. For one thread.</summary>
internal sealed class BookWriter(Stream output, PortfolioWorkbookOptions options) : IDisposable
{
    private readonly WorkbookWriter _workbook = new(output);

    public PortfolioWorkbookOptions Options => options;

    public SheetNames Names { get; } = new();

    /// <summary>The sheets that are written, each with what it is about and how many rows it has.</summary>
    public List<(int Place, string Name, string About, int Rows)> Sheets { get; } = [];

    /// <summary>What does not stand as it is.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Where texts are cut.</summary>
    public FirstNames Cut { get; } = new();

    /// <summary>What stands above each printed page, before the name of the sheet.</summary>
    public string PageHeader { get; set; } = "";

    /// <summary>Begins a sheet.</summary>
    public SheetWriter Open(Sheet sheet, int place) =>
        _workbook.Open(sheet with { PageHeader = PageHeader.Length == 0 ? sheet.Name : $"{PageHeader} – {sheet.Name}" }, place);

    /// <summary>Writes a sheet that is read from top to bottom.</summary>
    public void Add(SheetPage page, int place)
    {
        var sheet = page.Sheet();
        using var writer = Open(sheet, place);
        foreach (var row in sheet.Rows) writer.Row(row);
    }

    public void Finish() => _workbook.Finish();

    public void Dispose() => _workbook.Dispose();
}

/// <summary>A list of rows, on as many sheets as it takes. For one thread.</summary>
internal sealed class DividedSheet : IDisposable
{
    private readonly BookWriter _book;
    private readonly Sheet _sheet;
    private readonly int _place;
    private readonly string _about;
    private readonly List<string> _names = [];
    private SheetWriter _writer;

    /// <param name="book">The workbook.</param>
    /// <param name="name">The name, which is one of <see cref="SheetNames"/>; parts after the first one have a number.</param>
    /// <param name="about">What it is about.</param>
    /// <param name="place">Where it stands among the others.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="make">What else there is to say of the sheet; null for nothing.</param>
    public DividedSheet(BookWriter book, string name, string about, int place, ValueList<SheetColumn> columns,
        Func<Sheet, Sheet>? make = null)
    {
        (_book, _place, _about) = (book, place, about);
        var sheet = new Sheet { Name = name, Columns = columns, Rows = default };
        _sheet = make?.Invoke(sheet) ?? sheet;
        _writer = Open();
    }

    /// <summary>The name of the first sheet.</summary>
    public string Name => _names[0];

    /// <summary>Writes a row.</summary>
    public void Row(IReadOnlyList<string> texts, SheetLook? look = null)
    {
        if (_writer.Rows >= _book.Options.MostRows)
        {
            Close();
            _writer = Open();
        }
        for (var i = 0; i < texts.Count; i++)
            if (CellText.IsTooLong(texts[i])) _book.Cut.Add($"{_names[^1]}, {texts[0]}, {_sheet.Columns[i].Heading}");
        _writer.Row(texts, look);
    }

    public void Dispose()
    {
        if (_writer.IsEnded) return;
        Close();
        if (_names.Count > 1)
            _book.Notes.Add($"{_names[0]} has more rows than a sheet takes: it goes on in {string.Join(", ", _names[1..])}.");
    }

    private SheetWriter Open()
    {
        _names.Add(_names.Count == 0 ? _sheet.Name : _book.Names.NameOf(_sheet.Name));
        return _book.Open(_sheet with { Name = _names[^1] }, _place);
    }

    private void Close()
    {
        _writer.Dispose();
        _book.Sheets.Add((_place, _names[^1], _about, _writer.Rows));
    }
}
