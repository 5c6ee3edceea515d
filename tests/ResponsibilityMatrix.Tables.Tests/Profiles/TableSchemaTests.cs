using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>The schema of profiles and their types have the same members and words.</summary>
public sealed class TableSchemaTests
{
    private static readonly JsonNode Schema =
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", "table.schema.json")))!;

    // States that only answers have; a profile with one is refused.
    private static readonly string[] OfAnswers = ["assigned", "unassigned", "conflict"];

    [SourcesFact]
    public void Schema_and_types_have_the_same_members_and_words()
    {
        List<string> faults = [];
        Look(Schema, typeof(TableProfile), [], faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static void Look(JsonNode schema, Type type, HashSet<Type> seen, List<string> faults)
    {
        while (schema["$ref"] is { } reference) schema = Schema["$defs"]![reference.GetValue<string>().Split('/')[^1]]!;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>))
            Look(schema["items"]!, type.GenericTypeArguments[0], seen, faults);
        else if (schema["additionalProperties"] is JsonObject values && type.IsGenericType
            && type.GetGenericTypeDefinition() == typeof(ValueMap<>))
            Look(values, type.GenericTypeArguments[0], seen, faults);
        else if (type.IsEnum && schema["enum"] is { } words) Words(words.AsArray(), type, faults);
        else if (schema["properties"] is JsonObject properties && seen.Add(type)) Members(schema, properties, type, seen, faults);
    }

    private static void Members(JsonNode schema, JsonObject properties, Type type, HashSet<Type> seen, List<string> faults)
    {
        var members = ProfileJsonContext.Profile.Options.GetTypeInfo(type).Properties.Where(member => member.Get is not null)
            .ToDictionary(member => member.Name);
        foreach (var name in members.Keys.Except(properties.Select(property => property.Key)))
            faults.Add($"The schema lacks {type.Name}.{name}.");
        foreach (var (name, value) in properties)
        {
            if (!members.TryGetValue(name, out var member)) faults.Add($"{type.Name} lacks {name} of the schema.");
            else
            {
                var isRequired = schema["required"]?.AsArray().Any(word => word!.GetValue<string>() == name) is true;
                if (isRequired != member.IsRequired && name != "schemaVersion")
                    faults.Add($"{type.Name}.{name} is required in one of the two.");
                Look(value!, member.PropertyType, seen, faults);
            }
        }
    }

    private static void Words(JsonArray words, Type type, List<string> faults)
    {
        var inSchema = words.Select(word => word!.GetValue<string>()).ToHashSet();
        var known = type == typeof(Sides) ? Model.Words.Splits
            : Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.Serialize(value, type).Trim('"')).Except(OfAnswers)
                .ToList();
        if (!inSchema.SetEquals(known))
            faults.Add($"{type.Name}: {string.Join(", ", known)} are its words, {string.Join(", ", inSchema)} the schema's.");
    }
}
