namespace ResponsibilityMatrix.Reading;

/// <summary>A row of a table. Immutable; equal by value.</summary>
public sealed record TextRow
{
    /// <summary>The name of the sheet that contains the row, or null for a CSV file.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row number as a spreadsheet program shows it, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The line of the text at which the row begins, from 1; in a workbook, the same as <see cref="Number"/>.</summary>
    public required int Line { get; init; }

    /// <summary>The cells, starting with the first column. Trailing cells may be missing.</summary>
    public required ValueList<string> Cells { get; init; }

    /// <summary>The text of a cell; empty if there is none.</summary>
    /// <param name="column">The column, from 0.</param>
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : "";
}
