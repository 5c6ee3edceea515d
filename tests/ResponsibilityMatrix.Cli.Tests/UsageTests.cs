using System.CommandLine;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Cli.Commands;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What a new user tries, and what the command answers.</summary>
public class UsageTests
{
    private const string Storage = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage.matrix.json";

    public static TheoryData<string, string> WrongUses => new()
    {
        { "resolv", "'resolv' is no command. Did you mean \"resolve\"?" },
        { "resolve --modle saas", "'--modle' is no option of resolve. Did you mean \"--model\"?" },
        { "resolve", "Name a matrix file, or a catalog and a service model" },
        { $"resolve {Storage}", "The service is offered in 2 models: say which one, paas, saas. (--model)" },
        { $"resolve {Storage} --model sass", "'sass' is no service model of this matrix: choose paas, saas. Did you mean \"saas\"?" },
        { $"resolve {Storage} --model saas --set plan", "--set takes NAME=VALUE" },
        { $"resolve {Storage} --model saas --set plan=pluss", "choose basic, plus. Did you mean \"plus\"?" },
        { $"resolve {Storage} --model saas --set plann=plus",
            "There is no parameter 'plann': this matrix has plan. Did you mean \"plan\"?" },
        { $"resolve {Storage} --model saas --control 12.4.99", "There is no control '12.4.99' here. Did you mean" },
        { $"resolve {Storage} --model saas --control 5.1.1", "5.1.1 is a control of iso-27017@2015, but not in the scope of this matrix." },
        { $"resolve {Storage} --model saas --as-of soon", "--as-of must be a date such as 2026-11-24, but is 'soon'." },
        { $"resolve {Storage} --model saas --format jsn",
            "'jsn' is no format here: choose text, json, csv, markdown, ndjson. Did you mean \"json\"?" },
        { $"resolve {Storage} --model saas --severity RM2001=bad", "'bad' is no severity: choose error, warning, note or none." },
        { $"resolve {Storage} --catalog iso-27017", "--catalog is for a service model's own split" },
        { "resolve tests", "tests is a folder; name a file in it, or a pattern such as tests" },
        { "--verbos", "'--verbos' is no option of rmatrix. Did you mean \"--verbose\"?" },
        { "resolve README.mdd", "There is no file README.mdd. Did you mean \"README.md\"?" },
        { "resolve --catalog iso-27018 --model saas", "There is no catalog 'iso-27018'." },
        { "resolve src/ResponsibilityMatrix/Catalogs/Embedded/iso-27017@2015.catalog.json", "is no matrix but a catalog document" },
        { $"explain {Storage}", "CONTROL" },
        { "rules RM2999", "There is no finding 'RM2999'." },
        { "catalogs nothing", "There is no catalog 'nothing'." },
        { $"validate {Storage} --with nowhere", "There is no file nowhere." },
        { "init -o tests", "tests is a folder; name a file in it." },
        { $"init -o {Storage}", "is there already; --force overwrites it." },
        { "init --model desktop -o -", "'desktop' is no service model" },
        { "init --provider  -o -", "--provider must be a name, but is empty." },
        { "init -o ", "-o names no file." },
        { "resolve -x", "'-x' is no option of resolve." },
        { "validate ", "The name of a file is empty." },
        { "validate @arguments", "There is no file @arguments." },
        { $"validate {Storage} --with ", "The name of a file is empty." },
        { $"validate {Storage} --with README.md", "README.md has errors and cannot be used" },
        { $"validate {Storage} --format sarf", "'sarf' is no format here: choose text, json, sarif. Did you mean \"sarif\"?" },
        { $"validate {Storage} --severity RM2001=eror", "choose error, warning, note or none. Did you mean \"error\"?" },
        { $"diff {Storage}", "Required argument 'NEW' missing" },
        { $"diff {Storage} nowhere.matrix.json", "There is no file nowhere.matrix.json." },
        { $"diff nowhere.matrix.json {Storage}", "There is no file nowhere.matrix.json." },
        { $"diff {Storage} src/ResponsibilityMatrix/Catalogs/Embedded/iso-27017@2015.catalog.json", "is no matrix but a catalog document" },
        { "diff - -", "Only one of the files can be standard input." },
        { $"diff {Storage} schemas/examples/crm.matrix.json",
            "These are two matrices and not two versions of one, nor a base and its annex: the old one is https://keep.example/matrix" },
        { $"diff {Storage} {Storage} --set plann=plus",
            "There is no parameter 'plann' in either version: they have plan. Did you mean \"plan\"?" },
        { $"diff {Storage} {Storage} --set plan=pluss", "The service is offered in 2 models: say which one, paas, saas. (--model)" },
        { $"diff {Storage} {Storage} --model saas --set plan=pluss",
            "The parameter plan cannot be 'pluss' in the old version: choose basic, plus. Did you mean \"plus\"? (--set NAME=VALUE)" },
        { $"diff {Storage} {Storage} --model sass",
            "'sass' is no service model of the old version: choose paas, saas. Did you mean \"saas\"? (--model)" },
        { $"diff {Storage} {Storage} --format csv", "'csv' is no format here: choose text, json, markdown, notice, notice-json." },
        { $"resolve {Storage} --model saas --set", "Required argument missing for option: '--set'." },
    };

