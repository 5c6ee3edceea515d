using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>A test of real files with tables; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealTablesFactAttribute : FactAttribute
{
    public RealTablesFactAttribute()
    {
        if (Folders.EncodedFixtures is null) Skip = "No folder shared/fixtures stands beside or above the repository.";
    }
}

/// <summary>A test of real files with tables, with data; skipped where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealTablesTheoryAttribute : TheoryAttribute
{
    public RealTablesTheoryAttribute()
    {
        if (Folders.EncodedFixtures is null) Skip = "No folder shared/fixtures stands beside or above the repository.";
    }
}

/// <summary>The layout of real files: how many tables, rows and columns, where they stand, and what is merged.</summary>
public class RealTablesTests
{
    [RealTablesFact]
    public void The_worksheet_of_cloud_gov_has_616_rows_and_merged_headings()
    {
        var file = Read("cloudgov-cis-crm", "cloud.gov-CIS-Worksheet.xlsx");
        var sheet = file.Sheets.Single(sheet => sheet.Merged.Contains(new CellRange(2, 0, 3, 0)));
        Assert.Equal([new(1, 0, 1, 12), new(2, 0, 3, 0), new(2, 1, 2, 5), new(2, 6, 2, 12)], sheet.Merged.Order(ByPlace));
        Assert.Equal(Enumerable.Range(4, 616), sheet.Rows.Where(row => row.Number > 3 && row[0].Length > 0).Select(row => row.Number));
    }

    [RealTablesFact]
    public void The_pages_of_Cloud_Temple_have_61_tables_with_377_rows()
    {
        Dictionary<string, (int Tables, int Rows)> expected = new()
        {
            ["iaas_raci"] = (13, 109),
            ["kubernetes_raci"] = (12, 71),
            ["paas_raci"] = (11, 60),
            ["paas_raci_ocp_std"] = (11, 58),
            ["vm-instances_raci"] = (14, 79),
        };
        foreach (var (name, counts) in expected)
        {
            // Tables of two columns are legends.
            var tables = Read("cloud-temple-raci", "en", $"{name}.md").Sheets.Where(sheet => sheet.Rows[0].Cells.Count > 2).ToList();
            Assert.Equal((name, counts), (name, (tables.Count, tables.Sum(table => table.Rows.Count - 1))));
            Assert.All(tables, table => Assert.NotEmpty(table.Headings));
        }
    }

    [RealTablesFact]
    public void The_overviews_of_OpenShift_have_14_rows_and_5_columns_of_cells()
    {
        foreach (var path in new[] { "redhat-osd-2021/policy-responsibilities.adoc", "redhat-rosa-2021/rosa-policy-responsibilities.adoc" })
        {
            var sheet = Assert.Single(Read(path.Split('/')).Sheets);
            Assert.Equal((true, 15), (sheet.HasHeader, sheet.Rows.Count));
            Assert.All(sheet.Rows, row => Assert.Equal(6, row.Cells.Count(cell => cell.Length > 0)));
        }
    }

    [RealTablesFact]
    public void The_tasks_of_OpenShift_are_15_rows()
    {
        var sheets = Read("redhat-osd-2021", "policy-shared-responsibility.adoc").Sheets;
        Assert.Equal([2, 6, 4, 2, 1], sheets.Select(sheet => sheet.Rows.Count - 1));
        Assert.All(sheets.SelectMany(sheet => sheet.Rows), row => Assert.Equal(3, row.Cells.Count));
    }

    [RealTablesFact]
    public void The_matrix_of_AI_security_has_16_rows_and_8_columns_of_cells() => Assert.Contains(
        Read("ai-security-srm", "responsibility-matrix.md").Sheets,
        sheet => sheet.Rows.Count == 17 && sheet.Rows.All(row => row.Cells.Count == 9));

    [RealTablesFact]
    public void The_page_of_Temporal_has_49_rows() => Assert.Equal(49,
        Read("temporal-platform-hub", "shared-responsibility.md").Sheets.Where(sheet => sheet.Rows[0].Cells.Count == 3)
            .Sum(sheet => sheet.Rows.Count - 1));

    [RealTablesFact]
    public void The_baselines_of_Azure_have_354_rows_and_12_columns()
    {
        var sheets = Directory.GetFiles(PathOf("ms-azure-security-baselines"), "*.xlsx")
            .Select(path => TableFileReader.Read(File.ReadAllBytes(path)).Sheets.Single(sheet => sheet.Name == "Feature Summary")).ToList();
        Assert.Equal((10, 354), (sheets.Count, sheets.Sum(sheet => sheet.Rows.Count - 1)));
        Assert.All(sheets, sheet => Assert.Equal((12, true), (sheet.Rows[0].Cells.Count, sheet.Merged.IsEmpty)));
    }

    [RealTablesFact]
    public void Workbooks_that_are_attacks_are_refused()
    {
        var attacks = Directory.GetFiles(PathOf(Path.Combine("faults", "attack")), "*.xlsx");
        Assert.NotEmpty(attacks);
        Assert.All(attacks, path => Assert.NotEmpty(TableFileReader.Read(File.ReadAllBytes(path), path).Diagnostics));
    }

    private static Comparer<CellRange> ByPlace { get; } = Comparer<CellRange>.Create((left, right) =>
        (left.FirstRow, left.FirstColumn).CompareTo((right.FirstRow, right.FirstColumn)));

    private static TableFile Read(params string[] path) => TableFileReader.Read(File.ReadAllBytes(PathOf(Path.Combine(path))), path[^1]);

    private static string PathOf(string path) => Path.Combine(Folders.EncodedFixtures!, "..", path);
}
