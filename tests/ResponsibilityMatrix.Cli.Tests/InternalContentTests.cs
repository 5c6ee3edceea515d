using System.Text.RegularExpressions;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What is written for the authors of a matrix alone is shown by nothing.</summary>
public sealed partial class InternalContentTests : IDisposable
{
    private const string Notes = "tests/ResponsibilityMatrix.Cli.Tests/documents/notes.matrix.json";
    private const string Secret = "GEHEIM";
    // Of a site, SiteTests look at each file.
    private static readonly string[] WithoutMatrix = ["site", "init", "catalogs", "models", "rules", "help", "completion"];

    // A draft made of a matrix is the authors' own to go on with, and loses nothing; `publish` is what takes the notes out of it.
    private static readonly string[] Editing = ["import"];

    // A new command that reads a matrix needs a line here for each format.
    private static readonly List<string> Runs =
    [
        .. new[] { "text", "json", "sarif" }.Select(format => $"validate {Notes} --format {format}"),
        .. new[] { "text", "json", "csv", "markdown" }.Select(format => $"resolve {Notes} --format {format}"),
        .. new[] { "6.3.1", "12.3.1", "12.4.1", "16.1.1" }
            .SelectMany(control => new[] { "text", "json" }.Select(format => $"explain {Notes} {control} --format {format}")),
        .. new[] { "text", "json" }.Select(format => $"chain {Notes} --format {format}"),
        $"chain {Notes} --control 12.4.1",
        .. new[] { "text", "json", "csv", "markdown" }.Select(format => $"reconcile {Notes} {Notes} --format {format}"),
        .. new[] { "text", "json", "markdown", "notice", "notice-json" }
            .SelectMany(format => new[] { $"diff {Notes} OTHER --format {format}", $"diff OTHER {Notes} --format {format}" }),
        .. new[] { "text", "json", "csv", "markdown" }.Select(format => $"map {Notes} --to iso-27017@2026 --format {format}"),
        .. new[] { "text", "json", "markdown" }
            .Select(format => $"check {Notes} --against pci-dss-12.9 --against iso-27017-agreement --format {format}"),
        .. new[] { "text", "json", "csv", "markdown" }
            .SelectMany(
            format =>
            new[] { $"checklist {Notes} --for customer --format {format}", $"checklist {Notes} --for provider --format {format}",
            $"checklist {Notes} --for customer --questions --format {format}" }),
        $"checklist {Notes} --for customer -o OUT.xlsx",
        .. new[] { "text", "json", "markdown", "html" }
            .Select(format => $"portfolio {Notes} --for customer --format {format} --explain 12.4.1 --rows OUT.ndjson --since 2020-01-01"),
        $"export {Notes} --to xlsx -o OUT.xlsx",
        .. new[] { "csv", "ndjson", "parquet", "markdown" }.Select(kind => $"export {Notes} --to {kind} -o OUT --report OUT.report"),
        .. new[] { "md" }.SelectMany(ending => new[] { "", " --since OTHER", $" --against {Notes}", " --check pci-dss-12.9" }
            .Select(kind => $"report {Notes}{kind} -o OUT.{ending}")),
        .. new[] { "text", "json" }.Select(format => $"publish {Notes} -o OUT --format {format}"),
        $"publish {Notes} -o OUT --canonical",
        $"publish {Notes} -o OUT --view customer",
        $"publish {Notes} -o -",
        $"publish {Notes} -o OUT --severity RM7004=error",
        $"sign {Notes} --key tests/ResponsibilityMatrix.Tests/Publishing/keys/ec.pem -o OUT",
        .. new[] { "text", "json" }
            .Select(
            format =>
            $"verify {Notes} --signature tests/ResponsibilityMatrix.Tests/Publishing/signed/node.es256.jws --key " +
            $"tests/ResponsibilityMatrix.Tests/Publishing/keys/ec.pub.pem --format {format}"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public static TheoryData<string> Lines => [.. Runs];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Lines))]
    public void No_output_shows_an_internal_note(string line)
    {
        var other = Path.Combine(_folder, "other.matrix.json");
        File.WriteAllText(
            other, File.ReadAllText(Path.Combine(Rmatrix.Root, Notes)).Replace(Secret, $"{Secret} too", StringComparison.Ordinal)
            .Replace("Copies daily.", "Copies hourly.", StringComparison.Ordinal));
        var written = Path.Combine(_folder, "out.json");
        var (code, output, error) = Rmatrix.Run(
            line.Replace("OTHER", other, StringComparison.Ordinal).Replace("OUT", written, StringComparison.Ordinal).Split(' '));
        Assert.NotEqual(2, code);
        var files = Directory.GetFiles(_folder, "out.json*");
        Assert.NotEmpty(output + error + string.Concat(files));
        Assert.DoesNotContain(Secret, output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error, StringComparison.Ordinal);
        foreach (var file in files)
            Assert.DoesNotContain(Secret, TextOf(file), StringComparison.Ordinal);
    }

    // A workbook is packed: its parts are searched one by one.
    internal static string TextOf(string file)
    {
        if (Path.GetExtension(file) != ".xlsx") return File.ReadAllText(file);
        using var archive = System.IO.Compression.ZipFile.OpenRead(file);
        Assert.NotEmpty(archive.Entries);
        return string.Concat(archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }

    [Fact]
    public void Every_command_that_reads_a_matrix_is_among_them()
    {
        var commands = Name().Matches(Rmatrix.Run("--help").Out.Split("Commands:")[1]).Select(match => match.Groups["name"].Value).ToList();
        Assert.Contains("resolve", commands);
        Assert.Equal([], commands.Except(WithoutMatrix).Except(Editing).Except(Runs.Select(line => line.Split(' ')[0])));
    }

    [Theory]
    [InlineData("\"split\": \"shared\", ", "\"splt\": \"shared\", ")]
    [InlineData("\"state\": \"notDetermined\"", "\"state\": \"notdetermined\"")]
    [InlineData("\"reason\": \"Under negotiation.\"", "\"reason\": Under negotiation")]
    [InlineData("\"duties\": [{ \"id\"", "\"duties\": [{ id\"")]
    public void No_line_of_a_broken_document_shows_one(string before, string after)
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Notes));
        Assert.Contains(before, text, StringComparison.Ordinal);
        text = text.Replace(before, after, StringComparison.Ordinal);
        foreach (var whole in new[] { text, text.ReplaceLineEndings("") })
        {
            var (code, output, error) = Rmatrix.RunWith(whole, "validate", "-");
            Assert.Equal(1, code);
            Assert.DoesNotContain("GEHEIM of a", output + error, StringComparison.Ordinal);
            Assert.DoesNotContain("GEHEIM €", output + error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[\"GEHEIM\", { \"by\": \"GEHEIM\" }]")]
    [InlineData("GEHEIM, told to \"GEHEIM\"")]
    [InlineData("GEHEIM \"")]
    [InlineData("")]
    public void Nor_does_one_in_which_something_else_stands_for_the_note(string note)
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Notes))
            .Replace("\"GEHEIM €, \\\"quoted\\\" \\\\ and more\"", note, StringComparison.Ordinal);
        var (code, output, _) = Rmatrix.RunWith(text, "validate", "-");
        Assert.Equal(1, code);
        Assert.Contains("\"split\": \"shared\", \"internalNote\": ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("GEHEIM", output, StringComparison.Ordinal);
    }

    /// <summary>Whatever the name is taken for, and whatever else is wrong in the document.</summary>
    [Theory]
    [InlineData("\"internal\\u004eote\": \"GEHEIM €\"")]
    [InlineData("\"\\u0069nternalnot\\u0065\": \"GEHEIM €\"")]
    [InlineData("\"InternalNote\": \"GEHEIM €\"")]
    [InlineData("\"internal_notes\": \"GEHEIM €\"")]
    [InlineData("\"my internal note\": [\"GEHEIM €\"]")]
    [InlineData("\"internal\\u004eote\": { \"a\": \"GEHEIM €\" }")]
    [InlineData("internalNote: \"GEHEIM €\"")]
    [InlineData("'internalNote': 'GEHEIM €'")]
    [InlineData("“internalNote”: “GEHEIM €”")]
    [InlineData("\"internalNote\": “GEHEIM €”")]
    [InlineData("\"internalNote\" \"GEHEIM €\"")]
    [InlineData("\"internalNote\": \"told \"GEHEIM €\" by\"")]
    [InlineData("\"internalNote\": \"told\nGEHEIM €\"")]
    [InlineData("\"internalNote\": \"told \", \"GEHEIM €\" by\"")]
    [InlineData("\"internalNote\": [\"told\", \"GEHEIM €\"")]
    [InlineData("\"internalNote\": \"\\x GEHEIM €\"")]
    public void However_a_note_is_spelt_no_line_shows_it(string note)
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Notes));
        var whole = text.Replace("\"internalNote\": \"GEHEIM €, \\\"quoted\\\" \\\\ and more\"", note, StringComparison.Ordinal);
        Assert.NotEqual(text, whole);
        foreach (
            var broken in new[]
            { whole, whole.Replace("\"split\": \"shared\", " + note, note + ", \"splt\": \"shared\"", StringComparison.Ordinal),
            whole.Replace("\"split\": \"shared\", ", "\"split\": shared, ", StringComparison.Ordinal) })
            foreach (var format in new[] { "text", "sarif", "json" })
            {
                var (_, output, error) = Rmatrix.RunWith(broken, "validate", "-", "--format", format);
                Assert.DoesNotContain("GEHEIM €", output + error, StringComparison.Ordinal);
            }
    }

    [Fact]
    public void A_line_that_is_shown_has_stars_for_the_note_and_its_mark_in_place()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Notes))
            .Replace("{ \"controls\": [\"6.3.1\"], \"split\": \"shared\", \"internalNote\": \"GEHEIM €, \\\"quoted\\\" \\\\ and more\" }",
            "{ \"internalNote\": \"GEHEIM €\", \"splt\": \"shared\" }", StringComparison.Ordinal);
        var (_, output, _) = Rmatrix.RunWith(text, "validate", "-");
        Assert.Contains("    { \"internalNote\": \"**********\", \"splt\": \"shared\" },\n                                        ^\n",
            output, StringComparison.Ordinal);
    }

    [GeneratedRegex("^  (?<name>[a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Name();
}
