using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;
using Text = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>A sheet of an example workbook: a line a row, with <c>|</c> between the cells and <c>⏎</c> for a line break in a cell. A line
/// that begins with <c>…</c> goes on with the row.</summary>
internal sealed record ExampleSheet(string Name, string Rows)
{
    public string[] Merged { get; init; } = [];

    public bool Hidden { get; init; }

    public uint[] HiddenColumns { get; init; } = [];
}

/// <summary>Example tables as files, and what is imported from them as short lines.</summary>
internal static class ExampleTables
{
    public static TableImportOptions Options { get; } = new() { Documents = DocumentSet.BuiltIn.AddShippedCatalogs() };

    public static TableFile Csv(string rows)
    {
        var lines = Lines(rows).Select(line => string.Join(',', Cells(line).Select(cell => $"\"{cell}\"")));
        return Read(string.Join('\n', lines), "example.csv");
    }

    public static TableFile Read(string text, string file)
    {
        var read = TableFileReader.Read(Encoding.UTF8.GetBytes(text), file);
        Assert.Empty(read.Diagnostics);
        return read;
    }

    public static TableFile Workbook(params ExampleSheet[] sheets)
    {
        var read = TableFileReader.Read(WorkbookBytes(sheets), "example.xlsx");
        Assert.Empty(read.Diagnostics);
        return read;
    }

    public static byte[] WorkbookBytes(params ExampleSheet[] sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.Workbook = new Workbook(new Sheets());
            foreach (var (number, sheet) in sheets.Index())
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                part.Worksheet = Worksheet(sheet);
                workbook.Workbook.Sheets!.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Id = workbook.GetIdOfPart(part),
                    SheetId = (uint)number + 1,
                    Name = sheet.Name,
                    State = sheet.Hidden ? SheetStateValues.Hidden : SheetStateValues.Visible,
                });
            }
        }
        return stream.ToArray();
    }

    /// <summary>Imports a file by the profile that is chosen among all that ship, which must be the one named, and make a matrix without
    /// errors.</summary>
    public static TableImport Import(TableFile file, string profile, TableImportOptions? options = null)
    {
        options ??= Options;
        var choice = TableProfiles.Choose([file], options: options);
        Assert.True(profile == choice.Profile?.Id, $"{choice.Reason} {choice.NextBest}");
        var import = TableImporter.Import([file], choice.Profile!, options);
        foreach (var document in import.Documents)
            Assert.DoesNotContain(DocumentValidator.Validate(document.Matrix, new DateOnly(2026, 11, 24),
                new ResolverOptions { Documents = options.Documents }), finding => finding.Severity == Severity.Error);
        return import;
    }

    /// <summary>The assignments of the only matrix, a line each.</summary>
    public static string Lines(this TableImport import) => Lines(Assert.Single(import.Documents).Matrix);

    /// <summary>The assignments, a line each.</summary>
    public static string Lines(this Matrix matrix) => string.Join('\n', matrix.Assignments.Select(Line));

    /// <summary>The findings with an id, a line each.</summary>
    public static string Findings(this TableImport import, string id) =>
        string.Join('\n', import.Diagnostics.Where(finding => finding.Id == id).Select(finding => finding.Message));

    private static string Line(Assignment assignment)
    {
        List<string> parts = [];
        var when = string.Join(" ", assignment.When.Parameters.Select(parameter => string.Join("/", parameter.Value)));
        if (assignment.State is { } state) parts.Add($"{Words.Of(state)} “{assignment.Reason}”");
        else
        {
            if (assignment.Split is { } split) parts.Add(Words.Of(split));
            if (assignment.Provider is { } provider) parts.Add($"provider “{provider}”");
            if (assignment.Customer is { } customer) parts.Add($"customer “{customer}”");
            parts.AddRange(assignment.Duties.Select(Line));
        }
        if (assignment.Coupling is { } coupling) parts.Add(Words.Of(coupling));
        if (assignment.Inheritability is { } inheritability) parts.Add($"inheritability {Words.Of(inheritability)}");
        if (assignment.Notes is { } notes) parts.Add($"notes “{notes}”");
        return $"{string.Join(", ", assignment.Controls)}{(when.Length > 0 ? $" [{when}]" : "")}: {string.Join("; ", parts)}"
            .Replace('\n', '⏎');
    }

    private static string Line(Duty duty) => duty.Party
        + (duty.Involvement == (Involvement.Responsible | Involvement.Accountable) ? ""
            : $" {string.Concat(Enum.GetValues<Involvement>()
                .Where(letter => letter != Involvement.None && duty.Involvement.HasFlag(letter)).Select(letter => letter.ToString()[0]))}")
        + (duty.Action is { } action ? $" {action}" : "")
        + (duty.Implementation.IsEmpty ? "" : $" {string.Join("/", duty.Implementation.Select(Words.Of))}")
        + (duty.Evidence.IsEmpty ? "" : $" by {string.Join("/", duty.Evidence)}")
        + (duty.Text is { } text ? $" “{text}”" : "");

    private static Worksheet Worksheet(ExampleSheet sheet)
    {
        var worksheet = new Worksheet();
        if (sheet.HiddenColumns.Length > 0)
            worksheet.Append(new Columns(sheet.HiddenColumns.Select(column =>
                new Column { Min = column, Max = column, Hidden = true, Width = 9, CustomWidth = true })));
        var data = worksheet.AppendChild(new SheetData());
        foreach (var (number, line) in Lines(sheet.Rows).Index())
        {
            var row = data.AppendChild(new Row { RowIndex = (uint)number + 1 });
            foreach (var (column, text) in Cells(line).Index())
                if (text.Length > 0)
                    row.Append(new Cell(new InlineString(new Text(text)))
                    {
                        CellReference = $"{TableSheet.ColumnName(column)}{number + 1}",
                        DataType = CellValues.InlineString,
                    });
        }
        if (sheet.Merged.Length > 0)
            worksheet.Append(new MergeCells(sheet.Merged.Select(range => new MergeCell { Reference = range })));
        return worksheet;
    }

    private static string[] Lines(string rows) => rows.ReplaceLineEndings("\n").Replace("\n…", "", StringComparison.Ordinal).Split('\n');

    private static string[] Cells(string line) =>
        line.Length == 0 ? [] : [.. line.Split('|').Select(cell => cell.Trim().Replace('⏎', '\n'))];
}
