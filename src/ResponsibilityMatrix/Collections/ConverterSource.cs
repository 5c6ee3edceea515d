using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Collections;

/// <summary>A type that knows how its values are read and written as JSON. A generic type can so make the converter of its type argument
/// without reflection, which native compilation does not have.</summary>
internal interface IConverterSource
{
    /// <summary>The converter; it must not use the state of the instance that is asked, which was never constructed.</summary>
    JsonConverter CreateConverter(JsonSerializerOptions options);
}

/// <summary>Reads and writes a value as a JSON string.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="tryParse">Reads a text, if it is one of a value.</param>
/// <param name="isWhat">What the text must be, after "is not".</param>
internal sealed class TextConverter<T>(TextConverter<T>.Parser tryParse, string isWhat) : JsonConverter<T> where T : struct
{
    public delegate bool Parser([NotNullWhen(true)] string? text, out T value);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException($"A string is expected that is {isWhat}.");
        var text = reader.GetString();
        return tryParse(text, out var value) ? value : throw new JsonException($"'{Shortened.Text(text!)}' is not {isWhat}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
