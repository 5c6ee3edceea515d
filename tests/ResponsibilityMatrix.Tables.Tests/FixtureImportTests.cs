using System.Globalization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Publishing;
using ResponsibilityMatrix.Tests;
using Xunit;
using static ResponsibilityMatrix.Tables.Tests.Tables;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>What was counted in real files comes out of their import; skipped where they are not at hand.</summary>
public sealed class FixtureImportTests
{
    private const string CloudGovCis = "CIS Worksheet";
    private const string CloudGovCrm = "PaaS CRM";
    private static readonly string[] Originations =
        ["corporate", "system specific", "hybrid", "configured by customer", "provided by customer", "shared", "inherited"];

    private static readonly (string Page, int Rows)[] RaciPages =
        [("iaas_raci", 109), ("kubernetes_raci", 71), ("paas_raci", 60), ("paas_raci_ocp_std", 58), ("vm-instances_raci", 79)];

    private static readonly Lazy<TableFile> CloudGovFile = new(() => Read("cloudgov-cis-crm", "cloud.gov-CIS-Worksheet.xlsx"));
    private static readonly Lazy<TableImport> CloudGov = new(() => Import("fedramp-crm", CloudGovFile.Value));

    [RealTablesFact]
    public void Both_sheets_of_cloud_gov_come_to_616_rows()
    {
        var import = CloudGov.Value;
        foreach (var sheet in new[] { CloudGovCis, CloudGovCrm })
            Assert.Equal((616, true), (RowsOf(import, sheet).Count, RowsOf(import, sheet).All(row => row.Pointer is not null)));
        Assert.Equal(616, Assert.Single(import.Documents).Matrix.Assignments.Count);
        Assert.Equal(Words(("No", 350), ("Partial", 142), ("Yes", 124)), Words(import, "inheritance"));
        Assert.Empty(Errors(import));
    }

    [RealTablesFact]
    public void The_originations_of_cloud_gov_are_counted_a_row_and_a_column()
    {
        var import = CloudGov.Value;
        Assert.Equal(
            Words(("corporate", 94), ("system specific", 153), ("hybrid", 228), ("configured by customer", 1), ("provided by customer", 21),
                ("shared", 95), ("inherited", 163)),
            Words(import, "origination"));
        var rows = RowsOf(import, CloudGovCis)
            .Select(row => (row.Control, Words: row.Words!.Split("; ")))
            .Select(row => (row.Control, row.Words, Originations: row.Words.Intersect(Originations).ToList())).ToList();
        Assert.Equal(129, rows.Count(row => row.Originations.Count > 1));
        Assert.Equal(["PS-03 (03) (a)", "PS-03 (03) (b)"], rows.Where(row => row.Originations.Count == 0).Select(row => row.Control));
        Assert.Equal(31, rows.Count(row => row.Words.Contains("notApplicable")));
        Assert.Equal(29, rows.Count(row => row.Words.Contains("notApplicable") && row.Originations.Count > 0));
    }

    [RealTablesFact]
    public void Every_text_of_cloud_gov_is_in_its_row()
    {
        var rows = RowsOf(CloudGov.Value, CloudGovCrm).ToDictionary(row => row.Number, row => row.Pointer!);
        var sheet = CloudGovFile.Value.Sheets.Single(sheet => sheet.Name == CloudGovCrm);
        var assignments = CloudGov.Value.Documents[0].Matrix.Assignments;
        var texts = sheet.Rows.Where(row => rows.ContainsKey(row.Number)).ToDictionary(row => row.Number, row => row[2]);
        Assert.Equal((616, 205), (texts.Count, texts.Values.Distinct().Count()));
        Assert.All(texts, text =>
        {
            var row = assignments[int.Parse(rows[text.Key].Split('/')[^1], CultureInfo.InvariantCulture)];
            Assert.Contains(CellWords.Clean(text.Value), (string?[])
                [row.Provider, row.Customer, row.Reason, row.Notes, .. row.Duties.Select(duty => duty.Text)]);
        });
    }

