using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Comparison;

/// <summary>What is written is what the published schemas describe.</summary>
public class OutputSchemaTests
{
    private static readonly string Examples = Path.Combine(Folders.Repository!, "schemas", "examples");

    [SourcesFact]
    public void A_reconciliation_is_as_its_schema_says()
    {
        var provider = Resolver("crm.matrix.json");
        AssertValid("reconciliation",
            MatrixJson.ToUtf8Bytes(new Reconciler(provider, Resolver("crm-customer-statement.matrix.json")).Reconcile(Make.Context())));
        // With every status, and with controls that are in one scope only.
        var mine = Make.Matrix(Make.Assign("a.1", Sides.Customer), Make.Assign("a.2", Sides.Shared),
            Make.Assign("b.1", Sides.Provider)) with
        { Controls = [Make.Row("a.1"), Make.Row("a.2"), Make.Row("b.1"), Make.Row("c.1")] };
        var theirs =
            Make.Matrix(Make.Assign("a.1", Sides.Provider), Make.Assign("a.2", Sides.Provider), Make.Assign("b.1", Sides.Customer));
        AssertValid("reconciliation",
            MatrixJson.ToUtf8Bytes(new Reconciler(new Resolver(mine), new Resolver(theirs)).Reconcile(Make.Context())));
    }

    [SourcesFact]
    public void What_was_carried_is_as_its_schema_says()
    {
        var documents = Make.Folder(Examples)
            .Add(DocumentReader.Load<CatalogMapping>(File.ReadAllBytes(Path.Combine(Examples, "acme-to-iso.mapping.json"))).Document!);
        foreach (
            var (file, edition) in new[]
            { ("crm.matrix.json", "2026"), ("crm-annex.matrix.json", "2026"), ("acme-intranet.matrix.json", "2015") })
        {
            var resolver = Resolver(file, documents);
            AssertValid(
                "mapped", MatrixJson.ToUtf8Bytes(
                new Crosswalk(resolver, documents.FindCatalog("iso-27017", edition)!).Carry(resolver.Resolve(Make.Context()))));
        }
    }

    [SourcesFact]
    public void A_chain_is_as_its_schema_says()
    {
        AssertValid(
            "chain", MatrixJson.ToUtf8Bytes(new ChainResolver(Resolver("crm.matrix.json", Make.Folder(Examples))).Resolve(Make.Context())));
        // With a finding, an upstream without a matrix, and nobody.
        var matrix = Make.Matrix(new Assignment { Controls = ["a.1"], Duties = [new Duty { Party = "acme", InheritedFrom = "host" }] }) with
        { Upstreams = [new Upstream { Id = "host", Provider = "host" }] };
        AssertValid("chain", MatrixJson.ToUtf8Bytes(new ChainResolver(new MatrixDocument(matrix)).Resolve(Make.Context())));
    }

    private static Resolver Resolver(string file, DocumentSet? documents = null) =>
        new(new MatrixDocument(Make.Read(Path.Combine(Examples, file))), new() { Documents = documents ?? DocumentSet.BuiltIn });

    private static void AssertValid(string name, byte[] utf8)
    {
        var schema = JsonSchema.Compile(
            File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", $"{name}.schema.json")), new() { AssertFormats = true });
        Assert.Equal("", string.Join('\n', schema.Evaluate(utf8, name).Diagnostics));
    }
}
