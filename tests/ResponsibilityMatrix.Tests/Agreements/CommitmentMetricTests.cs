using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Agreements;

public class CommitmentMetricTests
{
    [Theory]
    [InlineData("Availability", "availability")]
    [InlineData("AVAILABILITY", "availability")]
    [InlineData("avail.", "availability")]
    [InlineData("RTO", "recoveryTimeObjective")]
    [InlineData("R.T.O.", "recoveryTimeObjective")]
    [InlineData("rpo", "recoveryPointObjective")]
    [InlineData("recovery-point-objective", "recoveryPointObjective")]
    [InlineData("Recovery Time Objective", "recoveryTimeObjective")]
    [InlineData("recoverytimeobjective", "recoveryTimeObjective")]
    [InlineData("INCIDENT_NOTIFICATION_TIME", "incidentNotificationTime")]
    [InlineData("incident notif. time", "incidentNotificationTime")]
    [InlineData("logret", null)]
    [InlineData("availability", null)]
    [InlineData("recoveryTimeObjective", null)]
    [InlineData("notificationTime", null)]
    [InlineData("recoveryTime", null)]
    [InlineData("durability", null)]
    [InlineData("av", null)]
    [InlineData("", null)]
    [InlineData("%", null)]
    public void A_metric_in_another_spelling_is_known(string written, string? meant)
    {
        Assert.Equal(meant, CommitmentTerms.BuiltIn.FindMisspelled(written)?.Id);
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with
        {
            Commitments =
                [
                new() { Id = "c", Party = "acme", Metric = written,
                Target = new() { Operator = TargetOperator.AtLeast, Value = 99, Unit = "percent" }, Controls = ["a.1"] }],
        };
        var findings = matrix.Findings().Where(finding => finding.Id == "RM4004").ToList();
        Assert.Equal(meant is null ? 0 : 1, findings.Count);
        if (meant is not null) Assert.EndsWith($"Write \"{meant}\".", findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_asks_for_a_metric_in_another_spelling_is_told_of()
    {
        var set = new RequirementSet
        {
            Id = "house",
            Version = "1.0.0",
            Title = "House",
            Rules =
                [
                new() { Id = "r", Title = "T", Reference = "1", Controls = ["*"], Require =
                new() { Commitment = new() { Metric = "RTO", AtMost = 4, Unit = "hours" } }, Severity = Diagnostics.Severity.Error }],
        };
        var finding =
            Assert.Single(DocumentValidator.Validate(DocumentReader.Load<RequirementSet>(MatrixJson.ToUtf8Bytes(set))));
        Assert.Equal(("RM4004", "/rules/0/require/commitment/metric"), (finding.Id, finding.Place!.Pointer));
    }
}
