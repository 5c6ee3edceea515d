using System.CommandLine;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>import</c>: a matrix from a file of another kind, with a report of what could not be taken over.</summary>
internal static class ImportCommand
{
    // A new kind is a line here and a file beside this one.
    private static readonly Func<IOStreams, Command>[] Kinds =
        [ImportQuestionnaire.Create, ImportTable.Create, WorkbookImport.Create, OscalImportCommand.Create];

    public static Command Create(IOStreams streams)
    {
        var command = new Command(
            "import",
            "Make a matrix of a file of another kind, and report all that could not be taken over. Each kind of file has options of its " +
            "own, which `rmatrix import KIND --help` lists.");
        foreach (var create in Kinds) command.Subcommands.Add(create(streams));
        return command;
    }

    /// <summary>An option that names the file of the loss report.</summary>
    public static Option<string?> ReportOption() =>
        new("--report") { Description = "Where to write, as JSON, what became of each row.", HelpName = "REPORT" };

    /// <summary>The path of the report, or null.</summary>
    public static string? ReportOf(Option<string?> option, OutputFile files, ParseResult parsed, string? output)
    {
        var report = files.Checked(parsed.GetValue(option), parsed);
        if (report == Files.StandardInput) throw new UsageException($"{option.Name} names a file.");
        if (report is not null && output is not null && output != Files.StandardInput
            && Path.GetFullPath(report) == Path.GetFullPath(output))
            throw new UsageException($"-o and {option.Name} name one file.");
        return report;
    }
}
