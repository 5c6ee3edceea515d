using System.Text.RegularExpressions;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;
using static ResponsibilityMatrix.Tables.Tests.Tables;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Rows that people carried over by hand and rows that are imported state the same, but where a person knew more than the table
/// says; skipped where the files are not at hand.</summary>
public sealed class EncodedComparisonTests
{
    private static readonly Lazy<DocumentSet> Catalogs = new(() => Directory.GetFiles(Folders.EncodedFixtures!, "*.catalog.json")
        .Aggregate(DocumentSet.BuiltIn, (set, path) => set.Add(DocumentReader.Load<Catalog>(File.ReadAllBytes(path)))));

    [RealTablesTheory]
    [InlineData("openshift-dedicated", "redhat-osd-2021")]
    // The heading that names AWS stands above both tasks; one of them was carried over without it.
    [InlineData("rosa", "redhat-rosa-2021", "Virtual networking / Incident and operations management: Shared, imported SharedAll")]
    public void The_cells_of_OpenShift_are_those_carried_over(string name, string folder, params string[] differences)
    {
        var import = Import("areas",
            [.. Directory.GetFiles(PathOf(folder), "*.adoc").Select(path => Read(folder, Path.GetFileName(path)))]);
        var groups = import.Documents[0].Matrix.Groups.ToDictionary(group => group.Id, group => group.Title);
        var areas = import.Documents[0].Matrix.Controls.ToDictionary(control => control.Id, control => groups[control.Group!]);
        var imported = Resolved(import).ToDictionary(row => $"{row.Title} / {areas[row.Control]}", AnswerOf);
        var encoded = Encoded(name);
        var titles = encoded.Controls.ToDictionary(control => control.Control, control => control.Title);
        Assert.Equal(differences, Differences(encoded.Controls.Where(row => row.IsLeaf)
            .Select(row => ($"{titles[row.Parent!]} / {row.Title}", AnswerOf(row))), imported, 50));
    }

    [RealTablesFact]
    public void The_cells_of_AI_security_are_those_carried_over()
    {
        var import = Import("deployment-models", Read("ai-security-srm", "responsibility-matrix.md"));
        var encoded = DocumentReader.Load<Matrix>(File.ReadAllBytes(EncodedPath("ai-security"))).Document!;
        for (var model = 0; model < 8; model++)
        {
            var imported = Resolved(import, import.Documents[0].Matrix.Service.Models[model]).Select(AnswerOf).ToList();
            Assert.Equal(Encoded("ai-security", encoded.Service.Models[model]).Controls.Select(AnswerOf), imported);
        }
    }

    [RealTablesFact]
    public void The_rows_of_Temporal_are_those_carried_over() => Assert.Equal([], Differences(
        Encoded("temporal-platform").Controls.Where(row => row.IsLeaf).Select(row => (row.Title, AnswerOf(row))),
        ByTitle(Import("symbols", Read("temporal-platform-hub", "shared-responsibility.md"))), 11));

