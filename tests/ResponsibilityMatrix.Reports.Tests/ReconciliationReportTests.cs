using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports on two statements about one service.</summary>
public sealed class ReconciliationReportTests
{
    [Fact]
    public void A_gap_stands_at_the_top_and_leads_to_its_row()
    {
        var report = Of(Sides.Customer, Sides.Provider);
        Assert.Equal((Severity.Error, "1 gap: nobody does it."), (report.Notices[0].Severity, report.Notices[0].Text));
        var table = Assert.IsType<ReportTable>(report.Sections.Single(section => section.Id == "gap").Blocks[0]);
        Assert.Equal(Assert.Single(report.Notices[0].Links).Anchor, Assert.Single(table.Rows).Anchor);
        Assert.Equal(["customer", "provider"], table.Rows[0].Cells.Skip(1).Take(2).Select(cell => cell.Text));
    }

    [Fact]
    public void What_both_say_alike_is_agreed()
    {
        var report = Of(Sides.Provider, Sides.Provider);
        Assert.Empty(report.Notices);
        Assert.Equal(["summary", "agreed", "definitions", "sources"], report.Sections.Select(section => section.Id));
    }

    [Fact]
    public void Both_documents_are_among_the_sources()
    {
        var sources = Of(Sides.Provider, Sides.Provider).Sections.Single(section => section.Id == "sources");
        Assert.Equal(
            ["urn:example:crm", "iso-27017", "urn:example:own"],
            Assert.IsType<ReportTable>(sources.Blocks[0]).Rows.Select(row => row.Cells[0].Text));
    }

    private static Report Of(Sides provider, Sides customer)
    {
        var (first, second) = (Resolver("urn:example:crm", provider), Resolver("urn:example:own", customer));
        return ReconciliationReport.Of(Reconciliation.Compare(first, second, new() { AsOf = Reported.Day }), first, second);
    }

    private static Resolver Resolver(string id, Sides split) => new(Reported.Matrix(controls: "9.2.1") with
    {
        Id = id,
        Title = id,
        Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
        Assignments = [new() { Controls = [Selector.Parse("9.2.1")], Split = split }],
    });
}
