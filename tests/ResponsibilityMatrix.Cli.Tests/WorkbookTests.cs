using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Json;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>A matrix edited as a workbook, on the command line.</summary>
public sealed class WorkbookTests : IDisposable
{
    private const string Crm = "schemas/examples/crm.matrix.json";
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_unchanged_workbook_gives_the_matrix_back_byte_for_byte()
    {
        var (code, _, error) = Export();
        Assert.Equal(0, code);
        Assert.Contains("import workbook", error, StringComparison.Ordinal);
        (code, _, error) = Import();
        Assert.Equal((0, "rmatrix: The workbook changes nothing.\n"), (code, error.ReplaceLineEndings("\n")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Rmatrix.Root, Crm)), File.ReadAllBytes(At("out.json")));
    }

    [Fact]
    public void Changes_are_merged_and_reported()
    {
        Export();
        Replace("Keeps and reviews a policy for its use of the service", "Keeps a policy for its use of the service");
        var (code, _, error) = Import("--report", At("report.json"));
        Assert.Equal(0, code);
        Assert.Contains("rmatrix: 1 cell changed.", error, StringComparison.Ordinal);
        var before = JsonNode.Parse(File.ReadAllText(Path.Combine(Rmatrix.Root, Crm)))!;
        before["assignments"]![0]!["customer"] =
            ((string)before["assignments"]![0]!["customer"]!).Replace("Keeps and reviews", "Keeps", StringComparison.Ordinal);
        Assert.Equal(before.ToJsonString(), JsonNode.Parse(File.ReadAllText(At("out.json")))!.ToJsonString());
        IsReport(At("report.json"));
    }

    [Fact]
    public void A_conflict_writes_nothing_until_somebody_decides()
    {
        Export();
        Replace("Keeps and reviews a policy for its use of the service", "Keeps a policy for its use of the service");
        File.WriteAllText(
            At("now.json"), File.ReadAllText(Path.Combine(Rmatrix.Root, Crm))
            .Replace("Keeps and reviews a policy for its use", "Keeps and reads a policy for its use", StringComparison.Ordinal));
        string[] import =
            ["import", "workbook", At("crm.xlsx"), "--merge", At("now.json"), "-o", At("out.json"), "--with", "schemas/examples"];
        var (code, _, error) = Rmatrix.Run([.. import, "--report", At("report.json")]);
        Assert.Equal(1, code);
        Assert.False(File.Exists(At("out.json")));
        foreach (var part in new[] { "Responsibilities!G4", "/assignments/0/customer", "--prefer workbook" })
            Assert.Contains(part, error, StringComparison.Ordinal);
        IsReport(At("report.json"));
        Assert.Equal(0, Rmatrix.Run([.. import, "--prefer", "workbook"]).ExitCode);
        Assert.Contains("Keeps a policy for its use", File.ReadAllText(At("out.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_is_started_without_any_json()
    {
        var (code, _, error) = Rmatrix.Run("init", "--to", "xlsx", "--provider", "Acme", "-o", At("new.xlsx"));
        Assert.Equal(0, code);
        Assert.Contains("import workbook", error, StringComparison.Ordinal);
        (code, _, _) = Rmatrix.Run("import", "workbook", At("new.xlsx"), "-o", At("new.matrix.json"));
        Assert.Equal(0, code);
        Assert.Equal(0, Rmatrix.Run("validate", At("new.matrix.json")).ExitCode);
        (code, _, error) = Rmatrix.Run("import", "workbook", At("new.xlsx"), "--merge", At("new.matrix.json"), "-o", "-");
        Assert.Equal((0, "rmatrix: The workbook changes nothing.\n"), (code, error.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("import workbook crm.xlsx -o out.json", "--merge MATRIX")]
    [InlineData("import workbook crm.xlsx --merge schemas/examples/platform.matrix.json -o out.json", "another matrix")]
    [InlineData("import workbook schemas/examples/crm.matrix.json --merge schemas/examples/crm.matrix.json -o out.json", "cannot be read")]
    [InlineData("import workbook crm.xlsx --merge schemas/examples/crm.matrix.json --prefer mine -o out.json", "workbook or matrix")]
    [InlineData("export schemas/examples/crm.matrix.json --to docs -o out.docs", "'docs' is no kind of file")]
    [InlineData("export schemas/examples/crm.matrix.json --to xlsx -o -", "is written to a file")]
    [InlineData("init --to docx -o out.docx", "choose xlsx")]
    public void What_cannot_be_done_is_said(string line, string said)
    {
        Export();
        var (code, _, error) = Rmatrix.Run(
            line.Replace("crm.xlsx", At("crm.xlsx"), StringComparison.Ordinal).Replace("out.", At("out."), StringComparison.Ordinal)
                .Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private (int ExitCode, string Out, string Error) Export() =>
        Rmatrix.Run("export", Crm, "--to", "xlsx", "-o", At("crm.xlsx"), "--with", "schemas/examples");

    private (int ExitCode, string Out, string Error) Import(params string[] more) =>
        Rmatrix.Run(["import", "workbook", At("crm.xlsx"), "--merge", Crm, "-o", At("out.json"), "--with", "schemas/examples", .. more]);

    private string At(string name) => Path.Combine(_folder, name);

    // In the cells that people see, not in what was exported.
    private void Replace(string text, string by)
    {
        using var archive = ZipFile.Open(At("crm.xlsx"), ZipArchiveMode.Update);
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.Contains("sheet", StringComparison.Ordinal)).ToList())
        {
            using var stream = entry.Open();
            var xml = new StreamReader(stream, Encoding.UTF8, leaveOpen: true).ReadToEnd();
            if (!xml.Contains("Responsibilities.key", StringComparison.Ordinal) || xml.Contains("layout", StringComparison.Ordinal))
                continue;
            Assert.Contains(text, xml, StringComparison.Ordinal);
            stream.SetLength(0);
            stream.Write(Encoding.UTF8.GetBytes(xml.Replace(text, by, StringComparison.Ordinal)));
        }
    }

    private static void IsReport(string file)
    {
        var schema = JsonSchema.Compile(
            File.ReadAllBytes(Path.Combine(Rmatrix.Root, "schemas", "import-report.schema.json")), new() { AssertFormats = true });
        Assert.Equal("", string.Join('\n', schema.Evaluate(File.ReadAllBytes(file), "report").Diagnostics));
    }
}
