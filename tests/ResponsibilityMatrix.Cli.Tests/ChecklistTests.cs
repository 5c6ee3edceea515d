using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Tables;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>The commands checklist and import: what they print, what they write, and the way there and back.</summary>
public sealed class ChecklistTests : IDisposable
{
    private const string Incidents = "schemas/examples/incident-response.matrix.json";
    private const string Crm = "schemas/examples/crm.matrix.json";
    private const string Annex = "schemas/examples/crm-annex.matrix.json";
    private const string Intranet = "schemas/examples/acme-intranet.matrix.json";
    private const string Storage = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage.matrix.json";
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void Checklist_text() => Verify(["checklist", Crm, "--for", "subscriber"]);

    [Fact]
    public void Checklist_text_of_the_provider() => Verify(["checklist", Incidents, "--for", "provider"]);

    [Fact]
    public void Checklist_markdown() =>
        Verify(["checklist", Annex, "--for", "customer", "--with", "schemas/examples", "--format", "markdown"]);

    [Fact]
    public void Checklist_csv() => Verify(["checklist", Intranet, "--for", "Acme", "--with", "schemas/examples", "--format", "csv"]);

    [Fact]
    public void Checklist_json() => Verify(["checklist", Incidents, "--for", "customer", "--format", "json"]);

    [Fact]
    public void Checklist_of_a_third_party() => Verify(["checklist", Crm, "--for", "pigeonpost"]);

    [Fact]
    public void Questions_text() => Verify(["checklist", Storage, "--for", "user", "--model", "saas", "--questions"]);

    [Fact]
    public void Questions_csv() =>
        Verify(["checklist", Intranet, "--for", "customer", "--with", "schemas/examples", "--questions", "--format", "csv"]);

    [Fact]
    public void Questions_markdown() =>
        Verify(["checklist", Intranet, "--for", "customer", "--with", "schemas/examples", "--questions", "--format", "markdown"]);

