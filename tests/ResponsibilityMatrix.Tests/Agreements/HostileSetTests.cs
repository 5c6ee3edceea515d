using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

/// <summary>Sets and matrices of strangers: a check ends soon, and says where it stopped.</summary>
public class HostileSetTests
{
    private static readonly Requirement Everything = new()
    {
        Assigned = true,
        PerformedBy = Sides.SharedAll,
        DutyText = true,
        Qualified = true,
        Evidence = new() { Kinds = [EvidenceKind.Report], Valid = true },
        Commitment = new() { Metric = "availability", AtLeast = 99, Unit = "percent" },
    };

    [Fact]
    public void Ten_thousand_rules_about_everything_and_a_big_matrix() => AssertStops(Rules(10_000, ["*"]), Matrix(5_000, 1, 10));

    [Fact]
    public void Ten_thousand_rules_with_patterns_of_their_own() =>
        AssertStops(Rules(10_000, i => [$"a.{i}*", $"a.{i}.*", "group:x"]), Matrix(20_000, 1, 1));

    [Fact]
    public void Ten_thousand_rules_about_a_control_with_much_on_it() => AssertStops(Rules(10_000, ["a.0"]), Matrix(1, 10_000, 10_000));

    [Fact]
    public void Ten_thousand_rules_about_a_control_with_many_short_duties()
    {
        var matrix = Matrix(1, 1, 0) with
        {
            Assignments =
            [
            new() { Controls = ["*"], Duties = Enumerable.Range(0, 10_000)
            .Select(i => new Duty { Party = i % 2 == 0 ? "acme" : "globex", Text = "x" }).ToValueList() }]
        };
        AssertStops(Rules(10_000, ["a.0"]), matrix);
    }

    [Fact]
    public void Ten_thousand_rules_about_a_control_with_a_long_text()
    {
        var matrix = Matrix(1, 1, 0);
        AssertStops(Rules(10_000, ["a.0"]),
            matrix with { Assignments = [new() { Controls = ["*"], Provider = new string('x', 10_000_000), Customer = "y" }] });
    }

    [Fact]
    public void Rules_about_every_level_of_a_deep_tree()
    {
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with
        { Controls = Enumerable.Range(0, 20_000).Select(i => Make.Row($"a.{i}", i == 0 ? null : $"a.{i - 1}")).ToValueList() };
        AssertStops(Rules(10_000, i => [$"a.{i}"]), matrix);
    }

    [Fact]
    public void A_rule_that_names_a_hundred_thousand_controls()
    {
        var report = Check(Rules(1, _ => Enumerable.Range(0, 100_000).Select(i => Selector.Parse($"z.{i}")).ToValueList()),
            Matrix(10, 1, 1));
        Assert.Equal(RuleStatus.Unmet, Assert.Single(report.Rules).Status);
        Assert.True(report.Diagnostics[0].Message.Length < 10_000);
    }

    [Fact]
    public void What_a_set_of_common_size_asks_is_answered_whole()
    {
        var report = Check(Rules(40, ["*"]), Matrix(1_200, 2, 4));
        Assert.Equal(40, report.Rules.Count);
        Assert.DoesNotContain(report.Diagnostics, finding => finding.Id == "RM0003");
    }

    private static void AssertStops(RequirementSet set, Matrix matrix)
    {
        var before = GC.GetTotalMemory(true);
        var report = Check(set, matrix);
        Assert.True(GC.GetTotalMemory(false) - before < 2_000_000_000);
        Assert.True(report.Rules.Count < set.Rules.Count);
        var stopped = Assert.Single(report.Diagnostics, finding => finding.Id == "RM0003");
        Assert.Equal(Severity.Error, stopped.Severity);
        Assert.Contains($"only the first {report.Rules.Count:N0} of 10,000 rules were checked", stopped.Message, StringComparison.Ordinal);
        Assert.True(MatrixJson.ToUtf8Bytes(report).Length < 700_000_000);
    }

    private static RequirementsReport Check(RequirementSet set, Matrix matrix) =>
        new RequirementsChecker(new Resolver(matrix)).Check(set, Make.Context());

    private static RequirementSet Rules(int count, ValueList<Selector> controls) => Rules(count, _ => controls);

    private static RequirementSet Rules(int count, Func<int, ValueList<Selector>> controls) => new()
    {
        Id = "hostile",
        Version = "1.0.0",
        Title = "Hostile",
        Rules = Enumerable.Range(0, count)
            .Select(
            i =>
            new RequirementRule
            {
                Id = $"r{i}",
                Title = "T",
                Reference = "1",
                Controls = controls(i),
                Require = Everything,
                Severity = Severity.Error
            }).ToValueList(),
    };

    private static Matrix Matrix(int controls, int duties, int commitments) => Make.Matrix(new Assignment
    {
        Controls = ["*"],
        Duties = Enumerable.Range(0, duties).Select(i => new Duty { Party = i % 2 == 0 ? "acme" : "globex", Evidence = [$"e{i}"] })
            .ToValueList(),
    }) with
    {
        Controls = Enumerable.Range(0, controls).Select(i => Make.Row($"a.{i}")).ToValueList(),
        Evidence = Enumerable.Range(0, duties).Select(
            i => new Evidence { Id = $"e{i}", Kind = EvidenceKind.Report, Title = "T", ValidUntil = new(2020, 1, 1) }).ToValueList(),
        Commitments = Enumerable.Range(0, commitments)
            .Select(
            i =>
            new Commitment
            {
                Id = $"c{i}",
                Party = "acme",
                Metric = "availability",
                Target = new() { Operator = TargetOperator.AtLeast, Value = 1, Unit = "percent" },
                Controls = ["*"]
            }).ToValueList(),
    };
}
