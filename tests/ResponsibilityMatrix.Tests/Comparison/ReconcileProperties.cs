using CsCheck;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>What holds for any two statements, tried on many.</summary>
public class ReconcileProperties
{
    private static readonly Gen<Assignment> Assignments =
        from selector in Gen.Int[0, 7].Select(at => (Selector)new[] { "p.1", "p.1.a", "p.2", "p.*", "*", "9.2.6", "9.2.6.x", "q.1" }[at])
        from split in Gen.Int[1, 7]
        from state in Gen.Int[0, 9]
        select state <= 1
            ? new Assignment
            {
                Controls = [selector],
                State = state == 0 ? ControlState.NotApplicable
                : ControlState.NotDetermined,
                Reason = "why"
            }
            : new Assignment { Controls = [selector], Split = (Sides)split };

    private static readonly Gen<Matrix> Matrices =
        from assignments in Assignments.Array[0, 6]
        from rows in Gen.Int[0, 31]
        from edition in Gen.Bool
        select Make.Matrix(assignments) with
        {
            Controls = new[] { Make.Row("p.1"), Make.Row("p.1.a", "p.1"), Make.Row("p.1.b", "p.1"), Make.Row("p.2"),
                Make.Row("9.2.6.x", edition ? "9.2.6" : "5.18") }.Where((_, at) => (rows >> at & 1) == 1).ToValueList(),
            Catalogs =
                [
                new CatalogScope { Id = "iso-27017", Edition = edition ? "2015" : "2026", Include = edition ? ["9.2.*", "8.2.1"]
                : ["5.18", "5.16", "5.12"] }],
        };

    [Fact]
    public void A_statement_has_no_gap_with_its_own_mirror() => Matrices.Sample(matrix =>
    {
        var result = Reconcile(matrix, matrix with { AuthoredBy = "globex" });
        Assert.All(result.Controls, control =>
            Assert.True(control.Status is ReconcileStatus.Agreed or ReconcileStatus.Silent, $"{control.Control} {control.Status}"));
        var told = result.Controls.Select(control => (control.Catalog, control.Control)).ToHashSet();
        Assert.All(matrix.Resolve().Controls.Where(control => control.IsLeaf),
            control => Assert.Contains((control.Catalog, control.Control), told));
        Assert.All(result.Controls, control => Assert.Empty(control.Differences.Concat(control.WordDifferences)));
    });

    [Fact]
    public void Every_leaf_of_either_is_told_or_covered_and_every_one_that_is_not_agreed_has_a_note_and_a_finding() =>
        Gen.Select(Matrices, Matrices).Sample((provider, customer) =>
    {
        var result = Reconcile(provider, customer with { AuthoredBy = "globex" });
        Assert.Equal(result.Controls.Count, result.Controls.Select(control => (control.Catalog, control.Control)).Distinct().Count());
        foreach (var control in result.Controls.Where(control => control.Status != ReconcileStatus.Agreed))
        {
            Assert.NotNull(control.Note);
            var finding = Assert.Single(result.Diagnostics, finding => finding.Control == control.Control
                && finding.Catalog == control.Catalog && finding.Id.StartsWith("RM601", StringComparison.Ordinal));
            Assert.NotNull(finding.Place);
            Assert.Single(finding.Related);
        }
        Assert.Equal(
            MatrixJson.ToUtf8Bytes(result), MatrixJson.ToUtf8Bytes(Reconcile(provider, customer with { AuthoredBy = "globex" })));
    });

    [Fact]
    public void Swapping_the_two_keeps_what_is_agreed_on_who_performs_and_what_is_silent() =>
        Gen.Int[1, 7].Select(Gen.Int[1, 7]).Sample((provider, customer) =>
    {
        var (mine, theirs) = (Make.Matrix(Make.Assign("a.1", (Sides)provider)), Make.Matrix(Make.Assign("a.1", (Sides)customer)));
        var (one, other) = (Reconcile(mine, theirs).Of("a.1").Status, Reconcile(theirs, mine).Of("a.1").Status);
        Assert.Equal(one == ReconcileStatus.Agreed, other == ReconcileStatus.Agreed);
        Assert.Equal(one == ReconcileStatus.Agreed, provider == customer);
        if (one == ReconcileStatus.Gap) Assert.Equal(ReconcileStatus.Overlap, other);
    });

    private static Reconciliation Reconcile(Matrix provider, Matrix customer) =>
        new Reconciler(new Resolver(provider), new Resolver(customer)).Reconcile(Make.Context());
}
