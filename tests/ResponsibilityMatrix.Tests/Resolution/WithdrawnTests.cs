using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

public class WithdrawnTests
{
    private static readonly Catalog Demo = new()
    {
        Id = "demo",
        Edition = "1",
        Title = "Demo",
        Groups = [new ControlGroup { Id = "g", Title = "G" }, new ControlGroup { Id = "16.1", Title = "Sixteen" }],
        Baselines = [new Baseline { Id = "low", Title = "Low", Controls = ["C-1", "C-2"] }],
        Controls =
        [
            Make.Row("C-1") with { Group = "g" }, Make.Row("C-1(a)", "C-1"), Make.Row("C-1(1)", "C-1", ControlKind.Enhancement),
            Make.Row("C-2") with { Group = "g", IsWithdrawn = true, ReplacedBy = ["C-1", "C-3"] }, Make.Row("C-2(a)", "C-2"),
            Make.Row("C-3"),
        ],
    };

    private static readonly DocumentSet Documents = DocumentSet.BuiltIn.Add(Demo);

    [Theory]
    [InlineData("*")]
    [InlineData("demo:*")]
    [InlineData("C-*")]
    [InlineData("group:g")]
    [InlineData("baseline:low")]
    public void No_star_group_or_baseline_reaches_what_is_withdrawn(string selector)
    {
        var answer = OnDemo(Make.Assign(selector, Sides.Provider)).Resolve(documents: Documents);
        Assert.Equal(["C-1", "C-1(a)", "C-1(1)", "C-3"], answer.Controls.Select(control => control.Control));
        Assert.Equal(ControlState.Assigned, answer.Of("C-1(a)").State);
    }

    [Fact]
    public void Selectors_of_another_catalog_are_not_looked_at()
    {
        // Each is kept for its own catalog: the other's controls find none, and those without a catalog are found in both.
        var other = Demo with { Id = "other" };
        var matrix = OnDemo(Make.Assign("demo:*", Sides.Provider), Make.Assign("other:C-*", Sides.Customer),
            Make.Assign("other:group:g", Sides.Shared), Make.Assign("other@1:baseline:low", Sides.ThirdParty),
            Make.Assign("*", Sides.SharedAll)) with
        {
            Catalogs = [new CatalogScope { Id = "demo", Edition = "1" }, new CatalogScope { Id = "other", Edition = "1" }],
        };
        var answer = matrix.Resolve(documents: Documents.Add(other));
        Assert.Equal((Sides.Provider, 2), Of("demo@1", "C-1(a)"));
        Assert.Equal((Sides.Customer, 4), Of("other@1", "C-1(a)"));
        Assert.Equal((Sides.Customer, 2), Of("other@1", "C-3"));

        (Sides Split, int Considered) Of(string catalog, string control) =>
            answer.Controls.First(known => known.Catalog == catalog && known.Control == control) is var found
            ? (found.Split, found.Because.Count) : default;
    }

    [Fact]
    public void A_selector_that_names_it_is_told_what_took_its_place_and_nothing_else()
    {
        var matrix =
            OnDemo(Make.Assign("*", Sides.Provider), Make.Assign("C-2", Sides.Provider), Make.Assign("c-02(a)", Sides.Provider)) with
            {
                Catalogs = [new CatalogScope { Id = "demo", Edition = "1", Exclude = ["C-2"] }],
                Controls =
                [Make.Row("r", "C-2") with { MapsTo = [new ControlMapping { Control = "demo:C-2", Relation = ControlRelation.Equal }] }],
                Commitments =
                [
                new Commitment { Id = "m", Party = "acme", Metric = "availability",
                Target = new CommitmentTarget { Operator = TargetOperator.AtLeast, Value = 99, Unit = "percent" }, Controls = ["C-2"] }],
            };
        var found = matrix.Findings(Documents).Where(finding => finding.Id is "RM1011" or "RM1008" or "RM1002").ToList();
        Assert.Equal(
            ["/assignments/1/controls/0", "/assignments/2/controls/0", "/catalogs/0/exclude/0", "/commitments/0/controls/0",
                "/controls/0/mapsTo/0/control", "/controls/0/parent"],
            found.Select(finding => finding.Place!.Pointer).Order(StringComparer.Ordinal));
        Assert.All(
            found, finding =>
            Assert.Equal(("RM1011", "C-2 is withdrawn in demo@1: C-1, C-3 took its place."), (finding.Id, finding.Message)));
    }

