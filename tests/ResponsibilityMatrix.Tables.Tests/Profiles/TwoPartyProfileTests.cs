using ResponsibilityMatrix.Model;
using Xunit;
using static ResponsibilityMatrix.Tables.Tests.Tables;

namespace ResponsibilityMatrix.Tables.Tests.Profiles;

/// <summary>The profiles of tables that share work between two teams or parties, on other tables of their kinds.</summary>
public class TwoPartyProfileTests
{
    [Fact]
    public void Each_cell_of_an_area_is_a_row_with_the_texts_of_its_task()
    {
        var import = Import("areas", FileOf(
            Page("Operations",
                "Component | ACME responsibilities | Customer responsibilities | Remark", "Nodes | Patch. | Restart. | soon"),
            Page("Overview", "Component | Operations | Recovery", "Nodes | Shared | Acme", "", "Disks | Acme and cloud provider | N/A")));

        Assert.Equal(
            [("Nodes", "Shared"), ("Nodes", "Provider"), ("Disks", "SharedProviderThirdParty"), ("Disks", "NotApplicable")],
            Answers(import.Documents[0]));
        var nodes = import.Documents[0].Matrix.Assignments[0];
        Assert.Equal(["Patch."], Texts(nodes, "provider"));
        Assert.Equal(["Restart."], Texts(nodes, "customer"));
        Assert.Equal("ACME", import.Documents[0].Matrix.Parties[0].Name);
        Assert.Contains(import.Findings, finding => finding.Id == "RM7002" && finding.Text.Contains("Remark", StringComparison.Ordinal));
        Assert.Empty(Errors(import));
    }

    [Fact]
    public void A_heading_that_names_the_provider_and_another_gives_both_the_text()
    {
        var import = Import("areas", FileOf(
            Page("Operations", "Resource | Acme and Skynet responsibilities | Customer responsibilities", "Nodes | Watch. | Report."),
            Page("Overview", "Resource | Operations", "Nodes | Shared")));

        Assert.Equal([("Nodes", "SharedAll")], Answers(import.Documents[0]));
        Assert.Equal(["Acme", "Customer", "Skynet"], import.Documents[0].Matrix.Parties.Select(party => party.Name));
    }

    [Theory]
    [InlineData("Redhat", "Provider")]
    [InlineData("RED  HAT", "Provider")]
    [InlineData("You", "Customer")]
    [InlineData("Cloud provider", "ThirdParty")]
    [InlineData("Both", "Shared")]
    public void The_words_of_areas_name_parties(string word, string answer)
    {
        var import = Import("areas", FileOf(Sheet("Resource | Change", $"Nodes | {word}")), new() { Provider = "Red Hat" });
        Assert.Equal([("Nodes", answer)], Answers(import.Documents[0]));
    }

    [Fact]
    public void The_provider_of_areas_has_the_name_that_the_cells_repeat()
    {
        var import = Import("areas", FileOf(Sheet(
            "Resource | Change | Recovery", "Nodes | Skynet | Customer", "Disks | Skynet and cloud provider | Sky Net")));

        Assert.Equal(["Provider", "Customer", "SharedProviderThirdParty", "Provider"],
            Answers(import.Documents[0]).Select(answer => answer.Item2));
        Assert.Equal("Sky Net", import.Documents[0].Matrix.Parties[0].Name);
    }

    [Fact]
    public void A_word_that_names_nobody_is_not_understood()
    {
        var import = Import("areas", FileOf(Sheet("Resource | Change", "Nodes | Red Hat and Skynet")), new() { Provider = "Red Hat" });
        var finding = Assert.Single(import.Diagnostics, finding => finding.Id == "RM7001");
        Assert.Contains("Skynet", finding.Message, StringComparison.Ordinal);
        Assert.Equal(1, import.Count(Agreements.ImportedRowOutcome.NotUnderstood));
    }

