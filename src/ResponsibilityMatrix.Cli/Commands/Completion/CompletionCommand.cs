using System.CommandLine;
using System.CommandLine.Completions;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>completion</c>: scripts by which shells complete this command's words, and the answers that those scripts ask for.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # eval "$(rmatrix completion bash)" in ~/.bashrc
            _rmatrix() {
                COMP_WORDBREAKS=${COMP_WORDBREAKS//[@=]/}
                local IFS=$'\n'
                COMPREPLY=($(rmatrix completion --word="${COMP_WORDS[COMP_CWORD]}" -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null))
            }
            complete -o bashdefault -o default -F _rmatrix rmatrix

            """,
        ["zsh"] = """
            # eval "$(rmatrix completion zsh)" in ~/.zshrc, after compinit
            _rmatrix() {
                local -a replies
                replies=("${(@f)$(rmatrix completion --word="${words[CURRENT]}" -- "${(@)words[2,CURRENT-1]}" 2>/dev/null)}")
                if [[ -n "${replies[1]}" ]]; then compadd -- "${replies[@]}"; else _files; fi
            }
            compdef _rmatrix rmatrix

            """,
        ["fish"] = """
            # rmatrix completion fish > ~/.config/fish/completions/rmatrix.fish
            function __rmatrix_complete
                set -l before (commandline -opc)
                rmatrix completion --word=(commandline -ct) -- $before[2..-1] 2>/dev/null
            end
            complete -c rmatrix -a '(__rmatrix_complete)'

            """,
        ["powershell"] = """
            # rmatrix completion powershell | Out-String | Invoke-Expression in $PROFILE
            Register-ArgumentCompleter -Native -CommandName rmatrix -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
                    Select-Object -Skip 1 | ForEach-Object { "$_" })
                rmatrix completion "--word=$wordToComplete" -- $before 2>$null |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """,
    };

    // What the words of these options and arguments can be, where it is known without a document. Those of --format are the command's own.
    private static readonly Dictionary<string, Func<IEnumerable<string>>> Values = new(StringComparer.Ordinal)
    {
        ["--catalog"] = Catalogs,
        ["--to"] = Catalogs,
        ["catalogs"] = Catalogs,
        ["--model"] = () => ServiceModel.BuiltIn.Select(model => model.Id),
        ["--for"] = () => [Party.ProviderWord, Party.CustomerWord],
        ["--against"] = () => RequirementsChecker.BuiltInSets.Select(set => set.Id),
        ["--severity"] = () =>
            DocumentValidator.Descriptors.SelectMany(
                rule => new[] { "error", "warning", "note", "none" }.Select(severity => $"{rule.Id}={severity}")),
        ["rules"] = () => DocumentValidator.Descriptors.Select(rule => rule.Id),
        ["completion"] = () => Scripts.Keys,
        ["--profile"] = () => TableProfiles.BuiltIn.Select(profile => profile.Id),
    };

    public static Command Create(IOStreams streams)
    {
        var shell = new Argument<string[]>("SHELL")
        { Description = $"The shell: {string.Join(", ", Scripts.Keys)}.", Arity = ArgumentArity.ZeroOrMore };
        var word = new Option<string?>("--word")
        {
            Description = "The word to be completed; what goes before it follows --.",
            HelpName = "WORD",
            Hidden = true,
            Arity = ArgumentArity.ZeroOrOne
        };
        var command =
            new Command(
            "completion",
            "Print a script by which a shell completes commands, options and their values. Example: eval \"$(rmatrix completion bash)\"");
        command.Arguments.Add(shell);
        command.Options.Add(word);
        command.SetAction(parsed =>
        {
            var words = parsed.GetValue(shell) ?? [];
            if (parsed.GetResult(word) is not null)
            {
                foreach (var reply in Complete(parsed.RootCommandResult.Command, words, parsed.GetValue(word) ?? ""))
                    streams.Out.WriteLine(reply);
            }
            else
            {
                if (words is not [var name]) throw new UsageException($"Name the shell: {string.Join(", ", Scripts.Keys)}.");
                streams.Out.Write(Scripts.TryGetValue(name is "pwsh" ? "powershell" : name, out var script) ? script
                    : throw new UsageException(
                        $"There is no script for '{name}': choose " +
                        $"{string.Join(", ", Scripts.Keys)}.{Nearest.Suggest(name, Scripts.Keys)}"));
            }
            streams.Out.Flush();
            return App.Fine;
        });
        return command;
    }

    // Nothing where a file is wanted: the shell completes those itself.
    private static IEnumerable<string> Complete(Command root, string[] before, string word)
    {
        if (before.Length == 0) return Of(word.StartsWith('-') ? OptionsOf(root) : root.Subcommands.Select(known => known.Name));
        if (root.Subcommands.FirstOrDefault(known => known.Name == before[0]) is not { } command) return [];
        if (command.Subcommands.Count > 0)
        {
            if (before.Length == 1 && !word.StartsWith('-')) return Of(command.Subcommands.Select(known => known.Name));
            command = command.Subcommands.FirstOrDefault(known => before.Length > 1 && known.Name == before[1]) ?? command;
        }
        var last = before.Length > 1 ? Option(before[^1]) : null;
        if (last is { Arity.MaximumNumberOfValues: > 0 } && last.ValueType != typeof(bool)) return Of(ValuesOf(last));
        if (word.StartsWith('-'))
            return word.Split('=') is [var name, _] && Option(name) is { } option ? Of(ValuesOf(option).Select(value => $"{name}={value}"))
                : Of(OptionsOf(command).Concat(OptionsOf(root, onlyRecursive: true)));
        if (command is { Name: "help" }) return Of(root.Subcommands.Select(known => known.Name));
        return before.Length == 1 && Values.TryGetValue(command.Name, out var values) ? Of(values()) : [];

        IEnumerable<string> Of(IEnumerable<string> known) =>
            known.Where(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);

        Option? Option(string name) => command.Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));
    }

    private static IEnumerable<string> OptionsOf(Command command, bool onlyRecursive = false) =>
        command.Options.Where(option => !option.Hidden && (!onlyRecursive || option.Recursive))
            .Select(option => option.Aliases.Append(option.Name).First(name => name.StartsWith("--", StringComparison.Ordinal)));

    private static IEnumerable<string> ValuesOf(Option option) =>
        Values.TryGetValue(option.Name, out var values) ? values()
            : option.CompletionSources.SelectMany(source => source(CompletionContext.Empty)).Select(item => item.Label);

    private static IEnumerable<string> Catalogs() =>
        DocumentSet.BuiltIn.Catalogs.Select(catalog => catalog.Identity).Concat(ShippedCatalogs.Identities);
}
