using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Requirements with a mark in the column of who is responsible, as for PCI DSS.</summary>
public class RequirementMarksProfileTests
{
    [Fact]
    public void Headings_in_two_rows_say_whose_column_it_is()
    {
        var import = ExampleTables.Import(ExampleTables.Workbook(new ExampleSheet("Responsibility matrix",
            """
            PCI DSS Requirement|Responsibility|||Specific Coverage / Scope of Entity Responsibility|
            …Specific Coverage / Scope of TPSP Responsibility|How and When TPSP Will Provide Evidence of Compliance to Entity
            |TPSP⏎Only|Entity Only|Joint|||
            Requirement 1: Networks
            1.2.1 Configuration standards are written|X||||We write ours.|Report each year
            1.2.2|||X|Approve your changes.|We approve ours.|
            12.8.5||x||Keep the list.||
            12.9.2 Support|✓|||||
            A1.1.1|||||||
            """)
        { Merged = ["A1:A2", "B1:D1", "E1:E2", "F1:F2", "G1:G2", "A3:G3"] }), "requirement-marks");
        Assert.Equal(
            """
            local:1.2.1: provider by report-each-year “We write ours.”
            local:1.2.2: provider “We approve ours.”; customer “Approve your changes.”
            local:12.8.5: customer “Keep the list.”
            local:12.9.2: provider
            """, import.Lines());
        Assert.Equal("Configuration standards are written", import.Documents[0].Matrix.Controls[0].Title);
    }

    [Fact]
    public void Marks_words_and_names_in_any_order_are_understood()
    {
        var import = ExampleTables.Import(ExampleTables.Csv(
            """
            Requirement|Description|Client|Acme|Both|N/A|Notes
            2.2.1|One|Yes|No||
            2.2.2|Two||●||
            2.2.3|Three|||X||
            2.2.4|Four||||X|There is no wireless network.
            2.2.5|Five|Client|Acme||
            2.2.6|Six|Shared|Shared||
            2.2.7|Seven|N/A|Yes||
            2.2.8|Eight|N/A|N/A||
            """), "requirement-marks");
        Assert.Equal(
            """
            local:2.2.1: customer
            local:2.2.2: provider
            local:2.2.3: shared
            local:2.2.4: notApplicable “There is no wireless network.”
            local:2.2.5: shared
            local:2.2.6: shared
            local:2.2.7: provider
            local:2.2.8: notApplicable “N/A; N/A”
            """, import.Lines());
        Assert.Equal("Acme", import.Documents[0].Matrix.Parties[0].Name);
    }
}