    [Theory]
    [MemberData(nameof(WrongUses))]
    public void A_wrong_use_ends_with_2_and_a_sentence_that_helps(string line, string expected)
    {
        var (code, output, error) = Rmatrix.Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty.", "The file is empty.")]
    [InlineData("{", "is never closed", "The { that was opened in line 1, column 1 is never closed")]
    [InlineData("[]", "A document is a JSON object", "must be an object, but is a list")]
    [InlineData("{}", "a matrix has \"service\"", "has no \"schemaVersion\", which is required")]
    public void A_document_that_cannot_be_used_is_an_error_in_validate_and_unusable_in_resolve(string text, string invalid, string unusable)
    {
        var validated = Rmatrix.RunWith(text, "validate", "-");
        Assert.Equal(1, validated.ExitCode);
        Assert.Contains(invalid, validated.Out, StringComparison.Ordinal);
        var resolved = Rmatrix.RunWith(text, "resolve", "-");
        Assert.Equal(2, resolved.ExitCode);
        Assert.Contains(unusable, resolved.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_init_writes_is_valid_for_every_catalog_and_model()
    {
        foreach (var catalog in new[] { "iso-27017@2015", "iso-27017@2026" })
            foreach (var model in new[] { "onPremises", "iaas", "caas", "paas", "faas", "saas" })
            {
                var (code, output, _) = Rmatrix.Run("init", "--catalog", catalog, "--model", model, "-o", "-");
                Assert.Equal(0, code);
                Assert.Equal(0, Rmatrix.RunWith(output, "validate", "-", "--warnings-as-errors").ExitCode);
            }
    }

    [Fact]
    public void What_init_leaves_to_be_done_stands_in_internal_notes_and_is_never_published()
    {
        var draft = Rmatrix.Run("init", "-o", "-").Out;
        var matrix = JsonNode.Parse(draft)!;
        Assert.Equal(("draft", "./matrix.schema.json"), ((string?)matrix["status"], (string?)matrix["$schema"]));
        foreach (var list in new[] { "parameters", "commitments", "evidence" }) Assert.NotEmpty(matrix[list]!.AsArray());
        var assignments = matrix["assignments"]!.AsArray();
        Assert.All(assignments, assignment =>
            Assert.Contains("Taken from the service model saas", (string?)assignment!["internalNote"], StringComparison.Ordinal));
        Assert.StartsWith(
            "Event logging. ",
            (string?)Assert.Single(assignments, assignment => assignment!["controls"]!.ToJsonString() == "[\"12.4.1\"]")!["internalNote"],
            StringComparison.Ordinal);
        Assert.Contains("11.1.1 Physical security perimeter; 11.1.2 Physical entry controls", draft, StringComparison.Ordinal);
        Assert.Contains("The document is a draft", Rmatrix.RunWith(draft, "publish", "-", "-o", "-").Error, StringComparison.Ordinal);
        var (code, published, _) = Rmatrix.RunWith(
            draft.Replace("\"draft\"", "\"published\"", StringComparison.Ordinal), "publish", "-", "-o", "-");
        Assert.Equal(0, code);
        foreach (var word in new[] { "internalNote", "Taken from", "review", "say what" })
            Assert.DoesNotContain(word, published, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_writes_the_schema_for_editors_beside_the_document_and_over_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;
        try
        {
            var schema = Path.Combine(folder, "matrix.schema.json");
            Assert.Equal(0, Rmatrix.Run("init", "-o", Path.Combine(folder, "a.matrix.json")).ExitCode);
            Assert.Equal(File.ReadAllText(Path.Combine(Rmatrix.Root, "schemas", "matrix.schema.json")), File.ReadAllText(schema));
            File.WriteAllText(schema, "mine");
            Assert.Equal(0, Rmatrix.Run("init", "-o", Path.Combine(folder, "b.matrix.json")).ExitCode);
            Assert.Equal("mine", File.ReadAllText(schema));
            Assert.Equal(0, Rmatrix.Run("init", "--requirements", "-o", Path.Combine(folder, "r.json")).ExitCode);
            Assert.True(File.Exists(Path.Combine(folder, "requirements.schema.json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Controls_without_a_split_are_knowingly_open_in_what_init_writes()
    {
        const string Catalog =
            """
            { "schemaVersion": "1.0", "id": "own", "edition": "1", "title": "Own",
              "controls": [{ "id": "a.1", "title": "One" }, { "id": "a.2", "title": "Two", "layers": ["runtime"] }] }
            """;
        var (code, output, _) = Rmatrix.RunWith(Catalog, "init", "--catalog", "own@1", "--with", "-", "-o", "-");
        Assert.Equal(0, code);
        var assignment = JsonNode.Parse(output)!["assignments"]![0]!;
        Assert.Equal(("notDetermined", "The service model saas gives no split.", "Own: a.1 One. Say who does it."),
            ((string?)assignment["state"], (string?)assignment["reason"], (string?)assignment["internalNote"]));
    }

    [Fact]
    public void Severities_can_be_changed_and_findings_left_out()
    {
        Assert.Equal(1, Rmatrix.Run("resolve", Storage, "--model", "saas").ExitCode);
        Assert.Equal(0, Rmatrix.Run("resolve", Storage, "--model", "saas", "--severity", "RM2001=warning").ExitCode);
        Assert.Equal(
            1, Rmatrix.Run("resolve", Storage, "--model", "saas", "--severity", "RM2001=warning", "--warnings-as-errors").ExitCode);
        Assert.Equal(0, Rmatrix.Run("resolve", Storage, "--model", "saas", "--severity", "RM2001=none", "--warnings-as-errors").ExitCode);
    }

    [Fact]
    public void Severities_are_those_of_the_rules_at_hand()
    {
        var rule = Rules.Find("RM2001")! with { Id = "ACME001" };
        var common = new CommonOptions(
            new IOStreams { Out = TextWriter.Null, Error = TextWriter.Null, In = () => Stream.Null, Today = default }, [rule]);
        var command = new Command("check") { common.Severities };
        Diagnostics.Diagnostic[] found = [Diagnostics.Diagnostic.Of(rule, "Found.")];
        Assert.Equal(Diagnostics.Severity.Note,
            Assert.Single(common.ApplySeverities(command.Parse(["--severity", "acme001=note"]), found)).Severity);
        Assert.Empty(common.ApplySeverities(command.Parse(["--severity", "ACME001=none"]), found));
        var problem = Assert.Throws<UsageException>(() => common.ApplySeverities(command.Parse(["--severity", "ACME01=none"]), found));
        Assert.StartsWith("There is no finding 'ACME01'. Did you mean \"ACME001\"?", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    public void The_format_changes_no_exit_code(string format)
    {
        Assert.Equal(1, Rmatrix.Run("validate", Storage, "--format", format).ExitCode);
        Assert.Equal(0, Rmatrix.Run("validate", Storage, "--format", format, "--severity", "RM2001=note").ExitCode);
        Assert.Equal(1, Rmatrix.RunWith("{", "validate", "-", "--format", format).ExitCode);
        Assert.Equal(2, Rmatrix.Run("validate", "nowhere.json", "--format", format).ExitCode);
    }

    [Fact]
    public void Text_that_is_no_json_is_a_result_in_sarif()
    {
        var result = JsonNode.Parse(Rmatrix.RunWith("{", "validate", "-", "--format", "sarif").Out)!["runs"]![0]!["results"]![0]!;
        Assert.Equal("RM0001", (string?)result["ruleId"]);
        Assert.Equal("(standard%20input)", (string?)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]);
    }

    [Fact]
    public void A_scope_without_controls_is_said_in_words()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage));
        var empty = System.Text.Json.Nodes.JsonNode.Parse(text)!.AsObject();
        empty["catalogs"] = new System.Text.Json.Nodes.JsonArray();
        empty["controls"] = new System.Text.Json.Nodes.JsonArray();
        Assert.Contains("No control is in scope.", Rmatrix.RunWith(empty.ToJsonString(), "resolve", "-", "--model", "saas").Out,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Files_that_are_validated_together_know_each_other(int first, int second)
    {
        string[] files = ["tests/ResponsibilityMatrix.Cli.Tests/documents/storage-annex.matrix.json", Storage];
        Assert.Contains("RM3001", Rmatrix.Run("validate", files[0]).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("RM3001", Rmatrix.Run("validate", files[first], files[second]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void An_author_cannot_accept_what_the_reader_calls_an_error()
    {
        Assert.Contains("accepted RM2005", Rmatrix.Run("validate", Storage).Out, StringComparison.Ordinal);
        var (code, output, _) = Rmatrix.Run("validate", Storage, "--severity", "RM2001=none", "--severity", "RM2005=error");
        Assert.Equal(1, code);
        Assert.Contains("error RM2005", output, StringComparison.Ordinal);
        Assert.Contains("2 errors", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_without_a_canonical_form_has_an_answer_that_says_so()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("\"assignments\":", "\"extensions\": { \"org.example\": 1e999 }, \"assignments\":", StringComparison.Ordinal);
        Assert.Contains("8 controls", Rmatrix.RunWith(text, "resolve", "-", "--model", "saas").Out, StringComparison.Ordinal);
        var (code, output, _) = Rmatrix.RunWith(text, "resolve", "-", "--model", "saas", "--format", "json");
        Assert.Equal(1, code);
        Assert.Contains("\"digest\": null", output, StringComparison.Ordinal);
        Assert.Contains("The number 1e999 is beyond the range of a double", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_in_a_folder_is_told_when_its_name_is_one_of_ours()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "package.json"), "{");
            File.WriteAllText(Path.Combine(folder, "notes.txt"), "{");
            File.WriteAllText(Path.Combine(folder, "settings.json"), "{\"a\": 1}");
            Assert.Empty(Rmatrix.Run("catalogs", "--with", folder).Error);
            File.WriteAllText(Path.Combine(folder, "base.matrix.json"), "{\"service\": {}, ");
            File.WriteAllText(Path.Combine(folder, "marked.catalog.json"), "\ufeff{\"edition\": \"1\", \"controls\": []}");
            var (code, _, error) = Rmatrix.Run("catalogs", "--with", folder);
            Assert.Equal(0, code);
            Assert.Contains(
                "base.matrix.json is left out, because it has errors: The { that was opened in line 1, column 1 is never closed", error,
                StringComparison.Ordinal);
            Assert.Contains("marked.catalog.json is left out, because it has errors: ", error, StringComparison.Ordinal);
            Assert.DoesNotContain("package.json", error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void Control_characters_of_a_document_do_not_reach_the_terminal()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("Publishes the split", "Red \\u001b[31m alert \\u202e", StringComparison.Ordinal);
        var (_, output, _) = Rmatrix.RunWith(text, "resolve", "-", "--model", "saas", "--control", "6.3.1");
        Assert.Contains("Red \\u001B[31m alert \\u202E", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void A_translation_changes_words_and_no_duty()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace(
            "\"accepted\":",
            "\"translations\": { \"de\": { \"keep\": { \"name\": \"Speicherhaus\" }, \"cld.6.3.1\": { \"title\": \"Geteilte " +
            "Aufgaben\" }, \"export\": { \"text\": \"Liefert die Protokolle\" } } },\n  \"accepted\":", StringComparison.Ordinal);
        var (code, output, _) = Rmatrix.RunWith(
            text, "resolve", "-", "--model", "saas", "--set", "plan=plus", "--control", "12.4.1", "--control", "6.3.1", "--language", "de");
        Assert.Equal(0, code);
        Assert.Contains("Speicherhaus: Liefert die Protokolle", output, StringComparison.Ordinal);
        Assert.Contains("Geteilte Aufgaben", output, StringComparison.Ordinal);
        var unknown = Rmatrix.RunWith(text, "resolve", "-", "--model", "saas", "--language", "fr");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("There is no translation into 'fr': the matrix has en, de.", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_from_a_document_with_errors_tells_them()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("\"controls\": [\"11.*\"]", "\"controls\": [\"11.*\", \"12.4.9\"]", StringComparison.Ordinal);
        var (code, output, error) = Rmatrix.RunWith(text, "resolve", "-", "--model", "saas");
        Assert.Equal(1, code);
        Assert.Contains("8 controls", output, StringComparison.Ordinal);
        Assert.Contains("RM1002: There is no control \"12.4.9\"", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    public void A_diff_ends_with_1_where_the_bump_is_too_small(string format)
    {
        const string Next = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage-1.2.0.matrix.json";
        Assert.Equal(1, Rmatrix.Run("diff", Storage, Next, "--format", format).ExitCode);
        Assert.Equal(0, Rmatrix.Run("diff", Storage, Next, "--format", format, "--severity", "RM6001=warning").ExitCode);
        Assert.Equal(0, Rmatrix.Run("diff", Storage, Storage, "--format", format).ExitCode);
        Assert.Equal(
            0,
            Rmatrix.Run("diff", "schemas/examples/crm.matrix.json", "schemas/examples/crm-2.0.0.matrix.json", "--format", format).ExitCode);
    }

    [Fact]
    public void A_version_from_standard_input_is_compared_with_a_file()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("\"version\": \"1.1.0\"", "\"version\": \"2.0.0\"", StringComparison.Ordinal)
            .Replace("Keeps a copy of its own", "Keeps *two* copies | of <its> own\\u001b[31m", StringComparison.Ordinal);
        var (code, output, _) = Rmatrix.RunWith(text, "diff", Storage, "-", "--format", "markdown");
        Assert.Equal(0, code);
        Assert.Contains("Keeps \\*two\\* copies \\| of &lt;its> own\\\\u001B\\[31m", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output + Rmatrix.RunWith(text, "diff", Storage, "-").Out);
    }

    [Fact]
    public void Errors_of_a_version_that_is_compared_are_told()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("\"controls\": [\"11.*\"]", "\"controls\": [\"11.*\", \"12.4.9\"]", StringComparison.Ordinal);
        var (code, output, error) = Rmatrix.RunWith(text, "diff", Storage, "-");
        Assert.Equal(1, code);
        Assert.Contains("Nothing changed.", output, StringComparison.Ordinal);
        Assert.Contains("RM1002: There is no control \"12.4.9\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_no_control_names_are_no_obstacle()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Storage))
            .Replace("\"parameters\": [", "\"parameters\": [{ \"id\": \"seat\", \"values\": [" +
            string.Join(", ", Enumerable.Range(0, 40).Select(i => $"\"s{i}\"")) + "], \"default\": \"s7\" }, ", StringComparison.Ordinal);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var (code, output, error) = Rmatrix.Run("diff", file, file);
            Assert.Equal((0, ""), (code, error));
            Assert.Contains("Nothing changed.", output, StringComparison.Ordinal);
            Assert.Contains("Compared with service model saas, seat s7, plan basic.",
                Rmatrix.Run("diff", file, file, "--model", "saas").Out, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Help_and_version_are_printed()
    {
        Assert.Matches("^rmatrix [0-9]+\\.[0-9]+\\.[0-9]+[^+]*\n$", Rmatrix.Run("--version").Out);
        Assert.Equal(Rmatrix.Run("--version"), Rmatrix.Run("-v"));
        Assert.Equal(Rmatrix.Run("--help").Out, Rmatrix.Run("help").Out);
        Assert.Equal(Rmatrix.Run("resolve", "--help").Out, Rmatrix.Run("help", "resolve").Out);
        Assert.Contains("Did you mean \"resolve\"?", Rmatrix.Run("help", "resolv").Error, StringComparison.Ordinal);
        Assert.Contains("explain", Rmatrix.Run("--help").Out, StringComparison.Ordinal);
        Assert.Equal(Rmatrix.Run("--help").Out, Rmatrix.Run().Out);
        Assert.Contains("--set", Rmatrix.Run("resolve", "--help").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2005")]
    [InlineData("rm2005")]
    [InlineData("Rm2005")]
    public void A_finding_is_found_by_its_number_in_any_letters(string id)
    {
        Assert.Equal(Rmatrix.Run("rules", "RM2005").Out, Rmatrix.Run("rules", id).Out);
        Assert.Equal(Rmatrix.Run("validate", Storage, "--severity", "RM2005=error").Out,
            Rmatrix.Run("validate", Storage, "--severity", $"{id}=error").Out);
    }

    [Fact]
    public void A_pattern_that_the_shell_left_stands_for_its_files()
    {
        const string Folder = "tests/ResponsibilityMatrix.Cli.Tests/documents";
        string[] all = [.. Directory.EnumerateFiles(Path.Combine(Rmatrix.Root, Folder), "storage*.matrix.json")
            .Select(file => $"{Folder}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];
        Assert.True(all.Length > 2);
        Assert.Equal(Rmatrix.Run(["validate", .. all]), Rmatrix.Run("validate", $"{Folder}/storage*.matrix.json"));
        Assert.Equal(Rmatrix.Run(["validate", Storage, .. all.SelectMany(file => new[] { "--with", file })]),
            Rmatrix.Run("validate", Storage, "--with", $"{Folder}/storage*.matrix.json"));
        Assert.Equal(Rmatrix.Run("resolve", Storage, "--model", "saas"),
            Rmatrix.Run("resolve", $"{Folder}/storage.m?trix.json", "--model", "saas"));
        Assert.Contains("storage*.matrix.json matches ", Rmatrix.Run("resolve", $"{Folder}/storage*.matrix.json").Error,
            StringComparison.Ordinal);
        Assert.Contains("No file matches nowhere/*.json.", Rmatrix.Run("validate", "nowhere/*.json").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "va", "validate")]
    [InlineData("", "--verb", "--verbose")]
    [InlineData("resolve", "--mo", "--model")]
    [InlineData("resolve x.json --model", "sa", "saas")]
    [InlineData("resolve x.json --format", "", "csv json markdown ndjson text")]
    [InlineData("resolve x.json", "--format=c", "--format=csv")]
    [InlineData("catalogs", "iso-27017@2015", "iso-27017@2015")]
    [InlineData("resolve --catalog", "nist", "nist-800-171@2 nist-800-53@5")]
    [InlineData("rules", "rm200", "RM2001 RM2002 RM2003 RM2004 RM2005 RM2006 RM2007 RM2008 RM2009")]
    [InlineData("help", "ch", "chain check checklist")]
    [InlineData("completion", "", "bash fish powershell zsh")]
    [InlineData("validate", "", "")]
    [InlineData("resolve x.json --with", "", "")]
    [InlineData("nonsense", "x", "")]
    public void A_word_is_completed(string before, string word, string expected) => Assert.Equal(
        expected.Replace(' ', '\n'),
            Rmatrix.Run(["completion", $"--word={word}", "--", .. before.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Out.TrimEnd(
            '\n'));

    [Fact]
    public void Every_shell_has_a_script_and_others_are_told()
    {
        foreach (var shell in new[] { "bash", "zsh", "fish", "powershell", "pwsh" })
            Assert.Contains("rmatrix completion ", Rmatrix.Run("completion", shell).Out, StringComparison.Ordinal);
        Assert.Contains("Name the shell: bash, zsh, fish, powershell.", Rmatrix.Run("completion").Error, StringComparison.Ordinal);
        Assert.Contains("There is no script for 'bahs'", Rmatrix.Run("completion", "bahs").Error, StringComparison.Ordinal);
    }

    [UnixFact]
    [UnsupportedOSPlatform("windows")]
    public void Bash_completes_with_its_script()
    {
        var folder = Directory.CreateTempSubdirectory("rmatrix-").FullName;
        try
        {
            // In the place of the command, one that shows what the script hands it.
            File.WriteAllText(Path.Combine(folder, "rmatrix"), "#!/bin/sh\nprintf 'one\\ntwo words\\n'\nprintf '%s|' \"$@\" >&3\n");
            File.SetUnixFileMode(Path.Combine(folder, "rmatrix"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            File.WriteAllText(Path.Combine(folder, "script"), Rmatrix.Run("completion", "bash").Out +
                "\nCOMP_WORDS=(rmatrix resolve --format c) COMP_CWORD=3\n_rmatrix 3>args\ncat args\nprintf '%s;' \"${COMPREPLY[@]}\"\n");
            using var bash =
                Process.Start(
                new ProcessStartInfo("bash", ["script"])
                {
                    WorkingDirectory = folder,
                    RedirectStandardOutput = true,
                    Environment = { ["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}" }
                })!;
            Assert.Equal("completion|--word=c|--|resolve|--format|one;two words;", bash.StandardOutput.ReadToEnd());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
