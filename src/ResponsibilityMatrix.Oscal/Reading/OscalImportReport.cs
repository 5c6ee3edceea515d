using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Oscal;

/// <summary>The JSON shape of the loss report of OSCAL documents (<c>schemas/import-report.schema.json</c>).</summary>
internal sealed record OscalImportReport(
    string ResultVersion,
    string Kind,
    ValueList<MadeDocument> Documents,
    ValueMap<int> Counts,
    ValueList<Diagnostic> Diagnostics)
{
    public static OscalImportReport Of(OscalImport import) => new(
        ResolvedMatrix.FormatVersion, "oscal",
        import.Catalogs.Select(catalog => new MadeDocument("catalog", catalog.Id, catalog.Edition))
            .Concat(import.Matrices.Select(matrix => new MadeDocument("matrix", matrix.Id, $"{matrix.Version}")))
            .Concat(import.Mappings.Select(mapping => new MadeDocument("mapping", mapping.Id, null)))
            .ToValueList(),
        import.Counts, import.Diagnostics);
}

/// <summary>A document that was made.</summary>
internal sealed record MadeDocument(string Kind, string Id, string? Version);

/// <summary>How loss reports are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OscalImportReport))]
[JsonSerializable(typeof(MadeDocument))]
[JsonSerializable(typeof(ValueMap<int>))]
internal sealed partial class OscalReportContext : JsonSerializerContext
{
    private static readonly Lazy<JsonSerializerOptions> Written = new(() => new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(MatrixJsonContext.Default, Default),
    });

    /// <summary>The metadata of a report.</summary>
    public static JsonTypeInfo<OscalImportReport> Report =>
        (JsonTypeInfo<OscalImportReport>)Written.Value.GetTypeInfo(typeof(OscalImportReport));
}
