using System.Text;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

public sealed class TableProfilesTests
{
    private const string Minimal =
        """{ "schemaVersion": "1.0", "id": "x", "title": "X", "tables": [{}], """ +
        """ "columns": [{ "id": "owner", "is": "word", "heading": ["Owner"] }], """;

    [Fact]
    public void Every_profile_that_ships_is_read_without_findings_and_written_back_the_same()
    {
        Assert.NotEmpty(TableProfiles.BuiltIn);
        Assert.All(TableProfiles.BuiltIn, profile =>
        {
            var result = TableProfiles.Read(TableProfiles.Write(profile));
            Assert.Empty(result.Diagnostics);
            Assert.Equal(profile, result.Profile);
        });
    }

    [Theory]
    [InlineData("{", "RM0001", "no JSON")]
    [InlineData("[]", "RM0100", "another kind")]
    [InlineData("null", "RM0100", "object")]
    [InlineData("""{ "schemaVersion": "1.0", "id": "x", "title": "X" }""", "RM0100", "tables")]
    [InlineData("""{ "schemaVersion": "1.0", "id": "x", "id": "y", "title": "X", "tables": [{}] }""", "RM0002", "id")]
    [InlineData("""{ "schemaVersion": "1.0", "id": "x", "title": "X", "tables": [{}], "colums": [] }""", "RM0100",
        "Did you mean \"columns\"?")]
    [InlineData("""{ "schemaVersion": "2.0", "id": "x", "title": "X", "tables": [{}] }""", "RM0004", "2.0")]
    [InlineData("""{ "schemaVersion": "1.0", "id": "x", "title": "X", "tables": [] }""", "RM0100", "at least one table")]
    public void A_fault_of_shape_is_told(string json, string id, string words) => AssertFault(json, id, words);

    [Theory]
    [InlineData("""[{ "if": { "ower": ["x"] }, "then": { "split": "provider" } }]""", "RM1006", "Did you mean \"owner\"?")]
    [InlineData("""[{ "if": {}, "then": { "state": "notApplicable", "reason": "{why}" } }]""", "RM1006", "{why}")]
    [InlineData("""[{ "then": { "duties": [{ "party": "costumer" }] } }]""", "RM1001", "Did you mean \"customer\"?")]
    [InlineData("""[{ "then": { "split": "everybody" } }]""", "RM0100", "everybody")]
    [InlineData("""[{ "then": { "duties": [{ "party": "provider", "involvment": ["responsible"] }] } }]""", "RM0100", "involvement")]
    public void A_fault_of_a_rule_is_told(string rules, string id, string words) =>
        AssertFault($"{Minimal}\"rules\": {rules} }}", id, words);

    [Fact]
    public void A_rule_that_never_matches_is_told_with_its_line()
    {
        var result = TableProfiles.Read(Encoding.UTF8.GetBytes(
            Minimal + """ "rules": [{ "then": { "split": "provider" } },""" + "\n  " +
            """{ "if": { "owner": ["x"] }, "then": { "split": "customer" } }] }"""));
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(("RM2007", 2, 3), (finding.Id, finding.Place!.Line, finding.Place.Column));
        Assert.NotNull(result.Profile);
    }

    [Fact]
    public void Involvement_of_a_duty_is_read_as_in_a_matrix()
    {
        var result = TableProfiles.Read(Encoding.UTF8.GetBytes(
            Minimal + """ "rules": [{ "then": { "duties": [{ "party": "provider", "involvement": ["accountable"] }] } }] }"""));
        Assert.Equal(Model.Involvement.Accountable, result.Profile!.Rules[0].Then!.Duties[0].Involvement);
    }

    private static void AssertFault(string json, string id, string words)
    {
        var result = TableProfiles.Read(Encoding.UTF8.GetBytes(json), "p.table.json");
        Assert.Null(result.Profile);
        var finding = result.Diagnostics[0];
        Assert.Equal(id, finding.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.True(finding.Place is { Line: > 0, Column: > 0, File: "p.table.json" });
    }
}
