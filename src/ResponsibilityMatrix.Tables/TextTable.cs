using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Reading;

namespace ResponsibilityMatrix.Tables;

/// <summary>A table of texts: a CSV file, or a sheet of a workbook. Immutable and thread-safe; equal by value.</summary>
public sealed record TextTable
{
    /// <summary>The name of the sheet, or null for a CSV file.</summary>
    public string? Sheet { get; init; }

    /// <summary>The rows with content, in order; each names the sheet too.</summary>
    public required ValueList<TextRow> Rows { get; init; }
}

/// <summary>The result of reading a file of tables. Immutable; equal by value.</summary>
public sealed record TextTables
{
    /// <summary>The tables; empty if the file could not be read.</summary>
    public required ValueList<TextTable> Tables { get; init; }

    /// <summary>The findings: why the file could not be read, or notes on how it was read.</summary>
    public ValueList<Diagnostic> Diagnostics { get; init; }

    internal static TextTables Of(TableFile file) => new()
    {
        Tables = file.Sheets.Select(sheet => new TextTable
        {
            Sheet = sheet.Name,
            Rows = sheet.Rows.Select(row => new TextRow { Sheet = sheet.Name, Number = row.Number, Line = row.Line, Cells = row.Cells })
                .ToValueList(),
        }).ToValueList(),
        Diagnostics = file.Diagnostics,
    };
}
