namespace ResponsibilityMatrix.Tests;

/// <summary>Folders found by walking up from the tests.</summary>
internal static class Folders
{
    public static string? Repository { get; } =
        FindUp(folder => File.Exists(Path.Combine(folder, "ResponsibilityMatrix.sln")) ? folder : null);

    public static string? EncodedFixtures { get; } = Fixtures("encoded");

    public static string? Faults { get; } = Fixtures("faults");

    public static string? SchemaSuite { get; } = Fixtures("json-schema-test-suite");

    public static string? Oscal { get; } = Fixtures("oscal");

    public static string Core =>
        Path.Combine(Repository ?? throw new InvalidOperationException("The sources are not here."), "src", "ResponsibilityMatrix");

    private static string? Fixtures(string name) =>
        FindUp(folder => Path.Combine(folder, "shared", "fixtures", name) is var found && Directory.Exists(found) ? found : null);

    private static string? FindUp(Func<string, string?> look)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (look(folder.FullName) is { } found) return found;
        return null;
    }
}
