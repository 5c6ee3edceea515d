using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;

namespace ResponsibilityMatrix.AspNetCore.Tests;

/// <summary>An application that serves the examples of this repository on a fixed day, in memory or over a socket.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string Crm = "https://harbourline.example/matrix/crm";
    public const string Annex = "https://harbourline.example/matrix/crm/annex-meridian";
    public static readonly DateOnly Today = new(2026, 11, 24);

    private readonly WebApplication _app;

    private TestApp(WebApplication app, HttpClient client, RecordedLogs logs) => (_app, Client, Logs) = (app, client, logs);

    public static string Examples =>
        Path.Combine(Folders.Repository ?? throw new InvalidOperationException("The sources are not here."), "schemas", "examples");

    public HttpClient Client { get; }

    public RecordedLogs Logs { get; }

    public IServiceProvider Services => _app.Services;

    public MatrixStore Store => Services.GetRequiredService<MatrixStore>();

    /// <summary>What an answer about an upload is made with.</summary>
    public ResolverOptions UploadOptions =>
        new() { Documents = Store.Documents, Limits = new ResponsibilityMatrixOptions().UploadLimits };

    public static async Task<TestApp> StartAsync(Action<ResponsibilityMatrixOptions>? options = null, bool overSocket = false,
        Action<IServiceCollection>? services = null, Action<WebApplication>? map = null)
    {
        var logs = new RecordedLogs();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Production",
            ContentRootPath = Path.GetDirectoryName(Examples),
        });
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<TimeProvider>(new FixedTime());
        builder.Services.AddResponsibilityMatrix(given =>
        {
            given.Paths.Add("examples");
            options?.Invoke(given);
        });
        services?.Invoke(builder.Services);
        if (overSocket) builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        else builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.MapResponsibilityMatrix("/m");
        map?.Invoke(app);
        await app.StartAsync();
        return new TestApp(app, overSocket ? new HttpClient { BaseAddress = new Uri(AddressOf(app)) } : app.GetTestClient(), logs);
    }

    public static byte[] Example(string name) => File.ReadAllBytes(Path.Combine(Examples, name));

    public static MatrixDocument ReadExample(string name) => new(DocumentReader.Load<Model.Matrix>(Example(name)));

    public static string Query(string path, params (string Name, string Value)[] parameters) =>
        $"/m/{path}?{string.Join('&', parameters.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"))}";

    public Task<HttpResponseMessage> PostAsync(string path, byte[] utf8) => PostAsync(path, new ByteArrayContent(utf8));

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content, string? contentType = "application/json")
    {
        if (contentType is not null) content.Headers.ContentType = new(contentType);
        return Client.PostAsync(path, content);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(Today.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
    }
}
