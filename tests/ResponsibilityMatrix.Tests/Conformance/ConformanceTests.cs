using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests.Conformance;

/// <summary>The published vectors, run against this implementation as another one would run them.</summary>
public class ConformanceTests
{
    private static readonly string[] Topics =
    [
        "keys", "editions", "selectors", "precedence", "conditions", "conflicts", "splits", "facets", "states", "roll-ups", "local-rows",
            "service-models", "extends", "reasons", "chains",
        "reconcile", "diff",
    ];

    private static readonly string[] Operations = ["keys", "editions", "resolve", "validate", "chain", "reconcile", "diff"];

    public static TheoryData<string> Vectors(string operation) => [.. Vector.Names.Where(name => Vector.Load(name).Operation == operation)];

    [Theory]
    [MemberData(nameof(Vectors), "keys")]
    [MemberData(nameof(Vectors), "editions")]
    [MemberData(nameof(Vectors), "resolve")]
    [MemberData(nameof(Vectors), "validate")]
    [MemberData(nameof(Vectors), "chain")]
    [MemberData(nameof(Vectors), "reconcile")]
    [MemberData(nameof(Vectors), "diff")]
    public void A_vector_holds(string name)
    {
        var vector = Vector.Load(name);
        var problems = vector.Operation switch
        {
            "keys" => KeyProblems(vector.Expected),
            "editions" => EditionProblems(vector.Expected),
            _ => Match.Problems(vector.Expected, Answer(vector)),
        };
        Assert.True(problems.Count == 0, $"{vector.Title}. {vector.Rule}\n{string.Join('\n', problems)}");
    }

    [Fact]
    public void Numbers_are_unique_and_lead_the_names()
    {
        var vectors = Vector.Names.Select(Vector.Load).ToList();
        Assert.Equal(vectors.Count, vectors.Select(vector => vector.Number).Distinct().Count());
        Assert.All(vectors, vector => Assert.Matches($"^[a-z-]+/{vector.Number:d3}-[a-z0-9-]+[.]json$", vector.Name));
        Assert.True(vectors.Count >= 150, $"There are {vectors.Count}.");
    }

    [Fact]
    public void Every_topic_and_every_operation_is_there()
    {
        var vectors = Vector.Names.Select(Vector.Load).ToList();
        Assert.Equal(Topics.Order(StringComparer.Ordinal), vectors.Select(vector => vector.Topic).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(Operations.Order(StringComparer.Ordinal),
            vectors.Select(vector => vector.Operation).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_vector_has_a_title_of_its_own_and_names_the_rule()
    {
        var vectors = Vector.Names.Select(Vector.Load).ToList();
        Assert.Equal(vectors.Count, vectors.Select(vector => vector.Title).Distinct().Count());
        Assert.All(vectors, vector => Assert.Matches("^[A-Z][^:]+: .+[.]$", vector.Rule));
        Assert.All(vectors, vector => Assert.Empty(vector.UnknownMembers));
        Assert.All(vectors, vector => Assert.NotEmpty(vector.Expected.EnumerateObject()));
    }

    [Fact]
    public void Every_document_is_valid_against_its_published_schema()
    {
        foreach (var vector in Vector.Names.Select(Vector.Load))
            Assert.Empty(
                vector.Documents.SelectMany(given => given.Document.Diagnostics).Select(finding => $"{vector.Name}: {finding.Message}"));
    }

    private static JsonElement Answer(Vector vector) => Parse(vector.Operation switch
    {
        "resolve" => Resolve(vector),
        "validate" => Validate(vector),
        "chain" => Chain(vector),
        "reconcile" => Reconcile(vector),
        "diff" => Diff(vector),
        _ => throw new InvalidDataException($"{vector.Name} asks for '{vector.Operation}'."),
    });

    // What the resolver found, and what is wrong with the matrix itself, as the command line gives both.
    private static byte[] Resolve(Vector vector)
    {
        var resolver = new Resolver(vector.Matrix("matrix"), new() { Documents = vector.Set() });
        if (resolver.ProblemWith(vector.Context) is not null) return """{ "refused": true }"""u8.ToArray();
        var answer = resolver.Resolve(vector.Context);
        var faults = DocumentValidator.ValidateDocument(resolver, vector.Context.AsOf).Where(finding => finding.Severity == Severity.Error);
        return MatrixJson.ToUtf8Bytes(answer with { Diagnostics = faults.Concat(answer.Diagnostics).ToValueList() });
    }

    private static byte[] Validate(Vector vector) => WithFindings([],
        DocumentValidator.Validate(vector.Matrix("matrix"), vector.Context.AsOf, new() { Documents = vector.Set() }).ToValueList());

    private static byte[] WithFindings(JsonObject json, ValueList<Diagnostic> findings)
    {
        json["diagnostics"] = JsonNode.Parse(MatrixJson.ToUtf8Bytes(findings));
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static byte[] Chain(Vector vector) =>
        MatrixJson.ToUtf8Bytes(new ChainResolver(vector.Matrix("matrix"), new() { Documents = vector.Set() }).Resolve(vector.Context));

    private static byte[] Reconcile(Vector vector) =>
        MatrixJson.ToUtf8Bytes(new Reconciler(Ask(vector, "provider"), Ask(vector, "customer")).Reconcile(vector.Context));

    // The findings stand beside the shape of the result, as the command line gives them.
    private static byte[] Diff(Vector vector)
    {
        // The old document is at hand for an annex that extends it.
        var result = MatrixDiff.Compare(
            Ask(vector, "old"), new Resolver(vector.Matrix("new"), new() { Documents = vector.Set().Add(vector.Matrix("old")) }),
                vector.Context);
        return WithFindings(JsonNode.Parse(MatrixJson.ToUtf8Bytes(result))!.AsObject(), result.Diagnostics);
    }

    private static Resolver Ask(Vector vector, string role) => new(vector.Matrix(role), new() { Documents = vector.Set() });

    private static List<string> KeyProblems(JsonElement expected)
    {
        List<string> problems = [];
        foreach (var text in Texts("noKey"))
            if (ControlKey.TryParse(text, out var key)) problems.Add($"'{text}' should have no key and has {key}");
        foreach (var text in Texts("equals"))
            if (Key(text) != Key(expected.GetProperty("text").GetString()!))
                problems.Add($"'{text}' should have the same key and has {Key(text)}");
        foreach (var text in Texts("differs"))
            if (Key(text) == Key(expected.GetProperty("text").GetString()!)) problems.Add($"'{text}' should have another key");
        return problems;

        IEnumerable<string> Texts(string member) => expected.TryGetProperty(member, out var texts)
            ? texts.EnumerateArray().Select(text => text.GetString()!) : [];

        static ControlKey Key(string text) => ControlKey.Parse(text);
    }

    // Put in order from either end, so that no order of equal ones passes by chance.
    private static List<string> EditionProblems(JsonElement expected)
    {
        List<string> editions = [.. expected.GetProperty("oldestFirst").EnumerateArray().Select(edition => edition.GetString()!)];
        List<string> sorted = [.. Enumerable.Reverse(editions)];
        sorted.Sort(EditionComparer.Instance);
        return sorted.SequenceEqual(editions) ? []
            : [$"the order should be {string.Join(", ", editions)} and is {string.Join(", ", sorted)}"];
    }

    private static JsonElement Parse(byte[] utf8) => JsonDocument.Parse(utf8).RootElement;
}
