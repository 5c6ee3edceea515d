using System.Net;
using System.Net.Sockets;
using System.Text;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using Xunit;

namespace ResponsibilityMatrix.AspNetCore.Tests;

/// <summary>What clients do to a server over a socket.</summary>
public sealed class SocketTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task A_hundred_uploads_at_once_are_each_answered()
    {
        await using var app = await TestApp.StartAsync(overSocket: true);
        byte[][] documents = [TestApp.Example("crm.matrix.json"), TestApp.Example("crm-2.0.0.matrix.json"), "{ oops"u8.ToArray()];
        byte[][] reports = [.. documents[..2].Select(utf8 => ValidateTests.Report(
            DocumentValidator.Validate(DocumentReader.Load<Matrix>(utf8), TestApp.Today, app.UploadOptions)))];

        var uploads = Enumerable.Range(0, 100).Select(i => app.PostAsync("/m/validate", documents[i % 3])).ToList();
        var responses = await Task.WhenAll(uploads);

        for (var i = 0; i < responses.Length; i++)
        {
            if (i % 3 == 2) await ProblemBody.ReadAsync(responses[i], HttpStatusCode.BadRequest);
            else Assert.Equal(reports[i % 3], await responses[i].Content.ReadAsByteArrayAsync());
            responses[i].Dispose();
        }
        Assert.Empty(app.Logs.ErrorsAndWorse);
    }

    [Fact]
    public async Task An_upload_that_says_it_is_too_large_is_refused_before_it_is_sent()
    {
        await using var app = await TestApp.StartAsync(overSocket: true);
        using var client = await ConnectAsync(app);

        await SendAsync(client, Head("Content-Length: 8000000000"));

        var response = await ReadToEndAsync(client);
        Assert.StartsWith("HTTP/1.1 413", response, StringComparison.Ordinal);
        Assert.Contains("urn:responsibility-matrix:finding:RM0003", response, StringComparison.Ordinal);
        Assert.Contains("Connection: close", response, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(app.Logs.ErrorsAndWorse);
    }

    [Fact]
    public async Task An_upload_without_end_is_refused_when_it_passes_the_limit()
    {
        await using var app = await TestApp.StartAsync(
            options => options.UploadLimits = options.UploadLimits with { MaxBytes = MiB }, overSocket: true);
        using var client = await ConnectAsync(app);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await SendAsync(client, Head("Transfer-Encoding: chunked"));
        var reading = ReadToEndAsync(client);
        var (sent, most) = (0L, 0L);
        var stream = client.GetStream();
        byte[] chunk = [.. "10000\r\n"u8, .. Enumerable.Repeat((byte)' ', 0x10000), .. "\r\n"u8];
        try
        {
            while (!reading.IsCompleted && sent < 1024L * MiB)
            {
                await stream.WriteAsync(chunk);
                sent += chunk.Length;
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
            }
        }
        catch (IOException)
        {
            // The server has closed the connection.
        }

        Assert.StartsWith("HTTP/1.1 413", await reading, StringComparison.Ordinal);
        // What the limit lets through, and what buffers of both sides hold.
        Assert.InRange(sent, MiB, 32 * MiB);
        Assert.InRange(most, 0, 64 * MiB);
        Assert.Empty(app.Logs.ErrorsAndWorse);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_goes_away_in_the_middle_is_no_error(bool resets)
    {
        await using var app = await TestApp.StartAsync(overSocket: true);
        using var recorded = new Recorded(app);
        using (var client = await ConnectAsync(app))
        {
            await SendAsync(client, Head("Content-Length: 5000") + "{ \"id\": ");
            await WaitForAsync(() => app.Logs.At(Microsoft.Extensions.Logging.LogLevel.Debug)
                .Any(text => text.Contains("Executing endpoint", StringComparison.Ordinal)));
            if (resets) client.LingerState = new LingerOption(true, 0);
        }

        Assert.Contains(await recorded.OutcomeAsync("validate"), new[] { "canceled", "refused" });
        Assert.Empty(app.Logs.ErrorsAndWorse);
        using var next = await app.PostAsync("/m/validate", TestApp.Example("crm.matrix.json"));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task The_work_of_a_client_that_goes_away_ends()
    {
        await using var app = await TestApp.StartAsync();
        using var recorded = new Recorded(app);
        using var gone = new CancellationTokenSource();
        using var content = new StreamContent(new Endless(gone));
        content.Headers.ContentType = new("application/json");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Client.PostAsync("/m/resolve", content, gone.Token));

        Assert.Equal("canceled", await recorded.OutcomeAsync("resolve"));
        Assert.Empty(app.Logs.ErrorsAndWorse);
    }

    private static string Head(string header) =>
        $"POST /m/validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{header}\r\n\r\n";

    private static async Task<TcpClient> ConnectAsync(TestApp app)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, app.Client.BaseAddress!.Port);
        return client;
    }

    private static async Task SendAsync(TcpClient client, string text) =>
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<string> ReadToEndAsync(TcpClient client)
    {
        var stream = client.GetStream();
        var read = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer) is > 0 and var count) read.Write(buffer, 0, count);
        }
        catch (IOException) when (read.Length > 0)
        {
            // The answer was there before the connection broke.
        }
        return Encoding.UTF8.GetString(read.ToArray());
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        for (var i = 0; i < 600 && !condition(); i++) await Task.Delay(50);
        Assert.True(condition());
    }

    // Goes away after some bytes.
    private sealed class Endless(CancellationTokenSource gone) : MemoryStream
    {
        private int _left = 10;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left-- == 0)
            {
                await gone.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            buffer.Span.Fill((byte)' ');
            return buffer.Length;
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            CopyAsync(destination, cancellationToken);

        private async Task CopyAsync(Stream destination, CancellationToken cancellationToken)
        {
            var buffer = new byte[1024];
            while (true) await destination.WriteAsync(buffer.AsMemory(0, await ReadAsync(buffer, cancellationToken)), cancellationToken);
        }
    }
}
