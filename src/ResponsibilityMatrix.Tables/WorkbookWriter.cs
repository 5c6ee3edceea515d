using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ResponsibilityMatrix.Agreements;

namespace ResponsibilityMatrix.Tables;

/// <summary>Writes sheets of texts as a workbook. Every cell is text, whatever it begins with; the same sheets give the same
/// bytes.</summary>
internal static class WorkbookWriter
{
    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const uint StylesOfLook = 4;
    private const uint QuotedOfLook = 1;
    private const uint DateOfLook = 2;
    private const uint HeadingOfLook = 3;
    private const uint TextFormat = 49;
    private const uint DateFormat = 164;
    private const int MostRows = 1_048_575;

    // Programs take no more of them.
    private const int MostLinks = 65_000;
    private const int LongestPageHeader = 200;

    // A row is at most 409 points high.
    private const double LineHeight = 15;
    private const int MostLines = 27;

    /// <summary>The workbook of some sheets, at least one.</summary>
    /// <exception cref="ArgumentException">A sheet has more rows than a workbook can hold.</exception>
    public static byte[] Write(IReadOnlyList<Sheet> sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            // Relations have names of our own, since those that are made up differ each time.
            var workbook = document.AddNewPart<WorkbookPart>(WorkbookType, "rId1");
            var styles = workbook.AddNewPart<WorkbookStylesPart>("rIdStyles");
            Write(styles, Styles());
            var list = new Sheets();
            for (var i = 0; i < sheets.Count; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"rId{i + 1}");
                Write(workbook.AddNewPart<WorksheetPart>(id), sheets[i], isFirst: i == 0);
                list.AppendChild(
                    new DocumentFormat.OpenXml.Spreadsheet.Sheet
                    { Name = sheets[i].Name, SheetId = (uint)i + 1, Id = id, State = sheets[i].IsHidden ? SheetStateValues.Hidden : null });
            }
            Write(workbook, new Workbook(list, Names(sheets)));
        }
        stream.Position = 0;
        using var plain = new MemoryStream();
        PlainPackage.Copy(stream, plain);
        return plain.ToArray();
    }

    private static void Write(WorksheetPart part, Sheet sheet, bool isFirst)
    {
        if (sheet.Rows.Count > MostRows)
            throw new ArgumentException($"A sheet holds {MostRows:N0} rows, and there are {sheet.Rows.Count:N0}.", nameof(sheet));
        var headings = HeadingRow(sheet);
        using var xml = new PlainXmlWriter(part.GetStream(FileMode.Create));
        xml.WriteStartElement("worksheet", Namespace);
        new SheetProperties(new PageSetupProperties { FitToPage = true }).WriteTo(xml);
        var view = new SheetView
        { WorkbookViewId = 0, TabSelected = isFirst, RightToLeft = sheet.IsRightToLeft ? true : null };
        if (headings > 0 || sheet.FrozenColumns > 0)
            view.AppendChild(
                new Pane
                {
                    HorizontalSplit = sheet.FrozenColumns > 0 ? sheet.FrozenColumns : null,
                    VerticalSplit = headings > 0 ? headings : null,
                    TopLeftCell = $"{Letters(sheet.FrozenColumns + 1)}{headings + 1}",
                    ActivePane = sheet.FrozenColumns == 0 ? PaneValues.BottomLeft
                        : headings == 0 ? PaneValues.TopRight : PaneValues.BottomRight,
                    State = PaneStateValues.Frozen
                });
        new SheetViews(view).WriteTo(xml);
        new Columns(
            sheet.Columns.Select(
            (column, i) =>
            new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Width, CustomWidth = true, Style = StyleOf(column, "") }))
            .WriteTo(xml);
        xml.WriteStartElement("sheetData", Namespace);
        var letters = Enumerable.Range(1, sheet.Columns.Count).Select(Letters).ToArray();
        if (!sheet.Members.IsEmpty) WriteRow(xml, 1, sheet, letters, (column, _) => (sheet.Members[column], 0, false), true);
        if (!sheet.Bands.IsEmpty)
            WriteRow(xml, 1, sheet, letters, (column, look) => (BandAt(sheet, column), StyleOf(look, null), false),
                widthOf: column => WidthOf(sheet, column, BandOf(sheet, column)));
        if (sheet.HasHeadings)
            WriteRow(xml, headings, sheet, letters, (_, column) => (column.Heading, StyleOf(column, null), false));
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            var row = sheet.Rows[i];
            WriteRow(xml, headings + i + 1, sheet, letters, (at, column) =>
            {
                if (sheet.Cells.Count > 0 && sheet.Cells.TryGetValue((i, at), out var other)) column = other;
                return (row[at], StyleOf(column, row[at]), column.IsDate);
            }, widthOf: sheet.Spans.Count == 0 ? null : at => WidthOf(sheet, at, sheet.Spans.GetValueOrDefault((i, at), 1)));
        }
        xml.WriteEndElement();
        var area = string.Create(
            CultureInfo.InvariantCulture, $"A{headings}:{Letters(sheet.Columns.Count)}{headings + sheet.Rows.Count}");
        if (sheet.HasFilter) new AutoFilter { Reference = area }.WriteTo(xml);
        Merged(sheet, letters, headings)?.WriteTo(xml);
        for (var i = 0; i < sheet.Rules.Count && sheet.Rows.Count > 0; i++)
            Colours(sheet.Rules[i], i, headings + 1, headings + sheet.Rows.Count).WriteTo(xml);
        Validations(sheet)?.WriteTo(xml);
        WriteLinks(xml, sheet, letters, headings);
        new PageMargins { Left = 0.4, Right = 0.4, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 }.WriteTo(xml);
        // As wide as the page and as long as it takes, on A4 as on Letter.
        new PageSetup { Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 }.WriteTo(xml);
        new HeaderFooter(
            new OddHeader($"&L{PageHeader(sheet).Replace("&", "&&", StringComparison.Ordinal)}"),
            new OddFooter("&R&P / &N")).WriteTo(xml);
        // Numbers that are texts are meant to be.
        new IgnoredErrors(new IgnoredError
        {
            SequenceOfReferences = new ListValue<StringValue>([new StringValue($"A1:{letters[^1]}{headings + sheet.Rows.Count + 1}")]),
            NumberStoredAsText = true,
        }).WriteTo(xml);
        xml.WriteEndElement();
    }

    private static void Write(OpenXmlPart part, OpenXmlElement root)
    {
        using var xml = new PlainXmlWriter(part.GetStream(FileMode.Create));
        root.WriteTo(xml);
    }

    // Programs take no header longer than 255, its signs included.
    private static string PageHeader(Sheet sheet)
    {
        var text = CellText.Of(sheet.PageHeader ?? sheet.Name);
        if (text.Length > LongestPageHeader)
            text = text[..(LongestPageHeader - (char.IsHighSurrogate(text[LongestPageHeader - 1]) ? 1 : 0))] + "…";
        return text;
    }

    private static int WidthOf(Sheet sheet, int column, int span)
    {
        var width = 0;
        for (var i = column; i < column + span && i < sheet.Columns.Count; i++) width += sheet.Columns[i].Width;
        return width;
    }

    private static int BandOf(Sheet sheet, int column)
    {
        var last = column;
        while (last + 1 < sheet.Bands.Count && sheet.Bands[last + 1] == sheet.Bands[column]) last++;
        return last - column + 1;
    }

    private static ConditionalFormatting Colours(SheetRule rule, int priority, int first, int last)
    {
        var (from, to) = (Letters(rule.First + 1), Letters(rule.Last + 1));
        return new(new ConditionalFormattingRule(
            new Formula(string.Create(CultureInfo.InvariantCulture, $"NOT(ISERROR(SEARCH(\"{rule.Text}\",{from}{first})))")))
        {
            Type = ConditionalFormatValues.ContainsText,
            Operator = ConditionalFormattingOperatorValues.ContainsText,
            Text = rule.Text,
            FormatId = (uint)rule.Tone,
            Priority = priority + 1,
            StopIfTrue = true,
        })
        {
            SequenceOfReferences = new ListValue<StringValue>(
                [new StringValue(string.Create(CultureInfo.InvariantCulture, $"{from}{first}:{to}{last}"))]),
        };
    }

    private static void WriteLinks(XmlWriter xml, Sheet sheet, string[] letters, int headings)
    {
        if (sheet.Links.Count is 0 or > MostLinks) return;
        xml.WriteStartElement("hyperlinks", Namespace);
        foreach (var ((row, column), location) in sheet.Links.OrderBy(link => link.Key))
        {
            xml.WriteStartElement("hyperlink", Namespace);
            xml.WriteAttributeString("ref", string.Create(CultureInfo.InvariantCulture, $"{letters[column]}{headings + row + 1}"));
            xml.WriteAttributeString("location", location);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    // The text stands in the first of the cells that are merged.
    private static string BandAt(Sheet sheet, int column) =>
        column > 0 && sheet.Bands[column - 1] == sheet.Bands[column] ? "" : sheet.Bands[column];

    private static MergeCells? Merged(Sheet sheet, string[] letters, int headings)
    {
        var merged = new MergeCells();
        for (var first = 0; first < sheet.Bands.Count;)
        {
            var last = first;
            while (last + 1 < sheet.Bands.Count && sheet.Bands[last + 1] == sheet.Bands[first]) last++;
            if (last > first && sheet.Bands[first].Length > 0)
                merged.AppendChild(new MergeCell { Reference = $"{letters[first]}1:{letters[last]}1" });
            first = last + 1;
        }
        foreach (var ((row, column), span) in sheet.Spans.OrderBy(span => span.Key))
            if (span > 1)
                merged.AppendChild(new MergeCell
                {
                    Reference = string.Create(CultureInfo.InvariantCulture,
                        $"{letters[column]}{headings + row + 1}:{letters[column + span - 1]}{headings + row + 1}"),
                });
        return merged.HasChildren ? merged : null;
    }

    private static int HeadingRow(Sheet sheet) => !sheet.HasHeadings ? 0 : sheet.Members.IsEmpty && sheet.Bands.IsEmpty ? 1 : 2;

    private static void WriteRow(XmlWriter xml, int number, Sheet sheet, string[] letters,
        Func<int, SheetColumn, (string Text, uint Style, bool IsDate)> cellOf, bool isHidden = false,
        Func<int, int>? widthOf = null)
    {
        xml.WriteStartElement("row", Namespace);
        var row = number.ToString(CultureInfo.InvariantCulture);
        xml.WriteAttributeString("r", row);
        var columns = sheet.Columns;
        var cells = new (string Text, uint Style, bool IsDate)[columns.Count];
        // Programs do not all make rows as high as their wrapped texts when they open a file. A long note in a column that is not printed
        // would push the rows of the others apart.
        var lines = 1.0;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = cellOf(i, columns[i]);
            if (!isHidden && !sheet.IsHidden && lines < MostLines && columns[i].Look != SheetLook.Key && columns[i].IsPrinted)
            {
                var size = SizeOf(cells[i].Style);
                lines = Math.Max(lines, size * LinesOf(cells[i].Text, (int)((widthOf?.Invoke(i) ?? columns[i].Width) / size)));
            }
        }
        if (isHidden) xml.WriteAttributeString("hidden", "1");
        if (lines > 1)
        {
            xml.WriteAttributeString("ht", (Math.Min(MostLines, lines) * LineHeight).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("customHeight", "1");
        }
        for (var i = 0; i < cells.Length; i++)
        {
            var (text, style, isDate) = cells[i];
            // Where programs look for cells to fill in, blank ones are there too.
            var isNeeded = columns[i].Look <= SheetLook.Fill && !sheet.IsHidden;
            if (text.Length == 0 && !isNeeded && style == StyleOf(columns[i], "")) continue;
            xml.WriteStartElement("c", Namespace);
            xml.WriteAttributeString("r", letters[i] + row);
            if (style > 0) xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
            if (isDate && DayOf(text) is { } day)
            {
                xml.WriteElementString("v", Namespace, day.ToString(CultureInfo.InvariantCulture));
            }
            else if (text.Length > 0)
            {
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is", Namespace);
                xml.WriteStartElement("t", Namespace);
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(CellText.Escape(CellText.Of(text)));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    // How much larger than usual the letters of a style are.
    private static double SizeOf(uint style) => (SheetLook)(style / StylesOfLook) switch
    {
        SheetLook.Title => 1.8,
        SheetLook.Section => 1.3,
        _ => 1,
    };

    // Days before March 1900 are counted in two ways, and stay texts.
    private static int? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date >= new DateOnly(1900, 3, 1) ? date.DayNumber - new DateOnly(1899, 12, 30).DayNumber : null;

    // How many lines a text takes in a column: words stay whole, and wide letters take twice the place.
    private static int LinesOf(string text, int width)
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

    private static DataValidations? Validations(Sheet sheet)
    {
        var (first, last) = (HeadingRow(sheet) + 1, HeadingRow(sheet) + sheet.Rows.Count + sheet.SpareRows);
        if (last < first) return null;
        var validations = new DataValidations();
        for (var i = 0; i < sheet.Columns.Count; i++) Add(sheet.Columns[i], i, first, last);
        foreach (var ((row, column), cell) in sheet.Cells.OrderBy(cell => cell.Key)) Add(cell, column, first + row, first + row);
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

    // Programs keep a sheet's filter in a hidden name besides.
    private static DefinedNames Names(IReadOnlyList<Sheet> sheets)
    {
        var names = new DefinedNames();
        for (var i = 0; i < sheets.Count; i++)
        {
            var sheet = sheets[i];
            if (sheet.IsHidden) continue;
            var (first, last) = (HeadingRow(sheet), HeadingRow(sheet) + sheet.Rows.Count);
            var printed = sheet.Columns.Select((column, at) => (column.IsPrinted, At: at + 1)).Where(column => column.IsPrinted)
                .Select(column => column.At).ToList();
            if (printed.Count > 0 && printed.Count < sheet.Columns.Count)
                Add("_xlnm.Print_Area", $"${Letters(printed[0])}${Math.Max(1, first)}:${Letters(printed[^1])}${last}");
            if (first > 0) Add("_xlnm.Print_Titles", $"${first}:${first}");
            if (sheet.HasFilter) Add("_xlnm._FilterDatabase", $"$A${first}:${Letters(sheet.Columns.Count)}${last}", isHidden: true);

            void Add(string name, FormattableString range, bool isHidden = false) => names.AppendChild(
                new DefinedName($"'{sheet.Name}'!{FormattableString.Invariant(range)}")
                { Name = name, LocalSheetId = (uint)i, Hidden = isHidden ? true : null });
        }
        return names;
    }

    private static uint StyleOf(SheetColumn column, string? text) =>
        (uint)column.Look * StylesOfLook + (text is null ? HeadingOfLook : column.IsDate ? DateOfLook
            : FormulaSigns.BeginFormula(text) ? QuotedOfLook : 0);

    // Four styles for each look: texts, texts that begin like formulas, dates, headings.
    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "yyyy\\-mm\\-dd" }) { Count = 1 },
        new Fonts(
            new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new FontSize { Val = 11 }, new Color { Rgb = "FF595959" }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 18 }, new Color { Rgb = "FF1F3864" }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 13 }, new Color { Rgb = "FF1F3864" }, new FontName { Val = "Calibri" }),
            new Font(new Underline(), new FontSize { Val = 11 }, new Color { Rgb = "FF0B5394" }, new FontName { Val = "Calibri" }),
            new Font(new FontSize { Val = 11 }, new Color { Rgb = "FF1B5E35" }, new FontName { Val = "Calibri" }),
            new Font(new FontSize { Val = 11 }, new Color { Rgb = "FF7A4F00" }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new Color { Rgb = "FFA3201A" }, new FontName { Val = "Calibri" }),
            new Font(new Italic(), new FontSize { Val = 11 }, new Color { Rgb = "FF595959" }, new FontName { Val = "Calibri" }))
        { Count = 10 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            Solid("FFE7E6E6"),
            Solid("FFFFF8DC"),
            Solid("FFBDD7EE"),
            Solid("FFEDF4FB"),
            Solid("FFFFF4DB"),
            Solid("FFFDE7E5"))
        { Count = 8 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), Thin())
        { Count = 2 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
        [
            .. FormatsOf(0, 0, 2, 0, 0), .. FormatsOf(0, 3, 3, 1, 1), .. FormatsOf(0, 0, 2, 1, 1), .. FormatsOf(0, 5, 4, 1, 1),
            .. FormatsOf(2, 0, 2, 1, 1), .. FormatsOf(2, 0, 2, 1, 1, isWrapped: false),
            .. FormatsOf(3, 0, 2, 0, 0), .. FormatsOf(4, 0, 2, 0, 0), .. FormatsOf(1, 2, 2, 1, 1), .. FormatsOf(1, 0, 2, 1, 1),
            .. FormatsOf(1, 0, 2, 1, 1, isCentred: true), .. FormatsOf(5, 0, 2, 1, 1), .. FormatsOf(6, 0, 2, 1, 1),
            .. FormatsOf(7, 6, 2, 1, 1), .. FormatsOf(8, 7, 2, 1, 1), .. FormatsOf(9, 0, 2, 1, 1), .. FormatsOf(5, 0, 2, 0, 0),
        ])
        { Count = 17 * StylesOfLook },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 },
        // In the order of SheetTone.
        new DifferentialFormats(
            Colour("FF1B5E35", "FFE3F3E8"), Colour("FF7A4F00", "FFFFF4DB"), Colour("FFA3201A", "FFFDE7E5", new Bold()),
            Colour("FF595959", "FFF2F2F2", new Italic()), Colour("FF0B3C6B", "FFBDD7EE", new Bold()), Colour("FF0B3C6B", "FFE2EEF9"),
            Colour("FF404040", "FFE4E0F0"), Colour("FF404040", "FFEFEFEF"))
        { Count = 8 });

    private static DifferentialFormat Colour(string text, string ground, OpenXmlElement? how = null)
    {
        var font = new Font();
        if (how is not null) font.AppendChild(how);
        font.AppendChild(new Color { Rgb = text });
        return new(font, new Fill(new PatternFill(new BackgroundColor { Rgb = ground }) { PatternType = PatternValues.Solid }));
    }

    private static CellFormat[] FormatsOf(
        uint font, uint fill, uint headingFill, uint border, uint headingBorder, bool isWrapped = true,
        bool isCentred = false) =>
    [
        Format(font, fill, border, TextFormat, isWrapped, isCentred: isCentred),
        Format(font, fill, border, TextFormat, isWrapped, isQuoted: true, isCentred),
        Format(font, fill, border, DateFormat, isWrapped), Format(1, headingFill, headingBorder, TextFormat, isWrapped),
    ];

    private static CellFormat Format(uint font, uint fill, uint border, uint format, bool isWrapped, bool isQuoted = false,
        bool isCentred = false) =>
        new(
            new Alignment
            {
                Horizontal = format == DateFormat ? HorizontalAlignmentValues.Left : isCentred ? HorizontalAlignmentValues.Center : null,
                Vertical = VerticalAlignmentValues.Top,
                WrapText = isWrapped ? true : null,
            })
        {
            NumberFormatId = format,
            FontId = font,
            FillId = fill,
            BorderId = border,
            FormatId = 0,
            ApplyNumberFormat = true,
            ApplyFont = true,
            ApplyFill = true,
            ApplyBorder = true,
            ApplyAlignment = true,
            QuotePrefix = isQuoted ? true : null,
        };

    private static Fill Solid(string colour) =>
        new(new PatternFill(new ForegroundColor { Rgb = colour }) { PatternType = PatternValues.Solid });

    private static Border Thin()
    {
        static T Line<T>() where T : BorderPropertiesType, new()
        {
            var line = new T { Style = BorderStyleValues.Thin };
            line.AppendChild(new Color { Rgb = "FFBFBFBF" });
            return line;
        }
        return new Border(Line<LeftBorder>(), Line<RightBorder>(), Line<TopBorder>(), Line<BottomBorder>(), new DiagonalBorder());
    }

    private static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + ((column - 1) % 26)) + letters;
        return letters;
    }

    /// <summary>Writes the elements of sheets without a prefix, since some programs look for their plain names.</summary>
    private sealed class PlainXmlWriter : XmlTextWriter
    {
        public PlainXmlWriter(Stream stream) : base(stream, new UTF8Encoding(false)) => WriteStartDocument(standalone: true);

        public override void WriteStartElement(string? prefix, string localName, string? ns) =>
            base.WriteStartElement(ns == Namespace ? "" : prefix, localName, ns);
    }
}
