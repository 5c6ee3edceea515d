using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Writing;

/// <summary>Writes members of a later format version back to their places.</summary>
internal static class LaterMembers
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = int.MaxValue };

    /// <summary>Writes a matrix with its members of a later version. A member is dropped if its object no longer exists because the matrix
    /// was changed.</summary>
    public static void Write(Matrix matrix, Utf8JsonWriter writer)
    {
        var known = new ArrayBufferWriter<byte>();
        MatrixJson.Write(matrix with { Unrecognized = default }, known);
        var root = JsonNode.Parse(known.WrittenSpan, documentOptions: Deep)!;
        foreach (var (pointer, value) in matrix.Unrecognized)
        {
            if (!value.IsJson) throw JsonText.NoJson;
            var steps = pointer.Split('/').Skip(1).Select(JsonIndex.UnescapePointer).ToArray();
            if (steps.Length > 0 && Find(root, steps.AsSpan(..^1)) is JsonObject place)
                place[steps[^1]] = JsonNode.Parse(value.Text, documentOptions: Deep);
        }
        root.WriteTo(writer);
    }

    private static JsonNode? Find(JsonNode root, ReadOnlySpan<string> steps)
    {
        JsonNode? at = root;
        foreach (var step in steps)
        {
            at = at switch
            {
                JsonObject parent when parent.TryGetPropertyValue(step, out var child) => child,
                JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var item)
                    && item < list.Count => list[item],
                _ => null,
            };
        }
        return at;
    }
}
