using System.Text.Json.Nodes;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>A catalog with two controls of one key: whoever uses it is told, and nothing ends well.</summary>
public sealed class FaultyDocumentTests
{
    private const string Folder = "tests/ResponsibilityMatrix.Cli.Tests/faulty";
    private const string Matrix = $"{Folder}/locker.matrix.json";
    private const string Catalog = $"{Folder}/locker.catalog.json";
    private const string With = $"--with {Folder}";

    [Theory]
    [InlineData($"validate {Matrix} {With}")]
    [InlineData($"validate {Matrix} {Catalog}")]
    [InlineData($"resolve {Matrix} {With}")]
    [InlineData($"resolve {Matrix} {With} --control L-2")]
    [InlineData($"resolve --catalog locker@1 --model saas {With}")]
    [InlineData($"explain {Matrix} L-2 {With}")]
    [InlineData($"explain {Matrix} L-2 {With} --format json")]
    [InlineData($"chain {Matrix} {With}")]
    [InlineData($"reconcile {Matrix} {Matrix} {With}")]
    [InlineData($"diff {Matrix} {Matrix} {With}")]
    [InlineData($"check {Matrix} --against pci-dss-12.9 {With}")]
    [InlineData($"checklist {Matrix} --for customer {With}")]
    [InlineData($"publish {Matrix} -o - {With}")]
    [InlineData($"catalogs locker@1 {With}")]
    public void Every_command_that_reads_it_tells(string line)
    {
        var (code, output, error) = Rmatrix.Run(line.Split(' '));
        Assert.Equal(1, code);
        Assert.Contains("RM1005", output + error, StringComparison.Ordinal);
        Assert.Contains("\"l-01\" and \"L-1\" are one control id", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"resolve {Matrix} {With} --format json")]
    [InlineData($"chain {Matrix} {With} --format json")]
    [InlineData($"reconcile {Matrix} {Matrix} {With} --format json")]
    [InlineData($"check {Matrix} --against pci-dss-12.9 {With} --format json")]
    public void The_finding_is_among_those_of_the_result(string line)
    {
        var findings = JsonNode.Parse(Rmatrix.Run(line.Split(' ')).Out)!["diagnostics"]!.AsArray();
        var found = Assert.Single(findings, finding => (string?)finding!["id"] == "RM1005");
        Assert.Equal(($"{Folder}/locker.catalog.json", "/controls/2/id"), ((string?)found!["file"], (string?)found["pointer"]));
    }

    [Fact]
    public void Files_that_are_validated_together_have_it_once()
    {
        var files = JsonNode.Parse(Rmatrix.Run("validate", Matrix, Catalog, "--format", "json").Out)!["files"]!.AsArray();
        Assert.Equal([0, 1], files.Select(file => file!["diagnostics"]!.AsArray().Count(finding => (string?)finding!["id"] == "RM1005")));
    }

    [Fact]
    public void Whoever_only_has_it_at_hand_is_told_and_goes_on()
    {
        var (code, _, error) = Rmatrix.Run("resolve", "schemas/examples/infrastructure.matrix.json", "--with", Folder);
        Assert.Equal(0, code);
        Assert.Contains($"{Catalog} has errors: RM1005", error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_matrix_is_started_from_it()
    {
        var (code, output, error) = Rmatrix.Run("init", "--catalog", "locker@1", "--with", Folder, "-o", "-");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("locker@1 has errors", error, StringComparison.Ordinal);
    }
}