    [RealTablesFact]
    public void Texts_with_a_condition_are_told()
    {
        Assert.Equal(32, CloudGov.Value.Findings.Single(finding => finding.Text.Contains("“unless”", StringComparison.Ordinal)).Count);
        Assert.Contains(CloudGov.Value.Findings, finding => finding.Text.Contains("“if”", StringComparison.Ordinal));
        Assert.All(CloudGov.Value.Documents[0].Matrix.Assignments, row => Assert.True(row.When.IsAlways));
        Assert.Equal(["CIS Worksheet!F18"], CloudGov.Value.Findings
            .Single(finding => finding.Text.StartsWith("the status is N/A", StringComparison.Ordinal)).Places);
    }

    [RealTablesFact]
    public void No_internal_comment_of_cloud_gov_is_published()
    {
        var matrix = CloudGov.Value.Documents[0].Matrix;
        var comments = matrix.Assignments.Select(row => row.InternalNote).OfType<string>().ToList();
        Assert.Equal(32, comments.Count);
        var published = System.Text.Encoding.UTF8.GetString(
            Publication.Of(new MatrixDocument(matrix with { Status = DocumentStatus.Published })).Write());
        Assert.All(comments, comment => Assert.DoesNotContain(
            System.Text.Json.JsonSerializer.Serialize(comment).Trim('"'), published, StringComparison.Ordinal));
        Assert.DoesNotContain("internalNote", published, StringComparison.Ordinal);
    }

    [RealTablesFact]
    public void The_template_of_FedRAMP_is_four_open_matrices_and_its_examples()
    {
        var import = Import("fedramp-crm",
            Read("fedramp-cis-crm-template-rev5", "SSP-Appendix-J-CSO-CIS-and-CRM-Workbook.xlsx"));

        foreach (var (id, rows) in new[] { ("high", 791), ("moderate", 688), ("low", 424), ("li-saas", 424) })
        {
            foreach (var sheet in new[] { "CIS", "CRM" })
                Assert.Equal((id, rows), (id, import.Rows.Count(row => row.Document == id && row.Control is not null
                    && row.Sheet!.Contains(sheet, StringComparison.Ordinal) && row.Outcome == ImportedRowOutcome.Unanswered)));
            var document = import.Documents.Single(document => document.Id == id);
            Assert.Empty(document.Matrix.Assignments);
            Assert.All(Answers(document), answer => Assert.Equal("Unassigned", answer.Answer));
        }
        Assert.Equal(62, import.Documents.Single(document => document.Id == "examples").Matrix.Assignments.Count);
        Assert.Equal(Words(("No", 34), ("Partial", 28)), Words(import, "inheritance"));
        Assert.Empty(Errors(import));
    }

    [RealTablesFact]
    public void The_pages_of_Cloud_Temple_have_377_rows_in_61_tables()
    {
        List<TableImport> imports = [];
        foreach (var (page, rows) in RaciPages)
        {
            var import = Import("raci", Read("cloud-temple-raci", "en", $"{page}.md"));
            Assert.Equal((page, rows), (page, import.Count(ImportedRowOutcome.Imported)));
            Assert.Equal(0, import.Count(ImportedRowOutcome.NotUnderstood));
            Assert.Equal("Cloud Temple", import.Documents[0].Matrix.Parties[0].Name);
            Assert.Empty(Errors(import));
            imports.Add(import);
        }
        var all = imports.SelectMany(import => import.Documents[0].Matrix.Assignments).ToList();
        Assert.Equal(377, all.Count);
        Assert.Equal(11, all.Count(row => row.Source!.Label.Contains('*', StringComparison.Ordinal) && row.Notes is not null));
        Assert.Equal("RA; RA", Assert.Single(all, row => row.Split == Sides.Shared).Source!.Label);
        Assert.Equal(2, imports.SelectMany(import => Analysis.DocumentValidator.Validate(import.Documents[0].Matrix, new(2026, 1, 1)))
            .Count(finding => finding.Id == "RM2004"));
    }

