using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Resolution;

/// <summary>Input that is damaged or incomplete never becomes an answer without a word.</summary>
public class IncompleteInputTests
{
    private const string Damaged = """
        { "schemaVersion": "1.0", "id": "https://vendor.example/damaged", "version": "1.0.0", "title": "T",
          "service": { "id": "svc", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
          "parties": [{ "id": "acme", "name": "Acme" }, { "id": "globex", "name": "Globex" }],
          "controls": [{ "id": "a.1", "title": "A" }],
          "assignments": [{ "controls": ["a.1"], "provider": "Does it.", "customer": 5 }] }
        """;

    [Fact]
    public void A_damaged_matrix_can_be_validated_and_is_no_document_that_is_asked()
    {
        var utf8 = Encoding.UTF8.GetBytes(Damaged);
        var read = DocumentReader.Load<Matrix>(utf8, new() { File = "m.matrix.json" });

        Assert.Equal(["RM0100"], DocumentValidator.Validate(read, Make.Today).Ids());
        Assert.StartsWith("m.matrix.json has errors: m.matrix.json(5,",
            Assert.Throws<ArgumentException>("source", () => new MatrixDocument(read)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("source", () => DocumentSet.BuiltIn.Add(read));
        Assert.Throws<ArgumentException>("document", () => DocumentSet.BuiltIn.Add(DocumentReader.Load(utf8)));
        Assert.Throws<ArgumentException>("document", () => DocumentSet.BuiltIn.AddRange([DocumentReader.Load(utf8)]));
    }

    [Fact]
    public void Whichever_way_a_matrix_is_validated_the_findings_are_the_same()
    {
        var fine = DocumentReader.Load<Matrix>(FullMatrix.Utf8, new() { File = "full.matrix.json" });
        var built = Make.Matrix(new Assignment { Controls = ["a.1"] }) with { Title = "" };

        var findings = DocumentValidator.Validate(fine, Make.Today);
        Assert.NotEmpty(findings);
        Assert.Equal(findings, DocumentValidator.Validate(new MatrixDocument(fine), Make.Today));
        Assert.Equal(findings, DocumentValidator.Validate(new Resolver(new MatrixDocument(fine)), Make.Today));
        var expected = DocumentValidator.Validate(built, Make.Today);
        Assert.Contains("RM0100", expected.Ids());
        Assert.Equal(expected, DocumentValidator.Validate(new MatrixDocument(built), Make.Today));
        Assert.Equal(expected, DocumentValidator.Validate(new Resolver(built), Make.Today));
    }

    [Fact]
    public void A_missing_catalog_is_told_of_with_every_answer()
    {
        var vendor = Make.Matrix() with
        {
            Id = "https://vendor.example/base",
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2015" }, new CatalogScope { Id = "other", Edition = "1" }]
        };
        var annex = Make.Matrix() with
        {
            Controls = [],
            Catalogs = [new CatalogScope { Id = "iso-27017", Edition = "2051" }],
            Extends = new BaseReference { Id = vendor.Id }
        };
        var resolver = new Resolver(annex, new() { Documents = DocumentSet.BuiltIn.Add(vendor) });

        Assert.Equal([("RM1003", "/catalogs/0"), ("RM1003", "/catalogs/1")],
            resolver.Diagnostics.Select(finding => (finding.Id, finding.Place!.Pointer)));
        Assert.Contains("Did you mean \"iso-27017@2015\"?", resolver.Diagnostics[0].Message, StringComparison.Ordinal);
        Assert.Equal(resolver.Diagnostics, resolver.Resolve(Make.Context()).Diagnostics);
        Assert.Equal(2, annex.Findings(DocumentSet.BuiltIn.Add(vendor)).Count(finding => finding.Id == "RM1003"));
    }

    [Fact]
    public void A_missing_base_is_told_of_with_every_answer()
    {
        var resolver = new Resolver(Make.Matrix() with { Extends = new BaseReference { Id = "https://nowhere.example/base" } });

        Assert.Equal(["RM3001"], resolver.Diagnostics.Ids());
        Assert.Equal(["RM3001"], resolver.Resolve(Make.Context()).Diagnostics.Ids());
    }

    [Fact]
    public void The_split_of_a_service_model_needs_its_catalog_among_the_documents()
    {
        var catalog = new Catalog
        { Id = "zz", Edition = "1", Title = "Z", Controls = [new Control { Id = "A", Title = "A", Layers = [Layer.Data] }] };

        Assert.Throws<ArgumentException>(() => Resolver.OfServiceModel(catalog));
        Assert.Throws<ArgumentException>(
            () => Resolver.OfServiceModel(catalog with { Title = "Another" }, new() { Documents = DocumentSet.BuiltIn.Add(catalog) }));
        Assert.Single(Resolver.OfServiceModel(catalog, new() { Documents = DocumentSet.BuiltIn.Add(catalog) })
            .Resolve(Make.Context("saas")).Controls);
    }

    [Fact]
    public void A_service_in_no_model_says_what_is_missing() => Assert.Equal(
        "The service is offered in no service model: \"service.models\" needs at least one, such as saas.",
        new Resolver(Make.Matrix() with { Service = Make.Matrix().Service with { Models = [] } }).ProblemWith(Make.Context())!.Message);

    [Fact]
    public void Null_is_refused_where_it_is_given()
    {
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.Add((MatrixDocument)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.Add((Matrix)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.Add((ReadResult<Matrix>)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.Add((AnyDocument)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.AddRange(null!));
        Assert.Throws<ArgumentNullException>(() => new MatrixDocument((ReadResult<Matrix>)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.Add((Catalog)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.Add((ReadResult<Catalog>)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.Add((CatalogMapping)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentSet.BuiltIn.Add((ReadResult<CatalogMapping>)null!));
        Assert.Throws<ArgumentNullException>(() => DocumentValidator.Validate((MatrixDocument)null!, Make.Today));
        Assert.Throws<ArgumentNullException>(() => DocumentValidator.Validate((Matrix)null!, Make.Today));
        Assert.Throws<ArgumentNullException>(() => DocumentValidator.Validate((ReadResult<Matrix>)null!, Make.Today));
    }

    [Fact]
    public void A_buffer_may_be_used_for_something_else_after_reading()
    {
        var bytes = MatrixJson.ToUtf8Bytes(Make.Matrix() with { Service = Make.Matrix().Service with { Provider = "nobody" } });
        var digest = CanonicalJson.Digest(bytes);
        foreach (var read in new Func<byte[],
            ReadResult<Matrix>>[] { buffer => DocumentReader.Load<Matrix>(buffer, new() { File = "m" }),
                buffer => DocumentReader.Load(buffer, new() { File = "m" }).Matrix! })
        {
            byte[] buffer = [.. bytes];
            var document = new MatrixDocument(read(buffer));
            Array.Clear(buffer);

            Assert.Equal(digest, document.Digest);
            var finding = DocumentValidator.Validate(document, Make.Today).First(known => known.Id == "RM1001");
            Assert.True(finding.Place!.Line > 1);
        }
        var catalog = """
            { "schemaVersion": "1.0", "id": "c", "edition": "1", "title": "C",
              "controls": [{ "id": "A", "title": "A" }, { "id": "a", "title": "A" }] }
            """u8.ToArray();
        var set = DocumentSet.BuiltIn.Add(DocumentReader.Load<Catalog>(catalog, new() { File = "c" }));
        Array.Clear(catalog);
        Assert.StartsWith("sha256-", set.FindCatalogDocument("c", "1")!.Digest, StringComparison.Ordinal);
        var scoped = new Resolver(Make.Matrix() with { Catalogs = [new CatalogScope { Id = "c", Edition = "1" }] },
            new() { Documents = set });
        Assert.Contains(scoped.Diagnostics, finding => finding.Place is { File: "c", Column: > 1 });
    }
}
