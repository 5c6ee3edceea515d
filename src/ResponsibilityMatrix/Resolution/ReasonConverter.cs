using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Reads and writes reasons as JSON. All kinds have the members of an assignment, null if they do not apply; a layer
/// also has an owner.</summary>
internal sealed class ReasonConverter : JsonConverter<Reason>
{
    private static readonly JsonEncodedText
        Outcome = JsonEncodedText.Encode("outcome"),
        Level = JsonEncodedText.Encode("level"),
        Document = JsonEncodedText.Encode("document"),
        Pointer = JsonEncodedText.Encode("pointer"),
        Selector = JsonEncodedText.Encode("selector"),
        By = JsonEncodedText.Encode("by"),
        Rule = JsonEncodedText.Encode("rule"),
        Owner = JsonEncodedText.Encode("owner");

    public override Reason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An object is expected.");
        (ReasonOutcome? Outcome, int? Level, string? Document, string? Pointer, string? Selector, string? By, OverrideRule? Rule) read =
            default;
        (bool IsLayer, Sides? Value) owner = default;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "outcome": read.Outcome = EnumWords<ReasonOutcome>.Read(ref reader); break;
                case "level": read.Level = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt32(); break;
                case "document": read.Document = reader.GetString(); break;
                case "pointer": read.Pointer = reader.GetString(); break;
                case "selector": read.Selector = reader.GetString(); break;
                case "by": read.By = reader.GetString(); break;
                case "rule": read.Rule = reader.TokenType == JsonTokenType.Null ? null : EnumWords<OverrideRule>.Read(ref reader); break;
                case "owner": owner = (true, reader.TokenType == JsonTokenType.Null ? null : EnumWords<Sides>.Read(ref reader)); break;
                default: reader.Skip(); break;
            }
        }
        if (read is not { Outcome: { } outcome, Document: { } document, Selector: { } selector })
            throw new JsonException("A reason has an outcome, a document and a selector.");
        if (owner.IsLayer) return new LayerReason { Outcome = outcome, Document = document, Selector = selector, Owner = owner.Value };
        if (read is not { Level: { } level, Pointer: { } pointer })
            return new ChildReason { Outcome = outcome, Document = document, Selector = selector };
        return new AssignmentReason
        {
            Outcome = outcome,
            Document = document,
            Selector = selector,
            Level = level,
            Pointer = pointer,
            By = read.By,
            Rule = read.Rule,
        };
    }

    public override void Write(Utf8JsonWriter writer, Reason value, JsonSerializerOptions options)
    {
        var assignment = value as AssignmentReason;
        writer.WriteStartObject();
        writer.WriteString(Outcome, EnumWords<ReasonOutcome>.EncodedOf(value.Outcome));
        if (assignment is null) writer.WriteNull(Level);
        else writer.WriteNumber(Level, assignment.Level);
        writer.WriteString(Document, value.Document);
        writer.WriteString(Pointer, assignment?.Pointer);
        writer.WriteString(Selector, value.Selector);
        writer.WriteString(By, assignment?.By);
        WriteWord(writer, Rule, assignment?.Rule);
        if (value is LayerReason layer) WriteWord(writer, Owner, layer.Owner);
        writer.WriteEndObject();
    }

    private static void WriteWord<T>(Utf8JsonWriter writer, JsonEncodedText name, T? word) where T : struct, Enum
    {
        if (word is { } value) writer.WriteString(name, EnumWords<T>.EncodedOf(value));
        else writer.WriteNull(name);
    }
}
