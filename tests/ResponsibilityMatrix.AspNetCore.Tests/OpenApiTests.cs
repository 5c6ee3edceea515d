using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ResponsibilityMatrix.Model;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public async Task All_endpoints_are_described()
    {
        await using var app = await TestApp.StartAsync(
            services: services => services.AddOpenApi(), map: application => application.MapOpenApi());

        var paths = JsonDocument.Parse(await app.Client.GetStringAsync("/openapi/v1.json")).RootElement.GetProperty("paths");

        Assert.Equal(
            [
                "get /m/chain FollowChain", "get /m/check CheckMatrix", "get /m/diff CompareVersions", "get /m/explain ExplainControl",
                "get /m/matrices ListMatrices", "get /m/resolve ResolveMatrix", "post /m/chain FollowChainOfUpload",
                "post /m/check CheckUpload", "post /m/diff CompareUpload", "post /m/explain ExplainControlOfUpload",
                "post /m/resolve ResolveUpload", "post /m/validate ValidateDocument",
            ],
            Operations(paths).Select(one => $"{one.Method} {one.Path} {one.Operation.GetProperty("operationId").GetString()}")
                .Order(StringComparer.Ordinal));
        Assert.All(Operations(paths), one =>
        {
            Assert.NotEmpty(one.Operation.GetProperty("summary").GetString()!);
            Assert.True(one.Operation.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty(
                "application/json", out _));
            if (one.Method == "post")
                Assert.True(one.Operation.GetProperty("requestBody").GetProperty("content").TryGetProperty("application/json", out _));
            if (one.Operation.TryGetProperty("parameters", out var parameters))
                Assert.All(parameters.EnumerateArray(), parameter =>
                {
                    Assert.Equal("query", parameter.GetProperty("in").GetString());
                    Assert.NotEmpty(parameter.GetProperty("description").GetString()!);
                    Assert.False(parameter.TryGetProperty("required", out var required) && required.GetBoolean());
                });
        });
        Assert.Equal(
            ["id", "version", "serviceModel", "set", "asOf", "control", "language"],
            paths.GetProperty("/m/resolve").GetProperty("get").GetProperty("parameters").EnumerateArray()
                .Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal(
            ["200", "400", "413", "415", "422"],
            paths.GetProperty("/m/validate").GetProperty("post").GetProperty("responses").EnumerateObject()
                .Select(one => one.Name).Order());
    }

    [Fact]
    public async Task Lists_maps_and_words_have_schemas()
    {
        await using var app = await TestApp.StartAsync(services: services => services.AddOpenApi(), map: application =>
        {
            application.MapOpenApi();
            application.MapPost("/party", (Party party) => TypedResults.Ok(party));
        });

        var schemas = JsonDocument.Parse(await app.Client.GetStringAsync("/openapi/v1.json")).RootElement
            .GetProperty("components").GetProperty("schemas");

        JsonElement Member(string type, string name) => Followed(schemas.GetProperty(type).GetProperty("properties").GetProperty(name));
        JsonElement Followed(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
            ? schemas.GetProperty(reference.GetString()!.Split('/')[^1]) : schema;
        var duties = Member("ResolvedControl", "duties");
        Assert.Equal("array", duties.GetProperty("type").GetString());
        Assert.Equal("string", Followed(duties.GetProperty("items")).GetProperty("properties").GetProperty("text").GetProperty("type")[1]
            .GetString());
        Assert.Equal(["unassigned", "assigned", "notApplicable", "notDetermined", "conflict"],
            Member("ResolvedControl", "state").GetProperty("enum").EnumerateArray().Select(word => word.GetString()).ToHashSet());
        Assert.Equal("array", Member("Party", "contacts").GetProperty("type").GetString());
        Assert.Equal("object", Member("ResolutionContext", "parameters").GetProperty("type").GetString());
    }

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Operations(JsonElement paths) =>
        from path in paths.EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name, path.Name, operation.Value);
}
