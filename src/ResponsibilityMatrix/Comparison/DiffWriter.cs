using System.Globalization;
using System.Text.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Writes what changed as JSON, in the shape that the published schema describes. Thread-safe.</summary>
public static class DiffWriter
{
    /// <summary>A comparison as JSON, with a final new line. A change has <c>contexts</c> only where it does not hold in all contexts that
    /// were compared.</summary>
    /// <param name="result">The comparison.</param>
    public static byte[] Write(DiffResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ResolutionWriter.WriteWith(writer =>
        {
            writer.WriteStartObject();
            Write(writer, "old", result.Old);
            Write(writer, "new", result.New);
            writer.WriteString("requiredBump", result.RequiredBump is { } required ? Words.Of(required) : null);
            writer.WriteString("declaredBump", result.DeclaredBump is { } declared ? Words.Of(declared) : null);
            if (result.RequiredBump is null) writer.WriteNull("sufficient");
            else writer.WriteBoolean("sufficient", result.IsSufficient);
            writer.WriteStartArray("changes");
            foreach (var change in result.Changes) Write(writer, change);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, string name, MatrixIdentity matrix)
    {
        writer.WriteStartObject(name);
        writer.WriteString("id", matrix.Id);
        writer.WriteString("version", matrix.Version.ToString());
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, MatrixChange change)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Words.Of(change.Kind));
        writer.WriteString("impact", Words.Of(change.Impact));
        writer.WriteString("control", change.Control);
        writer.WriteString("catalog", change.Catalog);
        writer.WriteString("before", change.Before);
        writer.WriteString("after", change.After);
        writer.WriteString("oldPointer", change.OldPlace?.Pointer);
        writer.WriteString("newPointer", change.NewPlace?.Pointer);
        writer.WriteString("message", change.Message);
        if (!change.Contexts.IsEmpty)
        {
            writer.WriteStartArray("contexts");
            foreach (var context in change.Contexts) Write(writer, context);
            writer.WriteEndArray();
            if (change.OmittedContexts > 0) writer.WriteNumber("omittedContexts", change.OmittedContexts);
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ResolutionContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("serviceModel", context.ServiceModel);
        writer.WriteStartObject("parameters");
        foreach (var (id, value) in context.Parameters) writer.WriteString(id, value);
        writer.WriteEndObject();
        writer.WriteString("asOf", context.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }
}
