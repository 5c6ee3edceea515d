using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What each command prints, whole.</summary>
public class SnapshotTests
{
    private static readonly JsonSerializerOptions Relaxed =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private const string Crm = "schemas/examples/crm.matrix.json";
    private const string Files = "docs/notice/files-1.4.0.matrix.json";
    private const string NextFiles = "docs/notice/files-2.0.0.matrix.json";
    private const string NextCrm = "schemas/examples/crm-2.0.0.matrix.json";
    private const string NextStorage = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage-1.2.0.matrix.json";
    private const string Storage = "tests/ResponsibilityMatrix.Cli.Tests/documents/storage.matrix.json";

    [Fact]
    public void Validate_text() => Verify(["validate", Storage]);

    [Fact]
    public void Validate_json() => Verify(["validate", Storage, "--format", "json"]);

    [Fact]
    public void Validate_sarif()
    {
        string[] args = ["validate", Storage, "--format", "sarif", "--severity", "RM2001=warning", "--severity", "rm2011=none"];
        var (code, output, _) = Rmatrix.Run(args);
        var log = JsonNode.Parse(output)!;
        // The list of rules changes with every new rule; the tests of the writer look at it.
        Assert.Equal(Rules.All.Count, log["runs"]![0]!["tool"]!["driver"]!["rules"]!.AsArray().Count);
        log["runs"]![0]!["tool"]!["driver"]!["rules"] = new JsonArray();
        log["runs"]![0]!["tool"]!["driver"]!["semanticVersion"] = "…";
        Snapshot.Verify($"$ rmatrix {string.Join(' ', args)}\n{log.ToJsonString(Relaxed)}\n--- exit code {code}\n");
    }

    [Fact]
    public void Resolve_text() => Verify(["resolve", Storage, "--model", "saas"]);

    [Fact]
    public void Resolve_text_in_another_context() => Verify(["resolve", Storage, "--model", "paas", "--set", "plan=plus"]);

    [Fact]
    public void Resolve_json() =>
        Verify(
        ["resolve", Storage, "--model", "saas", "--set", "plan=plus", "--control", "12.4.1", "--control", "12.3.1", "--format", "json"]);

    [Fact]
    public void Resolve_csv() => Verify(["resolve", Storage, "--model", "saas", "--format", "csv"]);

    [Fact]
    public void Resolve_markdown() => Verify(["resolve", Storage, "--model", "saas", "--format", "markdown"]);

    [Fact]
    public void Resolve_of_a_service_model_alone() =>
        Verify(["resolve", "--catalog", "iso-27017", "--model", "paas", "--control", "6.3.1", "--control", "A.9.5.2", "--format", "json"]);

    [Fact]
    public void Chain_text() => Verify(["chain", "schemas/examples/platform.matrix.json", "--with", "schemas/examples"]);

    [Fact]
    public void Chain_tree() =>
        Verify(
        ["chain", "schemas/examples/crm.matrix.json", "--with", "schemas/examples", "--control", "16.1.1", "--control", "CLD.9.5.2"]);

    [Fact]
    public void Chain_json() =>
        Verify(["chain", "schemas/examples/crm.matrix.json", "--with", "schemas/examples", "--control", "16.1.1", "--format", "json"]);

