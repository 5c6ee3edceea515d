using System.Text.Json.Serialization;
using ResponsibilityMatrix.AspNetCore.Endpoints;

namespace ResponsibilityMatrix.AspNetCore;

/// <summary>How the endpoints' own answers are written as JSON; those of the library are written by <see cref="MatrixJson"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ValidationReport))]
[JsonSerializable(typeof(MatrixList))]
[JsonSerializable(typeof(ListedMatrix))]
internal sealed partial class EndpointJsonContext : JsonSerializerContext;
