using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Portfolio.Tests;

/// <summary>The schemas of portfolios and the types know the same members and words.</summary>
public sealed class PortfolioSchemaTests
{
    [SourcesFact]
    public void The_schema_of_an_answer_has_the_members_and_words_of_the_types() => AssertSame("portfolio", PortfolioJson.Answer);

    [SourcesFact]
    public void The_schema_of_a_plan_has_the_members_and_words_of_the_types() =>
        AssertSame("portfolio-plan", PortfolioJson.Answer.Options.GetTypeInfo(typeof(PortfolioPlan)));

    [SourcesFact]
    public void The_schema_of_a_register_has_the_members_and_words_of_the_types() => AssertSame("dora-register", PortfolioJson.Register);

    [Fact]
    public void A_plan_is_read_with_what_an_editor_needs()
    {
        var plan = PortfolioJson.ReadPlan("""
            {"$schema": "x", "schemaVersion": "1.0", "id": "p", "services": [{"id": "a", "controls": ["9.*"],
              "context": {"serviceModel": "saas", "parameters": {"plan": "basic"}}}]}
            """u8);
        Assert.Equal("basic", Assert.Single(plan.Services).Context!.Parameters["plan"]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[")]
    [InlineData("""{"schemaVersion": "1.0", "id": "p", "services": [{"id": "a"}, {"id": "a"}]}""")]
    [InlineData("""{"schemaVersion": "1.0", "id": "p", "services": [], "more": 1}""")]
    public void What_is_no_plan_is_refused_in_words(string text) =>
        Assert.NotEmpty(Assert.Throws<JsonException>(() => PortfolioJson.ReadPlan(System.Text.Encoding.UTF8.GetBytes(text))).Message);

    private static void AssertSame(string file, JsonTypeInfo type)
    {
        var schema = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folders.Repository!, "schemas", $"{file}.schema.json")))!;
        List<string> faults = [];
        Look(schema, type, "the root");
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        void Look(JsonNode node, JsonTypeInfo info, string where)
        {
            if (node["anyOf"] is JsonArray choices) node = choices[0]!;
            while (node["$ref"] is { } reference) node = schema["$defs"]![reference.GetValue<string>().Split('/')[^1]]!;
            var plain = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
            if (node["enum"] is JsonArray words && plain.IsEnum && !plain.IsDefined(typeof(FlagsAttribute), false))
            {
                var said = words.Where(word => word is not null).Select(word => word!.GetValue<string>()).Order();
                var known = Enum.GetNames(plain).Select(JsonNamingPolicy.CamelCase.ConvertName).Order();
                if (!said.SequenceEqual(known)) faults.Add($"{where} has other words than {plain.Name}.");
                return;
            }
            if (node["items"] is { } items && plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ValueList<>))
            {
                Look(items, info.Options.GetTypeInfo(plain.GenericTypeArguments[0]), where);
                return;
            }
            // Findings, contexts and identities are those of every other output.
            if (node["properties"] is not JsonObject properties || info.Kind != JsonTypeInfoKind.Object
                || plain == typeof(Diagnostic) || plain == typeof(ResolutionContext) || plain == typeof(MatrixIdentity)) return;
            var members = info.Properties.Where(property => property.Get is not null).ToDictionary(property => property.Name);
            foreach (var name in properties.Select(property => property.Key).Except(members.Keys))
                faults.Add($"The schema has {name} in {where}, which {plain.Name} has not.");
            foreach (var name in members.Keys.Except(properties.Select(property => property.Key)))
                faults.Add($"{plain.Name} has {name}, which the schema has not in {where}.");
            foreach (var (name, member) in properties)
                if (members.TryGetValue(name, out var known))
                    Look(member!, info.Options.GetTypeInfo(known.PropertyType), $"{where}/{name}");
        }
    }
}
