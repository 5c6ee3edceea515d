using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>Short ways to what changed between two matrices.</summary>
internal static class Diff
{
    public static MatrixDiff Of(Matrix old, Matrix now, DocumentSet? documents = null) =>
        MatrixDiff.Compare(new Resolver(old, new() { Documents = documents ?? DocumentSet.BuiltIn }),
            new Resolver(now, new() { Documents = documents ?? DocumentSet.BuiltIn }),
            Make.Today);

    public static MatrixDiff In(Matrix old, Matrix now, ResolutionContext context) =>
        MatrixDiff.Compare(new Resolver(old), new Resolver(now), context);

    /// <summary>The changes in words: <c>kind control: before → after</c>, with the contexts.</summary>
    public static string[] Changes(Matrix old, Matrix now, DocumentSet? documents = null) => Lines(Of(old, now, documents));

    public static string[] Lines(MatrixDiff result) => [.. result.Changes.Select(change =>
        $"{Words.Of(change.Kind)} {change.Control ?? change.Subject}: {change.Before ?? "-"} → " +
            $"{change.After ?? "-"}{(change.When is { } when ? $" when {when}" : "")}")];

    /// <summary>One row, a.1, with an assignment.</summary>
    public static Matrix Row(Assignment? assignment) =>
        Make.Matrix(assignment is null ? [] : [assignment]) with { Controls = [Make.Row("a.1")] };

    public static Matrix Duties(params Duty[] duties) => Row(new Assignment { Controls = ["a.1"], Duties = duties.ToValueList() });

    public static Matrix Split(Sides split) => Row(Make.Assign("a.1", split));

    public static Matrix State(ControlState state, string reason = "so it is", Inheritability? inheritability = null) =>
        Row(new Assignment { Controls = ["a.1"], State = state, Reason = reason, Inheritability = inheritability });

    public static Matrix Conflict() =>
        Make.Matrix(Make.Assign("a.1", Sides.Provider), Make.Assign("a.1", Sides.Customer)) with { Controls = [Make.Row("a.1")] };

    public static Commitment Commitment(TargetOperator direction, decimal value, string unit, string? from = null) =>
        new()
        {
            Id = "p",
            Party = "acme",
            Metric = "incidentNotificationTime",
            Target = new CommitmentTarget { Operator = direction, Value = value, Unit = unit, From = from }
        };

    public static Matrix Commitments(params Commitment[] commitments) =>
        Split(Sides.Provider) with { Commitments = commitments.ToValueList() };
}
