using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ResponsibilityMatrix.Tables;

/// <summary>What a workbook has to know of a sheet that is written. Immutable but for the names, which are known at its end.</summary>
internal sealed record WrittenSheet(string Name, bool IsHidden)
{
    /// <summary>The ranges that programs look for by name.</summary>
    public List<(string Name, string Range, bool IsHidden)> Names { get; } = [];
}

/// <summary>Writes one sheet, row by row. For one thread.</summary>
internal sealed class SheetWriter : IDisposable
{
    /// <summary>How many rows a sheet can hold below its headings.</summary>
    public const int MostRows = 1_048_574;

    /// <summary>How many columns it can hold.</summary>
    public const int MostColumns = 16_384;

    // Programs take no more of them.
    private const int MostLinks = 65_000;
    private const int LongestPageHeader = 200;

    // How many characters of the usual size stand beside each other on a page.
    private const int PageWidth = 125;
    private const string Filter = "_xlnm._FilterDatabase";

    // A row is at most 409 points high.
    private const double LineHeight = 15;

    /// <summary>How many lines of a cell can be seen.</summary>
    public const int MostLines = 27;

    private readonly PlainXmlWriter _xml;
    private readonly Sheet _sheet;
    private readonly string[] _letters;
    private readonly int _headings;
    private int _rows;

    /// <param name="part">Where to write; it is closed at the end.</param>
    /// <param name="sheet">The sheet; its rows are passed over.</param>
    /// <param name="isFirst">Whether it is the one that is shown.</param>
    public SheetWriter(Stream part, Sheet sheet, bool isFirst)
    {
        (_xml, _sheet) = (new(part, WorkbookStyles.Namespace), sheet);
        _letters = [.. Enumerable.Range(1, sheet.Columns.Count).Select(Letters)];
        _headings = !sheet.HasHeadings ? 0 : sheet.Members.IsEmpty && sheet.Bands.IsEmpty ? 1 : 2;
        Written = new(sheet.Name, sheet.IsHidden);
        Begin(isFirst);
    }

    /// <summary>What the workbook has to know of the sheet.</summary>
    public WrittenSheet Written { get; }

    /// <summary>Whether it is written whole.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>How many rows are written.</summary>
    public int Rows => _rows;

    /// <summary>Writes a row.</summary>
    /// <param name="texts">A text for each column.</param>
    /// <param name="look">How all of its cells look; null for what their columns say.</param>
    public void Row(IReadOnlyList<string> texts, SheetLook? look = null)
    {
        var at = _rows++;
        WriteRow(_headings + at + 1, (i, column) =>
        {
            if (_sheet.Cells.Count > 0 && _sheet.Cells.TryGetValue((at, i), out var other)) column = other;
            return (texts[i], WorkbookStyles.OfCell(look ?? column.Look, column.IsDate, texts[i]), column.IsDate);
        }, widthOf: _sheet.Spans.Count == 0 ? null : i => WidthOf(i, _sheet.Spans.GetValueOrDefault((at, i), 1)));
    }

    /// <summary>Ends the sheet.</summary>
    public void Dispose()
    {
        if (IsEnded) return;
        IsEnded = true;
        End();
        _xml.Dispose();
    }

    private void Begin(bool isFirst)
    {
        _xml.WriteStartElement("worksheet", WorkbookStyles.Namespace);
        new SheetProperties(new PageSetupProperties { FitToPage = _sheet.PageStarts.IsEmpty }).WriteTo(_xml);
        var view = new SheetView
        { WorkbookViewId = 0, TabSelected = isFirst, RightToLeft = _sheet.IsRightToLeft ? true : null };
        var frozen = _sheet.FrozenColumns;
        if (_headings > 0 || frozen > 0)
            view.AppendChild(
                new Pane
                {
                    HorizontalSplit = frozen > 0 ? frozen : null,
                    VerticalSplit = _headings > 0 ? _headings : null,
                    TopLeftCell = $"{Letters(frozen + 1)}{_headings + 1}",
                    ActivePane = frozen == 0 ? PaneValues.BottomLeft : _headings == 0 ? PaneValues.TopRight : PaneValues.BottomRight,
                    State = PaneStateValues.Frozen
                });
        new SheetViews(view).WriteTo(_xml);
        new Columns(_sheet.Columns.Select((column, i) => new Column
        {
            Min = (uint)i + 1,
            Max = (uint)i + 1,
            Width = column.Width,
            CustomWidth = true,
            Style = WorkbookStyles.OfCell(column.Look, column.IsDate, ""),
        })).WriteTo(_xml);
        _xml.WriteStartElement("sheetData", WorkbookStyles.Namespace);
        if (!_sheet.Members.IsEmpty) WriteRow(1, (column, _) => (_sheet.Members[column], 0, false), isHidden: true);
        if (!_sheet.Bands.IsEmpty)
            WriteRow(1, (i, column) => (BandAt(i), WorkbookStyles.OfHeading(column.Look), false), widthOf: i => WidthOf(i, BandOf(i)));
        if (_sheet.HasHeadings)
            WriteRow(_headings, (_, column) => (column.Heading, WorkbookStyles.OfHeading(column.Look), false));
    }

