using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>
/// The page of the format has every member of every kind of document: a section for each object of the schema with the object's title as
/// its heading, a row for each member, and examples that are valid and that use each member.
/// </summary>
public sealed partial class FormatPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Folders.Repository!, "docs", "format.md")).ReplaceLineEndings("\n");

    private static readonly Dictionary<string, string> Chapters = new(StringComparer.Ordinal)
    {
        ["matrix"] = "The matrix document",
        ["catalog"] = "Catalogs",
        ["mapping"] = "Mappings",
        ["requirements"] = "Requirements",
    };

    public static TheoryData<string, string> Objects
    {
        get
        {
            var objects = new TheoryData<string, string>();
            foreach (var kind in Chapters.Keys)
            {
                objects.Add(kind, "");
                foreach (var part in Schema(kind).GetProperty("$defs").EnumerateObject())
                    if (part.Value.TryGetProperty("properties", out _)) objects.Add(kind, part.Name);
            }
            return objects;
        }
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Each_member_has_a_row(string kind, string part)
    {
        var rows = Row().Matches(Section(kind, part)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], Members(kind, part).Except(rows));
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Each_member_is_used_by_an_example_and_each_example_is_valid(string kind, string part)
    {
        var examples = Block().Matches(Section(kind, part)).Select(match => match.Groups[1].Value).ToList();
        var schema = SchemaOf(kind, part);
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (var example in examples)
        {
            Assert.Equal([], schema.Evaluate(Encoding.UTF8.GetBytes(example)).Diagnostics.Select(finding => finding.Message));
            used.UnionWith(JsonDocument.Parse(example).RootElement.EnumerateObject().Select(member => member.Name));
        }
        Assert.Equal([], Members(kind, part).Except(used));
    }

    private static IEnumerable<string> Members(string kind, string part) =>
        Part(kind, part).GetProperty("properties").EnumerateObject().Select(member => member.Name);

    private static string Section(string kind, string part)
    {
        var chapter = Between(Page + "\n## ", $"\n## {Chapters[kind]}\n", "\n## ");
        return part.Length == 0
            ? chapter[..(chapter.IndexOf("\n### ", StringComparison.Ordinal) is >= 0 and var first ? first : chapter.Length)]
            : Between(chapter + "\n### ", $"\n### {Part(kind, part).GetProperty("title").GetString()}\n", "\n### ");
    }

    private static string Between(string text, string start, string end)
    {
        var at = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(at >= 0, $"docs/format.md has no heading \"{start.Trim()}\".");
        at += start.Length;
        return text[at..text.IndexOf(end, at - 1, StringComparison.Ordinal)];
    }

    private static JsonElement Part(string kind, string part) =>
        part.Length == 0 ? Schema(kind) : Schema(kind).GetProperty("$defs").GetProperty(part);

    private static JsonElement Schema(string kind) => JsonDocument.Parse(Bytes(kind)).RootElement;

    private static JsonSchema SchemaOf(string kind, string part)
    {
        var uri = Schema(kind).GetProperty("$id").GetString()!;
        var reference = $$"""{ "$ref": "{{uri}}{{(part.Length == 0 ? "" : $"#/$defs/{part}")}}" }""";
        return JsonSchema.Compile(
            Encoding.UTF8.GetBytes(reference), new JsonSchemaOptions { AssertFormats = true, Documents = new([new(uri, Bytes(kind))]) });
    }

    private static ReadOnlyMemory<byte> Bytes(string kind) =>
        File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", $"{kind}.schema.json"));

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
