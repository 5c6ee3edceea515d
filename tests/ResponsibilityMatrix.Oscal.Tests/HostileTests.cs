using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.Oscal.Tests;

/// <summary>Catalogs, profiles and mapping collections from strangers: findings or valid documents, and a cost in proportion.</summary>
public sealed class HostileTests
{
    private const double AtMost = 2.6;
    private const long Little = 200_000;
    private const int Steps = 4_000;

    private const string Catalog = """
        {'catalog':{'uuid':'0c1f7b3e-4f5b-4d5e-9b53-0a4f3f0f1a11','metadata':{'title':'Yard Rules','version':'3.1',
          'parties':[{'uuid':'p','type':'organization','name':'The Yard'}],
          'responsible-parties':[{'role-id':'creator','party-uuids':['p']}]},
          'params':[{'id':'p1','label':'roles'},{'id':'p2','select':{'how-many':'one-or-more','choice':['x','{{ insert: param, p1 }}']}}],
          'groups':[{'id':'g','title':'Doors','groups':[{'id':'h','title':'Gates'}],'controls':[
            {'id':'yr-1','class':'x','title':'Gates {{ insert: param, p2 }}','props':[{'name':'label','value':'YR-1'}],'parts':[
              {'id':'yr-1_smt','name':'statement','prose':'Do','parts':[{'id':'yr-1_smt.a','name':'item',
                'props':[{'name':'label','value':'a.'}],'prose':'Close','parts':[
                  {'name':'item','props':[{'name':'label','value':'1.'}]}]}]},
              {'name':'guidance','prose':'Well'}],
              'controls':[{'id':'yr-1.1','title':'Locks','props':[{'name':'label','value':'YR-1(1)'}]}]},
            {'id':'yr-2','title':'Bars','props':[{'name':'status','value':'withdrawn'}],
              'links':[{'rel':'moved-to','href':'#yr-1_smt.a'}]}]}],
          'controls':[{'id':'s-1','title':'Fire','parts':[{'name':'objective','props':[{'name':'label','value':'S-1[a]'}]}]}],
          'back-matter':{'resources':[{'uuid':'r'}]}}}
        """;

    private const string Profile = """
        {'profile':{'metadata':{'title':'Small yards','version':'1'},'imports':[{'href':'0.json',
          'include-controls':[{'with-child-controls':'yes','with-ids':['yr-1'],'matching':[{'pattern':'s*'}]}],
          'exclude-controls':[{'with-ids':['s-1']}]}],'merge':{},'modify':{'set-parameters':[{}],'alters':[{}]}}}
        """;

    private const string Mapping = """
        {'mapping-collection':{METADATA,'provenance':{'method':'human'},'mappings':[{'uuid':'8335c45f-e125-4eca-9208-55bde4a248b6',
          'source-resource':{'type':'catalog','href':'0.json'},'target-resource':{'type':'catalog','href':'#r','props':[
            {'name':'version','value':'2'}]},'props':[{'name':'id','ns':'urn:responsibility-matrix:oscal:1.0','value':'m'}],
          'maps':[{'ns':'urn:x','relationship':'subset-of','sources':[{'type':'control','id-ref':'yr-1'},{'id-ref':'yr-1_smt.a'}],
            'targets':[{'type':'statement','id-ref':'b-1'}],'qualifiers':[{'subject':'both','description':'d'}],
            'confidence-score':{'percentage':0.9},'coverage':{'target-coverage':0.5},'matching-rationale':'semantic','remarks':'r',
            'props':[{'name':'a','value':'b'},{'name':'certainty','ns':'urn:responsibility-matrix:oscal:1.0','value':'certain'}]}]}],
          'back-matter':{'resources':[{'uuid':'r','title':'Other rules'}]}}}
        """;

    private static readonly Gen<Func<JsonNode?>> Odd = Gen.OneOf<Func<JsonNode?>>(
        () => null, () => 7, () => 1e300, () => true, () => "", () => " ", () => "---", () => "a\u0000\nb", () => "a b@c:d*", () => "#",
        () => "{{",
        () => "{{ insert: param, p2 }}", () => "\u202eÄ\ud83d\ude00", () => new string('x', 3_000), () => "yr-1", () => "YR 1 (1)",
        () => "local", () => new JsonArray(), () => new JsonObject(), () => new JsonArray(null, 1, new JsonObject(), new JsonArray()),
        () => new JsonObject { ["id"] = "q-1", ["name"] = "statement", ["value"] = "v" });

    [Fact]
    public void A_document_that_is_damaged_anywhere_is_findings_or_valid_documents() =>
        Gen.Select(Gen.Int[0, 2], Gen.Select(Gen.Int[0, 999], Odd, Gen.Int[0, 3]).List[1, 4]).Sample((which, damages) =>
        {
            string[] texts = [Catalog, Profile, Mapping];
            texts[which] = Damaged(texts[which], damages);
            var import = Imported.Of(texts, new() { Documents = DocumentSet.BuiltIn });
            foreach (var catalog in import.Catalogs) Imported.Valid(catalog);
            foreach (var mapping in import.Mappings) Imported.Valid(mapping);
            Assert.True(import.Catalogs.Count > 0 || import.Diagnostics.Count > 0);
            Assert.NotEmpty(import.ToReport());
        }, iter: Steps);

