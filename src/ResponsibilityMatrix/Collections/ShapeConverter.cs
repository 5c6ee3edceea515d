using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ResponsibilityMatrix.Collections;

/// <summary>Reads and writes a value in another shape than that of its members: as a record whose members are those of the JSON.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <typeparam name="TShape">The record.</typeparam>
/// <param name="info">How the record is read and written.</param>
/// <param name="toShape">The record of a value.</param>
/// <param name="fromShape">The value of a record, as far as the JSON tells it.</param>
internal sealed class ShapeConverter<T, TShape>(JsonTypeInfo<TShape> info, Func<T, TShape> toShape, Func<TShape, T> fromShape)
    : JsonConverter<T> where T : class where TShape : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        fromShape(((JsonConverter<TShape>)info.Converter).Read(ref reader, typeof(TShape), info.Options)!);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, toShape(value), info);
}
