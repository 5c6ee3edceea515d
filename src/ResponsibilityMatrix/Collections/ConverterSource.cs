using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Collections;

/// <summary>A type that creates its own JSON converter. A generic type can thus create a converter for its type argument without
/// reflection, which native AOT does not support.</summary>
internal interface IConverterSource
{
    /// <summary>Creates the converter. It must not use the instance's state, because no constructor has run.</summary>
    JsonConverter CreateConverter(JsonSerializerOptions options);
}

/// <summary>Reads and writes a value as a JSON string.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="tryParse">Parses a text, if it is valid.</param>
/// <param name="isWhat">What the text must be, to follow "is not".</param>
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
