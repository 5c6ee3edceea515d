using System.CommandLine;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>import</c>: a matrix from a file of another kind, with a report of what could not be taken over.</summary>
internal static class ImportCommand
{
    // A new kind is a line here and a method that reads it.
    private static readonly (string Name, Func<Request, int> Run)[] Kinds =
        [("questionnaire", Questionnaire), ("workbook", WorkbookImport.Run)];

    public static Command Create(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var names = string.Join(", ", Kinds.Select(known => known.Name));
        var kind = new Argument<string>("KIND") { Description = $"What the file is: {names}." };
        var file = FileArguments.One(
            "FILE", "The file; - is standard input. A questionnaire is an answered one, as CSV or XLSX; a workbook one that `rmatrix " +
            "export` or `rmatrix init` wrote.");
        var matrix = new Option<string?>("--matrix")
        { Description = "For a questionnaire: the matrix that was asked about.", HelpName = "ORIGINAL" };
        var workbook = new WorkbookImport.Options();
        var output = new OutputFile(streams, "Where to write the matrix; - is standard output.");
        var report = new Option<string?>("--report")
        { Description = "Where to write, as JSON, what became of each row.", HelpName = "REPORT" };
        var command =
            new Command(
            "import",
            "Make a matrix of a file of another kind, and report all that could not be taken over. Example: rmatrix import questionnaire " +
            "answers.xlsx --matrix crm.matrix.json -o crm-draft.matrix.json --report loss.json");
        command.Arguments.Add(kind);
        command.Arguments.Add(file);
        output.AddTo(command);
        foreach (
            var option in new Option[]
            { matrix, workbook.Merge, workbook.Prefer, workbook.TwoWay, report, common.Model, common.Set, common.With, common.AsOf, common.Severities,
            common.WarningsAsErrors }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(kind)!;
            var found = Array.Find(Kinds, known => known.Name == name);
            if (found.Run is null)
                throw new UsageException(
                    $"'{name}' is no kind of file that can be imported: choose " +
                    $"{names}.{Nearest.Suggest(name, Kinds.Select(known => known.Name))}");
            return found.Run(
                new Request(streams, common, parsed, parsed.GetValue(file)!, parsed.GetValue(matrix), output,
                parsed.GetValue(report), workbook));
        });
        return command;
    }

    private static int Questionnaire(Request request)
    {
        var (streams, common, parsed, file, original, files, report, _) = request;
        if (original is null) throw new UsageException("Name the matrix that was asked about: --matrix ORIGINAL.");
        Files.OneFromInput(file, original);
        var output = files.PathOf(parsed)!;
        report = ReportOf(request, output);
        var context = common.Context(parsed);
        var (resolver, document, _) = common.Load(parsed, original);
        CommonOptions.Check(resolver, context);
        var bytes = new Files(streams).Read(file);
        var name = Files.NameOf(file);
        var isWorkbook = WorkbookReader.IsWorkbook(bytes) || Path.GetExtension(file).Equals(".xlsx", StringComparison.OrdinalIgnoreCase);
        var import = Tables.Questionnaire.Read(isWorkbook ? WorkbookReader.Read(bytes, name)
            : CsvReader.Read(bytes, name), resolver, context, name, streams.Evaluation, streams.Cancellation);
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

    /// <summary>The path of the report, or null.</summary>
    public static string? ReportOf(Request request, string output)
    {
        var report = request.Output.Checked(request.Report, request.Parsed);
        if (report == Files.StandardInput) throw new UsageException("--report names a file.");
        if (report is not null && output != Files.StandardInput && Path.GetFullPath(report) == Path.GetFullPath(output))
            throw new UsageException("-o and --report name one file.");
        return report;
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

    /// <summary>What the user asks for, whatever the kind.</summary>
    internal sealed record Request(IOStreams Streams, CommonOptions Common, ParseResult Parsed, string File, string? Matrix,
        OutputFile Output, string? Report, WorkbookImport.Options Workbook);
}
