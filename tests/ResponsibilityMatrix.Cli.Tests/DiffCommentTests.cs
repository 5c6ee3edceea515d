using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What changed as a comment on a pull request.</summary>
public sealed class DiffCommentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_summary_stands_first_and_all_but_what_moves_to_the_customer_is_folded()
    {
        const string Examples = "schemas/examples";
        var lines = Rmatrix.Run("diff", $"{Examples}/crm.matrix.json", $"{Examples}/crm-2.0.0.matrix.json", "--format", "markdown")
            .Out.Split('\n');
        Assert.StartsWith(
            "**10 changes: 2 major, 3 minor, 5 patch. 1 of them moves work to the customer.", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Count(line => line.StartsWith("<details><summary>", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(line => line == "</details>"));
        Assert.Contains("## What moves to the customer", lines);
    }

    [Fact]
    public void A_comment_that_would_be_too_long_is_cut_and_says_so()
    {
        var (old, @new) = (Write("old", "1.0.0", ""), Write("new", "2.0.0", new string('x', 600)));
        var text = Rmatrix.Run("diff", old, @new, "--format", "markdown").Out;
        Assert.InRange(text.Length, 50_000, 65_535);
        Assert.Matches(@"\*\*Cut:\*\* \d+ more items would make this longer", text);
        Assert.EndsWith("shows them all.\n", text, StringComparison.Ordinal);
        Assert.Equal(
            text.Split('\n').Count(line => line.StartsWith("<details>", StringComparison.Ordinal)),
            text.Split('\n').Count(line => line == "</details>"));
    }

    private string Write(string name, string version, string text)
    {
        var controls = Enumerable.Range(1, 200).Select(i => $"{{\"id\": \"L{i}\", \"title\": \"Point {i}\"}}");
        var assignments = Enumerable.Range(1, 200).Select(i => $"{{\"controls\": [\"L{i}\"], \"provider\": \"Does {i}. {text}\"}}");
        var path = Path.Combine(_folder, $"{name}.matrix.json");
        File.WriteAllText(path, $$"""
            {
              "schemaVersion": "1.0", "id": "urn:example:long", "version": "{{version}}", "title": "Long",
              "service": {"id": "s", "name": "S", "provider": "a", "customer": "b", "models": ["saas"]},
              "parties": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}],
              "controls": [{{string.Join(", ", controls)}}], "assignments": [{{string.Join(", ", assignments)}}]
            }
            """);
        return path;
    }
}
