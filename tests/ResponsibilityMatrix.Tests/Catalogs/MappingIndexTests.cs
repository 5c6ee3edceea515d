using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Catalogs;

public class MappingIndexTests
{
    private static readonly Catalog Old = Catalog("old", Row("A"), Row("B"), Row("C"), Row("C.a", "C"), Row("C.b", "C"));
    private static readonly Catalog New =
        Catalog("new", Row("X"), Row("Y"), Row("Y.a", "Y"), Row("Y.b", "Y"), Row("Y(1)", "Y", ControlKind.Enhancement), Row("Z"));

    [Fact]
    public void Several_that_together_are_one_are_its_sources_and_it_carries_to_none_of_them_alone()
    {
        var mapping = Mapping(Relate(["A", "B"], "X", ControlRelation.Equal));
        var link = Assert.Single(Forward(mapping).LinksTo(At(New, "X")));
        Assert.Equal((ControlRelation.Equal, 2, true), (link.Relation, link.Sources.Count, link.Carries));
        foreach (var part in new[] { "A", "B" })
        {
            var back = Assert.Single(Backward(mapping).LinksTo(At(Old, part)));
            Assert.Equal((ControlRelation.Superset, At(New, "X"), true, false),
                (back.Relation, Assert.Single(back.Sources), back.IsTogether, back.Carries));
        }
    }

    [Theory]
    [InlineData(ControlRelation.Equal, ControlRelation.Superset, false)]
    [InlineData(ControlRelation.Subset, ControlRelation.Intersects, false)]
    [InlineData(ControlRelation.Superset, ControlRelation.Superset, true)]
    [InlineData(ControlRelation.Intersects, ControlRelation.Intersects, false)]
    [InlineData(ControlRelation.None, ControlRelation.None, false)]
    public void What_is_said_of_several_together_is_said_of_none_alone_but_a_whole_is_one_of_each(
        ControlRelation stated, ControlRelation ofEach, bool carries)
    {
        var index = Forward(Mapping(Relate(["A"], "X", stated) with { To = ["X", "Z"] }));
        foreach (var id in new[] { "X", "Z" })
        {
            var link = Assert.Single(index.LinksTo(At(New, id)));
            Assert.Equal((ofEach, carries), (link.Relation, link.Carries));
        }
    }

    [Theory]
    [InlineData(ControlRelation.Equal, ControlRelation.Equal, true)]
    [InlineData(ControlRelation.Subset, ControlRelation.Superset, true)]
    [InlineData(ControlRelation.Superset, ControlRelation.Subset, false)]
    public void Several_targets_together_are_the_sources_of_the_way_back(ControlRelation stated, ControlRelation back, bool carries)
    {
        var link = Assert.Single(Backward(Mapping(Relate(["A"], "X", stated) with { To = ["X", "Z"] })).LinksTo(At(Old, "A")));
        Assert.Equal((back, carries, [At(New, "X"), At(New, "Z")]), (link.Relation, link.Carries, link.Sources));
    }

    [Theory]
    [InlineData(ControlRelation.Equal, ControlRelation.Equal, true)]
    [InlineData(ControlRelation.Subset, ControlRelation.Superset, true)]
    [InlineData(ControlRelation.Superset, ControlRelation.Subset, false)]
    [InlineData(ControlRelation.Intersects, ControlRelation.Intersects, false)]
    [InlineData(ControlRelation.None, ControlRelation.None, false)]
    public void A_relation_of_two_is_read_in_both_directions(ControlRelation stated, ControlRelation reversed, bool carriesBack)
    {
        var mapping = Mapping(Relate(["A"], "X", stated));
        Assert.Equal(stated, Assert.Single(Forward(mapping).LinksTo(At(New, "X"))).Relation);
        var back = Assert.Single(Backward(mapping).LinksTo(At(Old, "A")));
        Assert.Equal((reversed, carriesBack), (back.Relation, back.Carries));
    }

    [Fact]
    public void One_control_in_two_spellings_is_one()
    {
        var mapping = Mapping(Relate(["A", "a"], "X", ControlRelation.Equal));
        Assert.Single(Assert.Single(Forward(mapping).LinksTo(At(New, "X"))).Sources);
        Assert.Equal(ControlRelation.Equal, Assert.Single(Backward(mapping).LinksTo(At(Old, "A"))).Relation);
    }

    [Fact]
    public void Where_one_of_several_is_unknown_the_others_are_not_the_whole()
    {
        var mapping = Mapping(Relate(["A", "gone"], "X", ControlRelation.Equal));
        Assert.Empty(Forward(mapping).LinksTo(At(New, "X")));
        Assert.True(Assert.Single(Backward(mapping).LinksTo(At(Old, "A"))).IsTogether);
    }

