using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>What <c>check</c> prints, and how it ends.</summary>
public partial class CheckTests
{
    private const string Examples = "schemas/examples";
    private const string Annex = $"{Examples}/crm-annex.matrix.json";
    private const string Documents = "tests/ResponsibilityMatrix.Cli.Tests/documents";
    private const string Storage = $"{Documents}/storage.matrix.json";
    private const string House = $"{Documents}/house.requirements.json";

    public static TheoryData<string, string> WrongUses => new()
    {
        { "check",
            "Name a matrix file, and with --against what to hold it against: dora-art-30, iso-27017-agreement, pci-dss-12.9, or a file " +
            "of your own." },
        { $"check {Annex}",
            $"Say with --against what to hold {Annex} against: dora-art-30, iso-27017-agreement, pci-dss-12.9, or a file of your own." },
        { $"check {Annex} --against dora",
            "There is no set of requirements 'dora', and no file of that name. Did you mean \"dora-art-30\"? Choose dora-art-30, " +
            "iso-27017-agreement, pci-dss-12.9" },
        { $"check {Annex} --against iso-27017-agrement", "Did you mean \"iso-27017-agreement\"?" },
        { $"check {Annex} --against {Storage}", $"{Storage} is no set of requirements but a matrix document." },
        { $"check {Annex} --against tests", "tests is a folder; name a file in it, or a pattern" },
        { $"check {House} --against dora-art-30", $"{House} is no matrix but a requirements document." },
        { $"check {Storage} --against dora-art-30", "The service is offered in 2 models: say which one, paas, saas. (--model)" },
        { $"check {Annex} --against dora-art-30 --set plan=gold --with {Examples}", "The parameter plan cannot be 'gold'" },
        { $"check {Annex} --against dora-art-30 --format csv", "'csv' is no format here: choose text, json, markdown." },
        { "check - --against -", "Only one of the files can be standard input." },
        { $"check {Annex} --list", "--list says what there is to check against, and takes no matrix." },
        { "check --list --against dora-art-30 --against pci-dss-12.9", "--list shows the rules of one set" },
        { "check --list --format markdown", "'markdown' is no format here: choose text, json." },
        { "init --requirements --model saas -o -", "--model is for a matrix, and --requirements starts a set of requirements" },
        { $"init --requirements -o {House}", "is there already; --force overwrites it." },
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
    public void Check_text() => Verify(["check", Annex, "--against", "iso-27017-agreement", "--with", Examples]);

    [Fact]
    public void Check_markdown() => Verify(["check", Annex, "--against", "dora-art-30", "--with", Examples, "--format", "markdown"]);

    [Fact]
    public void Check_json() => Verify(["check", Storage, "--against", House, "--model", "saas", "--format", "json"]);

    [Fact]
    public void Check_against_a_set_of_ones_own() => Verify(["check", Storage, "--against", House, "--model", "saas"]);

    [Fact]
    public void Check_a_matrix_on_another_edition() =>
        Verify(["check", $"{Documents}/storage-customer-2026.matrix.json", "--against", "iso-27017-agreement"]);

    [Fact]
    public void Check_list() => Verify(["check", "--list"]);

    [Fact]
    public void Check_list_json() => Verify(["check", "--list", "--format", "json"]);

    [Fact]
    public void Check_list_of_one() => Verify(["check", "--list", "--against", "pci-dss-12.9"]);

    [Fact]
    public void Init_of_requirements() => Verify(["init", "--requirements", "-o", "-"]);

    [Theory]
    [InlineData(1, "iso-27017-agreement")]
    [InlineData(0, "iso-27017-agreement", "--severity", "RM5001=warning")]
    [InlineData(1, "iso-27017-agreement", "--severity", "RM5001=warning", "--warnings-as-errors")]
    [InlineData(0, "dora-art-30")]
    [InlineData(1, "dora-art-30", "--warnings-as-errors")]
    [InlineData(0, "pci-dss-12.9")]
    [InlineData(1, "pci-dss-12.9", "--against", "iso-27017-agreement")]
    [InlineData(1, "pci-dss-12.9", "--as-of", "2028-01-02")]
    public void The_severities_of_the_rules_decide_how_it_ends(int expected, string set, params string[] options)
    {
        foreach (var format in new[] { "text", "json", "markdown" })
            Assert.Equal(
                expected, Rmatrix.Run(["check", Annex, "--with", Examples, "--format", format, "--against", set, .. options]).ExitCode);
    }

    [Fact]
    public void Several_sets_are_told_one_after_the_other()
    {
        string[] args = ["check", Annex, "--with", Examples, "--against", "pci-dss-12.9", "--against", "dora-art-30"];
        Assert.Equal(["pci-dss-12.9", "dora-art-30"], JsonNode.Parse(Rmatrix.Run([.. args, "--format", "json"]).Out)!["checks"]!.AsArray()
            .Select(check => (string)check!["set"]!["id"]!));
        Assert.Equal(2, Rmatrix.Run([.. args, "--format", "markdown"]).Out.Split('\n')
            .Count(line => line.StartsWith("# ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_set_among_the_documents_is_known_by_its_id() =>
        Assert.Contains("Against house 1.0.0",
            Rmatrix.Run("check", Storage, "--model", "saas", "--against", "house", "--with", Documents).Out, StringComparison.Ordinal);

    [Fact]
    public void A_set_may_come_from_standard_input() =>
        Assert.Contains(
            "Against house 1.0.0",
            Rmatrix.RunWith(File.ReadAllText(Path.Combine(Rmatrix.Root, House)), "check", Storage, "--model", "saas", "--against", "-").Out,
            StringComparison.Ordinal);

    [Fact]
    public void A_set_with_errors_cannot_be_used_and_says_where_they_are()
    {
        var (code, _, error) = Rmatrix.RunWith(
            "{ \"schemaVersion\": \"1.0\", \"rules\": [] }", "check", Storage, "--model", "saas", "--against", "-");
        Assert.Equal(2, code);
        Assert.Contains("RM0100", error, StringComparison.Ordinal);
        Assert.Contains("cannot be used until its errors are corrected", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0, "--severity", "RM1003=warning")]
    public void A_fault_of_a_set_that_can_be_used_all_the_same_decides_how_it_ends(int expected, params string[] options)
    {
        const string Set =
            """
            { "schemaVersion": "1.0", "id": "x", "version": "1.0.0", "title": "X", "rules": [
              { "id": "r", "title": "R", "reference": "1", "controls": ["nowhere:1"], "require": { "qualified": true },
                "severity": "note" }] }
            """;
        var (code, _, error) = Rmatrix.RunWith(Set, ["check", Annex, "--with", Examples, "--against", "-", .. options]);
        Assert.Contains("RM1003", error, StringComparison.Ordinal);
        Assert.Equal(expected, code);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "x.requirements.json"), Set);
            (code, _, error) = Rmatrix.Run(["check", Annex, "--with", Examples, "--with", folder.FullName, "--against", "x", .. options]);
            Assert.Contains("RM1003", error, StringComparison.Ordinal);
            Assert.Equal(expected, code);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    [Fact]
    public void Without_its_base_an_annex_says_that_something_is_missing()
    {
        var (code, _, error) = Rmatrix.Run("check", Annex, "--against", "iso-27017-agreement");
        Assert.Equal(1, code);
        Assert.Contains("RM3001", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_set_that_init_starts_validates_and_can_be_checked_against()
    {
        var text = Rmatrix.Run("init", "--requirements", "-o", "-").Out;
        Assert.Equal(
            (0, ""),
            (Rmatrix.RunWith(text, "validate", "-", "--warnings-as-errors").ExitCode, Rmatrix.RunWith(text, "validate", "-").Error));
        Assert.Equal(0, Rmatrix.RunWith(text, "check", Annex, "--with", Examples, "--against", "-").ExitCode);
    }

    [Fact]
    public void A_set_that_ships_is_printed_as_a_file_to_start_from()
    {
        var text = Rmatrix.Run("check", "--list", "--against", "iso-27017-agreement", "--format", "json").Out;
        Assert.Equal(0, Rmatrix.RunWith(text, "validate", "-", "--warnings-as-errors").ExitCode);
        Assert.Contains("26 rules: 24 met, 2 unmet.", Rmatrix.RunWith(text, "check", Annex, "--with", Examples, "--against", "-").Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_annex_passes_after_the_fix_that_the_page_shows()
    {
        var page = File.ReadAllText(Path.Combine(Rmatrix.Root, "docs", "command-line.md")).ReplaceLineEndings("\n");
        var fix = Fix().Match(page).Groups["json"].Value;
        var annex = JsonNode.Parse(File.ReadAllText(Path.Combine(Rmatrix.Root, Annex)))!;
        annex["version"] = "1.1.0";
        foreach (var commitment in JsonNode.Parse($"[{fix}]")!.AsArray()) annex["commitments"]!.AsArray().Add(commitment!.DeepClone());
        var (code, output, _) = Rmatrix.RunWith(annex.ToJsonString(), "check", "-", "--against", "iso-27017-agreement", "--with", Examples);
        Assert.Equal(0, code);
        Assert.Contains("26 rules: 26 met.", output, StringComparison.Ordinal);
        Assert.Equal(0, Rmatrix.RunWith(annex.ToJsonString(), "validate", "-", "--with", Examples, "--warnings-as-errors").ExitCode);
    }

    [Fact]
    public void Control_characters_of_documents_do_not_reach_the_terminal()
    {
        var set = File.ReadAllText(Path.Combine(Rmatrix.Root, House))
            .Replace("\"title\": \"", "\"title\": \"\\u001b[31m\\u202e", StringComparison.Ordinal)
            .Replace("\"reference\": \"", "\"reference\": \"\\u001b", StringComparison.Ordinal)
            .Replace("\"id\": \"", "\"id\": \"x\\u202e", StringComparison.Ordinal);
        foreach (var format in new[] { "text", "markdown" })
        {
            var (_, output, _) = Rmatrix.RunWith(set, "check", Storage, "--model", "saas", "--against", "-", "--format", format);
            Assert.NotEmpty(output);
            Assert.DoesNotContain('\u001b', output);
            Assert.DoesNotContain('\u202e', output);
        }
    }

    private static void Verify(string[] args, [CallerMemberName] string method = "")
    {
        var (code, output, error) = Rmatrix.Run(args);
        Snapshot.Verify(
            $"$ rmatrix {string.Join(' ', args)}\n{output}{(error.Length > 0 ? $"--- standard error\n{error}" : "")}--- exit code {code}\n",
            method: method);
    }

    [GeneratedRegex("<!-- fix: crm-annex -->\n```json\n(?<json>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Fix();
}
