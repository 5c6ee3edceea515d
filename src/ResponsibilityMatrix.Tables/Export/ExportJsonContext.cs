using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ResponsibilityMatrix.Tables;

/// <summary>How rows and the reports of exports are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatrixRow))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(ExportLoss))]
internal sealed partial class ExportJsonContext : JsonSerializerContext
{
    private static readonly Lazy<JsonSerializerOptions> Written = new(() => new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(MatrixJsonContext.Default, Default),
    });

    /// <summary>The metadata of a report.</summary>
    public static JsonTypeInfo<ExportReport> Report => (JsonTypeInfo<ExportReport>)Written.Value.GetTypeInfo(typeof(ExportReport));
}
