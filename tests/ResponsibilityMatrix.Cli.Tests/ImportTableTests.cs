using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>Tables on the command line.</summary>
public sealed class ImportTableTests : IDisposable
{
    private const string Hosting = "docs/tables/hosting.csv";
    private const string Profile = "docs/tables/hosting.table.json";
    private readonly string _folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_table_becomes_a_matrix_without_findings()
    {
        var (code, _, error) =
            Rmatrix.Run("import", "table", Hosting, "--profile", Profile, "--customer", "Globex", "-o", At("m.matrix.json"),
            "--report", At("loss.json"));
        Assert.Equal(0, code);
        Assert.Contains("4 rows read: 4 taken over, 0 open, 0 not understood, 0 left out.", error, StringComparison.Ordinal);
        Assert.Contains("loss.json tells of each row what became of it.", error, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"Globex\"", File.ReadAllText(At("m.matrix.json")), StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"table\"", File.ReadAllText(At("loss.json")), StringComparison.Ordinal);
        Assert.Equal(0, Rmatrix.Run("validate", At("m.matrix.json"), "--warnings-as-errors").ExitCode);
    }

    [Fact]
    public void The_best_profile_is_chosen_and_equal_findings_are_one_line()
    {
        var (code, _, error) = Rmatrix.RunWith(
            "Control ID,Responsibility,Mood\nAC-1,Shared,a\nAC-2,whoever,b\nAC-3,whoever,c\n", "import", "table", "-", "-o",
                At("m.matrix.json"));
        Assert.Equal(1, code);
        Assert.Contains("The profile responsibility-column", error, StringComparison.Ordinal);
        Assert.Contains("error RM7001: 2 × no rule of the profile knows owner “whoever”. (B3, B4)", error, StringComparison.Ordinal);
        Assert.Contains("The column “Mood” is left out", error, StringComparison.Ordinal);
        Assert.True(File.Exists(At("m.matrix.json")));
    }