    private void End()
    {
        _xml.WriteEndElement();
        var last = _headings + _rows;
        if (_sheet.HasFilter) new AutoFilter { Reference = Range(1, _headings, _letters.Length, last) }.WriteTo(_xml);
        Merged()?.WriteTo(_xml);
        for (var i = 0; i < _sheet.Rules.Count && _rows > 0; i++) Colours(_sheet.Rules[i], i, last).WriteTo(_xml);
        Validations()?.WriteTo(_xml);
        WriteLinks();
        new PageMargins { Left = 0.4, Right = 0.4, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 }.WriteTo(_xml);
        // As wide as the page and as long as it takes, on A4 as on Letter.
        new PageSetup
        {
            Orientation = OrientationValues.Landscape,
            Scale = _sheet.PageStarts.IsEmpty ? null : (uint)Math.Clamp(100 * PageWidth / WidestPage(), 10, 100),
            FitToWidth = _sheet.PageStarts.IsEmpty ? 1 : null,
            FitToHeight = _sheet.PageStarts.IsEmpty ? 0 : null,
        }.WriteTo(_xml);
        new HeaderFooter(
            new OddHeader($"&L{PageHeader().Replace("&", "&&", StringComparison.Ordinal)}"),
            new OddFooter("&R&P / &N")).WriteTo(_xml);
        if (!_sheet.PageStarts.IsEmpty)
            new ColumnBreaks(_sheet.PageStarts.Select(start => new Break { Id = (uint)start, Max = 1_048_575, ManualPageBreak = true }))
            { Count = (uint)_sheet.PageStarts.Count, ManualBreakCount = (uint)_sheet.PageStarts.Count }.WriteTo(_xml);
        // Numbers that are texts are meant to be.
        new IgnoredErrors(new IgnoredError
        {
            SequenceOfReferences = new ListValue<StringValue>([new StringValue(Range(1, 1, _letters.Length, last + 1))]),
            NumberStoredAsText = true,
        }).WriteTo(_xml);
        _xml.WriteEndElement();
        AddNames(last);
    }

    // Programs keep a sheet's filter in a hidden name besides.
    private void AddNames(int last)
    {
        if (_sheet.IsHidden) return;
        var printed = _sheet.Columns.Select((column, at) => (column.IsPrinted, At: at + 1)).Where(column => column.IsPrinted)
            .Select(column => column.At).ToList();
        if (printed.Count > 0 && printed.Count < _sheet.Columns.Count)
            Add("_xlnm.Print_Area", $"${Letters(printed[0])}${FirstPrinted}:${Letters(printed[^1])}${last}");
        // On several pages side by side, the columns that say what a row is about are on each.
        List<string> repeated = [];
        if (!_sheet.PageStarts.IsEmpty && _sheet.FrozenColumns > 0) repeated.Add($"$A:${Letters(_sheet.FrozenColumns)}");
        if (_headings > 0)
            repeated.Add(FormattableString.Invariant($"${FirstPrinted}:${_headings}"));
        if (repeated.Count > 0) Add("_xlnm.Print_Titles", [.. repeated]);
        if (_sheet.HasFilter)
            Add(Filter, FormattableString.Invariant($"$A${_headings}:${_letters[^1]}${last}"));

        void Add(string name, params ReadOnlySpan<string> ranges)
        {
            var all = string.Join(',', ranges.ToArray().Select(range => $"'{_sheet.Name}'!{range}"));
            Written.Names.Add((name, all, name == Filter));
        }
    }

    // Programs take no header longer than 255, its signs included.
    private string PageHeader()
    {
        var text = CellText.Of(_sheet.PageHeader ?? _sheet.Name);
        if (text.Length > LongestPageHeader)
            text = text[..(LongestPageHeader - (char.IsHighSurrogate(text[LongestPageHeader - 1]) ? 1 : 0))] + "…";
        return text;
    }