    [RealTablesFact]
    public void A_footnote_is_that_of_its_own_section()
    {
        var rows = Import("raci", Read("cloud-temple-raci", "en", "vm-instances_raci.md")).Documents[0].Matrix.Assignments;
        foreach (var mark in new[] { "(6)", "(7)" })
            Assert.Equal(2, rows.Where(row => row.Notes?.StartsWith(mark, StringComparison.Ordinal) == true)
                .Select(row => row.Notes).Distinct().Count());
    }

    [RealTablesFact]
    public void The_French_pages_of_Cloud_Temple_state_what_the_English_ones_do()
    {
        foreach (var (page, _) in RaciPages)
        {
            var (english, french) = (Rows("en"), Rows("fr"));
            Assert.Equal(english.Select(row => row.Answer), french.Select(row => row.Answer));
            Assert.NotEqual(english[0].Title, french[0].Title);

            List<(string Title, string Answer)> Rows(string language) =>
                [.. Answers(Import("raci", Read("cloud-temple-raci", language, $"{page}.md")).Documents[0])];
        }
    }

    [RealTablesFact]
    public void OpenShift_Dedicated_has_70_cells_and_the_texts_of_its_tasks()
    {
        var import = OpenShift("redhat-osd-2021");
        Assert.Equal(
            Words(("Redhat", 24), ("Red Hat", 6), ("Customer", 15), ("Shared", 15), ("Red Hat and cloud provider", 5),
                ("Cloud provider", 5)),
            Words(import, "owner"));
        AssertOpenShift(import, 15, "Red Hat", "Customer", "Cloud provider");
    }

    [RealTablesFact]
    public void Rosa_has_70_cells_and_tasks_of_Red_Hat_and_AWS_together()
    {
        var import = OpenShift("redhat-rosa-2021");
        Assert.Equal(
            Words(("Red Hat", 30), ("Customer", 15), ("Shared", 15), ("Red Hat and cloud provider", 5), ("Cloud provider", 5)),
            Words(import, "owner"));
        AssertOpenShift(import, 13, "Red Hat", "Customer", "AWS");
        Assert.Equal(2, import.Documents[0].Matrix.Assignments.Count(row => row.Duties.Count == 3));
    }

    // 73: the cells, and the three rows about the customer's data and applications, which have no cell of their own.
    private static void AssertOpenShift(TableImport import, int shared, params string[] parties)
    {
        Assert.Equal(0, import.Count(ImportedRowOutcome.NotUnderstood));
        var document = Assert.Single(import.Documents);
        Assert.Equal(73, document.Matrix.Assignments.Count);
        var cells = document.Matrix.Assignments.Where(row => row.Source!.Label == "Shared").ToList();
        Assert.Equal(15, cells.Count);
        Assert.All(cells, row => Assert.All(
            [.. Texts(row, Party.ProviderWord), .. Texts(row, Party.CustomerWord)], text => Assert.False(string.IsNullOrEmpty(text))));
        Assert.Equal(shared, cells.Count(row => row.Provider is not null && row.Customer is not null));
        Assert.Equal(parties, document.Matrix.Parties.Select(party => party.Name));
        Assert.Contains("Capacity managment",
            Assert.Single(import.Findings, finding => finding.Text.Contains("was taken for", StringComparison.Ordinal)).Text,
            StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(import.Findings, finding => finding.Text.Contains("no partner", StringComparison.Ordinal)).Count);
        Assert.Empty(Errors(import));
    }

