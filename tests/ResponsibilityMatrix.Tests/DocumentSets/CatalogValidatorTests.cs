using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.DocumentSets;

public class CatalogValidatorTests
{
    [Fact]
    public void A_catalog_is_read_with_its_baselines_and_what_was_withdrawn()
    {
        var read = Read("""
            "groups": [{ "id": "top", "title": "Top" }, { "id": "low", "title": "Low", "parent": "top" }],
            "baselines": [{ "id": "low", "title": "Low impact", "controls": ["C-1", "c-01(1)"] }],
            "controls": [
              { "id": "C-1", "title": "One", "group": "low" },
              { "id": "C-1(1)", "title": "More", "kind": "enhancement", "parent": "C-1" },
              { "id": "C-2", "title": "Two", "withdrawn": true, "replacedBy": ["C-1"] }
            ]
            """);
        Assert.Empty(read.Diagnostics);
        Assert.Empty(DocumentValidator.Validate(read));
        var catalog = read.Document!;
        Assert.Equal([new Baseline { Id = "low", Title = "Low impact", Controls = ["C-1", "c-01(1)"] }], catalog.Baselines);
        Assert.Equal([false, false, true], catalog.Controls.Select(control => control.IsWithdrawn));
        Assert.Equal(["C-1"], catalog.Controls[2].ReplacedBy);
    }

    [Theory]
    [InlineData("RM1005 /controls/1/id", """ "controls": [{ "id": "M-1", "title": "x" }, { "id": "m-01", "title": "y" }] """)]
    [InlineData("RM1002 /controls/0/parent", """ "controls": [{ "id": "M-1", "title": "x", "parent": "M-9" }] """)]
    [InlineData("RM1007 /controls/0/parent",
        """ "controls": [{ "id": "M-1", "title": "x", "parent": "M-2" }, { "id": "M-2", "title": "y", "parent": "M-1" }] """)]
    [InlineData(
        "RM1002 /controls/0/replacedBy/0", """ "controls": [{ "id": "M-1", "title": "x", "withdrawn": true, "replacedBy": ["M-9"] }] """)]
    [InlineData("RM1005 /groups/1/id", """ "groups": [{ "id": "a", "title": "x" }, { "id": "a", "title": "y" }], "controls": [] """)]
    [InlineData("RM1006 /groups/0/parent", """ "groups": [{ "id": "a", "title": "x", "parent": "b" }], "controls": [] """)]
    [InlineData("RM1007 /groups/0/parent",
        """ "groups": [{ "id": "a", "title": "x", "parent": "b" }, { "id": "b", "title": "y", "parent": "a" }], "controls": [] """)]
    [InlineData("RM1005 /baselines/1/id",
        """ "baselines": [{ "id": "a", "title": "x", "controls": [] }, { "id": "a", "title": "y", "controls": [] }], "controls": [] """)]
    [InlineData("RM1002 /baselines/0/controls/0", """ "baselines": [{ "id": "a", "title": "x", "controls": ["M-9"] }], "controls": [] """)]
    [InlineData(
        "RM1011 /baselines/0/controls/0",
        """
        "baselines": [{ "id": "a", "title": "x", "controls": ["M-1"] }],
        "controls": [{ "id": "M-1", "title": "x", "withdrawn": true }]
        """)]
    public void What_is_wrong_in_a_catalog_is_told_with_its_place(string expected, string members) =>
        Assert.Equal([expected], DocumentValidator.Validate(Read(members)).Select(finding => $"{finding.Id} {finding.Place!.Pointer}"));