    [Fact]
    public void Whoever_asks_for_it_is_told()
    {
        var resolver = new Resolver(OnDemo(), new() { Documents = Documents });
        Assert.False(resolver.Knows("C-2", out var problem));
        Assert.Equal("C-2 is withdrawn in demo@1: C-1, C-3 took its place.", problem.Message);
        Assert.Null(resolver.Resolve("C-2", Make.Context()));
    }

    [Theory]
    [InlineData("16.1", "\"group:16.1\"")]
    [InlineData("demo:16.1", "\"demo:group:16.1\"")]
    [InlineData("low", "\"baseline:low\"")]
    [InlineData("C-4", "\"C-1\"")]
    public void A_name_that_is_a_groups_or_a_baselines_is_suggested_as_such(string reference, string suggestion)
    {
        var matrix = OnDemo(Make.Assign("*", Sides.Provider), Make.Assign(reference, Sides.Provider));
        Assert.EndsWith($" Did you mean {suggestion}?",
            Assert.Single(matrix.Findings(Documents), finding => finding.Id == "RM1002").Message, StringComparison.Ordinal);
        new Resolver(OnDemo(), new() { Documents = Documents }).Knows(reference, out var problem);
        Assert.Contains($" Did you mean {suggestion}?", problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("baseline:lo", "\"low\"")]
    [InlineData("demo:group:16.2", "\"16.1\"")]
    public void A_group_or_baseline_that_is_none_is_told_with_the_nearest(string selector, string suggestion)
    {
        var found = OnDemo(Make.Assign("*", Sides.Provider), Make.Assign(selector, Sides.Provider)).Findings(Documents);
        Assert.EndsWith($" Did you mean {suggestion}?", Assert.Single(found, finding => finding.Id == "RM1008").Message,
            StringComparison.Ordinal);
        var scoped = OnDemo(Make.Assign("*", Sides.Provider)) with
        { Catalogs = [new CatalogScope { Id = "demo", Edition = "1", Exclude = [selector, "C-2*"] }] };
        Assert.Equal(["/catalogs/0/exclude/0", "/catalogs/0/exclude/1"],
            scoped.Findings(Documents).Where(finding => finding.Id == "RM1008").Select(finding => finding.Place!.Pointer));
    }

    [Fact]
    public void Whoever_names_a_group_where_one_control_is_wanted_is_told_its_controls()
    {
        var resolver = new Resolver(OnDemo(), new() { Documents = Documents });
        Assert.False(resolver.Knows("g", out var problem));
        Assert.Equal("There is no control 'g' here. Did you mean \"group:g\"? Its controls are C-1 and C-2.", problem.Message);
        Assert.False(resolver.Knows("group:g", out problem));
        Assert.Equal("'group:g' selects several controls: name one of them.", problem.Message);
        // A row lies under one control, never under a group.
        var row = OnDemo(Make.Assign("*", Sides.Provider)) with { Controls = [Make.Row("r", "16.1")] };
        Assert.DoesNotContain("group:", Assert.Single(row.Findings(Documents), finding => finding.Id == "RM1002").Message,
            StringComparison.Ordinal);
    }

    private static Matrix OnDemo(params Assignment[] assignments) =>
        Make.Matrix(assignments) with { Controls = [], Catalogs = [new CatalogScope { Id = "demo", Edition = "1" }] };
}
