using CsvHelper;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using Reader = CsvHelper.CsvReader;

namespace ResponsibilityMatrix.Tables;

/// <summary>CSV and TSV as a table. The separator is found from the content, or named by a first line such as <c>sep=;</c>.</summary>
internal static class CsvTables
{
    public static void Read(ReadOnlyMemory<byte> utf8, TableFileBuilder builder)
    {
        var isMalformed = false;
        using var reader = Reader.Create(utf8, new CsvReaderOptions
        {
            HasHeader = false,
            SkipEmptyLines = false,
            TrackLineNumbers = true,
            OnMalformedRecord = record => isMalformed |= record.Reason != CsvMalformedReason.StrayQuote,
        });
        List<TableRow> rows = [];
        Diagnostic? fault = null;
        while (reader.Read())
        {
            builder.Take(reader.FieldCount + 1);
            var (number, line) = ((int)reader.RowNumber, (int)reader.LineNumber);
            // A stray quote may swallow rows, and its intended end is unknown, so only the first one is reported.
            if (isMalformed) fault ??= FaultOf(reader, number, line, builder);
            isMalformed = false;
            var cells = new string[reader.FieldCount];
            for (var i = 0; i < cells.Length; i++) cells[i] = TableText.WithLineFeeds(reader.GetString(i));
            if (!Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
                rows.Add(new TableRow { Number = number, Line = line, Cells = ValueList.Create<string>(cells) });
        }
        builder.Add(new TableSheet { Rows = rows.ToValueList() });
        if (fault is not null) builder.Add(fault);
    }

    private static Diagnostic? FaultOf(Reader reader, int number, int line, TableFileBuilder builder)
    {
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var raw = reader.GetRawSpan(i);
            if (raw is [(byte)'"', ..] && AfterClosingQuote(raw) is var after)
            {
                if (after < 0) return Fault("is never closed, so that all that follows was read as one cell");
                if (raw[after..].Trim((byte)' ') is not [])
                    return Fault("is closed in the midst of a text, so that the cell may hold what belongs to others");
            }
            line += LineBreaks(raw);

            Diagnostic Fault(string what) => builder.Finding("RM7001",
                $"Row {number}: the quote that begins cell {i + 1} {what}. Write a quote within a cell twice, and one more at its end.",
                line, i + 1);
        }
        return null;
    }

    // Where the text goes on after the closing quote; -1 if there is none.
    private static int AfterClosingQuote(ReadOnlySpan<byte> raw)
    {
        for (var at = 1; at < raw.Length; at++)
        {
            if (raw[at] != '"') continue;
            if (at + 1 >= raw.Length || raw[at + 1] != '"') return at + 1;
            at++;
        }
        return -1;
    }

    private static int LineBreaks(ReadOnlySpan<byte> raw) => raw.Count((byte)'\n') + raw.Count((byte)'\r') - raw.Count("\r\n"u8);
}
