using Xunit;
using static ResponsibilityMatrix.Tables.Tests.Tables;

namespace ResponsibilityMatrix.Tables.Tests.Profiles;

/// <summary>The profile of the security baselines of Azure services, on other workbooks of the kind.</summary>
public class AzureBaselineProfileTests
{
    private static readonly TableSheet Features = Sheet(
        "Feature Name | Responsibility | Severity | MCSB Control ID | Guidance | Feature Supported | Control Domain | MCSB Control Title",
        "Backup | Shared | 1 | BR-1 | Take them. | True | Backup | Ensure backups",
        "TLS | Microsoft | 1 | DP-3 | None | True | Data | Encrypt data in transit", "",
        "Snapshots | Not Applicable | 1 | BR-1 | This feature is not supported. | False | Backup | Ensure backups",
        "RBAC | Customer | 1 | None | Assign roles. | True | Access | None",
        "Locks | Customer | 1 | AM-2 | Lock. | True | Assets | Use only approved services") with
    { Name = "Sheet1" };

    [Fact]
    public void Features_of_a_control_have_owners_of_their_own()
    {
        var import = Import("azure-security-baseline",
            new TableFile { File = "key-vault-security-baseline.xlsx", Sheets = [Features] }, new() { MakesCatalog = true });

        var document = import.Documents[0];
        Assert.Equal("key-vault", document.Matrix.Service.Name);
        Assert.Equal("mcsb@3.0", document.Catalog!.Identity);
        Assert.Equal(["BR-1", "DP-3", "AM-2"], document.Catalog.Controls.Select(control => control.Id));
        Assert.Equal(
            [
                ("Backup", "Shared"), ("Encrypt data in transit", "Provider"), ("Snapshots", "NotApplicable"),
                ("Use only approved services", "Customer"),
            ],
            Answers(document).OrderBy(answer => answer.Title, StringComparer.Ordinal));
        Assert.Equal("This feature is not supported.", Assert.Single(document.Matrix.Assignments, row => row.State is not null).Reason);
        Assert.Equal(["Take them."], Texts(document.Matrix.Assignments[0], "customer"));
        Assert.Equal("the row names no control.", Assert.Single(import.Findings, finding => finding.Id == "RM7001").Text);
        Assert.Contains(import.Findings, finding => finding.Id == "RM7002" && finding.Text.Contains("Severity", StringComparison.Ordinal));
        Assert.Empty(Errors(import));
    }

    [Fact]
    public void The_caller_names_the_service()
    {
        var import = Import("azure-security-baseline", FileOf(Features), new() { Service = "Key Vault" });
        Assert.Equal("Key Vault", import.Documents[0].Matrix.Service.Name);
        Assert.Contains(import.Diagnostics, finding => finding.Id == "RM1003");
        Assert.Empty(Errors(import));
    }
}
