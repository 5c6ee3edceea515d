using System.Text.RegularExpressions;
using Xunit;

namespace ResponsibilityMatrix.Packages.Tests;

/// <summary>The package sources of this machine, as <c>dotnet nuget list source</c> names them.</summary>
internal static partial class Sources
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly Lazy<IReadOnlyList<(string Name, string Address)>> Listed = new(() =>
        [.. Entry().Matches(Terminal.Dotnet(Path.GetTempPath(), new Dictionary<string, string>(), "nuget", "list", "source"))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value))]);

    private static readonly Lazy<string?> Asked = new(() =>
    {
        if (Enabled.Count == 0) return "This machine has no package source.";
        using var client = new HttpClient { Timeout = Patience };
        foreach (var (name, address) in Enabled)
        {
            if (!address.StartsWith("http", StringComparison.Ordinal)) continue;
            try
            {
                using var answer = client.GetAsync(new Uri(address)).GetAwaiter().GetResult();
                if (!answer.IsSuccessStatusCode) return $"The package source {name} answers {(int)answer.StatusCode}.";
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                return $"The package source {name} does not answer: {exception.Message}";
            }
        }
        return null;
    });

    public static IReadOnlyList<(string Name, string Address)> Enabled => Listed.Value;

    /// <summary>Why packages of others cannot be had here, or null.</summary>
    public static string? WhyNot => Asked.Value;

    [GeneratedRegex(@"^\s*\d+\.\s+(.+?) \[Enabled\]\s*$\s*^\s*(\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Entry();
}

/// <summary>A test that restores packages; skipped where the package sources do not answer.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FeedFactAttribute : FactAttribute
{
    public FeedFactAttribute() => Skip = Sources.WhyNot;
}

/// <summary>A test with data that restores packages; skipped where the package sources do not answer.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FeedTheoryAttribute : TheoryAttribute
{
    public FeedTheoryAttribute() => Skip = Sources.WhyNot;
}

/// <summary>A test that compiles native code; skipped where the package sources do not answer or there is no linker.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = Packed.WhyNotNative ?? Sources.WhyNot;
}
