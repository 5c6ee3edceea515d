using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Spreadsheets;

/// <summary>
/// Reads the sheets of a workbook (XLSX) of a stranger as tables of text. Nothing that it refers to is opened, no formula is computed: the value that the
/// program kept counts. Thread-safe.
/// </summary>
public static class WorkbookReader
{
    // Sheets are mostly empty space: a small file can name cells of a million rows.
    private const int MostColumns = 16_384;
    private const int MostEntries = 10_000;
    private const int MostNamed = 8;
    private const string Letters = "$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly Comparer<TextRow> ByNumber = Comparer<TextRow>.Create((one, other) => one.Number.CompareTo(other.Number));

    /// <summary>Whether bytes begin as a workbook does, which is a ZIP archive.</summary>
    /// <param name="bytes">The bytes of a file.</param>
    public static bool IsWorkbook(ReadOnlySpan<byte> bytes) => bytes is [(byte)'P', (byte)'K', 3 or 5 or 7, _, ..];

    /// <summary>Reads a workbook. What cannot be read ends in a finding.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="file">The name by which findings call it, or null.</param>
    /// <param name="limits">What it may cost, unpacked, or null for <see cref="Limits.Default"/>.</param>
    public static TextTables Read(ReadOnlyMemory<byte> bytes, string? file = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        try
        {
            if (bytes.Length > limits.MaxBytes) return Failed(DocumentDescriptors.LimitPassed, $"The file has more than {limits.MaxBytes:N0} bytes, and is not read.", file);
            if (PassesLimits(bytes, limits) is { } problem) return Failed(DocumentDescriptors.LimitPassed, problem, file);
            using var document = SpreadsheetDocument.Open(new MemoryStream(bytes.ToArray(), false), false, new OpenSettings { AutoSave = false, MaxCharactersInPart = limits.MaxBytes });
            return new Run(document, file, limits).Read();
        }
        // A package can be broken in more ways than its library has exceptions for.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Failed(ImportDescriptors.NotUnderstood, $"This is no workbook that can be read: {exception.Message.TrimEnd('.')}. Save it as an Excel workbook (.xlsx) without a password, or as CSV.", file);
        }
    }

    private static TextTables Failed(DiagnosticDescriptor descriptor, string message, string? file) =>
        new() { Tables = [], Diagnostics = [Diagnostic.Of(descriptor, message, new Place("", file, new TextPosition(1, 1)))] };

    // What an archive says of its sizes may be wrong, so that its parts are unpacked, and thrown away, as far as the limit goes.
    private static string? PassesLimits(ReadOnlyMemory<byte> bytes, Limits limits)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes.ToArray(), false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries) return $"The workbook has {archive.Entries.Count:N0} parts, more than {MostEntries:N0}.";
        var tooLarge = $"The workbook holds more than {limits.MaxBytes:N0} bytes when it is unpacked.";
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            total += entry.Length;
            if (total > limits.MaxBytes || total < 0) return tooLarge;
        }
        long unpacked = 0;
        var buffer = new byte[1 << 16];
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                unpacked += read;
                if (unpacked > limits.MaxBytes) return tooLarge;
            }
        }
        return null;
    }

    private sealed class Run(SpreadsheetDocument document, string? file, Limits limits)
    {
        private readonly List<Diagnostic> _diagnostics = [];
        private readonly List<string> _shared = [];
        private readonly HashSet<uint> _dates = [];
        private readonly HashSet<uint> _percents = [];
        private long _cells;
        private long _characters;
        private bool _countsFrom1904;

        public TextTables Read()
        {
            var workbook = document.WorkbookPart ?? throw new FormatException("it has no sheets");
            _countsFrom1904 = workbook.Workbook?.WorkbookProperties?.Date1904?.Value is true;
            ReadStyles(workbook.WorkbookStylesPart?.Stylesheet);
            ReadShared(workbook.SharedStringTablePart);
            List<TextTable> tables = [];
            foreach (var sheet in workbook.Workbook?.Sheets?.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>() ?? [])
            {
                if (sheet.Id?.Value is not { } id || !workbook.TryGetPartById(id, out var part))
                {
                    _diagnostics.Add(Diagnostic.Of(ImportDescriptors.Dropped, $"The sheet \"{sheet.Name?.Value}\" is named in the workbook, and its cells are missing.", new Place("", file, new TextPosition(1, 1))));
                    continue;
                }
                // A chart on a sheet of its own has no cells.
                if (part is not WorksheetPart worksheet) continue;
                if (ReadSheet(worksheet, sheet.Name?.Value ?? "") is not { } table)
                    return Failed(DocumentDescriptors.LimitPassed, $"The workbook holds more than {limits.MaxItems:N0} cells, or more text than {limits.MaxBytes:N0} characters.", file);
                tables.Add(table);
            }
            if (tables.Count == 0 && _diagnostics.Count == 0) throw new FormatException("it has no sheets");
            return new TextTables { Tables = tables.ToValueList(), Diagnostics = _diagnostics.ToValueList() };
        }

        private TextTable? ReadSheet(WorksheetPart part, string name)
        {
            List<TextRow> rows = [];
            List<string> merged = [];
            using var reader = OpenXmlReader.Create(part);
            var next = 1;
            while (reader.Read())
            {
                if (reader.IsStartElement && reader.ElementType == typeof(MergeCell) && ((MergeCell)reader.LoadCurrentElement()!).Reference?.Value is { } range && HoldsSeveralRows(range, rows)) merged.Add(range);
                if (!reader.IsStartElement || reader.ElementType != typeof(Row)) continue;
                var row = (Row)reader.LoadCurrentElement()!;
                var number = row.RowIndex?.Value is { } stated && stated <= int.MaxValue ? Math.Max(next, (int)stated) : next;
                next = number + 1;
                if (CellsOf(row) is not { } cells) return null;
                if (cells.Exists(text => !string.IsNullOrWhiteSpace(text))) rows.Add(new TextRow { Number = number, Line = number, Cells = cells.ToValueList() });
            }
            if (merged.Count > 0) Drop($"The sheet \"{name}\" has cells that are merged over several rows ({Some(merged)}), and what stands in them was read for the first of these rows alone. Take them apart, and write it in each row that it is meant for.");
            if (CommentedCells(part) is { Count: > 0 } commented) Drop($"The sheet \"{name}\" has comments on its cells ({Some(commented)}), which were not read. Write into the cells what belongs to the answers.");
            return new TextTable { Sheet = name, Rows = rows.ToValueList() };
        }

        private void Drop(string message) => _diagnostics.Add(Diagnostic.Of(ImportDescriptors.Dropped, message, new Place("", file, new TextPosition(1, 1))));

        private static string Some(List<string> references) => $"{string.Join(", ", references.Take(MostNamed))}{(references.Count > MostNamed ? $" and {references.Count - MostNamed:N0} more" : "")}";

        private static bool HoldsSeveralRows(string range, List<TextRow> rows) =>
            range.Split(':') is [var from, var to] && RowOf(from) is var first && first < RowOf(to) && ColumnOf(from) is { } column
            && rows.BinarySearch(new TextRow { Number = first, Line = first, Cells = default }, ByNumber) is >= 0 and var at && !string.IsNullOrWhiteSpace(rows[at][column]);

        private static int RowOf(string reference) => int.TryParse(reference.AsSpan().TrimStart(Letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;

        // A thread of comments has a comment beside it, for programs that know no threads.
        private static List<string> CommentedCells(WorksheetPart part)
        {
            List<string> cells = [];
            if (part.WorksheetCommentsPart is not { } comments) return cells;
            using var reader = OpenXmlReader.Create(comments);
            while (reader.Read())
                if (reader.IsStartElement && reader.ElementType == typeof(Comment)) cells.Add(((Comment)reader.LoadCurrentElement()!).Reference?.Value ?? "?");
            return cells;
        }

        private List<string>? CellsOf(Row row)
        {
            List<string> cells = [];
            var next = 0;
            foreach (var cell in row.Elements<Cell>())
            {
                var text = TextOf(cell);
                var column = ColumnOf(cell.CellReference?.Value) ?? next;
                next = column + 1;
                if (text.Length == 0 || column >= MostColumns) continue;
                _cells += Math.Max(1, column - cells.Count + 1);
                _characters += text.Length;
                if (_cells > limits.MaxItems || _characters > limits.MaxBytes) return null;
                while (cells.Count <= column) cells.Add("");
                cells[column] = text;
            }
            return cells;
        }

        private string TextOf(Cell cell)
        {
            if (cell.InlineString is { } inline) return CellText.Unescape(TextOf(inline));
            var value = cell.CellValue?.Text ?? "";
            // A formula without a kept value would vanish; its text tells at least that there is one.
            if (value.Length == 0 && cell.CellFormula?.Text is { Length: > 0 } formula) return $"={formula}";
            var type = cell.DataType?.Value ?? CellValues.Number;
            if (type == CellValues.SharedString) return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < _shared.Count ? _shared[at] : "";
            if (type == CellValues.Boolean) return value == "1" ? "TRUE" : value == "0" ? "FALSE" : value;
            if (type == CellValues.Number) return Number(value, cell.StyleIndex?.Value ?? 0);
            return CellText.Unescape(value);
        }

        private string Number(string value, uint style)
        {
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return value;
            var days = number + (_countsFrom1904 ? 1462 : 0);
            if (_dates.Contains(style) && number >= 1 && days < 2_958_466)
            {
                return DateTime.FromOADate(days) is var date && date.TimeOfDay == TimeSpan.Zero
                    ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : date.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            }
            if (_percents.Contains(style)) return (number * 100).ToString("0.######", CultureInfo.InvariantCulture) + "%";
            return Math.Abs(number) < 1e15 ? number.ToString("0.###############", CultureInfo.InvariantCulture) : value;
        }

        private void ReadShared(SharedStringTablePart? part)
        {
            if (part is null) return;
            using var reader = OpenXmlReader.Create(part);
            while (reader.Read())
            {
                if (!reader.IsStartElement || reader.ElementType != typeof(SharedStringItem)) continue;
                var text = TextOf((SharedStringItem)reader.LoadCurrentElement()!);
                _shared.Add(CellText.Unescape(text));
            }
        }

        // The runs of a rich text one after the other; how East Asian words are read aloud is no part of it.
        private static string TextOf(RstType rich)
        {
            var text = new StringBuilder();
            foreach (var child in rich.ChildElements)
            {
                if (child is Text plain) text.Append(plain.Text);
                else if (child is DocumentFormat.OpenXml.Spreadsheet.Run run) text.Append(run.Text?.Text);
            }
            return text.ToString();
        }

        private void ReadStyles(Stylesheet? styles)
        {
            Dictionary<uint, string> formats = [];
            foreach (var format in styles?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
                if (format.NumberFormatId?.Value is { } id) formats[id] = format.FormatCode?.Value ?? "";
            uint style = 0;
            foreach (var format in styles?.CellFormats?.Elements<CellFormat>() ?? [])
            {
                var id = format.NumberFormatId?.Value ?? 0;
                var code = formats.GetValueOrDefault(id);
                if (id is (>= 14 and <= 17) or 22 || (code is not null && Shows(code, "dDyY"))) _dates.Add(style);
                if (id is 9 or 10 || (code is not null && Shows(code, "%"))) _percents.Add(style);
                style++;
            }
        }

        // A date's format has a letter for the day or the year outside of quotes and brackets; a sign of percent within quotes is a text, and leaves the number as it is.
        private static bool Shows(string code, string signs)
        {
            var (isQuoted, isBracketed) = (false, false);
            for (var i = 0; i < code.Length; i++)
            {
                var c = code[i];
                if (c == '"') isQuoted = !isQuoted;
                else if (isQuoted) continue;
                else if (c == '\\') i++;
                else if (c == '[') isBracketed = true;
                else if (c == ']') isBracketed = false;
                else if (!isBracketed && signs.Contains(c, StringComparison.Ordinal)) return true;
            }
            return false;
        }

        private static int? ColumnOf(string? reference)
        {
            if (reference is null) return null;
            var column = 0;
            foreach (var c in reference)
            {
                if (!char.IsAsciiLetter(c) || column > MostColumns) break;
                column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
            }
            return column > 0 ? column - 1 : null;
        }
    }
}