    [Fact]
    public void What_is_said_of_a_control_holds_for_its_statements_and_not_for_its_enhancements()
    {
        var index = Forward(Mapping(Relate(["A"], "Y", ControlRelation.Equal), Relate(["B"], "Y.b", ControlRelation.Intersects)));
        Assert.Equal((ControlRelation.Equal, false), Of("Y"));
        Assert.Equal((ControlRelation.Equal, true), Of("Y.a"));
        Assert.Equal((ControlRelation.Intersects, false), Of("Y.b"));
        Assert.Empty(index.LinksTo(At(New, "Y(1)")));

        (ControlRelation Relation, bool IsOfParent) Of(string id) =>
            Assert.Single(index.LinksTo(At(New, id))) is var link ? (link.Relation, link.IsOfParent) : default;
    }

    [Fact]
    public void What_covers_only_a_part_of_the_whole_may_miss_a_statement_altogether() =>
        Assert.Equal(ControlRelation.Intersects,
            Assert.Single(Forward(Mapping(Relate(["A"], "Y", ControlRelation.Subset))).LinksTo(At(New, "Y.a"))).Relation);

    [Fact]
    public void What_is_said_of_a_control_comes_in_the_order_in_which_it_is_stated()
    {
        var index =
            Forward(
            Mapping(Relate(["A"], "X", ControlRelation.Intersects), Relate(["B"], "X", ControlRelation.Superset),
            Relate(["C"], "X", ControlRelation.Equal)));
        Assert.Equal([ControlRelation.Intersects, ControlRelation.Superset, ControlRelation.Equal],
            index.LinksTo(At(New, "X")).Select(link => link.Relation));
    }

    [Fact]
    public void A_mapping_takes_the_place_of_an_earlier_one_of_its_id_and_of_others_the_first_counts_first()
    {
        var documents = DocumentSet.BuiltIn
            .Add(Mapping(Relate(["A"], "X", ControlRelation.Equal)))
            .Add(Mapping(Relate(["C"], "X", ControlRelation.Equal)) with { Id = "other" })
            .Add(Mapping(Relate(["B"], "X", ControlRelation.Equal)));
        Assert.Equal([["B"], ["C"]], documents.MappingsBetween("new@1", "old@1").Select(document => document.Mapping.Relations[0].From));
        Assert.Equal(["iso-27017-2015-to-2026"], DocumentSet.BuiltIn.MappingsBetween("iso-27017@2015", "iso-27017@2026")
            .Select(document => document.Mapping.Id));
    }

    [Fact]
    public void What_ships_counts_after_what_was_given()
    {
        var given = new CatalogMapping { Id = "mine", From = "iso-27017@2015", To = "iso-27017@2026", Relations = [] };
        Assert.Equal(["mine", "iso-27017-2015-to-2026"], DocumentSet.BuiltIn.Add(given).MappingsBetween("iso-27017@2015", "iso-27017@2026")
            .Select(document => document.Mapping.Id));
    }

    [Fact]
    public void What_a_relation_says_of_many_is_one_link_whoever_asks()
    {
        var index = Forward(Mapping(Relate(["A", "B"], "X", ControlRelation.Superset) with { To = ["X", "Y", "Z"] }));
        Assert.Same(index.LinksTo(At(New, "X"))[0], index.LinksTo(At(New, "Z"))[0]);
        Assert.Same(index.LinksTo(At(New, "Y.a"))[0], index.LinksTo(At(New, "Y.b"))[0]);
    }

    [Fact]
    public void Parents_in_a_circle_end_the_search()
    {
        var circle = Catalog("new", Row("X", "Y"), Row("Y", "X"));
        var index = new MappingIndex([Mapping(Relate(["A"], "Y", ControlRelation.Equal))], CatalogIndex.Of(Old), CatalogIndex.Of(circle));
        Assert.Equal(ControlRelation.Equal, Assert.Single(index.LinksTo(0)).Relation);
        Assert.Empty(new MappingIndex([Mapping()], CatalogIndex.Of(Old), CatalogIndex.Of(circle)).LinksTo(0));
    }

    private static MappingIndex Forward(CatalogMapping mapping) => new([mapping], CatalogIndex.Of(Old), CatalogIndex.Of(New));

    private static MappingIndex Backward(CatalogMapping mapping) => new([mapping], CatalogIndex.Of(New), CatalogIndex.Of(Old));

    private static CatalogMapping Mapping(params MappingRelation[] relations) =>
        new() { Id = "m", From = "old@1", To = "new@1", Relations = relations.ToValueList() };

    private static MappingRelation Relate(string[] from, string to, ControlRelation relation) =>
        new() { From = from.ToValueList(), To = [to], Relation = relation };

    private static Catalog Catalog(string id, params Control[] controls) =>
        new() { Id = id, Edition = "1", Title = id, Controls = controls.ToValueList() };

    private static Control Row(string id, string? parent = null, ControlKind? kind = null) => Make.Row(id, parent, kind);

    private static int At(Catalog catalog, string id) =>
        CatalogIndex.Of(catalog).Find(ControlKey.TryParse(id, out var key) ? key : default);
}
