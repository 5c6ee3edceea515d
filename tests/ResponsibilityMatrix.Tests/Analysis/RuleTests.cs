using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Analysis;

/// <summary>What single rules look at, beyond their case documents.</summary>
public class RuleTests
{
    [Fact]
    public void A_selector_of_an_accepted_finding_or_a_commitment_that_matches_nothing_is_told_of()
    {
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with
        {
            Accepted = [new() { Finding = "RM2006", Controls = ["a.*", "z.*"], Reason = "Known." }],
            Commitments =
            [
                new() { Id = "up", Party = "acme", Metric = "availability",
                    Target = new() { Operator = TargetOperator.AtLeast, Value = 99, Unit = "percent" }, Controls = ["y.*", "b.1"] },
            ],
        };
        Assert.Equal(["/accepted/0/controls/1", "/commitments/0/controls/0"], Pointers(matrix, "RM1008"));
    }

    [Fact]
    public void Evidence_on_an_old_period_is_old_whenever_it_is_issued()
    {
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with
        {
            Evidence =
            [
                new() { Id = "late", Kind = EvidenceKind.Report, Title = "Late", Issued = Make.Today.AddDays(1),
                    Period = new() { From = new(2023, 1, 1), To = new(2023, 12, 31) } },
                new() { Id = "new", Kind = EvidenceKind.Report, Title = "New", Issued = Make.Today.AddDays(1) },
            ],
        };
        Assert.Equal(["/evidence/0/period/to"], Pointers(matrix, "RM6007"));
    }

    [Fact]
    public void A_customer_whose_part_has_a_text_of_another_involvement_only_does_not_know_what_to_do()
    {
        var matrix = Make.Matrix(new Assignment
        {
            Controls = ["a.1"],
            Duties =
            [
                new() { Party = "provider", Text = "Patches." },
                new() { Party = "customer" },
                new() { Party = "customer", Involvement = Involvement.Informed, Text = "Is told of it." },
            ],
        });
        Assert.Equal(["a.1"], matrix.Findings().Where(finding => finding.Id == "RM2017").Select(finding => finding.Control));
    }

    private static IEnumerable<string?> Pointers(Matrix matrix, string id) =>
        matrix.Findings().Where(finding => finding.Id == id).Select(finding => finding.Place?.Pointer).Order(StringComparer.Ordinal);
}
