using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class DocumentJsonTests
{
    private static Matrix Full => DocumentReader.Load<Matrix>(FullMatrix.Utf8).Document!;

    private static Matrix Small { get; } = new()
    {
        Id = "urn:a",
        Version = "0.1.0",
        Title = "A",
        Service = new() { Id = "s", Name = "S", Provider = "a", Customer = "b", Models = ["saas"] },
        Parties = [new() { Id = "a", Name = "A" }, new() { Id = "b", Name = "B" }],
    };

    [Fact]
    public void Reading_what_was_written_gives_an_equal_matrix()
    {
        var written = DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(Full));
        Assert.Empty(written.Diagnostics);
        Assert.Equal(Full, written.Document);
        Assert.Equal(MatrixJson.ToUtf8Bytes(Full), MatrixJson.ToUtf8Bytes(written.Document!));
    }

    [Fact]
    public void Writing_a_document_that_states_no_default_keeps_its_canonical_form() =>
        Assert.Equal(Encoding.UTF8.GetString(CanonicalJson.Canonicalize(FullMatrix.Utf8)),
            Encoding.UTF8.GetString(CanonicalJson.Canonicalize(MatrixJson.ToUtf8Bytes(Full))));

    [Fact]
    public void Members_are_written_in_the_order_of_the_format() =>
        Assert.Equal(Names(JsonDocument.Parse(FullMatrix.Json).RootElement),
            Names(JsonDocument.Parse(MatrixJson.ToUtf8Bytes(Full)).RootElement));

    [Fact]
    public void The_document_that_the_tests_use_states_every_member_of_the_model()
    {
        var stated = new Dictionary<PropertyInfo, bool>();
        Visit(Full);
        string[] catalogOnly = ["Aliases", "LayersReason", "IsWithdrawn", "ReplacedBy", "Guidance"];
        var silent = stated.Where(entry => !entry.Value
            && !(entry.Key.DeclaringType == typeof(Control) && catalogOnly.Contains(entry.Key.Name))).Select(entry => entry.Key);
        Assert.Equal(["SchemaVersion", "Unrecognized"], silent.Select(property => property.Name).Order(StringComparer.Ordinal));

        void Visit(object value)
        {
            if (value is string or Enum) return;
            if (value is Condition condition)
            {
                Visit(condition.Parameters);
                return;
            }
            if (value is IEnumerable items)
            {
                foreach (var item in items) Visit(item);
                return;
            }
            if (value.GetType().IsGenericType && value.GetType().GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
                Visit(value.GetType().GetProperty("Value")!.GetValue(value)!);
            if (value.GetType().Namespace != typeof(Matrix).Namespace || value is SemanticVersion or Selector) return;
            foreach (var property in value.GetType().GetProperties().Where(property => property.SetMethod is not null))
            {
                var content = property.GetValue(value);
                var isStated = content is not (
                    null or "1.0" or "en" or DefaultsPolicy.None or Condition { IsAlways: true } or Duty.DefaultInvolvement)
                    && (content is not IEnumerable list || list.GetEnumerator().MoveNext());
                stated[property] = stated.GetValueOrDefault(property) | isStated;
                if (content is not null) Visit(content);
            }
        }
    }

    [Fact]
    public void Defaults_are_left_out() => Assert.Equal(
        JsonNode.Parse("""
            {
              "schemaVersion": "1.0", "id": "urn:a", "version": "0.1.0", "title": "A",
              "service": { "id": "s", "name": "S", "provider": "a", "customer": "b", "models": ["saas"] },
              "parties": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }],
              "assignments": [{ "controls": ["AC-2"], "duties": [{ "party": "provider" }] }]
            }
            """)!.ToJsonString(),
        JsonSerializer.Serialize(
            Small with { Assignments = [new() { Controls = ["AC-2"], Duties = [new() { Party = "provider" }] }] },
            JsonSerializerOptions.Web));

    [Fact]
    public void An_indented_document_has_two_blanks_a_level_and_ends_in_a_line_feed() => Assert.Equal(
        "{\n  \"schemaVersion\": \"1.0\",\n  \"id\": \"urn:a\",\n  \"version\": \"0.1.0\",\n  \"title\": \"A\",\n  \"service\": {\n    " +
            "\"id\": \"s\",\n    \"name\": \"S\",\n    \"provider\": \"a\",\n"
        + "    \"customer\": \"b\",\n    \"models\": [\n      \"saas\"\n    ]\n  },\n  \"parties\": [\n    {\n      \"id\": \"a\",\n     " +
            " \"name\": \"A\"\n    },\n    {\n      \"id\": \"b\",\n      \"name\": \"B\"\n    }\n  ],\n"
        + "  \"assignments\": []\n}\n",
        Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(Small)));

    [Fact]
    public void Texts_are_written_readably()
    {
        var text = Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(Small with { Title = "Größe <b> & 'c' + „d“" }));
        Assert.Contains("\"Größe <b> & 'c' + „d“\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("99.950")]
    [InlineData("-0.0000001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("0.1000000000000000000000000001")]
    public void Decimal_values_are_written_as_they_are(string value)
    {
        var matrix = Full;
        var commitment = matrix.Commitments[0];
        matrix = matrix with
        {
            Commitments =
            [commitment with { Target = commitment.Target with { Value = decimal.Parse(value, CultureInfo.InvariantCulture) } }]
        };
        Assert.Contains($"\"value\": {value},", Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(matrix)),
            StringComparison.Ordinal);
        Assert.Equal(matrix, DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix)).Document);
    }

    [Theory]
    [InlineData("/novel", "1")]
    [InlineData("/a~1b", "1")]
    [InlineData("/a~0b", "1")]
    [InlineData("/service/novel", "\"x\"")]
    [InlineData("/service/nothing", "null")]
    [InlineData("/parties/1/novel", "[{ \"deep\": [1.50, \"é\\u0001\"] }]")]
    [InlineData("/parties/0/contacts/0/phone", "\"1\"")]
    [InlineData("/upstream/0/context/novel", "{}")]
    [InlineData("/assignments/0/duties/1/novel", "true")]
    [InlineData("/assignments/0/source/novel", "{ \"a\": {} }")]
    [InlineData("/commitments/0/target/novel", "2")]
    [InlineData("/evidence/0/period/novel", "2")]
    [InlineData("/translations/de/d1/novel", "\"a\"")]
    public void A_member_of_a_later_version_is_warned_of_kept_and_written_back(string pointer, string json)
    {
        var text = FullMatrix.With(pointer, json)
            .Replace("\"schemaVersion\":\"1.0\"", "\"schemaVersion\":\"1.1\"", StringComparison.Ordinal);
        var result = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(text));
        Assert.Equal(["RM0004", "RM0005"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal([pointer], result.Document!.Unrecognized.Keys);
        var written = DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(result.Document));
        Assert.Equal(["RM0004", "RM0005"], written.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal(result.Document, written.Document);
        Assert.Equal(CanonicalJson.Digest(Encoding.UTF8.GetBytes(text)), CanonicalJson.Digest(MatrixJson.ToUtf8Bytes(result.Document)));
    }

    [Fact]
    public void A_context_that_held_a_member_of_a_later_version_alone_is_written_back()
    {
        var text = FullMatrix.With("/upstream/0/context", "{ \"novel\": 1 }")
            .Replace("\"schemaVersion\":\"1.0\"", "\"schemaVersion\":\"1.1\"", StringComparison.Ordinal);
        var matrix = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(text)).Document!;
        Assert.Equal(matrix, DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix)).Document);
    }

    [Fact]
    public void A_member_of_a_later_version_whose_object_is_gone_is_left_out()
    {
        var matrix = Full with
        {
            SchemaVersion = "1.1",
            Evidence = [],
            Unrecognized = new([new("/evidence/0/novel", new("1")), new("/title/novel", new("1")), new("/parties/9/novel", new("1"))])
        };
        Assert.Equal(matrix with { Unrecognized = default }, DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix)).Document);
    }

    [Fact]
    public void Without_a_document_or_with_an_extension_that_is_no_JSON_nothing_is_written()
    {
        Assert.Throws<ArgumentNullException>(() => MatrixJson.ToUtf8Bytes<Matrix>(null!));
        Assert.ThrowsAny<JsonException>(() => MatrixJson.ToUtf8Bytes(Small with { Extensions = new([new("a.b", new("{"))]) }));
        Assert.ThrowsAny<JsonException>(() => MatrixJson.ToUtf8Bytes(Small with { Extensions = new([new("a.b", new("1 2"))]) }));
    }

    [Fact]
    public void A_value_without_a_word_and_an_entry_that_is_null_are_found_where_they_stand()
    {
        var matrix = Small with
        {
            Status = (DocumentStatus)7,
            Parties = [.. Small.Parties, null!, new() { Id = "c", Name = "C", Side = (Sides)9, Aliases = [null!] }],
            Assignments =
                [
                new()
                { Controls = ["*"], Split = (Sides)8,
                Duties =
                [
                new() { Party = "a", Involvement = Involvement.Consulted | (Involvement)16,
                Implementation = [(ImplementationStatus)9] }] }],
            Extensions = new([new("a.b", null!)]),
        };
        var read = DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix));
        Assert.All(read.Diagnostics, finding => Assert.Equal("RM0100", finding.Id));
        Assert.Equal(
            ["/parties/2", "/parties/3/side", "/parties/3/aliases/0", "/status", "/assignments/0/split",
                "/assignments/0/duties/0/involvement/1", "/assignments/0/duties/0/implementation/0"],
            read.Diagnostics.Select(finding => finding.Place!.Pointer));
    }

    [Fact]
    public void What_only_a_control_of_a_catalog_can_have_is_refused_in_a_row_and_not_dropped()
    {
        var row = new Control
        {
            Id = "x",
            Title = "X",
            Aliases = ["old-x"],
            Layers = [Layer.Data],
            LayersReason = "Kept there.",
            Guidance = new() { Customer = "Do it." }
        };
        var matrix = Small with { Controls = [row] };
        var findings = DocumentValidator.Validate(matrix, Make.Today).Where(finding => finding.Id == "RM0100");
        Assert.Equal(["/controls/0/aliases", "/controls/0/guidance", "/controls/0/layersReason"],
            findings.Select(finding => finding.Place!.Pointer).Order(StringComparer.Ordinal));
        Assert.True(DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix)).HasErrors);
    }

    [Theory]
    [InlineData("{ \"a\": [ 1.50, \"\\u0041\" ] }", "{\"a\":[1.50,\"A\"]}")]
    [InlineData("\t7 ", "7")]
    [InlineData("{\"a\":1e400}", "{\"a\":1e400}")]
    public void Extensions_are_equal_to_what_is_read_however_they_were_spaced(string text, string kept)
    {
        var matrix = Small with { Extensions = new([new("org.example.a", new(text))]) };
        Assert.Equal(kept, matrix.Extensions["org.example.a"].Text);
        Assert.Equal(new JsonText(kept), new JsonText(text));
        Assert.Equal(matrix, DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix)).Document);
    }

    [Fact]
    public void An_extension_that_is_no_JSON_is_a_finding_whatever_is_asked_of_the_matrix()
    {
        foreach (var text in new[] { "1 2", "{ \"a\" : ", "\"\ud800\"", "\"\\ud800\"" })
        {
            var matrix = Small with { Extensions = new([new("org.example.a", new(text))]) };
            Assert.Equal(text, matrix.Extensions["org.example.a"].Text);
            Assert.Equal("RM0001", Assert.Single(DocumentValidator.Validate(matrix, Make.Today)).Id);
            Assert.Null(new MatrixDocument(matrix).Digest);
            Assert.Equal("RM0001", Assert.Single(Publication.Of(new MatrixDocument(matrix)).Diagnostics).Id);
        }
    }

    [Fact]
    public void Half_of_a_character_is_a_finding_and_no_other_character()
    {
        foreach (var matrix in new[] { Small with { Title = "a\ud83d" }, Small with { Translations = new([new("d\udc00", default)]) } })
        {
            Assert.Contains("half of a character", Assert.Single(DocumentValidator.Validate(matrix, Make.Today)).Message,
                StringComparison.Ordinal);
            Assert.Throws<JsonException>(() => MatrixJson.ToUtf8Bytes(matrix));
        }
        var whole = Small with { Title = "\ud83d\ude00" };
        Assert.Equal(whole, DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(whole)).Document);
    }

    [Fact]
    public void A_split_of_no_side_is_refused_and_not_dropped()
    {
        var matrix = Small with
        {
            Assignments = [new() { Controls = ["*"], Provider = "x", Split = Sides.None }],
            Parties = [.. Small.Parties, new() { Id = "c", Name = "C", Side = Sides.None }]
        };
        Assert.Equal(["/parties/2/side", "/assignments/0/split"],
            DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(matrix)).Diagnostics.Select(finding => finding.Place!.Pointer));
    }

    [Fact]
    public void Text_that_is_no_version_or_selector_is_found_where_it_stands_in_a_matrix()
    {
        var matrix = Small with { Version = "1.0", Assignments = [new() { Controls = ["AC-2", "()"], Provider = "Does it." }] };
        Assert.Equal(["RM0100 /version", "RM0100 /assignments/0/controls/1"],
            DocumentValidator.Validate(matrix, Make.Today).Where(finding => finding.Id == "RM0100")
                .Select(finding => $"{finding.Id} {finding.Place!.Pointer}"));
    }

    private static string Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', element.EnumerateObject().Select(member => member.Name + Names(member.Value)))}}}",
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Names))}]",
        _ => "",
    };
}
