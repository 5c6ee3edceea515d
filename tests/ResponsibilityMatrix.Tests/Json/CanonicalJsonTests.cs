using System.Globalization;
using System.Text;
using CsCheck;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class CanonicalJsonTests
{
    /// <summary>RFC 8785, appendix B.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void The_numbers_of_the_standard_have_its_form(ulong bits, string expected)
    {
        var value = BitConverter.UInt64BitsToDouble(bits);
        foreach (var format in new[] { "R", "G17", "E16", "E30" })
            Assert.Equal(expected, Canonical(value.ToString(format, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("1e-7", "1e-7")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("1e-6", "0.000001")]
    [InlineData("-0", "0")]
    [InlineData("-0.0e5", "0")]
    [InlineData("100", "100")]
    [InlineData("1e2", "100")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("1E30", "1e+30")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("123456789012345680000", "123456789012345680000")]
    [InlineData("999999999999999999999", "1e+21")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("99.95", "99.95")]
    [InlineData("1e-400", "0")]
    public void One_number_in_many_spellings_has_one_form(string number, string expected) => Assert.Equal(expected, Canonical(number));

    [Fact]
    public void Every_double_reads_back_from_its_form() => Gen.Double.Sample(value =>
        !double.IsFinite(value)
            || double.Parse(Canonical(value.ToString("R", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture) == value);

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("NaN")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("")]
    [InlineData("\"\\ud800\"")]
    public void What_has_no_canonical_form_is_a_misuse(string json)
    {
        Assert.Throws<FormatException>(() => Canonical(json));
        Assert.Throws<FormatException>(() => CanonicalJson.Digest(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void The_example_of_the_standard_has_its_form() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """));

    /// <summary>RFC 8785, 3.2.4.</summary>
    [Fact]
    public void The_bytes_of_the_example_are_those_of_the_standard() => Assert.Equal(
        "7B226C69746572616C73223A5B6E756C6C2C747275652C66616C73655D2C226E756D62657273223A5B3333333333333333332E333333333333332C" +
        "31652B33302C342E352C302E3030322C31652D32375D2C22737472696E67223A22E282AC245C75303030665C6E4127425C225C5C5C5C5C222F227D",
        Convert.ToHexString(CanonicalJson.Canonicalize("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """u8.ToArray())));

    [Fact]
    public void Names_are_sorted_by_their_UTF16_units() => Assert.Equal(
        "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\uFB33\":7}",
        Canonical("""{ "\u20ac": 5, "\r": 1, "\ufb33": 7, "1": 2, "\ud83d\ude00": 6, "\u0080": 3, "\u00f6": 4 }"""));

    [Fact]
    public void Strings_keep_every_character_that_needs_no_escape() => Assert.Equal(
        "\"\\u0000\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\u007f\u2028\u2029<>&'+é😀\"",
        Canonical(
            "\"\\u0000\\u001F\\u0008\\u000c\\u000A\\u000d\\u0009\\u0022" +
            "\\u005C\\u002f\\u007F\\u2028\\u2029\\u003c\\u003E&'+\\u00e9\\uD83D\\uDE00\""));

    [Fact]
    public void White_space_and_the_order_of_members_do_not_change_the_digest()
    {
        const string One = """{"id":"urn:a","parties":[{"id":"a","name":"A"},{"id":"b","name":"B"}],"n":1.0}""";
        const string Other =
            "\r\n{ \"n\" : 1,\n\t\"parties\": [ {\"name\":\"A\", \"id\":\"a\"}, {\"name\":\"\\u0042\",\"id\":\"b\"} ], \"id\": " +
            "\"urn:a\" } ";
        Assert.Equal(Digest(One), Digest(Other));
        Assert.Matches("^sha256-[0-9a-f]{64}$", Digest(One));
    }

    [Theory]
    [InlineData("333333333.33333329")]
    [InlineData("9007199254740993")]
    [InlineData("1e-400")]
    [InlineData("0.1000000000000000055511151231257827")]
    public void A_number_that_shares_its_form_with_others_has_no_digest(string number)
    {
        _ = Canonical(number);
        Assert.Contains("has more digits than its canonical form", Assert.Throws<FormatException>(() => Digest(number)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_number_that_a_double_prints_has_a_digest() => Gen.Double.Sample(value =>
        !double.IsFinite(value) || Digest(value.ToString("R", CultureInfo.InvariantCulture)) == Digest(
            Canonical(value.ToString("E16", CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":null}""", "{}")]
    [InlineData("""{"a":"é"}""", "{\"a\":\"e\u0301\"}")]
    public void Any_content_changes_the_digest(string one, string other) => Assert.NotEqual(Digest(one), Digest(other));

    [Fact]
    public void The_digest_is_the_SHA256_of_the_canonical_bytes() =>
        Assert.Equal("sha256-44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", Digest(" { } "));

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(json)));

    private static string Digest(string json) => CanonicalJson.Digest(Encoding.UTF8.GetBytes(json));
}
