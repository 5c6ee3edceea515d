using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>What a comparison costs grows with the documents, and not with a product of what is in them: twice the input allocates about
/// twice as much.</summary>
public class DiffGrowthTests
{
    public static TheoryData<string> Families =>
        ["equal texts", "changed texts", "moved upstreams", "controls of one assignment", "options", "names of customers", "evidence",
        "upstreams", "reconciled rows"];

    [Theory]
    [MemberData(nameof(Families))]
    public void Twice_the_input_costs_twice_as_much(string family)
    {
        Ask(family, 50);
        var (once, twice) = (Ask(family, 400), Ask(family, 800));
        Assert.True(twice < 2.6 * once, $"{family}: {once:N0} and {twice:N0} bytes, {(double)twice / once:F2} times as many");
    }

    private static long Ask(string family, int count)
    {
        var numbers = Enumerable.Range(0, count).ToList();
        Matrix Duties(Func<int, Duty> duty) => Diff.Duties([.. numbers.Select(duty)]);
        var rows = numbers.Select(i => Make.Row($"r.{i}")).ToValueList();
        var (old, now) = family switch
        {
            "equal texts" =>
                (Duties(_ => new Duty { Party = "provider", Text = "Same." }),
                Duties(_ => new Duty { Party = "provider", Text = "Same." })),
            "changed texts" =>
                (Duties(i => new Duty { Id = $"d{i}", Party = "provider", Text = $"Text {i}." }),
                Duties(i => new Duty { Id = $"d{i}", Party = "provider", Text = $"Text of {i}." })),
            "moved upstreams" =>
                (Duties(i => new Duty { Party = "provider", Text = $"{i}", InheritedFrom = $"u{i % 2}" }),
                Duties(i => new Duty { Party = "provider", Text = $"{i}", InheritedFrom = $"u{1 - (i % 2)}" })),
            "controls of one assignment" =>
                (Make.Matrix(Make.Assign("*", Sides.Provider)) with { Controls = rows },
                Make.Matrix(Make.Assign("*", Sides.Shared)) with { Controls = rows }),
            "options" => Options(numbers),
            "names of customers" =>
                (Customers(Duties(i => new Duty { Id = $"d{i}", Party = "provider", Text = "Does it." }), numbers),
                Customers(Duties(i => new Duty { Id = $"d{i}", Party = "provider", Text = "Does it for Branch number." }), numbers)),
            "evidence" =>
                (Diff.Split(Sides.Provider) with { Evidence = Evidence(numbers, "a") },
                Diff.Split(Sides.Provider) with { Evidence = Evidence(numbers, "b") }),
            "upstreams" =>
                (Diff.Split(Sides.Provider) with { Upstreams = Upstreams(numbers, "a") },
                Diff.Split(Sides.Provider) with { Upstreams = Upstreams(numbers, "b") }),
            _ =>
                (Make.Matrix(Make.Assign("*", Sides.Provider)) with { Controls = rows },
                Make.Matrix(Make.Assign("*", Sides.Customer)) with { Controls = rows }),
        };
        var (before, after) = (new Resolver(old), new Resolver(now));
        var start = GC.GetAllocatedBytesForCurrentThread();
        if (family == "reconciled rows") new Reconciler(before, after).Reconcile(Make.Context());
        else Assert.DoesNotContain(MatrixDiff.Compare(before, after, Make.Today).Diagnostics, finding => finding.Id == "RM0003");
        return GC.GetAllocatedBytesForCurrentThread() - start;
    }

    // Each row names an option of its own.
    private static (Matrix Old, Matrix New) Options(List<int> numbers)
    {
        var rows = numbers.Select(i => Make.Row($"r.{i}")).ToValueList();
        var parameters = numbers.Select(i => new Parameter { Id = $"p{i}", Values = ["no", "yes"], Default = "no" }).ToValueList();
        var old = Make.Matrix([Make.Assign("*", Sides.Provider)]) with { Controls = rows, Parameters = parameters };
        return (
            old,
            old with
            {
                Assignments = [
            Make.Assign("*", Sides.Provider), .. numbers.Select(i => Make.Assign($"r.{i}", Sides.Shared, Condition.Of($"p{i}", "yes")))]
            });
    }

    private static Matrix Customers(Matrix matrix, List<int> numbers) =>
        matrix with
        {
            Parties =
            [.. matrix.Parties,
            .. numbers.Select(i => new Party { Id = $"c{i}", Name = $"Branch number {i} of the bank", Side = Sides.Customer })]
        };

    private static ValueList<Evidence> Evidence(List<int> numbers, string name) =>
        numbers.Select(i => new Evidence { Id = $"{name}{i}", Kind = i % 2 == 0 ? EvidenceKind.Report : EvidenceKind.Policy, Title = name })
        .ToValueList();

    private static ValueList<Upstream> Upstreams(List<int> numbers, string name) =>
        numbers.Select(i => new Upstream { Id = $"{name}{i}", Provider = "host" }).ToValueList();
}
