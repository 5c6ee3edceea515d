using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ResponsibilityMatrix.Collections;

/// <summary>Reads and writes a value in another JSON shape, defined by the members of a record.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <typeparam name="TShape">The record type.</typeparam>
/// <param name="info">The JSON metadata of the record.</param>
/// <param name="toShape">Converts a value to a record.</param>
/// <param name="fromShape">Converts a record to a value, as far as the JSON contains it.</param>
internal sealed class ShapeConverter<T, TShape>(JsonTypeInfo<TShape> info, Func<T, TShape> toShape, Func<TShape, T> fromShape)
    : JsonConverter<T> where T : class where TShape : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        fromShape(((JsonConverter<TShape>)info.Converter).Read(ref reader, typeof(TShape), info.Options)!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, toShape(value), info);
}
