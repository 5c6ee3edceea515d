using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Portfolio.Tests;

/// <summary>
/// Portfolios whose every cell an independent script has recounted from the documents. Each number here is one that
/// <c>tests/portfolio-recount/recount.py</c> prints; its README says with which arguments.
/// </summary>
public sealed class RecountTests
{
    private static readonly string Repository = Folders.Repository ?? "";

    [EncodedFixturesFact]
    public void An_application_on_two_real_matrices_has_the_totals_of_the_recount()
    {
        var encoded = Folders.EncodedFixtures!;
        var folder = Path.Combine(Repository, "tests", "portfolio-recount", "federal");
        AssertTotals(
            """
            all: 38 open, 5 mine, 1685 unaddressed
            own: 6 contradicted, 1657 unclaimed, 2 planned, 52 claimed, 10 inherited, 1 declared
            azure-gov: 12 open, 24 mine, 7 covered
            cso: 27 open, 16 mine
            """,
            [Path.Combine(encoded, "azure-gov-crm.matrix.json"), Path.Combine(encoded, "fedramp-examples.matrix.json")],
            [Path.Combine(encoded, "nist-800-53-rev5.catalog.json"), Path.Combine(folder, "rev5.mapping.json")],
            "nist-800-53@5", Path.Combine(folder, "permits.portfolio.json"), Path.Combine(folder, "own.matrix.json"));
    }

    [SourcesFact]
    public void A_contractor_with_three_providers_has_the_totals_of_the_recount()
    {
        var folder = Path.Combine(Repository, "docs", "portfolio");
        AssertTotals(
            """
            all: 11 open, 241 mine, 51 covered, 7 notApplicable, 10 unaddressed
            own: 4 contradicted, 24 unclaimed, 26 planned, 200 claimed, 59 inherited, 7 declared
            beacon-watch: 27 mine, 65 covered; 2 notDone, 3 unverified, 35 carvedOut, 35 unassured, 10 accountable
            fernway-managed-it: 2 open, 222 mine, 72 covered, 7 notApplicable; 3 notDone, 2 unverified, 2 accountable
            granite-enclave: 9 open, 190 mine, 44 covered, 1 notApplicable; 3 notDone
            """,
            Documents(folder, "services"), Documents(folder, "upstreams"), "nist-800-171@2",
            Path.Combine(folder, "larkfield.portfolio.json"), Path.Combine(folder, "ours.matrix.json"));
    }

    [SourcesFact]
    public void A_folder_with_broken_expired_and_contradictory_documents_has_the_totals_of_the_recount()
    {
        var folder = Path.Combine(Repository, "tests", "portfolio-recount", "trouble");
        AssertTotals(
            """
            all: 16 open, 2 mine, 15 covered, 287 unaddressed
            annexed: 1 mine, 1 covered
            chained: 9 open, 7 covered; 4 notDone, 3 unverified, 3 carvedOut, 2 unassured
            contradictory: 2 open, 1 covered
            copy: 3 covered
            expired: 5 open
            first-day: 2 covered
            last-day: 2 covered
            lost: nothing
            same-a: 1 covered
            same-b: 1 mine
            statements: 1 covered
            versions: 5 covered
            """,
            Documents(folder, "services"), Documents(folder, "upstreams"), "nist-800-171@2");
    }

    private static string[] Documents(params string[] folder) =>
        [.. Directory.GetFiles(Path.Combine(folder), "*.json").Order(StringComparer.Ordinal)];

    private static void AssertTotals(
        string expected, string[] services, string[] behind, string catalog, string? plan = null, string? own = null)
    {
        var documents = DocumentSet.BuiltIn.AddShippedCatalogs()
            .AddRange(behind.Where(file => !file.EndsWith(".matrix.json", StringComparison.Ordinal))
                .Select(file => DocumentReader.Load(File.ReadAllBytes(file))));
        var answer = Portfolio.Answer([.. services.Select(ToFile)], new()
        {
            For = "customer",
            AsOf = new(2026, 12, 1),
            Catalog = catalog,
            Documents = documents,
            Upstreams = [.. behind.Where(file => file.EndsWith(".matrix.json", StringComparison.Ordinal)).Select(ToFile)],
            Plan = plan is null ? null : PortfolioJson.ReadPlan(File.ReadAllBytes(plan)),
            Own = own is null ? null : new(DocumentReader.Load<Matrix>(File.ReadAllBytes(own))),
        });
        Assert.Equal(expected.ReplaceLineEndings(), string.Join(Environment.NewLine, Totals(answer)));
    }

    private static PortfolioFile ToFile(string path) => new() { Name = path, Read = () => File.ReadAllBytes(path) };

    /// <summary>The lines that the script prints.</summary>
    private static IEnumerable<string> Totals(PortfolioAnswer answer)
    {
        var leaves = answer.Controls.Where(control => control.Leaf).ToList();
        yield return $"all: {Counted<PortfolioState>(leaves.Select(leaf => leaf.State))}";
        if (answer.Own.Count > 0) yield return $"own: {Counted<OwnState>(leaves.Select(leaf => leaf.Own!.Value))}";
        foreach (var service in answer.Services.ToList())
        {
            var cells = leaves.SelectMany(leaf => leaf.Services).Where(cell => cell.Service == service.Id).ToList();
            var states = Counted<PortfolioState>(cells.Select(cell => cell.State));
            var flags = string.Join(", ", new[] { "notDone", "unverified", "carvedOut", "unassured", "accountable" }
                .Select(flag => (flag, count: cells.Count(cell => cell.Flags.Contains(flag)))).Where(flag => flag.count > 0)
                .Select(flag => $"{flag.count} {flag.flag}"));
            yield return $"{service.Id}: {(states.Length == 0 ? "nothing" : states)}{(flags.Length == 0 ? "" : $"; {flags}")}";
        }
    }

    private static string Counted<T>(IEnumerable<T> states)
        where T : struct, Enum
    {
        var all = states.ToList();
        return string.Join(", ", Enum.GetValues<T>().Where(state => all.Contains(state)).Select(state =>
            $"{all.Count(other => other.Equals(state))} {System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString())}"));
    }
}
