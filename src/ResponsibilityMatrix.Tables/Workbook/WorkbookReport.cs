using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>The JSON shape of the report of a merge (<c>schemas/import-report.schema.json</c>).</summary>
internal sealed record WorkbookReport(
    string ResultVersion,
    string Kind,
    MatrixIdentity? Matrix,
    string? Problem,
    ValueMap<int> Summary,
    ValueList<WorkbookChange> Changes,
    ValueList<Diagnostic> Diagnostics)
{
    public static WorkbookReport Of(WorkbookMerge merge) => new(
        ResolvedMatrix.FormatVersion, "workbook", merge.Matrix, merge.Problem is { } problem ? Words.Of(problem) : null,
        new(merge.Changes.GroupBy(change => change.Kind).OrderBy(changes => changes.Key)
            .Select(changes => KeyValuePair.Create(Words.Of(changes.Key), changes.Count()))),
        merge.Changes, merge.Diagnostics);
}

/// <summary>How reports of merges are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkbookReport))]
[JsonSerializable(typeof(WorkbookChange))]
[JsonSerializable(typeof(ValueMap<int>))]
internal sealed partial class WorkbookReportContext : JsonSerializerContext
{
    private static readonly Lazy<JsonSerializerOptions> Written = new(() => new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(MatrixJsonContext.Default, Default),
        Converters = { new JsonStringEnumConverter<WorkbookChangeKind>(JsonNamingPolicy.CamelCase) },
    });

    /// <summary>The metadata of a report.</summary>
    public static JsonTypeInfo<WorkbookReport> Report => (JsonTypeInfo<WorkbookReport>)Written.Value.GetTypeInfo(typeof(WorkbookReport));
}
