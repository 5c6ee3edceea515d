using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary><c>import oscal</c>, and <c>export --to oscal-mapping</c>.</summary>
public sealed class OscalCommandTests : IDisposable
{
    private const string Sample = "schemas/examples/oscal-sample.oscal.json";
    private const string Profile = """
        {"profile": {"metadata": {"title": "Fire only", "version": "1"}, "imports": [{"href": "oscal-sample.oscal.json",
          "include-controls": [{"matching": [{"pattern": "zf-*"}]}]}]}}
        """;
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void A_catalog_is_written_with_a_report_that_is_as_its_schema_says()
    {
        var (code, _, error) = Run("import", "oscal", Sample, "-o", At("z.catalog.json"), "--report", At("report.json"));
        Assert.Equal(0, code);
        Assert.Contains("Read: controls 4, enhancements 2, groups 2, statements 10.", error, StringComparison.Ordinal);
        Assert.Contains("holds the catalog zinc-works-controls@1.1, 16 controls. Give it to other commands with --with", error,
            StringComparison.Ordinal);
        Assert.Equal(0, Run("validate", At("z.catalog.json")).Code);
        var schema = JsonSchema.Compile(
            File.ReadAllBytes(Path.Combine(Rmatrix.Root, "schemas", "import-report.schema.json")), new() { AssertFormats = true });
        Assert.Equal("", string.Join('\n', schema.Evaluate(File.ReadAllBytes(At("report.json")), "report").Diagnostics));
    }

    [Fact]
    public void Several_documents_go_to_a_folder_and_know_each_other()
    {
        File.WriteAllText(At("p.json"), Profile);
        Assert.Equal(0, Run("import", "oscal", Sample, At("p.json"), "-o", At("out/")).Code);
        Assert.Equal(["zinc-works-controls.catalog.json"], Directory.GetFiles(At("out")).Select(Path.GetFileName));
        Assert.Contains("fire-only", File.ReadAllText(At("out/zinc-works-controls.catalog.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_in_oscal_is_read_wherever_a_catalog_is()
    {
        Assert.Contains("ZZ-1(b)(1)", Run("catalogs", "zinc-works-controls", "--with", Sample).Out, StringComparison.Ordinal);
        Assert.Contains("no findings", Run("validate", Sample).Out, StringComparison.Ordinal);
        File.WriteAllText(At("p.json"), Profile);
        Assert.Contains("are for `rmatrix import oscal`.", Run("validate", At("p.json")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_goes_out_and_comes_back()
    {
        const string Mapping = "schemas/examples/acme-to-iso.mapping.json";
        Assert.Equal(0, Run("export", Mapping, "--to", "oscal-mapping", "-o", At("m.json"), "--as-of", "2026-11-01").Code);
        Assert.Contains("\"last-modified\": \"2026-11-01T00:00:00Z\"", File.ReadAllText(At("m.json")), StringComparison.Ordinal);
        Assert.Equal(0, Run("import", "oscal", At("m.json"), "-o", At("m.mapping.json"), "--with", "schemas/examples").Code);
        Assert.Equal(Read(Path.Combine(Rmatrix.Root, Mapping)), Read(At("m.mapping.json")));
    }

    [Theory]
    [InlineData("import oscal README.md -o -", "README.md:1:1: error RM0001")]
    [InlineData("import oscal README.md -o -", "Nothing could be made of README.md.")]
    [InlineData("import oscal nowhere.json -o -", "There is no file nowhere.json.")]
    [InlineData($"import oscal {Sample} schemas/examples/oscal-sample.oscal.json -o -", "Name a folder with -o FOLDER/.")]
    [InlineData($"import oscal {Sample} {Sample} -o - --catalog x@1", "--catalog names one catalog, and 2 are imported.")]
    [InlineData($"import oscal {Sample} -o README.md", "--force overwrites it.")]
    [InlineData("import oscal schemas/examples/crm.matrix.json -o -", "its root has none of the members")]
    [InlineData("export schemas/examples/crm.matrix.json --to oscal-mapping -o -",
        "is a matrix document; --to oscal-mapping takes a mapping")]
    [InlineData("export schemas/examples/acme-to-iso.mapping.json --to oscal-mapping -o - --report x.json", "--report is for matrices")]
    public void A_wrong_use_ends_with_2_and_a_sentence_that_helps(string line, string expected)
    {
        var (code, _, error) = Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(expected,
            error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static CatalogMapping Read(string file) =>
        DocumentReader.Load<CatalogMapping>(File.ReadAllBytes(file)).Document! with { Schema = null };

    private string At(string name) => Path.Combine(_folder, name);

    private static (int Code, string Out, string Error) Run(params string[] args) => Rmatrix.Run(args);
}