    [Fact]
    public void A_hundred_thousand_parameters_that_name_each_other_end()
    {
        var parameters = Each(100_000, i => $"{{'id':'p{i}','label':'{{{{ insert: param, p{(i + 1) % 100_000} }}}} {{{{p{i}}}}}'}}");
        var catalog = Imported.Catalog(
            $"{{'catalog':{{METADATA,'params':[{parameters}],'controls':[{{'id':'a-1','title':'{{{{p0}}}}'}}]}}}}");
        Assert.StartsWith("[Assignment: organization-defined ", catalog.Controls[0].Title, StringComparison.Ordinal);
        Assert.True(catalog.Controls[0].Title.Length <= 200);
    }

    [Fact]
    public void A_hundred_thousand_equal_labels_and_ids_are_told_apart()
    {
        var controls = Each(100_000, _ => "{'id':'x-1','title':'A','props':[{'name':'label','value':'L-1'}]}");
        var import = Imported.Of($"{{'catalog':{{METADATA,'controls':[{controls}]}}}}");
        Assert.Equal(100_000, Imported.Valid(import.Catalogs[0]).Controls.Count);
        Assert.True(import.Diagnostics.Count < 5);
    }

    [Theory]
    [InlineData(20_000, true)]
    [InlineData(15, false)]
    public void Deep_documents_are_refused_or_read(int depth, bool isRefused)
    {
        var text = string.Concat(Enumerable.Repeat("{'id':'g','title':'G','groups':[", depth)) + "{'controls':[{'id':'a-1'}]}" +
            string.Concat(Enumerable.Repeat("]}", depth));
        var import = Imported.Of($"{{'catalog':{{METADATA,'groups':[{text}]}}}}", new() { Limits = new() { MaxDepth = 1_000_000 } });
        Assert.Equal(isRefused, import.Diagnostics.Any(finding => finding.Id == "RM0003"));
        Assert.Equal(isRefused, import.Catalogs.IsEmpty);
    }

    public static TheoryData<string> Families => ["catalog", "labels", "statements", "groups", "links", "parameters", "mapping", "mappings",
        "profile", "notes", "resources"];

    [Theory]
    [MemberData(nameof(Families))]
    public void Twice_the_input_costs_twice_as_much(string family)
    {
        _ = Cost(family, 400);
        var (small, middle, large) = (Cost(family, 400), Cost(family, 800), Cost(family, 1_600));
        Assert.True(large - middle <= (AtMost * Math.Max(middle / 4, middle - small)) + Little,
            string.Create(CultureInfo.InvariantCulture, $"{small:N0}, {middle:N0}, {large:N0}"));
    }

    // As large as SP 800-53: 20 groups, 1,200 controls, with parameters, statements and guidance, 10 MB.
    [Fact]
    public void A_catalog_of_real_size_is_read_whole()
    {
        var utf8 = Encoding.UTF8.GetBytes(RealSize(20, 60, new string('g', 8_000)).Replace('\'', '"'));
        Assert.True(utf8.Length > 10_000_000);
        var catalog = Imported.Valid(OscalReader.Import([new() { Utf8 = utf8 }]).Catalogs[0]);
        Assert.Equal((20, 1_200, 1_200, 2_400), (catalog.Groups.Count,
            catalog.Controls.Count(control => control.EffectiveKind == ControlKind.Control),
            catalog.Controls.Count(control => control.EffectiveKind == ControlKind.Enhancement),
            catalog.Controls.Count(control => control.EffectiveKind == ControlKind.Statement)));
        Assert.Equal("Keep [Assignment: organization-defined records]", catalog.Controls[1].Title);
    }

    private static long Cost(string family, int n)
    {
        var utf8 = Imported.Utf8(Text(family, n));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        OscalReader.Import([new() { Utf8 = utf8, File = "x.json" }]);
        return GC.GetAllocatedBytesForCurrentThread() - allocated;
    }

