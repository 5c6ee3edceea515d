using System.Text.Json;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary><c>export</c>: rows and tables, and what they lose.</summary>
public sealed class ExportTests : IDisposable
{
    private const string Crm = "schemas/examples/crm.matrix.json";
    private const string Notes = "tests/ResponsibilityMatrix.Cli.Tests/documents/notes.matrix.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rows_are_a_line_for_each_duty_and_the_losses_go_to_standard_error()
    {
        var (code, output, error) = Rmatrix.Run(
            "export", Crm, "--with", "schemas/examples", "--set", "plan=standard", "--to", "ndjson", "-o", "-");
        Assert.Equal(0, code);
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.True(rows.Count > 121);
        Assert.All(rows, row => Assert.Equal("harbour-crm", row.GetProperty("service").GetString()));
        Assert.Contains("warning RM7002: ndjson: commitments (10) left out, first at /commitments/0", error, StringComparison.Ordinal);
        Assert.DoesNotContain("RM7004", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_tells_the_same_as_json_and_severities_apply()
    {
        var (csv, report) = (Path.Combine(_folder, "rows.csv"), Path.Combine(_folder, "loss.json"));
        string[] line = ["export", Crm, "--set", "plan=standard", "--to", "csv", "-o", csv, "--report", report, "--force"];
        Assert.Equal(0, Rmatrix.Run(line).ExitCode);
        using var json = JsonDocument.Parse(File.ReadAllBytes(report));
        Assert.Contains(json.RootElement.GetProperty("losses").EnumerateArray(),
            loss => loss.GetProperty("part").GetString() == "commitments" && loss.GetProperty("count").GetInt32() == 10);
        Assert.StartsWith("service,document,version,", File.ReadAllText(csv), StringComparison.Ordinal);
        Assert.Equal(1, Rmatrix.Run([.. line, "--severity", "RM7002=error"]).ExitCode);
    }

    [Fact]
    public void Internal_notes_are_rows_only_if_asked_for()
    {
        Assert.Contains("GEHEIM", Rmatrix.Run("export", Notes, "--to", "csv", "-o", "-", "--internal").Out, StringComparison.Ordinal);
        Assert.Contains("RM7004", Rmatrix.Run("export", Notes, "--to", "csv", "-o", "-").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_is_a_table_with_a_row_for_each_control()
    {
        var (code, output, _) = Rmatrix.RunWith(File.ReadAllText(Path.Combine(Rmatrix.Root, Crm)), "export", "-", "--set", "plan=standard",
            "--to", "markdown", "-o", "-");
        Assert.Equal(0, code);
        Assert.Contains(
            "| control | title | who performs | provider's part | customer's part | others' part |", output, StringComparison.Ordinal);
        Assert.Contains("| 5.1.1 | Policies for information security | shared | Harbourline: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_are_joined_by_pipes_and_rows_come_back()
    {
        var (_, rows, _) = Rmatrix.Run("export", Crm, "--set", "plan=standard", "--to", "csv", "-o", "-");
        var (code, matrix, error) = Rmatrix.RunWith(rows, "import", "table", "-", "-o", "-");
        Assert.Equal(0, code);
        Assert.Contains("The profile rmatrix-rows", error, StringComparison.Ordinal);
        var (again, second, _) = Rmatrix.RunWith(matrix, "export", "-", "--to", "csv", "-o", "-");
        Assert.Equal(0, again);
        Assert.Equal(rows.Split('\n').Length, second.Split('\n').Length);
    }

    [Theory]
    [InlineData("export FILE --to pdf -o -", "'pdf' is no kind of file that can be written: choose xlsx, csv, ndjson, parquet, markdown")]
    [InlineData("export FILE --to xlsx -o -", "xlsx is written to a file: -o OUT.xlsx.")]
    [InlineData("export FILE --to parquet -o -", "parquet is written to a file: -o OUT.parquet.")]
    [InlineData("export FILE --to csv -o - --set plan=gold", "gold")]
    public void What_cannot_be_done_says_what_can(string line, string message)
    {
        var (code, output, error) = Rmatrix.Run(line.Replace("FILE", Crm, StringComparison.Ordinal).Split(' '));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv is written without a template", "--to", "csv", "--template", Notes)]
    [InlineData("--only chooses sheets of a template", "--to", "caiq", "--only", "caiq")]
    [InlineData("Did you mean \"moderate\"?", "--to", "fedramp-crm", "--template", Notes, "--only", "modrate")]
    [InlineData("notes.matrix.json was not filled in.", "--to", "fedramp-crm", "--template", Notes)]
    public void A_template_that_does_not_fit_is_refused_with_the_way_out(string message, params string[] options)
    {
        var output = Path.Combine(_folder, "out.xlsx");
        var (code, _, error) = Rmatrix.Run(["export", Crm, "--set", "plan=standard", "-o", output, .. options]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void A_publishers_workbook_is_filled_in_is_never_written_over_and_comes_back()
    {
        var matrix = Path.Combine(_folder, "objectives.matrix.json");
        File.WriteAllText(matrix, """
            {"schemaVersion": "1.0", "id": "urn:example:enclave", "version": "1.0.0", "title": "Enclave",
             "service": {"id": "enclave", "name": "Enclave", "provider": "acme", "customer": "globex", "models": ["saas"]},
             "parties": [{"id": "acme", "name": "Acme"}, {"id": "globex", "name": "Globex"}],
             "catalogs": [{"id": "nist-800-171", "edition": "2", "include": ["3.1.1", "3.1.2"]}],
             "assignments": [{"controls": ["3.1.1"], "provider": "Signs people in.", "customer": "Name them."}]}
            """);
        var (template, output) = (Path.Combine(_folder, "template.xlsx"), Path.Combine(_folder, "out.xlsx"));
        Assert.Equal(0, Rmatrix.Run("export", matrix, "--to", "cmmc-srm", "-o", template).ExitCode);
        string[] line = ["export", matrix, "--to", "cmmc-srm", "--template", template, "-o"];
        var (code, _, error) = Rmatrix.Run([.. line, output]);
        Assert.True(code == 0, error);
        Assert.Contains("\"Responsibilities\" filled in: 6 of 8 controls are answered.", error, StringComparison.Ordinal);
        Assert.Contains("is what the command reads", Rmatrix.Run([.. line, template, "--force"]).Error, StringComparison.Ordinal);
        Assert.Contains("-o OUT.xlsx", Rmatrix.Run([.. line, Path.Combine(_folder, "out.xlsm")]).Error, StringComparison.Ordinal);
        var (back, imported, _) = Rmatrix.Run("import", "table", output, "-o", "-");
        Assert.Equal(0, back);
        Assert.Contains("Signs people in.", imported, StringComparison.Ordinal);
    }
}
