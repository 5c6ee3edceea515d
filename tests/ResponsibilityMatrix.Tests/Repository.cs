namespace ResponsibilityMatrix.Tests;

/// <summary>Finds the repository and, beside or above it, the real documents that are not a part of it.</summary>
internal static class Repository
{
    public static string Root { get; } = Up(folder => File.Exists(Path.Combine(folder, "ResponsibilityMatrix.sln"))) ?? throw new InvalidOperationException("The tests do not run within the repository.");

    public static string? EncodedFixtures { get; } = Up(folder => Directory.Exists(Path.Combine(folder, "shared", "fixtures", "encoded"))) is { } found ? Path.Combine(found, "shared", "fixtures", "encoded") : null;

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string? Up(Func<string, bool> isIt)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (isIt(folder.FullName)) return folder.FullName;
        return null;
    }
}

/// <summary>A test over the real documents; skipped, with the reason, where they are not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EncodedFixturesTheoryAttribute : Xunit.TheoryAttribute
{
    public EncodedFixturesTheoryAttribute()
    {
        if (Repository.EncodedFixtures is null) Skip = "There is no folder shared/fixtures/encoded beside the repository.";
    }
}
