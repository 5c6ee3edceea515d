using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports on checks against sets of requirements.</summary>
public sealed class CheckReportTests
{
    [Fact]
    public void What_is_missing_stands_at_the_top_and_leads_to_its_rule()
    {
        var report = Of();
        var notice = report.Notices[0];
        Assert.Equal((Severity.Error, "1 rule is not met (error)."), (notice.Severity, notice.Text));
        var row = Assert.IsType<ReportTable>(Section(report, "unmet").Blocks[0]).Rows[0];
        Assert.Equal(Assert.Single(notice.Links).Anchor, row.Anchor);
        Assert.Equal(ReportTone.Bad, row.Cells[0].Tone);
        Assert.Contains("11.1.1", row.Cells[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_met_says_what_was_found_and_what_was_not_looked_at()
    {
        var row = Section(Of(), "met").Blocks.OfType<ReportTable>().Single().Rows[0];
        Assert.Contains("Cleans the floor.", row.Cells[3].Text, StringComparison.Ordinal);
        Assert.Contains("does not look at who else performs", row.Cells[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_matrix_can_show_is_told() =>
        Assert.Contains(Section(Of(), "elsewhere").Blocks.OfType<ReportTable>().Single().Rows[0].Cells, cell => cell.Text == "Fees");

    [Fact]
    public void A_signature_that_is_not_valid_stands_at_the_top()
    {
        var report = Of(new() { IsValid = false, Text = "NOT VALID: It was changed." });
        Assert.Contains(report.Notices, notice =>
            notice is { Severity: Severity.Error, Text: "The signature is NOT VALID: It was changed." });
        var fact = Section(report, "sources").Blocks.OfType<ReportFacts>().First().Facts.Single(fact => fact.Term == "Signature");
        Assert.Equal(ReportTone.Bad, fact.Tone);
    }

    private static Report Of(ReportSignature? signature = null)
    {
        var resolver = new Resolver(Reported.Matrix("Cleans the floor."));
        RequirementSet set = new()
        {
            Id = "house",
            Version = "1.0.0",
            Title = "House rules",
            Rules =
            [
                new() { Id = "floor", Title = "The floor", Reference = "1", Controls = [Selector.Parse("iso-27017:9.2.1")],
                    Require = new() { PerformedBy = Sides.Provider }, Severity = Severity.Error },
                new() { Id = "gates", Title = "The gates", Reference = "2", Controls = [Selector.Parse("iso-27017:11.1.1")],
                    Require = new() { Assigned = true }, Severity = Severity.Error },
            ],
            Elsewhere = [new() { Reference = "3", Title = "Fees" }],
        };
        var check = new RequirementsChecker(resolver).Check(set, new() { AsOf = Reported.Day, ServiceModel = "saas" });
        return CheckReport.Of(check, resolver, signature);
    }

    private static ReportSection Section(Report report, string id) => report.Sections.Single(section => section.Id == id);
}
