using Microsoft.Playwright;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Browser.Tests;

/// <summary>The Chromium of this machine, started once for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where Chromium is; null where it is not installed.</summary>
    public static string? Executable { get; } = new[] { "chromium", "chromium-browser", "google-chrome" }
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Executable is null) return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>Opens a page of HTML as a file.</summary>
    public async Task<OpenPage> Open(byte[] html, OpenOptions? options = null)
    {
        options ??= new();
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.html");
        await File.WriteAllBytesAsync(file, html);
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = options.Width, Height = options.Height },
            ColorScheme = options.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = options.HasScript,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(10_000);
        var opened = new OpenPage(page, context, file);
        await page.GotoAsync(opened.Address + options.Hash);
        return opened;
    }
}

/// <summary>How to open a page.</summary>
public sealed record OpenOptions
{
    public int Width { get; init; } = 1440;

    public int Height { get; init; } = 900;

    public bool IsDark { get; init; }

    public bool HasScript { get; init; } = true;

    public string Hash { get; init; } = "";
}

/// <summary>A page in the browser, with all that it asked for and complained about.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _file;

    internal OpenPage(IPage page, IBrowserContext context, string file)
    {
        (Page, _context, _file) = (page, context, file);
        Address = new Uri(file).AbsoluteUri;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Address, StringComparison.Ordinal) && request.Url != "data:,")
                Complaints.Add($"asks for {request.Url}");
        };
        page.Console += (_, message) => Complaints.Add($"says {message.Text}");
        page.PageError += (_, error) => Complaints.Add($"fails: {error}");
        page.Dialog += (_, dialog) => Complaints.Add($"asks the reader {dialog.Message}");
    }

    public IPage Page { get; }

    public string Address { get; }

    /// <summary>What the page should not have done.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The ids of the controls that are shown.</summary>
    public Task<string[]> Shown() => Page.EvaluateAsync<string[]>("""
        [...document.querySelectorAll('.c:not(.up)')].filter(one => !one.closest('[hidden]'))
            .map(one => one.querySelector('h4 a').textContent)
        """);

    /// <summary>Waits until the page says so of what is shown.</summary>
    public Task Says(string words) => Assertions.Expect(Page.Locator("#_n")).ToContainTextAsync(words);

    public Task<string> Count() => Page.Locator("#_n").InnerTextAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        File.Delete(_file);
    }
}

/// <summary>The tests share a browser.</summary>
[CollectionDefinition("browser")]
public sealed class BrowserCollection : ICollectionFixture<Browser>
{
}

/// <summary>A test in Chromium with the examples; skipped where one of them is not here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = BrowserTests.Missing;
}

/// <summary>A test in Chromium with data; skipped where Chromium or the examples are not here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserTests.Missing;
}

internal static class BrowserTests
{
    public static string? Missing => Browser.Executable is null ? "Chromium is not installed."
        : Folders.Repository is null ? "No ResponsibilityMatrix.sln stands above the tests." : null;
}
