using System.CommandLine;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>help</c>: the same as <c>--help</c>, for those who write it as other programs have it.</summary>
internal static class HelpCommand
{
    public static Command Create(IOStreams streams)
    {
        var name = new Argument<string?>("COMMAND") { Description = "A command, such as resolve.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("help", "Say how a command is used, or which there are. Example: rmatrix help resolve");
        command.Arguments.Add(name);
        command.SetAction(parsed =>
        {
            var root = parsed.RootCommandResult.Command;
            List<string> names = [.. root.Subcommands.Select(known => known.Name)];
            if (parsed.GetValue(name) is { } asked && !names.Contains(asked))
                throw new UsageException($"'{asked}' is no command.{Nearest.Suggest(asked, names)} There are {string.Join(", ", names)}.");
            string[] args = parsed.GetValue(name) is { } known ? [known, "--help"] : ["--help"];
            return root.Parse(args).Invoke(new InvocationConfiguration { Output = streams.Out, Error = streams.Error });
        });
        return command;
    }
}