    [Fact]
    public void Names_that_nobody_gave_are_asked_for_once()
    {
        const string Table = "Control ID,Responsibility\nAC-1,Shared\n";
        Assert.Contains("give --provider, --customer, --service.",
            Rmatrix.RunWith(Table, "import", "table", "-", "-o", At("m.matrix.json")).Error, StringComparison.Ordinal);
        // A customer may be called so.
        Assert.DoesNotContain("give --",
            Rmatrix.RunWith(Table, "import", "table", "-", "--provider", "Acme", "--customer", "Customer", "-o", At("n.matrix.json")).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_is_suggested_that_reads_the_table()
    {
        var (code, _, error) = Rmatrix.Run("import", "table", Hosting, "--suggest", "-o", At("p.table.json"));
        Assert.Equal(0, code);
        Assert.Contains("“Owner” is the owner", error, StringComparison.Ordinal);
        Assert.Contains($"rmatrix import table {Hosting} --profile {At("p.table.json")} -o OUT.matrix.json", error,
            StringComparison.Ordinal);
        (code, _, error) = Rmatrix.Run("import", "table", Hosting, "--profile", At("p.table.json"), "-o", At("m.matrix.json"));
        Assert.Equal(0, code);
        Assert.Contains("4 rows read: 4 taken over, 0 open, 0 not understood, 0 left out.", error, StringComparison.Ordinal);
        Assert.Equal(2, Rmatrix.Run("import", "table", Hosting, "--suggest", "--profile", "raci", "-o", At("q.table.json")).ExitCode);
        Assert.Equal(2, Rmatrix.RunWith("Country,Capital\nFrance,Paris\n", "import", "table", "-", "--suggest", "-o", At("q.table.json"))
            .ExitCode);
        Assert.False(File.Exists(At("q.table.json")));
    }

    [Fact]
    public void What_is_wrong_with_a_file_is_told_when_its_rows_are_taken_over()
    {
        var (code, _, error) = Rmatrix.RunWith(
            "Control ID,Responsibility\nAC-1,Shared\nAC-2,\"Shared\nAC-3,Shared\n", "import", "table", "-", "-o", At("m.matrix.json"));
        Assert.Equal(1, code);
        Assert.Contains("the quote that begins cell 2 is never closed", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("%PDF-1.7\na,b\n", "This is a PDF")]
    public void A_file_without_tables_asks_for_another_file_and_for_no_profile(string content, string expected)
    {
        var (code, _, error) = Rmatrix.RunWith(content, "import", "table", "-", "-o", At("m.matrix.json"));
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("--profile", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_fit_a_screen()
    {
        var headings = string.Join(",", Enumerable.Range(0, 200).Select(i => $"Mood {i}"));
        var (code, _, error) = Rmatrix.RunWith(
            $"Control ID,Responsibility,{headings}\nAC-1,whoever{string.Concat(Enumerable.Repeat(",x", 200))}\n", "import", "table", "-",
            "--profile", "responsibility-column", "-o", At("m.matrix.json"));
        Assert.Equal(1, code);
        Assert.True(error.Split('\n').Length < 50);
        Assert.Contains("“whoever”", error, StringComparison.Ordinal);
        Assert.Contains("171 findings more of other words", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_matrices_go_to_a_folder_or_one_is_chosen()
    {
        var profile = At("two.table.json");
        File.WriteAllText(profile, """
            { "schemaVersion": "1.0", "id": "two", "title": "Two", "tables": [{}],
              "documents": [{ "id": "a", "when": { "sheet": ["A*"] } }, { "id": "b" }],
              "columns": [{ "id": "task", "is": "title", "heading": ["Task"] },
                  { "id": "we", "is": "text", "side": "provider", "heading": ["We"] }] }
            """);
        File.WriteAllText(At("page.md"), "## Work\n\n| Task | We |\n|---|---|\n| Backup | Every night |\n");
        Assert.Equal(0, Rmatrix.Run("import", "table", At("page.md"), "--profile", profile, "-o", At("out/")).ExitCode);
        Assert.True(File.Exists(At("out/b.matrix.json")));
        Assert.Equal(2, Rmatrix.Run("import", "table", At("page.md"), "--profile", profile, "-o", At("out/")).ExitCode);
        var (code, _, error) = Rmatrix.Run("import", "table", At("page.md"), "--profile", profile, "--only", "aa", "-o", "-");
        Assert.Equal(2, code);
        Assert.Contains("makes no matrix 'aa'. Did you mean \"a\"?", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_is_written_with_the_matrix()
    {
        Assert.Equal(0, Rmatrix.Run("import", "table", Hosting, "--profile", Profile, "--catalog", "own@1", "--catalog-out",
            At("own.catalog.json"),
            "-o", At("m.matrix.json")).ExitCode);
        Assert.Equal(0, Rmatrix.Run("validate", At("m.matrix.json"), At("own.catalog.json"), "--with", _folder).ExitCode);
    }

    [Theory]
    [InlineData("import table docs/tables/hosting.csv --profile hostig -o -", "There is no profile 'hostig'.")]
    [InlineData("import table docs/tables/hosting.csv --profile docs/tables/hosting.table.json --only x -o -", "makes no matrix 'x'")]
    [InlineData("import table README.md -o -", "README.md: there is no table to read.")]
    [InlineData("import table docs/tables/hosting.csv --set x -o -", "--set takes NAME=VALUE")]
    [InlineData("import table docs/tables/hosting.csv --id crm -o -", "--id takes an absolute URI")]
    [InlineData("import table docs/tables/hosting.csv --report r.json --catalog-out r.json -o -", "--report and --catalog-out name one")]
    [InlineData("import", "Say what kind of file it is: questionnaire, table, workbook, oscal.")]
    [InlineData("import table docs/tables/hosting.csv --profle x -o -", "Did you mean \"--profile\"? `rmatrix import table --help`")]
    public void A_wrong_use_ends_with_2_and_a_sentence_that_helps(string line, string expected)
    {
        var (code, _, error) = Rmatrix.Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Kinds_of_files_and_profiles_are_completed()
    {
        Assert.Equal("table\n", Rmatrix.Run("completion", "--word=t", "--", "import").Out);
        Assert.Contains("fedramp-crm\n", Rmatrix.Run("completion", "--word=", "--", "import", "table", "x.xlsx", "--profile").Out,
            StringComparison.Ordinal);
        Assert.Equal("--profile\n--provider\n", Rmatrix.Run("completion", "--word=--pro", "--", "import", "table").Out);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
