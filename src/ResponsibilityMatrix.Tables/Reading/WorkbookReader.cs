using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Reads the sheets of a workbook (XLSX) of a stranger as tables of text. Nothing that it refers to is opened, no formula is computed: the
/// value that the program kept counts. Each part is read once, as a stream, whatever it holds. Thread-safe.
/// </summary>
internal static class WorkbookReader
{
    // Sheets are mostly empty space: a small file can name cells of a million rows.
    private const int MostColumns = 16_384;
    private const int MostDigits = 15;
    private const string Letters = "$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Whether bytes begin as a workbook does, which is a ZIP archive.</summary>
    /// <param name="bytes">The bytes of a file.</param>
    public static bool IsWorkbook(ReadOnlySpan<byte> bytes) => bytes is [(byte)'P', (byte)'K', 3 or 5 or 7, _, ..];

    /// <summary>The sheets of a workbook, and where it is asked for what those cells are that are no plain texts, and of which parts the
    /// sheets were read. What cannot be read ends in a finding.</summary>
    public static TableFile Read(ReadOnlyMemory<byte> bytes, string? file, Limits limits,
        CancellationToken cancellationToken = default, Dictionary<(string Sheet, int Row, int Column), CellKind>? kinds = null,
        List<string>? sheetParts = null)
    {
        try
        {
            if (bytes.Length > limits.MaxBytes)
                throw new TableLimitException($"The file has more than {limits.MaxBytes:N0} bytes, and is not read.");
            using var parts = new WorkbookParts(bytes, limits);
            return new Run(parts, file, limits, kinds, sheetParts, cancellationToken).Read();
        }
        catch (TableLimitException exception)
        {
            return Failed("RM0003", exception.Message, file);
        }
        // A package can be broken in more ways than there are exceptions for.
        catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
        {
            return Failed(
                "RM7001",
                $"This is no workbook that can be read: {exception.Message.TrimEnd('.')}. Save it as an Excel workbook (.xlsx) without a " +
                $"password, or as CSV.", file);
        }
    }

    /// <summary>The column of a reference to a cell, from 0; null where it names none.</summary>
    public static int? ColumnOf(string? reference)
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

    private static TableFile Failed(string id, string message, string? file) =>
        new() { File = file, Sheets = [], Diagnostics = [Finding(id, message, file)] };

    private static Diagnostic Finding(string id, string message, string? file) =>
        Diagnostic.Of(DocumentValidator.FindDescriptor(id)!, message, new Place("", file, 1, 1));

    /// <summary>How a cell shows its number.</summary>
    private readonly record struct CellFormat(bool IsDate, bool IsPercent, string? Zeros);

    private sealed class Run(WorkbookParts parts, string? file, Limits limits,
        Dictionary<(string Sheet, int Row, int Column), CellKind>? kinds, List<string>? sheetParts, CancellationToken cancellationToken)
    {
        private CellKind _kind;
        private readonly List<Diagnostic> _diagnostics = [];
        private readonly List<string> _shared = [];
        private readonly List<CellFormat> _styles = [];
        private readonly StringBuilder _text = new();
        private long _items;
        private long _characters;
        private bool _countsFrom1904;

        public TableFile Read()
        {
            var main = parts.RelationsOf("").Values.FirstOrDefault(relation => relation.Type == "officeDocument").Target
                ?? throw new FormatException("it has no sheets");
            var relations = parts.RelationsOf(main);
            var sheets = ReadSheetNames(main);
            if (relations.Values.FirstOrDefault(relation => relation.Type == "styles").Target is { } styles) ReadStyles(styles);
            if (relations.Values.FirstOrDefault(relation => relation.Type == "sharedStrings").Target is { } shared) ReadShared(shared);
            List<TableSheet> tables = [];
            Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase);
            var (missing, repeated) = (new FirstNames(), new FirstNames());
            foreach (var (name, id, isHidden) in sheets)
            {
                // A chart on a sheet of its own has no cells.
                if (id is not null && relations.TryGetValue(id, out var relation) && relation.Type != "worksheet") continue;
                if (id is null || !relations.TryGetValue(id, out relation)) missing.Add($"\"{name}\"");
                else if (!known.TryAdd(relation.Target, name)) repeated.Add($"\"{name}\" those of \"{known[relation.Target]}\"");
                else if (ReadSheet(relation.Target, name) is { } table)
                {
                    tables.Add(table with { Hidden = isHidden });
                    sheetParts?.Add(relation.Target);
                }
                else missing.Add($"\"{name}\"");
            }
            if (missing.Count > 0)
                Drop($"The workbook names {(missing.Count == 1 ? "a sheet" : "sheets")} of which the cells are missing: {missing}.");
            if (repeated.Count > 0) Drop($"The workbook has sheets that show the cells of another one, which were read once: {repeated}.");
            if (tables.Count == 0 && _diagnostics.Count == 0) throw new FormatException("it has no sheets");
            return new TableFile { File = file, Sheets = tables.ToValueList(), Diagnostics = _diagnostics.ToValueList() };
        }

