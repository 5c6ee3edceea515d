using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using ResponsibilityMatrix.Cli.Commands;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

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

    // A new command is a line here and a folder under Commands.
    private static readonly Func<IOStreams, Command>[] Commands =
    [
        InitCommand.Create,
        ValidateCommand.Create,
        ResolveCommand.Create,
        ExplainCommand.Create,
        ChainCommand.Create,
        ReconcileCommand.Create,
        DiffCommand.Create,
        CheckCommand.Create,
        MapCommand.Create,
        ChecklistCommand.Create,
        ImportCommand.Create,
        ExportCommand.Create,
        ReportCommand.Create,
        PortfolioCommand.Create,
        PublishCommand.Create,
        SiteCommand.Create,
        SignCommand.Create,
        VerifyCommand.Create,
        CatalogsCommand.Create,
        ModelsCommand.Create,
        RulesCommand.Create,
        HelpCommand.Create,
        CompletionCommand.Create,
    ];

    /// <summary>The version of this program, without the name of the commit that it was built from.</summary>
    public static SemanticVersion Version { get; } =
        typeof(App).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static int Run(string[] args, IOStreams streams)
    {
        var root = CreateRoot(streams);
        try
        {
            if (args.Length == 0) args = ["--help"];
            // No file has such a name.
            if (Array.Exists(args, arg => arg.Contains('\0', StringComparison.Ordinal)))
                throw new UsageException("A zero character stands in an argument. Take it out.");
            if (args is ["--version" or "-v"])
            {
                streams.Out.WriteLine($"rmatrix {Version}");
                streams.Out.Flush();
                return Fine;
            }
            // A name that begins with @ is a file like any other, not a list of arguments.
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (UnknownOption(args, parsed, root) is { } unknown) throw new UsageException(unknown);
            if (parsed.Errors.Count > 0) throw new UsageException(Describe(root, args, parsed));
            streams.IsVerbose = parsed.GetValue<bool>(Verbose);
            var code = parsed.Invoke(
                new InvocationConfiguration { Output = streams.Out, Error = streams.Error, EnableDefaultExceptionHandler = false });
            streams.Out.Flush();
            return code;
        }
        catch (UsageException exception)
        {
            return ReportError(streams, exception);
        }
        catch (OperationCanceledException) when (streams.Cancellation.IsCancellationRequested)
        {
            return Interruption.ExitCode;
        }
        catch (IOException exception) when (exception.HResult is BrokenPipe or BrokenPipeOfWindows or ClosedPipeOfWindows)
        {
            // Whoever reads has seen enough, as with `| head`.
            return Fine;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ReportError(streams, exception);
        }
    }

    private static RootCommand CreateRoot(IOStreams streams)
    {
        var root = new RootCommand(
            "Shared-responsibility matrices as data: who does what, control by control, in a cloud service, and why.");
        root.Options.Add(
            new Option<bool>(Verbose)
            { Description = "Say more beside findings: the part of the published schema that a document breaks.", Recursive = true });
        foreach (var version in root.Options.OfType<VersionOption>()) version.Aliases.Add("-v");
        foreach (var create in Commands) root.Subcommands.Add(create(streams));
        return root;
    }

    private static int ReportError(IOStreams streams, Exception exception)
    {
        try
        {
            streams.Error.WriteLine($"rmatrix: {Printable.Of(exception.Message)}");
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
        if (ReferenceEquals(command, root) || command.Subcommands.Count > 0) return null;
        List<string> known = [.. command.Options.Concat(root.Options).SelectMany(option => option.Aliases.Append(option.Name))];
        foreach (var arg in args.TakeWhile(arg => arg != "--"))
        {
            var name = arg.Split('=', ':')[0];
            var isShort = name is ['-', not '-', ..]
                && parsed.CommandResult.Children.OfType<ArgumentResult>().Any(result => result.Tokens.Any(token => token.Value == arg));
            if (!(isShort || name.StartsWith("--", StringComparison.Ordinal)) || known.Contains(name)) continue;
            return $"'{name}' is no option of {NameOf(command)}.{(isShort ? "" : Nearest.Suggest(name, known))} " +
                $"`rmatrix {NameOf(command)} --help` lists them.";
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
            {
                var options = root.Options.SelectMany(option => option.Aliases.Append(option.Name));
                return $"'{word}' is no option of rmatrix.{Nearest.Suggest(word, options)} `rmatrix --help` lists its options and " +
                    "commands.";
            }
            return $"'{word}' is no command.{Nearest.Suggest(word, names)} There are {string.Join(", ", names)}; `rmatrix --help` says " +
                $"what each does.";
        }
        if (command.Subcommands.Count > 0)
        {
            var kinds = command.Subcommands.Select(known => known.Name).ToList();
            var kind = args.SkipWhile(arg => arg != command.Name).Skip(1).FirstOrDefault();
            return kind is null
                ? $"Say what kind of file it is: {string.Join(", ", kinds)}. `rmatrix {NameOf(command)} --help` says what each does."
                : $"'{kind}' is no kind of file that can be imported: choose {string.Join(", ", kinds)}.{Nearest.Suggest(kind, kinds)}";
        }
        return $"{string.Join(" ", parsed.Errors.Select(error => error.Message))} `rmatrix {NameOf(command)} --help` shows how it is used.";
    }

    // With the command that it is a part of.
    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{NameOf(parent)} {command.Name}"
            : command.Name;
}

/// <summary>Something that the user can put right; the message says how.</summary>
internal sealed class UsageException(string message) : Exception(message);
