using System.Text.Json;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Catalogs.Tests;

/// <summary>A test of ids in real documents; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FixturesFactAttribute : FactAttribute
{
    public FixturesFactAttribute()
    {
        if (Folders.EncodedFixtures is null) Skip = "No folder shared/fixtures stands beside or above the repository.";
    }
}

/// <summary>The ids of real documents are found in <c>nist-800-53@5</c>, in the spellings of each.</summary>
public sealed partial class FixtureIdTests
{
    [FixturesFact]
    public void Every_id_of_the_workbook_template_is_found()
    {
        var ids = FirstColumns("fedramp-cis-crm-template-rev5", "SSP-Appendix-J-CSO-CIS-and-CRM-Workbook.xlsx");
        Assert.Equal(803, ids.Count);
        Assert.Equal((Nothing, Nothing), NotFound(ids));
    }

    // Its ids are those of revision 4.
    [FixturesFact]
    public void The_ids_of_an_older_workbook_are_found_but_for_what_the_revision_dropped()
    {
        string[] unknown = ["AC-05 (c)", "AU-08 (01) (a)", "AU-08 (01) (b)", "CM-02 (01) (a)", "CM-02 (01) (b)", "CM-02 (01) (c)",
            "CP-03 (c)", "IA-04 (e)", "IA-05 (j)", "IA-05 (02) (c)", "IA-05 (02) (d)", "IR-02 (c)", "IR-08 (f)", "PS-04 (f)", "SA-05 (e)",
            "SC-18 (c)", "SC-19 (a)", "SC-19 (b)"];
        string[] withdrawn = ["AC-02 (10)", "AU-02 (03)", "CA-03 (03)", "CA-03 (05)", "CM-05 (03)", "CM-08 (05)", "IA-02 (03)",
            "IA-02 (11)", "IA-05 (03)", "IA-05 (04)", "IA-05 (11)", "IA-08 (03)", "IR-09 (01)", "MA-04 (02)", "MP-05 (04)", "MP-07 (01)",
            "PE-13 (03)", "PL-02 (03)", "RA-05 (01)", "SI-03 (01)", "SI-03 (02)", "SI-03 (07)", "SI-08 (01)"];
        var ids = FirstColumns("cloudgov-cis-crm", "cloud.gov-CIS-Worksheet.xlsx");
        Assert.Equal(616, ids.Count);
        var found = NotFound(ids);
        Assert.Equal((unknown.ToValueList(), withdrawn.ToValueList()), found);
    }

    [FixturesFact]
    public void Every_id_of_a_profile_of_services_is_found()
    {
        var ids = Members("ato-copilot-azure-gov-crm/azure-gov-fedramp-high.json", "controlId");
        Assert.Equal(155, ids.Count);
        Assert.Equal((Nothing, Nothing), NotFound(ids));
    }

    // Two ids of the table are made up, to see what becomes of them.
    [FixturesFact]
    public void Every_real_id_of_a_table_is_found()
    {
        var table = TableFileReader.Read(File.ReadAllBytes(PathOf("ato-copilot-azure-gov-crm/sample-crm-import.csv"))).Sheets[0];
        Assert.Equal((["BOGUS-1", "FAKE-42"], Nothing), NotFound([.. table.Rows.Skip(1).Select(row => row.Cells[0])]));
    }

    // Revision 4 had two statements under AU-1(b); they are AU-1(c)(1) and AU-1(c)(2) now.
    [FixturesFact]
    public void The_ids_of_security_plans_are_found_but_for_what_the_revision_moved()
    {
        var plans = Directory.EnumerateFiles(PathOf("oscal"), "*ssp*.json", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("schema.json", StringComparison.Ordinal));
        HashSet<string> ids = [.. plans.SelectMany(file => Members(file, "control-id").Concat(Members(file, "statement-id")))];
        Assert.Superset(new HashSet<string> { "ac-2_stmt.a", "au-1_smt.a.1", "ac-6.1" }, ids);
        Assert.Equal((["au-1_smt.b.1", "au-1_smt.b.2"], Nothing), NotFound([.. ids]));
    }

    private static ValueList<string> Nothing => [];

    // The ids that validation finds unknown, and those that it finds withdrawn, when a matrix names each of them.
    private static (ValueList<string> Unknown, ValueList<string> Withdrawn) NotFound(List<string> ids)
    {
        var matrix = new Matrix
        {
            Id = "https://acme.example/matrix/ids",
            Version = "1.0.0",
            Title = "Ids",
            Service = new() { Id = "ids", Name = "Ids", Provider = "acme", Customer = "globex", Models = ["saas"] },
            Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
            Catalogs = [new() { Id = "nist-800-53", Edition = "5" }],
            Assignments = ids.Select(id => new Assignment { Controls = [id], Split = Sides.Provider }).ToValueList(),
        };
        var findings = DocumentValidator.Validate(
            new MatrixDocument(matrix), new DateOnly(2026, 11, 24), new() { Documents = DocumentSet.BuiltIn.AddShippedCatalogs() });
        return (Named("RM1002"), Named("RM1011"));

        ValueList<string> Named(string rule) => findings.Where(finding => finding.Id == rule)
            .Select(finding => ids[int.Parse(finding.Place!.Pointer.Split('/')[2])]).Distinct().ToValueList();
    }

    private static List<string> FirstColumns(string folder, string file) =>
        [.. TableFileReader.Read(File.ReadAllBytes(PathOf(Path.Combine(folder, file)))).Sheets
            .SelectMany(table => table.Rows.Select(row => row.Cells.FirstOrDefault() ?? ""))
            .Where(cell => ControlId().IsMatch(cell)).Distinct()];

    private static List<string> Members(string file, string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
        List<string> found = [];
        Look(json.RootElement);
        return found;

        void Look(JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Look(item);
            if (element.ValueKind != JsonValueKind.Object) return;
            foreach (var member in element.EnumerateObject())
            {
                if (member.NameEquals(name)) found.Add(member.Value.GetString()!);
                Look(member.Value);
            }
        }
    }

    private static string PathOf(string path) => Path.Combine(Path.GetDirectoryName(Folders.EncodedFixtures)!, path);

    [GeneratedRegex("^[A-Z]{2}-[0-9]")]
    private static partial Regex ControlId();
}
