using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests.Json;

/// <summary>What has a format and what has not.</summary>
public sealed class StringFormatTests
{
    public static TheoryData<string> AllNames => ["date", "date-time", "email", "json-pointer", "regex", "uri", "uri-reference"];

    [Theory]
    [MemberData(nameof(AllNames))]
    public void A_format_is_found_by_its_name_and_says_what_it_expects(string name)
    {
        var format = StringFormats.Find(name);
        Assert.NotNull(format);
        Assert.Equal(name, format.Name);
        var example = format.Expectation[(format.Expectation.IndexOf(" such as ", StringComparison.Ordinal) + " such as ".Length)..]
            .Split(" or ")[0].Split(" for ")[0];
        Assert.True(format.IsMatch(Encoding.UTF8.GetBytes(example)), example);
    }

    [Theory]
    [InlineData("color")]
    [InlineData("idn-hostname")]
    [InlineData("Date")]
    [InlineData("")]
    public void A_name_that_is_not_known_is_an_annotation(string name) => Assert.Null(StringFormats.Find(name));

    [Theory]
    [InlineData("date", "2026-10-01", true)]
    [InlineData("date", "October", false)]
    [InlineData("date", "2026-10-1", false)]
    [InlineData("date", "2000-02-29", true)]
    [InlineData("date", "1900-02-29", false)]
    [InlineData("date", "0000-02-29", false)]
    [InlineData("date", "202/-01-01", false)]
    [InlineData("date", "2026-13-01", false)]
    [InlineData("date-time", "2026-10-01 09:30:00Z", false)]
    [InlineData("date-time", "2026-10-01T09:30:00", false)]
    [InlineData("date-time", "2026-10-01T", false)]
    [InlineData("email", "a@b", true)]
    [InlineData("email", "a@b@c", false)]
    [InlineData("email", "\"a\\\"@b", false)]
    [InlineData("email", "\"a\\\"\"@b", true)]
    [InlineData("email", "\"@b", false)]
    [InlineData("email", "ä@b", false)]
    [InlineData("email", "A <a@b>", false)]
    [InlineData("email", "a@b=c", false)]
    [InlineData("email", "a.@b", false)]
    [InlineData("email", "@", false)]
    [InlineData("uri", "https://example.com/a?b#c", true)]
    [InlineData("uri", "https://example.com:/", true)]
    [InlineData("uri", "https://[::1]:80", true)]
    [InlineData("uri", "https://[::1]a", false)]
    [InlineData("uri", "https://[::1", false)]
    [InlineData("uri", "https://[v.a]", false)]
    [InlineData("uri", "a:", true)]
    [InlineData("uri", ":", false)]
    [InlineData("uri", "a#b", false)]
    [InlineData("uri", "a:b#c#d", false)]
    [InlineData("uri-reference", "a:b:c", true)]
    [InlineData("uri-reference", "a/b:c", true)]
    [InlineData("uri-reference", "_a:b", false)]
    [InlineData("json-pointer", "/a~", false)]
    [InlineData("json-pointer", "/~01", true)]
    [InlineData("regex", "^[a-z]+$", true)]
    [InlineData("regex", "[a-z", false)]
    public void A_text_has_a_format_or_not(string name, string text, bool isMatch) =>
        Assert.Equal(isMatch, StringFormats.Find(name)!.IsMatch(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [MemberData(nameof(AllNames))]
    public void A_text_of_any_bytes_is_no_exception(string name)
    {
        var format = StringFormats.Find(name)!;
        var random = new Random(3339);
        var pieces = "0123456789abfxnPTZ:/.-@[]{}\"\\%~#+?* \u00e9\u05d0\u0660\u200c\u3002\ud83d\ude00"u8;
        for (var i = 0; i < 20_000; i++)
        {
            var utf8 = new byte[random.Next(24)];
            for (var at = 0; at < utf8.Length; at++) utf8[at] = pieces[random.Next(pieces.Length)];
            format.IsMatch(utf8);
        }
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void A_very_long_text_comes_to_an_end(string name)
    {
        foreach (var piece in (string[])["a", "1", ":", "a.", "a@", "/", "~0", "(", "[", "%20", "é", "\""])
            foreach (var before in (string[])["", "a://", "a@", "2026-10-01T09:30:00."])
                StringFormats.Find(name)!.IsMatch(Encoding.UTF8.GetBytes(before + string.Concat(Enumerable.Repeat(piece, 2_000))));
    }

    // Formats are optional tests. What differs: leap seconds at any time of the day, and the numbers inside an address in brackets.
    [SchemaSuiteTheory]
    [InlineData("date", 0)]
    [InlineData("date-time", 2)]
    [InlineData("email", 1)]
    [InlineData("json-pointer", 0)]
    [InlineData("regex", 0)]
    [InlineData("ecmascript-regex", 0)]
    [InlineData("uri", 1)]
    [InlineData("uri-reference", 1)]
    public void Formats_of_the_official_suite_are_as_it_says(string file, int different)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Folders.SchemaSuite!, "tests", "draft2020-12", "optional", "format", $"{file}.json")));
        List<string> failed = [];
        foreach (var group in document.RootElement.EnumerateArray())
        {
            var format = StringFormats.Find(group.GetProperty("schema").GetProperty("format").GetString()!)!;
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var data = test.GetProperty("data");
                var found = data.ValueKind != JsonValueKind.String || format.IsMatch(Encoding.UTF8.GetBytes(data.GetString()!));
                if (found != test.GetProperty("valid").GetBoolean()) failed.Add($"{test.GetProperty("description")}: {data}");
            }
        }
        Assert.True(failed.Count == different, string.Join('\n', failed));
    }
}
