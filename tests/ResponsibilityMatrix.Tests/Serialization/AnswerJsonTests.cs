using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Chains;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>Answers are written from their types, and read again as far as the JSON tells them.</summary>
public sealed class AnswerJsonTests
{
    private static readonly string Examples = Path.Combine(Folders.Repository ?? "", "schemas", "examples");

    // What the code knows and no document holds, and what answers hold that their JSON does not tell.
    private static readonly HashSet<string> NotWritten =
        ["CommitmentMetric", "CommitmentUnit", "ReconciledStatement"];

    public static TheoryData<string, string, Type> Shapes => new()
    {
        { "result", "", typeof(ResolvedMatrix) },
        { "chain", "", typeof(ChainAnswer) },
        { "diff", "", typeof(MatrixDiff) },
        { "change-notice", "", typeof(ChangeNotice) },
        { "reconciliation", "", typeof(Reconciliation) },
        { "check", "report", typeof(RequirementsReport) },
        { "checklist", "", typeof(Checklist) },
        { "mapped", "", typeof(CarriedMatrix) },
        { "import-report", "questionnaireReport", typeof(QuestionnaireImport) },
        { "diagnostics", "diagnostic", typeof(Diagnostic) },
    };

    [SourcesTheory]
    [MemberData(nameof(Shapes))]
    public void The_members_of_a_type_are_those_of_its_schema(string schema, string definition, Type type)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", $"{schema}.schema.json")));
        var root = json.RootElement;
        HashSet<(string, Type)> seen = [];
        Compare(definition.Length == 0 ? root : root.GetProperty("$defs").GetProperty(definition), type, definition);
        Assert.NotEmpty(seen);

        void Compare(JsonElement node, Type of, string path)
        {
            node = Object(node);
            if (!node.TryGetProperty("properties", out var properties) || !seen.Add((node.GetRawText(), of))) return;
            var members = Members(of);
            // The counts by word are maps.
            if (members is null) return;
            Assert.Equal(properties.EnumerateObject().Select(member => member.Name).Where(name => name != "$schema").Order(),
                members.Keys.Order());
            foreach (var (name, member) in members)
                if (member is not null) Compare(properties.GetProperty(name), member, $"{path}/{name}");
        }

