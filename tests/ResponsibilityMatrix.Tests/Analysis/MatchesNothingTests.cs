using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Analysis;

/// <summary>Selectors that match nothing are told of wherever they stand.</summary>
public class MatchesNothingTests
{
    [Fact]
    public void A_selector_of_a_commitment_or_of_what_is_accepted_that_matches_nothing_in_scope_is_told()
    {
        var catalog = new Catalog
        {
            Id = "c",
            Edition = "1",
            Title = "C",
            Controls = [new Control { Id = "X-1", Title = "X" }, new Control { Id = "X-2", Title = "X" }]
        };
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with
        {
            Catalogs = [new CatalogScope { Id = "c", Edition = "1", Exclude = ["X-1"] }],
            Accepted = [new AcceptedFinding { Finding = "RM2005", Reason = "Known.", Controls = ["c:X-1", "c:X-2", "group:none"] }],
            Commitments =
                [
                new Commitment
                { Id = "c1", Party = "provider", Metric = "availability", Target =
                new CommitmentTarget { Operator = TargetOperator.AtLeast, Value = 99m, Unit = "percent" }, Controls = ["Z-*", "a.1"] }],
        };

        var told = matrix.Findings(DocumentSet.BuiltIn.Add(catalog)).Where(finding => finding.Id == "RM1008")
            .Select(finding => finding.Place!.Pointer);
        Assert.Equal(["/accepted/0/controls/0", "/accepted/0/controls/2", "/commitments/0/controls/0"], told.Order(StringComparer.Ordinal));
    }
}