    // The row for programs is not printed.
    private int FirstPrinted => _sheet.Bands.IsEmpty ? Math.Max(1, _headings) : 1;

    private int WidestPage()
    {
        List<int> starts = [0, .. _sheet.PageStarts, _sheet.Columns.Count];
        return starts.Zip(starts.Skip(1), (start, end) => WidthOf(start, end - start) + (start > 0 ? WidthOf(0, _sheet.FrozenColumns) : 0))
            .Max();
    }

    private int WidthOf(int column, int span)
    {
        var width = 0;
        for (var i = column; i < column + span && i < _sheet.Columns.Count; i++) width += _sheet.Columns[i].Width;
        return width;
    }

    private int BandOf(int column)
    {
        var last = column;
        while (last + 1 < _sheet.Bands.Count && _sheet.Bands[last + 1] == _sheet.Bands[column]) last++;
        return last - column + 1;
    }

    // The text stands in the first of the cells that are merged.
    private string BandAt(int column) =>
        column > 0 && _sheet.Bands[column - 1] == _sheet.Bands[column] ? "" : _sheet.Bands[column];

    private ConditionalFormatting Colours(SheetRule rule, int priority, int last)
    {
        var first = $"{_letters[rule.First]}{_headings + 1}";
        return new(new ConditionalFormattingRule(new Formula(rule.IsAtStart
            ? $"LEFT({first},{rule.Text.Length})=\"{rule.Text}\"" : $"NOT(ISERROR(SEARCH(\"{rule.Text}\",{first})))"))
        {
            Type = rule.IsAtStart ? ConditionalFormatValues.BeginsWith : ConditionalFormatValues.ContainsText,
            Operator = rule.IsAtStart ? ConditionalFormattingOperatorValues.BeginsWith : ConditionalFormattingOperatorValues.ContainsText,
            Text = rule.Text,
            FormatId = (uint)rule.Tone,
            Priority = priority + 1,
            StopIfTrue = true,
        })
        {
            SequenceOfReferences = new ListValue<StringValue>(
                [new StringValue(Range(rule.First + 1, _headings + 1, rule.Last + 1, last))]),
        };
    }

