using CsCheck;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>What holds for every matrix, tried on many.</summary>
public class ResolverProperties
{
    private static readonly Gen<Condition> Conditions = OneOf<Condition>(
        default, Condition.Of("plan", "standard"), Condition.Of("plan", "premium"), Condition.Of("region", "eu"),
            Condition.Of("plan", "premium").And("region", "eu", "us"));

    private static readonly Gen<Selector> Selectors = OneOf<Selector>(
        "p.1", "p.1.a", "p.1.b", "p.2", "p.*", "p.1*", "q.1", "local:*", "*", "group:g");

    private static readonly Gen<Assignment> Assignments =
        from selector in Selectors
        from second in Selectors
        from when in Conditions
        from split in Gen.Int[1, 7]
        from notApplicable in Gen.Int[0, 9]
        select notApplicable == 0
            ? new Assignment { Controls = [selector, second], When = when, State = ControlState.NotApplicable, Reason = "none" }
            : new Assignment { Controls = [selector, second], When = when, Split = (Sides)split };

    internal static readonly Gen<Matrix> Matrices = Assignments.Array[0, 8].Select(assignments => Make.Matrix(assignments) with
    {
        Controls = [Make.Row("p.1"), Make.Row("p.1.a", "p.1"), Make.Row("p.1.b", "p.1"), Make.Row("p.2") with { Group = "g" },
            Make.Row("q.1")],
        Parameters =
        [
            new Parameter { Id = "plan", Values = ["standard", "premium"], Default = "premium" },
            new Parameter { Id = "region", Values = ["eu", "us", "asia"], Default = "eu" },
        ],
    });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    [Fact]
    public void Resolving_twice_gives_equal_values_and_equal_bytes() => Matrices.Sample(matrix =>
    {
        var (first, second) = (matrix.Resolve(), matrix.Resolve());
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.Equal(MatrixJson.ToUtf8Bytes(first), MatrixJson.ToUtf8Bytes(second));
    });

    [Fact]
    public void The_order_of_assignments_that_do_not_tie_does_not_matter() => Matrices.Sample(matrix =>
    {
        var reversed = matrix with { Assignments = matrix.Assignments.Reverse().ToValueList() };
        var (one, other) = (matrix.Resolve(), reversed.Resolve());
        foreach (var (mine, theirs) in one.Controls.Zip(other.Controls))
        {
            Assert.Equal((mine.State, mine.Split, mine.Coupling, mine.Inheritability),
                (theirs.State, theirs.Split, theirs.Coupling, theirs.Inheritability));
        }
    });

    [Fact]
    public void A_less_specific_assignment_changes_no_answer_that_there_was() => Matrices.Sample(matrix =>
    {
        var before = matrix.Resolve();
        // Nothing is less specific than a star; only those that are stars themselves may tie with it.
        var after = (matrix with { Assignments = [.. matrix.Assignments, Make.Assign("*", Sides.SharedAll)] }).Resolve();
        foreach (var (was, now) in before.Controls.Zip(after.Controls))
        {
            if (!was.IsLeaf || was.Because.IsEmpty || ((AssignmentReason)was.Because[0]).Selector == "*") continue;
            Assert.Equal((was.State, was.Split, was.Duties, was.Because[0]), (now.State, now.Split, now.Duties, now.Because[0]));
        }
    });

    [Fact]
    public void An_override_is_always_among_the_reasons() => Matrices.Sample(matrix =>
    {
        foreach (var control in matrix.Resolve().Controls.Where(control => control.IsLeaf))
        {
            Assert.Equal(control.Because.IsEmpty, control.State == ControlState.Unassigned);
            foreach (var reason in control.Because.Cast<AssignmentReason>())
            {
                Assert.Equal(reason.Outcome == ReasonOutcome.Overridden, reason.By is not null && reason.Rule is not null);
                if (reason.By is { } by)
                    Assert.Contains(control.Because.Cast<AssignmentReason>(), other => by == $"{other.Document}#{other.Pointer}");
            }
        }
    });

    [Fact]
    public void The_roll_up_of_one_child_is_the_child() => Matrices.Sample(matrix =>
    {
        var answer = (matrix with { Controls = [Make.Row("p.1"), Make.Row("p.1.a", "p.1")] }).Resolve();
        var (parent, child) = (answer.Of("p.1"), answer.Of("p.1.a"));
        Assert.Equal(child with { Control = "p.1", Title = parent.Title, Parent = null, IsLeaf = false, Because = default, Omitted = 0 },
            parent with { Because = default });
    });

    [Fact]
    public void Asking_for_one_control_gives_what_asking_for_all_gives() => Matrices.Sample(matrix =>
    {
        var all = matrix.Resolve();
        var resolver = new Resolver(matrix);
        foreach (var control in all.Controls) Assert.Equal(control, resolver.Resolve(control.Control, Make.Context()));
    });

    [Fact]
    public void Splitting_a_matrix_into_base_and_annex_changes_no_answer() => Matrices.Sample(matrix =>
    {
        var all = matrix.Resolve();
        var annex = matrix with
        {
            Id = "https://vendor.example/annex",
            Controls = [],
            Assignments = [],
            Parameters = [],
            Extends = new BaseReference { Id = matrix.Id }
        };
        var split = annex.Resolve(null, ResponsibilityMatrix.Documents.DocumentSet.BuiltIn.Add(matrix));
        foreach (var (mine, theirs) in all.Controls.Zip(split.Controls))
            Assert.Equal((mine.State, mine.Split, mine.Duties.Select(duty => duty.Party).ToValueList()),
                (theirs.State, theirs.Split, theirs.Duties.Select(duty => duty.Party).ToValueList()));
    });
}
