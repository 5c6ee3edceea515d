using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>Reads and writes a set of sides as the word of its split, such as <c>sharedAll</c>, and the empty set as null.
/// Thread-safe.</summary>
internal sealed class SplitConverter : JsonConverter<Sides>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Sides Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return Sides.None;
        return Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
    }

    /// <inheritdoc/>
    /// <remarks>An invalid value is written as its number, which no reader accepts as a word.</remarks>
    public override void Write(Utf8JsonWriter writer, Sides value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value == Sides.None) writer.WriteNullValue();
        else writer.WriteStringValue(EnumWords<Sides>.EncodedOf(value));
    }

    internal static Sides Parse(string word) => Words.TryParseSplit(word, out var sides) ? sides
        : throw new JsonException($"'{Shortened.Text(word)}' is none of the choices: {string.Join(", ", Words.Splits)}.");
}

/// <summary>Reads and writes involvement as a list of words, such as <c>["responsible", "accountable"]</c>; null reads as none.
/// Thread-safe.</summary>
internal sealed class InvolvementConverter : JsonConverter<Involvement>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Involvement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var involvement = Involvement.None;
        foreach (var word in OneOrSeveralConverter.ReadList(ref reader))
        {
            if (!EnumWords<Involvement>.TryParse(word, out var one) || one == Involvement.None)
                throw new JsonException(
                    $"'{Shortened.Text(word)}' is none of the choices: {string.Join(", ", EnumWords<Involvement>.All.Skip(1))}.");
            involvement |= one;
        }
        return involvement;
    }

    /// <inheritdoc/>
    /// <remarks>An invalid value is written as its number, which no reader accepts as a word.</remarks>
    public override void Write(Utf8JsonWriter writer, Involvement value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        for (var one = Involvement.Responsible; one <= Involvement.Informed; one = (Involvement)((int)one << 1))
        {
            if (!value.HasFlag(one)) continue;
            writer.WriteStringValue(EnumWords<Involvement>.EncodedOf(one));
            value &= ~one;
        }
        if (value != Involvement.None) writer.WriteStringValue(value.ToString("D"));
        writer.WriteEndArray();
    }
}

/// <summary>Reads and writes a set of sides as a list of single sides, such as <c>["provider", "thirdParty"]</c>. The word of a split
/// stands for all of its sides; null reads as none. Thread-safe.</summary>
internal sealed class SideListConverter : JsonConverter<Sides>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Sides Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var sides = Sides.None;
        foreach (var word in OneOrSeveralConverter.ReadList(ref reader)) sides |= SplitConverter.Parse(word);
        return sides;
    }

    /// <inheritdoc/>
    /// <remarks>An invalid value is written as its number, which no reader accepts as a word.</remarks>
    public override void Write(Utf8JsonWriter writer, Sides value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        for (var one = Sides.Provider; one <= Sides.ThirdParty; one = (Sides)((int)one << 1))
        {
            if (!value.HasFlag(one)) continue;
            writer.WriteStringValue(EnumWords<Sides>.EncodedOf(one));
            value &= ~one;
        }
        if (value != Sides.None) writer.WriteStringValue(value.ToString("D"));
        writer.WriteEndArray();
    }
}

/// <summary>Reads and writes a list of texts; a single text may be written without a list. Thread-safe.</summary>
internal sealed class OneOrSeveralConverter : JsonConverter<ValueList<string>>
{
    /// <inheritdoc/>
    public override ValueList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? [reader.GetString()!] : [.. ReadList(ref reader)];

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ValueList<string> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Count == 1)
        {
            writer.WriteStringValue(value[0]);
            return;
        }
        writer.WriteStartArray();
        foreach (var text in value) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    internal static List<string> ReadList(ref Utf8JsonReader reader)
    {
        List<string> texts = [];
        if (reader.TokenType == JsonTokenType.Null) return texts;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A list of words is expected, such as [\"responsible\"].");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            texts.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A text is expected here."));
        return texts;
    }
}
