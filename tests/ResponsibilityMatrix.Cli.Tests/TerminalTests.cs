using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What a person sees who sits before a terminal, which a pipe never shows.</summary>
public class TerminalTests
{
    private const string Storage = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage.matrix.json";

    public static TheoryData<string> Commands => new()
    {
        $"resolve {Storage} --model saas",
        $"explain {Storage} 12.4.1 --model saas",
        $"explain {Storage} 12.3.1 --model saas",
        $"validate {Storage}",
        "catalogs",
        "catalogs iso-27017@2015",
        "models",
        "rules",
        "rules RM2001",
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Colours_change_no_word(string line)
    {
        var terminal = Rmatrix.RunOn(100, "", line.Split(' ')).Out;
        Assert.Equal(Rmatrix.Run(line.Split(' ')).Out, WithoutColours(terminal));
        Assert.DoesNotContain("\\u001B", terminal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resolve")]
    [InlineData("explain")]
    public void Messages_have_no_colours_where_only_results_go_to_a_terminal(string command)
    {
        var args = command == "resolve" ? new[] { "resolve", Storage, "--model", "saas" } : ["explain", Storage, "13.1.3", "--model", "saas"];
        var (_, output, error) = Rmatrix.RunOn(80, "", args);
        Assert.Contains('\u001b', output);
        Assert.Contains("error RM2001", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Answers_fit_the_width_of_the_terminal(int width)
    {
        foreach (var args in new[] { ["resolve", Storage, "--model", "saas"], new[] { "explain", Storage, "12.4.1", "--model", "saas" }, ["catalogs", "iso-27017@2015"] })
            Assert.All(WithoutColours(Rmatrix.RunOn(width, "", args).Out).Split('\n').Where(line => !line.Contains(Storage, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, width));
    }

    [Theory]
    [InlineData("explain - 12.4.1 --model saas")]
    [InlineData("resolve - --model saas")]
    [InlineData("resolve - --model saas --format csv")]
    [InlineData("resolve - --model saas --format markdown")]
    [InlineData("validate -")]
    public void Control_characters_of_a_document_are_made_visible_wherever_they_stand(string line)
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("basic", "ba\\u001b[2Jsic", StringComparison.Ordinal)
            .Replace("Records access", "Records\\u0007 access", StringComparison.Ordinal)
            .Replace("Event logging", "Event\\u0007 logging", StringComparison.Ordinal);
        var (_, output, error) = Rmatrix.RunWith(text, line.Split(' '));
        Assert.DoesNotContain(output + error, c => char.IsControl(c) && c != '\n');
    }

    private static string WithoutColours(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\u001b\\[[0-9]+m", "");
}
