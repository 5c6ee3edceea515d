using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What <c>map</c> and <c>reconcile</c> print, and how they end.</summary>
public class ComparisonTests
{
    private const string Examples = "schemas/examples";
    private const string Crm = $"{Examples}/crm.matrix.json";
    private const string Customer = $"{Examples}/crm-customer-statement.matrix.json";
    private const string Documents = "tests/ResponsibilityMatrix.Cli.Tests/documents";
    private const string Storage = $"{Documents}/storage.matrix.json";
    private const string Mole = $"{Documents}/storage-customer.matrix.json";

    public static TheoryData<string, string> WrongUses => new()
    {
        { $"map {Crm}", "Option '--to' is required." },
        { $"map {Crm} --to iso-27017@2015",
            "The matrix speaks of iso-27017@2015 itself, so nothing needs to be carried there. `rmatrix resolve" },
        { $"map {Crm} --to iso-27017", "another edition is iso-27017@2026." },
        { $"map {Crm} --to acme-controls@2026", "There is no catalog 'acme-controls@2026'." },
        { $"map {Crm} --to acme-controls@2026 --with {Examples}/acme-controls.catalog.json",
            "No mapping at hand connects iso-27017@2015 with acme-controls@2026, in either direction; from here mappings lead to " +
            "iso-27017@2026. Give a mapping with --with FILE" },
        { $"map {Crm} --to iso-27017@2026 --set plan=gold", "The parameter plan cannot be 'gold'" },
        { $"map {Crm} --to iso-27017@2026 --format sarif", "'sarif' is no format here: choose text, json, markdown, csv." },
        { $"reconcile {Crm}", "Required argument 'CUSTOMER' missing" },
        { $"reconcile {Crm} {Mole}",
            $"{Crm} is about the service \"harbour-crm\", {Mole} about \"storage\": only two statements about one service can be " +
            $"reconciled." },
        { $"reconcile {Storage} {Mole}", $"{Storage}: The service is offered in 2 models: say which one, paas, saas. (--model)" },
        { $"reconcile {Storage} {Mole} --model sas",
            "'sas' is no service model of either matrix: choose paas, saas. Did you mean \"saas\"? (--model)" },
        { $"reconcile {Storage} {Mole} --model saas --set plam=plus",
            "There is no parameter 'plam' in either matrix: they have plan. Did you mean \"plan\"? (--set NAME=VALUE)" },
        { $"reconcile {Storage} {Mole} --model saas --set plan=gold",
            $"{Storage}: The parameter plan cannot be 'gold': choose basic, plus. (--set NAME=VALUE)" },
        { $"reconcile {Crm} {Customer} --language fr", "There is no translation into 'fr' in either matrix: they have en, de." },
        { $"reconcile {Crm} nowhere.json", "There is no file nowhere.json." },
        { $"reconcile {Crm} {Examples}/acme-controls.catalog.json", "is no matrix but a catalog document" },
        { "reconcile - -", "Only one of the files can be standard input." },
    };

