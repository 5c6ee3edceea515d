using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResponsibilityMatrix.Tests;

/// <summary>
/// Documents changed at random: bytes and pieces of text, values and members. Each change is one that somebody, or a program, may make:
/// something removed, doubled, renamed, of another type, of another size, nested, called by the name of something else, or leading back to
/// itself. </summary>
internal static class ChangedDocuments
{
    private const int Deep = 80;

    private static readonly string[] OddTexts =
    [
        "", " ", "*", "**", "a*b", "group:", "group:x", "baseline:x", "iso-27017:", "iso-27017:*", ":", "@", "iso-27017@:1", "#", "a#b",
            "\0", "\ud83d\ude00", "\u202e", "\u00e9\u0301", "\ufeff",
        "provider", "customer", "thirdParty", "serviceModel", "local", "group", "baseline", "saas", "2026-02-30", "0001-01-01",
            "9999-12-31", "1.0.0-", "1.0.0", "99999999999.0.0", "0", "smt", "A.", "§",
        "http://", "https://vendor.example/matrix#x", "urn:x", "=1+1", "<b>", "](", "{0}", "%s", "..", "/", "~1", "\\", "\"", "'", "\n",
            "\r\n", new('9', 400), new('a', 5000), new('\u0301', 300),
    ];

    private static readonly string[] OddNumbers =
        ["0", "-0", "-1", "0.1", "1e400", "-1e400", "1e-400", "79228162514264337593543950336", "0.30000000000000000001",
        "100.0000000000000000000000000001", new('7', 300)];

    private static readonly string[] OddValues = ["null", "true", "{}", "[]", "[[]]", "{\"\":null}", "[null]", "\"\""];

    /// <summary>A changed copy of a text, or of any other file. JSON is mostly changed in its values.</summary>
    public static byte[] Change(byte[] original, Random random) =>
        random.Next(3) > 0 && Parse(original) is { } document ? ChangeValues(document, random) : ChangeBytes(original, random);

    /// <summary>A changed copy of a file whose form nobody knows.</summary>
    public static byte[] ChangeBytes(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (var i = random.Next(1, 4); i > 0 && bytes.Count > 1; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(at, Encoding.UTF8.GetBytes(OddTexts[random.Next(OddTexts.Length)])); break;
                case 5: bytes.InsertRange(at, "\\ud800"u8.ToArray()); break;
                case 6: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(0, [0xEF, 0xBB, 0xBF]); break;
            }
        }
        return [.. bytes];
    }

    private static JsonNode? Parse(byte[] original)
    {
        try
        {
            return JsonNode.Parse(original);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] ChangeValues(JsonNode document, Random random)
    {
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var places = JsonPlaces.Of(document).Skip(1).ToList();
            if (places.Count == 0) break;
            Change(places[random.Next(places.Count)], places, random);
        }
        // A later version of the format, of which members are unknown.
        if (document is JsonObject root && random.Next(8) == 0) root["schemaVersion"] = $"1.{random.Next(12)}";
        var text = document.ToJsonString();
        return Encoding.UTF8.GetBytes(random.Next(10) == 0 ? DoubleMember(text, random) : text);
    }

    private static void Change(JsonNode place, List<JsonNode> places, Random random)
    {
        switch (random.Next(12))
        {
            case 0: place.ReplaceWith(places[random.Next(places.Count)].DeepClone()); break;
            case 1: place.ReplaceWith(JsonValue.Create(OddTexts[random.Next(OddTexts.Length)])); break;
            case 2: place.ReplaceWith(JsonNode.Parse(OddNumbers[random.Next(OddNumbers.Length)])); break;
            case 3: place.ReplaceWith(JsonNode.Parse(OddValues[random.Next(OddValues.Length)])); break;
            case 4 when place.Parent is JsonArray array: array.Insert(random.Next(array.Count), place.DeepClone()); break;
            case 5 when place.Parent is JsonArray array: array.Remove(place); break;
            case 6 when place.Parent is JsonObject parent: parent[OddTexts[random.Next(OddTexts.Length)]] = place.DeepClone(); break;
            case 7 when place.Parent is JsonObject parent: Rename(parent, place, places, random); break;
            case 8: place.ReplaceWith(Nested(place.DeepClone(), random)); break;
            // An id, or a reference, is that of something else: so ids collide, and what refers to others may lead back to itself.
            case 9 or 10 when place is JsonValue
                && Texts(places) is [_, ..] texts:
                place.ReplaceWith(JsonValue.Create(texts[random.Next(texts.Count)])); break;
            default:
                if (place.Parent is JsonObject members) members.Remove(place.GetPropertyName());
                break;
        }
    }

    private static List<string> Texts(List<JsonNode> places) =>
        [.. places.OfType<JsonValue>().Where(value => value.GetValueKind() == JsonValueKind.String)
        .Select(value => value.GetValue<string>())];

    // A member takes the name of another one, or loses a letter.
    private static void Rename(JsonObject parent, JsonNode place, List<JsonNode> places, Random random)
    {
        var name = place.GetPropertyName();
        var others = places.OfType<JsonObject>().SelectMany(members => members.Select(member => member.Key)).ToList();
        var renamed = random.Next(2) == 0 && others.Count > 0 ? others[random.Next(others.Count)] : name.Length > 1
            ? name.Remove(random.Next(name.Length), 1) : "x";
        parent.Remove(name);
        parent[renamed] = place;
    }

    private static JsonNode Nested(JsonNode value, Random random)
    {
        for (var i = random.Next(1, Deep); i > 0; i--)
            value = random.Next(2) == 0 ? new JsonArray(value) : new JsonObject { ["a"] = value };
        return value;
    }

    // JSON nodes have each name once, so this is done to the text.
    private static string DoubleMember(string text, Random random)
    {
        var at = text.IndexOf("\":", random.Next(text.Length), StringComparison.Ordinal);
        var start = at <= 0 ? -1 : text.LastIndexOf('"', at - 1);
        return start < 0 ? text : $"{text[..start]}{text[start..at]}\":{OddValues[random.Next(OddValues.Length)]},{text[start..]}";
    }
}
