using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests.Json;

/// <summary>What has a format and what has not.</summary>
public sealed class StringFormatTests
{
    private static readonly string[] Names =
    [
        "date", "date-time", "duration", "email", "hostname", "idn-email", "idn-hostname", "ipv4", "ipv6", "iri", "iri-reference",
            "json-pointer", "regex",
        "relative-json-pointer", "time", "uri", "uri-reference", "uri-template", "uuid",
    ];

    public static TheoryData<string> AllNames => [.. Names];

    public static TheoryData<string, string> SuiteFiles
    {
        get
        {
            var files = new TheoryData<string, string>();
            foreach (var draft in (string[])["draft2020-12", "draft7"])
                foreach (var name in (string[])[.. Names, "ecmascript-regex", "unknown"])
                    if (draft != "draft7" || name is not ("uuid" or "duration")) files.Add(draft, name);
            return files;
        }
    }

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
    [InlineData("Date")]
    [InlineData("")]
    public void A_name_that_nobody_knows_is_no_format(string name) => Assert.Null(StringFormats.Find(name));

    [Theory]
    [InlineData("date", "2026-10-01", true)]
    [InlineData("date", "October", false)]
    [InlineData("date", "2026-10-1", false)]
    [InlineData("date", "2000-02-29", true)]
    [InlineData("date", "1900-02-29", false)]
    [InlineData("date", "0000-02-29", true)]
    [InlineData("date", "202/-01-01", false)]
    [InlineData("date", "2026-13-01", false)]
    [InlineData("date-time", "2026-10-01 09:30:00Z", false)]
    [InlineData("date-time", "2026-10-01T09:30:00", false)]
    [InlineData("date-time", "2026-10-01T", false)]
    [InlineData("time", "09:30:00.Z", false)]
    [InlineData("time", "09:30:00.1", false)]
    [InlineData("time", "09:30:00", false)]
    [InlineData("time", "00:59:60+01:00", true)]
    [InlineData("duration", "PW", false)]
    [InlineData("duration", "P3M", true)]
    [InlineData("duration", "PT", false)]
    [InlineData("duration", "", false)]
    [InlineData("email", "a@b", true)]
    [InlineData("email", "a@b@c", false)]
    [InlineData("email", "\"a\\\"@b", false)]
    [InlineData("email", "\"a\\\"\"@b", true)]
    [InlineData("email", "\"@b", false)]
    [InlineData("email", "ä@b", false)]
    [InlineData("email", "a@[IPv6:1]", false)]
    [InlineData("email", "@", false)]
    [InlineData("idn-email", "ä@bücher.example", true)]
    [InlineData("hostname", "a..b", false)]
    [InlineData("hostname", "xn--bcher-kva.example", true)]
    [InlineData("hostname", "xn--", false)]
    [InlineData("idn-hostname", "bücher.example", true)]
    [InlineData("idn-hostname", "Bücher.example", false)]
    [InlineData("idn-hostname", "ｂücher", false)]
    [InlineData("idn-hostname", "Example.COM", true)]
    [InlineData("idn-hostname", "ab--c", false)]
    [InlineData("ipv4", "1.2.3", false)]
    [InlineData("ipv4", "1.2.3.04", false)]
    [InlineData("ipv6", ":", false)]
    [InlineData("ipv6", "", false)]
    [InlineData("ipv6", "1::", true)]
    [InlineData("ipv6", "1:2:3:4:5:6:7::", true)]
    [InlineData("ipv6", "1:2:3:4:5:6:7:8::", false)]
    [InlineData("ipv6", "::1:2:3:4:5:6:7:8", false)]
    [InlineData("ipv6", "1.2.3.4", false)]
    [InlineData("uri", "https://example.com/a?b#c", true)]
    [InlineData("uri", "https://example.com:/", true)]
    [InlineData("uri", "https://[::1]:80", true)]
    [InlineData("uri", "https://[::1]a", false)]
    [InlineData("uri", "https://[::1", false)]
    [InlineData("uri", "https://[v1.a]", true)]
    [InlineData("uri", "https://[v.a]", false)]
    [InlineData("uri", "a:", true)]
    [InlineData("uri", ":", false)]
    [InlineData("uri", "a#b", false)]
    [InlineData("uri", "a:b#c#d", false)]
    [InlineData("uri-reference", "a:b:c", true)]
    [InlineData("uri-reference", "a/b:c", true)]
    [InlineData("uri-reference", "_a:b", false)]
    [InlineData("iri", "https://example.com/\uE000", false)]
    [InlineData("iri", "https://example.com/?\uE000", true)]
    [InlineData("uri-template", "{", false)]
    [InlineData("uri-template", "{+}", false)]
    [InlineData("uri-template", "%4", false)]
    [InlineData("uuid", "", false)]
    [InlineData("json-pointer", "/a~", false)]
    [InlineData("json-pointer", "/~01", true)]
    [InlineData("relative-json-pointer", "0", true)]
    [InlineData("relative-json-pointer", "1a", false)]
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
        foreach (
            var piece in (string[])["a", "1", ":", "1:", "a.", "a@", "/", "~", "~0", "{a}", "{", "(", "[", "%20", "é", "\"", "P1D", "a,",
            "xn--a."])
            foreach (var before in (string[])["", "a:", "a://", "xn--", "P", "0/", "{", "a@", "2026-10-01T09:30:00.", "::"])
                StringFormats.Find(name)!.IsMatch(Encoding.UTF8.GetBytes(before + string.Concat(Enumerable.Repeat(piece, 2_000))));
    }

    [Fact]
    public void Encoding_what_was_decoded_is_the_text_again()
    {
        var random = new Random(3492);
        for (var i = 0; i < 2_000; i++)
        {
            var characters = new int[random.Next(1, 20)];
            for (var at = 0; at < characters.Length; at++)
                characters[at] = random.Next(3) switch
                    { 0 => random.Next('a', 'z' + 1), 1 => random.Next(0x80, 0x500), _ => random.Next(0xE000, CodePoints.End) };
            Assert.Equal(characters, Punycode.Decode(Punycode.Encode(characters)));
        }
    }

    [SchemaSuiteTheory]
    [MemberData(nameof(SuiteFiles))]
    public void Formats_of_the_official_suite_are_as_it_says(string draft, string file)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(Folders.SchemaSuite!, "tests", draft, "optional", "format", $"{file}.json")));
        List<string> failed = [];
        foreach (var group in document.RootElement.EnumerateArray())
        {
            var format = StringFormats.Find(group.GetProperty("schema").GetProperty("format").GetString()!);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var data = test.GetProperty("data");
                var found = data.ValueKind != JsonValueKind.String || format is null
                    || format.IsMatch(Encoding.UTF8.GetBytes(data.GetString()!));
                if (found != test.GetProperty("valid").GetBoolean())
                    failed.Add($"{group.GetProperty("description")}: {test.GetProperty("description")}");
            }
        }
        Assert.Empty(failed);
    }
}
