using System.CommandLine;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Cli;

/// <summary>A format in which a command writes its answer.</summary>
/// <param name="Name">What <c>--format</c> calls it.</param>
/// <param name="Print">Prints an answer; null where it can only be written to a file.</param>
internal sealed record OutputFormat<TAnswer>(string Name, Action<IOStreams, TAnswer>? Print)
{
    /// <summary>Whether the findings are a part of what is printed; with other formats they go to standard error.</summary>
    public bool HoldsFindings { get; init; }

    /// <summary>How the names of its files end; empty where the command writes no file of it.</summary>
    public string[] FileEndings { get; init; } = [];

    /// <summary>The formats in which the same is written to files with other endings.</summary>
    public (string Ending, string Format)[] InFile { get; init; } = [];

    /// <summary>What is to be said of an answer in this format, such as what it has no place for; null for nothing.</summary>
    public Func<TAnswer, string?>? Remark { get; init; }

    /// <summary>The bytes of a file, where they are others than what is printed.</summary>
    public Func<TAnswer, byte[]>? ToFile { get; init; }

    /// <summary>Where the user wants the answer; null for standard output.</summary>
    public (OutputFile File, string Path)? Target { get; init; }

    /// <summary>Writes an answer to standard output, or to the file that the user named.</summary>
    public void Write(IOStreams streams, TAnswer answer)
    {
        if (Target is { } target)
        {
            WriteFile(target.File, target.Path, answer);
            return;
        }
        Print!(streams, answer);
        streams.Out.Flush();
    }

    /// <summary>Writes an answer to a file, piece by piece.</summary>
    public void WriteFile(OutputFile file, string path, TAnswer answer)
    {
        if (ToFile is not null) file.Write(path, ToFile(answer));
        else file.WriteText(path, writer => Print!(IOStreams.Of(writer), answer));
    }
}

/// <summary>
/// The formats of a command, the first being the one without <c>--format</c>. The option, its help, its completion, the choice and what is
/// said of an unknown word all come from this list.
/// </summary>
internal sealed class OutputFormats<TAnswer>
{
    // The endings of names that say a format by themselves.
    private static readonly (string Ending, string Format)[] Endings =
    [
        (".txt", "text"), (".json", "json"), (".md", "markdown"), (".csv", "csv"), (".ndjson", "ndjson"), (".sarif", "sarif"),
    ];

    private readonly OutputFormat<TAnswer>[] _formats;
    private readonly Option<string?> _option;
    private readonly OutputTarget _target;

    public OutputFormats(params OutputFormat<TAnswer>[] formats)
        : this(new("--format") { HelpName = "FORMAT" }, new(), formats)
    {
        var names = string.Join(", ", Printed);
        _option.Description = formats.Any(format => format.FileEndings.Length > 0)
            ? $"How to print: {names}. Without it, as the name of OUT says, else {formats[0].Name}."
            : $"How to print: {names}. Without it, as the name of -o FILE says, else {formats[0].Name}.";
        _option.CompletionSources.Add([.. Printed]);
    }

    private OutputFormats(Option<string?> option, OutputTarget target, OutputFormat<TAnswer>[] formats) =>
        (_option, _target, _formats) = (option, target, formats);

    /// <summary>The endings of file names, each with the format that it stands for.</summary>
    public string FileEndings
    {
        get
        {
            var endings = _formats.Where(format => format.FileEndings.Length > 0).Select(format => format.FileEndings[0]).ToList();
            return $"{string.Join(", ", endings[..^1])} or {endings[^1]}";
        }
    }

    private IEnumerable<string> Printed => _formats.Where(format => format.Print is not null).Select(format => format.Name);

    /// <summary>Lets a command take <c>--format</c>, and <c>--output</c> where streams are given: a command that writes another file
    /// besides has that option of its own.</summary>
    public void AddTo(Command command, IOStreams? streams = null)
    {
        command.Options.Add(_option);
        if (streams is null) return;
        _target.File = new(streams, "Where to write; standard output without it.");
        _target.File.AddTo(command, isRequired: false);
    }

    /// <summary>The formats of another answer of the same command, chosen by the same option.</summary>
    public OutputFormats<TOther> With<TOther>(params OutputFormat<TOther>[] formats) => new(_option, _target, formats);

    /// <summary>The format that the user asks for, by <c>--format</c> or by the name of the file that is to be written.</summary>
    public OutputFormat<TAnswer> Of(ParseResult parsed)
    {
        var path = _target.File?.PathOf(parsed);
        var ending = Array.Find(Endings, known => known.Ending.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase));
        var format = Named(parsed.GetValue(_option)) ?? Array.Find(_formats, format => format.Name == ending.Format) ?? _formats[0];
        if (Array.Find(format.InFile, file => file.Ending.Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase)).Format
            is { } same) format = Array.Find(_formats, other => other.Name == same)!;
        return path is null or Files.StandardInput ? format : format with { Target = (_target.File!, path) };
    }

    /// <summary>The format of a file, by its name or <c>--format</c>; that of standard output where the path is null.</summary>
    public OutputFormat<TAnswer> Of(ParseResult parsed, string? path)
    {
        var format = Named(parsed.GetValue(_option));
        if (path is null or Files.StandardInput) return format ?? _formats[0];
        var ending = Path.GetExtension(path);
        var named = Array.Find(_formats, known => known.FileEndings.Contains(ending, StringComparer.OrdinalIgnoreCase));
        if (named is null && format is null)
            throw new UsageException($"The name {path} does not say what to write: end it in {FileEndings}, or add --format.");
        if (named is not null && format is not null && named != format)
            throw new UsageException($"{path} and --format {format.Name} contradict each other; leave one of them out.");
        return named ?? format!;
    }

    private OutputFormat<TAnswer>? Named(string? name)
    {
        if (name is null) return null;
        var found = Array.Find(_formats, format => format.Name == name);
        if (found is { Print: not null }) return found;
        throw new UsageException(
            found is not null ? $"{name} is written to a file: -o OUT{found.FileEndings[0]}."
            : $"'{name}' is no format here: choose {string.Join(", ", Printed)}.{Nearest.Suggest(name, Printed)}");
    }
}

/// <summary>The file that a command with formats writes instead of standard output; null where it takes none.</summary>
internal sealed class OutputTarget
{
    public OutputFile? File { get; set; }
}
