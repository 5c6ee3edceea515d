using System.Text;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public sealed class MatrixReadingTests
{
    [Theory]
    // Types.
    [InlineData("/title", "7", "/title", "must be text, but is the number 7")]
    [InlineData("/title", "null", "/title", "but is null")]
    [InlineData("/title", "true", "/title", "but is true")]
    [InlineData("/service", "\"desk\"", "/service", "must be an object, but is the text \"desk\"")]
    [InlineData("/service", "[]", "/service", "must be an object, but is a list")]
    [InlineData("/parties", "{}", "/parties", "must be a list")]
    [InlineData("/parties/1", "\"globex\"", "/parties/1", "Entry 2 of \"parties\" must be an object")]
    [InlineData("/assignments", "null", "/assignments", "must be a list")]
    [InlineData("/assignments/1", "[]", "/assignments/1", "Entry 2 of \"assignments\" must be an object")]
    [InlineData("/assignments/0/duties/1", "3", "/assignments/0/duties/1", "must be an object")]
    [InlineData("/assignments/0/when", "[\"premium\"]", "/assignments/0/when", "must be an object")]
    [InlineData("/assignments/0/when/plan", "\"premium\"", "/assignments/0/when/plan", "must be a list")]
    [InlineData("/commitments/0/target/value", "\"99.9\"", "/commitments/0/target/value", "must be a number")]
    [InlineData("/commitments/0/target/value", "1e99", "/commitments/0/target/value",
        "must be at most 79228162514264337593543950335, but is 1e99")]
    [InlineData("/schemaVersion", "1.0", "/schemaVersion", "must be \"1.0\", but is the number 1.0")]
    [InlineData("/extensions", "[]", "/extensions", "must be an object")]
    [InlineData("/translations/de/d1", "\"Text\"", "/translations/de/d1", "must be an object")]
    // Unknown members, with what may have been meant.
    [InlineData("/titel", "\"a\"", "/titel", "Did you mean \"title\"?")]
    [InlineData("/assigments", "[]", "/assigments", "Did you mean \"assignments\"?")]
    [InlineData("/service/customers", "\"globex\"", "/service/customers", "Did you mean \"customer\"?")]
    [InlineData("/parties/0/legal_name", "\"a\"", "/parties/0/legal_name", "Did you mean \"legalName\"?")]
    [InlineData("/assignments/0/duties/1/dependson", "[]", "/assignments/0/duties/1/dependson", "Did you mean \"dependsOn\"?")]
    [InlineData("/commitments/0/target/units", "\"percent\"", "/commitments/0/target/units", "Did you mean \"unit\"?")]
    [InlineData("/controls/0/guidance", "{}", "/controls/0/guidance", "unknown here")]
    [InlineData("/zzzzzzzzzzzz", "1", "/zzzzzzzzzzzz", "The member \"zzzzzzzzzzzz\" is unknown here.")]
    [InlineData("/upstream/0/context/params", "{}", "/upstream/0/context/params", "unknown here")]
    // Words.
    [InlineData("/status", "\"publishd\"", "/status",
        "must be one of draft, published, withdrawn, but is \"publishd\". Did you mean \"published\"?")]
    [InlineData("/status", "\"Published\"", "/status", "Did you mean \"published\"?")]
    [InlineData("/defaults", "\"servicemodel\"", "/defaults", "Did you mean \"serviceModel\"?")]
    [InlineData("/parties/0/role", "\"vendor\"", "/parties/0/role", "must be one of provider, customer, partner, subprovider, other")]
    [InlineData("/parties/0/side", "\"thirdParty\"", "/parties/0/side", "must be one of provider, customer")]
    [InlineData("/assignments/0/split", "\"both\"", "/assignments/0/split", "must be one of")]
    [InlineData("/assignments/1/state", "\"assigned\"", "/assignments/1/state", "must be one of notApplicable, notDetermined")]
    [InlineData("/assignments/1/state", "\"unassigned\"", "/assignments/1/state", "must be one of notApplicable, notDetermined")]
    [InlineData("/assignments/1/state", "\"conflict\"", "/assignments/1/state", "must be one of notApplicable, notDetermined")]
    [InlineData("/assignments/0/coupling", "\"loose\"", "/assignments/0/coupling", "must be one of independent, dependent, unspecified")]
    [InlineData("/assignments/0/inheritability", "\"yes\"", "/assignments/0/inheritability", "must be one of full, partial, none")]
    [InlineData("/assignments/0/duties/0/involvement/0", "\"supports\"", "/assignments/0/duties/0/involvement/0",
        "must be one of responsible, accountable, consulted, informed")]
    [InlineData("/assignments/0/duties/0/involvement/0", "\"none\"", "/assignments/0/duties/0/involvement/0", "must be one of")]
    [InlineData("/assignments/0/duties/0/implementation/1", "\"done\"", "/assignments/0/duties/0/implementation/1", "must be one of")]
    [InlineData("/serviceModels/0/layers/data", "\"thirdParty\"", "/serviceModels/0/layers/data",
        "must be one of provider, customer, shared")]
    [InlineData("/serviceModels/0/layers/netwerk", "\"provider\"", "/serviceModels/0/layers/netwerk", "is no layer")]
    [InlineData("/controls/0/kind", "\"part\"", "/controls/0/kind", "must be one of control, statement, enhancement")]
    [InlineData("/controls/0/layers/0", "\"network\"", "/controls/0/layers/0", "must be one of")]
    [InlineData("/controls/0/mapsTo/0/relation", "\"same\"", "/controls/0/mapsTo/0/relation", "must be one of")]
    [InlineData("/upstream/0/assurance", "\"carve-out\"", "/upstream/0/assurance", "Did you mean \"carveOut\"?")]
    [InlineData("/evidence/0/kind", "\"audit\"", "/evidence/0/kind", "must be one of")]
    [InlineData("/commitments/0/target/operator", "\"<=\"", "/commitments/0/target/operator", "must be one of atMost, atLeast")]
    [InlineData("/commitments/0/target/unit", "\"seconds\"", "/commitments/0/target/unit", "must be one of percent, minutes, hours")]
    [InlineData("/commitments/0/target/from", "\"now\"", "/commitments/0/target/from",
        "must be one of occurrence, detection, awareness, request")]
    // Forms.
    [InlineData("/published", "\"2026-02-30\"", "/published", "must be a date such as 2026-10-01")]
    [InlineData("/published", "\"1.10.2026\"", "/published", "must be a date")]
    [InlineData("/published", "\"2026-1-1\"", "/published", "must be a date")]
    [InlineData("/effective", "\"2026-01-01T00:00:00Z\"", "/effective", "must be a date")]
    [InlineData("/evidence/0/period/to", "\"\"", "/evidence/0/period/to", "must be a date")]
    [InlineData("/id", "\"desk\"", "/id", "must be an absolute URI")]
    [InlineData("/id", "\"https://example.com/a b\"", "/id", "must be an absolute URI")]
    [InlineData("/upstream/0/matrix", "\"../host.matrix.json\"", "/upstream/0/matrix", "must be an absolute URI")]
    [InlineData("/version", "\"1.4\"", "/version", "must be a semantic version such as 1.4.0, but is \"1.4\"")]
    [InlineData("/supersedes/version", "\"v1.0.0\"", "/supersedes/version", "must be a semantic version")]
    [InlineData("/extends/digest", "\"sha256-ABC\"", "/extends/digest", "sha256- followed by 64 hexadecimal digits")]
    [InlineData("/language", "\"en_GB\"", "/language", "must be a language tag")]
    [InlineData("/translations/d", "{}", "/translations/d", "is no language tag")]
    [InlineData("/assignments/0/controls/1", "\"AC-*-1\"", "/assignments/0/controls/1", "must select controls")]
    [InlineData("/catalogs/0/exclude/0", "\"\"", "/catalogs/0/exclude/0", "must not be empty")]
    [InlineData("/catalogs/0/id", "\"iso:27017\"", "/catalogs/0/id", "must be a catalog's id")]
    [InlineData("/catalogs/0/edition", "\"20@15\"", "/catalogs/0/edition", "must be an edition")]
    [InlineData("/controls/0/id", "\"--\"", "/controls/0/id", "must be a control id")]
    [InlineData("/parties/0/id", "\"Acme\"", "/parties/0/id", "must be an id of lower-case letters")]
    [InlineData("/parties/0/id", "\"provider\"", "/parties/0/id", "\"provider\" is reserved")]
    [InlineData("/parties/1/id", "\"customer\"", "/parties/1/id", "\"customer\" is reserved")]
    [InlineData("/assignments/0/id", "\" a1\"", "/assignments/0/id", "must not begin or end with white space")]
    [InlineData("/parameters/0/id", "\"pl\\nan\"", "/parameters/0/id", "control characters")]
    [InlineData("/assignments/0/duties/0/satisfies/0", "\"host\"", "/assignments/0/duties/0/satisfies/0",
        "must be upstreamId#dutyId or upstreamId@CONTROL")]
    [InlineData("/assignments/0/duties/0/upstreamControls/0", "\"()\"", "/assignments/0/duties/0/upstreamControls/0",
        "must be a control id")]
    [InlineData("/upstream/0/id", "\"a#b\"", "/upstream/0/id", "must be an id without # and @")]
    [InlineData("/accepted/0/finding", "\"rm2005\"", "/accepted/0/finding", "must be the id of a finding such as RM2005")]
    [InlineData("/extensions/risk", "1", "/extensions/risk", "must be in reverse-DNS form")]
    [InlineData("/assignments/0/duties/0/extensions/x~1y", "1", "/assignments/0/duties/0/extensions/x~1y", "must be in reverse-DNS form")]
    // Too little.
    [InlineData("/title", "\"\"", "/title", "must not be empty")]
    [InlineData("/service/provider", "\"\"", "/service/provider", "must not be empty")]
    [InlineData("/service/models", "[]", "/service/models", "must have at least 1 entry, but has none")]
    [InlineData("/parties", """[{ "id": "acme", "name": "Acme" }]""", "/parties", "must have at least 2 entries, but has 1")]
    [InlineData("/assignments/0/controls", "[]", "/assignments/0/controls", "must have at least 1 entry")]
    [InlineData("/assignments/0/duties", "[]", "/assignments/0/duties", "must have at least 1 entry")]
    [InlineData("/assignments/0/when", "{}", "/assignments/0/when", "must not be empty")]
    [InlineData("/assignments/0/when/plan", "[]", "/assignments/0/when/plan", "must have at least 1 entry")]
    [InlineData("/assignments/0/duties/0/involvement", "[]", "/assignments/0/duties/0/involvement", "must have at least 1 entry")]
    [InlineData("/parameters/0/values", "[]", "/parameters/0/values", "must have at least 1 entry")]
    [InlineData("/controls/0/layers", "[]", "/controls/0/layers", "must have at least 1 entry")]
    [InlineData("/accepted/0/controls", "[]", "/accepted/0/controls", "must have at least 1 entry")]
    // Said twice.
    [InlineData("/service/models", """["saas", "paas", "saas"]""", "/service/models", "names \"saas\" twice")]
    [InlineData("/parameters/0/values", """["standard", "standard"]""", "/parameters/0/values", "names \"standard\" twice")]
    [InlineData("/assignments/0/when/plan", """["premium", "premium"]""", "/assignments/0/when/plan", "names \"premium\" twice")]
    [InlineData("/assignments/0/duties/0/involvement", """["informed", "informed"]""", "/assignments/0/duties/0/involvement",
        "names \"informed\" twice")]
    [InlineData("/assignments/0/duties/0/implementation", """["planned", "planned"]""", "/assignments/0/duties/0/implementation",
        "names \"planned\" twice")]
    [InlineData("/controls/0/layers", """["networkControls", "networkControls"]""", "/controls/0/layers",
        "names \"networkControls\" twice")]
    // Assignments that say too much or nothing.
    [InlineData("/assignments/1/split", "\"provider\"", "/assignments/1", "states a \"state\" and, besides, duties")]
    [InlineData("/assignments/1/provider", "\"Does it.\"", "/assignments/1", "states a \"state\" and, besides, duties")]
    [InlineData("/assignments/1/duties", """[{ "party": "acme" }]""", "/assignments/1", "states a \"state\" and, besides, duties")]
    [InlineData("/assignments/1", """{ "controls": ["5.1.1"] }""", "/assignments/1", "Entry 2 of \"assignments\" states nothing")]
    [InlineData("/assignments/1", """{ "controls": ["5.1.1"], "notes": "Later.", "coupling": "dependent" }""", "/assignments/1",
        "states nothing")]
    public void A_fault_of_shape_is_one_finding_at_its_pointer(string pointer, string json, string expected, string message) =>
        AssertViolation(FullMatrix.With(pointer, json), expected, message);

    [Theory]
    [InlineData("/schemaVersion", "")]
    [InlineData("/id", "")]
    [InlineData("/version", "")]
    [InlineData("/title", "")]
    [InlineData("/service", "")]
    [InlineData("/parties", "")]
    [InlineData("/assignments", "")]
    [InlineData("/supersedes/version", "/supersedes")]
    [InlineData("/service/id", "/service")]
    [InlineData("/service/name", "/service")]
    [InlineData("/service/provider", "/service")]
    [InlineData("/service/customer", "/service")]
    [InlineData("/service/models", "/service")]
    [InlineData("/parties/0/id", "/parties/0")]
    [InlineData("/parties/2/name", "/parties/2")]
    [InlineData("/parties/0/identifiers/0/scheme", "/parties/0/identifiers/0")]
    [InlineData("/parties/0/identifiers/0/value", "/parties/0/identifiers/0")]
    [InlineData("/parties/0/contacts/0/purpose", "/parties/0/contacts/0")]
    [InlineData("/agreement/reference", "/agreement")]
    [InlineData("/approvals/0/party", "/approvals/0")]
    [InlineData("/approvals/0/date", "/approvals/0")]
    [InlineData("/serviceModels/0/id", "/serviceModels/0")]
    [InlineData("/serviceModels/0/title", "/serviceModels/0")]
    [InlineData("/serviceModels/0/layers", "/serviceModels/0")]
    [InlineData("/parameters/0/id", "/parameters/0")]
    [InlineData("/parameters/0/values", "/parameters/0")]
    [InlineData("/catalogs/0/id", "/catalogs/0")]
    [InlineData("/catalogs/0/edition", "/catalogs/0")]
    [InlineData("/controls/0/id", "/controls/0")]
    [InlineData("/controls/0/title", "/controls/0")]
    [InlineData("/controls/0/mapsTo/0/control", "/controls/0/mapsTo/0")]
    [InlineData("/controls/0/mapsTo/0/relation", "/controls/0/mapsTo/0")]
    [InlineData("/extends/id", "/extends")]
    [InlineData("/upstream/0/id", "/upstream/0")]
    [InlineData("/upstream/0/provider", "/upstream/0")]
    [InlineData("/assignments/0/controls", "/assignments/0")]
    [InlineData("/assignments/1/state", "/assignments/1")]
    [InlineData("/assignments/0/source/label", "/assignments/0/source")]
    [InlineData("/assignments/0/source/vocabulary", "/assignments/0/source")]
    [InlineData("/assignments/0/duties/1/party", "/assignments/0/duties/1")]
    [InlineData("/commitments/0/id", "/commitments/0")]
    [InlineData("/commitments/0/party", "/commitments/0")]
    [InlineData("/commitments/0/metric", "/commitments/0")]
    [InlineData("/commitments/0/target", "/commitments/0")]
    [InlineData("/commitments/0/target/operator", "/commitments/0/target")]
    [InlineData("/commitments/0/target/value", "/commitments/0/target")]
    [InlineData("/commitments/0/target/unit", "/commitments/0/target")]
    [InlineData("/evidence/0/id", "/evidence/0")]
    [InlineData("/evidence/0/kind", "/evidence/0")]
    [InlineData("/evidence/0/title", "/evidence/0")]
    [InlineData("/evidence/0/period/from", "/evidence/0/period")]
    [InlineData("/evidence/0/period/to", "/evidence/0/period")]
    [InlineData("/accepted/0/finding", "/accepted/0")]
    [InlineData("/accepted/0/reason", "/accepted/0")]
    public void A_required_member_that_is_missing_is_one_finding_at_its_object(string pointer, string expected)
    {
        var name = pointer[(pointer.LastIndexOf('/') + 1)..];
        AssertViolation(FullMatrix.Without(pointer), expected, name == "state" ? "states nothing"
            : $"has no \"{name}\", which is required");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"matrix\"")]
    [InlineData("null")]
    [InlineData(" 7 ")]
    public void A_document_that_is_no_object_is_one_finding(string json) => AssertViolation(json, "", "The document must be an object");

    [Fact]
    public void Two_wrong_entries_of_a_list_are_two_findings_and_not_a_repetition()
    {
        var diagnostics = Read(FullMatrix.With("/service/models", "[1, 2]")).Diagnostics;
        Assert.Equal(["/service/models/0", "/service/models/1"], diagnostics.Select(diagnostic => diagnostic.Place!.Pointer));
    }

    [Fact]
    public void A_finding_tells_the_line_and_column_of_its_value()
    {
        var text = "{\r\n  \"schemaVersion\": \"1.0\", \"😀\": 1,\r\n  \"title\": 7 }";
        var diagnostics = Read(text).Diagnostics;
        Assert.Contains(diagnostics, finding => (finding.Place!.Pointer, finding.Place.Line, finding.Place.Column) == ("/😀", 2, 27));
        Assert.Contains(diagnostics, finding => (finding.Place!.Pointer, finding.Place.Line, finding.Place.Column) == ("/title", 3, 12));
    }

    [Fact]
    public void A_document_that_uses_every_member_reads_without_a_finding()
    {
        var result = Read(FullMatrix.Json);
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Document);
        Assert.Equal(result.Document, Read(FullMatrix.Json).Document);
        Assert.Equal(result.Document.GetHashCode(), Read(FullMatrix.Json).Document!.GetHashCode());
    }

    [Fact]
    public void Escaped_member_names_are_read_like_plain_ones()
    {
        var escaped = FullMatrix.Json.Replace("\"title\"", "\"\\u0074itle\"", StringComparison.Ordinal)
            .Replace("\"duties\"", "\"dut\\u0069es\"", StringComparison.Ordinal);
        Assert.Equal(Read(FullMatrix.Json).Document, Read(escaped).Document);
    }

    [Fact]
    public void The_smallest_document_has_the_defaults_of_the_format()
    {
        var matrix = Read("""
            { "schemaVersion": "1.0", "id": "urn:a", "version": "0.1.0", "title": "A",
              "service": { "id": "s", "name": "S", "provider": "a", "customer": "b", "models": ["saas"] },
              "parties": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }],
              "assignments": [{ "controls": ["*"], "duties": [{ "party": "provider" }] }] }
            """).Document!;
        Assert.Equal(("en", null, null), (matrix.Language, matrix.AuthoredBy, matrix.Defaults));
        Assert.Equal(Involvement.Responsible | Involvement.Accountable, matrix.Assignments[0].Duties[0].Involvement);
        Assert.True(matrix.Assignments[0].When.IsAlways);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("0.9")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("1.x")]
    [InlineData("1.0.0")]
    [InlineData("")]
    public void Another_major_version_of_the_format_is_an_error(string version)
    {
        var result = Read(FullMatrix.With("/schemaVersion", $"\"{version}\""));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("RM0004", Severity.Error, "/schemaVersion"), (finding.Id, finding.Severity, finding.Place!.Pointer));
        Assert.Null(result.Document);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("1.27017")]
    public void A_later_minor_version_of_the_format_is_a_warning(string version)
    {
        var result = Read(FullMatrix.With("/schemaVersion", $"\"{version}\""));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("RM0004", Severity.Warning, "/schemaVersion"), (finding.Id, finding.Severity, finding.Place!.Pointer));
        Assert.Equal(version, result.Document!.SchemaVersion);
    }

    [Fact]
    public void The_version_counts_wherever_it_stands()
    {
        var json = FullMatrix.Json.Replace("\"schemaVersion\": \"1.0\",", "\"novel\": 1,", StringComparison.Ordinal);
        var result = Read(json[..json.LastIndexOf('}')] + ", \"schemaVersion\": \"1.3\" }");
        Assert.Equal(["RM0005", "RM0004"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.NotNull(result.Document);
    }

    private static ReadResult<Matrix> Read(string json) =>
        DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(json), new() { File = "a.matrix.json" });

    private static void AssertViolation(string json, string pointer, string message)
    {
        var result = Read(json);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("RM0100", Severity.Error, pointer), (finding.Id, finding.Severity, finding.Place!.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Null(result.Document);
        Assert.NotNull(result.Partial);
    }
}
