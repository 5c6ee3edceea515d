using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Lists of what the customer has to do, by controls.</summary>
public class CustomerResponsibilitiesProfileTests
{
    [Fact]
    public void A_text_with_many_controls_is_a_duty_of_each_and_texts_of_one_control_add_up()
    {
        var import = ExampleTables.Import(ExampleTables.Workbook(new ExampleSheet("Customer Responsibilities",
            """
            Customer responsibility matrix
            Ref #|Customer Responsibility|Controls Reference
            1|Manage your accounts.|AC-2, AC-02(01), AC-3
            2|Review them each year.|AC-2; AC-3
            3|Train your people.|AT-2
            4|Do something.|
            """)), "customer-responsibilities");
        Assert.Equal(
            """
            AC-2, AC-3: customer “Manage your accounts.”; customer “Review them each year.”
            AC-2(1): customer “Manage your accounts.”
            AT-2: customer “Train your people.”
            """, import.Lines());
        Assert.Contains("names no control", import.Findings("RM7001"), StringComparison.Ordinal);
    }

    [Fact]
    public void Complementary_user_entity_controls_stand_beside_those_of_the_provider()
    {
        var import = ExampleTables.Import(ExampleTables.Read(
            """
            | # | Complementary User Entity Controls (CUECs) | Related Criteria |
            |---|---|---|
            | 1 | User entities remove leavers. | CC6.1, CC6.2 |
            | 2 | User entities report incidents. | CC7.3 |
            | 3 | N/A | CC8.1 |
            """, "cuec.md"), "customer-responsibilities");
        Assert.Equal(
            """
            local:CC6.1, local:CC6.2: shared; customer “User entities remove leavers.”
            local:CC7.3: shared; customer “User entities report incidents.”
            local:CC8.1: provider
            """, import.Lines());
    }

    [Fact]
    public void Criteria_with_complementary_customer_criteria_are_found_in_their_catalog()
    {
        var import = ExampleTables.Import(ExampleTables.Csv(
            """
            Area|Criterion|Title|Complementary Customer⏎Criteria
            Organisation|OIS-01|Management system|-
            Identity|IDM-01|Policy|Customers write a policy for their own accounts.
            Identity|IDM-02|Granting|Customers grant with care.
            """), "customer-responsibilities");
        Assert.Equal(
            """
            OIS-01: provider
            IDM-01: shared; customer “Customers write a policy for their own accounts.”
            IDM-02: shared; customer “Customers grant with care.”
            """, import.Lines());
        Assert.Equal("bsi-c5", Assert.Single(import.Documents[0].Matrix.Catalogs).Id);
    }
}
