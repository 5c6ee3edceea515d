using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Tables;

/// <summary>How rows are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MatrixRow))]
[JsonSerializable(typeof(CommitmentRow))]
internal sealed partial class ExportJsonContext : JsonSerializerContext;
