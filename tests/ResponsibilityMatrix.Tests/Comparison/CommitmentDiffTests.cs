using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>What is told of commitments.</summary>
public class CommitmentDiffTests
{
    private static readonly Commitment Within3Days = Diff.Commitment(TargetOperator.AtMost, 3, "days", "awareness");

    [Theory]
    [InlineData(TargetOperator.AtMost, "72", "hours", null)]
    [InlineData(TargetOperator.AtMost, "4320.0", "minutes", null)]
    [InlineData(TargetOperator.AtMost, "24", "hours", "commitmentStrengthened")]
    [InlineData(TargetOperator.AtMost, "73", "hours", "commitmentWeakened")]
    [InlineData(TargetOperator.AtMost, "0.1", "months", null)]
    [InlineData(TargetOperator.AtMost, "0.11", "months", "commitmentWeakened")]
    [InlineData(TargetOperator.AtMost, "3", "businessDays", "commitmentChanged")]
    [InlineData(TargetOperator.AtLeast, "3", "days", "commitmentChanged")]
    [InlineData(TargetOperator.AtMost, "79228162514264337593543950335", "months", "commitmentWeakened")]
    public void A_commitment_is_held_against_the_old_one_with_units_converted(
        TargetOperator direction, string value, string unit, string? expected)
    {
        var now = Diff.Commitment(direction, decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), unit, "awareness");
        var changes = Diff.Changes(Diff.Commitments(Within3Days), Diff.Commitments(now));
        if (expected is null) Assert.Empty(changes);
        else Assert.Equal(
            $"{expected} p: at most 3 days from awareness → {(direction == TargetOperator.AtMost ? "at most" : "at least")} {value} " +
            $"{unit} from awareness", Assert.Single(changes));
    }

    [Fact]
    public void More_is_better_where_at_least_is_committed_to()
    {
        var old = Diff.Commitments(Diff.Commitment(TargetOperator.AtLeast, 99.5m, "percent"));
        Assert.Equal(["commitmentStrengthened p: at least 99.5 percent → at least 99.95 percent"],
            Diff.Changes(old, Diff.Commitments(Diff.Commitment(TargetOperator.AtLeast, 99.95m, "percent"))));
        Assert.Equal(["commitmentWeakened p: at least 99.5 percent → at least 99 percent"],
            Diff.Changes(old, Diff.Commitments(Diff.Commitment(TargetOperator.AtLeast, 99, "percent"))));
        Assert.Equal(["commitmentChanged p: at least 99.5 percent → at least 99.5 hours"],
            Diff.Changes(old, Diff.Commitments(Diff.Commitment(TargetOperator.AtLeast, 99.5m, "hours"))));
    }

    [Fact]
    public void Commitments_come_and_go_with_their_place()
    {
        var result = Diff.Of(Diff.Commitments(), Diff.Commitments(Within3Days));
        Assert.Equal(["commitmentAdded p: - → at most 3 days from awareness"], Diff.Lines(result));
        Assert.Equal((null, "/commitments/0"), (result.Changes[0].OldPlace?.Pointer, result.Changes[0].NewPlace?.Pointer));
        Assert.Equal(["commitmentRemoved p: at most 3 days from awareness → -"],
            Diff.Changes(Diff.Commitments(Within3Days), Diff.Commitments()));
    }

    [Fact]
    public void Anything_else_makes_it_another_commitment()
    {
        var target = Within3Days.Target;
        Matrix old = Diff.Commitments(Within3Days), now;
        foreach (var (changed, expected) in new[]
        {
            (Within3Days with { Party = "host" }, "by provider → by host"),
            (Within3Days with { Metric = "recoveryTimeObjective" }, "metric incidentNotificationTime → metric recoveryTimeObjective"),
            (Within3Days with { Window = "month" }, "- → window month"),
            (Within3Days with { Qualifier = "severity 1" }, "- → for severity 1"),
            (Within3Days with { DependsOn = ["d"] }, "- → needs d"),
            (Within3Days with { Controls = ["a.1"] }, "- → controls a.1"),
            (Within3Days with { Target = target with { From = "detection" } },
                "at most 3 days from awareness → at most 3 days from detection"),
            (Within3Days with { Window = "month", Target = target with { Value = 4 } },
                "at most 3 days from awareness → at most 4 days from awareness; window month"),
        })
        {
            now = Diff.Commitments(changed);
            Assert.Equal($"commitmentChanged p: {expected}", Assert.Single(Diff.Changes(old, now)));
        }
        Assert.Equal(["textChanged p: - → Without holidays."],
            Diff.Changes(old, Diff.Commitments(Within3Days with { Notes = "Without holidays." })));
        Assert.Empty(Diff.Changes(old, Diff.Commitments(Within3Days with { Party = "provider" })));
    }

    [Fact]
    public void A_commitment_counts_only_where_its_condition_holds()
    {
        Matrix With(Condition when) => Diff.Commitments(Within3Days with { When = when }) with
        { Parameters = [new Parameter { Id = "plan", Values = ["basic", "plus"] }] };
        Assert.Equal(["commitmentRemoved p: at most 3 days from awareness → - when plan is basic"],
            Diff.Changes(With(default), With(Condition.Of("plan", "plus"))));
        Assert.Equal(["commitmentAdded p: - → at most 3 days from awareness when plan is basic"],
            Diff.Changes(With(Condition.Of("plan", "plus")), With(default)));
    }

    [Theory]
    [InlineData("1", "months", "30", "days", 0)]
    [InlineData("1", "days", "1441", "minutes", -1)]
    [InlineData("-79228162514264337593543950335", "months", "1", "minutes", -1)]
    [InlineData("1", "minutes", "79228162514264337593543950335", "hours", -1)]
    [InlineData("1", "businessHours", "1", "hours", null)]
    [InlineData("2", "businessHours", "1", "businessHours", 1)]
    [InlineData("1", "parsecs", "1", "hours", null)]
    public void Units_are_compared_without_overflow(string left, string leftUnit, string right, string rightUnit, int? expected)
    {
        var (a, b) = (decimal.Parse(left, System.Globalization.CultureInfo.InvariantCulture),
            decimal.Parse(right, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected, CommitmentTerms.BuiltIn.Compare(a, leftUnit, b, rightUnit) is { } order ? Math.Sign(order) : null);
        Assert.Equal(-expected, CommitmentTerms.BuiltIn.Compare(b, rightUnit, a, leftUnit) is { } back ? Math.Sign(back) : null);
        Assert.Equal(expected is not null, CommitmentTerms.BuiltIn.AreComparable(leftUnit, rightUnit));
    }
}
