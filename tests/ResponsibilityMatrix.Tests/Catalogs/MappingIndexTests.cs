using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Tests.Catalogs;

public class MappingIndexTests
{
    private static readonly Catalog Old = Catalog("old", Row("A"), Row("B"), Row("C"), Row("C.a", "C"), Row("C.b", "C"));
    private static readonly Catalog New = Catalog("new", Row("X"), Row("Y"), Row("Y.a", "Y"), Row("Y.b", "Y"), Row("Y(1)", "Y", ControlKind.Enhancement), Row("Z"));

    [Fact]
    public void Several_that_together_are_one_are_its_sources_and_it_is_the_whole_of_each()
    {
        var mapping = Mapping(Relate(["A", "B"], "X", ControlRelation.Equal));
        var link = Assert.Single(Forward(mapping).LinksTo(At(New, "X")));
        Assert.Equal((ControlRelation.Equal, 2, true), (link.Relation, link.Sources.Count, link.Carries));
        foreach (var part in new[] { "A", "B" })
        {
            var back = Assert.Single(Backward(mapping).LinksTo(At(Old, part)));
            Assert.Equal((ControlRelation.Superset, At(New, "X")), (back.Relation, Assert.Single(back.Sources)));
        }
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
        Assert.Equal(carriesBack, Backward(mapping).RouteTo(At(Old, "A")) is not null);
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
        Assert.Equal(ControlRelation.Superset, Assert.Single(Backward(mapping).LinksTo(At(Old, "A"))).Relation);
    }

    [Fact]
    public void A_statement_of_which_nothing_is_said_is_a_part_of_its_parent_and_an_enhancement_is_not()
    {
        var index = Forward(Mapping(Relate(["A"], "Y", ControlRelation.Equal), Relate(["B"], "Y.b", ControlRelation.Intersects)));
        Assert.Equal(ControlRelation.Equal, index.RouteTo(At(New, "Y"))!.Relation);
        Assert.Equal(ControlRelation.Superset, index.RouteTo(At(New, "Y.a"))!.Relation);
        Assert.Null(index.RouteTo(At(New, "Y.b")));
        Assert.Empty(index.LinksTo(At(New, "Y(1)")));
    }

    [Fact]
    public void What_covers_only_a_part_of_the_whole_may_miss_a_statement_altogether() =>
        Assert.Equal(ControlRelation.Intersects, Assert.Single(Forward(Mapping(Relate(["A"], "Y", ControlRelation.Subset))).LinksTo(At(New, "Y.a"))).Relation);

    [Fact]
    public void The_same_is_nearer_than_the_whole_and_what_carries_nearer_than_what_does_not()
    {
        var index = Forward(Mapping(Relate(["A"], "X", ControlRelation.Intersects), Relate(["B"], "X", ControlRelation.Superset), Relate(["C"], "X", ControlRelation.Equal)));
        Assert.Equal([ControlRelation.Equal, ControlRelation.Superset, ControlRelation.Intersects], index.LinksTo(At(New, "X")).Select(link => link.Relation));
    }

    [Fact]
    public void A_mapping_given_later_goes_before_one_of_the_same_id()
    {
        var index = new MappingIndex([Mapping(Relate(["A"], "X", ControlRelation.Equal)), Mapping(Relate(["B"], "X", ControlRelation.Equal))], CatalogIndex.Of(Old), CatalogIndex.Of(New));
        Assert.Equal(At(Old, "B"), Assert.Single(Assert.Single(index.LinksTo(At(New, "X"))).Sources));
    }

    [Fact]
    public void Parents_in_a_circle_end_the_search()
    {
        var circle = Catalog("new", Row("X", "Y"), Row("Y", "X"));
        var index = new MappingIndex([Mapping(Relate(["A"], "Y", ControlRelation.Equal))], CatalogIndex.Of(Old), CatalogIndex.Of(circle));
        Assert.Equal(ControlRelation.Superset, index.RouteTo(0)!.Relation);
        Assert.Empty(new MappingIndex([Mapping()], CatalogIndex.Of(Old), CatalogIndex.Of(circle)).LinksTo(0));
    }

    private static MappingIndex Forward(CatalogMapping mapping) => new([mapping], CatalogIndex.Of(Old), CatalogIndex.Of(New));

    private static MappingIndex Backward(CatalogMapping mapping) => new([mapping], CatalogIndex.Of(New), CatalogIndex.Of(Old));

    private static CatalogMapping Mapping(params MappingRelation[] relations) => new() { Id = "m", From = "old@1", To = "new@1", Relations = relations.ToValueList() };

    private static MappingRelation Relate(string[] from, string to, ControlRelation relation) => new() { From = from.ToValueList(), To = to, Relation = relation };

    private static Catalog Catalog(string id, params Control[] controls) => new() { Id = id, Edition = "1", Title = id, Controls = controls.ToValueList() };

    private static Control Row(string id, string? parent = null, ControlKind? kind = null) => Make.Row(id, parent, kind);

    private static int At(Catalog catalog, string id) => CatalogIndex.Of(catalog).Find(ControlKey.TryParse(id, out var key) ? key : default);
}
