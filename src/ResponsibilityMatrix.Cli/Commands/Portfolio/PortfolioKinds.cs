using System.CommandLine;
using System.CommandLine.Parsing;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Portfolio;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>What <c>portfolio --to</c> writes beside its answer. A new kind is a line here and a method that writes it.</summary>
/// <param name="Name">What <c>--to</c> calls it.</param>
/// <param name="Description">What it is, for the help.</param>
/// <param name="Write">Writes it, and gives the exit code.</param>
internal sealed record PortfolioKind(string Name, string Description, Func<PortfolioRequest, int> Write)
{
    /// <summary>All kinds.</summary>
    public static PortfolioKind[] All { get; } =
    [
        new("dora-register", "rows for the register of information that DORA asks of financial entities, as a folder of CSV files",
            DoraRegisterOutput.Write)
        {
            Without =
            [
                "--catalog", "--since", "--horizon", "--explain", "--fail-on", "--rows", "--partition", "--commitments", "--format",
            ],
        },
        new("cmmc-srm", "a shared responsibility matrix for CMMC by assessment objective, as a workbook",
            PortfolioWorkbooks.WriteObjectives)
        {
            Without =
                ["--since", "--horizon", "--explain", "--rows", "--partition", "--commitments", "--format", "--report"],
        },
    ];

    /// <summary>The options that it does not go with.</summary>
    public string[] Without { get; init; } = [];

    /// <summary>The kind that the user asks for; null for none.</summary>
    public static PortfolioKind? Find(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } name) return null;
        var names = All.Select(kind => kind.Name);
        var kind = Array.Find(All, known => known.Name == name) ?? throw new UsageException(
            $"'{name}' is nothing that portfolio can write: choose {string.Join(", ", names)}.{Nearest.Suggest(name, names)}");
        foreach (var other in kind.Without)
            if (parsed.GetResult(other) is OptionResult { Implicit: false })
                throw new UsageException($"{other} does not go with --to {name}.");
        return kind;
    }
}

/// <summary>What the user asks for, whatever the kind.</summary>
internal sealed record PortfolioRequest(
    IOStreams Streams, CommonOptions Common, ParseResult Parsed, OutputFile Output, IReadOnlyList<PortfolioFile> Files,
    PortfolioOptions Options)
{
    /// <summary>Where to write, as JSON, what the files do not hold; null for nowhere.</summary>
    public required string? Report { get; init; }

    /// <summary>The states that no control may have.</summary>
    public required IReadOnlyList<string> FailOn { get; init; }

    /// <summary>An answer with the severities that the user wants.</summary>
    public PortfolioAnswer WithSeverities(PortfolioAnswer answer) =>
        answer with { Diagnostics = Common.ApplySeverities(Parsed, answer.Diagnostics).ToValueList() };

    /// <summary>The exit code of an answer; says which controls have a state that none may have.</summary>
    public int ExitCode(PortfolioAnswer answer)
    {
        var isFailed = !answer.Services.Any(service => !service.Parties.IsEmpty);
        if (isFailed) Streams.WriteNote("No service counts, so nothing is answered: the findings say why.");
        foreach (var state in FailOn)
        {
            var controls = answer.Controls.Where(control => control.Leaf && (PortfolioOutput.Word(control.State) == state
                || (control.Own is { } own && PortfolioOutput.Word(own) == state))).Select(control => control.Control).ToList();
            if (controls.Count == 0) continue;
            isFailed = true;
            Streams.WriteNote($"--fail-on {state}: {AnswerText.Counted(controls.Count, "control")}: " +
                $"{string.Join(", ", controls.Take(8))}{(controls.Count > 8 ? $" and {controls.Count - 8} more" : "")}.");
        }
        return isFailed ? App.Findings : Common.ExitCode(Parsed, answer.Diagnostics);
    }
}
