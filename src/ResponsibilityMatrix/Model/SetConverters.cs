using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>Reads and writes a set of sides as the word of its split, such as <c>sharedAll</c>, and no side as null. Thread-safe.</summary>
public sealed class SplitConverter : JsonConverter<Sides>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Sides Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return Sides.None;
        var word = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return Words.TryParseSplit(word, out var sides) ? sides
            : throw new JsonException($"'{Shortened.Text(word)}' is none of the choices: {string.Join(", ", Words.Splits)}.");
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is no set of sides.</exception>
    public override void Write(Utf8JsonWriter writer, Sides value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value == Sides.None) writer.WriteNullValue();
        else writer.WriteStringValue(EnumWords<Sides>.EncodedOf(value));
    }
}

/// <summary>Reads and writes a party's part in a duty as a list of words, such as <c>["responsible", "accountable"]</c>; null reads as
/// none. Thread-safe.</summary>
public sealed class InvolvementConverter : JsonConverter<Involvement>
{
    private const Involvement All = Involvement.Responsible | Involvement.Accountable | Involvement.Consulted | Involvement.Informed;

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Involvement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null) return Involvement.None;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A list of words is expected, such as [\"responsible\"].");
        var involvement = Involvement.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var word = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            if (!EnumWords<Involvement>.TryParse(word, out var one) || one == Involvement.None)
                throw new JsonException(
                    $"'{Shortened.Text(word)}' is none of the choices: {string.Join(", ", EnumWords<Involvement>.All.Skip(1))}.");
            involvement |= one;
        }
        return involvement;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The value is no set of involvements.</exception>
    public override void Write(Utf8JsonWriter writer, Involvement value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if ((value & ~All) != 0) throw new ArgumentOutOfRangeException(nameof(value), value, "This is no value of the format.");
        writer.WriteStartArray();
        for (var one = Involvement.Responsible; one <= Involvement.Informed; one = (Involvement)((int)one << 1))
            if (value.HasFlag(one)) writer.WriteStringValue(EnumWords<Involvement>.EncodedOf(one));
        writer.WriteEndArray();
    }
}
