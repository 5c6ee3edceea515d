using System.Text.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Writes reconciliations as JSON, in the shape that the published schema describes. Thread-safe.</summary>
public static class ReconciliationWriter
{
    /// <summary>A reconciliation as JSON, with a final new line.</summary>
    /// <param name="reconciliation">The reconciliation.</param>
    public static byte[] Write(Reconciliation reconciliation)
    {
        ArgumentNullException.ThrowIfNull(reconciliation);
        return ResolutionWriter.WriteWith(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("summary");
            foreach (var (status, count) in reconciliation.Summary) writer.WriteNumber(status, count);
            writer.WriteEndObject();
            writer.WriteStartArray("controls");
            foreach (var control in reconciliation.Controls) Write(writer, control);
            writer.WriteEndArray();
            writer.WriteStartArray("diagnostics");
            foreach (var diagnostic in reconciliation.Diagnostics) ResolutionWriter.Write(writer, diagnostic);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, ReconciledControl control)
    {
        writer.WriteStartObject();
        writer.WriteString("control", control.Control);
        writer.WriteString("catalog", control.Catalog);
        writer.WriteString("status", Words.Of(control.Status));
        Write(writer, "provider", control.Provider);
        Write(writer, "customer", control.Customer);
        writer.WriteString("note", control.Note);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, ReconciledAnswer answer)
    {
        writer.WriteStartObject(name);
        writer.WriteString("state", answer.State is { } state ? Words.Of(state) : null);
        writer.WriteString("split", Words.OfSplit(answer.Split));
        writer.WriteEndObject();
    }
}
