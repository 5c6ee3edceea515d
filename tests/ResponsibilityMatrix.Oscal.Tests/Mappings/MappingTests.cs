using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests.Mappings;

/// <summary>Mapping collections.</summary>
public sealed class MappingTests
{
    private static readonly OscalImportOptions Shipped = new() { Documents = DocumentSet.BuiltIn.AddShippedCatalogs() };

    [Theory]
    [InlineData("equal-to", ControlRelation.Equal)]
    [InlineData("equivalent-to", ControlRelation.Equal)]
    [InlineData("subset-of", ControlRelation.Subset)]
    [InlineData("superset-of", ControlRelation.Superset)]
    [InlineData("Intersects-With", ControlRelation.Intersects)]
    [InlineData("no-relationship", ControlRelation.None)]
    [InlineData("rhymes-with", ControlRelation.Intersects)]
    public void A_relationship_is_a_relation(string word, ControlRelation relation)
    {
        var import = Imported.Of(Collection($"{{'relationship':'{word}','sources':[{{'id-ref':'a-1'}}],'targets':[{{'id-ref':'b-1'}}]}}"));
        var read = Assert.Single(Imported.Valid(Assert.Single(import.Mappings)).Relations);
        Assert.Equal(relation, read.Relation);
        Assert.Equal(word == "rhymes-with" ? "Relationship: rhymes-with." : null, read.Note);
        Assert.Equal(word == "rhymes-with", import.Diagnostics.Any(finding => finding.Message.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_gap_and_a_map_without_ids_are_told_and_left_out()
    {
        var import = Imported.Of(Collection("""
            {'relationship':'gap','sources':[{'id-ref':'a-1'}]},{'relationship':'equal-to','sources':[],'targets':[{'id-ref':'b-1'}]},
            {'relationship':'equal-to','sources':[{'id-ref':'--'}],'targets':[{'id-ref':'b-1'}]},
            {'relationship':'equal-to','sources':[{'id-ref':'a-2'},{'id-ref':'A-02'}],'targets':[{'id-ref':'b-1'},{'id-ref':'b-2'}]}
            """));
        var relation = Assert.Single(Imported.Valid(Assert.Single(import.Mappings)).Relations);
        Assert.Equal((["a-2"], ["b-1", "b-2"]), (relation.From, relation.To));
        Assert.Contains(import.Diagnostics, finding => finding.Message.StartsWith("A gap is left out", StringComparison.Ordinal));
        Assert.Contains(
            import.Diagnostics, finding => finding.Message.EndsWith("both sides is left out. (2 times.)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{'percentage':0.98}", "Confidence: 98 %.", null)]
    [InlineData("{'percentage':95}", "Confidence: 95 %.", null)]
    [InlineData("{'percentage':0.2}", "Confidence: 20 %.", "uncertain")]
    [InlineData("{'category':'low'}", "Confidence: low.", "uncertain")]
    [InlineData("{'category':'high'}", "Confidence: high.", null)]
    [InlineData("{'percentage':1e400}", null, null)]
    [InlineData("7", null, null)]
    public void Confidence_is_in_the_note_and_little_of_it_is_uncertain(string score, string? note, string? certainty)
    {
        var relation = Imported.Of(Collection("{'relationship':'equal-to','sources':[{'id-ref':'a-1'}],'targets':[{'id-ref':'b-1'}]," +
            $"'confidence-score':{score}}}")).Mappings[0].Relations[0];
        Assert.Equal((note, certainty), (relation.Note, relation.Certainty));
    }

    [Fact]
    public void Catalogs_are_those_that_are_stated()
    {
        var mapping = Imported.Of(
            Collection("{'relationship':'equal-to','sources':[{'id-ref':'ac-2_smt.a'}],'targets':[{'id-ref':'b-1'}]}"),
            Shipped with { From = "nist-800-53", To = "own@2026-01-01T00:00:00Z", Id = "mine" }).Mappings[0];
        Assert.Equal(("mine", "nist-800-53@5", "own@2026-01-01T00:00:00Z"), (mapping.Id, mapping.From, mapping.To));
        Assert.Equal(["AC-2(a)"], mapping.Relations[0].From);
    }

    [Fact]
    public void Catalogs_are_found_by_what_links_say_or_by_ids_or_named_after_links()
    {
        var mapping = Imported.Of("""
            {'mapping-collection':{METADATA,'mappings':{'uuid':'8335c45f-e125-4eca-9208-55bde4a248b6',
              'source-resource':{'type':'catalog','href':'#c','props':[{'name':'version','value':'4.1 draft'}]},
              'target-resource':{'type':'profile','href':'https://x.example/profiles/high/profile.json'},
              'maps':[{'relationship':'equal-to','sources':[{'id-ref':'q-1'}],'targets':[{'id-ref':'ac-1'},{'id-ref':'ac-2.1'}]}]},
              'back-matter':{'resources':[{'uuid':'C','title':'Quality rules','rlinks':[{'href':'q.json'}]}]}}}
            """, Shipped).Mappings[0];
        Assert.Equal(("urn:uuid:8335c45f-e125-4eca-9208-55bde4a248b6", "quality-rules@4.1-draft", "nist-800-53@5"),
            (mapping.Id, mapping.From, mapping.To));
        Assert.Equal(["AC-1", "AC-2(1)"], mapping.Relations[0].To);
    }

    [OscalTheory]
    [InlineData("simple_mapping", 1, "bar@unversioned", "cat@unversioned")]
    [InlineData("comprehensive_mapping", 3, "nist-800-53@5", "target@2.0")]
    [InlineData("pci.mapping-collection", 8, "pci@unversioned", "nist-800-53@5")]
    [InlineData("soc2.mapping-collection", 4, "soc2@unversioned", "nist-800-53@5")]
    public void Real_collections_are_read(string name, int relations, string from, string to)
    {
        var utf8 = File.ReadAllBytes(Path.Combine(Folders.Oscal!, "trestle-mapping", $"{name}.json"));
        var mapping = Imported.Valid(Assert.Single(OscalReader.Import([new() { Utf8 = utf8 }], Shipped).Mappings));
        Assert.Equal((relations, from, to), (mapping.Relations.Count, mapping.From, mapping.To));
    }

    private static string Collection(string maps) => """
        {'mapping-collection':{METADATA,'mappings':[{'source-resource':{'type':'catalog','href':'a.json'},
          'target-resource':{'type':'catalog','href':'b.json'},'maps':[MAPS]}]}}
        """.Replace("MAPS", maps, StringComparison.Ordinal);
}