    [RealTablesFact]
    public void The_matrices_of_AI_security_have_128_cells()
    {
        AssertCells("responsibility-matrix.md",
            Words(("Customer", 53), ("Customer*", 4), ("Shared", 39), ("Shared*", 1), ("Provider", 22), ("N/A", 9)));
        AssertCells("responsibility-matrix-v1.0.md",
            Words(("Customer", 55), ("Customer*", 4), ("Shared", 44), ("Shared*", 1), ("Provider", 15), ("N/A", 9)));

        static void AssertCells(string file, List<(string, int)> words)
        {
            var import = Import("deployment-models", Read("ai-security-srm", file));
            Assert.Equal(words, Words(import, "owner"));
            var document = Assert.Single(import.Documents);
            Assert.Equal((128, 128), (import.Count(ImportedRowOutcome.Imported), document.Matrix.Assignments.Count));
            Assert.Equal((16, 8), (document.Matrix.Controls.Count, document.Matrix.Service.Models.Count));
            Assert.Equal(5, document.Matrix.Assignments.Count(row => row.Source!.Label.EndsWith('*')
                && row.Notes!.Contains("Critical Focus Area", StringComparison.Ordinal)));
            Assert.Empty(Errors(import));
        }
    }

    [RealTablesFact]
    public void The_sample_of_a_customer_has_53_rows_and_two_ids_of_no_catalog()
    {
        var import = Import("responsibility-column", Read("ato-copilot-azure-gov-crm", "sample-crm-import.csv"));
        Assert.Equal(Words(("Shared", 23), ("Customer", 18), ("Inherited", 12)), Words(import, "owner"));
        Assert.Equal(53, import.Count(ImportedRowOutcome.Imported));
        Assert.Equal(53 - 18, import.Words["providerName"].Sum(word => word.Value));
        Assert.Equal(2, import.Diagnostics.Count(finding => finding.Id == "RM1002"));
        Assert.Equal(2, import.Documents[0].Matrix.Controls.Count);
        Assert.Empty(Errors(import));
    }

    [RealTablesFact]
    public void A_workbook_of_headings_alone_gives_a_matrix_without_rows()
    {
        var import = Import("responsibility-column", Read("ato-copilot-azure-gov-crm", "template-crm.xlsx"));
        Assert.Empty(import.Rows);
        Assert.Empty(Assert.Single(import.Documents).Matrix.Assignments);
        Assert.Empty(Errors(import));
    }

    [RealTablesFact]
    public void The_page_of_Temporal_has_49_rows_of_two_teams()
    {
        var import = Import("symbols", Read("temporal-platform-hub", "shared-responsibility.md"));
        var document = Assert.Single(import.Documents);
        Assert.Equal((49, 49), (import.Count(ImportedRowOutcome.Imported), document.Matrix.Assignments.Count));
        Assert.Equal(
            Words(("Provider", 31), ("Customer", 16), ("Shared", 2)),
            Words([.. Answers(document).CountBy(answer => answer.Answer).Select(count => (count.Key, count.Value))]));
        Assert.Equal(
            [("defaults", "customization"), ("platform incident", "application incident")],
            document.Matrix.Assignments.Where(row => row.Provider is not null).Select(row => (row.Provider!, row.Customer!)));
        Assert.DoesNotContain(document.Matrix.Controls, control => control.Title.AsSpan().ContainsAny('[', ']'));
        Assert.Equal(["Platform Team", "Application Team"], document.Matrix.Parties.Select(party => party.Name));
        Assert.Empty(Errors(import));
    }

