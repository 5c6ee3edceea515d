using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Browser.Tests;

/// <summary>Pages held against the HTML checker of the W3C.</summary>
public sealed class HtmlCheckerTests
{
    [HtmlCheckerFact]
    public void The_checker_finds_no_error()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            foreach (var (name, html) in new[]
            {
                ("crm", Pages.Crm), ("open", Pages.Open), ("none", Pages.None), ("foreign", Pages.Foreign),
            })
                File.WriteAllBytes(Path.Combine(folder.FullName, $"{name}.html"), html);
            Tool.Run("java", "-jar", HtmlCheckerFactAttribute.Jar!, "--errors-only", folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A test with the HTML checker; skipped where it, Java or the examples are not here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HtmlCheckerFactAttribute : FactAttribute
{
    public HtmlCheckerFactAttribute() => Skip = Jar is null
        ? "The HTML checker is not installed: npm ci in tests/ResponsibilityMatrix.Browser.Tests."
        : HasJava ? null : "Java is not installed.";

    public static string? Jar { get; } = Folders.Repository is { } root && Path.Combine(root, "tests", "ResponsibilityMatrix.Browser.Tests",
        "node_modules", "vnu-jar", "build", "dist", "vnu.jar") is var jar && File.Exists(jar) ? jar : null;

    private static bool HasJava { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "java")));
}
