using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Diagnostics;

/// <summary>Reads and writes a place as its pointer, for an answer that names the document itself. Thread-safe.</summary>
internal sealed class PointerConverter : JsonConverter<Place>
{
    public override Place Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A JSON Pointer is expected."));

    public override void Write(Utf8JsonWriter writer, Place value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Pointer);
}