    [Fact]
    public void Columns_of_deployment_models_are_service_models()
    {
        var import = Import("deployment-models", FileOf(Sheet(
            "| On-prem | SaaS | IaaS | Responsibility", "| Customer | Shared | Customer | Accounts and identities", "| | | | ",
            "| Customer | Microsoft | Shared* | Operating system", "| Customer | N/A | — | Physical hosts")));

        var document = import.Documents[0];
        Assert.Equal(["onPremises", "saas", "iaas"], document.Matrix.Service.Models);
        Assert.Equal(["Shared", "Provider", "NotApplicable"], Answers(document, "saas").Select(answer => answer.Answer));
        Assert.Equal(["Customer", "Shared", "Unassigned"], Answers(document, "iaas").Select(answer => answer.Answer));
        Assert.Equal(8, import.Count(Agreements.ImportedRowOutcome.Imported));
        Assert.Contains(document.Matrix.Assignments, assignment => assignment.Source?.Label == "Shared*" && assignment.Notes is not null);
        Assert.Empty(Errors(import));
    }

    [Fact]
    public void The_name_of_a_platform_in_the_cells_is_given_by_the_caller()
    {
        var import = Import("deployment-models", FileOf(Sheet("Responsibility | Managed | Self-hosted", "Backups | RC | Yours")),
            new() { Provider = "RC" });
        Assert.Equal([("Backups", "Provider")], Answers(import.Documents[0], "managed"));
        Assert.Equal([("Backups", "Customer")], Answers(import.Documents[0], "self-hosted"));
    }

    [Fact]
    public void Symbols_say_who_is_responsible_and_brackets_what_each_does()
    {
        var import = Import("symbols", FileOf(Page("Workers",
            "Task | Squad | Platform Team", "Build | ✔️ | ❌", "Host | ❌ | ✅", "", "Tune | 🤝🏽 (limits) | 🤝 (defaults)", "Pay | ✅ | ✅",
            "Plan | maybe | ✅")));

        Assert.Equal(
            [("Build", "Customer"), ("Host", "Provider"), ("Tune", "Shared"), ("Pay", "Shared"), ("Plan", "Unassigned")],
            Answers(import.Documents[0]));
        var tune = import.Documents[0].Matrix.Assignments[2];
        Assert.Equal(["defaults"], Texts(tune, "provider"));
        Assert.Equal(["limits"], Texts(tune, "customer"));
        Assert.Equal(new SourceLabel { Label = "🤝 (defaults); 🤝🏽 (limits)", Vocabulary = "symbols", At = "C5" }, tune.Source);
        Assert.Equal(["Platform Team", "Squad"], import.Documents[0].Matrix.Parties.Select(party => party.Name));
        Assert.Contains("maybe", Assert.Single(import.Diagnostics, finding => finding.Id == "RM7001").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_teams_the_first_provides()
    {
        var import = Import("symbols", FileOf(Sheet("Activity | Core | Feature crew", "Build | ✅ | -")));
        Assert.Equal(["Core", "Feature crew"], import.Documents[0].Matrix.Parties.Select(party => party.Name));
        Assert.Equal([("Build", "Provider")], Answers(import.Documents[0]));
    }

    [Fact]
    public void Texts_of_two_parties_are_duties_and_a_blank_is_none()
    {
        var import = Import("tasks", FileOf(Page("Network",
            "Area | What the module does | What the caller owns | Related input",
            "DNS | Creates a zone. | Delegates it, if there is one. | `zone_id`", "Backup | None | Takes them. | ")));

        Assert.Equal([("DNS", "Shared"), ("Backup", "Customer")], Answers(import.Documents[0]));
        Assert.Equal(["module", "caller"], import.Documents[0].Matrix.Parties.Select(party => party.Name));
        Assert.Contains("“if”", Assert.Single(import.Findings, finding => finding.Id == "RM7003").Text, StringComparison.Ordinal);
        Assert.Equal("`zone_id`", import.Documents[0].Matrix.Assignments[0].Notes);
        Assert.Equal(["network.dns", "network.backup"], import.Documents[0].Matrix.Controls.Select(control => control.Id));
    }

    [Theory]
    [InlineData(null, "Provider")]
    [InlineData("Acme", "Acme")]
    public void Variables_of_a_page_stand_in_its_headings(string? value, string name)
    {
        var import = Import("tasks",
            FileOf(Sheet("Task | Your responsibilities | {{vendor}} responsibilities", "Patch | Ask {{vendor}}. | Do it.")),
            new() { Variables = new(value is null ? [] : [new("vendor", value)]) });
        Assert.Equal(name, import.Documents[0].Matrix.Parties[0].Name);
        Assert.Equal($"Ask {value ?? "{{vendor}}"}.", import.Documents[0].Matrix.Assignments[0].Customer);
    }
}
