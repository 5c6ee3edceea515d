using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

/// <summary>The sets that ship, and what they find in the examples.</summary>
public class RequirementSetsTests
{
    private static readonly string Examples = Path.Combine(Folders.Repository!, "schemas", "examples");

    public static TheoryData<string> Ids => [.. RequirementsChecker.BuiltInSets.Select(set => set.Id)];

    [Fact]
    public void Three_sets_ship() =>
        Assert.Equal(["dora-art-30", "iso-27017-agreement", "pci-dss-12.9"], RequirementsChecker.BuiltInSets.Select(set => set.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_set_that_ships_is_without_fault_and_says_where_it_is_from(string id)
    {
        var set = RequirementsChecker.FindBuiltInSet(id)!;
        Assert.NotNull(set.Source?.Note);
        Assert.NotNull(set.Description);
        Assert.NotEmpty(set.Elsewhere);
        Assert.All(set.Rules, rule => Assert.NotEmpty(rule.Reference));
        var read = DocumentReader.Load<RequirementSet>(MatrixJson.ToUtf8Bytes(set));
        Assert.Equal(set, read.Document);
        Assert.Empty(read.Diagnostics);
        Assert.Empty(DocumentValidator.Validate(read));
    }

    [Fact]
    public void Every_point_of_article_30_is_a_rule_or_is_told_to_be_looked_for_elsewhere()
    {
        var set = RequirementsChecker.FindBuiltInSet("dora-art-30")!;
        HashSet<string> references = [.. set.Rules.Select(rule => rule.Reference), .. set.Elsewhere.Select(point => point.Reference)];
        foreach (var point in "abcdefghi") Assert.Contains($"Art. 30(2)({point})", references);
        foreach (var point in "abcdef") Assert.Contains($"Art. 30(3)({point})", references);
        Assert.All(
            set.Rules, rule =>
            Assert.Equal(rule.Reference.StartsWith("Art. 30(2)", StringComparison.Ordinal) ? Severity.Error
            : Severity.Warning, rule.Severity));
    }

    [SourcesFact]
    public void The_negotiated_annex_fails_on_exactly_the_two_points_that_its_text_announces()
    {
        var report = Check(Annex(), "iso-27017-agreement");
        Assert.Equal(
            ["12.1.2 changeNoticePeriod", "CLD.8.1.5 dataDeletionTime"],
            report.Rules.Where(rule => rule.Status == RuleStatus.Unmet)
                .Select(rule => $"{Assert.Single(rule.Controls).Control} {rule.Rule.Require.Commitment?.Metric}"));
        Assert.Equal(report.Set.Rules.Count - 2, report.Rules.Count(rule => rule.Status == RuleStatus.Met));
        Assert.Equal(["RM5001", "RM5001"], report.Diagnostics.Ids());
    }

    [SourcesFact]
    public void The_annex_passes_with_the_commitments_that_the_findings_ask_for()
    {
        var unmet = Check(Annex(), "iso-27017-agreement").Rules.Where(rule => rule.Status == RuleStatus.Unmet).ToList();
        Assert.Equal(
            [
                "Harbourline makes no commitment on change notice period for 12.1.2. Agree on a value in days (at least so much), and " +
                    "add it to the commitments in the matrix, for 12.1.2.",
                "Harbourline makes no commitment on data deletion time for CLD.8.1.5. Agree on a value in days (at most so much), and " +
                    "add it to the commitments in the matrix, for CLD.8.1.5.",
            ],
            unmet.SelectMany(rule => rule.Controls).SelectMany(control => control.Missing).Select(missing => missing.Message));
        var matrix = Annex().Matrix;
        matrix = matrix with
        {
            Commitments = [.. matrix.Commitments, .. unmet.Select(rule => new Commitment
            {
                Id = rule.Rule.Id,
                Party = "harbourline",
                Metric = rule.Rule.Require.Commitment!.Metric,
                Target = new() { Operator = rule.Rule.Reference == "12.1.2" ? TargetOperator.AtLeast
                    : TargetOperator.AtMost, Value = 30, Unit = "days" },
                Controls = [rule.Controls[0].Control],
            })],
        };
        Assert.Empty(Check(new MatrixDocument(matrix), "iso-27017-agreement").Diagnostics);
    }

    [SourcesFact]
    public void Both_commitments_are_made_to_the_provider_and_do_not_help_the_annex()
    {
        var commitments = Make.Folder(Examples).FindMatrix("https://anvil.example/matrices/platform")!.Matrix.Commitments.Select(
            commitment => commitment.Metric);
        Assert.Contains("changeNoticePeriod", commitments);
        Assert.Contains("dataDeletionTime", commitments);
        Assert.All(Check(Annex(), "iso-27017-agreement").Rules.Where(rule => rule.Status == RuleStatus.Unmet),
            rule => Assert.Empty(Assert.Single(rule.Controls).Commitments));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_matrix_on_either_edition_is_judged_by_every_rule(string id)
    {
        foreach (var edition in new[] { "2015", "2026" })
        {
            var matrix = Everything(edition);
            var report = new RequirementsChecker(new Resolver(matrix)).Check(RequirementsChecker.FindBuiltInSet(id)!, Make.Context());
            Assert.Equal("", string.Join('\n', report.Diagnostics.Select(finding => finding.Message)));
            Assert.All(report.Rules, rule => Assert.Equal(RuleStatus.Met, rule.Status));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_empty_matrix_meets_nothing(string id)
    {
        var report = new RequirementsChecker(new Resolver(Make.Matrix() with { Controls = [] }))
            .Check(RequirementsChecker.FindBuiltInSet(id)!, Make.Context());
        Assert.DoesNotContain(report.Rules, rule => rule.Status == RuleStatus.Met);
        Assert.Contains(report.Diagnostics, finding => finding is { Id: "RM5001", Severity: Severity.Error });
    }

    [SourcesFact]
    public void A_report_is_as_its_schema_says()
    {
        foreach (var set in RequirementsChecker.BuiltInSets) AssertValid(MatrixJson.ToUtf8Bytes(Check(Annex(), set.Id)));
        var several = RequirementsChecker.BuiltInSets.Select(
            set => Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(Check(Annex(), set.Id))));
        AssertValid(Encoding.UTF8.GetBytes($"{{\"checks\":[{string.Join(',', several)}]}}"));
        // With what is not in the matrix, not applicable, carried over.
        AssertValid(
            MatrixJson.ToUtf8Bytes(
            new RequirementsChecker(new Resolver(Everything("2026")))
                .Check(RequirementsChecker.FindBuiltInSet("iso-27017-agreement")!, Make.Context())));
        AssertValid(
            MatrixJson.ToUtf8Bytes(
            new RequirementsChecker(new Resolver(Make.Matrix()))
                .Check(RequirementsChecker.FindBuiltInSet("dora-art-30")!, Make.Context())));
        AssertValid(
            MatrixJson.ToUtf8Bytes(
            new RequirementsChecker(
            new Resolver(Make.Matrix(new Assignment { Controls = ["*"], State = ControlState.NotApplicable, Reason = "No." })))
            .Check(RequirementsChecker.FindBuiltInSet("pci-dss-12.9")!, Make.Context())));
    }

    private static void AssertValid(byte[] utf8)
    {
        var schema = JsonSchema.Compile(
            File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", "check.schema.json")), new() { AssertFormats = true });
        Assert.Equal("", string.Join('\n', schema.Evaluate(utf8, "check").Diagnostics));
    }

    private static MatrixDocument Annex() => new(Make.Read(Path.Combine(Examples, "crm-annex.matrix.json")));

    private static RequirementsReport Check(MatrixDocument document, string set) =>
        new RequirementsChecker(new Resolver(document, new() { Documents = Make.Folder(Examples) }))
            .Check(RequirementsChecker.FindBuiltInSet(set)!, Make.Context());

    // A matrix in which both sides do everything, in words, with evidence and every commitment.
    private static Matrix Everything(string edition) => Make.Matrix(new Assignment
    {
        Controls = ["*"],
        Duties = [new() { Party = "provider", Text = "Does its part.", Evidence = ["report"] },
            new() { Party = "customer", Text = "Does its part." }],
    }) with
    {
        Controls = [],
        Catalogs = [new() { Id = "iso-27017", Edition = edition }],
        Evidence = [new() { Id = "report", Kind = EvidenceKind.Report, Title = "Report", Issued = Make.Today }],
        Commitments = new[] { "availability", "incidentNotificationTime", "recoveryTimeObjective", "recoveryPointObjective",
            "dataDeletionTime", "supportResponseTime", "changeNoticePeriod" }
            .Select(
                metric =>
                new Commitment
                {
                    Id = metric,
                    Party = "acme",
                    Metric = metric,
                    Target = new() { Operator = TargetOperator.AtMost, Value = 1, Unit = "days" },
                    Controls = ["*"]
                }).ToValueList(),
    };
}
