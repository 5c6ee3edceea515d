using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What holds for every source file, whatever it is about.</summary>
public sealed class SourceTests
{
    /// <summary>The same as <c>max_line_length</c> in <c>.editorconfig</c>.</summary>
    private const int LongestLine = 140;

    private static readonly string[] Made = ["bin", "obj", "artifacts", "node_modules"];

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        var tooLong = Sources().SelectMany(file => File.ReadLines(Path.Combine(Folders.Repository!, file))
            .Select((line, index) => (line.Length, Where: $"{file}:{index + 1}"))
            .Where(line => line.Length > LongestLine)
            .Select(line => $"{line.Where} has {line.Length} characters"));
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Using_directives_are_in_order_those_of_the_system_first()
    {
        foreach (var file in Sources())
        {
            var names = File.ReadLines(Path.Combine(Folders.Repository!, file))
                .TakeWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal))
                .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal)
                    && !line.StartsWith("using static ", StringComparison.Ordinal))
                .Select(line => line["using ".Length..].TrimEnd(';')).ToList();
            var ordered = names.OrderBy(name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1)
                .ThenBy(name => name, StringComparer.OrdinalIgnoreCase);
            Assert.True(names.SequenceEqual(ordered), $"{file}: {string.Join(", ", names)}");
        }
    }

    private static List<string> Sources()
    {
        var files = Directory.EnumerateFiles(Folders.Repository!, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folders.Repository!, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(Made.Contains))
            .ToList();
        Assert.True(files.Count > 100);
        return files;
    }
}
