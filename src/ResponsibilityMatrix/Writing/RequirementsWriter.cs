using System.Buffers;
using System.Text.Json;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Writing;

/// <summary>
/// Writes sets of requirements. Members come in the order of the format's description; those that hold their default are left out.
/// A set that the reader took without an error is equal to the one read from what was written. Thread-safe.
/// </summary>
public static class RequirementsWriter
{
    private static readonly JsonWriterOptions Options =
        new() { Encoder = VisibleEncoder.Instance, Indented = true, IndentSize = 2, NewLine = "\n" };

    /// <summary>Writes a set as UTF-8 JSON for people, with a final line break. The same set gives the same bytes.</summary>
    /// <param name="set">The set. It is not checked: one built in code that breaks the format's rules gives a document in which the reader
    /// finds the fault.</param>
    /// <exception cref="ArgumentNullException">There is no set.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An enumeration has a value that the format has no word for.</exception>
    public static byte[] Write(RequirementSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Options)) WriteSet(json, set);
        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteSet(Utf8JsonWriter json, RequirementSet set)
    {
        json.WriteStartObject();
        Text(json, "$schema", set.Schema);
        Text(json, "schemaVersion", Matrix.FormatVersion);
        Text(json, "id", set.Id);
        Text(json, "version", set.Version.ToString());
        Text(json, "title", set.Title);
        Text(json, "description", set.Description);
        WriteSource(json, set.Source);
        json.WriteStartArray("rules");
        foreach (var rule in set.Rules) WriteRule(json, rule);
        json.WriteEndArray();
        if (!set.Elsewhere.IsEmpty)
        {
            json.WriteStartArray("elsewhere");
            foreach (var point in set.Elsewhere) WriteElsewhere(json, point);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RequirementRule rule)
    {
        json.WriteStartObject();
        Text(json, "id", rule.Id);
        Text(json, "title", rule.Title);
        Text(json, "reference", rule.Reference);
        Texts(json, "controls", rule.Controls.Select(selector => selector.ToString()));
        if (rule.Match != RequirementMatch.Each) Text(json, "match", Words.Of(rule.Match));
        WriteRequirement(json, rule.Require);
        Text(json, "severity", Words.Of(rule.Severity));
        Text(json, "notes", rule.Notes);
        WriteSource(json, rule.Source);
        json.WriteEndObject();
    }

    private static void WriteRequirement(Utf8JsonWriter json, Requirement require)
    {
        json.WriteStartObject("require");
        if (require.Assigned) json.WriteBoolean("assigned", true);
        WriteSides(json, "performedBy", require.PerformedBy);
        WriteSides(json, "notPerformedBy", require.NotPerformedBy);
        if (require.Implemented) json.WriteBoolean("implemented", true);
        if (!require.Inheritability.IsEmpty) Texts(json, "inheritability", require.Inheritability.Select(Words.Of));
        if (require.DutyText) json.WriteBoolean("dutyText", true);
        if (require.Qualified) json.WriteBoolean("qualified", true);
        if (require.Evidence is { } evidence)
        {
            json.WriteStartObject("evidence");
            Texts(json, "kinds", evidence.Kinds.Select(Words.Of));
            json.WriteBoolean("valid", evidence.Valid);
            if (evidence.MaxAgeMonths is { } months) json.WriteNumber("maxAgeMonths", months);
            json.WriteEndObject();
        }
        if (require.Commitment is { } commitment)
        {
            json.WriteStartObject("commitment");
            Text(json, "metric", commitment.Metric);
            if (commitment.AtMost is { } most) json.WriteNumber("atMost", most);
            if (commitment.AtLeast is { } least) json.WriteNumber("atLeast", least);
            Text(json, "unit", commitment.Unit);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteSides(Utf8JsonWriter json, string name, Sides sides)
    {
        if (sides != Sides.None)
            Texts(json, name, new[] { Sides.Provider, Sides.Customer, Sides.ThirdParty }.Where(side => sides.HasFlag(side))
                .Select(side => Words.OfSplit(side)!));
    }

    private static void WriteElsewhere(Utf8JsonWriter json, RequirementElsewhere point)
    {
        json.WriteStartObject();
        Text(json, "reference", point.Reference);
        Text(json, "title", point.Title);
        Text(json, "notes", point.Notes);
        WriteSource(json, point.Source);
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, RequirementSource? source)
    {
        if (source is null) return;
        json.WriteStartObject("source");
        Text(json, "read", Words.Of(source.Read));
        Text(json, "note", source.Note);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
