using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Portfolio;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>The shared responsibility matrix for CMMC over several services.</summary>
public class ObjectiveWorkbookTests
{
    private static readonly Lazy<(PortfolioWorkbookResult Result, Dictionary<string, string[][]> Sheets, byte[] Bytes)> Example = new(() =>
        Portfolios.Write(Portfolios.Services, Portfolios.Question with { Catalog = null }, isByObjective: true));

    [Fact]
    public void There_is_a_row_for_each_assessment_objective_of_the_catalog()
    {
        var (result, sheets, _) = Example.Value;
        Assert.Equal(["Responsibilities", "About"], sheets.Keys);
        Assert.Equal("nist-800-171@2", result.Answer.Catalog);
        var catalog = DocumentSet.BuiltIn.AddShippedCatalogs().Catalogs.Single(catalog => catalog.Identity == "nist-800-171@2");
        var parents = catalog.Controls.Select(control => control.Parent).ToHashSet();
        var objectives = catalog.Controls.Where(control => !parents.Contains(control.Id) && !control.IsWithdrawn).ToList();
        Assert.Equal(320, objectives.Count);
        Assert.Equal(objectives.Select(control => (control.Id, control.Parent!, control.Title)),
            sheets["Responsibilities"][2..].Select(row => (row[0], row[1], row[2])));
    }

    [Fact]
    public void Each_service_has_its_columns_under_its_name_and_then_comes_the_own_statement()
    {
        var rows = Example.Value.Sheets["Responsibilities"];
        Assert.Equal(["Assessment Objective", "Requirement", "Title", "Over all services"], rows[1][..4]);
        string[] services = ["Beacon Watch", "Fernway managed IT", "Granite Enclave"];
        foreach (var (service, at) in services.Select((name, i) => (name, 4 + (i * 4))))
        {
            Assert.Equal(service, rows[0][at]);
            Assert.Equal(["State", "Who", "What", "Evidence"], rows[1][at..(at + 4)]);
        }
        Assert.StartsWith("Own statement of ", rows[0][16], StringComparison.Ordinal);
        Assert.Equal(["Own statement", "What we do", "Done", "Stated at"], rows[1][16..]);
    }

    [Fact]
    public void Every_state_is_as_answered()
    {
        var (result, sheets, _) = Example.Value;
        foreach (var row in sheets["Responsibilities"][2..])
        {
            var control = result.Answer.Controls.Single(control => control.Control == row[0]);
            Assert.Equal(PortfolioWords.Of(control.State), row[3]);
            Assert.Equal(PortfolioWords.Of(control.Own!.Value), row[16]);
            Assert.Equal(control.Own switch
            {
                OwnState.Claimed => "done",
                OwnState.Planned or OwnState.Unclaimed => "not done",
                _ => "",
            }, row[18]);
            foreach (var (service, at) in result.Answer.Services.Select((service, i) => (service, 4 + (i * 4))))
            {
                var cell = control.Services.FirstOrDefault(cell => cell.Service == service.Id);
                Assert.Equal(cell is null ? "" : PortfolioWords.Of(cell.State), row[at].Split(',')[0]);
                if (cell is null) Assert.All(row[at..(at + 4)], Assert.Empty);
                else if (cell.State is PortfolioState.Mine) Assert.Contains("(us)", row[at + 1], StringComparison.Ordinal);
            }
            Assert.Equal(string.Join('\n', result.Answer.Services.Select(service => (service.Name, control.Services
                    .FirstOrDefault(cell => cell.Service == service.Id)?.StatedAt)).Where(stated => stated.StatedAt is not null)
                .Select(stated => $"{stated.Name}: {stated.StatedAt}")), row.ElementAtOrDefault(19) ?? "");
        }
        Assert.Contains(sheets["Responsibilities"], row => row[16] == "unclaimed");
    }

    [Fact]
    public void Texts_and_evidence_come_through_the_chain_and_over_mappings()
    {
        var rows = Example.Value.Sheets["Responsibilities"].ToDictionary(row => row[0]);
        var factor = rows["3.5.3[a]"];
        Assert.Contains("Tenant of Granite Enclave (us)", factor[13], StringComparison.Ordinal);
        Assert.Contains("Left to us – Tenant of Granite Enclave: Turns it on for every account", factor[14], StringComparison.Ordinal);
        Assert.Equal("Larkfield Machining: Every account of the enclave has a second factor.", factor[17].Split('\n')[0]);
        // The upstream of a service performs it.
        Assert.Contains("Northfold: Runs the data centres", rows["3.10.1[a]"][6], StringComparison.Ordinal);
        // The enclave speaks of it in another catalog.
        Assert.Contains("nist-800-53", rows.Values.Select(row => row[14]).First(text => text.Contains("From ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains(rows.Values, row => row[7].Length > 0 || row[11].Length > 0 || row[15].Length > 0);
    }

    [Fact]
    public void Without_an_own_statement_it_has_no_columns()
    {
        var (result, sheets, _) = Portfolios.Write(
            Portfolios.Services, Portfolios.Question with { Own = null }, isByObjective: true);
        Assert.Equal(17, sheets["Responsibilities"][1].Length);
        Assert.Equal(320, sheets["Responsibilities"].Length - 2);
        Assert.Empty(result.Answer.OwnExplanations);
    }

    [Fact]
    public void More_services_than_a_sheet_has_columns_go_on_in_the_next()
    {
        var (result, sheets, _) = Portfolios.Write(
            Portfolios.Services, Portfolios.Question, new() { MostColumns = 16 }, isByObjective: true);
        Assert.Equal(["Responsibilities", "Responsibilities 2", "About"], sheets.Keys);
        Assert.All(["Responsibilities", "Responsibilities 2"], name => Assert.Equal(320, sheets[name].Length - 2));
        Assert.Equal(["Beacon Watch", "Fernway managed IT"], new[] { sheets["Responsibilities"][0][4], sheets["Responsibilities"][0][8] });
        Assert.Equal("Granite Enclave", sheets["Responsibilities 2"][0][4]);
        var note = Assert.Single(result.Diagnostics).Message;
        Assert.Contains("it goes on in Responsibilities 2", note, StringComparison.Ordinal);
        Assert.Contains(sheets["About"], row => row[0] == note);
    }

    [Fact]
    public void Another_catalog_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => Portfolios.Write(
            Portfolios.Services, Portfolios.Question with { Catalog = "nist-800-53@5" }, isByObjective: true));
        Assert.Contains("nist-800-171@2", exception.Message, StringComparison.Ordinal);
    }

    // It is about many services, and each of them is a document of its own.
    [Fact]
    public void It_is_no_table_that_the_import_takes_for_one_matrix()
    {
        var file = TableFileReader.Read(Example.Value.Bytes, "srm.xlsx");
        var profile = TableProfiles.FindBuiltIn("cmmc-srm")!;
        Assert.Empty(TableImporter.Import([file], profile).Documents);
    }
}
