using System.Text.Json;
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
        Assert.DoesNotContain("other.json", error, StringComparison.Ordinal);
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

    private static (int ExitCode, string Out, string Error) Run(params string[] args) =>
        Rmatrix.Run(["portfolio", .. args, "--for", "customer"]);
}
