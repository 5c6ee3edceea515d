using System.Net;
using System.Text.Json;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

/// <summary>Problem details as a client reads them.</summary>
internal sealed class ProblemBody(JsonElement root)
{
    public string? Type => root.GetProperty("type").GetString();

    public string? Title => root.GetProperty("title").GetString();

    public string? Detail => root.GetProperty("detail").GetString();

    public string? Code => root.GetProperty("code").GetString();

    public string? Subject => root.GetProperty("subject").GetString();

    public IEnumerable<string?> Choices => root.GetProperty("choices").EnumerateArray().Select(choice => choice.GetString());

    public JsonElement Diagnostics => root.GetProperty("diagnostics");

    /// <summary>Reads a response that must be problem details of a status.</summary>
    public static async Task<ProblemBody> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var root = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)status, root.GetProperty("status").GetInt32());
        return new(root);
    }
}
