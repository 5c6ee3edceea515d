using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>The JSON shape of the loss report of tables (<c>schemas/import-report.schema.json</c>).</summary>
internal sealed record ImportReport(
    string ResultVersion,
    string Kind,
    ReportedProfile Profile,
    ValueList<ReportedDocument> Documents,
    ValueMap<int> Summary,
    ValueList<ImportedTableRow> Rows,
    ValueMap<ValueMap<int>> Words,
    ValueList<Diagnostic> Diagnostics)
{
    public static ImportReport Of(TableImport import) => new(
        ResolvedMatrix.FormatVersion, "table", new(import.Profile.Id, import.Profile.Title),
        import.Documents.Select(document => new ReportedDocument(document.Id, new(document.Matrix.Id, document.Matrix.Version)))
            .ToValueList(),
        new(import.Rows.GroupBy(row => row.Outcome).OrderBy(rows => rows.Key)
            .Select(rows => KeyValuePair.Create(Model.Words.Of(rows.Key), rows.Count()))),
        import.Rows, import.Words, import.Diagnostics);
}

/// <summary>The profile of a report.</summary>
internal sealed record ReportedProfile(string Id, string Title);

/// <summary>A matrix of a report.</summary>
internal sealed record ReportedDocument(string? Id, MatrixIdentity Matrix);

/// <summary>How loss reports are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(ReportedDocument))]
[JsonSerializable(typeof(ImportedTableRow))]
[JsonSerializable(typeof(ValueMap<int>))]
internal sealed partial class ImportReportContext : JsonSerializerContext
{
    private static readonly Lazy<JsonSerializerOptions> Written = new(() => new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(MatrixJsonContext.Default, Default),
    });

    /// <summary>The metadata of a report.</summary>
    public static JsonTypeInfo<ImportReport> Report => (JsonTypeInfo<ImportReport>)Written.Value.GetTypeInfo(typeof(ImportReport));
}
