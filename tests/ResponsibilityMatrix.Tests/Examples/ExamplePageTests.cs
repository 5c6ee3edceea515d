using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace ResponsibilityMatrix.Tests.Examples;

/// <summary>Every example of a doc comment is code that <see cref="ExampleTests"/> runs.</summary>
public sealed partial class ExamplePageTests
{
    [SourcesFact]
    public void Every_example_is_code_that_a_test_runs()
    {
        var folder = Path.Combine(Folders.Repository!, "tests", "ResponsibilityMatrix.Tests", "Examples");
        var source = File.ReadAllText(Path.Combine(folder, "ExampleTests.cs"));
        var run = Lines(source.Replace("console.", "Console.", StringComparison.Ordinal));
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(Folders.Core, "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match match in Example().Matches(File.ReadAllText(file)))
            {
                count++;
                var example = Lines(WebUtility.HtmlDecode(match.Groups["code"].Value.Replace("///", "", StringComparison.Ordinal)));
                Assert.True(example.Length > 0 && run.Contains($"\n{example}\n", StringComparison.Ordinal),
                    $"The example in {Path.GetFileName(file)} is not in ExampleTests.cs:\n{example}");
            }
        }
        Assert.True(count >= 15, $"There are {count} examples.");
    }

    // White space at the start and the end of lines does not count.
    private static string Lines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        .Trim('\n');

    [GeneratedRegex("<example><code>(?<code>.*?)</code></example>", RegexOptions.Singleline)]
    private static partial Regex Example();
}
