using System.Text;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
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
    [InlineData("{\r\n  \"id\": \"a\",\r\n}", 2, 12)]
    [InlineData("{\n  \"ids\": [1, 2,]\n}", 2, 15)]
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
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'{', (byte)'x' }, 1, 2)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, 1, 1)]
    [InlineData(new byte[] { (byte)'{', (byte)'\n', (byte)'"', 0xC3, (byte)'"', (byte)'}' }, 2, 2)]
    [InlineData(new byte[] { (byte)'"', 0xF0, 0x9F, 0x98, 0x80, 0xFF, (byte)'"' }, 1, 4)]
    [InlineData(new byte[] { (byte)'"', 0xED, 0xA0, 0x80, (byte)'"' }, 1, 2)]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' }, 1, 2)]
    [InlineData(new byte[] { (byte)'"', (byte)'a', 0xF0, 0x9F }, 1, 3)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, 1, 1)]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'{' }, 1, 1)]
    public void Bytes_that_are_no_UTF8_are_one_finding_at_the_place_of_the_fault(byte[] utf8, int line, int column) =>
        AssertOne("RM0001", line, column, utf8);

    [Theory]
    [InlineData("", "The file is empty. A JSON document is expected.")]
    [InlineData("{ \"a\": 1 // one\n}", "JSON has no comments. Take this one out.")]
    [InlineData("{ \"a\": 1, # one\n \"b\": 2 }", "JSON has no comments. Take this one out.")]
    [InlineData("{ \"a\": /* one */ 1 }", "JSON has no comments. Take this one out.")]
    [InlineData("{ \"a\": [1, 2, ] }", "A comma stands before the closing ]. Take it out: JSON has no trailing commas.")]
    [InlineData("{ \"a\": 1, }", "A comma stands before the closing }. Take it out: JSON has no trailing commas.")]
    [InlineData("{ \"a\": 1,, \"b\": 2 }", "There is a comma too many.")]
    [InlineData("[ 1,, 2 ]", "There is a comma too many.")]
    [InlineData(
        "{ \u201Ca\u201D: 1 }", "Names and texts stand in straight double quotes (\"), not in curly ones, as word processors make them.")]
    [InlineData("{ \"a\": \u201Eb\u201C }",
        "Names and texts stand in straight double quotes (\"), not in curly ones, as word processors make them.")]
    [InlineData("{ \"a\": \"b\u201D,\n \"c\": 1 }",
        "The text that begins in line 1, column 8 is not closed in its line. It has curly quotes; JSON wants straight ones (\").")]
    [InlineData("{ 'a': 1 }", "Names and texts stand in double quotes (\"), not in single ones.")]
    [InlineData("[ 'a' ]", "Names and texts stand in double quotes (\"), not in single ones.")]
    [InlineData("[ `a` ]", "Names and texts stand in double quotes (\"), not in backticks.")]
    [InlineData(
        "{\n  \"a\": [1, 2", "The [ that was opened in line 2, column 8 is never closed, and 1 bracket around it neither: a ] is missing.")]
    [InlineData("{ \"a\": \"b\"\n", "The { that was opened in line 1, column 1 is never closed: a } is missing.")]
    [InlineData("[ true", "The [ that was opened in line 1, column 1 is never closed: a ] is missing.")]
    [InlineData("{\n  \"a\": {\n    \"b\": 1\n  },\n", "The { that was opened in line 1, column 1 is never closed: a } is missing.")]
    [InlineData("{\n  \"a\": {\n    \"b\": 1,\n  \"c\": 2\n}\n",
        "The { that was opened in line 1, column 1 is never closed. By the indentation, the { in line 2, column 8 lacks its closing " +
        "bracket.")]
    [InlineData(
        "{ \"a\": [ { \"b\": 1 ] }",
        "This ] does not close the { that was opened in line 1, column 10. A } is missing before it, or one of the two is the wrong " +
        "bracket.")]
    [InlineData(
        "{ \"a\": [1, 2 }",
        "This } does not close the [ that was opened in line 1, column 8. A ] is missing before it, or one of the two is the wrong " +
        "bracket.")]
    [InlineData("{ \"a\": 1 } }",
        "This } closes nothing: every bracket before it is closed already. Take it out, or look for one that is closed too early.")]
    [InlineData("{ \"a\": 1 }\n{ \"a\": 2 }", "The document ends before this. A file holds one JSON document and nothing after it.")]
    [InlineData("{ \"a\": 1\n  \"b\": 2 }", "A comma is missing before this member.")]
    [InlineData("[ 1 2 ]", "A comma is missing before this value.")]
    [InlineData("{ \"a\": 1; \"b\": 2 }", "A comma must stand between entries, not a semicolon.")]
    [InlineData("{ \"a\" 1 }", "A colon is missing between the name and its value.")]
    [InlineData("{ \"a\" = 1 }", "A colon is missing between the name and its value.")]
    [InlineData("{ \"a\", \"b\": 1 }", "The name before this has no value. A member is \"name\": value.")]
    [InlineData("{ \"a\": , \"b\": 1 }", "The name before this comma has no value.")]
    [InlineData("{ \"a\": }", "The name before this } has no value.")]
    [InlineData("{ \"a\": \"b\": 1 }", "A colon stands after a value. A member is \"name\": value, and a comma stands between members.")]
    [InlineData("[ \"a\": 1 ]", "A colon stands in a list. Members with names stand in { }, not in [ ].")]
    [InlineData("{ title: 1 }", "The name of a member must stand in double quotes (\").")]
    [InlineData("{ \"a\": draft }", "A text must stand in double quotes (\"). Without them there are only numbers, true, false and null.")]
    [InlineData(
        "{ \"a\": nothing }", "A text must stand in double quotes (\"). Without them there are only numbers, true, false and null.")]
    [InlineData(
        "{ \"a\": \u00e9t\u00e9 }", "A text must stand in double quotes (\"). Without them there are only numbers, true, false and null.")]
    [InlineData("{ \"a\": \"say \"yes\" to it\" }", "The text before this has ended. A quotation mark within a text is written \\\".")]
    [InlineData("{ \"a\": True }", "JSON writes true in small letters.")]
    [InlineData("{ \"a\": None }", "JSON has no None. Leave the member out, or write null.")]
    [InlineData("{ \"a\": NaN }", "JSON has no NaN. Leave the member out, or write null.")]
    [InlineData("{ \"a\": -Infinity }", "JSON has no -Infinity. Leave the member out, or write null.")]
    [InlineData("{ \"a\": 2026-01-01 }", "A date must stand in double quotes (\").")]
    [InlineData(
        "{ \"a\": 1.0.0 }", "This is not a number. A text, such as a version or a number of a section, must stand in double quotes (\").")]
    [InlineData("{ \"a\": 0x1F }", "JSON has no hexadecimal numbers. Write it in decimal digits.")]
    [InlineData("{ \"a\": .5 }", "A number begins with a digit: .5 is written 0.5.")]
    [InlineData("{ \"a\": +5 }", "A number has no plus sign before it.")]
    [InlineData("{ \"a\": 05 }",
        "A number has no zero before it. What is no amount, such as a number of a section, must stand in double quotes (\").")]
    [InlineData(
        "{ \"a\": \"b\n\" }",
        "The text that begins in line 1, column 8 is not closed in its line: a quotation mark (\") is missing. A line break within a " +
        "text is written \\n.")]
    [InlineData("{ \"a\": \"b", "The text that begins in line 1, column 8 is never closed: a quotation mark (\") is missing.")]
    [InlineData("{ \"a\": \"b\tc\" }", "A tab stands in a text. Write it \\t, or as a blank.")]
    [InlineData("{ \"a\": \"b\u0001c\" }", "A control character (U+0001) stands in a text. Take it out.")]
    [InlineData("{ \"a\": \"C:\\Users\" }",
        "A backslash begins an escape such as \\n or \\\", and this is none. A backslash itself is written twice: \\\\.")]
    [InlineData("{ \"a\": \"\\u12\" }", "The escape \\u takes four hexadecimal digits.")]
    [InlineData("{ \"a\":\u00a01 }",
        "A blank or invisible character (U+00A0) stands here, which JSON does not allow. Take it out, or write an ordinary blank.")]
    [InlineData("{\ufeff \"a\": 1 }",
        "A blank or invisible character (U+FEFF) stands here, which JSON does not allow. Take it out, or write an ordinary blank.")]
    [InlineData("{\n<<<<<<< HEAD\n \"a\": 1 }", "This is a mark of a merge conflict. Decide which side counts, and take the marks out.")]
    [InlineData("{\u0000\"\u0000", "The file is UTF-16. Save it as UTF-8.")]
    [InlineData("\n<!doctype HTML>\n<html>", "This is an HTML page and not JSON.")]
    [InlineData("<?xml version=\"1.0\"?>", "This is XML or HTML and not JSON.")]
    [InlineData("```json\n{}\n```", "This is a code block of Markdown with its fence (```) and not JSON.")]
    [InlineData("---\ntitle: a", "This is YAML and not JSON.")]
    [InlineData("title: a", "A text must stand in double quotes (\"). Without them there are only numbers, true, false and null.")]
    [InlineData("PK\u0003\u0004", "This is a ZIP file, such as an Excel workbook (.xlsx) or a Word document (.docx) and not JSON.")]
    public void A_fault_is_told_in_words_for_people(string text, string message)
    {
        var finding = Assert.Single(Index(text).Diagnostics);
        Assert.Equal(message, finding.Message);
        Assert.Equal("RM0001", finding.Id);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 20, 0, 0xFF }, "This is a ZIP file")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "This is a compressed file (gzip)")]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }, "This is an old Office file")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, "The file is UTF-16. Save it as UTF-8.")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'{' }, "The file is UTF-16. Save it as UTF-8.")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0, (byte)'{', 0, 0, 0 }, "The file is UTF-32. Save it as UTF-8.")]
    [InlineData(new byte[] { (byte)'"', 0xFC, (byte)'"' },
        "The byte 0xFC (in Windows-1252 it is ü) is not valid UTF-8 here. Save the file as UTF-8.")]
    [InlineData(new byte[] { (byte)'"', 0x80, (byte)'"' }, "The byte 0x80 is not valid UTF-8 here. Save the file as UTF-8.")]
    public void A_file_of_another_kind_or_encoding_is_called_what_it_is(byte[] utf8, string message) =>
        Assert.StartsWith(message, Assert.Single(DocumentReader.Load<Matrix>(utf8).Diagnostics).Message, StringComparison.Ordinal);

    [Fact]
    public void A_bracket_that_is_never_closed_has_the_place_where_it_was_opened()
    {
        var finding = Assert.Single(Index("{\n  \"a\": [\n").Diagnostics);
        Assert.Equal((2, 8), (Assert.Single(finding.Related).Place.Line!.Value, finding.Related.Single().Place.Column!.Value));
    }

    [Fact]
    public void No_message_about_a_fault_repeats_a_value()
    {
        var json = FullMatrix.Json.Replace("\"internalNote\": \"", "\"internalNote\": Hush\"", StringComparison.Ordinal);
        Assert.NotEqual(FullMatrix.Json, json);
        Assert.DoesNotContain("Hush", Assert.Single(Index(json).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over_and_is_no_column()
    {
        var utf8 = (byte[])[0xEF, 0xBB, 0xBF, .. FullMatrix.Utf8];
        var read = DocumentReader.Load<Matrix>(utf8);
        Assert.Empty(read.Diagnostics);
        Assert.Equal(DocumentReader.Load<Matrix>(FullMatrix.Utf8).Document, read.Document);
        Assert.Equal(CanonicalJson.Digest(FullMatrix.Utf8), CanonicalJson.Digest(utf8));
        Assert.Equal((1, 1), (read.PlaceOf("").Line!.Value, read.PlaceOf("").Column!.Value));
        AssertOne("RM0001", 1, 3, [0xEF, 0xBB, 0xBF, .. "[ x"u8]);
        AssertOne("RM0001", 2, 1, [0xEF, 0xBB, 0xBF, .. "[\nx"u8]);
    }

    [Fact]
    public void Every_beginning_of_a_document_ends_in_one_finding()
    {
        var utf8 = FullMatrix.Utf8;
        for (var length = 0; length < utf8.Length; length++)
        {
            var diagnostics = DocumentReader.Load<Matrix>(utf8.AsMemory(0, length)).Diagnostics;
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
            foreach (var diagnostic in DocumentReader.Load<Matrix>(utf8, new() { File = "a" }).Diagnostics)
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
    public void A_member_that_occurs_twice_is_one_finding(string text, int line, int column) =>
        AssertIndexOne("RM0002", line, column, text);

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
        var result = DocumentReader.Load<Matrix>(
            Encoding.UTF8.GetBytes(
            FullMatrix.Json.Replace("\"status\": \"published\",", "\"status\": \"published\", \"status\": \"draft\",",
            StringComparison.Ordinal)));
        Assert.Equal("RM0002", Assert.Single(result.Diagnostics).Id);
        Assert.Null(result.Document);
    }

    [Fact]
    public void A_document_larger_than_the_limit_is_not_looked_at()
    {
        var utf8 = FullMatrix.Utf8;
        AssertOne("RM0003", 1, 1, utf8, new Limits { MaxBytes = utf8.Length - 1 });
        Assert.Empty(DocumentReader.Load<Matrix>(utf8, new() { Limits = new Limits { MaxBytes = utf8.Length } }).Diagnostics);
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
    public void A_limit_without_bound_is_no_misuse() =>
        Assert.Empty(Index("[[]]", new Limits { MaxDepth = int.MaxValue, MaxItems = int.MaxValue, MaxBytes = int.MaxValue }).Diagnostics);

    [Fact]
    public void More_values_than_the_limit_are_one_finding_where_it_passes()
    {
        AssertIndexOne("RM0003", 1, 11, "[1, 2, 3, 4, 5]", new Limits { MaxItems = 4 });
        Assert.Empty(Index("[1, 2, 3]", new Limits { MaxItems = 4 }).Diagnostics);
    }

    [Fact]
    public void The_default_limits_are_the_published_ones() =>
        Assert.Equal((67_108_864, 64, 10_000_000, 10_000, 64),
            (Limits.Default.MaxBytes, Limits.Default.MaxDepth, Limits.Default.MaxItems, Limits.Default.MaxFindings,
            Limits.Default.MaxChainDepth));

    [Fact]
    public void An_extension_deeper_than_a_thousand_levels_is_kept_where_the_limit_allows_it()
    {
        var deep = new string('[', 1_500) + new string(']', 1_500);
        var result = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(FullMatrix.Json.Replace("[ ]", deep, StringComparison.Ordinal)),
            new() { Limits = new Limits { MaxDepth = 2_000 } });
        Assert.Empty(result.Diagnostics);
        Assert.Equal($"{{\"b\":1,\"a\":{deep}}}", result.Document!.Extensions["com.example.whole"].Text);
        Assert.Equal(
            result.Document, DocumentReader.Load<Matrix>(
                MatrixJson.ToUtf8Bytes(result.Document), new() { Limits = new Limits { MaxDepth = 2_000 } }).Document);
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
        var text = before + string.Join(',', Enumerable.Range(0, Many).Select(i => entry.Replace("#", $"m{i}", StringComparison.Ordinal))) +
            after;
        var findings = DocumentReader.Load<Matrix>(
            Encoding.UTF8.GetBytes(text), new() { Limits = new Limits { MaxFindings = int.MaxValue } }).Diagnostics.Where(
            finding => finding.Id == id).ToArray();
        Assert.InRange(findings.Length, Many - 1, Many + 10);
        Assert.All(findings, finding => Assert.Equal(1, finding.Place!.Line));
    }

    private static (JsonIndex? Index, FindingList Diagnostics) Index(string text, Limits? limits = null)
    {
        var diagnostics = new FindingList(limits ?? Limits.Default);
        return (JsonIndex.Build(Encoding.UTF8.GetBytes(text), "a.json", limits ?? Limits.Default, diagnostics), diagnostics);
    }

    private static void AssertIndexOne(string id, int line, int column, string text, Limits? limits = null)
    {
        var finding = Assert.Single(Index(text, limits).Diagnostics);
        Assert.Equal((id, line, column), (finding.Id, finding.Place!.Line, finding.Place.Column));
    }

    private static void AssertOne(string id, int line, int column, byte[] utf8, Limits? limits = null)
    {
        var options = new ReaderOptions { File = "a.json", Limits = limits ?? Limits.Default };
        AssertResult(DocumentReader.Load<Matrix>(utf8, options));
        AssertResult(DocumentReader.Load<Catalog>(utf8, options));
        AssertResult(DocumentReader.Load<CatalogMapping>(utf8, options));

        void AssertResult<T>(ReadResult<T> result) where T : class
        {
            var finding = Assert.Single(result.Diagnostics);
            Assert.Equal((id, Severity.Error, "a.json", line, column),
                (finding.Id, finding.Severity, finding.Place!.File, finding.Place.Line, finding.Place.Column));
            Assert.Null(result.Document);
        }
    }
}
