using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Collections;

/// <summary>
/// Reads and writes the values of an enumeration as words of the format, such as <c>notApplicable</c>; never as numbers. Words are
/// case-sensitive. The enumerations refer to it in an attribute; callers do not need it. Thread-safe.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class WordConverter<T> : JsonConverter<T> where T : struct, Enum
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => EnumWords<T>.Read(ref reader);

    /// <inheritdoc/>
    /// <remarks>An undefined value, which has no word, is written as its number, which no reader accepts as a word.</remarks>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(EnumWords<T>.EncodedOf(value));
    }
}

/// <summary>The words of the format for the values of an enumeration: their names in camel case.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal static class EnumWords<T> where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private static readonly string[] Words = Array.ConvertAll(Enum.GetNames<T>(), name => char.ToLowerInvariant(name[0]) + name[1..]);
    private static readonly JsonEncodedText[] Encoded = Array.ConvertAll(Words, word => JsonEncodedText.Encode(word));

    public static IReadOnlyList<string> All { get; } = Array.AsReadOnly(Words);

    public static string Of(T value) => Array.IndexOf(Values, value) is >= 0 and var at ? Words[at]
        : throw new ArgumentOutOfRangeException(nameof(value), value, "This is no value of the format.");

    /// <summary>The word of a value; the number of an undefined value.</summary>
    public static JsonEncodedText EncodedOf(T value) => Array.IndexOf(Values, value) is >= 0 and var at ? Encoded[at]
        : JsonEncodedText.Encode(value.ToString("D"));

    public static bool TryParse(string word, out T value)
    {
        var at = Array.IndexOf(Words, word);
        value = at < 0 ? default : Values[at];
        return at >= 0;
    }

    /// <summary>Reads the word at the reader's position and returns its value.</summary>
    /// <exception cref="JsonException">There is no word, or an unknown one.</exception>
    public static T Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) throw Unknown("A value that is no string");
        for (var at = 0; at < Encoded.Length; at++)
            if (reader.ValueTextEquals(Encoded[at].EncodedUtf8Bytes)) return Values[at];
        throw Unknown($"'{Shortened.Text(reader.GetString()!)}'");
    }

    private static JsonException Unknown(string what) => new($"{what} is none of the choices: {string.Join(", ", Words)}.");
}
