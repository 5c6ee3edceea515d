using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ResponsibilityMatrix.Packages.Tests;

/// <summary>What somebody gets who knows a package's page and nothing else.</summary>
public sealed partial class PackageTests(Packed packed) : IClassFixture<Packed>
{
    private const string Command = "rmatrix";

    public static TheoryData<string> Packages => [.. Packed.Projects];

    public static TheoryData<string> Libraries => [.. Packed.Projects.Where(package => package != Packed.Tool)];

    [FeedTheory, MemberData(nameof(Packages))]
    public void A_package_has_what_a_gallery_shows(string package)
    {
        using var archive = packed.Open(package);
        var specification = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        var about = XDocument.Load(specification.Open()).Root!.Elements().Single();
        string Of(string name) => about.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";

        Assert.Equal(package, Of("id"));
        Assert.Equal("MIT", Of("license"));
        Assert.NotEqual("Package Description", Of("description"));
        Assert.InRange(Of("description").Length, 40, 300);
        Assert.Contains("shared-responsibility", Of("tags"), StringComparison.Ordinal);
        Assert.StartsWith("## [", Of("releaseNotes"), StringComparison.Ordinal);
        Assert.NotEmpty(Of("authors"));
        Assert.NotEmpty(Of("copyright"));
        Assert.Equal(Packed.ReadmeOf(package), Text(archive, Of("readme")).ReplaceLineEndings("\n"));
        using var icon = archive.GetEntry(Of("icon"))!.Open();
        var head = new byte[24];
        icon.ReadExactly(head);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], head[..4]);
        Assert.Equal([0, 0, 0, 128, 0, 0, 0, 128], head[16..]);
    }

    [FeedTheory, MemberData(nameof(Libraries))]
    public void A_library_has_documentation_in_its_package_and_symbols_beside_it(string package)
    {
        using var archive = packed.Open(package);
        Assert.NotNull(archive.GetEntry($"lib/net10.0/{package}.dll"));
        Assert.NotNull(archive.GetEntry($"lib/net10.0/{package}.xml"));
        using var symbols = packed.Open(package, "snupkg");
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{package}.pdb"));
    }

    [Theory, MemberData(nameof(Packages))]
    public void A_package_is_named_on_the_first_page_and_its_own_has_an_install_line_and_no_link_into_the_repository(string package)
    {
        Assert.Contains($"`{package}`", File.ReadAllText(Path.Combine(Packed.Root, "README.md")), StringComparison.Ordinal);
        var readme = Packed.ReadmeOf(package);
        Assert.StartsWith($"# {package}\n", readme, StringComparison.Ordinal);
        Assert.Contains(InstallLine(package), Blocks(readme, "sh")[0].Split('\n'));
        Assert.All(Link().Matches(readme), link => Assert.StartsWith("https://", link.Groups[1].Value, StringComparison.Ordinal));
    }

    [FeedTheory, MemberData(nameof(Libraries))]
    public void The_samples_of_a_readme_compile_in_an_empty_project_and_print_what_the_readme_says(string package)
    {
        var folder = packed.NewFolder(package);
        Terminal.Dotnet(folder, packed.Environment, "new", "console", "--name", "Sample", "--output", ".", "--no-restore");
        Terminal.Dotnet(folder, packed.Environment, InstallLine(package).Split(' ')[1..]);
        var (samples, outputs) = (Blocks(Packed.ReadmeOf(package), "csharp"), Blocks(Packed.ReadmeOf(package), "text"));
        Assert.NotEmpty(samples);
        Assert.Equal(samples.Count, outputs.Count);
        foreach (var (sample, output) in samples.Zip(outputs))
        {
            File.WriteAllText(Path.Combine(folder, "Program.cs"), sample);
            Terminal.Dotnet(folder, packed.Environment, "build", "--no-restore", "--nologo", "-warnaserror", "-v", "quiet");
            var printed = Terminal.Dotnet(folder, packed.Environment, "run", "--no-build");
            Assert.Equal(output, printed.ReplaceLineEndings("\n").TrimEnd('\n'));
        }
    }

    [NativeFact]
    public void The_tool_installs_as_native_code_and_does_what_its_readme_says()
    {
        packed.Pack(Packed.Tool, packed.Feed, "-r", Packed.Platform);
        var installed = Install(packed.Feed, "native");
        Assert.Empty(Directory.GetFiles(installed, "*.dll", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(installed, "*.dbg", SearchOption.AllDirectories));
        AssertRunsAsTheReadmeSays(installed, "native");
    }

    [FeedFact]
    public void The_tool_installs_on_a_platform_without_a_native_package_and_does_what_its_readme_says()
    {
        // As it is on a platform that the list does not name.
        var feed = Packed.Fresh("feed-any");
        packed.Pack(Packed.Tool, feed, "-p:ToolPackageRuntimeIdentifiers=any");
        packed.Pack(Packed.Tool, feed, "-r", "any");
        var installed = Install(feed, "any");
        Assert.NotEmpty(Directory.GetFiles(installed, "rmatrix.dll", SearchOption.AllDirectories));
        AssertRunsAsTheReadmeSays(installed, "any");
    }

    private string Install(string feed, string name)
    {
        var folder = packed.NewFolder($"tool-{name}", feed);
        var installed = Path.Combine(folder, "tools");
        var words = InstallLine(Packed.Tool).Replace("--global", "--tool-path tools", StringComparison.Ordinal).Split(' ')[1..];
        Terminal.Dotnet(folder, packed.Environment, words);
        return installed;
    }

    private void AssertRunsAsTheReadmeSays(string installed, string name)
    {
        var folder = packed.NewFolder($"run-{name}");
        var readme = Packed.ReadmeOf(Packed.Tool);
        var lines = Blocks(readme, "sh")
            .SelectMany(block => block.Split('\n'))
            .Where(line => line.StartsWith($"{Command} ", StringComparison.Ordinal));
        Finished? last = null;
        foreach (var line in lines)
        {
            last = Terminal.Run(folder, packed.Environment, Path.Combine(installed, Command), line.Split(' ')[1..]);
            Assert.True(last.ExitCode == 0, $"{line}: {last}");
        }
        Assert.Equal(Assert.Single(Blocks(readme, "text")), last!.Output.ReplaceLineEndings("\n").TrimEnd('\n'));
    }

    private static string InstallLine(string package) =>
        package == Packed.Tool ? $"dotnet tool install --global {package}" : $"dotnet add package {package}";

    private static string Text(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The blocks of a language in a page.</summary>
    private static List<string> Blocks(string page, string language) =>
        [.. Fence().Matches(page).Where(fence => fence.Groups[1].Value == language).Select(fence => fence.Groups[2].Value)];

    [GeneratedRegex(@"^```(\w+)\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]*)\)")]
    private static partial Regex Link();
}