    [Fact]
    public void The_errors_of_a_catalog_accompany_every_answer_from_it()
    {
        var read = Read(""" "controls": [{ "id": "M-1", "title": "x" }, { "id": "m-01", "title": "y" }] """);
        var documents = DocumentSet.BuiltIn.Add(read);
        var matrix = Make.Matrix(Make.Assign("M-1", Sides.Provider)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "test", Edition = "1" }] };
        var found = Assert.Single(new Resolver(matrix, new() { Documents = documents }).Diagnostics);
        Assert.Equal(("RM1005", "test@1.catalog.json", null), (found.Id, found.Place!.File, found.Control));
        Assert.Contains("RM1005", matrix.Resolve(documents: documents).Diagnostics.Ids());
        Assert.Contains("RM1005", matrix.Findings(documents).Ids());
        Assert.Equal(["RM1005"], Resolver.OfServiceModel(read.Document!, new() { Documents = documents }).Diagnostics.Ids());
        // Built in code, it is checked as well; what no catalog of the matrix is concerns it not.
        Assert.Equal(["RM1005"], new Resolver(matrix, new() { Documents = DocumentSet.BuiltIn.Add(read.Document!) }).Diagnostics.Ids());
        Assert.Empty(new Resolver(Make.Matrix(), new() { Documents = documents }).Diagnostics);
    }

    [Fact]
    public void Of_many_errors_of_a_catalog_an_answer_tells_a_few_and_how_many_more()
    {
        var read = Read($$""" "controls": [{{string.Join(", ", Enumerable.Repeat("""{ "id": "M-1", "title": "x" }""", 100))}}] """);
        var matrix = Make.Matrix() with { Controls = [], Catalogs = [new CatalogScope { Id = "test", Edition = "1" }] };
        var told = new Resolver(matrix, new() { Documents = DocumentSet.BuiltIn.Add(read) }).Diagnostics;
        Assert.Equal(16, told.Count);
        Assert.EndsWith("The document has 83 more errors; validating it lists them.", told[15].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ships_has_nothing_wrong() =>
        Assert.All(DocumentSet.BuiltIn.CatalogDocuments, catalog => Assert.Empty(catalog.Diagnostics));

    [Fact]
    public void The_errors_of_a_mapping_accompany_what_is_carried_along_it()
    {
        Catalog Of(string id) =>
            new() { Id = id, Edition = "1", Title = id, Controls = [Make.Row("A") with { IsWithdrawn = id == "new" }, Make.Row("B")] };
        var mapping = new CatalogMapping
        {
            Id = "m",
            From = "old@1",
            To = "new@1",
            Relations = [new MappingRelation { From = ["B"], To = ["B"], Relation = ControlRelation.Equal },
            new MappingRelation { From = ["gone"], To = ["A"], Relation = ControlRelation.Equal }]
        };
        var documents = DocumentSet.BuiltIn.Add(Of("old")).Add(Of("new")).Add(mapping);
        Assert.Equal(["RM1002 /relations/1/from/0", "RM1011 /relations/1/to"],
            documents.MappingDocuments[^1].Validate(documents).Select(finding => $"{finding.Id} {finding.Place!.Pointer}"));
        var matrix = Make.Matrix(Make.Assign("B", Sides.Provider)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "old", Edition = "1" }] };
        var resolver = new Resolver(matrix, new() { Documents = documents });
        var crosswalk = new Crosswalk(resolver, documents.FindCatalog("new", "1")!);
        Assert.Equal(["RM1002"], crosswalk.Diagnostics.Ids());
        Assert.Equal(["RM1002"], crosswalk.Carry(resolver.Resolve(Make.Context())).Answer.Diagnostics.Ids());
        // So they do where statements are compared, rules judged and duties inherited along it.
        var other = Make.Matrix(Make.Assign("B", Sides.Provider)) with
        { Controls = [], Catalogs = [new CatalogScope { Id = "new", Edition = "1" }] };
        Assert.Single(new Reconciler(resolver, new Resolver(other, new() { Documents = documents })).Reconcile(Make.Context()).Diagnostics,
            finding => finding.Id == "RM1002");
        var set = new RequirementSet
        {
            Id = "s",
            Version = "1.0.0",
            Title = "S",
            Rules =
            [
            new RequirementRule { Id = "r", Title = "R", Reference = "1", Controls = ["new:B"], Severity = Severity.Error,
            Require = new Requirement { Assigned = true } }]
        };
        Assert.Equal(["RM1002"], new RequirementsChecker(resolver).Check(set, Make.Context()).Diagnostics.Ids());
        var inheriting = other with
        {
            Id = "https://vendor.example/other",
            Upstreams = [new Upstream { Id = "u", Matrix = matrix.Id, Provider = "host" }],
            Assignments = [new Assignment { Controls = ["B"], Duties = [new Duty { Party = "acme", InheritedFrom = "u" }] }]
        };
        Assert.Single(new ChainResolver(new MatrixDocument(inheriting), new() { Documents = documents.Add(matrix) })
            .Resolve(Make.Context()).Diagnostics,
            finding => finding.Id == "RM1002");
    }

    private static ReadResult<Catalog> Read(string members) =>
        DocumentReader.Load<Catalog>(
            Encoding.UTF8.GetBytes($$"""{ "schemaVersion": "1.0", "id": "test", "edition": "1", "title": "Test", {{members}} }"""),
                new() { File = "test@1.catalog.json" });
}
