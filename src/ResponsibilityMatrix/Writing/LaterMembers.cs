using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Json;

namespace ResponsibilityMatrix.Writing;

/// <summary>Puts members that only a later version of the format knows back where they stood.</summary>
internal static class LaterMembers
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };

    /// <summary>The document with the members added. One whose object is no longer there, because the matrix was changed, has no place and
    /// is left out.</summary>
    public static ArrayBufferWriter<byte> PutBack(ReadOnlyMemory<byte> utf8, ValueMap<JsonText> members, JsonWriterOptions options)
    {
        var root = JsonNode.Parse(utf8.Span, documentOptions: Deep)!;
        foreach (var (pointer, value) in members)
        {
            if (!value.IsJson) throw JsonText.NoJson;
            var steps = pointer.Split('/').Skip(1).Select(JsonIndex.UnescapePointer).ToArray();
            if (steps.Length > 0 && Find(root, steps.AsSpan(..^1)) is JsonObject place)
                place[steps[^1]] = JsonNode.Parse(value.Text, documentOptions: Deep);
        }
        var output = new ArrayBufferWriter<byte>(utf8.Length);
        using (var json = new Utf8JsonWriter(output, options)) root.WriteTo(json);
        return output;
    }

    // The context of an upstream is the one optional object without required members: it may have held nothing but such members, and not
    // been written.
    private static JsonNode? Find(JsonNode root, ReadOnlySpan<string> steps)
    {
        JsonNode? at = root;
        foreach (var step in steps)
        {
            at = at switch
            {
                JsonObject parent when parent.TryGetPropertyValue(step, out var child) => child,
                JsonObject parent when step == "context" => parent[step] = new JsonObject(),
                JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var item)
                    && item < list.Count => list[item],
                _ => null,
            };
        }
        return at;
    }
}
