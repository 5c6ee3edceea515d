using System.Text.Json;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// A value of an OSCAL document, with its JSON Pointer. What is missing or of another kind than asked for is null or empty: documents are
/// read tolerantly, since publishers' documents often differ from the schema. Immutable and thread-safe.
/// </summary>
internal sealed class OscalNode(JsonElement element, OscalNode? parent = null, string? name = null, int index = -1)
{
    /// <summary>The value itself.</summary>
    public JsonElement Element => element;

    /// <summary>The JSON Pointer (RFC 6901).</summary>
    public string Pointer => parent is null ? ""
        : $"{parent.Pointer}/{name?.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}" +
            (index < 0 ? "" : name is null ? $"{index}" : $"/{index}");

    /// <summary>The names of the members of an object.</summary>
    public IEnumerable<string> Names =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(member => member.Name) : [];

    /// <summary>A member that is an object; null if there is none.</summary>
    public OscalNode? Object(string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.Object ? new(value, this, member) : null;

    /// <summary>The text of a member, trimmed; null if there is none or it is blank.</summary>
    public string? Text(string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The texts of a member that is an array of texts.</summary>
    public IEnumerable<string> Texts(string member) =>
        Array(member) is { } array ? array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetString()!) : [];

    /// <summary>The objects of a member that is an array; of a member that is one object, as some converters write a list of one, that
    /// object.</summary>
    public IEnumerable<OscalNode> Items(string member)
    {
        if (Object(member) is { } only)
        {
            yield return only;
            yield break;
        }
        if (Array(member) is not { } array) yield break;
        var at = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object) yield return new(item, this, member, at);
            at++;
        }
    }

    /// <summary>The values of the property with a name in any namespace of <c>props</c>, trimmed, in order.</summary>
    public IEnumerable<string> Properties(string property) =>
        Items("props").Where(item => item.Text("name") == property).Select(item => item.Text("value")).OfType<string>();

    private JsonElement? Array(string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Array
            ? value : null;
}
