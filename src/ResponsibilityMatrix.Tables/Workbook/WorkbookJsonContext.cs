using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Tables;

/// <summary>How documents that are changed member by member are written.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class WorkbookJsonContext : JsonSerializerContext;
