using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

public class RequirementsReadingTests
{
    private const string Rule =
        """{ "id": "r1", "title": "T", "reference": "1.1", "controls": ["*"], "require": { "assigned": true }, "severity": "error" }""";

    [Fact]
    public void A_set_is_read_whole()
    {
        var set = Read($$"""
            {
              "$schema": "../requirements.schema.json", "schemaVersion": "1.0", "id": "house", "version": "1.2.0", "title": "House",
              "description": "What it is for.",
              "source": { "read": "original", "note": "All of it." },
              "rules": [
                {
                  "id": "r1", "title": "Title", "reference": "Art. 1", "controls": ["iso-27017@2015:12.1.2", "AC-*"], "match": "any",
                  "require": {
                    "assigned": true, "performedBy": ["provider", "thirdParty"], "notPerformedBy": ["customer"], "implemented": true,
                    "inheritability": ["full", "partial"],
                    "dutyText": true, "qualified": false,
                    "evidence": { "kinds": ["report", "other"], "valid": true, "maxAgeMonths": 6 },
                    "commitment": { "metric": "availability", "atLeast": 99.95, "unit": "percent" }
                  },
                  "severity": "note", "notes": "A remark.", "source": { "read": "secondHand" }
                }
              ],
              "elsewhere": [{ "reference": "Art. 2", "title": "Rights", "notes": "Look there.", "source": { "read": "reproduction" } }]
            }
            """).Document!;
        var expected = new RequirementSet
        {
            Schema = "../requirements.schema.json",
            Id = "house",
            Version = "1.2.0",
            Title = "House",
            Description = "What it is for.",
            Source = new() { Read = SourceReading.Original, Note = "All of it." },
            Rules =
            [
                new()
                {
                    Id = "r1",
                    Title = "Title",
                    Reference = "Art. 1",
                    Controls = ["iso-27017@2015:12.1.2", "AC-*"],
                    Match = RequirementMatch.Any,
                    Require = new()
                    {
                        Assigned = true,
                        PerformedBy = Sides.SharedProviderThirdParty,
                        NotPerformedBy = Sides.Customer,
                        Implemented = true,
                        Inheritability = [Inheritability.Full, Inheritability.Partial],
                        DutyText = true,
                        Evidence = new() { Kinds = [EvidenceKind.Report, EvidenceKind.Other], Valid = true, MaxAgeMonths = 6 },
                        Commitment = new() { Metric = "availability", AtLeast = 99.95m, Unit = "percent" },
                    },
                    Severity = Severity.Note,
                    Notes = "A remark.",
                    Source = new() { Read = SourceReading.SecondHand },
                },
            ],
            Elsewhere =
                [
                new() { Reference = "Art. 2", Title = "Rights", Notes = "Look there.",
                Source = new() { Read = SourceReading.Reproduction } }],
        };
        Assert.Equal(expected, set);
        Assert.Equal(expected, DocumentReader.Load<RequirementSet>(MatrixJson.ToUtf8Bytes(set)).Document);
    }

    [Theory]
    [InlineData("\"rules\": []", "has no \"title\"")]
    [InlineData("\"title\": \"T\", \"rules\": [{}]", "has no \"id\"")]
    [InlineData("\"title\": \"T\", \"rules\": [], \"rule\": []", "rule")]
    [InlineData($"\"title\": \"T\", \"rules\": [{Rule}, 3]", "must be an object")]
    public void What_is_wrong_becomes_findings(string members, string expected)
    {
        var read = Read($$"""{ "schemaVersion": "1.0", "id": "house", "version": "1.0.0", {{members}} }""");
        Assert.Null(read.Document);
        Assert.Contains(read.Diagnostics, finding => finding.Message.Contains(expected, StringComparison.Ordinal)
            && finding.Place is { Line: not null });
    }