    private void WriteLinks()
    {
        if (_sheet.Links.Count is 0 or > MostLinks) return;
        _xml.WriteStartElement("hyperlinks", WorkbookStyles.Namespace);
        foreach (var ((row, column), location) in _sheet.Links.OrderBy(link => link.Key))
        {
            _xml.WriteStartElement("hyperlink", WorkbookStyles.Namespace);
            _xml.WriteAttributeString("ref", $"{_letters[column]}{_headings + row + 1}");
            _xml.WriteAttributeString("location", location);
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
    }

    private MergeCells? Merged()
    {
        var merged = new MergeCells();
        for (var first = 0; first < _sheet.Bands.Count; first += BandOf(first))
            if (BandOf(first) is > 1 and var span && _sheet.Bands[first].Length > 0)
                merged.AppendChild(new MergeCell { Reference = Range(first + 1, 1, first + span, 1) });
        foreach (var ((row, column), span) in _sheet.Spans.OrderBy(span => span.Key))
            if (span > 1)
                merged.AppendChild(new MergeCell
                { Reference = Range(column + 1, _headings + row + 1, column + span, _headings + row + 1) });
        return merged.HasChildren ? merged : null;
    }

    private void WriteRow(int number, Func<int, SheetColumn, (string Text, uint Style, bool IsDate)> cellOf, bool isHidden = false,
        Func<int, int>? widthOf = null)
    {
        _xml.WriteStartElement("row", WorkbookStyles.Namespace);
        var row = number.ToString(CultureInfo.InvariantCulture);
        _xml.WriteAttributeString("r", row);
        var columns = _sheet.Columns;
        var cells = new (string Text, uint Style, bool IsDate)[columns.Count];
        // Programs do not all make rows as high as their wrapped texts when they open a file. A long note in a column that is not printed
        // would push the rows of the others apart.
        var lines = 1.0;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = cellOf(i, columns[i]);
            if (!isHidden && !_sheet.IsHidden && lines < MostLines && columns[i].Look != SheetLook.Key && columns[i].IsPrinted)
            {
                var size = WorkbookStyles.SizeOf(cells[i].Style);
                lines = Math.Max(lines, size * LinesOf(cells[i].Text, (int)((widthOf?.Invoke(i) ?? columns[i].Width) / size)));
            }
        }
        if (isHidden) _xml.WriteAttributeString("hidden", "1");
        if (lines > 1)
        {
            _xml.WriteAttributeString("ht", (Math.Min(MostLines, lines) * LineHeight).ToString(CultureInfo.InvariantCulture));
            _xml.WriteAttributeString("customHeight", "1");
        }
        for (var i = 0; i < cells.Length; i++)
        {
            var (text, style, isDate) = cells[i];
            // Where programs look for cells to fill in, blank ones are there too.
            var isNeeded = columns[i].Look <= SheetLook.Fill && !_sheet.IsHidden;
            if (text.Length == 0 && !isNeeded && style == WorkbookStyles.OfCell(columns[i].Look, columns[i].IsDate, "")) continue;
            _xml.WriteStartElement("c", WorkbookStyles.Namespace);
            _xml.WriteAttributeString("r", _letters[i] + row);
            if (style > 0) _xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
            if (isDate && DayOf(text) is { } day)
            {
                _xml.WriteElementString("v", WorkbookStyles.Namespace, day.ToString(CultureInfo.InvariantCulture));
            }
            else if (text.Length > 0)
            {
                _xml.WriteAttributeString("t", "inlineStr");
                _xml.WriteStartElement("is", WorkbookStyles.Namespace);
                _xml.WriteStartElement("t", WorkbookStyles.Namespace);
                _xml.WriteAttributeString("xml", "space", null, "preserve");
                _xml.WriteString(CellText.Escape(CellText.Of(text)));
                _xml.WriteEndElement();
                _xml.WriteEndElement();
            }
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
    }

    // Days before March 1900 are counted in two ways, and stay texts.
    private static int? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date >= new DateOnly(1900, 3, 1) ? date.DayNumber - new DateOnly(1899, 12, 30).DayNumber : null;

    /// <summary>How many lines a text takes in a column: words stay whole, and wide letters take twice the place.</summary>
    public static int LinesOf(string text, int width)
    {
        var (lines, used, word) = (1, 0, 0);
        foreach (var c in text.AsSpan()[..Math.Min(text.Length, MostLines * width)])
        {
            var size = c >= '\u1100' ? 2 : 1;
            if (c == '\n')
            {
                lines++;
                (used, word) = (0, 0);
            }
            else if (used + size <= width || c == ' ')
            {
                used += size;
                word = c == ' ' ? 0 : word + size;
            }
            else
            {
                // The word goes to the next line, unless it fills one by itself.
                lines++;
                word = word < used ? word + size : size;
                used = word;
            }
        }
        return lines;
    }

    private DataValidations? Validations()
    {
        var (first, last) = (_headings + 1, _headings + _rows + _sheet.SpareRows);
        if (last < first) return null;
        var validations = new DataValidations();
        for (var i = 0; i < _sheet.Columns.Count; i++) Add(_sheet.Columns[i], i, first, last);
        foreach (var ((row, column), cell) in _sheet.Cells.OrderBy(cell => cell.Key)) Add(cell, column, first + row, first + row);
        validations.Count = (uint)validations.ChildElements.Count;
        return validations.HasChildren ? validations : null;

        void Add(SheetColumn column, int at, int from, int to)
        {
            if (column.Choices.IsEmpty && column.ChoicesFrom is null && column.Prompt is null) return;
            var letters = Letters(at + 1);
            var validation = new DataValidation
            {
                AllowBlank = true,
                ShowInputMessage = column.Prompt is not null,
                ShowErrorMessage = false,
                SequenceOfReferences = new ListValue<StringValue>(
                    [new StringValue(string.Create(CultureInfo.InvariantCulture, $"{letters}{from}:{letters}{to}"))]),
            };
            if (column.Prompt is { } prompt)
            {
                validation.PromptTitle = column.Heading[..Math.Min(32, column.Heading.Length)];
                validation.Prompt = prompt[..Math.Min(255, prompt.Length)];
            }
            if (column.ChoicesFrom is not null || !column.Choices.IsEmpty)
            {
                validation.Type = DataValidationValues.List;
                validation.Formula1 = new Formula1(column.ChoicesFrom ?? $"\"{string.Join(',', (IEnumerable<string>)column.Choices)}\"");
            }
            validations.AppendChild(validation);
        }
    }

    private static string Range(int firstColumn, int firstRow, int lastColumn, int lastRow) =>
        string.Create(CultureInfo.InvariantCulture, $"{Letters(firstColumn)}{firstRow}:{Letters(lastColumn)}{lastRow}");

    private static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }
}