    [RealTablesFact]
    public void The_baselines_of_Azure_have_354_rows_with_the_reasons_of_what_does_not_apply()
    {
        var imports = Directory.GetFiles(PathOf("ms-azure-security-baselines"), "*.xlsx").Order(StringComparer.Ordinal)
            .Select(path => Import("azure-security-baseline", Read("ms-azure-security-baselines", Path.GetFileName(path)))).ToList();

        Assert.Equal(10, imports.Count);
        Assert.Equal(
            Words(("Not Applicable", 260), ("Customer", 58), ("Microsoft", 34), ("Shared", 2)),
            Words([.. imports.SelectMany(import => import.Words["owner"]).GroupBy(word => word.Key)
                .Select(words => (words.Key, words.Sum(word => word.Value)))]));
        var assignments = imports.SelectMany(import => import.Documents[0].Matrix.Assignments).ToList();
        var reasons = assignments.Select(row => row.Reason).OfType<string>().ToList();
        Assert.Equal((195, 65), (Count("not applicable"), Count("not supported")));
        var rows = imports.SelectMany(import => import.Rows).Where(row => row.Words is not null).ToList();
        Assert.Equal(354, rows.Count);
        Assert.Equal(12, rows.Where(row => row.Control is not null).GroupBy(row => (row.File, row.Control))
            .Count(control => control.Select(row => row.Words).Distinct().Count() > 1));
        Assert.Equal(
            ["Feature Summary!E29", "Feature Summary!E10"],
            imports.SelectMany(import => import.Rows).Where(row => row.Outcome == ImportedRowOutcome.NotUnderstood).Select(row => row.At));
        Assert.Equal(3, assignments.SelectMany(row => row.Duties).Count(duty => duty.Component == "No Related Feature"));
        Assert.Contains(imports, import => import.Documents[0].Matrix.Service.Name == "api-management");
        Assert.All(imports, import => Assert.Empty(Errors(import)));

        int Count(string words) => reasons.Count(reason => reason.Contains(words, StringComparison.Ordinal));
    }

    [RealTablesTheory]
    [InlineData("fedramp-crm", "cloudgov-cis-crm/cloud.gov-CIS-Worksheet.xlsx")]
    [InlineData("fedramp-crm", "fedramp-cis-crm-template-rev5/SSP-Appendix-J-CSO-CIS-and-CRM-Workbook.xlsx")]
    [InlineData("raci", "cloud-temple-raci/en/iaas_raci.md")]
    [InlineData("raci", "cloud-temple-raci/fr/vm-instances_raci.md")]
    [InlineData("areas", "redhat-osd-2021/policy-customer-responsibility.adoc", "redhat-osd-2021/policy-responsibilities.adoc",
        "redhat-osd-2021/policy-shared-responsibility.adoc")]
    [InlineData("deployment-models", "ai-security-srm/responsibility-matrix.md")]
    [InlineData("responsibility-column", "ato-copilot-azure-gov-crm/sample-crm-import.csv")]
    [InlineData("symbols", "temporal-platform-hub/shared-responsibility.md")]
    [InlineData("azure-security-baseline",
        "ms-azure-security-baselines/backup-azure-security-benchmark-v3-latest-security-baseline.xlsx")]
    public void The_profile_of_a_file_is_found(string profile, params string[] paths)
    {
        var choice = TableProfiles.Choose([.. paths.Select(path => Read(path.Split('/')))], null, new() { Documents = Shipped });
        Assert.Equal((profile, choice.Reason), (choice.Profile?.Id, choice.Reason));
    }

    private static TableImport OpenShift(string folder) => Import("areas",
        [.. Directory.GetFiles(PathOf(folder), "*.adoc").Order(StringComparer.Ordinal)
            .Select(path => Read(folder, Path.GetFileName(path)))]);

    private static List<ImportedTableRow> RowsOf(TableImport import, string sheet) =>
        [.. import.Rows.Where(row => row.Sheet == sheet && row.Control is not null)];

    private static List<(string, int)> Words(params (string Word, int Count)[] words) =>
        [.. words.OrderBy(word => word.Word, StringComparer.Ordinal)];

    private static List<(string, int)> Words(TableImport import, string column) =>
        Words([.. import.Words[column].Select(word => (word.Key, word.Value))]);

    private static TableFile Read(params string[] path) => TableFileReader.Read(File.ReadAllBytes(PathOf(Path.Combine(path))), path[^1]);

    private static string PathOf(string path) => Path.Combine(Folders.EncodedFixtures!, "..", path);
}
