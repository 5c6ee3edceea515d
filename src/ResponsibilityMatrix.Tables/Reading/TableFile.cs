using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Tables;

/// <summary>The tables of a file: the sheets of a workbook, the one table of a CSV file, each table of a page. Immutable and thread-safe;
/// equal by value.</summary>
public sealed record TableFile
{
    /// <summary>The name of the file, or null.</summary>
    public string? File { get; init; }

    /// <summary>The tables; empty if the file could not be read.</summary>
    public required ValueList<TableSheet> Sheets { get; init; }

    /// <summary>The findings: why the file could not be read, or what was left out of it.</summary>
    public ValueList<Diagnostic> Diagnostics { get; init; }
}

/// <summary>A grid of texts: a sheet of a workbook, a CSV file, or a table of a page. Immutable and thread-safe; equal by value.</summary>
public sealed record TableSheet
{
    /// <summary>The name of the sheet; null for a table that has none.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the file it comes from, or null.</summary>
    public string? File { get; init; }

    /// <summary>Whether the sheet is hidden.</summary>
    public bool Hidden { get; init; }

    /// <summary>The headings above a table of a page, the outermost first; empty for a sheet.</summary>
    public ValueList<string> Headings { get; init; }

    /// <summary>Whether the file itself marks the first row as headings, as Markdown does.</summary>
    public bool HasHeader { get; init; }

    /// <summary>The rows with content, in order.</summary>
    public required ValueList<TableRow> Rows { get; init; }

    /// <summary>The merged cells. The text stands in the first cell of each; the others are empty.</summary>
    public ValueList<CellRange> Merged { get; init; }

    /// <summary>The hidden columns, from 0.</summary>
    public ValueList<int> HiddenColumns { get; init; }

    /// <summary>The lines of text between a table of a page and the next heading or table, without markup: footnotes, legends.</summary>
    public ValueList<string> Notes { get; init; }

    /// <summary>The place of a cell as people name it: <c>Sheet!B6</c>, or the line and column of a page's table.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column, from 0.</param>
    public string At(TableRow row, int column)
    {
        ArgumentNullException.ThrowIfNull(row);
        var cell = $"{ColumnName(column)}{row.Number}";
        return Name is null ? (row.Line == row.Number ? cell : $"line {row.Line}, column {column + 1}") : $"{Name}!{cell}";
    }

    /// <summary>The letters of a column: A, B, … Z, AA.</summary>
    /// <param name="column">The column, from 0.</param>
    public static string ColumnName(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        var letters = "";
        for (var left = column + 1; left > 0; left = (left - 1) / 26) letters = (char)('A' + (left - 1) % 26) + letters;
        return letters;
    }
}

/// <summary>A row of a table. Immutable; equal by value.</summary>
public sealed record TableRow
{
    /// <summary>The number as a spreadsheet program shows it, from 1; in a table of a page, the number within the table.</summary>
    public required int Number { get; init; }

    /// <summary>The line of the file at which the row begins, from 1; in a workbook, the same as <see cref="Number"/>.</summary>
    public required int Line { get; init; }

    /// <summary>Whether the row is hidden.</summary>
    public bool Hidden { get; init; }

    /// <summary>The cells as plain text, starting with the first column: without the markup of a page. Trailing cells may be
    /// missing.</summary>
    public required ValueList<string> Cells { get; init; }

    /// <summary>The cells as they stand in the file, markup included; empty where that is the same as <see cref="Cells"/>.</summary>
    public ValueList<string> Sources { get; init; }

    /// <summary>The text of a cell; empty if there is none.</summary>
    /// <param name="column">The column, from 0.</param>
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : "";
}

/// <summary>A range of cells, the last ones included; rows from 1 as in <see cref="TableRow.Number"/>, columns from 0.</summary>
/// <param name="FirstRow">The first row.</param>
/// <param name="FirstColumn">The first column.</param>
/// <param name="LastRow">The last row.</param>
/// <param name="LastColumn">The last column.</param>
public readonly record struct CellRange(int FirstRow, int FirstColumn, int LastRow, int LastColumn);
