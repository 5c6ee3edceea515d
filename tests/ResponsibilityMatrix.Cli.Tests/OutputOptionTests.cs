using System.Text.RegularExpressions;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary><c>--output</c> of commands that print a result.</summary>
public sealed partial class OutputOptionTests : IDisposable
{
    private const string Crm = "schemas/examples/crm.matrix.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("models", "json")]
    [InlineData("rules RM2001", "md", "markdown")]
    [InlineData("catalogs", "json")]
    [InlineData($"validate {Crm}", "sarif")]
    [InlineData($"resolve {Crm}", "csv")]
    [InlineData($"explain {Crm} 9.2.1", "txt", "text")]
    [InlineData($"chain {Crm} --with schemas/examples", "json")]
    [InlineData($"diff {Crm} schemas/examples/crm-2.0.0.matrix.json", "md", "markdown")]
    [InlineData($"map {Crm} --to iso-27017@2026", "csv")]
    [InlineData($"reconcile {Crm} schemas/examples/crm-customer-statement.matrix.json", "md", "markdown")]
    [InlineData($"check {Crm} --against dora-art-30", "json")]
    public void A_file_holds_what_is_printed_in_the_format_that_its_name_says(string line, string ending, string? format = null)
    {
        var path = Path.Combine(_folder, $"out.{ending}");
        var (code, printed, error) = Rmatrix.Run([.. line.Split(' '), "--format", format ?? ending]);
        Assert.Equal((code, "", error), Rmatrix.Run([.. line.Split(' '), "-o", path]));
        Assert.Equal(printed, File.ReadAllText(path));
        Assert.Contains("--force overwrites it.", Rmatrix.Run([.. line.Split(' '), "-o", path]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_that_has_formats_writes_to_a_file_too()
    {
        var names = Name().Matches(Rmatrix.Run("--help").Out.Split("Commands:")[1]).Select(match => match.Groups["name"].Value);
        foreach (var help in names.Select(name => Rmatrix.Run(name, "--help").Out))
            Assert.Equal(help.Contains("--format", StringComparison.Ordinal),
                help.Contains("--format", StringComparison.Ordinal) && help.Contains("-o, --output", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_read_is_not_written_over() => Assert.Contains("is what the command reads, and is not written over",
        Rmatrix.Run("resolve", Crm, "-o", Crm, "--force").Error, StringComparison.Ordinal);

    [GeneratedRegex("^  (?<name>[a-z]+)", RegexOptions.Multiline)]
    private static partial Regex Name();
}
