using System.Text;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Writing;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>SARIF, as code scanning reads it.</summary>
public sealed class SarifWriterTests
{
    private static readonly Diagnostic Finding =
        Diagnostic.Of(ResolutionDescriptors.Conflict, "Twice: /assignments/3.",
        new Place("/assignments/3", "a.json", 7, 5)) with
        { Catalog = "local", Control = "a.1" };

    [Fact]
    public void A_log_names_its_version_its_tool_and_every_file()
    {
        var log = JsonNode.Parse(Write(Of("a.json", Finding), Of("b.json"), Of("./b.json")))!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        var run = Assert.Single(log["runs"]!.AsArray())!;
        var driver = run["tool"]!["driver"]!;
        Assert.Equal(("rmatrix", "1.2.3"), ((string?)driver["name"], (string?)driver["semanticVersion"]));
        Assert.True((bool)run["invocations"]![0]!["executionSuccessful"]!);
        Assert.Equal("utf16CodeUnits", (string?)run["columnKind"]);
        Assert.Equal(["a.json", "b.json"], run["artifacts"]!.AsArray().Select(artifact => (string?)artifact!["location"]!["uri"]));
        Assert.Single(run["results"]!.AsArray());
    }

    [Fact]
    public void A_log_without_findings_has_an_empty_list_of_results_which_closes_alerts() =>
        Assert.Empty(Run("a.json")["results"]!.AsArray());

