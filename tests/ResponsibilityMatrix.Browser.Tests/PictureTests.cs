using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Browser.Tests;

/// <summary>
/// Makes the pictures of docs/reports.md, where the environment variable REPORT_PICTURES says in which folder:
/// REPORT_PICTURES=docs/reports dotnet test tests/ResponsibilityMatrix.Browser.Tests --filter PictureTests.
/// </summary>
[Collection("browser")]
public sealed class PictureTests(Browser browser)
{
    [PictureTheory]
    [InlineData("page", 1200, 700, false, "")]
    [InlineData("matrix", 1200, 700, false, "#responsibilities")]
    [InlineData("control", 1000, 560, false, "#iso-27017-2015-13.1.2")]
    [InlineData("phone", 390, 760, true, "#iso-27017-2015-12.3.1")]
    public async Task The_pictures_of_the_documentation_are_made(string name, int width, int height, bool isDark, string hash)
    {
        await using var open = await browser.Open(Pages.Crm, new() { Width = width, Height = height, IsDark = isDark, Hash = hash });
        // The place of a link is found in a few frames.
        await open.Page.EvaluateAsync("""
            async () => { for (let i = 0; i < 6; i++) await new Promise(done => requestAnimationFrame(done)) }
            """);
        var folder = Path.Combine(Folders.Repository!, PictureTheoryAttribute.Folder!);
        Directory.CreateDirectory(folder);
        var picture = await open.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        Assert.InRange(picture.Length, 5_000, 400_000);
    }
}

/// <summary>Makes pictures; skipped where nobody asked for them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PictureTheoryAttribute : TheoryAttribute
{
    public PictureTheoryAttribute() => Skip = BrowserTests.Missing
        ?? (Folder is null ? "REPORT_PICTURES names no folder for the pictures." : null);

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("REPORT_PICTURES");
}
