using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>Writes sheets of texts as a workbook. Every cell is text, whatever it begins with; the same sheets give the same
/// bytes.</summary>
internal static class WorkbookWriter
{
    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const uint TextStyle = 0;
    private const uint HeadingStyle = 1;
    private const uint FillStyle = 2;
    private const uint QuotedStyle = 3;
    private const uint FillHeadingStyle = 4;
    private const uint TextFormat = 49;
    private const int MostRows = 1_048_575;

    // A row is at most 409 points high.
    private const double LineHeight = 15;
    private const int MostLines = 27;

    // The first day that a ZIP archive can name.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

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
            styles.Stylesheet = Styles();
            var list = new Sheets();
            for (var i = 0; i < sheets.Count; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"rId{i + 1}");
                Write(workbook.AddNewPart<WorksheetPart>(id), sheets[i], isFirst: i == 0);
                list.AppendChild(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = sheets[i].Name, SheetId = (uint)i + 1, Id = id });
            }
            workbook.Workbook = new Workbook(list);
            workbook.Workbook.AppendChild(Names(sheets));
        }
        return WithoutDates(stream.ToArray());
    }

    private static void Write(WorksheetPart part, Sheet sheet, bool isFirst)
    {
        if (sheet.Rows.Count > MostRows)
            throw new ArgumentException($"A sheet holds {MostRows:N0} rows, and there are {sheet.Rows.Count:N0}.", nameof(sheet));
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        var view = new SheetView { WorkbookViewId = 0, TabSelected = isFirst };
        view.AppendChild(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
        writer.WriteElement(new SheetViews(view));
        writer.WriteElement(
            new Columns(
            sheet.Columns.Select(
            (column, i) =>
            new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = column.Width, CustomWidth = true, Style = TextStyle })));
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, 1, sheet.Columns, column =>
            (sheet.Columns[column].Heading, sheet.Columns[column].IsToFill ? FillHeadingStyle : HeadingStyle));
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            var row = sheet.Rows[i];
            WriteRow(writer, (uint)i + 2, sheet.Columns, column =>
                (row[column], sheet.Columns[column].IsToFill ? FillStyle
                    : FormulaSigns.BeginFormula(row[column]) ? QuotedStyle : TextStyle));
        }
        writer.WriteEndElement();
        var area = string.Create(CultureInfo.InvariantCulture, $"A1:{Letters(sheet.Columns.Count)}{sheet.Rows.Count + 1}");
        if (sheet.HasFilter) writer.WriteElement(new AutoFilter { Reference = area });
        if (Validations(sheet) is { } validations) writer.WriteElement(validations);
        writer.WriteElement(new PageMargins { Left = 0.4, Right = 0.4, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
        // As wide as the page and as long as it takes, on A4 as on Letter.
        writer.WriteElement(new PageSetup { Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        writer.WriteElement(
            new HeaderFooter(new OddHeader($"&L{sheet.Name.Replace("&", "&&", StringComparison.Ordinal)}"), new OddFooter("&R&P / &N")));
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, uint number, ValueList<SheetColumn> columns, Func<int,
        (string Text, uint Style)> cellOf)
    {
        // Programs do not all make rows as high as their wrapped texts when they open a file.
        var lines =
            Math.Min(MostLines, Enumerable.Range(0, columns.Count).Max(column => LinesOf(cellOf(column).Text, columns[column].Width)));
        writer.WriteStartElement(lines > 1 ? new Row { RowIndex = number, Height = lines * LineHeight, CustomHeight = true }
            : new Row { RowIndex = number });
        for (var column = 0; column < columns.Count; column++)
        {
            var (text, style) = cellOf(column);
            var reference = string.Create(CultureInfo.InvariantCulture, $"{Letters(column + 1)}{number}");
            var cell = new Cell { CellReference = reference, StyleIndex = style };
            if (text.Length > 0)
            {
                cell.DataType = CellValues.InlineString;
                cell.InlineString = new InlineString(
                    new Text(CellText.Escape(CellText.Of(text))) { Space = SpaceProcessingModeValues.Preserve });
            }
            writer.WriteElement(cell);
        }
        writer.WriteEndElement();
    }

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
        if (sheet.Rows.IsEmpty) return null;
        var validations = new DataValidations();
        for (var i = 0; i < sheet.Columns.Count; i++)
        {
            var column = sheet.Columns[i];
            if (column.Choices.IsEmpty && column.Prompt is null) continue;
            var letters = Letters(i + 1);
            var validation = new DataValidation
            {
                AllowBlank = true,
                ShowInputMessage = column.Prompt is not null,
                ShowErrorMessage = false,
                SequenceOfReferences = new ListValue<StringValue>(
                    [new StringValue(string.Create(CultureInfo.InvariantCulture, $"{letters}2:{letters}{sheet.Rows.Count + 1}"))]),
            };
            if (column.Prompt is { } prompt)
            {
                validation.PromptTitle = column.Heading[..Math.Min(32, column.Heading.Length)];
                validation.Prompt = prompt[..Math.Min(255, prompt.Length)];
            }
            if (!column.Choices.IsEmpty)
            {
                validation.Type = DataValidationValues.List;
                validation.Formula1 = new Formula1($"\"{string.Join(',', (IEnumerable<string>)column.Choices)}\"");
            }
            validations.AppendChild(validation);
        }
        validations.Count = (uint)validations.ChildElements.Count;
        return validations.HasChildren ? validations : null;
    }

    // Programs keep a sheet's filter in a hidden name besides.
    private static DefinedNames Names(IReadOnlyList<Sheet> sheets)
    {
        var names = new DefinedNames();
        for (var i = 0; i < sheets.Count; i++)
        {
            var printed = sheets[i].Columns.Select((column, at) => (column.IsPrinted, At: at + 1)).Where(column => column.IsPrinted)
                .Select(column => column.At).ToList();
            if (printed.Count > 0 && printed.Count < sheets[i].Columns.Count)
                names.AppendChild(
                    new DefinedName(
                    string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{sheets[i].Name}'!${Letters(printed[0])}$1:${Letters(printed[^1])}${sheets[i].Rows.Count + 1}"))
                    { Name = "_xlnm.Print_Area", LocalSheetId = (uint)i });
            names.AppendChild(new DefinedName($"'{sheets[i].Name}'!$1:$1") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i });
            if (!sheets[i].HasFilter) continue;
            names.AppendChild(
                new DefinedName(
                string.Create(
                CultureInfo.InvariantCulture, $"'{sheets[i].Name}'!$A$1:${Letters(sheets[i].Columns.Count)}${sheets[i].Rows.Count + 1}"))
                {
                    Name = "_xlnm._FilterDatabase",
                    LocalSheetId = (uint)i,
                    Hidden = true,
                });
        }
        return names;
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font(new FontSize { Val = 11 }, new FontName { Val = "Calibri" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Calibri" }))
        { Count = 2 },
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            Solid("FFE7E6E6"),
            Solid("FFFFF8DC"))
        { Count = 4 },
        new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()), Thin())
        { Count = 2 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(Format(0, 0, 0), Format(1, 2, 0), Format(0, 3, 1), Format(0, 0, 0, isQuoted: true), Format(1, 3, 1)) { Count = 5 },
        new CellStyles(new CellStyle { Name = "Normal", FormatId = 0, BuiltinId = 0 }) { Count = 1 });

    private static CellFormat Format(uint font, uint fill, uint border, bool isQuoted = false) =>
        new(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true })
        {
            NumberFormatId = TextFormat,
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

    // The parts in the order of their names, with one date for all: what is written depends on nothing but the sheets.
    private static byte[] WithoutDates(byte[] package)
    {
        using var source = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        using var stream = new MemoryStream();
        using (var target = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries.OrderBy(entry => entry.FullName != "[Content_Types].xml")
                .ThenBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Epoch;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }
        return stream.ToArray();
    }
}
