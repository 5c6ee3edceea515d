using System.Text;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests.Analysis;

/// <summary>One mistake of shape makes one finding, and hides none of the others.</summary>
public sealed class OneMistakeTests
{
    public static TheoryData<string> Examples =>
        [.. Directory.EnumerateFiles(Path.Combine(Folders.Repository!, "schemas", "examples"), "*.matrix.json")
        .Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_mistake_anywhere_in_an_example_is_one_error(string name)
    {
        var file = Path.Combine(Folders.Repository!, "schemas", "examples", name);
        var documents = Make.Folder(Path.GetDirectoryName(file)!);
        var original = Findings(File.ReadAllText(file), documents);
        Assert.DoesNotContain(original, finding => finding.Severity == Severity.Error);
        var known = original.Select(finding => (finding.Id, finding.Message)).ToHashSet();
        var count = JsonPlaces.Of(JsonNode.Parse(File.ReadAllText(file))!).Count();
        for (var i = 1; i < count; i += Math.Max(1, count / 60))
        {
            foreach (var spoil in new Func<JsonNode, bool>[] { Retype, Misspell, Remove })
            {
                var document = JsonNode.Parse(File.ReadAllText(file))!;
                var place = JsonPlaces.Of(document).ElementAt(i);
                var path = place.GetPath();
                if (path.Contains("extensions", StringComparison.Ordinal) || !spoil(place)) continue;
                var found = Findings(document.ToJsonString(), documents);
                var told = string.Join(
                    '\n', found.Where(finding => finding.Severity == Severity.Error || !known.Contains((finding.Id, finding.Message))));
                Assert.True(found.Count(finding => finding.Severity == Severity.Error) <= 1, $"{spoil.Method.Name} {path}:\n{told}");
                if (found.Any(finding => finding.Id == "RM0100"))
                    Assert.True(
                        found.All(finding => finding.Id == "RM0100" || known.Contains((finding.Id, finding.Message))
                        || finding.Severity == Severity.Note), $"{spoil.Method.Name} {path}:\n{told}");
            }
        }
    }

    [Fact]
    public void A_document_with_a_mistake_of_shape_still_gets_the_other_findings()
    {
        var findings = Findings("""
            { "schemaVersion": "1.0", "id": "urn:a", "version": "1.0.0", "title": "A", "effective": "October",
              "service": { "id": "s", "name": "S", "provider": "a", "customer": "b", "models": ["saas"] },
              "parties": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }],
              "controls": [{ "id": "r.1", "title": "R" }],
              "assignments": [{ "controls": ["r.1"], "split": "shared" }, { "controls": ["r.2"], "duties": [{ "party": "c" }] }] }
            """, DocumentSet.BuiltIn);
        Assert.Equal(["RM0100", "RM1001", "RM1002", "RM2005"], findings.Select(finding => finding.Id).Order());
        Assert.Equal("\"effective\" must be a date such as 2026-10-01, but is \"October\".", findings[0].Message);
    }

    [Fact]
    public void A_mistake_hides_nothing_that_stands_in_the_base_at_the_same_pointer()
    {
        var vendor = Make.Matrix(Make.Assign("a.1", Model.Sides.Provider), Make.Assign("a.1", Model.Sides.Customer));
        var findings = Findings("""
            { "schemaVersion": "1.0", "id": "urn:annex", "version": "1.0.0", "title": "A",
              "extends": { "id": "https://vendor.example/matrix" },
              "service": { "id": "svc", "name": "S", "provider": "acme", "customer": "globex", "models": ["saas"] },
              "parties": [{ "id": "acme", "name": "Acme" }, { "id": "globex", "name": "Globex" }],
              "assignments": [{ "controls": ["b.1"], "split": "provider", "notes": 7 }] }
            """, DocumentSet.BuiltIn.Add(vendor));
        Assert.Equal(["RM0100", "RM2001"], findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Id));
    }

    private static IReadOnlyList<Diagnostic> Findings(string json, DocumentSet documents)
    {
        var read = DocumentReader.Load<Matrix>(Encoding.UTF8.GetBytes(json), new() { File = "a.matrix.json" });
        return DocumentValidator.Validate(read, Make.Today, new() { Documents = documents });
    }

    private static bool Retype(JsonNode place)
    {
        place.ReplaceWith(JsonValue.Create(17.5));
        return true;
    }

    private static bool Misspell(JsonNode place)
    {
        if (place.Parent is not JsonObject parent) return false;
        var name = place.GetPropertyName();
        if (place.Parent.GetPath().EndsWith("when", StringComparison.Ordinal)
            || place.GetPath().Contains("translations", StringComparison.Ordinal)
            || place.GetPath().Contains("parameters.", StringComparison.Ordinal)) return false;
        parent.Remove(name);
        parent.Add(name + "x", place);
        return true;
    }

    private static bool Remove(JsonNode place)
    {
        if (place.Parent is not JsonObject parent || place.GetPath().Contains("translations", StringComparison.Ordinal)) return false;
        // Only what the schema asks for: without the rest a document says something else, and rightly has other findings.
        var name = place.GetPropertyName();
        if (name is not ("party" or "controls" or "title" or "kind" or "service" or "parties" or "assignments" or "id")
            || (name is "kind" or "id" or "controls" && !IsRequired(parent, name))) return false;
        parent.Remove(name);
        return true;
    }

    private static bool IsRequired(JsonObject parent, string name) => name switch
    {
        "controls" => parent.ContainsKey("provider") || parent.ContainsKey("split"),
        "id" => parent.ContainsKey("name") || parent.ContainsKey("edition"),
        _ => false,
    };
}
