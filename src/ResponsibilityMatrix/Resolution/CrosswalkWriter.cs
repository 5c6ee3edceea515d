using System.Text.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Writes what was carried to another catalog as JSON, in the shape that the published schema describes. Thread-safe.</summary>
public static class CrosswalkWriter
{
    /// <summary>What was carried as JSON, with a final new line.</summary>
    /// <param name="carried">What was carried.</param>
    public static byte[] Write(CarriedMatrix carried)
    {
        ArgumentNullException.ThrowIfNull(carried);
        return ResolutionWriter.WriteWith(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("resultVersion", ResolutionWriter.ResultVersion);
            ResolutionWriter.WriteIdentity(writer, carried.Answer.Matrix);
            ResolutionWriter.WriteContext(writer, carried.Answer.Context);
            WriteTexts(writer, "from", carried.From);
            writer.WriteString("to", carried.To);
            WriteTexts(writer, "mappings", carried.Mappings);
            WriteSummary(writer, carried);
            writer.WriteStartArray("controls");
            foreach (var control in carried.Controls) Write(writer, control);
            writer.WriteEndArray();
            writer.WriteStartArray("notCarried");
            foreach (var control in carried.NotCarried) Write(writer, control);
            writer.WriteEndArray();
            writer.WriteStartArray("diagnostics");
            foreach (var diagnostic in carried.Answer.Diagnostics) ResolutionWriter.Write(writer, diagnostic);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void WriteSummary(Utf8JsonWriter writer, CarriedMatrix carried)
    {
        writer.WriteStartObject("summary");
        writer.WriteNumber("leaves", carried.Controls.Count(control => control.Answer.IsLeaf));
        writer.WriteStartObject("outcomes");
        foreach (var (word, count) in carried.Outcomes) writer.WriteNumber(word, count);
        writer.WriteEndObject();
        writer.WriteNumber("uncertain", carried.Uncertain);
        writer.WriteNumber("notCarried", carried.NotCarried.Count);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CarriedControl control)
    {
        var answer = control.Answer;
        writer.WriteStartObject();
        writer.WriteString("catalog", answer.Catalog);
        writer.WriteString("control", answer.Control);
        writer.WriteString("title", answer.Title);
        writer.WriteString("parent", answer.Parent);
        writer.WriteBoolean("leaf", answer.IsLeaf);
        writer.WriteString("outcome", Words.Of(control.Outcome));
        WriteAnswer(writer, answer);
        writer.WriteBoolean("complete", answer.IsComplete);
        writer.WriteStartArray("duties");
        foreach (var duty in answer.Duties) ResolutionWriter.Write(writer, duty);
        writer.WriteEndArray();
        writer.WriteString("relation", control.Relation is { } relation ? Words.Of(relation) : null);
        writer.WriteString("certainty", control.Certainty);
        writer.WriteStartArray("sources");
        foreach (var source in control.Sources) Write(writer, source);
        writer.WriteEndArray();
        writer.WriteString("reason", control.Reason);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CarrySource source)
    {
        writer.WriteStartObject();
        writer.WriteString("catalog", source.Catalog);
        writer.WriteString("control", source.Control);
        writer.WriteString("title", source.Title);
        writer.WriteString("state", source.State is { } state ? Words.Of(state) : null);
        writer.WriteString("split", Words.OfSplit(source.Split));
        writer.WriteString("relation", Words.Of(source.Relation));
        writer.WriteString("mapping", source.Mapping);
        writer.WriteString("certainty", source.Certainty);
        writer.WriteString("note", source.Note);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, UncarriedControl control)
    {
        writer.WriteStartObject();
        writer.WriteString("catalog", control.Answer.Catalog);
        writer.WriteString("control", control.Answer.Control);
        writer.WriteString("title", control.Answer.Title);
        WriteAnswer(writer, control.Answer);
        writer.WriteString("reason", control.Reason);
        writer.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter writer, ResolvedControl answer)
    {
        writer.WriteString("state", Words.Of(answer.State));
        writer.WriteString("split", Words.OfSplit(answer.Split));
        writer.WriteString("stateReason", answer.Reason);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, ValueList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