        private List<(string Name, string? Id, bool IsHidden)> ReadSheetNames(string part)
        {
            List<(string Name, string? Id, bool IsHidden)> sheets = [];
            using var reader = parts.Open(part) ?? throw new FormatException("it has no sheets");
            while (reader.Read())
            {
                if (reader.IsStart("workbookPr")) _countsFrom1904 = reader["date1904"] is "1" or "true";
                else if (reader.IsStart("sheet"))
                    sheets.Add((reader["name"] ?? "", reader["id"], reader["state"] is "hidden" or "veryHidden"));
            }
            return sheets;
        }

        private TableSheet? ReadSheet(string part, string name)
        {
            using var reader = parts.Open(part);
            if (reader is null) return null;
            List<TableRow> rows = [];
            List<CellRange> merged = [];
            SortedSet<int> hidden = [];
            var width = 0;
            List<string> cells = [];
            var next = 1;
            while (reader.Read())
            {
                if (reader.IsStart("mergeCell") && RangeOf(reader["ref"]) is { } range)
                {
                    // Cells that are merged twice over would make whoever goes through them pay for each time.
                    Take(AreaOf(range, rows.Count, width), 0);
                    merged.Add(range);
                }
                if (reader.IsStart("col") && IsTrue(reader["hidden"]) && NumberOf(reader["min"]) is > 0 and var first)
                {
                    var last = Math.Min(NumberOf(reader["max"]), MostColumns);
                    Take(Math.Max(0, last - first) + 1, 0);
                    for (var i = first; i <= last; i++) hidden.Add(i - 1);
                }
                if (!reader.IsStart("row")) continue;
                cancellationToken.ThrowIfCancellationRequested();
                var number = Math.Max(next, NumberOf(reader["r"]));
                var isHidden = IsTrue(reader["hidden"]);
                next = number == int.MaxValue ? number : number + 1;
                Take(1, 0);
                cells.Clear();
                ReadCells(reader, cells, name, number);
                if (cells.Exists(text => !string.IsNullOrWhiteSpace(text)))
                    rows.Add(new TableRow { Number = number, Line = number, Hidden = isHidden, Cells = cells.ToValueList() });
                width = Math.Max(width, cells.Count);
            }
            if (CommentedCells(part) is { Count: > 0 } commented)
                Drop(
                    $"The sheet \"{name}\" has comments on its cells ({commented}), which were not read. Write into the cells what " +
                    $"belongs to the answers.");
            hidden.RemoveWhere(column => column >= width);
            return new TableSheet
            {
                Name = name,
                File = file,
                Rows = rows.ToValueList(),
                Merged = merged.ToValueList(),
                HiddenColumns = hidden.ToValueList(),
            };
        }

        private void Drop(string message) =>
            _diagnostics.Add(Finding("RM7002", message, file));

