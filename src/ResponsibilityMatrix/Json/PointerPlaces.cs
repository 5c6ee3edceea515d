using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>Finds the line of a JSON Pointer in a text.</summary>
internal static class PointerPlaces
{
    /// <summary>The place of a value; of what is not there, the place of what it would be in.</summary>
    public static Place Find(ReadOnlyMemory<byte> utf8, string pointer, string? file)
    {
        var steps = pointer.Split('/').Skip(1)
            .Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        var reader = new Utf8JsonReader(utf8.Span);
        reader.Read();
        var start = reader.TokenStartIndex;
        foreach (var step in steps)
        {
            if (!Enter(ref reader, step)) break;
            start = reader.TokenStartIndex;
        }
        var before = utf8.Span[..(int)start];
        var line = before.Count((byte)'\n') + 1;
        return new Place(pointer, file, line, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }

    private static bool Enter(ref Utf8JsonReader reader, string step)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            if (!int.TryParse(step, out var index)) return false;
            for (var at = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; at++)
            {
                if (at == index) return true;
                reader.Skip();
            }
            return false;
        }
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(step);
            reader.Read();
            if (isIt) return true;
            reader.Skip();
        }
        return false;
    }
}
