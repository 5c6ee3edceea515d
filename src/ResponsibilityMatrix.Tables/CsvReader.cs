using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Reads CSV (RFC 4180) as spreadsheet programs write it: separated by commas, semicolons or tabs; in UTF-8, in UTF-16 with a byte-order
/// mark, or in Windows-1252; with any line breaks, also within quotes. Thread-safe.
/// </summary>
public static class CsvReader
{
    private static readonly char[] Separators = [',', ';', '\t'];
    private static readonly UTF8Encoding Strict = new(false, true);

    private static DiagnosticDescriptor LimitPassed => DocumentValidator.FindDescriptor("RM0003")!;

    private static DiagnosticDescriptor NotUnderstood => DocumentValidator.FindDescriptor("RM7001")!;

    private static DiagnosticDescriptor Approximated => DocumentValidator.FindDescriptor("RM7003")!;

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="file">The file name that findings show, or null.</param>
    /// <param name="limits">The limits, or null for <see cref="Limits.Default"/>.</param>
    public static TextTables Read(ReadOnlyMemory<byte> bytes, string? file = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        List<Diagnostic> diagnostics = [];
        if (bytes.Length > limits.MaxBytes)
            return Failed(
                LimitPassed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The file has more than {limits.MaxBytes:N0} bytes (Limits.MaxBytes), and is not read."));
        var text = Decode(bytes.Span, file, diagnostics);
        if (text.Contains('\0', StringComparison.Ordinal))
            return Failed(
                NotUnderstood,
                "This is neither CSV nor an Excel workbook (.xlsx): there are zero bytes in it. Save it as one of the two, without a " +
                "password.");
        var (start, separator) = Separator(text);
        List<TextRow> rows = [];
        var (items, number, line, at) = (0, start > 0 ? 1 : 0, start > 0 ? 2 : 1, start);
        List<string> cells = [];
        var cell = new StringBuilder();
        Diagnostic? fault = null;
        while (at < text.Length)
        {
            cells.Clear();
            number++;
            var first = line;
            ReadRow();
            items += cells.Count;
            if (items > limits.MaxItems)
                return Failed(
                    LimitPassed,
                    string.Create(CultureInfo.InvariantCulture, $"The file has more than {limits.MaxItems:N0} cells (Limits.MaxItems)."));
            if (cells.Exists(held => !string.IsNullOrWhiteSpace(held)))
                rows.Add(new TextRow { Number = number, Line = first, Cells = cells.ToValueList() });
        }
        if (fault is not null) diagnostics.Add(fault);
        return new TextTables { Tables = [new TextTable { Rows = rows.ToValueList() }], Diagnostics = diagnostics.ToValueList() };

        void ReadRow()
        {
            while (true)
            {
                cell.Clear();
                ReadCell();
                cells.Add(cell.ToString());
                if (at >= text.Length) return;
                var c = text[at++];
                if (c == separator) continue;
                if (c == '\r' && at < text.Length && text[at] == '\n') at++;
                line++;
                return;
            }
        }

        void ReadCell()
        {
            var begins = line;
            if (at < text.Length && text[at] == '"')
            {
                if (!ReadQuoted()) fault ??= Fault(begins, "is never closed, so that all that follows was read as one cell");
                else if (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n' or ' '))
                    fault ??= Fault(begins, "is closed in the midst of a text, so that the cell may hold what belongs to others");
            }
            // Text after a closing quote still belongs to the cell.
            while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n')) cell.Append(text[at++]);
        }

        // A stray quote may swallow rows, and its intended end is unknown, so only the first one is reported.
        Diagnostic Fault(int begins, string what) => Diagnostic.Of(
            NotUnderstood,
                $"Row {number}: the quote that begins cell {cells.Count + 1} {what}. Write a quote within a cell twice, and one more at " +
                $"its end.", new Place("", file, begins, cells.Count + 1));

        bool ReadQuoted()
        {
            for (at++; at < text.Length; at++)
            {
                if (text[at] == '"')
                {
                    if (at + 1 >= text.Length || text[at + 1] != '"')
                    {
                        at++;
                        return true;
                    }
                    at++;
                }
                else if (text[at] == '\n' || (text[at] == '\r' && (at + 1 >= text.Length || text[at + 1] != '\n')))
                {
                    line++;
                }
                if (text[at] != '\r' || at + 1 >= text.Length || text[at + 1] != '\n') cell.Append(text[at] == '\r' ? '\n' : text[at]);
            }
            return false;
        }

        TextTables Failed(DiagnosticDescriptor descriptor, string message) =>
            new()
            {
                Tables = [],
                Diagnostics = [.. diagnostics, Diagnostic.Of(descriptor, message, new Place("", file, 1, 1))]
            };
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string? file, List<Diagnostic> diagnostics)
    {
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            diagnostics.Add(Diagnostic.Of(
                Approximated,
                "The file is not in UTF-8; it was read as Windows-1252, which spreadsheet programs often write. Look whether letters " +
                    "with accents are right, or save it as \"CSV UTF-8\".",
                new Place("", file, 1, 1)));
            return CodePagesEncodingProvider.Instance.GetEncoding(
                1252, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback)!.GetString(bytes);
        }
    }

    // The separator comes from a first line "sep=;", otherwise from the first line with content: the most frequent candidate outside
    // quotes.
    private static (int Start, char Separator) Separator(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && Separators.Contains(text[4])
            && (text.Length == 5 || text[5] is '\r' or '\n'))
            return (Math.Min(text.Length, text.AsSpan(5).StartsWith("\r\n") ? 7 : 6), text[4]);
        Span<int> counts = stackalloc int[Separators.Length];
        var isQuoted = false;
        foreach (var c in text)
        {
            if (c == '"') isQuoted = !isQuoted;
            if (isQuoted) continue;
            if (c is '\r' or '\n' && counts.ContainsAnyExcept(0)) break;
            if (Array.IndexOf(Separators, c) is >= 0 and var at) counts[at]++;
        }
        var best = 0;
        for (var i = 1; i < counts.Length; i++)
            if (counts[i] > counts[best]) best = i;
        return (0, Separators[best]);
    }
}
