using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>The library's values are JSON as System.Text.Json reads and writes it, with and without the context.</summary>
public sealed class ConverterTests
{
    private static readonly JsonSerializerOptions[] Both = [JsonSerializerOptions.Default, MatrixJsonContext.Default.Options];

    public static TheoryData<JsonSerializerOptions> AllOptions => [.. Both];

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void A_value_is_written_as_its_text_and_read_again(JsonSerializerOptions options)
    {
        RoundTrip("\"iso-27017:group:16\"", Selector.Parse("iso-27017:group:16"), options);
        RoundTrip("\"1.4.0-rc.1\"", SemanticVersion.Parse("1.4.0-rc.1"), options);
        RoundTrip("\"ac.2.7\"", ControlKey.Parse("AC-2(7)"), options);
        RoundTrip("\"notApplicable\"", ControlState.NotApplicable, options);
        RoundTrip("\"sharedAll\"", Sides.SharedAll, options);
        RoundTrip("null", Sides.None, options);
        RoundTrip("[\"responsible\",\"informed\"]", Involvement.Responsible | Involvement.Informed, options);
        RoundTrip("{\"plan\":[\"a\",\"b\"]}", Condition.Of("plan", "a", "b"), options);
        RoundTrip("{}", default(Condition), options);
        RoundTrip("[\"a\",\"b\"]", ValueList.Create<string>(["a", "b"]), options);
        RoundTrip("[]", ValueList<string>.Empty, options);
        RoundTrip("{\"z\":\"1\",\"a\":\"2\"}", new ValueMap<string>([new("z", "1"), new("a", "2")]), options);
        RoundTrip("{\"a\":[1,null]}", new JsonText("{ \"a\": [1, null] }"), options);
    }

    [Theory]
    [MemberData(nameof(AllOptions))]
    public void Null_reads_as_an_empty_collection(JsonSerializerOptions options)
    {
        Assert.Equal(default, JsonSerializer.Deserialize<ValueList<string>>("null", options));
        Assert.Equal(default, JsonSerializer.Deserialize<ValueMap<string>>("null", options));
        Assert.Equal(default, JsonSerializer.Deserialize<Condition>("null", options));
        Assert.Equal(Involvement.None, JsonSerializer.Deserialize<Involvement>("null", options));
    }

    [Theory]
    [InlineData(typeof(Severity), "\"fatal\"", "note, warning, error")]
    [InlineData(typeof(Severity), "\"Error\"", "note, warning, error")]
    [InlineData(typeof(Severity), "2", "note, warning, error")]
    [InlineData(typeof(Severity), "null", null)]
    [InlineData(typeof(Sides), "\"both\"", "provider, customer, shared")]
    [InlineData(typeof(Sides), "1", "provider, customer, shared")]
    [InlineData(typeof(Involvement), "[\"owner\"]", "responsible, accountable, consulted, informed")]
    [InlineData(typeof(Involvement), "[\"none\"]", "responsible, accountable, consulted, informed")]
    [InlineData(typeof(Involvement), "\"responsible\"", "list of words")]
    [InlineData(typeof(Selector), "\"(\"", "'(' is not a selector")]
    [InlineData(typeof(Selector), "1", "a selector")]
    [InlineData(typeof(SemanticVersion), "\"1.0\"", "'1.0' is not a semantic version")]
    [InlineData(typeof(ControlKey), "\"--\"", "'--' is not a control id")]
    [InlineData(typeof(ValueList<string>), "[\"a\",null]", "null")]
    [InlineData(typeof(ValueList<string>), "{}", "array")]
    [InlineData(typeof(ValueMap<string>), "{\"a\":\"1\",\"a\":\"2\"}", "'a' occurs twice")]
    [InlineData(typeof(ValueMap<string>), "[]", "object")]
    public void What_is_no_such_value_is_an_exception_that_says_what_is_expected(Type type, string json, string? part)
    {
        foreach (var options in Both)
        {
            var exception = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, type, options));
            if (part is not null) Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_enum_that_is_written_as_a_word_has_its_converter()
    {
        var enums = typeof(Matrix).Assembly.GetTypes().Where(type => type.IsEnum && type.IsDefined(typeof(JsonConverterAttribute), false))
            .ToList();
        Assert.NotEmpty(enums);
        Assert.Equal([], enums.Where(type => !new MatrixJsonConverter().CanConvert(type)).Select(type => type.Name));
    }

    [Fact]
    public void A_value_that_has_no_word_is_written_as_its_number_which_is_no_word()
    {
        Assert.Equal("\"7\"", JsonSerializer.Serialize((Severity)7));
        Assert.Equal("\"8\"", JsonSerializer.Serialize((Sides)8));
        Assert.Equal("[\"consulted\",\"16\"]", JsonSerializer.Serialize(Involvement.Consulted | (Involvement)16));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Severity>("\"7\""));
    }

    [Fact]
    public void Text_that_is_no_JSON_is_not_written() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new JsonText("{")));

    [Fact]
    public void A_party_can_be_bound_with_plain_options()
    {
        var party = new Party { Id = "acme", Name = "Acme", Role = PartyRole.Provider };
        Assert.Equal(party, JsonSerializer.Deserialize<Party>(JsonSerializer.Serialize(party)));
        Assert.Equal(party, JsonSerializer.Deserialize<Party>(JsonSerializer.Serialize(party, JsonSerializerOptions.Web),
            JsonSerializerOptions.Web));
    }

    [Fact]
    public void Invisible_characters_are_written_as_escapes_and_all_others_as_they_are()
    {
        const string text = "ä€ 你 < > & ' \u200B\u202E\u2028\u0085\u00AD\uFEFF \U000E0001 \U0001D173 𝄞";
        var json = Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(ValueList.Create<string>([text])));
        Assert.Contains("ä€ 你 < > & ' \\u200B\\u202E\\u2028\\u0085\\u00AD\\uFEFF \\uDB40\\uDC01 \\uD834\\uDD73 ", json,
            StringComparison.Ordinal);
        Assert.EndsWith("\n]\n", json, StringComparison.Ordinal);
        Assert.Equal([text], JsonSerializer.Deserialize<ValueList<string>>(json));
    }

    [Fact]
    public async Task Each_way_to_write_gives_the_same_bytes()
    {
        var value = Enumerable.Range(0, 10_000).Select(i => $"text {i}").ToValueList();
        var bytes = MatrixJson.ToUtf8Bytes(value);
        using var stream = new MemoryStream();
        await MatrixJson.WriteAsync(value, stream);
        Assert.Equal(bytes, stream.ToArray());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => MatrixJson.WriteAsync(value, stream, null, new CancellationToken(true)));
        Assert.Throws<NotSupportedException>(() => MatrixJson.ToUtf8Bytes(new Version(1, 0)));
    }

    private static void RoundTrip<T>(string json, T value, JsonSerializerOptions options)
    {
        Assert.Equal(json, JsonSerializer.Serialize(value, options));
        Assert.Equal(value, JsonSerializer.Deserialize<T>(json, options));
    }
}