    [Theory]
    [InlineData("checklist schemas/examples/crm.matrix.json", "Option '--for' is required.")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for harborline",
        "choose provider (harbourline), customer (subscriber), anvil or pigeonpost. Did you mean")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for provider --questions",
        "Questions are the customer's to the provider, and Harbourline is not on the customer's side: --for customer.")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for provider --format xlsx", "xlsx is written to a file: -o OUT.xlsx.")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for provider --format cvs", "Did you mean \"csv\"?")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for provider -o out.pdf",
        "end it in .txt, .md, .csv, .json or .xlsx, or add --format.")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for provider -o out.csv --format json", "contradict each other")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for provider -o nowhere/out.csv", "There is no folder")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for provider -o README.md", "is there already; --force overwrites it.")]
    [InlineData("checklist schemas/examples/crm.matrix.json --for provider --language fr",
        "There is no translation into 'fr': the matrix has en, de.")]
    [InlineData("checklist tests/ResponsibilityMatrix.Cli.Tests/documents/storage.matrix.json --for user", "(--model)")]
    [InlineData("import questionnare README.md -o -",
        "'questionnare' is no kind of file that can be imported: choose questionnaire, table, workbook, oscal. Did you mean " +
        "\"questionnaire\"?")]
    [InlineData("import questionnaire README.md -o -", "Name the matrix that was asked about: --matrix ORIGINAL.")]
    [InlineData("import questionnaire README.md --matrix schemas/examples/crm.matrix.json -o -",
        "README.md is no questionnaire that can be read.")]
    [InlineData("import questionnaire nowhere.csv --matrix schemas/examples/crm.matrix.json -o -", "There is no file nowhere.csv.")]
    [InlineData("import questionnaire - --matrix - -o -", "Only one of the files can be standard input.")]
    [InlineData("import questionnaire README.md --matrix schemas/examples/crm.matrix.json -o README.md",
        "is there already; --force overwrites it.")]
    public void A_wrong_use_ends_with_2_and_a_sentence_that_helps(string line, string expected)
    {
        var (code, output, error) = Rmatrix.Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list.xlsx")]
    [InlineData("list.csv")]
    [InlineData("list.md")]
    [InlineData("list.json")]
    [InlineData("list.txt")]
    public void A_checklist_is_written_as_the_name_of_the_file_says(string name)
    {
        var (code, output, error) = Rmatrix.Run("checklist", Incidents, "--for", "customer", "-o", At(name));
        Assert.Equal((0, ""), (code, output));
        Assert.Contains($"{name} holds 6 duties, 2 pieces of evidence to keep and 2 questions to Harbourline.", error,
            StringComparison.Ordinal);
        var bytes = File.ReadAllBytes(At(name));
        Assert.Equal(name.EndsWith("xlsx", StringComparison.Ordinal), bytes.AsSpan().StartsWith("PK"u8));
        // Spreadsheet programs need the mark to know the encoding.
        Assert.Equal(name.EndsWith("csv", StringComparison.Ordinal), bytes is [0xEF, 0xBB, 0xBF, ..]);
        Assert.Equal(name.EndsWith("csv", StringComparison.Ordinal),
            error.Contains("CSV holds the duties alone", StringComparison.Ordinal));
        Assert.Equal(2, Rmatrix.Run("checklist", Incidents, "--for", "customer", "-o", At(name)).ExitCode);
        Assert.Equal(0, Rmatrix.Run("checklist", Incidents, "--for", "customer", "-o", At(name), "--force").ExitCode);
        Assert.Equal(bytes, File.ReadAllBytes(At(name)));
    }

    [Fact]
    public void There_are_as_many_boxes_as_duties_and_as_many_rows_as_questions()
    {
        string[] checklist = ["checklist", "schemas/examples/crm.matrix.json", "--for", "customer", "--with", "schemas/examples"];
        var json = JsonNode.Parse(Rmatrix.Run([.. checklist, "--format", "json"]).Out)!;
        var (duties, evidence, questions) =
            (json["duties"]!.AsArray().Count, json["evidence"]!.AsArray().Count, json["questions"]!.AsArray().Count);
        foreach (var format in new[] { "text", "markdown" })
        {
            var text = Rmatrix.Run([.. checklist, "--format", format]).Out;
            Assert.Equal(duties + evidence, text.Split("[ ]").Length - 1);
            Assert.Contains($"{duties} duties, {evidence} pieces of evidence to keep and {questions} questions",
                text.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        var each = TableFileReader.Read(Encoding.UTF8.GetBytes(
            Rmatrix.Run([.. checklist, "--questions", "--each", "--format", "csv"]).Out), "a.csv").Sheets[0].Rows;
        var grouped = TableFileReader.Read(
            Encoding.UTF8.GetBytes(Rmatrix.Run([.. checklist, "--questions", "--format", "csv"]).Out), "a.csv").Sheets[0].Rows;
        Assert.Equal(questions + 1, each.Count);
        Assert.True(grouped.Count < each.Count);
        Assert.Equal(each.Skip(1).Select(row => row[0]).Order(), grouped.Skip(1).SelectMany(row => row[0].Split('\n')).Order());
        Assert.Contains($"{grouped.Count - 1} questions to Harbourline about {questions} controls.",
            Rmatrix.Run([.. checklist, "--questions"]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_may_be_chosen_by_control_and_reason()
    {
        string[] questions = ["checklist", "schemas/examples/crm.matrix.json", "--for", "customer", "--with", "schemas/examples",
            "--questions", "--each", "--format", "json"];
        Assert.Equal(["12.1.2"], Chosen("--control", "12.1.2"));
        Assert.NotEmpty(Chosen("--reason", "missingCommitment"));
        Assert.True(Chosen("--reason", "missingCommitment").Count < Chosen().Count);
        Assert.Contains("'missing' is no reason for a question: choose unassigned,",
            Rmatrix.Run([.. questions, "--reason", "missing"]).Error, StringComparison.Ordinal);
        Assert.Equal(2, Rmatrix.Run([.. questions, "--control", "99.9"]).ExitCode);
        Assert.Contains("add --questions",
            Rmatrix.Run("checklist", "schemas/examples/crm.matrix.json", "--for", "customer", "--each").Error, StringComparison.Ordinal);

        List<string> Chosen(params string[] args) =>
            [.. JsonNode.Parse(Rmatrix.Run([.. questions, .. args]).Out)!["questions"]!.AsArray()
            .Select(question => (string)question!["control"]!)];
    }

    [Theory]
    [InlineData("provider")]
    [InlineData("customer")]
    public void A_side_that_names_no_party_is_a_finding_in_every_command(string side)
    {
        var text = File.ReadAllText("schemas/examples/incident-response.matrix.json");
        text = text.Replace($"\"{side}\": \"{(side == "provider" ? "harbourline" : "meridian")}\"", $"\"{side}\": \"nobody\"",
            StringComparison.Ordinal);
        Assert.Contains("\"nobody\"", text, StringComparison.Ordinal);
        File.WriteAllText(At("m.matrix.json"), text);
        File.WriteAllText(
            At("a.csv"), "Question id,Who performs,Evidence\niso-27017@2015:16.1.2,shared,\"Report, valid until 2027-01-01\"\n");
        string[] commands =
        [
            "checklist {0} --for provider", "checklist {0} --for customer", "checklist {0} --for nobody",
                "checklist {0} --for customer --questions", "checklist {0} --for customer -o {1}/c.xlsx --force",
            "check {0} --against iso-27017-agreement", "check {0} --against dora-art-30 --format markdown",
                "import questionnaire {1}/a.csv --matrix {0} -o {1}/d.matrix.json --force",
            "resolve {0}", "explain {0} 16.1.2", "chain {0}", "reconcile {0} {0}", "diff {0} {0}", "validate {0}",
        ];
        foreach (var command in commands)
        {
            var (code, _, error) =
                Rmatrix.Run(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, command, At("m.matrix.json"), At("").TrimEnd('/'))
                .Split(' '));
            Assert.True(code is 0 or 1, $"{command}: {error}");
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public void A_questionnaire_goes_out_and_comes_back_as_a_draft(string format)
    {
        Assert.Equal(
            0, Rmatrix.Run("checklist", Intranet, "--for", "customer", "--with", "schemas/examples", "--questions", "--each", "-o",
            At($"q.{format}")).ExitCode);
        var bytes = File.ReadAllBytes(At($"q.{format}"));
        var table = TableFileReader.Read(bytes, $"a.{format}").Sheets[0];
        var headings = table.Rows[0].Cells.ToList();
        var rows = table.Rows.Select(row => Enumerable.Range(0, headings.Count).Select(column => row[column]).ToArray()).ToList();
        Fill("SUP-2", "Commitment", "24 hours from awareness");
        Fill("SUP-2", "Evidence", "Incident procedure, valid until 2027-05-04");
        Fill("OPS-6", "Who performs", "provider");
        Fill("OPS-6", "What you do", "Guards the rooms, day and night.");
        Fill("OPS-5", "Who performs", "us");
        File.WriteAllText(
            At("answers.csv"),
            string.Join(
            "\r\n",
            rows.Select(row => string.Join(';', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))),
            new UTF8Encoding(true));

        string[] import = ["import", "questionnaire", At("answers.csv"), "--matrix", Intranet, "--with", "schemas/examples", "-o",
            At("draft.matrix.json"), "--report", At("loss.json")];
        var (code, _, error) = Rmatrix.Run(import);
        Assert.Equal(1, code);
        Assert.Contains("error RM7001: Row ", error, StringComparison.Ordinal);
        Assert.Contains("16 rows: 2 taken over, 13 unanswered, 1 not understood.", error, StringComparison.Ordinal);
        Assert.Contains("holds version 0.4.0, a draft to be confirmed by the provider", error, StringComparison.Ordinal);
        Assert.Equal(0, Rmatrix.Run([.. import, "--force", "--severity", "RM7001=warning"]).ExitCode);

        Assert.Equal(0, Rmatrix.Run("validate", At("draft.matrix.json"), "--with", "schemas/examples", "--warnings-as-errors").ExitCode);
        Assert.Contains(
            "Guards the rooms, day and night.",
            Rmatrix.Run("resolve", At("draft.matrix.json"), "--with", "schemas/examples", "--control", "OPS-6").Out,
            StringComparison.Ordinal);
        Assert.Equal(0, Rmatrix.Run("diff", Intranet, At("draft.matrix.json"), "--with", "schemas/examples").ExitCode);
        var questions = Rmatrix.Run("checklist", At("draft.matrix.json"), "--for", "customer", "--with", "schemas/examples", "--questions",
            "--each").Out;
        Assert.DoesNotContain("SUP-2", questions, StringComparison.Ordinal);
        Assert.Contains("15 questions", questions, StringComparison.Ordinal);
        var report = JsonNode.Parse(File.ReadAllText(At("loss.json")))!;
        Assert.Equal(
            (2, 13, 1),
            ((int)report["summary"]!["imported"]!, (int)report["summary"]!["unanswered"]!, (int)report["summary"]!["notUnderstood"]!));
        Assert.Equal(16, report["rows"]!.AsArray().Count);

        void Fill(string control, string heading, string text) =>
            rows.First(row => row[headings.IndexOf("Question id")] == $"acme-controls@2026:{control}")[headings.IndexOf(heading)] = text;
    }

    [Fact]
    public void A_questionnaire_comes_from_standard_input_and_a_draft_goes_to_standard_output()
    {
        var (code, output, error) = Rmatrix.RunWith(
            "Question id,Commitment\niso-27017@2015:CLD.8.1.5,30 days\n", "import", "questionnaire", "-", "--matrix", Crm, "-o", "-");
        Assert.Equal(0, code);
        Assert.Equal("dataDeletionTime", (string?)JsonNode.Parse(output)!["commitments"]!.AsArray()[^1]!["metric"]);
        Assert.Contains("(standard input):2:2: note RM7003", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_where_no_answer_could_be_taken_over()
    {
        var (code, _, error) = Rmatrix.RunWith("Question id,Commitment\niso-27017@2015:CLD.8.1.5,\n", "import", "questionnaire", "-",
            "--matrix", Crm, "-o", At("draft.json"), "--report", At("loss.json"));
        Assert.Equal(2, code);
        Assert.Contains("No answer in (standard input) could be taken over", error, StringComparison.Ordinal);
        Assert.False(File.Exists(At("draft.json")));
        Assert.Null((string?)JsonNode.Parse(File.ReadAllText(At("loss.json")))!["draftVersion"]);
    }

    [Fact]
    public void Texts_of_strangers_do_nothing_in_markdown_and_csv()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("Names an owner for each of its duties", "=cmd|' <b>*x*</b> \\u001b[31m", StringComparison.Ordinal);
        Assert.Contains("'=cmd|' <b>*x*</b> \\u001B[31m",
            Rmatrix.RunWith(text, "checklist", "-", "--for", "user", "--model", "saas", "--format", "csv").Out, StringComparison.Ordinal);
        Assert.Contains("=cmd\\|' &lt;b>\\*x\\*&lt;/b> \\\\u001B\\[31m",
            Rmatrix.RunWith(text, "checklist", "-", "--for", "user", "--model", "saas", "--format", "markdown").Out,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private string At(string name) => Path.Combine(_folder, name);

    private static void Verify(string[] args, [CallerMemberName] string method = "")
    {
        var (code, output, error) = Rmatrix.Run(args);
        Snapshot.Verify(
            $"$ rmatrix {string.Join(' ', args)}\n{output}{(error.Length > 0 ? $"--- standard error\n{error}" : "")}--- exit code {code}\n",
            method: method);
    }
}
