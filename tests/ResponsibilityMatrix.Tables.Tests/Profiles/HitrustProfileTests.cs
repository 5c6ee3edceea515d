using ResponsibilityMatrix.Agreements;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>A provider's responsibility matrix for HITRUST.</summary>
public class HitrustProfileTests
{
    [Fact]
    public void The_word_decides_and_the_text_of_a_side_without_a_part_goes_to_the_notes()
    {
        var import = ExampleTables.Import(ExampleTables.Workbook(
            new ExampleSheet("Read me", "Whatever|it|says"),
            new ExampleSheet("Matrix",
                """
                HITRUST CSF v9.4 shared responsibilities
                Unique HITRUST Identifier|Domain Number|Domain Name|Related HITRUST CSF Control|Type|CSF Level|
                …HITRUST CSF Requirement Statement|Acme Ownership|Customer Ownership|Acme Responsibilities|Customer Responsibilities|
                …Responsibility|How control is enabled|Version 9.4 alignment
                0101.00a1Organizational.123|01|Program|00.a Management program|Organizational|1|There is a program.|Yes|No|We run it.|
                …Nothing to do.|Acme|By policy|Same
                0102.00a2Organizational.123|01|Program|00.a Management program|Organizational|2|It is reviewed.|Yes|Yes|
                …We review ours.|Review yours.|Shared||Same

                0201.09j1Organizational.124|02|Endpoint|09.j Malware|Organizational|1|Scanners run.|No|Yes|Ours do.|Run yours.|
                …Customer||Same
                0202.09j1Organizational.3|02|Endpoint|09.j Malware|Organizational|1|Wireless.|||||Removed from 9.4 Scope||
                0203.09j1Organizational.5|02|Endpoint|09.j Malware|Organizational|1|Nothing yet.|||||||
                """)
            { Merged = ["A1:N1"] },
            new ExampleSheet("Lists", "Unique HITRUST Identifier|Responsibility⏎x|Shared") { Hidden = true }), "hitrust");
        Assert.Equal(
            """
            local:0101.00a1Organizational.123: provider “We run it.”; notes “Customer: Nothing to do.⏎By policy”
            local:0102.00a2Organizational.123: provider “We review ours.”; customer “Review yours.”
            local:0201.09j1Organizational.124: customer “Run yours.”; notes “Acme: Ours do.”
            local:0202.09j1Organizational.3: notApplicable “Removed from 9.4 Scope”
            """, import.Lines());
        var matrix = import.Documents[0].Matrix;
        Assert.Equal("Acme", matrix.Parties[0].Name);
        Assert.Equal(("00.a Management program", "There is a program.", "program"),
            (matrix.Controls[0].Title, matrix.Controls[0].Description, matrix.Controls[0].Group));
        Assert.Equal(1, import.Count(ImportedRowOutcome.Unanswered));
        Assert.Contains("Lists", import.Findings("RM7002"), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_names_other_order_and_other_spellings_are_understood()
    {
        var import = ExampleTables.Import(ExampleTables.Csv(
            """
            responsibility|vendor responsibilities|Tenant Responsibilities|Extra|BUID|Requirement⏎Statement
            Both|A|B|x|1.1|One
            Tenant||C|x|1.2|Two
            CSP|D||x|1.3|Three
            n/a||||1.4|Four
            """), "hitrust");
        Assert.Equal(
            """
            local:1.1: provider “A”; customer “B”
            local:1.2: customer “C”
            local:1.3: provider “D”
            local:1.4: notApplicable “n/a”
            """, import.Lines());
        Assert.Contains("Extra", import.Findings("RM7002"), StringComparison.Ordinal);
    }
}
