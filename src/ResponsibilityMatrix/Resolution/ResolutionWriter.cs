using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Writes answers and findings as JSON, in the shapes that the published schemas describe. Thread-safe.</summary>
public static class ResolutionWriter
{
    /// <summary>The version of the result's shape.</summary>
    public const string ResultVersion = "1.0";

    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = VisibleEncoder.Instance };

    /// <summary>An answer as JSON, with a final new line.</summary>
    /// <param name="resolution">The answer.</param>
    public static byte[] Write(ResolvedMatrix resolution)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        return WriteWith(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("resultVersion", ResultVersion);
            writer.WriteStartArray("inputs");
            foreach (var input in resolution.Inputs)
            {
                writer.WriteStartObject();
                writer.WriteString("id", input.Id);
                writer.WriteString("version", input.Version);
                writer.WriteString("digest", input.Digest);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            WriteIdentity(writer, resolution.Matrix);
            WriteContext(writer, resolution.Context);
            writer.WriteStartArray("parties");
            foreach (var party in resolution.Parties)
            {
                writer.WriteStartObject();
                writer.WriteString("id", party.Id);
                writer.WriteString("name", party.Name);
                writer.WriteString("side", Words.OfSplit(party.Side));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            WriteSummary(writer, resolution.Summary);
            writer.WriteStartArray("controls");
            foreach (var control in resolution.Controls) Write(writer, control);
            writer.WriteEndArray();
            writer.WriteStartArray("diagnostics");
            foreach (var diagnostic in resolution.Diagnostics) Write(writer, diagnostic);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>Writes one control of an answer.</summary>
    /// <param name="writer">The writer, where a value may stand.</param>
    /// <param name="control">The control.</param>
    public static void Write(Utf8JsonWriter writer, ResolvedControl control)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(control);
        writer.WriteStartObject();
        writer.WriteString("catalog", control.Catalog);
        writer.WriteString("control", control.Control);
        writer.WriteString("title", control.Title);
        writer.WriteString("parent", control.Parent);
        writer.WriteBoolean("leaf", control.IsLeaf);
        writer.WriteString("state", Words.Of(control.State));
        writer.WriteString("split", Words.OfSplit(control.Split));
        writer.WriteString("coupling", control.Coupling is { } coupling ? Words.Of(coupling) : null);
        writer.WriteString("inheritability", control.Inheritability is { } inheritability ? Words.Of(inheritability) : null);
        writer.WriteBoolean("inheritabilityStated", control.InheritabilityStated);
        writer.WriteBoolean("complete", control.IsComplete);
        writer.WriteString("reason", control.Reason);
        writer.WriteStartArray("duties");
        foreach (var duty in control.Duties) Write(writer, duty);
        writer.WriteEndArray();
        writer.WriteStartArray("because");
        foreach (var reason in control.Because) Write(writer, reason);
        writer.WriteEndArray();
        if (control.Omitted > 0) writer.WriteNumber("omitted", control.Omitted);
        if (control.IsCut) writer.WriteBoolean("cut", true);
        writer.WriteEndObject();
    }

    /// <summary>Writes a finding.</summary>
    /// <param name="writer">The writer, where a value may stand.</param>
    /// <param name="diagnostic">The finding.</param>
    public static void Write(Utf8JsonWriter writer, Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(diagnostic);
        writer.WriteStartObject();
        writer.WriteString("id", diagnostic.Id);
        writer.WriteString("severity", Words.Of(diagnostic.Severity));
        writer.WriteString("message", diagnostic.Message);
        WritePlace(writer, diagnostic.Place);
        writer.WriteString("catalog", diagnostic.Catalog);
        writer.WriteString("control", diagnostic.Control);
        if (diagnostic.AcceptedReason is { } accepted) writer.WriteString("acceptedReason", accepted);
        writer.WriteStartArray("related");
        foreach (var related in diagnostic.Related)
        {
            writer.WriteStartObject();
            writer.WriteString("message", related.Message);
            WritePlace(writer, related.Place);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes JSON as the other methods of this class do: indented, with a final new line.</summary>
    /// <param name="write">Writes one value.</param>
    public static byte[] WriteWith(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, Options)) write(writer);
        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    internal static void WriteIdentity(Utf8JsonWriter writer, MatrixIdentity? matrix)
    {
        if (matrix is null)
        {
            writer.WriteNull("matrix");
            return;
        }
        writer.WriteStartObject("matrix");
        writer.WriteString("id", matrix.Id);
        writer.WriteString("version", matrix.Version.ToString());
        writer.WriteEndObject();
    }

    internal static void WriteContext(Utf8JsonWriter writer, ResolutionContext context)
    {
        writer.WriteStartObject("context");
        writer.WriteString("serviceModel", context.ServiceModel);
        writer.WriteStartObject("parameters");
        foreach (var (id, value) in context.Parameters) writer.WriteString(id, value);
        writer.WriteEndObject();
        writer.WriteString("asOf", context.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, Place? place)
    {
        writer.WriteString("file", place?.File);
        writer.WriteString("pointer", place?.Pointer);
        WriteNumber(writer, "line", place?.Line);
        WriteNumber(writer, "column", place?.Column);
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, int? number)
    {
        if (number is { } value) writer.WriteNumber(name, value);
        else writer.WriteNull(name);
    }

    private static void WriteSummary(Utf8JsonWriter writer, ResolutionSummary summary)
    {
        writer.WriteStartObject("summary");
        writer.WriteNumber("leaves", summary.Leaves);
        WriteCounts("states", summary.States);
        WriteCounts("splits", summary.Splits);
        writer.WriteEndObject();

        void WriteCounts(string name, ValueMap<int> counts)
        {
            writer.WriteStartObject(name);
            foreach (var (word, count) in counts) writer.WriteNumber(word, count);
            writer.WriteEndObject();
        }
    }

    internal static void Write(Utf8JsonWriter writer, ResolvedDuty duty)
    {
        writer.WriteStartObject();
        writer.WriteString("id", duty.Id);
        writer.WriteString("party", duty.Party);
        writer.WriteString("side", Words.OfSplit(duty.Side));
        WriteTexts("involvement", Words.OfInvolvement(duty.Involvement));
        writer.WriteString("action", duty.Action);
        writer.WriteString("text", duty.Text);
        writer.WriteString("inheritedFrom", duty.InheritedFrom);
        writer.WriteString("component", duty.Component);
        WriteTexts("implementation", duty.Implementation.Select(Words.Of).ToValueList());
        WriteTexts("dependsOn", duty.DependsOn);
        WriteTexts("satisfies", duty.Satisfies);
        WriteTexts("evidence", duty.Evidence);
        WriteTexts("commitments", duty.Commitments);
        writer.WriteEndObject();

        void WriteTexts(string name, ValueList<string> texts)
        {
            writer.WriteStartArray(name);
            foreach (var text in texts) writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter writer, Reason reason)
    {
        var assignment = reason as AssignmentReason;
        writer.WriteStartObject();
        writer.WriteString("outcome", Words.Of(reason.Outcome));
        WriteNumber(writer, "level", assignment?.Level);
        writer.WriteString("document", reason.Document);
        writer.WriteString("pointer", assignment?.Pointer);
        writer.WriteString("selector", reason.Selector);
        writer.WriteString("by", assignment?.By);
        writer.WriteString("rule", assignment?.Rule is { } rule ? Words.Of(rule) : null);
        if (reason is LayerReason layer) writer.WriteString("owner", layer.Owner is { } owner ? Words.Of(owner) : null);
        writer.WriteEndObject();
    }
}
