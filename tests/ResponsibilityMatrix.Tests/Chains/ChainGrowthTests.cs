using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Chains;

/// <summary>What a chain costs grows with its documents, and not with a product of them: twice the input allocates about twice as
/// much.</summary>
public class ChainGrowthTests
{
    public static TheoryData<string> Families =>
        ["web", "entries", "satisfied by id", "satisfied by control", "owned", "duties inherited", "third parties", "controls", "not done"];

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
        var (matrix, others) = family switch
        {
            // Each service builds on the two after it.
            "web" => (Service(0, count), Enumerable.Range(1, count).Select(i => Service(i, count)).ToArray()),
            "entries" => (Matrix("a", [Does("c.1", "a")]) with { Upstreams = Entries(count) }, [Matrix("b", [Does("c.1", "b")])]),
            "satisfied by id" =>
                (
                Matrix(
                "a",
                [
                new Assignment
                { Controls = ["c.1"],
                Duties = [.. Enumerable.Range(0, count).Select(i => new Duty { Party = "a", Satisfies = [$"b#d{i}"] })] }], "b"),
                [Matrix("b", [Leaves("c.1", count)])]),
            "satisfied by control" =>
                (Matrix("a", [new Assignment { Controls = ["c.1"], Duties = [new Duty { Party = "a", Satisfies = ["b@c.1"] }] }], "b"),
                [Matrix("b", [Leaves("c.1", count)])]),
            "owned" =>
                (
                Matrix(
                "a", [new Assignment { Controls = ["*"], Duties = [.. Enumerable.Range(0, count).Select(_ => new Duty { Party = "a" })] }],
                "b"), [Matrix("b", [Leaves("*", count)])]),
            "duties inherited" =>
                (
                Matrix(
                "a",
                [
                new Assignment
                { Controls = ["c.1"],
                Duties = [.. Enumerable.Range(0, count).Select(_ => new Duty { Party = "a", InheritedFrom = "b" })] }], "b"),
                [Matrix("b", [Does("c.1", "b")])]),
            "third parties" =>
                (Matrix("a", [Inherits("c.1", "b")], "b"),
                [
                Matrix("b", [Does("c.1", "b"), .. Enumerable.Range(0, count).Select(i => Does("c.2", $"t{i}"))]) with
                { Parties = [new Party { Id = "b", Name = "B" }, new Party { Id = "b-customer", Name = "C" },
                .. Enumerable.Range(0, count).Select(i => new Party { Id = $"t{i}", Name = $"T{i}" })] }]),
            "controls" =>
                (Matrix("a", [Inherits("*", "b")], "b") with { Catalogs = [new CatalogScope { Id = "wide", Edition = "1" }] },
                [Matrix("b", [Does("*", "b")]) with { Catalogs = [new CatalogScope { Id = "wide", Edition = "1" }] }]),
            _ =>
                (Matrix("a", [Inherits("*", "b")], "b") with { Catalogs = [new CatalogScope { Id = "wide", Edition = "1" }] },
                new[]
                { Matrix(
                "b",
                [
                new Assignment
                { Controls = ["*"], Duties = [new Duty { Party = "b", Implementation = [ImplementationStatus.Planned] }] }]) with
                { Catalogs = [new CatalogScope { Id = "wide", Edition = "1" }] } }),
        };
        var documents = others.Aggregate(DocumentSet.BuiltIn, (set, other) => set.Add(other))
            .Add(new Catalog { Id = "demo", Edition = "1", Title = "Demo", Controls = [Make.Row("c.1"), Make.Row("c.2")] })
            .Add(
                new Catalog
                {
                    Id = "wide",
                    Edition = "1",
                    Title = "Wide",
                    Controls = Enumerable.Range(0, count).Select(i => Make.Row($"w.{i}")).ToValueList()
                });
        var document = new MatrixDocument(matrix);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var answer = new ChainResolver(document, new() { Documents = documents }).Resolve(Make.Context());
        var cost = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.DoesNotContain(answer.Diagnostics, finding => finding.Id == "RM0003" && family != "web");
        return cost;
    }

    private static Matrix Service(int i, int count) =>
        i >= count - 1 ? Matrix($"s{i}", [Does("c.1", $"s{i}")])
            : Matrix(
            $"s{i}",
            [
            new Assignment
            { Controls = ["c.1"],
            Duties =
            [new Duty { Party = "provider", InheritedFrom = $"s{i + 1}" },
            new Duty { Party = "provider", InheritedFrom = $"s{Math.Min(i + 2, count - 1)}" }] }],
            [.. new[] { $"s{i + 1}", $"s{Math.Min(i + 2, count - 1)}" }.Distinct()]);

    private static ValueList<Upstream> Entries(int count) =>
        Enumerable.Range(0, count).Select(i => new Upstream { Id = $"u{i}", Matrix = "https://b.example/matrix", Provider = "b" })
        .ToValueList();

    private static Matrix Matrix(string name, Assignment[] assignments, params string[] upstreams) => new()
    {
        Id = $"https://{name}.example/matrix",
        Version = "1.0.0",
        Title = name,
        Service = new Service { Id = name, Name = name, Provider = name, Customer = $"{name}-customer", Models = ["saas"] },
        Parties = [.. new[] { name, $"{name}-customer", "b" }.Concat(upstreams).Distinct()
            .Select(party => new Party { Id = party, Name = party })],
        Catalogs = [new CatalogScope { Id = "demo", Edition = "1" }],
        Upstreams =
            [
            .. upstreams.Select(
            upstream => new Upstream { Id = upstream, Matrix = $"https://{upstream}.example/matrix", Provider = upstream })],
        Assignments = assignments.ToValueList(),
    };

    private static Assignment Does(string control, string party) =>
        new() { Controls = [control], Duties = [new Duty { Party = party, Text = "does it" }] };

    private static Assignment Inherits(string control, string upstream) =>
        new() { Controls = [control], Duties = [new Duty { Party = "provider", InheritedFrom = upstream }] };

    private static Assignment Leaves(string control, int count) =>
        new()
        {
            Controls = [control],
            Duties = [new Duty { Party = "provider" }, .. Enumerable.Range(0, count)
        .Select(i => new Duty { Id = $"d{i}", Party = "customer", Text = "does it" })]
        };
}
