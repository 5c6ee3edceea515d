using System.Text.RegularExpressions;
using Xunit;

namespace ResponsibilityMatrix.Tests;

/// <summary>What docs/architecture.md names exists: files, types, members, tests, rooms and packages.</summary>
public sealed partial class ArchitecturePageTests
{
    // What an author of something new chooses.
    private static readonly string[] Placeholders = ["RM2018", "RM2018_MyRule", "MyCommand", "MyRule"];

    private static readonly string Root = Folders.Repository ?? "";
    private static readonly Lazy<string> Page = new(() => File.ReadAllText(Path.Combine(Root, "docs", "architecture.md")));
    private static readonly Lazy<ILookup<string, string>> Types = new(() => Sources().SelectMany(TypesOf)
        .ToLookup(type => type.Name, type => type.Source, StringComparer.Ordinal));

    [SourcesFact]
    public void Every_file_and_link_exists()
    {
        var paths = Quoted().Matches(Page.Value).Select(match => match.Groups["text"].Value)
            .Where(text => PathLike().IsMatch(text) && !Placeholders.Any(text.Contains));
        var links = Link().Matches(Page.Value).Select(match => match.Groups["target"].Value)
            .Where(target => !target.StartsWith('#') && !target.Contains("://", StringComparison.Ordinal))
            .Select(target => $"docs/{target.Split('#')[0]}");
        Assert.Equal([], paths.Concat(links).Where(path => !Path.Exists(Path.Combine(Root, path))));
    }

    [SourcesFact]
    public void Every_type_member_and_test_exists()
    {
        var names = Quoted().Matches(Page.Value).Select(match => match.Groups["text"].Value)
            .Where(text => NameLike().IsMatch(text) && !Placeholders.Contains(text)).ToList();
        Assert.True(names.Count > 100);
        Assert.Equal([], names.Where(name => !Exists(name.Split('.'))).Distinct());
    }

    [SourcesFact]
    public void Every_room_has_a_section_that_names_a_test_and_a_box_in_the_picture()
    {
        var picture = File.ReadAllText(Path.Combine(Root, "docs", "architecture.svg"));
        foreach (var room in Directory.EnumerateDirectories(Folders.Core).Select(Path.GetFileName).Except(["bin", "obj"]))
        {
            var start = Page.Value.IndexOf($"\n### {room}\n", StringComparison.Ordinal);
            Assert.True(start >= 0, $"docs/architecture.md has no section on {room}.");
            var section = Page.Value[start..Page.Value.IndexOf("\n##", start + 1, StringComparison.Ordinal)];
            Assert.True(TestNamed().IsMatch(section), $"No test is named for {room}.");
            Assert.Contains("- Never: ", section, StringComparison.Ordinal);
            Assert.Contains($">{room}<", picture, StringComparison.Ordinal);
        }
    }

    [SourcesFact]
    public void Every_package_is_named()
    {
        foreach (var folder in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories))
            Assert.Contains($"`src/{Path.GetFileNameWithoutExtension(folder)}`", Page.Value, StringComparison.Ordinal);
    }

    private static bool Exists(string[] name) => Types.Value.Contains(name[0])
        && (name.Length == 1 || Types.Value[name[0]].Any(source => Regex.IsMatch(source, $@"\b{name[1]}\b", RegexOptions.None, Second)));

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static IEnumerable<string> Sources() => new[] { "src", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Select(File.ReadAllText);

    private static IEnumerable<(string Name, string Source)> TypesOf(string source) =>
        Declared().Matches(source).Select(match => (match.Groups["name"].Value, source));

    [GeneratedRegex("`(?<text>[^`\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(src|tests|docs|schemas|benchmarks)/[\w./-]+$")]
    private static partial Regex PathLike();

    [GeneratedRegex(@"^[A-Z]\w+(\.[A-Z]\w+)?$")]
    private static partial Regex NameLike();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`\w+(Tests|Properties)\.\w+`")]
    private static partial Regex TestNamed();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+(struct\s+|class\s+)?(?<name>[A-Z]\w*)")]
    private static partial Regex Declared();
}
