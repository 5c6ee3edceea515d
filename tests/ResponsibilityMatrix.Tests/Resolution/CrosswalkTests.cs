using CsCheck;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

public class CrosswalkTests
{
    private static readonly Catalog Old =
        Catalog("old", Make.Row("A"), Make.Row("B"), Make.Row("C"), Make.Row("D"), Make.Row("D.a", "D"), Make.Row("D.b", "D"));
    private static readonly Catalog New =
        Catalog("new", Make.Row("X"), Make.Row("Y"), Make.Row("Y.a", "Y"), Make.Row("Y.b", "Y"), Make.Row("Z"));

    [Fact]
    public void A_split_comes_over_from_the_same()
    {
        var x = Carry([Relate("A", "X", ControlRelation.Equal)], Make.Assign("A", Sides.Provider)).Of("X");
        Assert.Equal((CarryOutcome.Carried, ControlState.Assigned, Sides.Provider, null),
            (x.Outcome, x.Answer.State, x.Answer.Split, x.Reason));
        Assert.Equal(("new@1", "X", "acme"), (x.Answer.Catalog, x.Answer.Control, Assert.Single(x.Answer.Duties).Party));
        var source = Assert.Single(x.Sources);
        Assert.Equal(("old@1", "A", "m", ControlRelation.Equal), (source.Catalog, source.Control, source.Mapping, source.Relation));
    }

    [Fact]
    public void Several_that_together_make_up_a_control_are_rolled_up()
    {
        MappingRelation[] relations = [Relate("A,B", "X", ControlRelation.Equal)];
        Assert.Equal(Sides.Shared, Carry(relations, Make.Assign("A", Sides.Provider), Make.Assign("B", Sides.Customer))
            .Of("X").Answer.Split);
        var half = Carry(relations, Make.Assign("A", Sides.Provider)).Of("X");
        Assert.Equal((CarryOutcome.Carried, Sides.Provider, false), (half.Outcome, half.Answer.Split, half.Answer.IsComplete));
        Assert.Equal("A part of what it comes from is open.", half.Reason);
        var never = Carry(relations, NotApplicable("A"), Make.Assign("B", Sides.Customer)).Of("X");
        Assert.Equal((Sides.Customer, true), (never.Answer.Split, never.Answer.IsComplete));
    }

    [Fact]
    public void A_source_out_of_scope_leaves_a_part_open()
    {
        MappingRelation[] relations = [Relate("A,B", "X", ControlRelation.Equal), Relate("B", "Z", ControlRelation.Equal)];
        var carried =
            Carry(relations, matrix => matrix with { Catalogs = [new CatalogScope { Id = "old", Edition = "1", Exclude = ["B"] }] },
            Make.Assign("*", Sides.Provider));
        Assert.Equal((CarryOutcome.Carried, false, "B belongs to it too and is not in the scope of the matrix."),
            (carried.Of("X").Outcome, carried.Of("X").Answer.IsComplete, carried.Of("X").Reason));
        Assert.Equal((CarryOutcome.OutOfScope, ControlState.Unassigned), (carried.Of("Z").Outcome, carried.Of("Z").Answer.State));
    }

    [Fact]
    public void A_split_comes_over_from_a_whole_to_its_part()
    {
        var carried = Carry([Relate("A", "X", ControlRelation.Superset), Relate("B", "Y", ControlRelation.Equal)],
            Make.Assign("A", Sides.Provider), Make.Assign("B", Sides.Shared));
        Assert.Equal((Sides.Provider, "It is a part of A, whose split is taken for it."),
            (carried.Of("X").Answer.Split, carried.Of("X").Reason));
        Assert.Equal((Sides.Shared, ControlRelation.Equal, "The relation is stated for Y, of which it is a statement."),
            (carried.Of("Y.a").Answer.Split, carried.Of("Y.a").Relation, carried.Of("Y.a").Reason));
    }

    [Fact]
    public void A_part_of_a_whole_that_several_perform_is_not_determined()
    {
        var x = Carry([Relate("A", "X", ControlRelation.Superset)], Make.Assign("A", Sides.Shared)).Of("X");
        Assert.Equal((CarryOutcome.Open, ControlState.NotDetermined, Sides.None), (x.Outcome, x.Answer.State, x.Answer.Split));
        Assert.Equal("It is a part of A (shared); a part of a shared whole need not be shared.", x.Reason);
        Assert.Equal(x.Reason, x.Answer.Reason);
    }