    [Fact]
    public void A_result_points_to_its_rule_and_its_place()
    {
        var run = Run("a.json", Finding);
        var result = run["results"]![0]!;
        Assert.Equal("RM2001", (string?)result["ruleId"]);
        Assert.Equal("RM2001", (string?)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]);
        Assert.Equal("error", (string?)result["level"]);
        var location = result["locations"]![0]!;
        var region = location["physicalLocation"]!["region"]!;
        Assert.Equal((7, 5), ((int)region["startLine"]!, (int)region["startColumn"]!));
        Assert.Equal(["/assignments/3", "local:a.1"], location["logicalLocations"]!.AsArray()
            .Select(logical => (string?)logical!["fullyQualifiedName"]));
    }

    [Fact]
    public void Every_rule_that_ships_is_there_by_id_with_what_code_scanning_shows()
    {
        var rules = JsonNode.Parse(SarifWriter.Write("rmatrix", "1.2.3", Rules.All.Reverse(), []))!["runs"]![0]!["tool"]![
            "driver"]!["rules"]!.AsArray();
        Assert.Equal(Rules.All.Select(rule => rule.Id), rules.Select(rule => (string)rule!["id"]!));
        Assert.All(rules, rule =>
        {
            Assert.Matches("^[A-Z][A-Za-z0-9]{0,254}$", (string)rule!["name"]!);
            Assert.InRange(((string)rule["shortDescription"]!["text"]!).Length, 1, 1024);
            Assert.InRange(((string)rule["fullDescription"]!["text"]!).Length, 1, 1024);
            Assert.Contains("What to do: ", (string)rule["help"]!["text"]!, StringComparison.Ordinal);
            Assert.Contains("**What to do**: ", (string)rule["help"]!["markdown"]!, StringComparison.Ordinal);
            Assert.Contains((string)rule["properties"]!["problem.severity"]!, new[] { "error", "warning", "recommendation" });
        });
        var unsupported = rules.First(rule => (string?)rule!["id"] == "RM0004")!;
        Assert.Equal("UnsupportedSchemaVersion", (string?)unsupported["name"]);
        Assert.Equal("error", (string?)unsupported["defaultConfiguration"]!["level"]);
    }

    [Fact]
    public void A_rule_that_the_tool_does_not_list_is_added_where_its_id_belongs()
    {
        var own = new DiagnosticDescriptor
        { Id = "AB0001", Title = "The host's own rule", DefaultSeverity = Severity.Warning, Why = "W.", HowToFix = "F." };
        var run = Run("a.json", Finding, Diagnostic.Of(own, "No."));
        Assert.Equal("TheHostsOwnRule", (string?)run["tool"]!["driver"]!["rules"]![0]!["name"]);
        Assert.All(run["results"]!.AsArray(), result =>
            Assert.Equal((string?)result!["ruleId"], (string?)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]));
    }

    [Theory]
    [InlineData(Severity.Note, "note")]
    [InlineData(Severity.Warning, "warning")]
    [InlineData(Severity.Error, "error")]
    public void A_changed_severity_is_the_level(Severity severity, string level) =>
        Assert.Equal(level, (string?)Result(Finding with { Severity = severity })["level"]);

    [Fact]
    public void An_accepted_finding_is_suppressed_with_its_reason_and_another_one_is_known_not_to_be()
    {
        var results = Run("a.json", Finding with { AcceptedReason = "The annex says it." }, Finding)["results"]!;
        var suppression = Assert.Single(results[0]!["suppressions"]!.AsArray())!;
        Assert.Equal(("inSource", "accepted", "The annex says it."),
            ((string?)suppression["kind"], (string?)suppression["status"], (string?)suppression["justification"]));
        Assert.Empty(results[1]!["suppressions"]!.AsArray());
    }

    [Theory]
    [InlineData("docs/a b.json", "docs/a%20b.json")]
    [InlineData("größe#1?.json", "gr%C3%B6%C3%9Fe%231%3F.json")]
    [InlineData("100%25.json", "100%2525.json")]
    [InlineData("./docs//x/../a.json", "docs/a.json")]
    [InlineData("../../a.json", "../../a.json")]
    [InlineData(@"docs\sub\a.json", "docs/sub/a.json")]
    [InlineData("a:b.json", "a%3Ab.json")]
    [InlineData("iso-27017@2015.catalog.json", "iso-27017@2015.catalog.json")]
    [InlineData("(standard input)", "(standard%20input)")]
    [InlineData("a\u0001\u001b[31m\u202e.json", "a%01%1B%5B31m%E2%80%AE.json")]
    [InlineData("/srv/../ä/a.json", "file:///%C3%A4/a.json")]
    [InlineData(@"C:\data dir\a.json", "file:///C:/data%20dir/a.json")]
    [InlineData(@"\\server\share\a.json", "file://server/share/a.json")]
    public void A_file_is_named_by_a_uri(string file, string uri)
    {
        var run = Run(file, Finding with { Place = new Place("", file) });
        Assert.Equal(uri, (string?)run["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
        Assert.Equal(uri, (string?)run["artifacts"]![0]!["location"]!["uri"]);
        Assert.True(Uri.TryCreate(uri, UriKind.RelativeOrAbsolute, out var parsed)
            && parsed.IsAbsoluteUri == uri.StartsWith("file:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_needs_a_name() => Assert.Throws<ArgumentException>(() => Run(""));

    [Fact]
    public void A_finding_without_a_place_is_one_of_its_file()
    {
        var location = Result(Finding with { Place = null, Control = null })["locations"]![0]!;
        Assert.Equal("a.json", (string?)location["physicalLocation"]!["artifactLocation"]!["uri"]);
        Assert.Null(location["physicalLocation"]!["region"]);
        Assert.Null(location["logicalLocations"]);
    }

    [Fact]
    public void A_place_without_text_has_its_pointer_and_no_region()
    {
        var location = Result(Finding with { Place = new Place("/a~1b/0") })["locations"]![0]!;
        Assert.Equal("a.json", (string?)location["physicalLocation"]!["artifactLocation"]!["uri"]);
        Assert.Null(location["physicalLocation"]!["region"]);
        Assert.Equal("/a~1b/0", (string?)location["logicalLocations"]![0]!["fullyQualifiedName"]);
    }

    [Fact]
    public void The_message_links_to_the_other_places()
    {
        var result = Result(Finding with
        {
            Related = [
                new() { Message = "[/a/1] speaks of it too", Place = new Place("/a/1", "a.json", 9, 5) },
                new() { Message = "and the base", Place = new Place("", "base.json") }],
        });
        Assert.Equal(@"Twice: /assignments/3. See [\[/a/1\] speaks of it too](1), [and the base](2).", Text(result));
        var related = result["relatedLocations"]!.AsArray();
        Assert.Equal([1, 2], related.Select(place => (int)place!["id"]!));
        Assert.Equal(["a.json", "base.json"], related.Select(place => (string?)place!["physicalLocation"]!["artifactLocation"]!["uri"]));
        Assert.Equal(9, (int)related[0]!["physicalLocation"]!["region"]!["startLine"]!);
        Assert.Equal("[/a/1] speaks of it too", (string?)related[0]!["message"]!["text"]);
    }

    [Fact]
    public void Many_other_places_are_all_there_and_the_message_links_to_some()
    {
        var result =
            Result(
            Finding with
            {
                Related = Enumerable.Range(0, 64)
            .Select(at => new RelatedPlace { Message = $"m{at}", Place = new Place($"/a/{at}", "a.json") }).ToValueList()
            });
        Assert.Equal(64, result["relatedLocations"]!.AsArray().Count);
        Assert.EndsWith("[m5](6).", Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_in_a_schema_is_told_in_the_message_because_code_scanning_refuses_other_schemes()
    {
        var result =
            Result(
            Finding with
            {
                Message = "No date.",
                Related =
            [
            new() { Message = "the schema's \"format\"",
            Place = new Place("/$defs/date/format", "urn:responsibility-matrix:schema:matrix:1.0") }]
            });
        Assert.Equal("No date. See the schema's \"format\" (urn:responsibility-matrix:schema:matrix:1.0#/$defs/date/format).",
            Text(result));
        Assert.Null(result["relatedLocations"]);
    }

    [Theory]
    [InlineData("The member \"{0}\" is unknown.", "The member \"{{0}}\" is unknown.")]
    [InlineData("Is \"[a](https://a.example)\".", "Is \"[a] (https://a.example)\".")]
    [InlineData("Is \"\u0000\u001b[2J\u009b\".", "Is \"\u0000\u001b[2J\u009b\".")]
    public void What_a_document_holds_is_neither_argument_nor_link_nor_raw(string message, string text)
    {
        var utf8 = Write(Of("a.json", Finding with { Message = message }));
        Assert.Equal(text, Text(JsonNode.Parse(utf8)!["runs"]![0]!["results"]![0]!));
        Assert.DoesNotContain(Encoding.UTF8.GetString(utf8), c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public void A_fingerprint_stays_when_lines_and_positions_move()
    {
        var moved = Finding with
        { Message = "Twice: /assignments/14.", Place = new Place("/assignments/14", "a.json", 70, 5) };
        Assert.Equal(Fingerprints(Finding), Fingerprints(moved));
    }

    [Fact]
    public void Fingerprints_tell_findings_apart_also_on_one_line()
    {
        Diagnostic[] findings = [Finding, Finding, Finding with { Control = "a.2" }, Finding with { Catalog = "iso-27017@2015" },
            Finding with { Message = "Thrice." }, Finding with { Descriptor = ResolutionDescriptors.Duplicate }];
        Assert.Equal(findings.Length, Fingerprints(findings).Distinct().Count());
        Assert.NotEqual(Fingerprints(Finding), [.. Run("b.json", Finding)["results"]!.AsArray().Select(Fingerprint)]);
    }

    [Fact]
    public void A_file_that_is_no_json_is_a_result()
    {
        var read = DocumentReader.Load<Matrix>("{ \"a\": "u8.ToArray(), new() { File = "a.json" });
        var result = Result([.. read.Diagnostics]);
        Assert.Equal("RM0001", (string?)result["ruleId"]);
        Assert.Equal(1, (int)result["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]!);
    }

    private static byte[] Write(params (string File, IEnumerable<Diagnostic> Findings)[] files) =>
        SarifWriter.Write("rmatrix", "1.2.3", Rules.All, files);

    private static (string File, IEnumerable<Diagnostic> Findings) Of(string file, params Diagnostic[] findings) => (file, findings);

    private static JsonNode Run(string file, params Diagnostic[] findings) =>
        JsonNode.Parse(Write(Of(file, findings)))!["runs"]![0]!;

    private static JsonNode Result(params Diagnostic[] findings) => Run("a.json", findings)["results"]![0]!;

    private static string? Text(JsonNode result) => (string?)result["message"]!["text"];

    private static string?[] Fingerprints(params Diagnostic[] findings) =>
        [.. Run("a.json", findings)["results"]!.AsArray().Select(Fingerprint)];

    private static string? Fingerprint(JsonNode? result) => (string?)result!["partialFingerprints"]!["primaryLocationLineHash"];
}
