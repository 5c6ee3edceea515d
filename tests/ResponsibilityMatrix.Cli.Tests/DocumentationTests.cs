using System.Text.RegularExpressions;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What a page shows has been run.</summary>
public partial class DocumentationTests
{
    private const string Reviewed = "# review it, and set \"status\" to \"published\" in it";

    [Fact]
    public void The_page_of_findings_is_what_the_command_prints() =>
        Assert.Equal(Rmatrix.Run("rules", "--format", "markdown").Out, File.ReadAllText(Path.Combine(Rmatrix.Root, "docs", "rules.md")));

    [Fact]
    public void Outputs_on_pages_are_what_the_commands_print()
    {
        var count = 0;
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, "docs"), "*.md")
            .Append(Path.Combine(Rmatrix.Root, "README.md")))
        {
            foreach (Match match in Output().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")))
            {
                count++;
                Assert.Equal(match.Groups["text"].Value, Rmatrix.Run(match.Groups["line"].Value.Split(' ')).Out.TrimEnd('\n'));
            }
        }
        Assert.True(count > 1);
    }

    [Theory]
    [InlineData("from-a-spreadsheet.md", 2)]
    [InlineData("oscal.md", 1)]
    public void Messages_on_pages_are_what_the_commands_say(string name, int least)
    {
        var page = File.ReadAllText(Path.Combine(Rmatrix.Root, "docs", name)).ReplaceLineEndings("\n");
        var matches = Messages().Matches(page);
        Assert.True(matches.Count >= least);
        foreach (Match match in matches)
            Assert.Equal(match.Groups["text"].Value, Rmatrix.Run(match.Groups["line"].Value.Split(' ')).Error.TrimEnd('\n'));
    }

    [Theory]
    [InlineData("lantern", "import table docs/spreadsheet/lantern.xlsx --profile docs/spreadsheet/lantern.table.json -o -")]
    [InlineData("pellet", "import workbook docs/spreadsheet/pellet.xlsx -o -")]
    public void Matrices_beside_the_page_on_spreadsheets_are_what_its_commands_make(string name, string line)
    {
        var folder = Path.Combine(Rmatrix.Root, "docs", "spreadsheet");
        var (code, made, error) = Rmatrix.Run(line.Split(' '));
        Assert.True(code == 0, error);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, $"{name}.matrix.json")).ReplaceLineEndings("\n").TrimEnd(), made.TrimEnd());
    }

    [Fact]
    public void The_page_of_concepts_lists_every_kind_of_change_under_its_impact()
    {
        var page = File.ReadAllLines(Path.Combine(Rmatrix.Root, "docs", "concepts.md"));
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            var impact = Words.Of(new MatrixChange { Kind = kind, Message = "", What = "" }.Impact);
            Assert.Contains(page, line => line.StartsWith($"| {impact}: ", StringComparison.Ordinal)
                && line.Contains($"`{Words.Of(kind)}`", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Commands_in_the_table_of_examples_work()
    {
        var matches = InTable().Matches(File.ReadAllText(Path.Combine(Rmatrix.Root, "schemas", "examples", "README.md")));
        Assert.True(matches.Count >= 12);
        foreach (Match match in matches) Assert.True(Rmatrix.Run(match.Groups["line"].Value.Split(' ')) is { ExitCode: 0 }, match.Value);
    }

    [Fact]
    public void Every_example_is_without_errors_and_warnings()
    {
        var folder = Path.Combine("schemas", "examples");
        var files = Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, folder), "*.json")
            .Select(file => Path.Combine(folder, Path.GetFileName(file))).Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length >= 12);
        var (code, output, _) = Rmatrix.Run(["validate", .. files, "--with", folder, "--warnings-as-errors"]);
        Assert.True(code == 0, output);
    }

    [Fact]
    public void Commands_on_pages_end_without_a_usage_error()
    {
        var count = 0;
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, "docs"), "*.md")
            .Append(Path.Combine(Rmatrix.Root, "README.md")))
        {
            foreach (Match match in Command().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")))
            {
                var args = match.Groups["line"].Value.Split(' ');
                if (!args.Any(arg => arg.StartsWith("schemas/examples/", StringComparison.Ordinal))) continue;
                count++;
                Assert.True(Rmatrix.Run(args) is { ExitCode: 0 or 1 }, match.Value);
            }
        }
        Assert.True(count > 2);
    }

    [Theory]
    [InlineData("README.md", 2)]
    [InlineData("docs/command-line.md", 3)]
    public void A_vendor_publishes_in_an_empty_folder_with_the_commands_of_a_page(string page, int least)
    {
        var keys = Path.Combine(Rmatrix.Root, "tests", "ResponsibilityMatrix.Tests", "Publishing", "keys");
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, page)).ReplaceLineEndings("\n");
        var block = Assert.Single(Block().Matches(text), match =>
            match.Value.Contains("rmatrix publish crm.matrix.json", StringComparison.Ordinal)).Groups["lines"].Value;
        var folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;
        try
        {
            Assert.Equal(0, Rmatrix.Run("init", "-o", Path.Combine(folder, "crm.matrix.json")).ExitCode);
            Environment.CurrentDirectory = folder;
            if (block.StartsWith("rmatrix init", StringComparison.Ordinal)) File.Delete("crm.matrix.json");
            var count = 0;
            foreach (var line in block.Split('\n'))
            {
                var words = Word().Matches(line).Select(match => match.Value.Trim('"')).ToArray();
                if (line == Reviewed)
                    File.WriteAllText("crm.matrix.json", File.ReadAllText("crm.matrix.json")
                        .Replace("\"status\": \"draft\"", "\"status\": \"published\"", StringComparison.Ordinal));
                else if (words[0] == "mkdir") Directory.CreateDirectory(words[1]);
                else if (words[0] == "openssl")
                    File.Copy(Path.Combine(keys, words[^1] == "release.pem" ? "ec.pem" : "ec.pub.pem"), words[^1]);
                else Assert.True(Rmatrix.Run(words[1..]) is { ExitCode: 0 } && ++count > 0, line);
            }
            Assert.True(count >= least);
        }
        finally
        {
            Environment.CurrentDirectory = Rmatrix.Root;
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex("```sh\n(?<lines>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex("<!-- output: (?<line>[^\n]*) -->\n```text\n(?<text>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Output();

    [GeneratedRegex("<!-- messages: (?<line>[^\n]*) -->\n```text\n(?<text>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Messages();

    [GeneratedRegex("`rmatrix (?<line>[^`]+)` \\|")]
    private static partial Regex InTable();

    [GeneratedRegex("^rmatrix (?<line>[^\n\"]+)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
