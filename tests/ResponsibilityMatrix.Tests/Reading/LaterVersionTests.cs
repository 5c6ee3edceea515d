using System.Text;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Reading;

/// <summary>A document of a later minor version may have further members, and is right in all else.</summary>
public sealed class LaterVersionTests
{
    private const string Plain = """
        {
          "schemaVersion": "1.1", "id": "https://vendor.example/later", "version": "1.0.0", "title": "Later",
          "service": { "id": "s", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
          "parties": [{ "id": "acme", "name": "Acme" }, { "id": "globex", "name": "Globex" }],
          "controls": [{ "id": "a.1", "title": "First" }],
          "assignments": [{ "controls": ["a.1"], "provider": "Does it.", "novel": 1 }],
          "novel": { "n": 1 }
        }
        """;

    [Fact]
    public void Further_members_are_kept_and_told()
    {
        var read = Read(Plain);
        Assert.Equal(["RM0004 /schemaVersion", "RM0005 /assignments/0/novel", "RM0005 /novel"], Findings(read));
        Assert.False(read.HasErrors);
        Assert.Equal(["/assignments/0/novel", "/novel"],
            DocumentReader.Load<Matrix>(MatrixJson.ToUtf8Bytes(read.Document!)).Document!.Unrecognized.Keys);
    }

    [Theory]
    [InlineData("\"novel\": { \"n\": 1 }", "\"novel\": { \"n\": 1 }, \"novel\": 2", "/novel")]
    [InlineData("\"novel\": 1", "\"novel\": 1, \"novel\": 1", "/assignments/0/novel")]
    public void A_further_member_that_occurs_twice_is_told_as_such_and_the_first_counts(string old, string now, string pointer)
    {
        var read = Read(Plain.Replace(old, now, StringComparison.Ordinal));
        Assert.Contains($"RM0002 {pointer}", Findings(read));
        Assert.Single(Findings(read), finding => finding == $"RM0005 {pointer}");
        Assert.NotEmpty(MatrixJson.ToUtf8Bytes(read.Partial!));
        Assert.Equal(1, JsonNode.Parse(read.Partial!.Unrecognized["/assignments/0/novel"].Text)!.GetValue<int>());
    }

    [Theory]
    [InlineData("\"customer\": \"globex\"", "\"gustomer\": \"globex\"", "/service", "customer")]
    [InlineData("\"version\": \"1.0.0\"", "\"versiof\": \"1.0.0\"", "", "version")]
    [InlineData("\"controls\": [\"a.1\"]", "\"control\": [\"a.1\"]", "/assignments/0", "controls")]
    public void A_required_member_that_is_misspelt_is_missing(string old, string now, string pointer, string missing)
    {
        var read = Read(Plain.Replace(old, now, StringComparison.Ordinal));
        var finding = Assert.Single(read.Diagnostics, finding => finding.Id == "RM0100");
        Assert.Equal(pointer, finding.Place!.Pointer);
        Assert.Contains($"has no \"{missing}\", which is required", finding.Message, StringComparison.Ordinal);
        Assert.Contains(read.Diagnostics, other => other.Id == "RM0005"
            && other.Message.EndsWith($"Did you mean \"{missing}\"?", StringComparison.Ordinal));
        Assert.Null(read.Document);
    }

    [Theory]
    [InlineData("\"state\": \"notApplicable\", \"reason\": \"None.\", \"provider\": \"Does it.\"", "/assignments/0")]
    [InlineData("\"notes\": \"Nothing is said.\"", "/assignments/0")]
    [InlineData("\"provider\": \"Does it.\", \"coupling\": \"entangled\"", "/assignments/0/coupling")]
    [InlineData("\"provider\": 5", "/assignments/0/provider")]
    public void What_is_wrong_without_a_further_member_is_wrong_beside_one(string members, string pointer)
    {
        var read = Read(Plain.Replace("\"provider\": \"Does it.\"", members, StringComparison.Ordinal));
        Assert.Equal(pointer, Assert.Single(read.Diagnostics, finding => finding.Id == "RM0100").Place!.Pointer);
        Assert.Contains("RM0005 /assignments/0/novel", Findings(read));
    }

    [Fact]
    public void A_rule_that_asks_only_for_what_is_unknown_cannot_be_judged()
    {
        var read = DocumentReader.Load<RequirementSet>("""
            {
              "schemaVersion": "1.1", "id": "set", "version": "1.0.0", "title": "Set",
              "rules": [
                { "id": "a", "title": "A", "reference": "1", "controls": ["*"], "require": { "encryptedBy": "customer" },
                  "severity": "error" },
                { "id": "b", "title": "B", "reference": "2", "controls": ["*"], "require": { "assigned": true,
                  "encryptedBy": "customer" }, "severity": "error" }
              ]
            }
            """u8.ToArray());
        var finding = Assert.Single(read.Diagnostics, finding => finding.Severity == Severity.Error);
        Assert.Equal(("RM0100", "/rules/0/require"), (finding.Id, finding.Place!.Pointer));
        Assert.Null(read.Document);
    }

    private static ReadResult<Matrix> Read(string json) => DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(json));

    private static IEnumerable<string> Findings(ReadResult<Matrix> read)
    {
        // Rules look at what could be read, and nothing in it makes them throw.
        Assert.DoesNotContain(DocumentValidator.Validate(read, Make.Today), finding => finding.Id == "RM0003");
        return read.Diagnostics.Select(finding => $"{finding.Id} {finding.Place!.Pointer}");
    }
}
