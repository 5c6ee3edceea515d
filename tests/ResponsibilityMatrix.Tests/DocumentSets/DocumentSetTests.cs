using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests;

public class DocumentSetTests
{
    [Fact]
    public async Task Documents_of_any_kind_are_added_as_they_are_read()
    {
        var set = await DocumentSet.BuiltIn.AddRangeAsync(DocumentReader.LoadAllAsync(Blobs()));

        Assert.Equal("a.matrix.json", set.FindMatrix(Make.Matrix().Id)!.File);
        Assert.Equal("b.catalog.json", set.FindCatalogDocument("c", "1")!.File);
        Assert.Equal("c.mapping.json", set.MappingDocuments[^1].File);
        Assert.Equal(DocumentSet.BuiltIn.Catalogs.Count + 1, set.Catalogs.Count);
        Assert.Empty(DocumentSet.BuiltIn.Matrices);

        static async IAsyncEnumerable<(string Name, Stream Content)> Blobs()
        {
            await Task.Yield();
            yield return ("a.matrix.json", new MemoryStream(MatrixJson.ToUtf8Bytes(Make.Matrix())));
            yield return ("b.catalog.json", new MemoryStream([.. """
                { "schemaVersion": "1.0", "id": "c", "edition": "1", "title": "C", "controls": [{ "id": "1", "title": "A" }] }
                """u8]));
            yield return ("c.mapping.json", new MemoryStream([.. """
                { "schemaVersion": "1.0", "id": "m", "from": "c@1", "to": "c@1",
                  "relations": [{ "from": ["1"], "to": ["1"], "relation": "equal" }] }
                """u8]));
            yield return ("d.requirements.json", new MemoryStream(MatrixJson.ToUtf8Bytes(RequirementsChecker.BuiltInSets[0])));
        }
    }

    [Fact]
    public void A_catalog_is_read_once_when_it_is_needed()
    {
        var reads = 0;
        var set = DocumentSet.BuiltIn.Add("c", "1", () =>
        {
            reads++;
            return DocumentReader.Load<Catalog>(SmallCatalog);
        });
        var matrix = Make.Matrix();
        var elsewhere = matrix with { Catalogs = [new() { Id = "iso-27017", Edition = "2014" }] };
        var other = set.Add(matrix);

        Assert.Contains("RM1003", elsewhere.Findings(other).Ids());
        Assert.Equal("2015", other.FindNewest("iso-27017")!.Edition);
        Assert.Equal(0, reads);
        Assert.Equal("C", other.FindNewest("c")!.Title);
        Assert.Same(other.FindCatalog("c", "1"), set.Catalogs[^1]);
        Assert.Equal(1, reads);
    }

    [Fact]
    public void A_catalog_that_is_another_one_or_has_errors_throws_when_it_is_needed()
    {
        var set = DocumentSet.BuiltIn.Add("c", "2", () => DocumentReader.Load<Catalog>(SmallCatalog))
            .Add("d", "1", () => DocumentReader.Load<Catalog>("{}"u8.ToArray(), new() { File = "d.catalog.json" }));

        var another = Assert.Throws<InvalidOperationException>(() => set.FindCatalog("c", "2"));
        Assert.Equal("The document is c@1, but was added as c@2.", another.Message);
        var damaged = Assert.Throws<InvalidOperationException>(() => set.FindCatalog("d", "1"));
        Assert.StartsWith("d.catalog.json has errors: ", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_unknown_kind_is_refused()
    {
        var other = DocumentReader.Load("{}"u8.ToArray(), new() { File = "package.json" });

        var refused = Assert.Throws<ArgumentException>(() => DocumentSet.BuiltIn.AddRange([other]));
        Assert.Contains("package.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("This is no matrix, catalog, mapping or set of requirements.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_matrix_is_found_by_its_version_and_without_one_the_highest_is()
    {
        string[] versions = ["1.0.0", "1.10.0+first", "1.10.0+second", "1.2.0", "1.10.0-rc.1"];
        var set = versions.Aggregate(DocumentSet.BuiltIn, (documents, version) => documents.Add(Make.Matrix() with { Version = version }));
        var id = Make.Matrix().Id;

        Assert.Equal("1.10.0+first", set.FindMatrix(id)!.Matrix.Version);
        Assert.All(versions, version => Assert.Equal(version, set.FindMatrix(id, version)!.Matrix.Version));
        Assert.Null(set.FindMatrix(id, "1.10.0"));
        Assert.Null(set.FindMatrix("https://nowhere.example"));
        Assert.Equal(versions, set.Matrices.Select(document => document.Matrix.Version.ToString()));
        // Of two with one version the one that was added first is found, and that there are two is a finding.
        var twice = set.Add(Make.Matrix() with { Version = "1.2.0", Title = "Another" });
        Assert.Equal(Make.Matrix().Title, twice.FindMatrix(id, "1.2.0")!.Matrix.Title);
        Assert.NotNull(twice.TwinFinding(twice.FindMatrix(id, "1.2.0")!));
        Assert.Null(set.TwinFinding(set.FindMatrix(id, "1.2.0")!));
    }

    [Fact]
    public void Adding_one_by_one_does_not_copy_the_set()
    {
        Add(1_000);

        // Eight times as many documents; 64 times as many bytes if each addition copied all others.
        Assert.InRange((double)Add(16_000) / Add(2_000), 0, 16);

        static long Add(int count)
        {
            var matrix = Make.Matrix();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var set = DocumentSet.BuiltIn;
            for (var i = 0; i < count; i++)
            {
                set = set.Add(matrix with { Id = $"https://a.example/{i}" });
                Assert.NotNull(set.FindMatrix($"https://a.example/{i / 2}"));
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static byte[] SmallCatalog =>
        """{ "schemaVersion": "1.0", "id": "c", "edition": "1", "title": "C", "controls": [{ "id": "1", "title": "A" }] }"""u8.ToArray();
}