    [Fact]
    public void The_words_of_an_upstream_are_those_of_the_version_that_is_asked_for()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (var version in new[] { "1.0.0", "2.0.0" })
                File.WriteAllText(
                    Path.Combine(folder, $"{version}.matrix.json"),
                    Matrix("urn:up", version, """{"id": "d", "party": "p"}""",
                    $$""" "translations": {"de": {"d": {"text": "Worte von {{version}}" } } }"""));
            var root = Path.Combine(folder, "root.matrix.json");
            File.WriteAllText(
                root,
                Matrix("urn:root", "1.0.0", """{"party": "p", "inheritedFrom": "u"}""",
                """ "translations": {"de": {}}, "upstream": [{"id": "u", "matrix": "urn:up", "version": "1.0.0", "provider": "q"}]"""));
            Assert.Contains("Worte von 1.0.0", Rmatrix.Run("chain", root, "--with", folder, "--control", "5.1.1", "--language", "de").Out,
                StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, true);
        }

        static string Matrix(string id, string version, string duty, string more) => $$"""
            {"schemaVersion": "1.0", "id": "{{id}}", "version": "{{version}}", "title": "T",
             "service": {"id": "{{id}}", "name": "S", "provider": "p", "customer": "k", "models": ["saas"]},
             "parties": [{"id": "p", "name": "P"}, {"id": "k", "name": "K"}, {"id": "q", "name": "Q"}],
             "catalogs": [{"id": "iso-27017", "edition": "2015", "include": ["5.1.1"]}],
             "assignments": [{"controls": ["*"], "duties": [{{duty}}]}], {{more}}}
            """;
    }

    [Fact]
    public void Chain_in_another_language() =>
        Verify(["chain", "schemas/examples/crm.matrix.json", "--with", "schemas/examples", "--control", "16.1.1", "--language", "de"]);

    [Fact]
    public void Chain_without_its_upstream() => Verify(["chain", "schemas/examples/crm.matrix.json", "--control", "16.1.1"]);

    [Fact]
    public void Explain_a_split_that_depends_on_the_plan() =>
        Verify(["explain", Storage, "12.4.1", "--model", "saas", "--set", "plan=plus"]);

    [Fact]
    public void Explain_a_roll_up() => Verify(["explain", Storage, "12.3.1", "--model", "saas"]);

    [Fact]
    public void Explain_a_conflict() => Verify(["explain", Storage, "13.1.3", "--model", "saas"]);

    [Fact]
    public void Explain_what_the_service_model_decides() => Verify(["explain", Storage, "13.1.1", "--model", "paas"]);

    [Fact]
    public void Explain_what_an_annex_overrides() =>
        Verify(
        ["explain", "tests/ResponsibilityMatrix.Cli.Tests/documents/storage-annex.matrix.json", "12.4.1", "--set", "plan=plus", "--with",
        "tests/ResponsibilityMatrix.Cli.Tests/documents"]);

    [Fact]
    public void Explain_json() => Verify(["explain", Storage, "11.1.1", "--model", "paas", "--format", "json"]);

    [Fact]
    public void Diff_text() => Verify(["diff", Crm, NextCrm]);

    [Fact]
    public void Diff_markdown() => Verify(["diff", Crm, NextCrm, "--format", "markdown"]);

    [Fact]
    public void Diff_json() => Verify(["diff", Crm, NextCrm, "--format", "json"]);

    [Fact]
    public void Diff_notice() => Verify(["diff", Files, NextFiles, "--format", "notice", "--as-of", "2026-10-05"]);

    [Fact]
    public void Diff_notice_json() =>
        Verify(["diff", Files, NextFiles, "--format", "notice-json", "--as-of", "2026-10-05", "--set", "plan=business"]);

    [Fact]
    public void Diff_notice_of_a_document_with_itself() => Verify(["diff", Files, Files, "--format", "notice", "--as-of", "2026-10-05"]);

    [Fact]
    public void Diff_with_too_small_a_bump() => Verify(["diff", Storage, NextStorage]);

    [Fact]
    public void Diff_in_one_context() =>
        Verify(["diff", Storage, NextStorage, "--model", "saas", "--set", "plan=plus", "--format", "markdown"]);

    [Fact]
    public void Diff_backwards() => Verify(["diff", NextCrm, Crm, "--set", "plan=standard"]);

    [Fact]
    public void Diff_of_a_document_with_itself() => Verify(["diff", Storage, Storage]);

    [Fact]
    public void Init_to_standard_output() =>
        Verify(["init", "--provider", "Keep GmbH", "--customer", "Möwe", "--service", "Storage", "--model", "iaas", "-o", "-"]);

    [Fact]
    public void Catalogs_text() => Verify(["catalogs"]);

    [Fact]
    public void Catalogs_json() => Verify(["catalogs", "--format", "json"]);

    [Fact]
    public void Catalogs_of_one() => Verify(["catalogs", "iso-27017@2015"]);

    [Fact]
    public void Models_text() => Verify(["models"]);

    [Fact]
    public void Models_json() => Verify(["models", "--format", "json"]);

    [Fact]
    public void Rules_text() => Verify(["rules"]);

    [Fact]
    public void Rules_of_one() => Verify(["rules", "rm2014"]);

    [Fact]
    public void Rules_of_one_json() => Verify(["rules", "RM2001", "--format", "json"]);

    private static void Verify(string[] args, [CallerMemberName] string method = "")
    {
        var (code, output, error) = Rmatrix.Run(args);
        Snapshot.Verify(
            $"$ rmatrix {string.Join(' ', args)}\n{output}{(error.Length > 0 ? $"--- standard error\n{error}" : "")}--- exit code {code}\n",
            method: method);
    }
}
