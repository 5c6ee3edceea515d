using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary><c>resolve --format ndjson -</c>: a matrix a line in, its rows out.</summary>
public sealed class ResolveFilterTests : IDisposable
{
    private const string Examples = "schemas/examples";
    private static readonly string[] Files = ["platform", "infrastructure", "crm"];
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lines_give_the_rows_of_each_matrix_alone_in_order()
    {
        var (code, output, error) = Filter(string.Concat(Files.Take(2).Select(Line)));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(string.Concat(Files.Take(2).Select(file => Rmatrix.Run("resolve", PathOf(file), "--format", "ndjson").Out)), output);
        Assert.Equal(Rmatrix.Run("export", PathOf("platform"), "--to", "ndjson", "-o", "-").Out,
            Rmatrix.Run("resolve", PathOf("platform"), "--format", "ndjson").Out);
    }

    [Fact]
    public void With_other_documents_lines_give_the_rows_of_a_portfolio()
    {
        var file = Path.Combine(_folder, "rows.ndjson");
        Assert.Equal(0, Rmatrix.Run("portfolio", Examples, "--for", "customer", "--rows", file).ExitCode);
        // A portfolio has its services in the order of their ids.
        var (code, output, error) = Filter(string.Concat(new[] { "platform", "crm-annex", "infrastructure" }.Select(Line)),
            "--with", Examples);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(File.ReadAllText(file), output);
        Assert.Contains("\"depth\":2", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_upstream_that_is_missing_or_gone_is_a_row_and_the_others_are_answered()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "up"));
        var (code, output, _) = Filter(Line("platform") + Line("infrastructure"), "--with", Path.Combine(_folder, "up"));
        Assert.Equal(1, code);
        Assert.Contains("\"error\":\"RM3001\"", output, StringComparison.Ordinal);
        Assert.EndsWith(Filter(Line("infrastructure")).Out, output, StringComparison.Ordinal);

        var gone = Path.Combine(_folder, "up", "infrastructure.matrix.json");
        File.Copy(Path.Combine(Rmatrix.Root, PathOf("infrastructure")), gone);
        using var written = new StringWriter { NewLine = "\n" };
        code = App.Run(["resolve", "-", "--format", "ndjson", "--with", Path.Combine(_folder, "up")], new IOStreams
        {
            Out = written,
            Error = TextWriter.Null,
            Today = new DateOnly(2026, 11, 24),
            In = () =>
            {
                File.Delete(gone);
                return new MemoryStream(Encoding.UTF8.GetBytes(Line("platform") + Line("infrastructure")));
            },
        });
        var rows = written.ToString();
        Assert.Equal(1, code);
        Assert.StartsWith("{\"line\":1,\"document\":\"https://anvil.example/matrices/platform@2.4.0\",\"error\":\"RM8001\"", rows,
            StringComparison.Ordinal);
        Assert.Equal(Filter(Line("infrastructure")).Out, rows[(rows.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public void Other_documents_that_cannot_be_used_are_told()
    {
        var broken = Path.Combine(_folder, "broken.matrix.json");
        File.WriteAllText(broken, "{");
        File.WriteAllText(Path.Combine(_folder, "others.json"), "{\"a\": 1}");
        var (code, output, error) = Filter(Line("infrastructure"), "--with", _folder);
        Assert.Equal((0, Filter(Line("infrastructure")).Out), (code, output));
        Assert.Contains("broken.matrix.json is left out", error, StringComparison.Ordinal);
        Assert.DoesNotContain("others.json", error, StringComparison.Ordinal);
        Assert.Equal(2, Filter(Line("infrastructure"), "--with", broken).ExitCode);
        Assert.Equal(2, Filter(Line("infrastructure"), "--with", "-").ExitCode);
    }

    [Theory]
    [InlineData("schemas/examples/acme-controls.catalog.json", "acme-intranet")]
    [InlineData("schemas/examples/oscal-sample.oscal.json", null)]
    public void Catalogs_come_with_other_documents(string catalog, string? file)
    {
        var line = file is null ? """
            {"schemaVersion": "1.0", "id": "urn:x:a", "version": "1.0.0", "title": "A",
             "service": {"id": "a", "name": "A", "provider": "p", "customer": "c", "models": ["saas"]},
             "parties": [{"id": "p", "name": "P"}, {"id": "c", "name": "C"}],
             "catalogs": [{"id": "zinc-works-controls", "edition": "1.1"}], "assignments": [{"controls": ["*"], "provider": "Does it."}]}
            """.ReplaceLineEndings("") + "\n" : Line(file);
        var alone = Path.Combine(_folder, "alone.matrix.json");
        File.WriteAllText(alone, line);
        var expected = Rmatrix.Run("resolve", alone, "--format", "ndjson", "--with", catalog);
        Assert.NotEmpty(expected.Out);
        Assert.Equal((expected.ExitCode, expected.Out, ""), Filter(line, "--with", catalog));
    }

    [Fact]
    public void A_translation_that_a_line_lacks_is_wrong_with_that_line_only()
    {
        var (code, output, _) = Filter(Line("platform") + Line("crm"), "--language", "de");
        Assert.Equal(1, code);
        Assert.Equal("language", JsonDocument.Parse(output.Split('\n')[0]).RootElement.GetProperty("error").GetString());
        Assert.Equal(Rmatrix.Run("resolve", PathOf("crm"), "--format", "ndjson", "--language", "de").Out,
            output[(output.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public void What_is_wrong_with_a_line_is_a_row_and_the_others_are_answered()
    {
        var (code, output, error) = Filter($"{{\n\n{Line("platform")}{Line("crm").TrimEnd()}", "--set", "plan=enterprise");
        Assert.Equal((1, ""), (code, error));
        var rows = output.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal((1, "RM0001"), (rows[0].GetProperty("line").GetInt32(), rows[0].GetProperty("error").GetString()));
        // It has no such option.
        Assert.Equal((3, "context"), (rows[1].GetProperty("line").GetInt32(), rows[1].GetProperty("error").GetString()));
        Assert.Equal(Rmatrix.Run("resolve", PathOf("crm"), "--format", "ndjson", "--set", "plan=enterprise").Out,
            string.Concat(output.Split('\n')[2..].Where(line => line.Length > 0).Select(line => line + "\n")));
    }

    [Fact]
    public void A_row_of_what_is_wrong_is_as_the_schema_says()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Rmatrix.Root, "schemas", "row.schema.json")))!["$defs"]!["error"]!;
        var row = JsonNode.Parse(Filter("[]\n").Out)!.AsObject();
        Assert.Equal(schema["required"]!.AsArray().Select(name => name!.GetValue<string>()), row.Select(member => member.Key));
        Assert.Equal(schema["properties"]!.AsObject().Select(member => member.Key), row.Select(member => member.Key));
    }

    [Fact]
    public void Rows_need_a_matrix()
    {
        Assert.Equal(2, Rmatrix.Run("resolve", "--catalog", "iso-27017@2015", "--model", "saas", "--format", "ndjson").ExitCode);
        Assert.Equal(2, Filter("", "--catalog", "iso-27017@2015").ExitCode);
        Assert.Equal((0, "", ""), Filter(""));
    }

    private static (int ExitCode, string Out, string Error) Filter(string input, params string[] more) =>
        Rmatrix.RunWith(input, ["resolve", "-", "--format", "ndjson", .. more]);

    private static string PathOf(string file) => $"{Examples}/{file}.matrix.json";

    private static string Line(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Rmatrix.Root, PathOf(file))))!.ToJsonString() + "\n";
}
