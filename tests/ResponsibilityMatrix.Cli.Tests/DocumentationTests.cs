using System.Text.RegularExpressions;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What a page shows has been run.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void The_page_of_findings_is_what_the_command_prints() =>
        Assert.Equal(Rmatrix.Run("rules", "--format", "markdown").Out, File.ReadAllText(Path.Combine(Rmatrix.Root, "docs", "rules.md")));

    [Fact]
    public void Outputs_on_pages_are_what_the_commands_print()
    {
        var count = 0;
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, "docs"), "*.md").Append(Path.Combine(Rmatrix.Root, "README.md")))
        {
            foreach (Match match in Output().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")))
            {
                count++;
                Assert.Equal(match.Groups["text"].Value, Rmatrix.Run(match.Groups["line"].Value.Split(' ')).Out.TrimEnd('\n'));
            }
        }
        Assert.True(count > 1);
    }

    [Fact]
    public void Commands_on_pages_end_without_a_usage_error()
    {
        var count = 0;
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, "docs"), "*.md").Append(Path.Combine(Rmatrix.Root, "README.md")))
        {
            foreach (Match match in Command().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")))
            {
                var args = match.Groups["line"].Value.Split(' ');
                if (!args.Any(arg => arg.StartsWith("schemas/examples/", StringComparison.Ordinal))) continue;
                count++;
                Assert.True(Rmatrix.Run(args) is { ExitCode: 0 }, match.Value);
            }
        }
        Assert.True(count > 2);
    }

    [GeneratedRegex("<!-- output: (?<line>[^\n]*) -->\n```text\n(?<text>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Output();

    [GeneratedRegex("^rmatrix (?<line>[^\n\"]+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
