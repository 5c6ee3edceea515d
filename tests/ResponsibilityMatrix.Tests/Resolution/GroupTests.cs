using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>Groups of a document's own rows.</summary>
public sealed class GroupTests
{
    private static readonly ValueList<ControlGroup> Groups = [Group("tech"), Group("net", "tech"), Group("law")];

    [Theory]
    [InlineData("group:tech", "a", "b", "b.1")]
    [InlineData("local:group:tech", "a", "b", "b.1")]
    [InlineData("local:group:net", "b", "b.1")]
    [InlineData("group:law", "c")]
    public void A_group_selects_its_rows_and_those_of_the_groups_below(string selector, params string[] rows)
    {
        var answer = Matrix(new Assignment { Controls = [selector], Provider = "Does it." }).Resolve();
        Assert.Equal(rows, answer.Controls.Where(control => control.State == ControlState.Assigned).Select(control => control.Control));
    }

    [Fact]
    public void Groups_of_a_base_are_brought_along_and_the_nearest_wins()
    {
        var vendor = Matrix(new Assignment { Controls = ["group:tech"], Provider = "Does it." });
        var annex = Matrix() with
        {
            Id = "urn:annex",
            Extends = new() { Id = vendor.Id },
            Groups = [Group("net", "law")],
            Controls = [Make.Row("d") with { Group = "tech" }]
        };
        var documents = DocumentSet.BuiltIn.Add(vendor);

        Assert.Equal(["a"], annex.Resolve(documents: documents).Controls.Where(control => control.State == ControlState.Assigned)
            .Select(control => control.Control));
        Assert.DoesNotContain(annex.Findings(documents), finding => finding.Id.StartsWith("RM1", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_wrong_with_groups_is_told_once_each()
    {
        var matrix = Matrix() with
        {
            Groups = [Group("a", "b"), Group("b", "c"), Group("c", "b"), Group("own", "own"), Group("lost", "nowhere"), Group("a")],
            Controls = [Make.Row("x") with { Group = "a" }, Make.Row("y") with { Group = "nett" }],
        };

        Assert.Equal(
            ["RM1005 /groups/5/id", "RM1006 /controls/1/group", "RM1006 /groups/4/parent", "RM1007 /groups/1/parent",
                "RM1007 /groups/3/parent"],
            matrix.Findings().Where(finding => finding.Id is "RM1005" or "RM1006" or "RM1007")
                .Select(finding => $"{finding.Id} {finding.Place!.Pointer}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_circle_that_an_annex_closes_is_told_of_the_annex()
    {
        var vendor = Matrix() with { Groups = [Group("a", "b"), Group("b")] };
        var annex = Matrix() with
        { Id = "urn:annex", Controls = [], Extends = new() { Id = vendor.Id }, Groups = [Group("z", "a"), Group("b", "a")] };
        var findings = annex.Findings(DocumentSet.BuiltIn.Add(vendor));
        Assert.Equal("/groups/1/parent", Assert.Single(findings, finding => finding.Id == "RM1007").Place!.Pointer);
    }

    [Fact]
    public void A_document_without_groups_may_name_them_by_id() =>
        Assert.DoesNotContain((Matrix() with { Groups = default }).Findings(), finding => finding.Id == "RM1006");

    [Fact]
    public void Parents_of_a_catalogs_groups_exist_and_do_not_go_in_circles()
    {
        var read = DocumentReader.Load<Catalog>("""
            { "schemaVersion": "1.0", "id": "c", "edition": "1", "title": "C", "controls": [],
              "groups": [{ "id": "a", "title": "A", "parent": "b" }, { "id": "b", "title": "B", "parent": "a" },
                { "id": "c", "title": "C", "parent": "d" }] }
            """u8.ToArray());
        Assert.Equal(["RM1006 /groups/2/parent", "RM1007 /groups/0/parent"],
            DocumentValidator.Validate(read).Select(finding => $"{finding.Id} {finding.Place!.Pointer}"));
    }

    private static Matrix Matrix(params Assignment[] assignments) => Make.Matrix(assignments) with
    {
        Groups = Groups,
        Controls = [Make.Row("a") with { Group = "tech" }, Make.Row("b") with { Group = "net" }, Make.Row("b.1", "b"),
            Make.Row("c") with { Group = "law" }, Make.Row("e")],
    };

    private static ControlGroup Group(string id, string? parent = null) => new() { Id = id, Title = id, Parent = parent };
}
