using System.CommandLine;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>import questionnaire</c>: the next version of a matrix, with the answers of its provider.</summary>
internal static class ImportQuestionnaire
{
    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.One("FILE", "The answered questionnaire, as CSV or XLSX; - is standard input.");
        var matrix = new Option<string?>("--matrix") { Description = "The matrix that was asked about.", HelpName = "ORIGINAL" };
        var output = new OutputFile(streams, "Where to write the matrix; - is standard output.");
        var report = ImportCommand.ReportOption();
        var command = new Command(
            "questionnaire",
            "Make the next version of a matrix of an answered questionnaire. Example: rmatrix import questionnaire answers.xlsx --matrix " +
            "crm.matrix.json -o crm-draft.matrix.json --report loss.json");
        command.Arguments.Add(file);
        output.AddTo(command);
        foreach (var option in new Option[] { matrix, report, common.Model, common.Set, common.With, common.AsOf, common.Severities,
            common.WarningsAsErrors }) command.Options.Add(option);
        command.SetAction(parsed => Run(
            streams, common, parsed, parsed.GetValue(file)!,
            parsed.GetValue(matrix) ?? throw new UsageException("Name the matrix that was asked about: --matrix ORIGINAL."), output,
            report));
        return command;
    }

    private static int Run(
        IOStreams streams, CommonOptions common, ParseResult parsed, string file, string original, OutputFile files,
        Option<string?> reportOption)
    {
        Files.OneFromInput(file, original);
        var output = files.PathOf(parsed)!;
        var report = ImportCommand.ReportOf(reportOption, files, parsed, output);
        var context = common.Context(parsed);
        var (resolver, document, _) = common.Load(parsed, original);
        CommonOptions.Check(resolver, context);
        var bytes = new Files(streams).Read(file);
        var name = Files.NameOf(file);
        var import = Tables.Questionnaire.Read(TableFileReader.Read(bytes, name, cancellationToken: streams.Cancellation),
            resolver, context, name, streams.Evaluation, streams.Cancellation);
        import = import with { Diagnostics = common.ApplySeverities(parsed, import.Diagnostics).ToValueList() };
        if (report is not null) files.Write(report, MatrixJson.ToUtf8Bytes(import));
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(import.Diagnostics);
        if (import.Draft is not { } draft)
            throw new UsageException(import.Rows.IsEmpty ? $"{name} is no questionnaire that can be read."
                : $"No answer in {name} could be taken over, so that there is no draft.");
        files.Write(output, MatrixJson.ToUtf8Bytes(draft));
        WriteNote(streams, import, output, original);
        // The answers may contradict what stands beside them; whoever goes on with the draft should know at once.
        var made = new Resolver(draft, resolver.Options);
        var faults = common.ApplySeverities(parsed, made.Diagnostics.Concat(common.DocumentFindings(made, context.AsOf)));
        new DiagnosticPrinter(Page.ForMessages(streams)).Print(faults);
        return Math.Max(common.ExitCode(parsed, import.Diagnostics), common.ExitCode(parsed, faults));
    }

    private static void WriteNote(IOStreams streams, QuestionnaireImport import, string output, string original)
    {
        int Count(ImportedRowOutcome outcome) => import.Rows.Count(row => row.Outcome == outcome);
        List<string> rows =
            [$"{Count(ImportedRowOutcome.Imported):N0} taken over", $"{Count(ImportedRowOutcome.Unanswered):N0} unanswered"];
        if (Count(ImportedRowOutcome.NotUnderstood) is > 0 and var wrong) rows.Add($"{wrong:N0} not understood");
        if (Count(ImportedRowOutcome.LeftOut) is > 0 and var left) rows.Add($"{left:N0} left out");
        Say($"{import.Rows.Count:N0} row{(import.Rows.Count == 1 ? "" : "s")}: {string.Join(", ", rows)}.");
        Say(import.Open.IsEmpty ? "No question stays open."
            : $"{import.Open.Count:N0} question{(import.Open.Count == 1 ? " stays" : "s stay")} open: " +
            $"{string.Join(", ", import.Open.Take(8))}{(import.Open.Count > 8 ? $" and {import.Open.Count - 8:N0} more" : "")}.");
        if (output != Files.StandardInput)
            Say($"{output} holds version {import.Draft!.Version}, a draft to be confirmed by the provider; `rmatrix diff {original} " +
                $"{output}` shows what the answers change.");

        void Say(string sentence) => streams.Error.WriteLine($"rmatrix: {Printable.Of(sentence)}");
    }
}
