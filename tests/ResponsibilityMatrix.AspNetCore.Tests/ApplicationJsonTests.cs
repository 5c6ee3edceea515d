using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

/// <summary>Endpoints of an application take and return the types of the model and of answers.</summary>
public sealed class ApplicationJsonTests
{
    [Fact]
    public async Task A_party_can_be_bound_and_returned()
    {
        await using var app = await TestApp.StartAsync(
            map: application => application.MapPost("/party", (Party party) => TypedResults.Ok(party)));
        const string Text =
            """{"id":"acme","name":"Acme","role":"provider","contacts":[{"purpose":"support","email":"a@b.example"}]}""";

        using var response = await app.PostAsync("/party", Encoding.UTF8.GetBytes(Text));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var party = new Party
        {
            Id = "acme",
            Name = "Acme",
            Role = PartyRole.Provider,
            Contacts = [new() { Purpose = "support", Email = "a@b.example" }],
        };
        Assert.Equal(party, JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), MatrixJsonContext.Default.Party));
    }

    [Fact]
    public async Task A_party_without_its_name_is_a_bad_request()
    {
        await using var app = await TestApp.StartAsync(
            map: application => application.MapPost("/party", (Party party) => TypedResults.Ok(party)));

        using var response = await app.PostAsync("/party", """{"id":"acme"}"""u8.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_member_that_is_not_known_is_a_bad_request_that_names_it()
    {
        const string Misspelled = """{"id":"acme","name":"Acme","contacts":[{"purpose":"support","mail":"a@b.example"}]}""";
        await using var app = await TestApp.StartAsync(
            map: application => application.MapPost("/party", (Party party) => TypedResults.Ok(party)));

        using var response = await app.PostAsync("/party", Encoding.UTF8.GetBytes(Misspelled));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var options = app.Services.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
        var exception = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Party>(Misspelled, options));
        Assert.Contains("'mail'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Contact", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_can_be_returned()
    {
        var context = new ResolutionContext { AsOf = TestApp.Today };
        await using var app = await TestApp.StartAsync(map: application => application.MapGet(
            "/own", (MatrixStore store) => store.GetResolver(store.Documents.FindMatrix(TestApp.Crm)!).Resolve(context)));

        var given = await app.Client.GetStringAsync("/own");

        var answer = app.Store.GetResolver(app.Store.Documents.FindMatrix(TestApp.Crm)!).Resolve(context);
        Assert.Equal(Compact(MatrixJson.ToUtf8Bytes(answer)), Compact(Encoding.UTF8.GetBytes(given)));
    }

    [Fact]
    public async Task Controllers_know_the_types_too()
    {
        await using var app = await TestApp.StartAsync();

        var options = app.Services.GetRequiredService<IOptions<Microsoft.AspNetCore.Mvc.JsonOptions>>().Value.JsonSerializerOptions;

        var party = new Party { Id = "acme", Name = "Acme", Role = PartyRole.Provider };
        Assert.Equal(party, JsonSerializer.Deserialize<Party>(JsonSerializer.Serialize(party, options), options));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Party>("""{"id":"acme","name":"Acme","rol":"provider"}""", options));
    }

    private static string Compact(byte[] utf8) => JsonSerializer.Serialize(
        JsonDocument.Parse(utf8).RootElement);
}
