using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>Text says what the data says.</summary>
public sealed class AnswerTests
{
    private const string Matrix = """
        { "schemaVersion": "1.0", "id": "urn:x:m", "version": "1.0.0", "title": "M",
          "service": { "id": "s", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
          "parties": [{ "id": "acme", "name": "Acme" }, { "id": "globex", "name": "Globex" },
            { "id": "arm", "name": "Acme's arm", "side": "provider" }],
          "groups": [{ "id": "g", "title": "Group one" }],
          "controls": [
            { "id": "a.1", "title": "Stated", "group": "g" },
            { "id": "a.2", "title": "Not stated", "group": "g", "layers": ["runtime"] },
            { "id": "a.3", "title": "In parts", "group": "g", "layers": ["runtime"] },
            { "id": "a.3(a)", "title": "Part", "parent": "a.3" }
          ],
          "defaults": "serviceModel",
          "assignments": [
            { "controls": ["a.1"], "duties": [
              { "party": "provider", "text": "Runs it.", "evidence": ["soc"] },
              { "party": "arm", "action": "notify", "commitments": ["up"] },
              { "party": "customer", "involvement": ["consulted", "informed"] }, { "party": "customer", "involvement": ["informed"] } ] }
          ],
          "commitments": [
            { "id": "up", "party": "acme", "metric": "availability",
              "target": { "operator": "atLeast", "value": 99.9, "unit": "percent" } },
            { "id": "tell", "party": "provider", "metric": "incidentNotificationTime",
              "target": { "operator": "atMost", "value": 24, "unit": "hours" }, "controls": ["a.2"] } ],
          "evidence": [{ "id": "soc", "kind": "report", "title": "Report", "issuer": "Auditor", "validUntil": "2026-01-31" }] }
        """;

    [Fact]
    public void Who_is_only_asked_or_told_performs_nothing_and_verbs_agree()
    {
        var output = Explain("a.1");
        Assert.Contains("Acme (provider) and Acme's arm (provider) do it:", output, StringComparison.Ordinal);
        Assert.Contains("Acme's arm: notifies", output, StringComparison.Ordinal);
        Assert.Contains("Globex (consulted, informed): is asked before", output, StringComparison.Ordinal);
        Assert.Contains("Globex (informed): is told", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Globex (informed): performs", output, StringComparison.Ordinal);
        Assert.Contains("Acme (provider) does it:", Explain("a.2"), StringComparison.Ordinal);
    }

    [Fact]
    public void Commitments_and_evidence_are_shown_with_their_control()
    {
        Assert.Contains(
            "Commitment of Acme: availability: at least 99.9 percent.\nEvidence: Report (Auditor), expired (valid until 2026-01-31).",
            Explain("a.1"), StringComparison.Ordinal);
        Assert.Contains("Commitment of Acme: incident notification time: at most 24 hours.", Explain("a.2"), StringComparison.Ordinal);
        foreach (var format in new[] { "text", "markdown", "csv" })
        {
            var output = Resolve(format);
            foreach (
                var sentence in new[]
                { "Commitment of Acme: availability: at least 99.9 percent", "Evidence: Report (Auditor), expired (valid until 2026-01-31)",
                "Commitment of Acme: incident notification time: at most 24 hours" })
                Assert.Contains(sentence, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_the_customer_may_take_over_is_counted_by_group()
    {
        Assert.Contains("Of the 3 controls of its group, Group one, the customer may take over 3 in full.", Explain("a.1"),
            StringComparison.Ordinal);
        Assert.Contains("The customer may take over 3 in full.", Resolve("text"), StringComparison.Ordinal);
        Assert.Contains("The customer may take over 3 in full.", Resolve("markdown"), StringComparison.Ordinal);
        Assert.Contains("local,a.1,Stated,,Group one,true,assigned,provider,assignment,,full,false,true,", Resolve("csv"),
            StringComparison.Ordinal);
        Assert.Contains("  Physical and environmental security (", Rmatrix.Run("resolve", "schemas/examples/crm.matrix.json").Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_that_only_the_service_model_made_is_marked_wherever_it_is_shown()
    {
        Assert.Contains("a.2       provider (service model)  full", Resolve("text"), StringComparison.Ordinal);
        Assert.Contains("a.3       provider (service model)  full", Resolve("text"), StringComparison.Ordinal);
        Assert.Contains("| a.2 | Not stated | provider (service model) | full |", Resolve("markdown"), StringComparison.Ordinal);
        Assert.Contains("local,a.2,Not stated,,Group one,true,assigned,provider,serviceModel,", Resolve("csv"), StringComparison.Ordinal);
        Assert.Contains("Of 2 controls nobody stated the split: the service model saas alone gives it.", Resolve("text"),
            StringComparison.Ordinal);
        Assert.Contains("Nobody stated this: the service model saas alone gives it.", Explain("a.2"), StringComparison.Ordinal);
        Assert.Contains("Nobody stated this: the service model saas alone gives it.", Explain("a.3"), StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody stated", Explain("a.1"), StringComparison.Ordinal);
        Assert.Contains("Acme (service model)", Rmatrix.RunWith(Matrix, "chain", "-").Out, StringComparison.Ordinal);
        Assert.Contains("Nobody stated this: the service model saas alone gives it.",
            Rmatrix.RunWith(Matrix, "chain", "-", "--control", "a.2").Out, StringComparison.Ordinal);
        foreach (
            var (format, mark) in new[]
            { ("text", "Nobody stated it: the service model alone gives it."),
            ("markdown", "Nobody stated it: the service model alone gives it."),
            ("csv", "(nobody stated it; the service model alone gives it)"), ("json", "\"byServiceModel\": true") })
            Assert.Contains(mark, Rmatrix.RunWith(Matrix, "checklist", "-", "--for", "provider", "--format", format).Out,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_service_model_is_asked_about_nothing_is_marked() =>
        Assert.DoesNotContain("(service model)", Rmatrix.Run("resolve", "--catalog", "iso-27017@2015", "--model", "saas").Out,
            StringComparison.Ordinal);

    private static string Explain(string control) => Rmatrix.RunWith(Matrix, "explain", "-", control).Out;

    private static string Resolve(string format) => Rmatrix.RunWith(Matrix, "resolve", "-", "--format", format).Out;
}
