using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>The published schemas, the types of the model and the readers know the same members and words. Each failure names the place
/// where one is missing.</summary>
public sealed class SchemaTests
{
    private static readonly (string File, Type Type)[] Documents =
    [
        ("matrix", typeof(Matrix)), ("catalog", typeof(Catalog)), ("mapping", typeof(CatalogMapping)),
        ("requirements", typeof(RequirementSet)),
    ];

    // Words that a type has and that stand at other places of the format, or in answers alone.
    private static readonly Dictionary<string, string[]> OtherWords = new()
    {
        ["Assignment.state"] = ["assigned", "unassigned", "conflict"],
        ["ServiceModel.layers"] = ["thirdParty", "sharedProviderThirdParty", "sharedCustomerThirdParty", "sharedAll"],
        ["Party.side"] = ["shared", "thirdParty", "sharedProviderThirdParty", "sharedCustomerThirdParty", "sharedAll"],
        ["Requirement.performedBy"] = ["shared", "sharedProviderThirdParty", "sharedCustomerThirdParty", "sharedAll"],
        ["Requirement.notPerformedBy"] = ["shared", "sharedProviderThirdParty", "sharedCustomerThirdParty", "sharedAll"],
    };

    // Members that a document must have and that code may leave out: they have a value then.
    private static readonly string[] WithValueInCode =
    [
        "Matrix.schemaVersion", "Catalog.schemaVersion", "CatalogMapping.schemaVersion", "RequirementSet.schemaVersion",
        "Matrix.assignments", "ServiceModel.layers",
    ];

    [Fact]
    public void Schemas_and_types_have_the_same_members_and_words()
    {
        var walk = new Walk();
        foreach (var (file, type) in Documents) walk.Look(file, type);
        AssertNone(walk.Faults());
    }

    [Fact]
    public void Readers_know_every_member_of_the_types()
    {
        AssertNone(Unread<Matrix>().Concat(Unread<Catalog>()).Concat(Unread<CatalogMapping>()).Concat(Unread<RequirementSet>()));

        static IEnumerable<string> Unread<T>() where T : class, IDocument => Enumerable.Range(0, 100).SelectMany(seed =>
        {
            var utf8 = MatrixJson.ToUtf8Bytes(new RandomModel(seed).WithControlsOf<T>().Make<T>());
            var read = JsonNode.Parse(MatrixJson.ToUtf8Bytes(DocumentReader.Load<T>(utf8).Partial!))!;
            return Members(JsonNode.Parse(utf8)!).Except(Members(read));
        }).Distinct().Select(member => $"The reader of {typeof(T).Name} drops {member}: give its switch a case for the member.");
    }

    private static void AssertNone(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));

    // The names of members on the way to each value, without positions and keys of maps.
    private static IEnumerable<string> Members(JsonNode? node, string way = "") => node switch
    {
        JsonObject item => item.SelectMany(member => Members(member.Value, $"{way}/{member.Key}")),
        JsonArray list => list.SelectMany(item => Members(item, way)),
        _ => [way],
    };

    private sealed class Walk
    {
        private readonly SortedSet<string> _faults = new(StringComparer.Ordinal);
        private readonly HashSet<(Type, string)> _inSchemas = [];
        private readonly HashSet<Type> _types = [];
        private readonly HashSet<(string, string, Type)> _seen = [];
        private JsonNode _schema = new JsonObject();
        private string _file = "";

        public void Look(string file, Type type)
        {
            _file = $"schemas/{file}.schema.json";
            _schema = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", $"{file}.schema.json")))!;
            Look(_schema, type, "the root");
        }

        public IEnumerable<string> Faults()
        {
            foreach (var type in _types)
                foreach (var property in JsonSerializerOptions.Web.GetTypeInfo(type).Properties)
                    if (property is { Get: not null } && !_inSchemas.Contains((type, property.Name)))
                        _faults.Add(
                            $"{type.Name} writes \"{property.Name}\", which is in no schema: add it to the properties of its object.");
            return _faults;
        }

        private void Look(JsonNode schema, Type type, string where)
        {
            while (schema["$ref"] is { } reference)
            {
                where = reference.GetValue<string>().Split('/')[^1];
                schema = _schema["$defs"]![where]!;
            }
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(Condition)) type = typeof(ValueMap<ValueList<string>>);
            if (schema["items"] is { } items && ItemOf(type, typeof(ValueList<>)) is { } item) Look(items, item, where);
            else if (schema["items"] is { } words && type.IsEnum) Words(words, type, where);
            else if (schema["additionalProperties"] is JsonObject values && ItemOf(type, typeof(ValueMap<>)) is { } value)
                Look(values, value, where);
            else if (schema["enum"] is not null && type.IsEnum) Words(schema, type, where);
            else if (schema["properties"] is JsonObject properties && ItemOf(type, typeof(ValueMap<>)) is null)
                Members(schema, properties, type, where);
        }

        private void Members(JsonNode schema, JsonObject properties, Type type, string where)
        {
            if (!_seen.Add((_file, where, type))) return;
            _types.Add(type);
            var members = JsonSerializerOptions.Web.GetTypeInfo(type).Properties.ToDictionary(property => property.Name);
            var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
            foreach (var (name, value) in properties)
            {
                if (!members.TryGetValue(name, out var member))
                {
                    _faults.Add($"{_file} has \"{name}\" in {where}, but {type.Name} has no property that is written so: add it.");
                    continue;
                }
                _inSchemas.Add((type, name));
                if (!WithValueInCode.Contains($"{type.Name}.{name}") && required.Contains(name) != member.IsRequired)
                    _faults.Add(member.IsRequired ? $"{type.Name} requires \"{name}\": add it to \"required\" in {where} of {_file}."
                        : $"{_file} requires \"{name}\" in {where}: make the property of {type.Name} required.");
                Look(value!, member.PropertyType, $"{type.Name}.{name}");
            }
        }

        private void Words(JsonNode schema, Type type, string where)
        {
            while (schema["$ref"] is { } reference) schema = _schema["$defs"]![reference.GetValue<string>().Split('/')[^1]]!;
            var said = schema["enum"]!.AsArray().Select(word => word!.GetValue<string>()).ToHashSet();
            var known = Enum.GetNames(type).Select(name => char.ToLowerInvariant(name[0]) + name[1..])
                .Where(word => !type.IsDefined(typeof(FlagsAttribute), false) || word != "none").ToHashSet();
            foreach (var word in said.Except(known))
                _faults.Add($"{_file} has the word \"{word}\" in {where}, but {type.Name} has no such value: add it.");
            foreach (var word in known.Except(said).Except(OtherWords.GetValueOrDefault(where) ?? []))
                _faults.Add($"{type.Name} has the word \"{word}\", which is not in \"enum\" in {where} of {_file}: add it.");
        }

        private static Type? ItemOf(Type type, Type collection) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == collection ? type.GenericTypeArguments[0] : null;
    }
}