    private static string Text(string family, int n) => family switch
    {
        "catalog" => RealSize(n / 20, 20, "g"),
        "labels" => Of(Each(n, i => $"{{'id':'x-{i % 7}','title':'A','props':[{{'name':'label','value':'L-{i % 3}'}}]}}")),
        "statements" => Of("{'id':'x-1','title':'A','parts':[{'name':'statement','parts':[" +
            Each(n, i => $"{{'name':'item','prose':'p{i}','props':[{{'name':'label','value':'a'}}]}}") + "]}]}"),
        "groups" => $"{{'catalog':{{METADATA,'groups':[{Each(n, i => $"{{'id':'g','controls':[{{'id':'a-{i}'}}]}}")}]}}}}",
        "links" => Of("{'id':'x-1','title':'A','props':[{'name':'status','value':'withdrawn'}],'links':[" +
            Each(n, i => $"{{'rel':'moved-to','href':'#y-{i}'}},{{'rel':'moved-to','href':'#x-1'}}") + "]}"),
        "parameters" => Of($"{{'id':'x-1','title':'{{{{p0}}}}','params':[{Each(n, i => $"{{'id':'p{i}','label':'{{{{p{i + 1}}}}}'}}")}]}}"),
        "mapping" => Collection("{'href':'a'}", Each(n, i => $"{{'relationship':'r{i}','sources':[{{'id-ref':'a-{i}'}}]," +
            $"'targets':[{{'id-ref':'b-{i}'}}]}}")),
        "mappings" => $"{{'mapping-collection':{{METADATA,'mappings':[{Each(n, i => $"{{'source-resource':{{'href':'#r{i}'}}," +
            $"'maps':[{{'relationship':'equal-to','sources':[{{'id-ref':'a'}}],'targets':[{{'id-ref':'b'}}]}}]}}")}]}}}}",
        "resources" => $"{{'mapping-collection':{{METADATA,'mappings':[{Each(n, i => $"{{'source-resource':{{'href':'#r{i}'}}," +
            "'maps':[{'relationship':'equal-to','sources':[{'id-ref':'a'}],'targets':[{'id-ref':'b'}]}]}")}]," +
            $"'back-matter':{{'resources':[{Each(n, i => $"{{'uuid':'r{i}','title':'T{i}'}}")}]}}}}}}",
        "notes" => Collection("{'href':'a'}", "{'relationship':'equal-to','sources':[{'id-ref':'a'}],'targets':[{'id-ref':'b'}],'props':[" +
            Each(n, i => $"{{'name':'n','value':'{i}'}}") + "]}"),
        _ => $"{{'profile':{{METADATA,'imports':[{Each(n, i => $"{{'href':'iso-27017','include-controls':[{{'with-ids':['5.1.1','x{i}']," +
            "'matching':[{'pattern':'*'}]}]}")}]}}}}",
    };

    private static string Of(string controls) => $"{{'catalog':{{METADATA,'controls':[{controls}]}}}}";

    private static string Collection(string resource, string maps) =>
        $"{{'mapping-collection':{{METADATA,'mappings':[{{'source-resource':{resource},'target-resource':{resource},'maps':[{maps}]}}]}}}}";

    private static string RealSize(int groups, int controls, string guidance) => "{'catalog':{'metadata':{'title':'Works','version':'1'}," +
        $"'groups':[{Each(groups, g => $"{{'id':'g{g}','title':'G','controls':[" +
            Each(controls, c => Control($"g{g}-{c}", guidance)) + "]}")}]}}}}";

    private static string Control(string id, string guidance) => """
        {'id':'ID','class':'SP800-53','title':'Title','params':[{'id':'ID_prm','label':'records'}],'props':[{'name':'label','value':'ID'},
          {'name':'label','class':'zero-padded','value':'0ID'},{'name':'sort-id','value':'ID'}],'links':[{'rel':'related','href':'#g0-1'}],
          'parts':[{'id':'ID_smt','name':'statement','prose':'Do:','parts':[{'id':'ID_smt.a','name':'item','prose':
            'Keep {{ insert: param, ID_prm }}','props':[{'name':'label','value':'a.'}]},{'id':'ID_smt.b','name':'item','prose':'And b',
            'props':[{'name':'label','value':'b.'}]}]},{'name':'guidance','prose':'TEXT'}],
          'controls':[{'id':'ID.1','title':'More','props':[{'name':'label','value':'ID(1)'}],'parts':[{'name':'statement','prose':'p'}]}]}
        """.Replace("ID", id, StringComparison.Ordinal).Replace("TEXT", guidance, StringComparison.Ordinal);

    private static string Each(int count, Func<int, string> text) => string.Join(',', Enumerable.Range(0, count).Select(text));

    // Each damage replaces, removes or repeats the value at a place.
    private static string Damaged(string text, List<(int Place, Func<JsonNode?> Odd, int How)> damages)
    {
        var root = JsonNode.Parse(Imported.Utf8(text))!;
        foreach (var (place, odd, how) in damages)
        {
            var places = Places(root).ToList();
            if (places.Count == 0) break;
            var (parent, name, index) = places[place % places.Count];
            if (parent is JsonObject members)
            {
                if (how == 0) members.Remove(name!);
                else members[name!] = how == 1 && members.First().Value is { } first ? first.DeepClone() : odd();
            }
            else if (parent is JsonArray items)
            {
                if (how == 0) items.RemoveAt(index);
                else if (how == 1) items.Add(items[index]?.DeepClone());
                else items[index] = odd();
            }
        }
        return root.ToJsonString();
    }

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node)
    {
        if (node is JsonObject members)
            foreach (var (name, value) in members.ToList())
            {
                yield return (node, name, -1);
                foreach (var place in Places(value)) yield return place;
            }
        else if (node is JsonArray items)
            for (var i = 0; i < items.Count; i++)
            {
                yield return (node, null, i);
                foreach (var place in Places(items[i])) yield return place;
            }
    }
}