    [Theory]
    [InlineData("provider", "provider", ControlState.Assigned)]
    [InlineData("thirdParty", "thirdParty", ControlState.Assigned)]
    [InlineData("provider", "customer", ControlState.NotDetermined)]
    [InlineData("provider", null, ControlState.NotDetermined)]
    [InlineData("provider", "notApplicable", ControlState.NotDetermined)]
    [InlineData("notApplicable", "notApplicable", ControlState.NotApplicable)]
    [InlineData(null, null, ControlState.Unassigned)]
    public void A_part_of_several_together_is_known_where_one_side_performs_all_of_them_alone(
        string? first, string? second, ControlState state)
    {
        List<Assignment> assignments = [];
        foreach (var (control, word) in new[] { ("A", first), ("B", second) })
            if (word is not null)
                assignments.Add(Words.TryParseSplit(word, out var split) ? Make.Assign(control, split) : NotApplicable(control));
        var x = Carry([Relate("A,B", "X", ControlRelation.Superset)], [.. assignments]).Of("X");
        Assert.Equal(state, x.Answer.State);
        Assert.Equal(
            state == ControlState.NotDetermined, x.Reason!.EndsWith("which no one side performs alone.", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_the_same_as_several_together_carries_to_none_of_them_alone()
    {
        var carried = Carry([Relate("A", "X", ControlRelation.Equal) with { To = ["X", "Z"] }], Make.Assign("A", Sides.Provider));
        foreach (var id in new[] { "X", "Z" })
            Assert.Equal(
                (CarryOutcome.Together, ControlState.Unassigned,
                "A (provider) is the same as it together with others, which carries nothing over to it alone. Look at it by hand."),
                (carried.Of(id).Outcome, carried.Of(id).Answer.State, carried.Of(id).Reason));
        Assert.Equal("It is the same as X and Z only together.", carried.NotCarried.First(lost => lost.Answer.Control == "A").Reason);
    }

    [Fact]
    public void What_is_withdrawn_is_not_carried_to()
    {
        var target = Catalog("new", Make.Row("X"), Make.Row("Y") with { IsWithdrawn = true }, Make.Row("Z"));
        var resolver = new Resolver(OnOld(Make.Assign("*", Sides.Provider)), new()
        {
            Documents = DocumentSet.BuiltIn.Add(Old).Add(target)
            .Add(Mapping(Relate("A", "Y", ControlRelation.Equal), Relate("B", "Z", ControlRelation.Equal)))
        });
        var carried = new Crosswalk(resolver, target).Carry(resolver.Resolve(Make.Context()));
        Assert.Equal(["X", "Z"], carried.Controls.Select(control => control.Answer.Control));
        Assert.Equal(("Z", null), (carried.At(2)!.Answer.Control, carried.At(1)));
    }

    [Theory]
    [InlineData(ControlRelation.Subset, CarryOutcome.PartOnly, "Only a part of it is covered, by A (provider). Look at it by hand.")]
    [InlineData(ControlRelation.Intersects, CarryOutcome.Intersects,
        "A (provider) only intersects with it, which carries nothing over. Look at it by hand.")]
    [InlineData(ControlRelation.None, CarryOutcome.Unrelated, "No control of the matrix is related to it.")]
    public void Nothing_is_invented_from_the_other_relations(ControlRelation relation, CarryOutcome outcome, string reason)
    {
        var carried = Carry([Relate("A", "X", relation)], Make.Assign("A", Sides.Provider));
        var x = carried.Of("X");
        Assert.Equal((outcome, ControlState.Unassigned, Sides.None, reason), (x.Outcome, x.Answer.State, x.Answer.Split, x.Reason));
        Assert.Empty(x.Answer.Duties);
        Assert.Contains(carried.NotCarried, lost => lost.Answer.Control == "A");
    }

    [Theory]
    [InlineData(ControlState.NotDetermined, "A is itself not determined: why.")]
    [InlineData(ControlState.Unassigned, "A is itself unassigned.")]
    public void A_source_that_is_open_carries_no_split(ControlState state, string reason)
    {
        Assignment[] assignments = state == ControlState.Unassigned ? []
            : [new Assignment { Controls = ["A"], State = state, Reason = "why" }];
        var x = Carry([Relate("A", "X", ControlRelation.Equal)], assignments).Of("X");
        Assert.Equal((CarryOutcome.Open, state, reason), (x.Outcome, x.Answer.State, x.Reason));
    }

    [Fact]
    public void That_a_control_does_not_apply_comes_over()
    {
        var x = Carry([Relate("A", "X", ControlRelation.Equal)], NotApplicable("A")).Of("X");
        Assert.Equal((CarryOutcome.Carried, ControlState.NotApplicable, "none here"), (x.Outcome, x.Answer.State, x.Answer.Reason));
    }

    [Fact]
    public void Two_sources_of_equal_right_that_differ_are_a_conflict_and_never_a_silent_pick()
    {
        MappingRelation[] relations = [Relate("A", "X", ControlRelation.Equal), Relate("B", "X", ControlRelation.Equal)];
        var x = Carry(relations, Make.Assign("A", Sides.Provider), Make.Assign("B", Sides.Customer)).Of("X");
        Assert.Equal((CarryOutcome.Open, ControlState.Conflict, 2), (x.Outcome, x.Answer.State, x.Sources.Count));
        Assert.Equal(CarryOutcome.Carried, Carry(relations, Make.Assign("*", Sides.Provider)).Of("X").Outcome);
    }

    [Fact]
    public void The_same_is_nearer_than_the_whole_however_much_is_stated_before()
    {
        MappingRelation[] relations =
        [
            .. Enumerable.Repeat(Relate("C", "X", ControlRelation.Intersects), 10), Relate("B", "X", ControlRelation.Superset),
                Relate("A", "X", ControlRelation.Equal),
        ];
        var x = Carry(relations, Make.Assign("A", Sides.Provider), Make.Assign("B", Sides.Customer)).Of("X");
        Assert.Equal((Sides.Provider, ControlRelation.Equal), (x.Answer.Split, x.Relation));
    }

    [Fact]
    public void A_control_is_put_together_from_its_statements_where_nothing_is_said_of_it()
    {
        var carried =
            Carry([Relate("A", "Y.a", ControlRelation.Equal), Relate("B", "Y.b", ControlRelation.Equal) with { Certainty = "uncertain" }],
            Make.Assign("A", Sides.Provider), Make.Assign("B", Sides.Customer));
        var y = carried.Of("Y");
        Assert.Equal((CarryOutcome.Carried, Sides.Shared, false, true), (y.Outcome, y.Answer.Split, y.Answer.IsLeaf, y.IsUncertain));
        Assert.Equal(1, carried.Uncertain);
        Assert.Contains("uncertain", carried.Of("Y.b").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_roll_up_of_the_matrix_is_carried_as_one_and_takes_its_statements_along()
    {
        var carried = Carry([Relate("D", "X", ControlRelation.Equal)], Make.Assign("D.a", Sides.Provider),
            Make.Assign("D.b", Sides.Customer), Make.Assign("A", Sides.Provider));
        Assert.Equal(Sides.Shared, carried.Of("X").Answer.Split);
        Assert.Equal(["A", "B", "C"], carried.NotCarried.Select(lost => lost.Answer.Control));
        Assert.Equal("Nothing relates it to a control of new@1.", carried.NotCarried[0].Reason);
    }

    [Fact]
    public void Rows_say_themselves_what_they_are_to_a_control()
    {
        var matrix =
            Make.Matrix(Make.Assign("a.1", Sides.Provider), Make.Assign("a.2", Sides.Customer), Make.Assign("b.1", Sides.Shared)) with
            {
                Controls =
            [
                Make.Row("a.1") with { MapsTo = [new ControlMapping { Control = "new@1:X", Relation = ControlRelation.Equal }] },
                Make.Row("a.2") with { MapsTo = [new ControlMapping { Control = "new:Z", Relation = ControlRelation.Subset }] },
                Make.Row("b.1") with { MapsTo = [new ControlMapping { Control = "new@2:Y", Relation = ControlRelation.Equal }] },
            ],
            };
        var carried = Carry(matrix, []);
        Assert.Equal((Sides.Provider, "mapsTo"), (carried.Of("X").Answer.Split, carried.Of("X").Sources[0].Mapping));
        Assert.Equal(CarryOutcome.PartOnly, carried.Of("Z").Outcome);
        Assert.Equal(CarryOutcome.Unrelated, carried.Of("Y").Outcome);
        Assert.Equal(["a.2", "b.1"], carried.NotCarried.Select(lost => lost.Answer.Control));
    }

    [Fact]
    public void A_mapping_is_gone_backwards_too()
    {
        var mapping = new CatalogMapping
        { Id = "m", From = "new@1", To = "old@1", Relations = [Relate("X,Z", "A", ControlRelation.Equal)] };
        var carried = Carry(OnOld(Make.Assign("A", Sides.Shared)), [mapping]);
        Assert.Equal((CarryOutcome.Together, Sides.None), (carried.Of("X").Outcome, carried.Of("X").Answer.Split));
    }

    [Fact]
    public void What_cannot_be_carried_at_all_is_said_in_a_sentence()
    {
        var documents = DocumentSet.BuiltIn.Add(Old).Add(New);
        var resolver = new Resolver(OnOld(), new() { Documents = documents });
        Assert.Contains("speaks of old@1 itself", new Crosswalk(resolver, Old).Problem!.Message, StringComparison.Ordinal);
        var problem = new Crosswalk(resolver, New);
        Assert.Contains("connects old@1 with new@1, in either direction", problem.Problem!.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => problem.Carry(resolver.Resolve(Make.Context())));
        var other = new Crosswalk(
            new Resolver(OnOld(), new() { Documents = documents.Add(Mapping(Relate("A", "X", ControlRelation.Equal))) }), New);
        Assert.Throws<ArgumentException>(() => other.Carry(Make.Matrix().Resolve()));
    }

    [Fact]
    public void There_and_back_along_equals_changes_no_split() => Gen.Int[1, 7].Array[3].Sample(splits =>
    {
        var mapping = Mapping(Relate("A", "X", ControlRelation.Equal), Relate("B", "Y", ControlRelation.Equal),
            Relate("C", "Z", ControlRelation.Equal));
        var there = Carry(OnOld([.. new[] { "A", "B", "C" }.Zip(splits, (id, split) => Make.Assign(id, (Sides)split))]), [mapping]);
        var back =
            Make.Matrix(
            [.. there.Controls.Where(control => control.Relation == ControlRelation.Equal)
            .Select(control => Make.Assign(control.Answer.Control, control.Answer.Split))]) with
            { Controls = [], Catalogs = [new CatalogScope { Id = "new", Edition = "1" }] };
        var documents = DocumentSet.BuiltIn.Add(Old).Add(New).Add(mapping);
        var resolver = new Resolver(back, new() { Documents = documents });
        var again = new Crosswalk(resolver, Old).Carry(resolver.Resolve(Make.Context()));
        Assert.Equal(splits.Select(split => (Sides)split), new[] { "A", "B", "C" }.Select(id => again.Of(id).Answer.Split));
    });

    [Fact]
    public void The_shipped_editions_are_connected()
    {
        var matrix = Make.Matrix(Make.Assign("*", Sides.Provider)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015" }] };
        var resolver = new Resolver(matrix);
        var carried = new Crosswalk(resolver, DocumentSet.BuiltIn.FindCatalog("iso-27017", "2026")!)
            .Carry(resolver.Resolve(Make.Context()));
        Assert.Equal(82, carried.Outcomes["carried"]);
        Assert.All(carried.Controls, control =>
            Assert.Equal(control.Outcome == CarryOutcome.Carried ? Sides.Provider : Sides.None, control.Answer.Split));
        Assert.Equal(8, carried.NotCarried.Count);
    }

    [Fact]
    public void Many_statements_below_one_control_with_many_sources_take_time_in_proportion()
    {
        const int Count = 20_000;
        var old = Catalog("old", [.. Enumerable.Range(0, Count).Select(i => Make.Row($"s{i}"))]);
        var target = Catalog("new", [Make.Row("X"), .. Enumerable.Range(0, Count).Select(i => Make.Row($"X.{i}", "X"))]);
        var mapping = Mapping(Relate(string.Join(',', old.Controls.Select(control => control.Id)), "X", ControlRelation.Equal));
        var resolver = new Resolver(
            OnOld(Make.Assign("*", Sides.Provider)), new() { Documents = DocumentSet.BuiltIn.Add(old).Add(target).Add(mapping) });
        var carried = new Crosswalk(resolver, target).Carry(resolver.Resolve(Make.Context()));
        Assert.Equal(Count, carried.Outcomes["carried"]);
    }

    private static CarriedMatrix Carry(MappingRelation[] relations, params Assignment[] assignments) =>
        Carry(relations, matrix => matrix, assignments);

    private static CarriedMatrix Carry(MappingRelation[] relations, Func<Matrix, Matrix> change, params Assignment[] assignments) =>
        Carry(change(OnOld(assignments)), [Mapping(relations)]);

    private static CarriedMatrix Carry(Matrix matrix, CatalogMapping[] mappings)
    {
        var documents = mappings.Aggregate(DocumentSet.BuiltIn.Add(Old).Add(New), (known, mapping) => known.Add(mapping));
        var resolver = new Resolver(matrix, new() { Documents = documents });
        return new Crosswalk(resolver, New).Carry(resolver.Resolve(Make.Context()));
    }

    private static Matrix OnOld(params Assignment[] assignments) =>
        Make.Matrix(assignments) with { Controls = [], Catalogs = [new CatalogScope { Id = "old", Edition = "1" }] };

    private static Assignment NotApplicable(string control) =>
        new() { Controls = [control], State = ControlState.NotApplicable, Reason = "none here" };

    private static CatalogMapping Mapping(params MappingRelation[] relations) =>
        new() { Id = "m", From = "old@1", To = "new@1", Relations = relations.ToValueList() };

    private static MappingRelation Relate(string from, string to, ControlRelation relation) =>
        new() { From = from.Split(',').ToValueList(), To = [to], Relation = relation };

    private static Catalog Catalog(string id, params Control[] controls) =>
        new() { Id = id, Edition = "1", Title = id, Controls = controls.ToValueList() };
}

internal static class CarriedMatrixOf
{
    public static CarriedControl Of(this CarriedMatrix carried, string control) =>
        carried.Controls.First(known => known.Answer.Control == control);
}