        // Rows and cells count whether they hold anything or not: a packed file names millions of empty ones.
        private void Take(int items, int characters)
        {
            _items += items;
            _characters += characters;
            if (_items > limits.MaxItems || _characters > limits.MaxBytes)
                throw new TableLimitException(
                    $"The workbook holds more than {limits.MaxItems:N0} cells, or more text than {limits.MaxBytes:N0} characters.");
        }

        private static CellRange? RangeOf(string? range) =>
            range?.Split(':', 3) is [var from, var to] && RowOf(from) is > 0 and var row && ColumnOf(from) is { } column
            && RowOf(to) is var lastRow && lastRow >= row && ColumnOf(to) is { } lastColumn && lastColumn >= column
                ? new(row, column, lastRow, lastColumn) : null;

        private static int AreaOf(CellRange range, int rows, int width) => (int)Math.Min(int.MaxValue,
            (long)Math.Min(range.LastRow - range.FirstRow + 1, rows) * Math.Min(range.LastColumn - range.FirstColumn + 1, width) + 1);

        private static bool IsTrue(string? word) => word is "1" or "true";

        private static int NumberOf(string? text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        private static int RowOf(string reference) =>
            int.TryParse(reference.AsSpan().TrimStart(Letters), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;

        // A thread of comments has a comment beside it, for programs that know no threads.
        private FirstNames CommentedCells(string sheet)
        {
            var cells = new FirstNames();
            if (parts.RelationsOf(sheet).Values.FirstOrDefault(relation => relation.Type == "comments").Target is not { } part)
                return cells;
            using var reader = parts.Open(part);
            while (reader?.Read() is true)
                if (reader.IsStart("comment")) cells.Add(reader["ref"] ?? "?");
            return cells;
        }

        private void ReadCells(PartReader reader, List<string> cells, string sheet, int row)
        {
            if (reader.IsEmpty) return;
            var next = 0;
            for (var depth = reader.Depth; reader.ReadWithin(depth);)
            {
                if (!reader.IsStart()) continue;
                if (reader.Name != "c")
                {
                    reader.Skip();
                    continue;
                }
                var column = ColumnOf(reader["r"]) ?? next;
                next = column + 1;
                var text = ReadCell(reader);
                Take(text.Length == 0 || column < cells.Count ? 1 : Math.Min(column, MostColumns) - cells.Count + 1, text.Length);
                if (text.Length == 0 || column >= MostColumns) continue;
                while (cells.Count <= column) cells.Add("");
                cells[column] = text;
                if (kinds is not null && _kind != CellKind.Text) kinds[(sheet, row, column)] = _kind;
            }
        }

        private string ReadCell(PartReader reader)
        {
            _kind = CellKind.Text;
            if (reader.IsEmpty) return "";
            var (type, style) = (reader["t"], reader["s"]);
            string? inline = null, value = null, formula = null;
            for (var depth = reader.Depth; reader.ReadWithin(depth);)
            {
                if (!reader.IsStart()) continue;
                switch (reader.Name)
                {
                    case "is": inline ??= CellText.Unescape(RichText(reader)); break;
                    case "v": value ??= reader.Text(); break;
                    case "f": formula ??= reader.Text(); break;
                    default: reader.Skip(); break;
                }
            }
            if (formula is not null) _kind |= CellKind.Formula;
            if (inline is not null) return inline;
            value ??= "";
            _kind |= type switch { "b" => CellKind.Boolean, "e" => CellKind.Error, null or "n" => CellKind.Number, _ => CellKind.Text };
            // A formula without a kept value would vanish; its text tells at least that there is one.
            if (value.Length == 0 && formula is { Length: > 0 }) return $"={formula}";
            return type switch
            {
                "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < _shared.Count ? _shared[at]
                    : "",
                "b" => value == "1" ? "TRUE" : value == "0" ? "FALSE" : value,
                null or "n" =>
                    Number(value, int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0),
                _ => CellText.Unescape(value),
            };
        }

        private string Number(string value, int style)
        {
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return value;
            var format = style < _styles.Count ? _styles[style] : default;
            var days = number + (_countsFrom1904 ? 1462 : 0);
            if (format.IsDate && number >= 1 && days < 2_958_466)
            {
                _kind = (_kind & CellKind.Formula) | CellKind.Date;
                return DateTime.FromOADate(days) is var date && date.TimeOfDay == TimeSpan.Zero
                    ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : date.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            }
            if (format.IsPercent) return (number * 100).ToString("0.######", CultureInfo.InvariantCulture) + "%";
            return Math.Abs(number) < 1e15 ? number.ToString(format.Zeros ?? "0.###############", CultureInfo.InvariantCulture) : value;
        }

        private void ReadShared(string part)
        {
            using var reader = parts.Open(part);
            while (reader?.Read() is true)
            {
                if (!reader.IsStart("si")) continue;
                if (_shared.Count >= limits.MaxItems)
                    throw new TableLimitException($"The workbook holds more than {limits.MaxItems:N0} texts.");
                _shared.Add(CellText.Unescape(RichText(reader)));
            }
        }

        // The runs of a rich text one after the other; how East Asian words are read aloud is no part of it.
        private string RichText(PartReader reader)
        {
            if (reader.IsEmpty) return "";
            _text.Clear();
            for (var depth = reader.Depth; reader.ReadWithin(depth);)
            {
                if (reader.IsStart("t")) _text.Append(reader.Text());
                else if (reader.IsStart("rPh")) reader.Skip();
            }
            return _text.ToString();
        }

        private void ReadStyles(string part)
        {
            Dictionary<string, CellFormat> formats = new(StringComparer.Ordinal) { ["2"] = new(false, false, ZerosOf("0.00")) };
            foreach (var date in new[] { "14", "15", "16", "17", "22" }) formats[date] = new(true, false, null);
            foreach (var percent in new[] { "9", "10" }) formats[percent] = new(false, true, null);
            var cellFormats = -1;
            using var reader = parts.Open(part);
            while (reader?.Read() is true)
            {
                if (reader.IsStart("numFmt") && reader["numFmtId"] is { } id)
                    formats[id] = reader["formatCode"] is { } code
                        ? new(Shows(code, "dDyY"), Shows(code, "%"), ZerosOf(code)) : default;
                else if (reader.IsStart("cellXfs")) cellFormats = reader.Depth;
                else if (reader.IsStart() && reader.Depth <= cellFormats) cellFormats = -1;
                else if (reader.IsStart("xf") && cellFormats >= 0 && reader.Depth == cellFormats + 1)
                {
                    Take(1, 0);
                    _styles.Add(formats.GetValueOrDefault(reader["numFmtId"] ?? "0"));
                }
            }
        }

        // A date's format has a letter for the day or the year outside of quotes and brackets; a sign of percent within quotes is a text,
        // and leaves the number as it is.
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

        // A format of zeros alone shows ids such as 3.10 and 007, whose zeros the number does not have. Digits beyond them are kept.
        private static string? ZerosOf(string code)
        {
            var digits = code.AsSpan().TrimStart('0');
            var whole = code.Length - digits.Length;
            var decimals = digits is ['.', ..] ? digits[1..].TrimStart('0') is [] ? digits.Length - 1 : -1 : digits is [] ? 0 : -1;
            return whole is 0 or > MostDigits || decimals is < 0 or > MostDigits ? null
                : $"{new string('0', whole)}.{new string('0', decimals)}{new string('#', MostDigits - decimals)}";
        }

    }
}

/// <summary>What a cell of a workbook is.</summary>
[Flags]
internal enum CellKind
{
    /// <summary>A text.</summary>
    Text = 0,

    /// <summary>A number.</summary>
    Number = 1,

    /// <summary>A date.</summary>
    Date = 2,

    /// <summary>True or false.</summary>
    Boolean = 4,

    /// <summary>An error, such as a division by zero.</summary>
    Error = 8,

    /// <summary>Besides: the value was kept of a formula.</summary>
    Formula = 16,
}
