using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary><c>portfolio --to dora-register</c>.</summary>
public sealed class DoraRegisterTests : IDisposable
{
    private const string Examples = "schemas/examples";
    private static readonly string[] Names = ["b_02.01.csv", "b_02.02.csv", "b_05.01.csv", "b_05.02.csv"];
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    private string To => Path.Combine(_folder, "register");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_shows_the_chain_that_is_written()
    {
        Copy("crm-annex", "services");
        Copy("crm", "services");
        Copy("platform", "upstreams");
        Copy("infrastructure", "upstreams");
        var (code, output, error) = Run(Path.Combine(_folder, "services"), "--with", Path.Combine(_folder, "upstreams"), "-o", To);
        Assert.True(code == 0, error);
        Assert.Equal($"{To}: b_02.01.csv (1 row), b_02.02.csv (1 row), b_05.01.csv (3 rows), b_05.02.csv (3 rows).\n", output);
        Assert.Equal(Names, Directory.EnumerateFileSystemEntries(To).Select(Path.GetFileName).Order());
        var page = File.ReadAllText(Path.Combine(Rmatrix.Root, "docs", "portfolio.md")).ReplaceLineEndings("\n");
        Assert.Contains($"<!-- register -->\n\n```csv\n{Read("b_05.02.csv")}```\n", page, StringComparison.Ordinal);
        Assert.Equal("""
            c0010,c0020,c0030,c0040,c0050,c0060,c0070,c0080,c0090,c0100,c0110,c0120,c0130,c0140,c0150,c0160,c0170,c0180
            MSA-2026-0147,EXMP00MERIDIAN000068,EXMP00HARBOURLINE054,LEI,,S19,,,,,,,,,,,,

            """.ReplaceLineEndings("\n"), Read("b_02.02.csv"));
    }

