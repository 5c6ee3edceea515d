using System.Text.Json;
using CsCheck;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests.Mappings;

/// <summary>Mappings that go out and come in again.</summary>
public sealed class MappingRoundTripTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);
    private static readonly DocumentSet Documents = DocumentSet.BuiltIn.AddShippedCatalogs();

    private static readonly Gen<CatalogMapping> Mappings =
        from id in Gen.OneOf("m", "urn:uuid:8335c45f-e125-4eca-9208-55bde4a248b6", "a mapping: ü")
        from identity in Gen.OneOf("own@2026-01-01T00:00:00Z", "pci@4.0", "nist-800-53@5")
        from relations in Relations.List[1, 8]
        select new CatalogMapping { Id = id, From = identity, To = "iso-27017@2015", Relations = relations.ToValueList() };

    private static Gen<MappingRelation> Relations =>
        from source in Gen.OneOf<string[]>(["AC-1"], ["AC-2(1)", "AC-2(a)"], ["AC-2(i)(1)"], ["x 1.2"], ["6.3.1", "AC-3"])
        from target in Gen.OneOf<string[]>(["9.1.1"], ["9.2.1", "CLD.9.5.1"])
        from relation in Gen.Enum<ControlRelation>()
        from certainty in Gen.OneOf<string?>(null, "certain", "uncertain")
        from note in Gen.OneOf<string?>(null, "A note.", "Two\nlines: \"quoted\" <b> \u202e")
        select new MappingRelation
        {
            From = source.ToValueList(),
            To = target.ToValueList(),
            Relation = relation,
            Certainty = certainty,
            Note = note,
        };

    [Fact]
    public void A_mapping_comes_back_as_it_was() => Mappings.Sample(mapping =>
        Assert.Equal([mapping], Read(Write(mapping), Documents).Mappings), iter: 500);

    [OscalFact]
    public void What_goes_out_is_valid_by_the_schema_of_oscal()
    {
        var schema = JsonSchema.Compile(
            File.ReadAllBytes(Path.Combine(Folders.Oscal!, "schemas-1.2.1", "oscal_mapping_schema.json")), new() { AssertFormats = true });
        Mappings.Sample(mapping =>
            Assert.Equal("", string.Join('\n', schema.Evaluate(Write(mapping), "mapping").Diagnostics)), iter: 200);
    }

    [OscalTheory]
    [InlineData("comprehensive_mapping")]
    [InlineData("pci.mapping-collection")]
    [InlineData("soc2.mapping-collection")]
    [InlineData("simple_mapping")]
    public void A_real_collection_is_equal_after_in_out_and_in(string name)
    {
        var first = Read(File.ReadAllBytes(Path.Combine(Folders.Oscal!, "trestle-mapping", $"{name}.json")), Documents).Mappings;
        Assert.Equal(first, Read(Write(first[0]), Documents).Mappings);
    }

    [Fact]
    public void The_shipped_mapping_comes_back_and_only_words_of_this_product_are_told()
    {
        var shipped = DocumentSet.BuiltIn.Mappings[0];
        var export = OscalWriter.WriteMappings([shipped], Day);
        Assert.All(export.Diagnostics, finding => Assert.Equal("RM7003", finding.Id));
        Assert.Equal([shipped with { Schema = null }], Read(export.Utf8!.Value, Documents).Mappings);
    }

    [Fact]
    public void Several_mappings_are_one_collection_and_none_is_none()
    {
        var one = new CatalogMapping
        {
            Id = "one",
            From = "a@1",
            To = "b@1",
            Relations = [new() { From = ["x-1"], To = ["y-1"], Relation = ControlRelation.Equal }],
        };
        var empty = one with { Id = "empty", Relations = [] };
        var export = OscalWriter.WriteMappings([one, empty, one with { Id = "two", To = "c@1" }], Day);
        Assert.Equal(["one", "two"], Read(export.Utf8!.Value, Documents).Mappings.Select(mapping => mapping.Id));
        Assert.Contains("1 mappings without relations", Assert.Single(export.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Null(OscalWriter.WriteMappings([empty], Day).Utf8);
    }

    [Fact]
    public void Uuids_are_those_of_what_a_relation_says_wherever_it_stands()
    {
        var mapping = new CatalogMapping
        {
            Id = "one",
            From = "a@1",
            To = "b@1",
            Relations =
            [
                new() { From = ["x-1"], To = ["y-1"], Relation = ControlRelation.Equal },
                new() { From = ["x-2"], To = ["y-2"], Relation = ControlRelation.Subset },
            ],
        };
        Assert.Equal(Uuids(mapping), Uuids(mapping with { Relations = mapping.Relations.Reverse().ToValueList() }).Reverse());
        Assert.Equal(Write(mapping), Write(mapping));

        static IEnumerable<string> Uuids(CatalogMapping mapping)
        {
            using var json = JsonDocument.Parse(Write(mapping));
            return json.RootElement.GetProperty("mapping-collection").GetProperty("mappings")[0].GetProperty("maps").EnumerateArray()
                .Select(map => map.GetProperty("uuid").GetString()!).ToList();
        }
    }

    [Fact]
    public void Ids_of_sp_800_53_go_out_as_oscal_writes_them()
    {
        var mapping = new CatalogMapping
        {
            Id = "one",
            From = "nist-800-53@5",
            To = "b@1",
            Relations = [new() { From = ["AC-2(1)", "AC-2(i)(1)"], To = ["y-1"], Relation = ControlRelation.Equal }],
        };
        using var json = JsonDocument.Parse(Write(mapping));
        var sources = json.RootElement.GetProperty("mapping-collection").GetProperty("mappings")[0].GetProperty("maps")[0]
            .GetProperty("sources").EnumerateArray();
        Assert.Equal([("control", "ac-2.1"), ("statement", "ac-2_smt.i.1")],
            sources.Select(item => (item.GetProperty("type").GetString(), item.GetProperty("id-ref").GetString())));
    }

    private static ReadOnlyMemory<byte> Write(CatalogMapping mapping) => OscalWriter.WriteMappings([mapping], Day, Documents).Utf8!.Value;

    private static OscalImport Read(ReadOnlyMemory<byte> utf8, DocumentSet documents) =>
        OscalReader.Import([new() { Utf8 = utf8 }], new() { Documents = documents });
}
