using System.Text.Json.Nodes;

namespace ResponsibilityMatrix.Tests;

/// <summary>The values of a document that a test can change.</summary>
internal static class JsonPlaces
{
    /// <summary>A value and everything in it that is not null.</summary>
    public static IEnumerable<JsonNode> Of(JsonNode node)
    {
        yield return node;
        var parts = node is JsonObject members ? members.Select(member => member.Value) : node is JsonArray items ? items : [];
        foreach (var part in parts)
            if (part is not null)
                foreach (var place in Of(part)) yield return place;
    }
}