    [Fact]
    public void Names_are_cells_whatever_they_hold()
    {
        Change("platform", node =>
        {
            node["parties"]![0]!["legalName"] = "=Anvil, \"the\" Platforms\nGmbH";
            node["upstream"] = new JsonArray();
        });
        Assert.Equal(0, Run(_folder, "-o", To).ExitCode);
        Assert.Contains(",\"'=Anvil, \"\"the\"\" Platforms\nGmbH\",", Read("b_05.01.csv"), StringComparison.Ordinal);
        Change("platform", node => node["parties"]![0]!["legalName"] = "金床プラットフォーム株式会社");
        Assert.Equal(0, Run(_folder, "-o", To, "--force").ExitCode);
        Assert.Contains(",金床プラットフォーム株式会社,", Read("b_05.01.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_as_its_schema_says_and_holds_what_is_told()
    {
        var report = Path.Combine(_folder, "report.json");
        var (code, _, error) = Run(Examples, "-o", To, "--report", report);
        Assert.Equal(0, code);
        var schema = JsonSchema.Compile(
            File.ReadAllBytes(Path.Combine(Rmatrix.Root, "schemas", "dora-register.schema.json")), new() { AssertFormats = true });
        Assert.Equal("", string.Join('\n', schema.Evaluate(File.ReadAllBytes(report), "report").Diagnostics));
        using var written = JsonDocument.Parse(File.ReadAllBytes(report));
        Assert.Equal(6, written.RootElement.GetProperty("tables")[3].GetProperty("count").GetInt32());
        foreach (var finding in written.RootElement.GetProperty("diagnostics").EnumerateArray())
            Assert.Contains(finding.GetProperty("message").GetString()![..40], error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--to dora", "choose dora-register")]
    [InlineData("--to dora-registre -o OUT", "Did you mean \"dora-register\"?")]
    [InlineData("--to dora-register", "A register is a folder of files: name one with -o OUT/.")]
    [InlineData("--to dora-register -o -", "name one with -o OUT/.")]
    [InlineData("--to dora-register -o FILE", "is a file, and a register is a folder of files")]
    [InlineData("--to dora-register -o OUT/a/b", "There is no folder")]
    [InlineData("--to dora-register -o OUT --format json", "--format does not go with --to dora-register.")]
    [InlineData("--to dora-register -o OUT --rows OUT.csv", "--rows does not go with --to dora-register.")]
    [InlineData("--to dora-register -o OUT --fail-on open", "--fail-on does not go with --to dora-register.")]
    [InlineData("--to dora-register -o OUT --catalog nist-800-171@2", "--catalog does not go with --to dora-register.")]
    [InlineData("--report OUT.json", "--report goes with --to.")]
    public void A_wrong_option_says_what_to_do_and_writes_nothing(string options, string message)
    {
        var file = Path.Combine(_folder, "a.txt");
        File.WriteAllText(file, "");
        var words = options.Replace("OUT", To, StringComparison.Ordinal).Replace("FILE", file, StringComparison.Ordinal).Split(' ');
        var (code, _, error) = Rmatrix.Run(["portfolio", Examples, "--for", "customer", .. words]);
        Assert.Equal(2, code);
        Assert.Contains(message.Replace("OUT", words.Contains(To) ? To : "OUT", StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void An_empty_folder_says_so_and_writes_nothing()
    {
        var (code, _, error) = Run(_folder, "-o", To);
        Assert.Equal(2, code);
        Assert.Contains("There is no document in", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(To));
    }

    [Fact]
    public void A_broken_document_is_told_and_ends_with_1_and_the_others_have_rows()
    {
        Copy("infrastructure", "services");
        File.WriteAllText(Path.Combine(_folder, "services", "broken.matrix.json"), "{");
        var (code, _, error) = Run(Path.Combine(_folder, "services"), "-o", To);
        Assert.Equal(1, code);
        Assert.Contains("RM8001", error, StringComparison.Ordinal);
        Assert.Equal(2, Read("b_05.02.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void All_files_are_written_or_none()
    {
        Copy("infrastructure", "services");
        Directory.CreateDirectory(Path.Combine(To, "b_05.02.csv"));
        Assert.Equal(2, Run(Path.Combine(_folder, "services"), "-o", To).ExitCode);
        Assert.Equal(["b_05.02.csv"], Directory.EnumerateFileSystemEntries(To).Select(Path.GetFileName));
        Directory.Delete(Path.Combine(To, "b_05.02.csv"));
        File.WriteAllText(Path.Combine(To, "b_05.02.csv"), "mine");
        var (code, _, error) = Run(Path.Combine(_folder, "services"), "-o", To);
        Assert.Equal(2, code);
        Assert.Contains("--force overwrites it", error, StringComparison.Ordinal);
        Assert.Equal("mine", Read("b_05.02.csv"));
        Assert.Single(Directory.EnumerateFileSystemEntries(To));
        Assert.Equal(0, Run(Path.Combine(_folder, "services"), "-o", To, "--force").ExitCode);
        Assert.Equal(Names, Directory.EnumerateFileSystemEntries(To).Select(Path.GetFileName).Order());
        // The same again changes nothing, and needs no leave.
        Assert.Equal(0, Run(Path.Combine(_folder, "services"), "-o", To).ExitCode);
    }

    [Fact]
    public void Findings_can_be_made_errors()
    {
        Copy("infrastructure", "services");
        Assert.Equal(1, Run(Path.Combine(_folder, "services"), "-o", To, "--severity", "RM7002=error").ExitCode);
        Assert.True(File.Exists(Path.Combine(To, "b_05.02.csv")));
    }

    private static (int ExitCode, string Out, string Error) Run(string folder, params string[] args) =>
        Rmatrix.Run(["portfolio", folder, "--for", "customer", "--to", "dora-register", .. args]);

    private string Read(string name) => File.ReadAllText(Path.Combine(To, name));

    private void Copy(string example, string folder)
    {
        Directory.CreateDirectory(Path.Combine(_folder, folder));
        File.Copy(Path.Combine(Rmatrix.Root, Examples, $"{example}.matrix.json"), Path.Combine(_folder, folder, $"{example}.matrix.json"));
    }

    private void Change(string example, Action<JsonNode> change)
    {
        var name = $"{example}.matrix.json";
        var to = Path.Combine(_folder, name);
        var node = JsonNode.Parse(File.ReadAllBytes(File.Exists(to) ? to : Path.Combine(Rmatrix.Root, Examples, name)))!;
        change(node);
        File.WriteAllText(to, node.ToJsonString());
    }
}
