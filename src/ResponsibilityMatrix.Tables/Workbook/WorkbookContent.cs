using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Tables;

/// <summary>What stands in a workbook that was exported and edited.</summary>
internal sealed class WorkbookContent
{
    private const string KeySuffix = ".key";

    private WorkbookContent(ValueList<Diagnostic> diagnostics, bool isReadable) => (Diagnostics, IsReadable) = (diagnostics, isReadable);

    /// <summary>The findings of reading the file.</summary>
    public ValueList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether the file could be read.</summary>
    public bool IsReadable { get; }

    /// <summary>The sheets that were found, whatever their names are by now.</summary>
    public Dictionary<WorkbookSheet, FilledSheet> Sheets { get; } = [];

    /// <summary>What was exported, or null.</summary>
    public ExportedBase? Base { get; private set; }

    /// <summary>The member of the column of keys, by which a sheet is found.</summary>
    public static string KeyMember(WorkbookSheet sheet) => sheet.Name + KeySuffix;

    public static WorkbookContent Read(ReadOnlyMemory<byte> workbook, string? file, Limits? limits)
    {
        Dictionary<(string Sheet, int Row, int Column), CellKind> kinds = [];
        var read = WorkbookReader.Read(workbook, file, limits ?? Limits.Default, kinds: kinds);
        var content = new WorkbookContent(read.Diagnostics, !read.Sheets.IsEmpty);
        foreach (var table in read.Sheets)
        {
            if (table.Name == WorkbookLayout.BaseName) content.Base = ExportedBase.Of(table);
            else if (Filled(table, kinds) is { } filled) content.Sheets.TryAdd(filled.Layout, filled);
        }
        return content;
    }

    private static FilledSheet? Filled(TableSheet table, Dictionary<(string Sheet, int Row, int Column), CellKind> kinds)
    {
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var members = table.Rows[i];
            var key = 0;
            while (key < members.Cells.Count && !members[key].EndsWith(KeySuffix, StringComparison.Ordinal)) key++;
            if (key == members.Cells.Count) continue;
            var layout = WorkbookLayout.Sheets.FirstOrDefault(sheet => KeyMember(sheet) == members[key]);
            if (layout is null) continue;
            var columns = layout.Columns.Select(column => IndexOf(members, column.Member)).ToArray();
            // The headings come next, unless somebody deleted them.
            var first = i + 1 < table.Rows.Count && table.Rows[i + 1][key] == WorkbookLayout.KeyHeading ? i + 2 : i + 1;
            return new FilledSheet
            {
                Layout = layout,
                Name = table.Name ?? "",
                ColumnsAt = columns,
                KeyAt = key,
                Headings = first == i + 2 ? table.Rows[i + 1] : null,
                Rows = [.. table.Rows.Skip(first).Select(row => new FilledRow
                {
                    Number = row.Number,
                    Key = row[key].Trim(),
                    Cells = [.. columns.Select(at => at < 0 ? default
                        : new FilledCell(Normalized(row[at]), kinds.GetValueOrDefault((table.Name ?? "", row.Number, at))))],
                    Others = [.. Enumerable.Range(0, row.Cells.Count)
                        .Where(at => at != key && Array.IndexOf(columns, at) < 0 && !string.IsNullOrWhiteSpace(row[at]))],
                })],
            };
        }
        return null;
    }

    public static string Normalized(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static int IndexOf(TableRow row, string text)
    {
        for (var i = 0; i < row.Cells.Count; i++)
            if (row[i] == text) return i;
        return -1;
    }
}

/// <summary>A sheet of the workbook as it was edited.</summary>
internal sealed class FilledSheet
{
    public required WorkbookSheet Layout { get; init; }

    /// <summary>The name that it has by now.</summary>
    public required string Name { get; init; }

    /// <summary>Where the columns of the layout stand; -1 for one that was deleted.</summary>
    public required int[] ColumnsAt { get; init; }

    /// <summary>Where the keys stand.</summary>
    public required int KeyAt { get; init; }

    /// <summary>The headings, or null.</summary>
    public required TableRow? Headings { get; init; }

    public required List<FilledRow> Rows { get; init; }

    /// <summary>A cell as people name it.</summary>
    public string At(FilledRow row, int column) => $"{Name}!{TableSheet.ColumnName(Math.Max(0, ColumnsAt[column]))}{row.Number}";
}

/// <summary>A row of the workbook as it was edited.</summary>
internal sealed class FilledRow
{
    public required int Number { get; init; }

    public required string Key { get; init; }

    /// <summary>The cells, one for each column of the layout; the text is null where the column was deleted.</summary>
    public required FilledCell[] Cells { get; init; }

    /// <summary>The numbers of other columns that hold something.</summary>
    public required int[] Others { get; init; }

    public string this[int column] => Cells[column].Text ?? "";

    /// <summary>Whether nothing stands in the columns of the layout.</summary>
    public bool IsBlank => Array.TrueForAll(Cells, cell => string.IsNullOrWhiteSpace(cell.Text));
}

/// <summary>A cell of the workbook as it was edited.</summary>
internal readonly record struct FilledCell(string? Text, CellKind Kind);

/// <summary>What was exported.</summary>
internal sealed class ExportedBase
{
    public required string Digest { get; init; }

    public required string Id { get; init; }

    public required bool IsStarter { get; init; }

    /// <summary>The rows by sheet, each with its key.</summary>
    public Dictionary<WorkbookSheet, List<ExportedRow>> Rows { get; } = [];

    /// <summary>The columns of a sheet that were not exported.</summary>
    public Dictionary<WorkbookSheet, int[]> Missing { get; } = [];

    public static ExportedBase? Of(TableSheet table)
    {
        if (table.Rows is not [{ Cells: ["layout", ..] } heading, ..]) return null;
        var exported = new ExportedBase { Digest = heading[2], Id = heading[3], IsStarter = MatrixWorkbook.IsStarter(heading[5]) };
        WorkbookSheet? sheet = null;
        int[] columns = [];
        foreach (var row in table.Rows.Skip(1))
        {
            if (sheet is null || row[0] != sheet.Name || row[1] == WorkbookContent.KeyMember(sheet))
            {
                sheet = WorkbookLayout.Sheets.FirstOrDefault(known => known.Name == row[0]);
                if (sheet is null) continue;
                exported.Rows[sheet] = [];
                columns = [.. sheet.Columns.Select(column => IndexOf(row, column.Member))];
                exported.Missing[sheet] = [.. Enumerable.Range(0, columns.Length).Where(i => columns[i] < 0)];
                continue;
            }
            exported.Rows[sheet].Add(ExportedRow.Of(row[1], [.. columns.Select(at => at < 0 ? "" : WorkbookContent.Normalized(row[at]))]));
        }
        return exported;
    }

    private static int IndexOf(TableRow row, string text)
    {
        for (var i = 2; i < row.Cells.Count; i++)
            if (row[i] == text) return i;
        return -1;
    }
}

/// <summary>A row as it was exported.</summary>
internal sealed class ExportedRow
{
    public required string Key { get; init; }

    public required string Place { get; init; }

    public required string[] Cells { get; init; }

    public string Group => field ??= Place.Split('.')[0];

    public static ExportedRow Of(string key, string[] cells) =>
        new() { Key = key, Place = key.LastIndexOf('-') is > 0 and var end ? key[..end] : key, Cells = cells };
}