    [Theory]
    [InlineData("""{ "commitment": { "metric": "m", "atMost": 1, "atLeast": 1, "unit": "days" } }""")]
    [InlineData("""{ "commitment": { "metric": "m", "atMost": 1e400, "unit": "days" } }""")]
    [InlineData("""{ "evidence": { "kinds": [], "valid": true } }""")]
    [InlineData("""{ "evidence": { "kinds": ["report"], "valid": true, "maxAgeMonths": 0 } }""")]
    [InlineData("""{ "evidence": { "kinds": ["report"], "valid": true, "maxAgeMonths": 1e20 } }""")]
    [InlineData("""{ "evidence": { "kinds": ["report"], "valid": true, "maxAgeMonths": 1.5 } }""")]
    [InlineData("""{ "notPerformedBy": [] }""")]
    [InlineData("""{ "inheritability": ["all"] }""")]
    [InlineData("""{ "performedBy": ["shared"] }""")]
    [InlineData("{}")]
    public void A_requirement_that_means_nothing_is_refused(string require) =>
        Assert.True(Read(Set(Rule.Replace("""{ "assigned": true }""", require, StringComparison.Ordinal))).HasErrors);

    [Fact]
    public void A_selector_that_names_nothing_is_refused() =>
        Assert.True(Read(Set(Rule.Replace("[\"*\"]", "[\"group:\"]", StringComparison.Ordinal))).HasErrors);

    [Fact]
    public void Any_document_tells_a_set_and_reads_it()
    {
        var any = DocumentReader.Load(Encoding.UTF8.GetBytes(Set(Rule)), new() { File = "x.json" });
        Assert.Equal(DocumentKind.Requirements, any.Kind);
        Assert.Equal("house", any.Requirements!.Document!.Id);
    }

    [Fact]
    public void Faults_inside_a_set_are_found_with_their_places()
    {
        var read = Read(Set($$"""
            {{Rule}},
            {{Rule}},
            { "id": "r2", "title": "T", "reference": "1.1",
              "controls": ["iso-27018:1", "iso-27017@2014:1", "iso-27017@2015:12.1.99", "iso-27017:5.38", "local:x", "*"],
              "require": { "commitment": { "metric": "availabilty", "unit": "percent" } }, "severity": "error" }
            """));
        Assert.Empty(read.Diagnostics);
        var findings = DocumentValidator.Validate(read);
        Assert.Equal(
            ["RM1005 /rules/1/id", "RM1003 /rules/2/controls/0", "RM1003 /rules/2/controls/1", "RM1002 /rules/2/controls/2",
                "RM1006 /rules/2/require/commitment/metric"],
            findings.Select(finding => $"{finding.Id} {finding.Place!.Pointer}"));
        Assert.Contains("Did you mean \"availability\"?", findings[4].Message, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, findings[4].Severity);
    }

    [Theory]
    [InlineData("\"metric\": \"availability\", \"atMost\": 99, \"unit\": \"percent\"", "RM4003 /rules/0/require/commitment/atMost")]
    [InlineData("\"metric\": \"dataDeletionTime\", \"atLeast\": 9, \"unit\": \"days\"", "RM4003 /rules/0/require/commitment/atLeast")]
    [InlineData("\"metric\": \"dataDeletionTime\", \"atMost\": 9, \"unit\": \"percent\"", "RM4003 /rules/0/require/commitment/unit")]
    [InlineData("\"metric\": \"dataDeletionTime\", \"atMost\": 9, \"unit\": \"businessDays\"", null)]
    [InlineData("\"metric\": \"m\", \"atMost\": 1, \"unit\": \"weeks\"", "RM4003 /rules/0/require/commitment/unit")]
    public void A_bound_that_no_commitment_can_meet_is_found(string members, string? expected)
    {
        var read = Read(Set(Rule.Replace("\"assigned\": true", $"\"commitment\": {{ {members} }}", StringComparison.Ordinal)));
        Assert.Equal(expected is null ? [] : [expected], DocumentValidator.Validate(read)
            .Select(finding => $"{finding.Id} {finding.Place!.Pointer}"));
    }

    private static string Set(string rules) =>
        $$"""{ "schemaVersion": "1.0", "id": "house", "version": "1.0.0", "title": "House", "rules": [{{rules}}] }""";

    private static ReadResult<RequirementSet> Read(string text) =>
        DocumentReader.Load<RequirementSet>(Encoding.UTF8.GetBytes(text), new() { File = "house.requirements.json" });
}
