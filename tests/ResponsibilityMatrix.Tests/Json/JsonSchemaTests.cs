using System.Text;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Tests.Json;

/// <summary>What an evaluation says, and what hostile schemas and documents cost.</summary>
public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{ "properties": { "a": { "type": "integer" } } }""", """{ "a": 1.5 }""", "type", "/a",
        "\"a\" must be a whole number, but is the number 1.5.")]
    [InlineData("""{ "properties": { "a": { "type": ["string", "null"] } } }""", """{ "a": [] }""", "type", "/a",
        "\"a\" must be text or null, but is a list.")]
    [InlineData("""{ "items": { "minimum": 1e2 } }""", "[100, 99]", "minimum", "/1", "Entry 2 must be at least 1e2, but is 99.")]
    [InlineData("""{ "items": { "multipleOf": 0.01 } }""", "[0.29, 1.005]", "multipleOf", "/1",
        "Entry 2 must be a multiple of 0.01, but is 1.005.")]
    [InlineData("""{ "properties": { "e": { "const": "x" } } }""", """{ "e": 1 }""", "const", "/e",
        "\"e\" must be \"x\", but is the number 1.")]
    [InlineData("""{ "properties": { "e": { "enum": ["one", "two", 3] } } }""", """{ "e": "tow" }""", "enum", "/e",
        "\"e\" must be one of one, two, 3, but is \"tow\". Did you mean \"two\"?")]
    [InlineData("""{ "required": ["title"], "properties": { "title": {} }, "additionalProperties": false }""", """{ "titel": 1 }""",
        "additionalProperties", "/titel", "The member \"titel\" is unknown here. Did you mean \"title\", which is required?")]
    [InlineData("""{ "required": ["title"] }""", "{}", "required", "", "The document has no \"title\", which is required.")]
    [InlineData("""{ "properties": { "l": { "uniqueItems": true } } }""", """{ "l": [{"a": 1, "b": 2}, {"b": 2.0, "a": 1}] }""",
        "uniqueItems", "/l", "\"l\" names {\"b\":2.0,\"a\":1} twice.")]
    [InlineData("""{ "propertyNames": { "maxLength": 2 } }""", """{ "abc": 1 }""", "maxLength", "/abc",
        "The name \"abc\" must have at most 2 characters, but is \"abc\".")]
    [InlineData("""{ "dependentRequired": { "a": ["b"] } }""", """{ "a": 1 }""", "dependentRequired", "",
        "The document has \"a\", and so needs \"b\".")]
    [InlineData("""{ "properties": { "a": true }, "unevaluatedProperties": false }""", """{ "a": 1, "b": 2 }""", "unevaluatedProperties",
        "/b", "The member \"b\" is unknown here.")]
    [InlineData("""{ "properties": { "x": { "anyOf": [{ "type": "string" }, { "type": "array" }] } } }""", """{ "x": 1 }""", "anyOf", "/x",
        "\"x\" must be text or a list in square brackets, but is the number 1.")]
    [InlineData("""{ "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] }""", """{ "a": 1, "b": 2 }""", "oneOf", "",
        "The document fits two of the forms that exclude each other, the first and the second.")]
    [InlineData("""{ "not": { "required": ["a"] } }""", """{ "a": 1 }""", "not", "", "The document has a form that is not allowed here.")]
    [InlineData("""{ "properties": { "p": { "pattern": "^a", "patternErrorMessage": "must begin with a" } } }""", """{ "p": "b" }""",
        "pattern", "/p", "\"p\" must begin with a, but is \"b\".")]
    [InlineData("""{ "contains": { "type": "null" }, "minContains": 2 }""", "[null, 1]", "minContains", "",
        "The document must have at least 2 entries of a certain form, but has 1.")]
    public void A_violation_is_a_sentence_with_its_place(string schema, string document, string keyword, string pointer, string message)
    {
        var violation = Assert.Single(Evaluate(schema, document).Violations);
        Assert.Equal((keyword, pointer, message), (violation.Keyword, violation.Place.Pointer, violation.Message));
        Assert.EndsWith("/" + keyword, violation.SchemaLocation, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_alternatives_the_nearest_one_is_told()
    {
        const string schema = """
            { "oneOf": [
                { "required": ["kind", "radius"], "properties": { "kind": { "const": "circle" }, "radius": { "type": "number" } } },
                { "required": ["kind", "width", "height"],
                  "properties": { "kind": { "const": "box" }, "width": { "type": "number" }, "height": { "type": "number" } } } ] }
            """;
        var violation = Assert.Single(Evaluate(schema, """{ "kind": "box", "width": 2, "radius": 1 }""").Violations);
        Assert.Equal("The document has no \"height\", which is required.", violation.Message);
        Assert.Equal("schema:///schema.json#/oneOf/1/required", violation.SchemaLocation);
    }

    [Fact]
    public void A_position_counts_lines_and_utf_16_units()
    {
        var place = Assert.Single(
            Evaluate("""{ "properties": { "b": { "type": "string" } } }""", "{ \"a\": 1,\r\n  \"😀\": 2, \"b\": 3 }").Violations).Place;
        Assert.Equal((2, 17), (place.Line, place.Column));
    }

    [Theory]
    [InlineData("""{ "$ref": "#" }""")]
    [InlineData("""{ "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } }, "$ref": "#/$defs/a" }""")]
    [InlineData("""{ "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/a" }] } }, "anyOf": [{ "$ref": "#/$defs/a" }] }""")]
    public void A_schema_that_leads_back_to_itself_ends_in_a_finding(string schema)
    {
        var verdict = Evaluate(schema, "{}");
        Assert.False(verdict.IsValid);
        Assert.Equal("RM0003", Assert.Single(verdict.Diagnostics).Id);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(200)]
    public void Alternatives_of_alternatives_cost_no_power_of_their_number(int levels)
    {
        var schema = new StringBuilder("{ \"$ref\": \"#/$defs/n0\", \"$defs\": {");
        for (var i = 0; i < levels; i++)
            schema.Append($"\"n{i}\": {{ \"anyOf\": [{{ \"$ref\": \"#/$defs/n{i + 1}\" }}, {{ \"$ref\": \"#/$defs/n{i + 1}\" }}] }},");
        schema.Append($"\"n{levels}\": {{ \"type\": \"string\", \"minLength\": 2 }} }} }}");
        Assert.True(Evaluate(schema.ToString(), "\"ab\"").IsValid);
        Assert.False(Evaluate(schema.ToString(), "\"a\"").IsValid);
        // The same over the levels of the document.
        const string recursive =
            """
            { "$ref": "#/$defs/n", "$defs": { "n": { "anyOf": [
                { "type": "array", "items": { "$ref": "#/$defs/n" }, "minItems": 1, "maxItems": 1 },
                { "type": "array", "items": { "$ref": "#/$defs/n" }, "minItems": 1 },
                { "const": "leaf" }] } } }
            """;
        var depth = Math.Min(levels, 60);
        Assert.True(Evaluate(recursive, new string('[', depth) + "\"leaf\"" + new string(']', depth)).IsValid);
        Assert.False(Evaluate(recursive, new string('[', depth) + "\"other\"" + new string(']', depth)).IsValid);
    }

    [Theory]
    [InlineData("allOf")]
    [InlineData("oneOf")]
    public void Telling_what_is_wrong_costs_no_power_either(string keyword)
    {
        var schema = new StringBuilder("{ \"$ref\": \"#/$defs/n0\", \"$defs\": {");
        for (var i = 0; i < 60; i++)
            schema.Append($"\"n{i}\": {{ \"{keyword}\": [{{ \"$ref\": \"#/$defs/n{i + 1}\" }}, {{ \"$ref\": \"#/$defs/n{i + 1}\" }}] }},");
        schema.Append("\"n60\": { \"type\": \"string\" } } }");
        // Without that, the limit of steps is passed.
        Assert.Equal(["RM0100"], Evaluate(schema.ToString(), "7").Diagnostics.Select(finding => finding.Id));
    }

    [Fact]
    public void Steps_are_limited()
    {
        var schema = JsonSchema.Compile("""{ "items": { "type": "number" } }"""u8.ToArray());
        var verdict = schema.Evaluate("[1, 2, 3, 4, 5, 6]"u8.ToArray(), null, new Limits { MaxSchemaSteps = 4 });
        Assert.Equal(["RM0003"], verdict.Diagnostics.Select(finding => finding.Id));
    }

    [Theory]
    [InlineData("""{ "type": "strng" }""", "\"strng\" is no type.")]
    [InlineData("""{ "$ref": "#/$defs/x" }""", "leads nowhere")]
    [InlineData("""{ "$ref": "https://example.com/other.json" }""", "is not given, and nothing is fetched")]
    [InlineData("""{ "pattern": "(" }""", "is no regular expression")]
    [InlineData("""{ "properties": { "a": 7 } }""", "A schema must be an object, true or false.")]
    [InlineData("""{ "multipleOf": 0 }""", "greater than 0")]
    [InlineData("{", "The { that was opened in line 1, column 1 is never closed")]
    [InlineData("""{ "$schema": "https://json-schema.org/draft/2019-09/schema" }""", "The dialect")]
    public void A_text_that_is_no_schema_is_refused(string schema, string message)
    {
        var exception = Assert.Throws<JsonSchemaException>(() => JsonSchema.Compile(Encoding.UTF8.GetBytes(schema)));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e1000000000", "1e999999999", 1)]
    [InlineData("-0", "0.000", 0)]
    [InlineData("100", "1E2", 0)]
    [InlineData("-1.5", "-1.25", -1)]
    [InlineData("12345678901234567890123", "12345678901234567890124", -1)]
    public void Numbers_compare_exactly(string left, string right, int order)
    {
        var (a, b) = (JsonNumber.Parse(Encoding.ASCII.GetBytes(left)), JsonNumber.Parse(Encoding.ASCII.GetBytes(right)));
        Assert.Equal(order, Math.Sign(a.CompareTo(b)));
        Assert.Equal(order == 0, a.Equals(b));
    }

    [SourcesFact]
    public void The_published_schemas_are_schemas()
    {
        var meta = JsonSchema.Compile(
            """{ "$ref": "https://json-schema.org/draft/2020-12/schema" }"""u8.ToArray(), new() { AssertFormats = true });
        var files = Directory.GetFiles(Path.Combine(Folders.Repository!, "schemas"), "*.schema.json");
        Assert.True(files.Length >= 6);
        Assert.All(files, file => Assert.Equal("", string.Join('\n', meta.Evaluate(File.ReadAllBytes(file), file).Diagnostics)));
        Assert.False(meta.Evaluate("""{ "properties": { "a": { "minLength": -1 } } }"""u8.ToArray()).IsValid);
    }

    [Fact]
    public void One_schema_serves_many_threads()
    {
        var schema = JsonSchema.Compile(
            """{ "items": { "anyOf": [{ "type": "string", "pattern": "^a+$" }, { "$ref": "#" }] }, "type": "array" }"""u8.ToArray());
        var verdicts = new bool[400];
        Parallel.For(0, verdicts.Length,
            i => verdicts[i] = schema.Evaluate(Encoding.UTF8.GetBytes(i % 2 == 0 ? "[\"aaa\", [\"a\"]]" : "[\"aaa\", [\"b\"]]")).IsValid);
        Assert.All(Enumerable.Range(0, verdicts.Length), i => Assert.Equal(i % 2 == 0, verdicts[i]));
    }

    private static JsonSchemaVerdict Evaluate(string schema, string document) =>
        JsonSchema.Compile(Encoding.UTF8.GetBytes(schema)).Evaluate(Encoding.UTF8.GetBytes(document));
}
