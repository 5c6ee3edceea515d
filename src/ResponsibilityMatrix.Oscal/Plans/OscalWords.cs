using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Words of plans and component definitions, and the names under which a matrix keeps what it does not model.
/// Thread-safe.</summary>
internal static class OscalWords
{
    /// <summary>The key of extensions that hold what OSCAL says and a matrix does not model.</summary>
    public const string Extension = "gov.nist.csrc.oscal";

    /// <summary>The namespace of properties that say what OSCAL has no words for.</summary>
    public const string Namespace = "urn:responsibility-matrix:oscal:1.0";

    /// <summary>A list of statuses of implementation as OSCAL's word, or null for another word.</summary>
    public static ImplementationStatus? StatusOf(string? word) => word?.ToLowerInvariant() switch
    {
        "implemented" or "operational" => ImplementationStatus.Implemented,
        "partial" or "partially-implemented" => ImplementationStatus.Partial,
        "planned" => ImplementationStatus.Planned,
        "alternative" or "alternate" => ImplementationStatus.Alternative,
        "not-applicable" => ImplementationStatus.NotApplicable,
        "not-implemented" => ImplementationStatus.NotImplemented,
        _ => null,
    };

    /// <summary>OSCAL's word for a status.</summary>
    public static string WordOf(ImplementationStatus status) => status switch
    {
        ImplementationStatus.NotApplicable => "not-applicable",
        ImplementationStatus.NotImplemented => "not-implemented",
        _ => Words.Of(status),
    };

    /// <summary>A title without the marks of Markdown's emphasis, in one line; null if nothing is left.</summary>
    public static string? Plain(string? title)
    {
        if (title is null) return null;
        var plain = title.ReplaceLineEndings(" ").Trim().Trim('*', '_').Trim();
        return plain.Length == 0 ? null : plain;
    }

    /// <summary>A text as an id: as it is if it can be one, else null.</summary>
    public static string? IdOf(string? text) =>
        text is { Length: > 0 and <= 200 } && !text.Any(char.IsControl) && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
            ? text : null;

    /// <summary>The value of a property in this product's own namespace.</summary>
    public static string? Own(OscalNode node, string name) => OwnProperty(node, name)?.Text("value");

    /// <summary>A property in this product's own namespace.</summary>
    public static OscalNode? OwnProperty(OscalNode node, string name) => OwnProperties(node, null).FirstOrDefault(Named(name));

    /// <summary>The properties in this product's own namespace, of a group or of none.</summary>
    public static IEnumerable<OscalNode> OwnProperties(OscalNode node, string? group) =>
        node.Items("props").Where(property => property.Text("ns") == Namespace && property.Text("group") == group);

    /// <summary>Whether a property has a name.</summary>
    public static Func<OscalNode, bool> Named(string name) => property => property.Text("name") == name;

    /// <summary>Extensions of one key with a JSON value.</summary>
    public static ValueMap<JsonText> Kept(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) write(writer);
        return new([KeyValuePair.Create(Extension, new JsonText(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length)))]);
    }

    /// <summary>Writes the members of an object except some.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, OscalNode node, params ReadOnlySpan<string> except)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var member in node.Element.EnumerateObject())
        {
            if (except.Contains(member.Name) || !seen.Add(member.Name)) continue;
            writer.WritePropertyName(member.Name);
            member.Value.WriteTo(writer);
        }
    }
}
