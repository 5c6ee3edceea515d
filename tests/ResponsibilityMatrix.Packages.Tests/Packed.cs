using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Packages.Tests;

/// <summary>Every package of the repository, packed into a folder as for a release, and a place to install them from there.</summary>
public sealed class Packed : IDisposable
{
    public const string Tool = "ResponsibilityMatrix.Cli";

    /// <summary>The root of the repository.</summary>
    public static readonly string Root = Folders.Repository ?? throw new InvalidOperationException("The sources are not here.");

    // Kept from run to run, so that what has not changed is not compiled again.
    private static readonly string Artifacts = Path.Combine(Root, "artifacts", "packages");

    private static readonly string[] Linkers = ["clang", "gcc"];

    private readonly string _temporary = Directory.CreateTempSubdirectory("rmatrix-packages-").FullName;

    private readonly Lazy<string> _feed;

    public Packed()
    {
        var installed = Path.Combine(Artifacts, "installed");
        // Versions are packed again and again here; what others made never changes.
        if (Directory.Exists(installed))
            foreach (var old in Directory.GetDirectories(installed, "responsibilitymatrix*")) Directory.Delete(old, recursive: true);
        Environment = new Dictionary<string, string>
        {
            ["NUGET_PACKAGES"] = installed,
            ["DOTNET_CLI_HOME"] = _temporary,
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["NuGetAudit"] = "false",
            ["NO_COLOR"] = "1",
        };
        _feed = new(() =>
        {
            var feed = Fresh("feed");
            foreach (var package in Projects) Pack(package, feed);
            return feed;
        });
    }

    /// <summary>The ids of the packages: every project of <c>src</c> is one.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    /// <summary>Why the command cannot be compiled to native code here, or null.</summary>
    public static string? WhyNotNative => OperatingSystem.IsWindows() || Linkers.Any(Terminal.Has)
        ? null
        : "Neither clang nor gcc is installed, and native code needs one of them to be linked.";

    /// <summary>The folder of the packages, which are made when somebody first asks for them.</summary>
    public string Feed => _feed.Value;

    /// <summary>The variables under which what is installed does not mix with what the user has.</summary>
    internal IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The folder of a package's sources.</summary>
    public static string SourcesOf(string package) => Path.Combine(Root, "src", package);

    /// <summary>The text of a package's page.</summary>
    public static string ReadmeOf(string package) =>
        File.ReadAllText(Path.Combine(SourcesOf(package), "README.md")).ReplaceLineEndings("\n");

    /// <summary>An empty folder below the temporary one, whose packages come from the folder of packages and, the others', from the usual
    /// sources.</summary>
    public string NewFolder(string name, string? feed = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_temporary, name)).FullName;
        var sources = Sources.Enabled.Append((Name: "packed", Address: feed ?? Feed)).ToList();
        new XElement("configuration",
            new XElement("packageSources", new XElement("clear"),
                sources.Select(source => new XElement("add", new XAttribute("key", source.Name), new XAttribute("value", source.Address)))),
            new XElement("packageSourceMapping", new XElement("clear"),
                sources.Select(source => new XElement("packageSource", new XAttribute("key", source.Name),
                    new XElement("package", new XAttribute("pattern", source.Name == "packed" ? "ResponsibilityMatrix*" : "*"))))))
            .Save(Path.Combine(folder, "nuget.config"));
        return folder;
    }

    /// <summary>An empty folder for packages.</summary>
    public static string Fresh(string name)
    {
        var folder = Path.Combine(Artifacts, name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Packs a project as for a release.</summary>
    public void Pack(string package, string feed, params string[] args)
    {
        // The sources' own packages are where they always are.
        var environment = Environment.Where(variable => variable.Key is not ("NUGET_PACKAGES" or "DOTNET_CLI_HOME")).ToDictionary();
        // The build has looked at the code already.
        string[] pack = ["pack", "-c", "Release", "--nologo", "-v", "quiet", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false"];
        Terminal.Dotnet(SourcesOf(package), environment, [.. pack, "--artifacts-path", Artifacts, "-o", feed, .. args]);
    }

    /// <summary>The name of this platform among those that a tool is packed for.</summary>
    public static string Platform => RuntimeInformation.RuntimeIdentifier;

    /// <summary>Opens a package that was packed.</summary>
    public ZipArchive Open(string package, string extension = "nupkg") => ZipFile.OpenRead(Assert.Single(
        Directory.GetFiles(Feed, $"{package}.*.{extension}"), file => char.IsAsciiDigit(Path.GetFileName(file)[package.Length + 1])));

    public void Dispose() => Directory.Delete(_temporary, recursive: true);
}