    [Theory]
    [MemberData(nameof(WrongUses))]
    public void A_wrong_use_ends_with_2_and_a_sentence_that_helps(string line, string expected)
    {
        var (code, output, error) = Rmatrix.Run(line.Split(' '));
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_text() => Verify(["map", Crm, "--to", "iso-27017@2026"]);

    [Fact]
    public void Map_text_with_uncertain_relations() =>
        Verify(["map", $"{Examples}/acme-intranet.matrix.json", "--to", "iso-27017@2015", "--with", Examples]);

    [Fact]
    public void Map_json() =>
        Verify(["map", Storage, "--to", "iso-27017@2026", "--model", "saas", "--format", "json"],
        leaves: ["5.38", "7.1", "8.13", "8.15", "8.16", "8.20"]);

    [Fact]
    public void Map_markdown() =>
        Verify(["map", $"{Examples}/acme-intranet.matrix.json", "--to", "iso-27017@2015", "--with", Examples, "--format", "markdown"]);

    [Fact]
    public void Map_csv() =>
        Verify(["map", $"{Examples}/acme-intranet.matrix.json", "--to", "iso-27017@2015", "--with", Examples, "--format", "csv"]);

    [Fact]
    public void Reconcile_text() => Verify(["reconcile", Crm, Customer]);

    [Fact]
    public void Reconcile_json() => Verify(["reconcile", Storage, Mole, "--model", "saas", "--format", "json"]);

    [Fact]
    public void Reconcile_markdown() => Verify(["reconcile", Crm, Customer, "--format", "markdown"]);

    [Fact]
    public void Reconcile_csv() => Verify(["reconcile", Storage, Mole, "--model", "saas", "--format", "csv"]);

    [Fact]
    public void Reconcile_with_every_status() => Verify(["reconcile", Storage, Mole, "--model", "saas", "--set", "plan=plus"]);

    [Fact]
    public void Reconcile_across_editions() =>
        Verify(["reconcile", Storage, $"{Documents}/storage-customer-2026.matrix.json", "--model", "saas", "--set", "plan=plus"]);

    [Fact]
    public void Reconcile_in_the_wrong_order_says_so() =>
        Assert.Contains($"rmatrix: The files may be in the wrong order: {Customer} is the customer's statement and {Crm} the provider's.",
            Rmatrix.Run("reconcile", Customer, Crm).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(0, "--severity", "RM6010=warning")]
    [InlineData(1, "--severity", "RM6010=warning", "--warnings-as-errors")]
    [InlineData(1, "--severity", "RM6010=none", "--severity", "RM6012=error")]
    [InlineData(0, "--severity", "RM6010=none")]
    public void The_severities_of_the_findings_decide_how_it_ends(int expected, params string[] options)
    {
        foreach (var format in new[] { "text", "json", "markdown", "csv" })
            Assert.Equal(expected, Rmatrix.Run(["reconcile", Crm, Customer, "--format", format, .. options]).ExitCode);
    }

    [Fact]
    public void An_expired_statement_is_said_to_be()
    {
        var (code, _, error) = Rmatrix.Run("reconcile", Crm, Customer, "--as-of", "2028-01-01", "--severity", "RM6010=none");
        Assert.Equal(1, code);
        Assert.Contains($"{Customer}:12:", error, StringComparison.Ordinal);
        Assert.Contains("RM6004", error, StringComparison.Ordinal);
        Assert.Contains("RM6006", Rmatrix.Run("reconcile", Crm, Customer, "--as-of", "2026-08-20").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_two_matrices_may_come_from_standard_input()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Customer));
        Assert.Contains("119 agreed, 1 gap, 1 overlap", Rmatrix.RunWith(text, "reconcile", Crm, "-").Out, StringComparison.Ordinal);
        Assert.Contains("119 agreed, 1 gap, 1 overlap",
            Rmatrix.RunWith(File.ReadAllText(Path.Combine(Rmatrix.Root, Crm)), "reconcile", "-", Customer).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_come_in_the_language_of_whichever_matrix_has_it() =>
        Assert.Contains("Meldet Vorfälle", Rmatrix.Run("reconcile", Crm, Customer, "--language", "de", "--format", "csv").Out,
            StringComparison.Ordinal);

    [Fact]
    public void Control_characters_of_a_document_do_not_reach_the_terminal()
    {
        var text = File.ReadAllText(Path.Combine(Rmatrix.Root, Customer))
            .Replace("Withdraws the rights", "Red \\u001b[31m \\u202e", StringComparison.Ordinal)
            .Replace("\"Meridian Retail\"", "\"Mer\\u001bidian\"", StringComparison.Ordinal);
        foreach (var format in new[] { "text", "markdown", "csv" })
            Assert.DoesNotContain('\u001b', Rmatrix.RunWith(text, "reconcile", Crm, "-", "--format", format).Out);
        Assert.DoesNotContain(
            '\u001b', Rmatrix.RunWith(text.Replace("\"title\": \"Meridian", "\"title\": \"\\u001bMeridian", StringComparison.Ordinal),
            "map", "-", "--to", "iso-27017@2026").Out);
    }

    private static void Verify(string[] args, string[]? leaves = null, [CallerMemberName] string method = "")
    {
        var (code, output, error) = Rmatrix.Run(args);
        if (leaves is not null)
        {
            var json = JsonNode.Parse(output)!.AsObject();
            json["controls"] =
                new JsonArray(
                [.. json["controls"]!.AsArray().Where(control => leaves.Contains((string?)control!["control"]))
                .Select(control => control!.DeepClone())]);
            output = $"{json.ToJsonString(Relaxed)}\n";
        }
        Snapshot.Verify(
            $"$ rmatrix {string.Join(' ', args)}\n{output}{(error.Length > 0 ? $"--- standard error\n{error}" : "")}--- exit code {code}\n",
            method: method);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
