using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary><c>resolve --format ndjson -</c>: a matrix a line in, its rows out.</summary>
public sealed class ResolveFilterTests
{
    private static readonly string[] Files = ["platform", "infrastructure", "crm"];

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

    private static string PathOf(string file) => $"schemas/examples/{file}.matrix.json";

    private static string Line(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Rmatrix.Root, PathOf(file))))!.ToJsonString() + "\n";
}
