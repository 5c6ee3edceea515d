using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Collections;

/// <summary>
/// A JSON value kept as text, for extension members that this library preserves but never interprets. Two values are equal if their texts
/// are, ignoring white space between values and escapes in strings, which are not preserved. Immutable and thread-safe.
/// </summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record JsonText : IConverterSource
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = int.MaxValue };
    private static readonly JsonWriterOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue };
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Creates a value from JSON text. Invalid JSON is kept as it is: it cannot be written, and validation reports it.</summary>
    /// <param name="text">The JSON text.</param>
    public JsonText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var minified = Minify(text);
        (Text, IsJson) = (minified ?? text, minified is not null);
    }

    private JsonText(string text, bool isJson) => (Text, IsJson) = (text, isJson);

    /// <summary>The JSON text, without white space between values and without unnecessary escapes.</summary>
    public string Text { get; }

    /// <summary>Whether the text is valid JSON and can be written.</summary>
    internal bool IsJson { get; }

    /// <summary>The exception for writing a text that is not JSON.</summary>
    internal static JsonException NoJson => new("An extension, or a member of a later version, holds text that is no JSON.");

    /// <summary>The JSON text.</summary>
    public override string ToString() => Text;

    /// <summary>Creates a value from a document that was read, in UTF-8.</summary>
    internal static JsonText Of(ReadOnlySpan<byte> utf8) => new(Minify(utf8), true);

    /// <summary>Converts valid JSON in UTF-8 to text without insignificant white space.</summary>
    internal static string Minify(ReadOnlySpan<byte> utf8)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(utf8.Length, 1));
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            var reader = new Utf8JsonReader(utf8, Deep);
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject: writer.WriteStartObject(); break;
                    case JsonTokenType.EndObject: writer.WriteEndObject(); break;
                    case JsonTokenType.StartArray: writer.WriteStartArray(); break;
                    case JsonTokenType.EndArray: writer.WriteEndArray(); break;
                    case JsonTokenType.PropertyName: writer.WritePropertyName(reader.GetString()!); break;
                    case JsonTokenType.String: writer.WriteStringValue(reader.GetString()); break;
                    default: writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true); break;
                }
            }
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string? Minify(string text)
    {
        try
        {
            return Minify(Strict.GetBytes(text));
        }
        // Invalid JSON, half a surrogate pair, or an escape for half a pair.
        catch (Exception exception) when (exception is JsonException or EncoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new Converter();

    private sealed class Converter : JsonConverter<JsonText>
    {
        public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var value = JsonDocument.ParseValue(ref reader);
            return new(value.RootElement.GetRawText());
        }

        // The writer's own validation stops at 64 levels, whatever the limit when reading.
        public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options)
        {
            if (!value.IsJson) throw NoJson;
            writer.WriteRawValue(value.Text, skipInputValidation: true);
        }
    }
}
