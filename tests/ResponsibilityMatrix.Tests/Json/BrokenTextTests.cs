using System.Text;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Writing;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What is no JSON, or too much of it, ends in one finding at its place.</summary>
public sealed class BrokenTextTests
{
    [Theory]
    [InlineData("", 1, 1)]
    [InlineData(" \r\n\t\n", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  \"id\": \"a\",\n  \"title\"", 3, 10)]
    [InlineData("{\r\n  \"id\": [1, 2", 2, 14)]
    [InlineData("{\n  \"id\": \"a", 2, 11)]
    [InlineData("{ // no\n}", 1, 3)]
    [InlineData("{\n  \"id\": 1, /* no */\n}", 2, 12)]
    [InlineData("{\r\n  \"id\": \"a\",\r\n}", 3, 1)]
    [InlineData("{\n  \"ids\": [1, 2,]\n}", 2, 16)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("nul", 1, 4)]
    [InlineData("{ 'id': 1 }", 1, 3)]
    [InlineData("{ \"id\": 01 }", 1, 10)]
    [InlineData("{ \"id\": NaN }", 1, 9)]
    [InlineData("{ \"a\": \"\\x\" }", 1, 10)]
    [InlineData("{ \"😀é\": 1, oops }", 1, 13)]
    [InlineData("{\r\n  \"😀😀\": tru\r\n}", 2, 14)]
    [InlineData("{\n  \"a\": \"\\ud800\"\n}", 2, 8)]
    [InlineData("{\n  \"é\": \"\\udc00\\ud800\"\n}", 2, 8)]
    [InlineData("{\n  \"\\ud800\": 1\n}", 2, 3)]
    [InlineData("{\n  \"😀\": \"😀 \\ud83d!\"\n}", 2, 9)]
    [InlineData("{\n  \"a\": \0\n}", 2, 8)]
    [InlineData("{\n  \"a\": \"b\0\"\n}", 2, 10)]
    [InlineData("{}\0", 1, 3)]
    [InlineData("{\n  \"a\": \"b\nc\"\n}", 2, 10)]
    public void Text_that_is_no_JSON_is_one_finding_at_the_place_of_the_fault(string text, int line, int column) =>
        AssertOne("RM0001", line, column, Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}' }, 1, 1)]
    [InlineData(new byte[] { (byte)'{', (byte)'\n', (byte)'"', 0xC3, (byte)'"', (byte)'}' }, 2, 2)]
    [InlineData(new byte[] { (byte)'"', 0xF0, 0x9F, 0x98, 0x80, 0xFF, (byte)'"' }, 1, 4)]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, 1, 2)]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' }, 1, 2)]
    [InlineData(new byte[] { (byte)'"', (byte)'a', 0xF0, 0x9F }, 1, 3)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, 1, 1)]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'{' }, 1, 1)]
    public void Bytes_that_are_no_UTF8_are_one_finding_at_the_place_of_the_fault(byte[] utf8, int line, int column) => AssertOne("RM0001", line, column, utf8);

    [Fact]
    public void Every_beginning_of_a_document_ends_in_one_finding()
    {
        var utf8 = FullMatrix.Utf8;
        for (var length = 0; length < utf8.Length; length++)
        {
            var diagnostics = MatrixReader.Read(utf8.AsMemory(0, length)).Diagnostics;
            Assert.Equal("RM0001", Assert.Single(diagnostics).Id);
        }
    }

    [Fact]
    public void A_byte_that_is_changed_never_makes_reading_throw()
    {
        var random = new Random(27017);
        for (var i = 0; i < 3_000; i++)
        {
            var utf8 = FullMatrix.Utf8;
            for (var changes = random.Next(1, 4); changes > 0; changes--) utf8[random.Next(utf8.Length)] = (byte)random.Next(256);
            foreach (var diagnostic in MatrixReader.Read(utf8, "a").Diagnostics)
                Assert.True(diagnostic.Place!.Line >= 1 && diagnostic.Place.Column >= 1);
        }
    }

    [Theory]
    [InlineData("{ \"a\": 1, \"a\": 2 }", 1, 11)]
    [InlineData("{ \"é😀\": 1,\r\n  \"b\": { \"é😀\": 1, \"\\u00e9\\ud83d\\ude00\": 2 } }", 2, 20)]
    [InlineData("[{ \"\": 1, \"\": 2 }]", 1, 11)]
    [InlineData("{ \"a\": 1, \"\\u0061\": 2 }", 1, 11)]
    [InlineData("{ \"\\u0061\": 1, \"b\": 0, \"a\": 2 }", 1, 24)]
    [InlineData("{ \"\\u0061\": 1, \"\\u0061\": 2 }", 1, 16)]
    public void A_member_that_occurs_twice_is_one_finding(string text, int line, int column) => AssertIndexOne("RM0002", line, column, text);

    [Fact]
    public void A_member_that_occurs_twice_among_many_is_one_finding()
    {
        var members = string.Join(", ", Enumerable.Range(0, 40).Select(i => $"\"m{i}\": {{ \"x\": {i} }}"));
        AssertIndexOne("RM0002", 2, 1, $"{{ {members},\n\"m7\": 1 }}");
        AssertIndexOne("RM0002", 2, 1, $"{{ {members},\n\"\\u006d7\": 1 }}");
        AssertIndexOne("RM0002", 2, 1, $"{{ \"\\u006d39x\": 0, {members},\n\"m39x\": 1 }}");
        Assert.Empty(Index($"{{ {members}, \"M7\": 1 }}").Diagnostics);
    }

    [Fact]
    public void A_member_that_occurs_three_times_is_two_findings() => Assert.Equal(2, Index("""{"a":1,"a":2,"a":3}""").Diagnostics.Count);

    [Fact]
    public void One_name_in_two_objects_is_fine() => Assert.Empty(Index("""[{"a":{"a":1}},{"a":1}]""").Diagnostics);

    [Fact]
    public void The_matrix_with_a_duplicate_member_is_not_given()
    {
        var result = MatrixReader.Read(Encoding.UTF8.GetBytes(FullMatrix.Json.Replace("\"status\": \"published\",", "\"status\": \"published\", \"status\": \"draft\",", StringComparison.Ordinal)));
        Assert.Equal("RM0002", Assert.Single(result.Diagnostics).Id);
        Assert.Null(result.Document);
    }

    [Fact]
    public void A_document_larger_than_the_limit_is_not_looked_at()
    {
        var utf8 = FullMatrix.Utf8;
        AssertOne("RM0003", 1, 1, utf8, new Limits { MaxBytes = utf8.Length - 1 });
        Assert.Empty(MatrixReader.Read(utf8, limits: new Limits { MaxBytes = utf8.Length }).Diagnostics);
    }

    [Fact]
    public void Nesting_deeper_than_the_limit_is_one_finding_where_it_passes()
    {
        AssertOne("RM0003", 1, 65, Encoding.UTF8.GetBytes(new string('[', 100_000)));
        AssertIndexOne("RM0003", 2, 3, "[\n[ [] ] ]", new Limits { MaxDepth = 2 });
        Assert.Empty(Index("[\n[ [] ] ]", new Limits { MaxDepth = 3 }).Diagnostics);
        Assert.Empty(Index(new string('[', 64) + new string(']', 64)).Diagnostics);
    }

    [Fact]
    public void A_limit_without_bound_is_no_misuse() => Assert.Empty(Index("[[]]", new Limits { MaxDepth = int.MaxValue, MaxItems = int.MaxValue, MaxBytes = int.MaxValue }).Diagnostics);

    [Fact]
    public void More_values_than_the_limit_are_one_finding_where_it_passes()
    {
        AssertIndexOne("RM0003", 1, 11, "[1, 2, 3, 4, 5]", new Limits { MaxItems = 4 });
        Assert.Empty(Index("[1, 2, 3]", new Limits { MaxItems = 4 }).Diagnostics);
    }

    [Fact]
    public void The_default_limits_are_the_published_ones() =>
        Assert.Equal((67_108_864, 64, 1_000_000, 64), (Limits.Default.MaxBytes, Limits.Default.MaxDepth, Limits.Default.MaxItems, Limits.Default.MaxChainDepth));

    [Fact]
    public void An_extension_deeper_than_a_thousand_levels_is_kept_where_the_limit_allows_it()
    {
        var deep = new string('[', 1_500) + new string(']', 1_500);
        var result = MatrixReader.Read(Encoding.UTF8.GetBytes(FullMatrix.Json.Replace("[ ]", deep, StringComparison.Ordinal)), limits: new Limits { MaxDepth = 2_000 });
        Assert.Empty(result.Diagnostics);
        Assert.Equal($"{{\"b\":1,\"a\":{deep}}}", result.Document!.Extensions["com.example.whole"].Text);
        Assert.Equal(result.Document, MatrixReader.Read(MatrixWriter.Write(result.Document), limits: new Limits { MaxDepth = 2_000 }).Document);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("/b", 2, 8)]
    [InlineData("/b/0", 3, 3)]
    [InlineData("/b/1", 3, 9)]
    [InlineData("/b/1/é", 3, 16)]
    [InlineData("/a~1~0", 1, 10)]
    [InlineData("/b/7", 2, 8)]
    [InlineData("/nothing/there", 1, 1)]
    public void A_pointer_finds_its_value_or_the_nearest_one_above(string pointer, int line, int column)
    {
        var (index, diagnostics) = Index("{ \"a/~\": 1,\r\n  \"b\": [\r\n  \"😀\", { \"é\": 2 } ] }");
        Assert.Empty(diagnostics);
        Assert.Equal(new TextPosition(line, column), index!.Locate(pointer));
    }

    [Fact]
    public void Lines_end_in_LF_CR_or_both()
    {
        var (index, _) = Index("{ \"a\":\n1, \"b\":\r\n2, \"c\":\r3 }");
        Assert.Equal([new(2, 1), new(3, 1), new(4, 1)], new[] { "/a", "/b", "/c" }.Select(pointer => index!.Locate(pointer)));
    }

    [Fact]
    public void Columns_of_a_long_line_count_UTF16_units()
    {
        var filler = string.Concat(Enumerable.Repeat("aé€😀", 1_000));
        for (var shift = 0; shift < 12; shift++)
        {
            var text = $"[\r\n\"{new string('x', shift)}{filler}\", 1, \"{filler}\", 2 ]";
            var (index, _) = Index(text);
            Assert.Equal(new TextPosition(2, text.IndexOf(", 1,", StringComparison.Ordinal)), index!.Locate("/1"));
            Assert.Equal(new TextPosition(2, text.IndexOf(", 2 ]", StringComparison.Ordinal)), index.Locate("/3"));
        }
    }

    [Theory]
    [InlineData("{", "\"a\":1", "}", "RM0002")]
    [InlineData("{\"extensions\":{", "\"#\":1", "}}", "RM0100")]
    [InlineData("{", "\"#\":1", "}", "RM0100")]
    [InlineData("{\"assignments\":[", "1", "]}", "RM0100")]
    public void The_places_of_many_findings_cost_no_more_than_the_document(string before, string entry, string after, string id)
    {
        const int Many = 100_000;
        var text = before + string.Join(',', Enumerable.Range(0, Many).Select(i => entry.Replace("#", $"m{i}", StringComparison.Ordinal))) + after;
        var findings = MatrixReader.Read(Encoding.UTF8.GetBytes(text)).Diagnostics.Where(finding => finding.Id == id).ToArray();
        Assert.InRange(findings.Length, Many - 1, Many + 10);
        Assert.All(findings, finding => Assert.Equal(1, finding.Place!.Line));
    }

    private static (JsonIndex? Index, List<Diagnostic> Diagnostics) Index(string text, Limits? limits = null)
    {
        List<Diagnostic> diagnostics = [];
        return (JsonIndex.Build(Encoding.UTF8.GetBytes(text), "a.json", limits ?? Limits.Default, diagnostics), diagnostics);
    }

    private static void AssertIndexOne(string id, int line, int column, string text, Limits? limits = null)
    {
        var finding = Assert.Single(Index(text, limits).Diagnostics);
        Assert.Equal((id, line, column), (finding.Id, finding.Place!.Line, finding.Place.Column));
    }

    private static void AssertOne(string id, int line, int column, byte[] utf8, Limits? limits = null)
    {
        AssertResult(MatrixReader.Read(utf8, "a.json", limits));
        AssertResult(CatalogReader.Read(utf8, "a.json", limits));
        AssertResult(MappingReader.Read(utf8, "a.json", limits));

        void AssertResult<T>(ReadResult<T> result) where T : class
        {
            var finding = Assert.Single(result.Diagnostics);
            Assert.Equal((id, Severity.Error, "a.json", line, column), (finding.Id, finding.Severity, finding.Place!.File, finding.Place.Line, finding.Place.Column));
            Assert.Null(result.Document);
        }
    }
}
