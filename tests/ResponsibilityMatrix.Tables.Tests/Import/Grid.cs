using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Small tables, written as lines with bars between the cells.</summary>
internal static class Grid
{
    public static TableSheet Sheet(string lines, string? name = null) => new()
    {
        Name = name,
        Rows = lines.Split('\n').Select((line, index) => new TableRow
        {
            Number = index + 1,
            Line = index + 1,
            Cells = line.Split('|').Select(cell => cell.Trim().Replace('¶', '\n')).ToValueList(),
        }).Where(row => row.Cells.Any(cell => cell.Length > 0)).ToValueList(),
    };

    public static TableFile File(params TableSheet[] sheets) => new() { File = "table.csv", Sheets = sheets.ToValueList() };

    /// <summary>A profile with columns by their headings: <c>id:use</c>, the heading being the id.</summary>
    public static TableProfile Profile(string columns, params ProfileRule[] rules) => new()
    {
        Id = "test",
        Title = "A profile of a test",
        Tables = [new ProfileTable()],
        Columns = columns.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Column).ToValueList(),
        Rules = rules.ToValueList(),
    };

    public static ProfileColumn Column(string text)
    {
        var parts = text.Split(':');
        return new ProfileColumn
        {
            Id = parts[0],
            Heading = [parts[0]],
            Is = Enum.Parse<ProfileColumnUse>(parts[1], ignoreCase: true),
            Side = parts.Length > 2 && parts[2].Length > 0 ? parts[2] : null,
            Optional = true,
        };
    }

    public static ProfileRule Rule(string column, string word, Sides split) =>
        new() { If = If(column, word), Then = new ProfileOutcome { Split = split } };

    public static ValueMap<ValueList<string>> If(string column, params string[] words) =>
        new([KeyValuePair.Create(column, words.ToValueList())]);

    public static readonly ProfileRule[] Owners =
        [Rule("owner", "provider", Sides.Provider), Rule("owner", "customer", Sides.Customer), Rule("owner", "shared", Sides.Shared)];

    public static TableImport Import(TableProfile profile, string lines, TableImportOptions? options = null) =>
        Import(profile, options, Sheet(lines));

    /// <summary>Imports, and holds what is true of every import: the matrices have no errors, and every row is accounted for.</summary>
    public static TableImport Import(TableProfile profile, TableImportOptions? options, params TableSheet[] sheets)
    {
        options ??= new();
        var import = TableImporter.Import([File(sheets)], profile, options);
        foreach (var document in import.Documents)
        {
            var documents = document.Catalog is { } catalog ? options.Documents.Add(catalog) : options.Documents;
            var errors = DocumentValidator.Validate(document.Matrix, new DateOnly(2026, 1, 1), new() { Documents = documents })
                .Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString());
            Assert.Empty(errors);
        }
        Assert.Equal(import.Rows.Count, Enum.GetValues<ImportedRowOutcome>().Sum(import.Count));
        Assert.All(import.Rows, row => Assert.True(row.Pointer is null || row.Outcome == ImportedRowOutcome.Imported));
        return import;
    }

    public static Matrix Matrix(TableImport import) => Assert.Single(import.Documents).Matrix;

    public static IEnumerable<string> Ids(TableImport import) => import.Diagnostics.Select(finding => finding.Id);

}