    [RealTablesFact]
    public void The_rows_of_Cloud_Temple_are_those_carried_over()
    {
        List<string> differences = [];
        (string Prefix, string Page, int Count)[] pages =
            [("iaas", "iaas_raci", 3), ("k8s", "kubernetes_raci", 4), ("vm", "vm-instances_raci", 3)];
        foreach (var (prefix, page, count) in pages)
            differences.AddRange(Differences(
                Encoded("cloud-temple-raci").Controls.Where(row => row.IsLeaf && row.Control.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(row => (row.Title, AnswerOf(row))),
                ByTitle(Import("raci", Read("cloud-temple-raci", "en", $"{page}.md"))), count));
        // A person made an option of the first words, and chose that it is not subscribed by default.
        Assert.Equal(
            ["If subscribed: implement the initial network configuration for Internet and Firewall services: " +
                "NotApplicable, imported Provider"],
            differences);
    }

    [RealTablesFact]
    public void The_controls_of_the_sample_are_those_carried_over() => Assert.Equal([], Differences(
        ByKey(Encoded("azure-gov-crm")),
        ByKey(Import("responsibility-column", Read("ato-copilot-azure-gov-crm", "sample-crm-import.csv"))), 14));

    [RealTablesFact]
    public void The_examples_of_FedRAMP_are_those_carried_over() => Assert.Equal(
        // The parts of the others are in the customer's text; the word “No” gives the row to the customer.
        ["ra.5.a: SharedAll, imported Customer", "ra.5.b: SharedAll, imported Customer"], Differences(
        ByKey(Encoded("fedramp-examples")), ByKey(Import("fedramp-crm",
            Read("fedramp-cis-crm-template-rev5", "SSP-Appendix-J-CSO-CIS-and-CRM-Workbook.xlsx"), new() { Only = "examples" })), 14));

    [RealTablesFact]
    public void The_controls_of_cloud_gov_are_those_carried_over() => Assert.Equal(
        [
            // A text beside an inheritance that is not full is a duty of the customer, to be reviewed.
            "ac.1.a: Provider, imported Shared",
            // The status N/A decides, and the text is its reason; the import tells of it, since the text has a part of the customer.
            "ac.2.2: Shared, imported NotApplicable",
            "ac.2.4: Provider, imported Shared",
            "ac.17.4.a: Provider, imported Shared",
        ], Differences(
        ByKey(Encoded("cloudgov-crm")), ByKey(Import("fedramp-crm", Read("cloudgov-cis-crm", "cloud.gov-CIS-Worksheet.xlsx"))), 18));

    private static List<string> Differences(
        IEnumerable<(string Row, string Answer)> encoded, Dictionary<string, string> imported, int count)
    {
        var known = encoded.Select(row => (Row: Plain(row.Row), row.Answer)).Where(row => imported.ContainsKey(row.Row)).ToList();
        List<string> differences = [.. known.Where(row => imported[row.Row] != row.Answer)
            .Select(row => $"{row.Row}: {row.Answer}, imported {imported[row.Row]}")];
        if (known.Count != count) differences.Add($"{known.Count} rows compared");
        return differences;
    }

    private static Dictionary<string, string> ByTitle(TableImport import) =>
        Resolved(import).Where(row => row.IsLeaf).DistinctBy(row => Plain(row.Title)).ToDictionary(row => Plain(row.Title), AnswerOf);

    private static Dictionary<string, string> ByKey(TableImport import) =>
        Resolved(import).ToDictionary(row => Key(row.Control), AnswerOf);

    private static IEnumerable<(string Row, string Answer)> ByKey(ResolvedMatrix matrix) =>
        matrix.Controls.Where(row => row.IsLeaf && row.State != ControlState.Unassigned).Select(row => (Key(row.Control), AnswerOf(row)));

    private static string Key(string id) => ControlKey.Parse(id).ToString();

    private static string AnswerOf(ResolvedControl row) =>
        row.State == ControlState.Assigned ? row.Split.ToString() : row.State.ToString();

    private static string Plain(string title) => Regex.Replace(Regex.Replace(title, @"\*|★|\(\d\)", ""), @"\s+", " ").Trim();

    private static IEnumerable<ResolvedControl> Resolved(TableImport import, string? model = null)
    {
        var matrix = import.Documents[0].Matrix;
        return new Resolver(matrix, new() { Documents = Shipped })
            .Resolve(new() { AsOf = new(2026, 1, 1), ServiceModel = model ?? matrix.Service.Models[0] }).Controls;
    }

    private static ResolvedMatrix Encoded(string name, string? model = null)
    {
        var document = new MatrixDocument(DocumentReader.Load<Matrix>(File.ReadAllBytes(EncodedPath(name))));
        return new Resolver(document, new() { Documents = Catalogs.Value })
            .Resolve(new() { AsOf = new(2026, 1, 1), ServiceModel = model ?? document.Matrix.Service.Models[0] });
    }

    private static TableFile Read(params string[] path) => TableFileReader.Read(File.ReadAllBytes(PathOf(Path.Combine(path))), path[^1]);

    private static string EncodedPath(string name) => PathOf(Path.Combine("encoded", $"{name}.matrix.json"));

    private static string PathOf(string path) => Path.Combine(Folders.EncodedFixtures!, "..", path);
}