        // The object that a schema describes, or that of the items of its list.
        JsonElement Object(JsonElement node)
        {
            while (true)
            {
                if (node.TryGetProperty("$ref", out var reference))
                    node = root.GetProperty("$defs").GetProperty(reference.GetString()![8..]);
                else if (node.TryGetProperty("items", out var items)) node = items;
                else if (node.TryGetProperty("anyOf", out var either)) node = either[0];
                else return node;
            }
        }
    }

    [Fact]
    public void Every_type_of_the_model_and_of_answers_is_in_the_context()
    {
        string[] rooms = ["Model", "Resolution", "Chains", "Comparison", "Agreements"];
        var missing = typeof(Matrix).Assembly.GetExportedTypes()
            .Where(type => rooms.Contains(type.Namespace!.Split('.')[^1]) && type.GetMethod("<Clone>$") is not null && !type.IsAbstract)
            .Where(type => !type.IsSubclassOf(typeof(Reason)) && !type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Where(type => !NotWritten.Contains(type.Name) && MatrixJsonContext.Default.GetTypeInfo(type) is null);
        Assert.Equal("", string.Join(", ", missing.Select(type => type.Name)));
    }

    [SourcesFact]
    public void Every_answer_about_the_examples_is_read_again_as_it_was_written()
    {
        var documents = Make.Folder(Examples).Add(
            DocumentReader.Load<CatalogMapping>(File.ReadAllBytes(Path.Combine(Examples, "acme-to-iso.mapping.json"))).Document!);
        var carried = 0;
        foreach (var file in Directory.GetFiles(Examples, "*.matrix.json"))
        {
            var resolver = new Resolver(new MatrixDocument(Make.Read(file)), new() { Documents = documents });
            var context = Make.Context(resolver.ServiceModels[0]);
            var answer = resolver.Resolve(context);
            Assert.Equal(AsTold(answer), AsTold(ReadAgain(answer)));
            ReadAgain(new ChainResolver(new MatrixDocument(Make.Read(file)), new() { Documents = documents }).Resolve(context));
            foreach (var set in RequirementsChecker.BuiltInSets) ReadAgain(new RequirementsChecker(resolver).Check(set, context));
            foreach (var party in answer.Parties) ReadAgain(Checklist.For(resolver, context, party.Id));
            foreach (var edition in new[] { "2015", "2026" })
            {
                var crosswalk = new Crosswalk(resolver, documents.FindCatalog("iso-27017", edition)!);
                if (crosswalk.Problem is null) carried += ReadAgain(crosswalk.Carry(answer)).Controls.Count;
            }
        }
        Assert.True(carried > 0);
        var (crm, later, statement) = (Ask("crm"), Ask("crm-2.0.0"), Ask("crm-customer-statement"));
        var diff = ReadAgain(MatrixDiff.Compare(crm, later, Make.Context().AsOf));
        ReadAgain(ChangeNotice.Of(diff, crm, later, Make.Context().AsOf));
        ReadAgain(new Reconciler(crm, statement).Reconcile(Make.Context()));

        Resolver Ask(string name) =>
            new(new MatrixDocument(Make.Read(Path.Combine(Examples, $"{name}.matrix.json"))), new() { Documents = documents });
    }

    [Fact]
    public void A_reason_is_read_as_the_kind_that_it_is()
    {
        Reason[] reasons =
        [
            new ChildReason { Outcome = ReasonOutcome.Child, Document = "a@1.0.0", Selector = "a.1" },
            new LayerReason { Outcome = ReasonOutcome.Applied, Document = "serviceModel", Selector = "data", Owner = Sides.Shared },
            new LayerReason { Outcome = ReasonOutcome.Applied, Document = "serviceModel", Selector = "data", Owner = null },
            new AssignmentReason
            {
                Outcome = ReasonOutcome.Overridden, Document = "a@1.0.0", Selector = "*", Level = 1, Pointer = "/assignments/0",
                By = "b#/assignments/1", Rule = OverrideRule.Level,
            },
        ];
        Assert.All(reasons, reason => Assert.Equal(reason, ReadAgain(reason)));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("{}", MatrixJsonContext.Default.Reason));
    }

    private static T ReadAgain<T>(T value)
    {
        var utf8 = MatrixJson.ToUtf8Bytes(value);
        var again = JsonSerializer.Deserialize(utf8, (JsonTypeInfo<T>)MatrixJsonContext.Default.GetTypeInfo(typeof(T))!)!;
        Assert.Equal(utf8, MatrixJson.ToUtf8Bytes(again));
        return again;
    }

    // An answer without what its JSON leaves out.
    private static ResolvedMatrix AsTold(ResolvedMatrix answer) => answer with
    {
        Controls = answer.Controls.Select(control => control with
        {
            Duties = control.Duties.Select(duty => duty with { UpstreamControls = [] }).ToValueList(),
        }).ToValueList(),
        Diagnostics = [],
    };

    // The members by name, each with the type of its object or of its items where it has one; null for what is no object.
    private static Dictionary<string, Type?>? Members(Type type)
    {
        if (type == typeof(Reason))
            return new[] { "outcome", "level", "document", "pointer", "selector", "by", "rule", "owner" }.ToDictionary(
                name => name, _ => (Type?)null);
        var info = InfoOf(type);
        if (info?.Converter.GetType() is { IsGenericType: true } converter
            && converter.GetGenericTypeDefinition() == typeof(ShapeConverter<,>))
            info = ShapeJsonContext.Default.GetTypeInfo(converter.GenericTypeArguments[1]);
        return info is not { Kind: JsonTypeInfoKind.Object } ? null
            : info.Properties.Where(property => property.Get is not null).ToDictionary(property => property.Name, property =>
                ItemOf(property.PropertyType) is var item && (item == typeof(Reason) || InfoOf(item) is not null) ? item : null);
    }

    private static JsonTypeInfo? InfoOf(Type type) => MatrixJsonContext.Default.GetTypeInfo(type)
        ?? ShapeJsonContext.Default.GetTypeInfo(type);

    private static Type ItemOf(Type type) => Nullable.GetUnderlyingType(type)
        ?? (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>) ? type.GenericTypeArguments[0] : type);
}
