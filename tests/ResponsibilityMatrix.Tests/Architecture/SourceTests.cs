using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What holds for every source file, whatever it is about.</summary>
public sealed class SourceTests
{
    /// <summary>The same as <c>max_line_length</c> in <c>.editorconfig</c>.</summary>
    private const int LongestLine = 140;

    private static readonly string[] Made = ["bin", "obj", "artifacts"];

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        var files = Directory.EnumerateFiles(Folders.Repository!, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folders.Repository!, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(Made.Contains))
            .ToList();
        Assert.True(files.Count > 100);
        var tooLong = files.SelectMany(file => File.ReadLines(Path.Combine(Folders.Repository!, file))
            .Select((line, index) => (line.Length, Where: $"{file}:{index + 1}"))
            .Where(line => line.Length > LongestLine)
            .Select(line => $"{line.Where} has {line.Length} characters"));
        Assert.Empty(tooLong);
    }
}
