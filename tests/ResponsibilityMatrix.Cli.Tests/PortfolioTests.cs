using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Tables;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>The command <c>portfolio</c>.</summary>
public sealed class PortfolioTests : IDisposable
{
    private const string Examples = "schemas/examples";
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Portfolio_text()
    {
        var (code, output, error) = Run(Examples, "--explain", "8.3.1");
        Assert.Equal(0, code);
        Snapshot.Verify($"{output}\n{error}");
    }

    [Fact]
    public void Every_format_says_that_covered_says_nothing_of_the_partys_own_systems()
    {
        foreach (var format in new[] { "text", "json", "markdown", "html" })
            Assert.Contains("own systems", Run(Examples, "--format", format).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_document_is_told_and_ends_with_1_and_the_others_count()
    {
        File.WriteAllText(Path.Combine(_folder, "a.matrix.json"), "{");
        File.WriteAllText(Path.Combine(_folder, "b.matrix.json"), "");
        File.WriteAllText(Path.Combine(_folder, "other.json"), "{\"a\": 1}");
        File.Copy(Path.Combine(Rmatrix.Root, Examples, "platform.matrix.json"), Path.Combine(_folder, "c.matrix.json"));
        var (code, output, error) = Run(_folder);
        Assert.Equal(1, code);
        Assert.Contains("1 service,", output, StringComparison.Ordinal);
        Assert.Equal(2, error.Split('\n').Count(line => line.Contains("RM8001", StringComparison.Ordinal)));
        Assert.Matches("note RM8002: No matrix, catalog or mapping, so passed over: .*other.json", error);
    }

    [Fact]
    public void A_catalog_in_oscal_may_be_what_services_speak_of()
    {
        File.WriteAllText(Path.Combine(_folder, "own.json"), """
            {"catalog": {"uuid": "0e0b1a6a-1f6d-4d4b-9a4e-0d8f7c2b5a11", "metadata": {"title": "House rules",
              "last-modified": "2026-01-01T00:00:00Z", "version": "3", "oscal-version": "1.2.1"},
              "controls": [{"id": "h-1", "title": "Lock the door"}, {"id": "h-2", "title": "Feed the cat"}]}}
            """);
        var matrix = JsonNode.Parse(File.ReadAllText(Path.Combine(Rmatrix.Root, Examples, "platform.matrix.json")))!.AsObject();
        var catalog = JsonDocument.Parse(Rmatrix.Run("import", "oscal", Path.Combine(_folder, "own.json"), "-o", "-").Out).RootElement;
        matrix["catalogs"] = new JsonArray(new JsonObject
        {
            ["id"] = catalog.GetProperty("id").GetString(),
            ["edition"] = catalog.GetProperty("edition").GetString(),
        });
        matrix["assignments"] = new JsonArray(new JsonObject { ["controls"] = new JsonArray("h-1"), ["split"] = "customer" });
        foreach (var member in new[] { "controls", "upstream", "commitments", "accepted" }) matrix.Remove(member);
        var services = Directory.CreateDirectory(Path.Combine(_folder, "services")).FullName;
        File.WriteAllText(Path.Combine(services, "a.matrix.json"), matrix.ToJsonString());
        var (code, output, error) = Run(services, "--with", Path.Combine(_folder, "own.json"), "--format", "json");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(["mine", "open"], JsonDocument.Parse(output).RootElement.GetProperty("controls").EnumerateArray()
            .Select(control => control.GetProperty("state").GetString()));
    }

    [Fact]
    public void A_state_that_must_not_be_ends_with_1()
    {
        Assert.Equal(0, Run(Examples, "--fail-on", "open").ExitCode);
        Assert.Equal(1, Run(Examples, "--fail-on", "open", "--fail-on", "mine").ExitCode);
    }

    [Theory]
    [InlineData("--horizon soon", "--horizon must be a number of days")]
    [InlineData("--since yesterday", "--since must be a date")]
    [InlineData("--fail-on opne", "Did you mean \"open\"?")]
    [InlineData("--fail-on unclaimed", "give it with --own")]
    [InlineData("--explain 99.9", "has no control '99.9'")]
    [InlineData("--catalog nist-800-53@9", "There is no catalog 'nist-800-53@9'")]
    [InlineData("--rows OUT.txt", "end it in .ndjson, .csv or .parquet")]
    [InlineData("--services schemas/examples/crm.matrix.json", "is no plan of a portfolio")]
    [InlineData("--partition parquet", "name it with --rows")]
    [InlineData("--rows OUT --partition orc", "choose csv, ndjson, parquet")]
    [InlineData("--rows OUT/deeper --partition csv", "There is no folder")]
    [InlineData("--rows - --partition csv", "not standard output")]
    [InlineData("--commitments OUT.txt", "end it in .ndjson, .csv or .parquet")]
    [InlineData("--rows OUT.csv --commitments OUT.csv", "name one file")]
    public void A_wrong_option_says_what_to_do(string options, string message)
    {
        var words = options.Replace("OUT", Path.Combine(_folder, "out"), StringComparison.Ordinal).Split(' ');
        var (code, _, error) = Run([Examples, .. words]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_have_every_duty_and_gap_of_every_service_and_what_upstreams_do_with_the_depth()
    {
        var file = Path.Combine(_folder, "rows.ndjson");
        Assert.Equal(0, Run(Examples, "--rows", file).ExitCode);
        var rows = File.ReadAllLines(file).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        foreach (var service in rows.GroupBy(row => row.GetProperty("service").GetString()!))
        {
            var name = service.Key switch { "harbour-crm" => "crm-annex", "anvil-platform" => "platform", _ => "infrastructure" };
            Assert.Equal(
                Rmatrix.Run("export", $"{Examples}/{name}.matrix.json", "--to", "ndjson", "-o", "-", "--with", Examples).Out,
                string.Concat(service.Where(row => row.GetProperty("depth").GetInt32() == 0).Select(row => row.GetRawText() + "\n")));
        }
        var deep = rows.Where(row => row.GetProperty("depth").GetInt32() == 2).ToList();
        Assert.NotEmpty(deep);
        Assert.All(deep, row => Assert.Equal("harbour-crm", row.GetProperty("service").GetString()));
        Assert.Contains(deep, row => row.GetProperty("matrix").GetString() == "https://northrack.example/matrices/compute");
    }

    [Fact]
    public void Rows_of_a_question_that_fails_leave_no_file()
    {
        var file = Path.Combine(_folder, "rows.csv");
        Assert.Equal(2, Run(Examples, "--catalog", "nist-800-53@9", "--rows", file).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_workbook_and_rows_are_written_at_once_and_findings_are_told()
    {
        var (workbook, rows) = (Path.Combine(_folder, "p.xlsx"), Path.Combine(_folder, "rows.csv"));
        var (code, output, _) = Run(Examples, "-o", workbook, "--rows", rows, "--fail-on", "mine");
        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.True(new FileInfo(rows).Length > 0);
        var names = TableFileReader.Read(File.ReadAllBytes(workbook)).Sheets.Select(sheet => sheet.Name).ToList();
        Assert.Equal(["Summary", "What is ours", "Controls by services"], names[..3]);
        Assert.Equal(["Anvil Platform", "Harbour CRM", "Northrack Compute"], names[^3..]);
    }

    [Fact]
    public void The_matrix_for_cmmc_has_a_row_for_each_objective_and_fails_on_a_state()
    {
        var file = Path.Combine(_folder, "srm.xlsx");
        string[] asked =
        [
            "docs/portfolio/services", "--services", "docs/portfolio/larkfield.portfolio.json", "--own", "docs/portfolio/ours.matrix.json",
            "--with", "docs/portfolio/upstreams", "--as-of", "2026-12-01", "--to", "cmmc-srm", "-o", file,
        ];
        var (code, output, error) = Run([.. asked, "--fail-on", "unclaimed"]);
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("warning RM3016", error, StringComparison.Ordinal);
        var sheet = TableFileReader.Read(File.ReadAllBytes(file)).Sheets[0];
        Assert.Equal(320, sheet.Rows.Count - 2);
        Assert.Equal(0, Run([.. asked, "--force"]).ExitCode);
        Assert.Equal(2, Rmatrix.Run("import", "table", file, "-o", Path.Combine(_folder, "m.json")).ExitCode);
    }

    [Theory]
    [InlineData("--catalog nist-800-53@5 -o OUT.xlsx", "none for nist-800-53@5. Leave --catalog out.")]
    [InlineData("-o OUT.csv", "name a file that ends in .xlsx")]
    [InlineData("", "name a file that ends in .xlsx")]
    [InlineData("-o OUT.xlsx --rows OUT.csv", "--rows does not go with --to cmmc-srm")]
    public void What_the_matrix_for_cmmc_cannot_be_is_told(string options, string message)
    {
        var words = options.Replace("OUT", Path.Combine(_folder, "out"), StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (code, _, error) = Run([Examples, "--to", "cmmc-srm", .. words]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_question_that_fails_leaves_no_workbook()
    {
        Assert.Equal(2, Run(Examples, "-o", Path.Combine(_folder, "p.xlsx"), "--explain", "99.9").ExitCode);
        Assert.Equal(2, Run(Examples, "-o", Path.Combine(_folder, "p.xlsx"), "--catalog", "nist-800-53@9").ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Rows_in_a_folder_are_those_of_the_file_by_service_and_version()
    {
        var (file, folder) = (Path.Combine(_folder, "rows.ndjson"), Path.Combine(_folder, "rows"));
        Assert.Equal(0, Run(Examples, "--rows", file).ExitCode);
        Assert.Equal(0, Run(Examples, "--rows", folder, "--partition", "ndjson").ExitCode);
        Assert.Equal(
            ["service=anvil-platform/version=2.4.0", "service=harbour-crm/version=1.0.0", "service=northrack-compute/version=3.2.0"],
            FilesIn(folder).Select(path => path[..path.LastIndexOf('/')]));
        Assert.Equal(File.ReadAllLines(file), FilesIn(folder).SelectMany(path =>
        {
            var values = path.Split('/').Take(2).Select(part => part.Split('=')[1]).ToList();
            return File.ReadAllLines(Path.Combine(folder, path)).Select(line =>
            {
                var row = JsonNode.Parse(line)!.AsObject();
                row.Insert(0, "service", values[0]);
                row.Insert(2, "version", values[1]);
                return row.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            });
        }));
    }

    [Fact]
    public void A_folder_of_rows_is_replaced_as_a_whole_and_only_when_asked_for()
    {
        var folder = Path.Combine(_folder, "rows");
        Directory.CreateDirectory(folder);
        Assert.Equal(0, Run(Examples, "--rows", folder, "--partition", "ndjson").ExitCode);
        var first = FilesIn(folder);
        var (code, _, error) = Run($"{Examples}/infrastructure.matrix.json", "--rows", folder, "--partition", "parquet");
        Assert.Equal(2, code);
        Assert.Contains("--force replaces", error, StringComparison.Ordinal);
        Assert.Equal(first, FilesIn(folder));

        string[] again = [$"{Examples}/infrastructure.matrix.json", "--rows", folder, "--partition", "parquet", "--force"];
        // What is no row of such a table is never deleted.
        foreach (var other in new[]
            { "notes.txt", "service=x/notes.txt", "service=x/version=1/notes.txt", "service=anvil-platform/rows.csv" })
        {
            var path = Path.Combine(folder, other);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "mine");
            Assert.Equal(2, Run(again).ExitCode);
            Assert.Equal("mine", File.ReadAllText(path));
            File.Delete(path);
        }
        Assert.Equal(first, FilesIn(folder));
        Assert.Equal(2, Run([.. again, "--catalog", "nist-800-53@9"]).ExitCode);
        Assert.Equal(first, FilesIn(folder));

        Assert.Equal(0, Run(again).ExitCode);
        Assert.Equal(["service=northrack-compute/version=3.2.0/rows.parquet"], FilesIn(folder));
        Assert.Equal([folder], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_service_whose_id_no_folder_can_have_is_told_and_nothing_is_written()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Examples, "platform.matrix.json"));
        var lengthened = text.Replace("\"id\": \"anvil-platform\"", $"\"id\": \"{new string('x', 300)}\"", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "long.matrix.json"), lengthened);
        var folder = Path.Combine(_folder, "rows");
        var (code, _, error) = Run(_folder, "--with", Examples, "--rows", folder, "--partition", "parquet");
        Assert.Equal(2, code);
        Assert.Contains("Write one file instead", error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void Commitments_are_rows_too()
    {
        var (file, rows) = (Path.Combine(_folder, "commitments.ndjson"), Path.Combine(_folder, "rows.csv"));
        Assert.Equal(0, Run(Examples, "--commitments", file).ExitCode);
        var lines = File.ReadAllLines(file);
        var notice = lines.Select(line => JsonDocument.Parse(line).RootElement).Single(row =>
            row.GetProperty("service").GetString() == "harbour-crm" && row.GetProperty("metric").GetString() == "incidentNotificationTime");
        // The annex's, which takes the place of the one that its base has.
        Assert.Equal(("https://harbourline.example/matrix/crm/annex-meridian", 12, "provider"),
            (notice.GetProperty("matrix").GetString(), notice.GetProperty("standardValue").GetInt32(),
                notice.GetProperty("side").GetString()));
        Assert.Equal(2, Run(Examples, "--commitments", file).ExitCode);
        Assert.Equal(0, Run(Examples, "--commitments", file, "--rows", rows, "--force").ExitCode);
        Assert.Equal(lines, File.ReadAllLines(file));
        Assert.True(File.ReadAllLines(rows).Length > 300);
    }

    private static List<string> FilesIn(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static (int ExitCode, string Out, string Error) Run(params string[] args) =>
        Rmatrix.Run(["portfolio", .. args, "--for", "customer"]);
}
