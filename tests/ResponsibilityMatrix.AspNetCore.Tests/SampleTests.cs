using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

/// <summary>The sample application, started as its page says, and asked what its page asks.</summary>
public sealed partial class SampleTests
{
    private static readonly string Sample = Path.Combine(Folders.Repository!, "samples", "ResponsibilityMatrix.Samples.Api");

    [Fact]
    public async Task The_sample_answers_what_its_page_shows()
    {
        var page = (await File.ReadAllTextAsync(Path.Combine(Sample, "README.md"))).ReplaceLineEndings("\n");
        var requests = Request().Matches(page);
        Assert.Equal(3, requests.Count);
        using var process = Start(out var address);
        try
        {
            using var client = new HttpClient { BaseAddress = await address };
            foreach (Match request in requests)
            {
                using var response = await SendAsync(client, request.Groups["path"].Value, request.Groups["data"].Value);
                var answer = (await response.Content.ReadAsStringAsync()).TrimEnd('\n');
                Assert.Equal(TraceId().Replace(request.Groups["answer"].Value, ""), TraceId().Replace(answer, ""));
            }
            using var party = await client.PostAsync(
                "/parties", new StringContent("""{"id":"acme","name":"Acme"}""", Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.OK, party.StatusCode);
            using var text = await client.PostAsync("/responsibilities/validate", new StringContent("text"));
            await ProblemBody.ReadAsync(text, HttpStatusCode.UnsupportedMediaType);
            Assert.Contains("/responsibilities/validate", await client.GetStringAsync("/openapi/v1.json"), StringComparison.Ordinal);
            Assert.Contains("\"16.1.2\"", await client.GetStringAsync("/crm/16.1.2"), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static Process Start(out Task<Uri> address)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "ResponsibilityMatrix.Samples.Api.dll"), "--urls", "http://127.0.0.1:0",
            },
            WorkingDirectory = Sample,
            RedirectStandardOutput = true,
        };
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        var process = Process.Start(start)!;
        address = ListeningAsync(process.StandardOutput);
        return process;
    }

    private static async Task<Uri> ListeningAsync(StreamReader output)
    {
        var said = new StringBuilder();
        while (await output.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                // Nobody reads the rest, and the pipe must not fill.
                _ = output.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(match.Groups[1].Value);
            }
            said.AppendLine(line);
        }
        throw new InvalidOperationException($"The sample did not start: {said}");
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string data)
    {
        if (data.Length == 0) return client.GetAsync(path);
        var body = data.StartsWith('@') ? File.ReadAllText(Path.Combine(Folders.Repository!, data[1..])) : data.Trim('\'');
        return client.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
    }

    [GeneratedRegex(
        """
        ^curl "http://localhost:5080(?<path>[^"]*)"(?: -H "Content-Type: application/json" --data-binary (?<data>.*))?
        ```

        ```json
        (?<answer>(?:.|\n)*?)
        ```$
        """, RegexOptions.Multiline)]
    private static partial Regex Request();

    // Each request has another.
    [GeneratedRegex(@"00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")]
    private static partial Regex TraceId();

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();
}
