using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Small tables, and what their import states.</summary>
internal static class Tables
{
    /// <summary>The catalogs that ship.</summary>
    public static DocumentSet Shipped { get; } = DocumentSet.BuiltIn.AddShippedCatalogs();

    /// <summary>A file of tables.</summary>
    public static TableFile FileOf(params TableSheet[] sheets) => new() { File = "page.md", Sheets = sheets.ToValueList() };

    /// <summary>A table of a page: each row with <c>|</c> between its cells.</summary>
    public static TableSheet Page(string heading, params string[] rows) => Sheet(rows) with { Headings = [heading] };

    /// <summary>A table: each row with <c>|</c> between its cells. A row without a word is blank.</summary>
    public static TableSheet Sheet(params string[] rows) => new()
    {
        Rows = rows.Index().Where(row => row.Item.Trim('|', ' ').Length > 0).Select(row => new TableRow
        {
            Number = row.Index + 1,
            Line = row.Index + 1,
            Cells = row.Item.Split('|').Select(cell => cell.Trim()).ToValueList(),
        }).ToValueList(),
    };

    /// <summary>Imports with a profile that ships.</summary>
    public static TableImport Import(string profile, TableFile file, TableImportOptions? options = null) =>
        Import(profile, [file], options);

    /// <inheritdoc cref="Import(string, TableFile, TableImportOptions?)"/>
    public static TableImport Import(string profile, IReadOnlyList<TableFile> files, TableImportOptions? options = null) =>
        TableImporter.Import(files, TableProfiles.FindBuiltIn(profile) ?? throw new ArgumentException($"There is no profile {profile}."),
            (options ?? new()) with { Documents = options?.Documents ?? Shipped });

    /// <summary>The errors of the matrices of an import.</summary>
    public static IEnumerable<string> Errors(TableImport import) => import.Documents
        .SelectMany(document => Analysis.DocumentValidator.Validate(
            document.Matrix, new DateOnly(2026, 1, 1), new() { Documents = SetOf(document) }))
        .Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString());

    /// <summary>Each row of the matrix's own and each control in scope, by title, and who performs it or its state.</summary>
    public static IEnumerable<(string Title, string Answer)> Answers(ImportedDocument document, string? model = null) =>
        new Resolver(document.Matrix, new() { Documents = SetOf(document) })
            .Resolve(new() { AsOf = new(2026, 1, 1), ServiceModel = model ?? document.Matrix.Service.Models[0] }).Controls
            .Where(control => control.IsLeaf)
            .Select(control =>
                (control.Title, control.State == ControlState.Assigned ? control.Split.ToString() : control.State.ToString()));

    /// <summary>The texts of the duties of a side.</summary>
    public static IEnumerable<string?> Texts(Assignment assignment, string party) =>
        (party == Party.ProviderWord ? assignment.Provider : assignment.Customer) is { } text ? [text]
            : assignment.Duties.Where(duty => duty.Party == party).Select(duty => duty.Text);

    /// <summary>How many assignments have each label in their source.</summary>
    public static Dictionary<string, int> Labels(ImportedDocument document) =>
        document.Matrix.Assignments.GroupBy(assignment => assignment.Source?.Label ?? "")
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    private static DocumentSet SetOf(ImportedDocument document) =>
        document.Catalog is { } catalog ? Shipped.Add(catalog) : Shipped;
}
