using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Layouts in which several kinds of tables come: service models as columns, letters with commas, pages with variables, merged
/// headings.</summary>
public class OtherLayoutTests
{
    [Fact]
    public void Letters_with_commas_are_letters()
    {
        var import = ExampleTables.Import(ExampleTables.Csv(
            """
            Feature|Acme (service)|Customer
            Patching|R, A|I
            Sign-in|C|R,A
            Backup|A|R
            Rest||
            """), "raci");
        Assert.Equal(
            """
            local:patching: customer I; provider
            local:sign-in: customer; provider C
            local:backup: customer R; provider A
            """, import.Lines());
        Assert.Equal("Acme (service)", import.Documents[0].Matrix.Parties[0].Name);
    }

    [Fact]
    public void Service_models_are_columns_and_their_cells_words()
    {
        var import = ExampleTables.Import(ExampleTables.Read(
            """
            | Responsibility | SaaS | PaaS | IaaS<br>(infrastructure) | On-prem |
            |---|---|---|---|---|
            | **Data** | Customer | You | Client | Customer |
            | Operating system | Microsoft | Cloud provider | Customer | Customer |
            | Identity | Shared | Both | Hybrid | N/A |
            | Odd | Perhaps | Provider | CSP | Tenant |
            """, "models.md"), "deployment-models");
        Assert.Equal(
            """
            local:data [saas]: customer
            local:data [paas]: customer
            local:data [iaas]: customer
            local:data [onPremises]: customer
            local:operating-system [saas]: provider
            local:operating-system [paas]: provider
            local:operating-system [iaas]: customer
            local:operating-system [onPremises]: customer
            local:identity [saas]: shared
            local:identity [paas]: shared
            local:identity [iaas]: shared
            local:identity [onPremises]: notApplicable “N/A”
            local:odd [paas]: provider
            local:odd [iaas]: provider
            local:odd [onPremises]: customer
            """, import.Lines());
        Assert.Contains("Perhaps", import.Findings("RM7001"), StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_under_what_the_customer_does_are_the_customer_s()
    {
        var import = ExampleTables.Import(ExampleTables.Csv(
            """
            Customer responsibility|On-prem|IaaS|PaaS|SaaS
            Data|✓|✓|✓|✓
            Applications|✓|✓|Partial|
            Hosts|✓|||
            """), "deployment-models");
        Assert.Equal(
            """
            local:data [onPremises]: customer
            local:data [iaas]: customer
            local:data [paas]: customer
            local:data [saas]: customer
            local:applications [onPremises]: customer
            local:applications [iaas]: customer
            local:applications [paas]: shared
            local:applications [saas]: provider
            local:hosts [onPremises]: customer
            local:hosts [iaas]: provider
            local:hosts [paas]: provider
            local:hosts [saas]: provider
            """, import.Lines());
    }

    private const string Platform =
        """
        # Who does what

        <table>
          <tr><th>Responsibility</th><th>Managed cloud</th><th>Your own cloud</th></tr>
          <tr><td>Upgrades</td><td>Skiff</td><td>Skiff</td></tr>
          <tr><td>Network</td><td>Skiff</td><td>Yours</td></tr>
          <tr><td>Sign-in</td><td>Shared</td><td>Yours</td></tr>
        </table>
        """;

    [Fact]
    public void The_one_name_that_is_nobody_else_s_is_the_provider()
    {
        var import = ExampleTables.Import(ExampleTables.Read(Platform, "platform.md"), "deployment-models");
        Assert.Equal(
            """
            local:who-does-what.upgrades [managed-cloud]: provider
            local:who-does-what.upgrades [your-own-cloud]: provider
            local:who-does-what.network [managed-cloud]: provider
            local:who-does-what.network [your-own-cloud]: customer
            local:who-does-what.sign-in [managed-cloud]: shared
            local:who-does-what.sign-in [your-own-cloud]: customer
            """, import.Lines());
        Assert.Equal("Skiff", import.Documents[0].Matrix.Parties[0].Name);
        Assert.Contains("“Skiff”", import.Findings("RM7003"), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_unknown_names_neither_is_taken_for_the_provider()
    {
        var import = ExampleTables.Import(
            ExampleTables.Read(
                Platform.Replace("Network</td><td>Skiff", "Network</td><td>Depends", StringComparison.Ordinal), "platform.md"),
            "deployment-models");
        Assert.DoesNotContain("provider", import.Lines(), StringComparison.Ordinal);
        Assert.Contains("Depends", import.Findings("RM7001"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tasks_of_two_parties_are_texts_blanks_and_words()
    {
        var import = ExampleTables.Import(ExampleTables.Read(
            """
            # Responsibilities

            ## Setup {#setup}

            | Task | {{provider}} responsibilities | Your responsibilities |
            |---|---|---|
            | Install | Ship releases of {{product}}. | Run the installer. |
            | Certificates | | Renew them. |
            | Sign-in | [Shared](#shared) | [Shared](#shared) |

            ## Operation

            | Task | {{provider}} responsibilities | Your responsibilities |
            |---|---|---|
            | Install | Watch it. | N/A |
            """, "tasks.md"), "tasks", ExampleTables.Options with { Provider = "Acme" });
        Assert.Equal(
            """
            local:setup.install: provider “Ship releases of {{product}}.”; customer “Run the installer.”
            local:setup.certificates: customer “Renew them.”
            local:setup.sign-in: shared
            local:operation.install: provider “Watch it.”
            """, import.Lines());
        Assert.Equal("Acme", import.Documents[0].Matrix.Parties[0].Name);
        Assert.Contains("product", import.Findings("RM7003"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_of_controls_under_merged_headings_has_marks_or_words()
    {
        var import = ExampleTables.Import(ExampleTables.Workbook(new ExampleSheet("Moderate CIS",
            """
            Control ID|Implementation Status|||||Control Origination (select all that apply)
            |Implemented|Partially Implemented|Planned|Alternative⏎Implementation|N/A|Service Provider Corporate|
            …Service Provider System Specific|Service Provider Hybrid|Configured by Customer|Provided by Customer|Shared|
            …Inherited from pre-existing FedRAMP Authorization
            AC-1|X|||||X||||||
            AC-2|Implemented||||||Service Provider System Specific||Configured by Customer||||
            AC-2(1)||Partially⏎Implemented|||||||||Shared|
            AC-3||||||||||||
            AC-17|||||X|||||||
            """)
        { Merged = ["A1:A2", "B1:F1", "G1:M1"] }), "fedramp-crm");
        Assert.Equal(
            """
            AC-1: provider implemented
            AC-2: provider implemented; customer configure
            AC-2(1): customer; provider partial
            AC-17: notApplicable “notApplicable”
            """, import.Lines());
    }
}
