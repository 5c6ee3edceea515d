using System.Text.Json;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Cli.Tests;

/// <summary>Each input of the folder of faults does what its README says.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("rmatrix-faults-").FullName;

    public void Dispose() => Directory.Delete(_scratch, true);

    [FaultsFact]
    public void Answers_1_the_bases_customer_is_no_third_party()
    {
        var (annex, with) = (At("answers/1-bases-customer-third-party/annex.matrix.json"), At("answers/1-bases-customer-third-party/with"));
        Assert.DoesNotContain("RM2003", Ids(Json("validate", annex, "--with", with)));
        var answer = Json("resolve", annex, "--with", with);
        Assert.Equal(["t"], PartiesOf(answer, "thirdParty"));
        var leaf = answer.GetProperty("controls").EnumerateArray()
            .Single(control => control.GetProperty("split").GetString() == "sharedAll");
        Assert.Equal(["d", "p", "t"], Parties(leaf.GetProperty("duties")));
    }

    [FaultsFact]
    public void Answers_1b_nobody_is_invented_as_a_performer()
    {
        var folder = At("answers/1b-bases-customer-invented-performer");
        var answer = Json("resolve", $"{folder}/annex.matrix.json", "--with", folder);
        Assert.Empty(PartiesOf(answer, "thirdParty"));
        var known = answer.GetProperty("parties").EnumerateArray().Select(party => party.GetProperty("id").GetString()!).ToHashSet();
        Assert.Equal(2, known.Count);
        foreach (var control in answer.GetProperty("controls").EnumerateArray())
            Assert.All(Parties(control.GetProperty("duties")), party => Assert.Contains(party, known));
    }

    [FaultsFact]
    public void Answers_2_a_duty_that_fell_away_couples_nothing() =>
        Assert.Contains("unspecified", Controls(Folder("resolve", "answers/2-needed-duty-fallen-away"))
            .Select(control => control.GetProperty("coupling").GetString()));

    [FaultsFact]
    public void Answers_3_several_equal_sources_are_rolled_up()
    {
        var chain = Folder("chain", "answers/3-mapping-several-equal");
        Assert.DoesNotContain("RM3004", Ids(chain));
        Assert.Contains("p", Controls(chain).SelectMany(control => Parties(control.GetProperty("retained"))));
    }

    [FaultsFact]
    public void Answers_4_a_duty_that_moves_to_an_affiliate_changes_who_answers()
    {
        var folder = At("answers/4-diff-affiliate");
        var changes = Json("diff", $"{folder}/old.matrix.json", $"{folder}/new.matrix.json", "--with", $"{folder}/with")
            .GetProperty("changes");
        Assert.Equal([("accountableChanged", "minor")], Changes(changes));
    }

    [FaultsFact]
    public void Answers_5_a_row_is_counted_and_its_control_is_not()
    {
        var folder = At("answers/5-reconcile-counted-twice");
        var summary = Json("reconcile", $"{folder}/a.matrix.json", $"{folder}/b.matrix.json", "--with", folder).GetProperty("summary");
        Assert.Equal(1, summary.GetProperty("overlap").GetInt32());
        Assert.Equal(1, summary.EnumerateObject().Sum(status => status.Value.GetInt32()));
    }

    [FaultsFact]
    public void Answers_6_the_documents_own_party_keeps_its_id() =>
        Assert.All(
            Controls(Folder("chain", "answers/6-own-party-misnamed")).SelectMany(control => Parties(control.GetProperty("performers"))),
            party => Assert.DoesNotContain("/", party, StringComparison.Ordinal));

    [FaultsFact]
    public void Answers_7_the_note_stands_at_the_control_that_inherits() =>
        Assert.Equal(["X-2"], Findings(Folder("chain", "answers/7-rm3012-wrong-control"), "RM3012")
            .Select(finding => finding.GetProperty("control").GetString()));

    [FaultsFact]
    public void Answers_8_an_expired_upstream_is_told_of_beside_an_open_context() =>
        Assert.Superset(new HashSet<string> { "RM3009", "RM3011" },
            Ids(Folder("chain", "answers/8-rm3009-lost-beside-rm3011")).ToHashSet());

    [FaultsFact]
    public void Answers_a1_defaults_come_from_the_base()
    {
        var folder = At("answers/a1-defaults-of-base");
        Assert.DoesNotContain("unassigned", States(Json("resolve", $"{folder}/annex.matrix.json", "--with", folder)));
    }

    [FaultsFact]
    public void Answers_a2_narrowing_makes_no_conflict()
    {
        var folder = At("answers/a2-narrowed-condition");
        Assert.DoesNotContain("conflict", States(Json("resolve", $"{folder}/annex.matrix.json", "--with", folder)));
    }

    [FaultsFact]
    public void Answers_a3_a_parent_in_conflict_is_answered_for_by_those_of_its_leaves()
    {
        var controls = Controls(Folder("chain", "answers/a3-accountable-of-conflict")).ToList();
        var union = controls.Skip(1).SelectMany(Accountable).Distinct().Order().ToList();
        Assert.NotEmpty(union);
        Assert.Equal(union, Accountable(controls[0]).Order());
        static IEnumerable<string> Accountable(JsonElement control) =>
            control.GetProperty("accountable").EnumerateArray()
                .Select(party => party.ValueKind == JsonValueKind.String ? party.GetString()! : party.GetProperty("party").GetString()!);
    }

    [FaultsFact]
    public void Answers_a4_relations_that_lead_apart_are_told_of_and_the_first_counts()
    {
        var chain = Folder("chain", "answers/a4-two-equal-mappings");
        Assert.Single(Findings(chain, "RM3015"));
        Assert.DoesNotContain("RM3004", Ids(chain));
    }

    [FaultsFact]
    public void Answers_a5_one_sided_statements_make_no_coupling_of_their_own() =>
        Assert.Equal("independent", Controls(Folder("resolve", "answers/a5-one-sided-coupling")).First().GetProperty("coupling")
            .GetString());

    [FaultsFact]
    public void Answers_a6_duties_with_other_ids_and_words_are_other_duties()
    {
        var folder = At("answers/a6-two-duty-ids");
        Assert.Contains(("dutyChanged", "minor"),
            Changes(Json("diff", $"{folder}/old.matrix.json", $"{folder}/new.matrix.json", "--with", folder).GetProperty("changes")));
    }

    [FaultsFact]
    public void Trial_a_narrowed_plan_makes_no_conflict_and_no_third_party()
    {
        var folder = At("trial/narrowed-plan");
        var answer = Json("resolve", $"{folder}/annex.matrix.json", "--with", folder);
        Assert.DoesNotContain("RM2001", Ids(answer));
        Assert.DoesNotContain("thirdParty", answer.GetProperty("parties").EnumerateArray()
            .Where(party => party.GetProperty("name").GetString() == "Customer").Select(party => party.GetProperty("side").GetString()));
    }

    [FaultsFact]
    public void Trial_the_last_day_of_evidence_is_read_or_asked_for()
    {
        var (folder, draft) = (At("trial/evidence-date"), Path.Combine(_scratch, "draft.matrix.json"));
        Run("import", "questionnaire", $"{folder}/a.csv", "--matrix", $"{folder}/m.matrix.json", "-o", draft);
        var evidence = JsonDocument.Parse(File.ReadAllBytes(draft)).RootElement.GetProperty("evidence").EnumerateArray().ToList();
        Assert.Equal(
            "2026-12-31", evidence.Single(entry => entry.GetProperty("title").GetString()!.Contains("SOC 2", StringComparison.Ordinal))
            .GetProperty("validUntil").GetString());
        Assert.Single(evidence, entry => entry.GetProperty("title").GetString()!.Contains("27001", StringComparison.Ordinal));
        Assert.Equal(1, Run("check", draft, "--against", $"{folder}/r.requirements.json", "--as-of", "2030-01-01").Code);
    }

    [FaultsFact]
    public void Trial_a_misspelt_metric_is_told_of()
    {
        var validated = Json("validate", At("trial/metric-typo/m.matrix.json"));
        Assert.NotEmpty(Findings(validated.GetProperty("files")[0], "RM4004"));
    }

    [FaultsFact]
    public void Trial_publishing_leaves_language_and_digest()
    {
        var (source, published) = (At("trial/publish-language/m.matrix.json"), Path.Combine(_scratch, "published.matrix.json"));
        Run("publish", source, "-o", published);
        Assert.Equal(File.ReadAllText(source), File.ReadAllText(published));
    }

    [FaultsFact]
    public void Trial_piped_titles_are_whole()
    {
        var folder = At("trial/chain-width");
        Assert.DoesNotContain("…", Run("chain", $"{folder}/vendor.matrix.json", "--with", folder).Out, StringComparison.Ordinal);
    }

    [FaultsTheory]
    [InlineData("comment3", "comment")]
    [InlineData("smart", "curly")]
    [InlineData("trailing", "comma")]
    [InlineData("unclosed", "line ")]
    public void Trial_broken_JSON_is_told_of_in_words(string name, string word)
    {
        var (code, output, error) = Run("validate", At($"trial/json-messages/{name}.matrix.json"));
        Assert.NotEqual(0, code);
        Assert.Contains("RM0001", output, StringComparison.Ordinal);
        Assert.Contains(word, output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("invalid after", output + error, StringComparison.Ordinal);
    }

    [FaultsFact]
    public void Trial_a_byte_order_mark_is_skipped() =>
        Assert.DoesNotContain("RM0001", Run("validate", At("trial/json-messages/bom.matrix.json")).Out, StringComparison.Ordinal);

    [FaultsFact]
    public void Trial_hidden_errors_are_told_or_said_to_be_hidden()
    {
        var output = Run("validate", At("trial/hidden-errors.matrix.json")).Out;
        Assert.Contains("RM0100", output, StringComparison.Ordinal);
        Assert.True(output.Contains("ghost", StringComparison.Ordinal)
            || output.Contains("not looked at", StringComparison.Ordinal), output);
    }

    [FaultsTheory]
    [InlineData("d50")]
    [InlineData("d200")]
    [InlineData("d800")]
    public void Library_findings_are_bounded(string name)
    {
        var file = At($"library/{name}.matrix.json");
        var output = Run("validate", file, "--format", "json").Out;
        Assert.InRange(output.Length, 1, 10_000_000);
        Assert.InRange(JsonDocument.Parse(output).RootElement.GetProperty("files")[0].GetProperty("diagnostics").GetArrayLength(), 1,
            10_001);
    }

    [FaultsFact]
    public void Library_the_newest_edition_is_found_by_natural_order() =>
        Assert.Contains("4.0.10", Run("catalogs", "csa-ccm", "--with", At("library/newest")) is var run ? run.Out + run.Error
            : "", StringComparison.Ordinal);

    [FaultsTheory]
    [InlineData("attack/dup-unknown-1.1.matrix.json")]
    [InlineData("attack/missing-required-1.1.matrix.json")]
    [InlineData("attack/missing-version-1.1.matrix.json")]
    [InlineData("library/damaged.matrix.json")]
    public void Attack_every_command_that_reads_a_damaged_document_ends_with_a_finding(string name)
    {
        var file = At(name);
        string[][] lines =
        [
            ["validate", file], ["resolve", file], ["explain", file, "a.1"], ["chain", file, "--with", file], ["reconcile", file, file],
                ["diff", file, file],
            ["check", file, "--against", "iso-27017-agreement"], ["checklist", file, "--for", "customer"],
                ["publish", file, "-o", Path.Combine(_scratch, "out.json")], ["map", file, "--to", "iso-27017@2015"],
        ];
        foreach (var line in lines)
        {
            var (code, output, error) = Run(line);
            Assert.True(code is 1 or 2, $"{line[0]}: {code}");
            Assert.Contains("RM", output + error, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(Path.Combine(_scratch, "out.json")));
    }

    [FaultsFact]
    public void Attack_a_number_beyond_a_double_is_told_of_and_is_not_published()
    {
        var (file, published) = (At("attack/ext-1e400.matrix.json"), Path.Combine(_scratch, "out.json"));
        Assert.Equal(["RM0003"], Ids(Json("validate", file).GetProperty("files")[0]));
        Assert.Equal(0, Run("publish", file, "-o", published).Code);
        Assert.DoesNotContain("1e400", File.ReadAllText(published), StringComparison.Ordinal);
    }

    [FaultsTheory]
    [InlineData("attack/missing-required-1.1.matrix.json")]
    [InlineData("attack/missing-version-1.1.matrix.json")]
    public void Attack_a_missing_member_of_a_later_version_is_told_of(string name) =>
        Assert.Contains("RM0100", Run("validate", At(name)).Out, StringComparison.Ordinal);

    [FaultsFact]
    public void Attack_a_checklist_for_a_customer_that_is_no_party_ends_with_words()
    {
        var (code, output, error) = Run("checklist", At("attack/unknown-customer-checklist.matrix.json"), "--for", "customer");
        Assert.True(code is 1 or 2);
        Assert.Contains("nobody", output + error, StringComparison.Ordinal);
    }

    [FaultsTheory]
    [InlineData("xlsx-12M-empty-cells")]
    [InlineData("xlsx-same-part-many-sheets")]
    [InlineData("xlsx-stack-overflow")]
    public void Attack_a_hostile_workbook_ends_with_a_finding(string name)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (code, output, error) = Run("import", "questionnaire", At($"attack/{name}.xlsx"), "--matrix",
            At("reports/17-trestle-2026-import.matrix.json"), "-o", Path.Combine(_scratch, "draft.json"));
        Assert.Equal(2, code);
        Assert.Matches("error RM(0003|7001)", output + error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1L << 30);
    }

    [FaultsFact]
    public void Attack_a_rule_that_asks_for_something_unknown_cannot_be_judged() =>
        Assert.NotEqual(
            0, Run("check", At("attack/csv-fullwidth-semicolon.matrix.json"), "--against",
            At("attack/rule-asks-unknown-1.1.requirements.json")).Code);

    [FaultsFact]
    public void Attack_a_tampered_base_is_not_the_one_that_was_signed() =>
        Assert.Contains(
            "RM3002",
            Run("validate", At("attack/digest-pin-annex.matrix.json"), "--with", At("attack/digest-pin-base-tampered.matrix.json")).Out,
            StringComparison.Ordinal);

    [FaultsFact]
    public void Attack_the_base_that_was_signed_is_the_one_that_was_signed() =>
        Assert.DoesNotContain(
            "RM3002",
            Run("validate", At("attack/digest-pin-annex.matrix.json"), "--with",
            At("attack/digest-pin-base-signed-for-100.matrix.json")).Out, StringComparison.Ordinal);

    [FaultsFact]
    public void Attack_rows_over_many_switches_take_memory_in_proportion()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run("validate", At("attack/contexts-160-rows.matrix.json"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400L << 20);
    }

    [FaultsFact]
    public void Attack_no_cell_of_a_CSV_file_is_run_by_a_spreadsheet_program()
    {
        var output = Run("resolve", At("attack/csv-fullwidth-semicolon.matrix.json"), "--format", "csv").Out;
        Assert.DoesNotContain(",＝", output, StringComparison.Ordinal);
        Assert.DoesNotContain(",\"＝", output, StringComparison.Ordinal);
        Assert.DoesNotContain(",x;=1+1,", output, StringComparison.Ordinal);
    }

    [FaultsTheory]
    [InlineData("json")]
    [InlineData("csv")]
    public void Reports_01_the_component_is_in_every_answer(string format)
    {
        foreach (var name in new[] { "01-oscal-2012-components", "01b-component-changed" })
        {
            var output = Reports("resolve", name, "--format", format).Out;
            Assert.Contains("Directory", output, StringComparison.Ordinal);
            Assert.Contains("component", output, StringComparison.OrdinalIgnoreCase);
        }
    }

    [FaultsFact]
    public void Reports_02_who_must_not_perform_can_be_asked_for() =>
        Assert.Equal(1, Reports("check", "02-fedauto-810-dash1", "--against", At("reports/02-rules-not.requirements.json")).Code);

    [FaultsTheory]
    [InlineData("03-opencontrol-24-own-plan")]
    [InlineData("03b-opencontrol-24-both")]
    public void Reports_03_the_inheritability_is_shown(string name)
    {
        Assert.Contains("the customer may take nothing of it over", Reports("resolve", name).Out, StringComparison.Ordinal);
        Assert.Contains("CP-2", Reports("checklist", name, "--for", "customer").Out, StringComparison.Ordinal);
    }

    [FaultsTheory]
    [InlineData("05-smt-prefix", "smt@1")]
    [InlineData("05c-two-catalogs", "smt2@1", "num@1")]
    public void Reports_05_a_control_may_be_called_SMT(string name, params string[] catalogs)
    {
        List<string> line = ["validate", At($"reports/{name}.matrix.json")];
        foreach (var catalog in catalogs) line.AddRange(["--with", At($"reports/{catalog}.catalog.json")]);
        var output = Run([.. line]).Out;
        Assert.DoesNotContain("RM1002", output, StringComparison.Ordinal);
        Assert.DoesNotContain("RM1004", output, StringComparison.Ordinal);
        Assert.DoesNotContain("RM1005", output, StringComparison.Ordinal);
    }

    [FaultsTheory]
    [InlineData("06b-oscalcli-60-exclude", "ccx2@1", "resolve")]
    [InlineData("06b-oscalcli-60-exclude", "ccx2@1", "validate")]
    [InlineData("08-ciso-3087-duplicate", "dup@1", "resolve")]
    [InlineData("08-ciso-3087-duplicate", "dup@1", "validate")]
    [InlineData("08b-ciso-3087-duplicate-assigned", "dup@1", "chain")]
    public void Reports_06_and_08_a_broken_catalog_is_told_of(string name, string catalog, string command)
    {
        var run = Run(command, At($"reports/{name}.matrix.json"), "--with", At("reports/fed@5.catalog.json"), "--with",
            At($"reports/{catalog}.catalog.json"));
        Assert.NotEqual(0, run.Code);
        Assert.Matches("RM100[0-9]", run.Out + run.Error);
    }

    [FaultsFact]
    public void Reports_10_nobody_performs_who_is_only_told()
    {
        foreach (var command in new[] { "resolve", "explain" })
        {
            string[] rest = command == "explain" ? ["PE-3"] : [];
            var output = Reports(command, "10b-words", rest).Out;
            Assert.Contains("Lakeside Agency (informed)", output, StringComparison.Ordinal);
            Assert.Contains("Deepvault (consulted)", output, StringComparison.Ordinal);
        }
    }

    [FaultsFact]
    public void Reports_16_what_is_planned_is_not_done()
    {
        var chain = JsonDocument.Parse(
            Reports("chain", "16-trestle-1378-planned", "--with", At("reports/16-up-planned.matrix.json"), "--format",
            "json").Out).RootElement;
        Assert.Single(Findings(chain, "RM3014"));
        Assert.Contains("planned", Controls(chain).First().GetProperty("performers").ToString(), StringComparison.Ordinal);
        var changes = JsonDocument.Parse(
            Run("diff", At("reports/16b-implemented.matrix.json"), At("reports/16b-planned.matrix.json"), "--with",
            At("reports/fed@5.catalog.json"), "--format", "json").Out).RootElement.GetProperty("changes");
        Assert.Equal([("implementationWeakened", "major")], Changes(changes));
    }

    private static string At(string path) => Path.GetFullPath(Path.Combine(Folders.Faults!, path));

    private static (int Code, string Out, string Error) Run(params string[] line) => Rmatrix.Run(line);

    private static (int Code, string Out, string Error) Reports(string command, string name, params string[] more) =>
        Run([command, At($"reports/{name}.matrix.json"), "--with", At("reports/fed@5.catalog.json"), .. more]);

    private static JsonElement Json(params string[] line)
    {
        var (_, output, error) = Run([.. line, "--as-of", "2026-06-30", "--format", "json"]);
        Assert.True(output.Length > 0, error);
        return JsonDocument.Parse(output).RootElement;
    }

    private static JsonElement Folder(string command, string folder) => Json(command, At($"{folder}/m.matrix.json"), "--with", At(folder));

    private static IEnumerable<JsonElement> Controls(JsonElement answer) => answer.GetProperty("controls").EnumerateArray();

    private static IEnumerable<string?> States(JsonElement answer) =>
        Controls(answer).Select(control => control.GetProperty("state").GetString());

    private static IEnumerable<string> Parties(JsonElement duties) =>
        duties.EnumerateArray().Select(duty => duty.GetProperty("party").GetString()!).Order(StringComparer.Ordinal);

    private static IEnumerable<string> PartiesOf(JsonElement answer, string side) =>
        answer.GetProperty("parties").EnumerateArray().Where(party => party.GetProperty("side").GetString() == side)
            .Select(party => party.GetProperty("id").GetString()!);

    private static IEnumerable<JsonElement> Findings(JsonElement result, string id) =>
        result.GetProperty("diagnostics").EnumerateArray().Where(finding => finding.GetProperty("id").GetString() == id);

    private static IEnumerable<string> Ids(JsonElement result) =>
        (result.TryGetProperty("files", out var files) ? files.EnumerateArray()
            .SelectMany(file => file.GetProperty("diagnostics").EnumerateArray()) : result.GetProperty("diagnostics").EnumerateArray())
        .Select(finding => finding.GetProperty("id").GetString()!);

    private static IEnumerable<(string?, string?)> Changes(JsonElement changes) =>
        changes.EnumerateArray().Select(change => (change.GetProperty("kind").GetString(), change.GetProperty("impact").GetString()));
}
