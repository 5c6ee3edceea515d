using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Matrices for CMMC: the owner from three columns, or a symbol for each way to deploy.</summary>
public class CmmcProfileTests
{
    [Fact]
    public void Three_columns_say_together_who_performs()
    {
        var import = ExampleTables.Import(ExampleTables.Csv(
            """
            control_id|addressed_by_enclave|requires_client_config|organizational_control|notes
            AC.L1-3.1.1|full|false|false|Sign-in is ours.
            AC.L2-3.1.3|full|true|false|
            3.1.4|partial|false|true|
            3.1.5[a]|partial|true|true|
            3.1.6|partial|false|false|
            3.2.1|none|false|true|Train your people.
            3.2.2|none|true|false|
            3.2.3|none|false|false|
            3.3.1|some|false|false|
            """), "cmmc-srm");
        Assert.Equal(
            """
            3.1.1: provider; notes “Sign-in is ours.”
            3.1.3: provider; customer configure
            3.1.4: provider; customer perform
            3.1.5[a]: provider; customer configure; customer perform
            3.1.6: shared
            3.2.1: customer; notes “Train your people.”
            3.2.2: customer configure
            3.2.3: customer
            """, import.Lines());
        Assert.Contains("addressed “some”", import.Findings("RM7001"), StringComparison.Ordinal);
        Assert.Contains("B6", import.Findings("RM7003"), StringComparison.Ordinal);
    }

    private const string Page =
        """
        # Responsibilities

        | Symbol | Meaning |
        |---|---|
        | ✅ | The enclave does it |
        | ➖ | Not applicable |

        ## Access control

        | Control | Provider | Hosted | On your own |
        |---|---|---|---|
        | AC.L2-3.1.1 | Directory | ✅ Sign-in is central | ⚙️ Connect your directory |
        | AC.L2-3.1.2 | Directory | ✅ | 🔧 Map your roles |

        ## Awareness

        | Control | Provider | Hosted | On your own |
        |---|---|---|---|
        | AT.L2-3.2.1 | – | 👤 Train your people | 👤 |
        | AT.L2-3.2.2 | – | ➖ No such role | ❓ |

        ## Totals

        | Symbol | Hosted | On your own | Count |
        |---|---|---|---|
        | ✅ | 2 | 0 | 2 |
        | 👤 | 1 | 2 | 2 |
        """;

    [Fact]
    public void Each_way_to_deploy_has_its_symbols_and_the_totals_are_held_against_them()
    {
        var import = ExampleTables.Import(ExampleTables.Read(Page, "srm.md"), "cmmc-srm");
        Assert.Equal(
            """
            3.1.1 [hosted]: provider “Sign-in is central”
            3.1.1 [on-your-own]: provider; customer configure “Connect your directory”
            3.1.2 [hosted]: provider
            3.1.2 [on-your-own]: customer configure “Map your roles”
            3.2.1 [hosted]: customer “Train your people”
            3.2.1 [on-your-own]: customer
            3.2.2 [hosted]: notApplicable “No such role”
            """, import.Lines());
        var matrix = import.Documents[0].Matrix;
        Assert.Equal(["hosted", "on-your-own"], matrix.Service.Models);
        Assert.Equal("Directory", matrix.Assignments[0].Duties[0].Component);
        Assert.Contains("❓", import.Findings("RM7001"), StringComparison.Ordinal);
        var totals = import.Findings("RM7005");
        Assert.Contains("counts 2 “👤”, and its rows have 1", totals, StringComparison.Ordinal);
        Assert.Single(totals.Split('\n'));
    }
}
