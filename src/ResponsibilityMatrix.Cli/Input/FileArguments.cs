using System.CommandLine;
using System.CommandLine.Parsing;

namespace ResponsibilityMatrix.Cli;

/// <summary>
/// Arguments and options that name files to be read. A pattern such as <c>*.matrix.json</c> that the shell left as it is, as those of
/// Windows do, stands for the files that it matches.
/// </summary>
internal static class FileArguments
{
    private static readonly EnumerationOptions Visible =
        new() { MatchCasing = MatchCasing.PlatformDefault, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <summary>An argument that names one file.</summary>
    public static Argument<string> One(string name, string description) =>
        new(name) { Description = description, CustomParser = result => Only(result) };

    /// <summary>An argument that names one file, or is left out.</summary>
    public static Argument<string?> Optional(string name, string description) =>
        new(name)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => result.Tokens.Count == 0 ? null
            : Only(result)
        };

    /// <summary>An argument that names files.</summary>
    public static Argument<string[]> Many(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.OneOrMore, CustomParser = All };

    /// <summary>An option that names files or folders, and may be given several times.</summary>
    public static Option<string[]> Repeatable(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore, CustomParser = All };

    private static string Only(ArgumentResult result)
    {
        var pattern = result.Tokens[0].Value;
        var found = Expand(pattern);
        return found.Count == 1 ? found[0]
            : throw new UsageException(
            $"{pattern} matches {found.Count} files, and one is wanted: " +
            $"{string.Join(", ", found.Take(5))}{(found.Count > 5 ? ", …" : "")}.");
    }

    private static string[] All(ArgumentResult result) => [.. result.Tokens.SelectMany(token => Expand(token.Value))];

    private static List<string> Expand(string name)
    {
        if (name.AsSpan().IndexOfAny('*', '?') < 0 || Path.Exists(name)) return [name];
        var folder = Path.GetDirectoryName(name) ?? "";
        var inFolder = folder.Length == 0 ? "." : folder;
        List<string> found = Directory.Exists(inFolder)
            ? [.. Directory.EnumerateFiles(inFolder, Path.GetFileName(name), Visible)
                .Select(file => Path.Combine(folder, Path.GetFileName(file))).Order(StringComparer.Ordinal)]
            : [];
        return found.Count > 0 ? found : throw new UsageException($"No file matches {name}.");
    }
}
