using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>A table with the control and its owner as a word.</summary>
public class ResponsibilityColumnProfileTests
{
    [Fact]
    public void A_statement_of_applicability_has_reasons_and_statuses()
    {
        var import = ExampleTables.Import(ExampleTables.Workbook(new ExampleSheet("SoA",
            """
            Statement of applicability
            ISO 27001 Control|Control Title|Applicable|Justification for inclusion / exclusion|Implementation Status|
            …Responsibility (CSP / CSC)|Remarks
            A.5.1 Policies for information security|Policies|Yes|Law|Implemented|Shared|
            A.5.2|Roles|Yes|Contract|Partially implemented|Cloud service provider|Being written
            A.7.4|Monitoring|No|We have no premises.||CSC|
            A.8.1|Devices|Yes|Risk|Planned|CSC|

            A.8.2|Rights|Yes|Risk|Not implemented|Vendor|
            """)
        { Merged = ["A1:G1"] }), "responsibility-column");
        Assert.Equal(
            """
            5.1: provider implemented; customer; notes “Law”
            5.2: provider partial; notes “Contract⏎Being written”
            7.4: notApplicable “We have no premises.”
            8.1: customer; notes “Risk⏎status: Planned”
            8.2: provider notImplemented; notes “Risk”
            """, import.Lines());
        var scope = Assert.Single(import.Documents[0].Matrix.Catalogs);
        Assert.Equal(("iso-27017", "2026"), (scope.Id, scope.Edition));
    }

    [Theory]
    [InlineData("CSP", "provider")]
    [InlineData("vendor", "provider")]
    [InlineData("Service provider", "provider")]
    [InlineData("**Provider**", "provider")]
    [InlineData("Client", "customer")]
    [InlineData("Tenant", "customer")]
    [InlineData("Customer-managed", "customer")]
    [InlineData("Joint", "shared")]
    [InlineData("Both", "shared")]
    [InlineData("Hybrid", "shared")]
    [InlineData("Acme and Customer", "shared")]
    [InlineData("Customer / CSP", "shared")]
    [InlineData("Inherited", "provider; inheritability full")]
    [InlineData("Partially inherited", "shared; inheritability partial")]
    [InlineData("Third-party", "third-party")]
    [InlineData("N/A", "notApplicable “N/A”")]
    [InlineData("Not applicable (no wireless)", "notApplicable “Not applicable (no wireless)”")]
    public void Words_in_common_spellings_say_who_is_responsible(string word, string expected) => Assert.Equal($"AC-2: {expected}",
        ExampleTables.Import(ExampleTables.Csv($"Owner|Extra|Control⏎ID\n{word}||ac-02"), "responsibility-column").Lines());

    [Theory]
    [InlineData("AC.L2-3.1.3", "3.1.3", "nist-800-171@2")]
    [InlineData("CEK-01", "CEK-01", "csa-ccm@4.0")]
    [InlineData("CRY-01", "CRY-01", "bsi-c5@2020")]
    [InlineData("9.2.3", "9.2.3", "iso-27017@2015")]
    [InlineData("X-99.1", "local:X-99.1", null)]
    public void The_catalog_is_the_one_that_has_the_ids(string id, string control, string? catalog)
    {
        var import = ExampleTables.Import(ExampleTables.Csv($"Ref|Responsible\n{id}|Shared"), "responsibility-column");
        Assert.Equal($"{control}: shared", import.Lines());
        Assert.Equal(catalog, import.Documents[0].Matrix.Catalogs.Select(scope => $"{scope.Id}@{scope.Edition}").FirstOrDefault());
    }

    [Fact]
    public void A_hidden_column_is_not_read()
    {
        var import = ExampleTables.Import(ExampleTables.Workbook(new ExampleSheet("Sheet1",
            """
            Control|Owner|Responsibility|Comments
            AC-1|Customer|Provider|Secret
            """)
        { HiddenColumns = [2, 4] }), "responsibility-column");
        Assert.Equal("AC-1: provider", import.Lines());
    }
}
