using System.Text.Json.Serialization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>Options of importing tables. Immutable; equal by value.</summary>
public sealed record TableImportOptions
{
    /// <summary>The catalogs at hand. Default: <see cref="DocumentSet.BuiltIn"/>.</summary>
    public DocumentSet Documents { get; init; } = DocumentSet.BuiltIn;

    /// <summary>The limits. Default: <see cref="Limits.Default"/>.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Values of variables of the profile and of the file; they win over the profile's.</summary>
    public ValueMap<string> Variables { get; init; }

    /// <summary>The name of the provider, or null for the one in the profile or in the headings.</summary>
    public string? Provider { get; init; }

    /// <summary>The name of the customer, or null for the one in the profile or in the headings.</summary>
    public string? Customer { get; init; }

    /// <summary>The name of the service, or null for the profile's.</summary>
    public string? Service { get; init; }

    /// <summary>The id of the matrix, an absolute URI; null to make one from the service. Of several documents, each adds its
    /// own.</summary>
    public string? Id { get; init; }

    /// <summary>The version of the matrix. Default: <c>0.1.0</c>.</summary>
    public SemanticVersion Version { get; init; } = "0.1.0";

    /// <summary>The catalog, <c>id@edition</c>, or its id for the newest one; null for the profile's.</summary>
    public string? Catalog { get; init; }

    /// <summary>The service model, or null for the profile's.</summary>
    public string? Model { get; init; }

    /// <summary>The id of the one document of the profile that is wanted, or null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Whether a catalog is made of the table's ids, titles and groups if there is none at hand.</summary>
    public bool MakesCatalog { get; init; }

    /// <summary>Receives progress reports, on the calling thread, about a hundred per stage; null for none.</summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }

    internal bool HasSeveral { get; init; }
}

/// <summary>The result of importing tables. Immutable and thread-safe; equal by value.</summary>
public sealed record TableImport
{
    /// <summary>The profile.</summary>
    public required TableProfile Profile { get; init; }

    /// <summary>The matrices, in the order of the profile's documents; empty if no table was found.</summary>
    public required ValueList<ImportedDocument> Documents { get; init; }

    /// <summary>The rows with content, in order, but those with the headings. A cell of a table of rows by columns counts as a row, and a
    /// row with columns for several conditions as one for each.</summary>
    public required ValueList<ImportedTableRow> Rows { get; init; }

    /// <summary>How often each column that decides has each word, as the files have it.</summary>
    public ValueMap<ValueMap<int>> Words { get; init; }

    /// <summary>How many columns of the tables the profile knows.</summary>
    public int KnownColumns { get; init; }

    /// <summary>How many rows are headings.</summary>
    internal int HeadingRows { get; init; }

    /// <summary>The findings: RM7001 for rows that were not understood, RM7002 for what was left out, RM7003 for what was mapped
    /// approximately, RM7005 for totals that differ, RM1002 for controls that the catalog does not have.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The same findings, equal ones together, for people.</summary>
    public ValueList<TableFinding> Findings { get; init; }

    /// <summary>The loss report as JSON, in UTF-8: what became of each row (<c>schemas/import-report.schema.json</c>).</summary>
    public byte[] ToReport() => MatrixJson.ToUtf8Bytes(ImportReport.Of(this), ImportReportContext.Report);

    /// <summary>The number of rows with an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Count(ImportedRowOutcome outcome) => Rows.Count(row => row.Outcome == outcome);
}

/// <summary>A matrix that was made from tables.</summary>
public sealed record ImportedDocument
{
    /// <summary>The id of the profile's document, or null for the only one.</summary>
    public string? Id { get; init; }

    /// <summary>The matrix.</summary>
    public required Matrix Matrix { get; init; }

    /// <summary>The catalog that was made for it, or null.</summary>
    public Catalog? Catalog { get; init; }
}

/// <summary>What became of a row of a table.</summary>
public sealed record ImportedTableRow
{
    /// <summary>The file, or null.</summary>
    public string? File { get; init; }

    /// <summary>The sheet, or null for a table without a name.</summary>
    public string? Sheet { get; init; }

    /// <summary>The number of the row as a spreadsheet program shows it; in a table of a page, the number within the table.</summary>
    [JsonPropertyName("row")]
    public required int Number { get; init; }

    /// <summary>The cell that decided, such as <c>Sheet!B6</c>, or null.</summary>
    public string? At { get; init; }

    /// <summary>The id of the profile's document, or null.</summary>
    public string? Document { get; init; }

    /// <summary>The ids of the controls as they stand there, or null.</summary>
    public string? Control { get; init; }

    /// <summary>The outcome.</summary>
    public required ImportedRowOutcome Outcome { get; init; }

    /// <summary>The JSON pointer of the assignment in the matrix, or null.</summary>
    public string? Pointer { get; init; }

    /// <summary>The words that decided, as they stand there, or null.</summary>
    public string? Words { get; init; }
}

/// <summary>Equal findings about several places.</summary>
public sealed record TableFinding
{
    /// <summary>The id of the finding.</summary>
    public required string Id { get; init; }

    /// <summary>What is found, without its place.</summary>
    public required string Text { get; init; }

    /// <summary>How often.</summary>
    public required int Count { get; init; }

    /// <summary>The first places, or the first controls that it is about; empty for a finding about a file.</summary>
    public ValueList<string> Places { get; init; }
}
