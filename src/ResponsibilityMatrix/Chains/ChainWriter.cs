using System.Text.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Writes the answer about a chain as JSON (<c>schemas/chain.schema.json</c>). Thread-safe.</summary>
public static class ChainWriter
{
    /// <summary>The answer as indented JSON in UTF-8, with a final new line.</summary>
    /// <param name="answer">The answer.</param>
    public static byte[] Write(ChainAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return ResolutionWriter.WriteWith(writer => Write(writer, answer));
    }

    /// <summary>Writes the answer.</summary>
    /// <param name="writer">The writer, where a value may stand.</param>
    /// <param name="answer">The answer.</param>
    public static void Write(Utf8JsonWriter writer, ChainAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(answer);
        writer.WriteStartObject();
        writer.WriteStartArray("controls");
        foreach (var control in answer.Controls)
        {
            writer.WriteStartObject();
            writer.WriteString("control", control.Resolved.Control);
            writer.WriteString("catalog", control.Resolved.Catalog);
            WritePerformers(writer, "performers", control.Performers);
            writer.WriteStartArray("accountable");
            foreach (var party in control.Accountable) writer.WriteStringValue(party);
            writer.WriteEndArray();
            WritePerformers(writer, "retained", control.Retained);
            if (control.IsCut) writer.WriteBoolean("cut", true);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("diagnostics");
        foreach (var diagnostic in answer.Diagnostics) ResolutionWriter.Write(writer, diagnostic);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePerformers(Utf8JsonWriter writer, string name, ValueList<Performer> performers)
    {
        writer.WriteStartArray(name);
        foreach (var performer in performers)
        {
            writer.WriteStartObject();
            writer.WriteString("party", performer.Party);
            writer.WriteString("matrix", performer.Matrix);
            writer.WriteStartArray("via");
            foreach (var matrix in performer.Via) writer.WriteStringValue(matrix);
            writer.WriteEndArray();
            writer.WriteString("duty", performer.Duty);
            writer.WriteString("control", performer.Control);
            writer.WriteString("component", performer.Component);
            writer.WriteStartArray("implementation");
            foreach (var status in performer.Implementation) writer.WriteStringValue(Words.Of(status));
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
