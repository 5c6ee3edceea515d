using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using System.Text;
using System.Text.Json;
using ResponsibilityMatrix.Cli.Commands;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli;

/// <summary>The command line: the one list of commands, and what becomes of errors.</summary>
internal static class App
{
    public const int Fine = 0;
    public const int Findings = 1;
    public const int Usage = 2;

    private const string Verbose = "--verbose";
    private const int BrokenPipe = 32;
    private const int BrokenPipeOfWindows = unchecked((int)0x8007006D);
    private const int ClosedPipeOfWindows = unchecked((int)0x800700E8);

    private static readonly Func<Surroundings, Command>[] Commands =
    [
        InitCommand.Make, ValidateCommand.Make, ResolveCommand.Make, ExplainCommand.Make, ChainCommand.Make, ReconcileCommand.Make,
            DiffCommand.Make, CheckCommand.Make, MapCommand.Make,
        ChecklistCommand.Make, ImportCommand.Make, PublishCommand.Make, SignCommand.Make, VerifyCommand.Make,
        CatalogsCommand.Make, ModelsCommand.Make, RulesCommand.Make, HelpCommand.Make, CompletionCommand.Make,
    ];

    /// <summary>The version of this program, without the name of the commit that it was built from.</summary>
    public static SemanticVersion Version { get; } =
        typeof(App).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static int Run(string[] args, Surroundings surroundings)
    {
        var root = MakeRoot(surroundings);
        try
        {
            if (args.Length == 0) args = ["--help"];
            // No file has such a name.
            if (Array.Exists(args, arg => arg.Contains('\0', StringComparison.Ordinal)))
                throw new UsageException("A zero character stands in an argument. Take it out.");
            if (args is ["--version" or "-v"])
            {
                surroundings.Out.WriteLine($"rmatrix {Version}");
                surroundings.Out.Flush();
                return Fine;
            }
            // A name that begins with @ is a file like any other, not a list of arguments.
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (UnknownOption(args, parsed, root) is { } unknown) throw new UsageException(unknown);
            if (parsed.Errors.Count > 0) throw new UsageException(Describe(root, args, parsed));
            surroundings.IsVerbose = parsed.GetValue<bool>(Verbose);
            var code =
                parsed.Invoke(
                new InvocationConfiguration
                { Output = surroundings.Out, Error = surroundings.Error, EnableDefaultExceptionHandler = false });
            surroundings.Out.Flush();
            return code;
        }
        catch (UsageException exception)
        {
            return Complain(surroundings, exception);
        }
        catch (IOException exception) when (exception.HResult is BrokenPipe or BrokenPipeOfWindows or ClosedPipeOfWindows)
        {
            // Whoever reads has seen enough, as with `| head`.
            return Fine;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complain(surroundings, exception);
        }
    }

    private static RootCommand MakeRoot(Surroundings surroundings)
    {
        var root = new RootCommand(
            "Shared-responsibility matrices as data: who does what, control by control, in a cloud service, and why.");
        root.Options.Add(
            new Option<bool>(Verbose)
            { Description = "Say more beside findings: the part of the published schema that a document breaks.", Recursive = true });
        foreach (var version in root.Options.OfType<VersionOption>()) version.Aliases.Add("-v");
        foreach (var make in Commands) root.Subcommands.Add(make(surroundings));
        return root;
    }

    private static int Complain(Surroundings surroundings, Exception exception)
    {
        try
        {
            surroundings.Error.WriteLine($"rmatrix: {Printable.Of(exception.Message)}");
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // Nobody reads; the exit code says it.
        }
        return Usage;
    }

    // A misspelt option must not be taken for a file's name.
    private static string? UnknownOption(string[] args, ParseResult parsed, RootCommand root)
    {
        var command = parsed.CommandResult.Command;
        if (ReferenceEquals(command, root)) return null;
        List<string> known = [.. command.Options.Concat(root.Options).SelectMany(option => option.Aliases.Append(option.Name))];
        foreach (var arg in args.TakeWhile(arg => arg != "--"))
        {
            var name = arg.Split('=', ':')[0];
            var isShort = name is ['-', not '-', ..]
                && parsed.CommandResult.Children.OfType<ArgumentResult>().Any(result => result.Tokens.Any(token => token.Value == arg));
            if (!(isShort || name.StartsWith("--", StringComparison.Ordinal)) || known.Contains(name)) continue;
            return $"'{name}' is no option of {command.Name}.{(isShort ? "" : Nearest.Suggest(name, known))} `rmatrix {command.Name} " +
                $"--help` lists them.";
        }
        return null;
    }

    private static string Describe(RootCommand root, string[] args, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (ReferenceEquals(command, root))
        {
            var names = root.Subcommands.Select(known => known.Name).ToList();
            var word = args[0];
            if (word.StartsWith('-'))
                return $"'{word}' is no option of rmatrix.{Nearest.Suggest(word, root.Options.SelectMany(option => option.Aliases.Append(option.Name)))} `rmatrix --help` lists its options and commands.";
            return $"'{word}' is no command.{Nearest.Suggest(word, names)} There are {string.Join(", ", names)}; `rmatrix --help` says " +
                $"what each does.";
        }
        return $"{string.Join(" ", parsed.Errors.Select(error => error.Message))} `rmatrix {command.Name} --help` shows how it is used.";
    }
}

/// <summary>Something that the user can put right; the message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>What the command line has from outside, so that tests can give it.</summary>
internal sealed class Surroundings
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required Func<Stream> In { get; init; }

    /// <summary>Whether standard output is a terminal on which colours are wanted.</summary>
    public bool HasColour { get; init; }

    /// <summary>Whether standard error is one, which may be a file while standard output is a terminal.</summary>
    public bool HasErrorColour { get; init; }

    /// <summary>Whether results go to a terminal, whose lines end at its width; what goes elsewhere is never cut.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>How wide text may be.</summary>
    public int Width { get; init; } = 100;

    public required DateOnly Today { get; init; }

    /// <summary>Whether more is to be said beside findings than what is needed to mend them.</summary>
    public bool IsVerbose { get; set; }

    /// <summary>The paths of the files that were read so far.</summary>
    public List<string> FilesRead { get; } = [];

    /// <summary>Whether standard input was read.</summary>
    public bool IsInputRead { get; set; }

    public static Surroundings OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        var isTerminal = !Console.IsOutputRedirected;
        var wantsColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Surroundings
        {
            Out = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16) { AutoFlush = false, NewLine = "\n" },
            Error = Console.Error,
            In = Console.OpenStandardInput,
            IsTerminal = isTerminal,
            HasColour = isTerminal && wantsColour,
            HasErrorColour = !Console.IsErrorRedirected && wantsColour,
            Width = isTerminal ? Math.Clamp(WindowWidth(), 60, 160) : 100,
            Today = DateOnly.FromDateTime(DateTime.UtcNow),
        };
    }

    /// <summary>Prints one JSON value.</summary>
    public void PrintJson(Action<Utf8JsonWriter> write) => Out.Write(Encoding.UTF8.GetString(ResolutionWriter.WriteWith(write)));

    /// <summary>Tells something on standard error, once, however often the command comes across it.</summary>
    public void Tell(string sentence)
    {
        if (_told.Add(sentence)) Error.WriteLine($"rmatrix: {Printable.Of(sentence)}");
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
