using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ResponsibilityMatrix.Collections;

/// <summary>Reads and writes the items of a collection as JSON. The metadata of the item type are resolved on first use, since a type may
/// contain itself.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="options">The options with the metadata.</param>
internal sealed class ItemConverter<T>(JsonSerializerOptions options)
{
    private static readonly bool CanBeNull = Nullable.GetUnderlyingType(typeof(T)) is not null;
    private JsonTypeInfo<T>? _info;

    // The metadata of an application may lack the item types, which are internal to the library.
    private JsonTypeInfo<T> Info => _info ??= (JsonTypeInfo<T>)(options.TryGetTypeInfo(typeof(T), out var own) ? own
        : MatrixJsonContext.Default.Options.GetTypeInfo(typeof(T)));

    // Generated code takes a tenth less time than the serializer's metadata, but knows only the options that it was generated for.
    private Action<Utf8JsonWriter, T>? Generated => Info.Options == MatrixJsonContext.Default.Options ? Info.SerializeHandler : null;

    public T Read(ref Utf8JsonReader reader)
    {
        var item = ((JsonConverter<T>)Info.Converter).Read(ref reader, typeof(T), Info.Options);
        return item is not null || CanBeNull ? item! : throw new JsonException("A list or map holds a null, which is no item.");
    }

    public void Write(Utf8JsonWriter writer, T item)
    {
        if (typeof(T) == typeof(string)) writer.WriteStringValue((string?)(object?)item);
        else if (item is null) writer.WriteNullValue();
        else if (Generated is { } write) write(writer, item);
        // The serializer itself would flush the writer after each item.
        else ((JsonConverter<T>)Info.Converter).Write(writer, item, Info.Options);
    }
}

/// <summary>Reads and writes a list as a JSON array; null reads as the empty list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="options">The options with the metadata of the items.</param>
internal sealed class ValueListConverter<T>(JsonSerializerOptions options) : JsonConverter<ValueList<T>>
{
    private readonly ItemConverter<T> _items = new(options);

    public override bool HandleNull => true;

    public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return default;
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("An array is expected.");
        List<T> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(_items.Read(ref reader));
        return new(items.Count == 0 ? null : [.. items]);
    }

    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value) _items.Write(writer, item);
        writer.WriteEndArray();
    }
}

/// <summary>Reads and writes a map as a JSON object; null reads as the empty map.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="options">The options with the metadata of the values.</param>
internal sealed class ValueMapConverter<T>(JsonSerializerOptions options) : JsonConverter<ValueMap<T>>
{
    private readonly ItemConverter<T> _items = new(options);

    public override bool HandleNull => true;

    public override ValueMap<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return default;
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An object is expected.");
        List<KeyValuePair<string, T>> entries = [];
        HashSet<string> keys = new(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            if (!keys.Add(key)) throw new JsonException($"The key '{Shortened.Text(key)}' occurs twice.");
            reader.Read();
            entries.Add(KeyValuePair.Create(key, _items.Read(ref reader)));
        }
        return new(entries);
    }

    public override void Write(Utf8JsonWriter writer, ValueMap<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in value.AsSpan())
        {
            writer.WritePropertyName(key);
            _items.Write(writer, item);
        }
        writer.WriteEndObject();
    }
}
