using System.CommandLine;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary><c>checklist</c>: a party's duties, the evidence to keep, and the customer's questions to the provider.</summary>
internal static class ChecklistCommand
{
    private const string Workbook = "xlsx";
    private static readonly string[] Printed = ["text", "markdown", "csv", "json"];

    public static Command Make(IOStreams streams)
    {
        var common = new CommonOptions(streams);
        var file = FileArguments.One("FILE", "A matrix; - is standard input.");
        var party = new Option<string>("--for")
            { Description = "The party: provider, customer, or an id or name.", HelpName = "PARTY", Required = true };
        var questions = new Option<bool>("--questions")
            { Description = "Only the customer's questions to the provider, as a questionnaire to be filled in." };
        var each = new Option<bool>("--each")
            { Description = "With --questions, a question for each control, where one for several controls of a domain would do." };
        var controls = new Option<string[]>("--control")
            { Description = "Only this control, with its statements and enhancements. Repeatable.", HelpName = "ID",
            Arity = ArgumentArity.OneOrMore };
        var reasons = new Option<string[]>("--reason")
            { Description = $"With --questions, only those for this reason: {string.Join(", ", Words.All<QuestionReason>())}. Repeatable.",
            HelpName = "WORD", Arity = ArgumentArity.OneOrMore };
        var output = new OutputFile(
            streams, "Where to write: a file that ends in .xlsx, .csv, .md, .json or .txt. Without it, standard output.");
        var format = new Option<string?>("--format")
            { Description = "How to print: text, markdown, csv, json. Without it, as the name of OUT says, else text.",
            HelpName = "FORMAT" };
        var command =
            new Command(
            "checklist",
            "List what one party has to do, to keep and to look at again; for the customer also what to ask the provider. Example: " +
            "rmatrix checklist crm.matrix.json --for customer --questions -o questions.xlsx");
        command.Arguments.Add(file);
        command.Options.Add(party);
        command.Options.Add(questions);
        command.Options.Add(each);
        command.Options.Add(controls);
        command.Options.Add(reasons);
        output.AddTo(command, isRequired: false);
        common.AddContextOptions(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            var path = output.PathOf(parsed);
            var kind = KindOf(path, parsed.GetValue(format));
            var context = common.Context(parsed);
            var (resolver, document, _) = common.Load(parsed, parsed.GetValue(file)!);
            CommonOptions.Check(resolver, context);
            if (Checklist.FindParty(resolver, parsed.GetValue(party)!, out var problem) is not { } found)
                throw new UsageException($"{problem!.Message} (--for)");
            var isQuestionnaire = parsed.GetValue(questions);
            var wanted = parsed.GetValue(controls) ?? [];
            foreach (var control in wanted)
                if (!resolver.Knows(control, out var unknown)) throw new UsageException(Hints.Sentence(unknown));
            if (!isQuestionnaire && (parsed.GetValue(each) || parsed.GetValue(reasons) is { Length: > 0 }))
                throw new UsageException("--each and --reason choose among the questions: add --questions.");
            var checklist = Checklist.For(resolver, context, found.Id, common.Evaluation(parsed, document.Matrix, wanted));
            checklist = checklist with
                { Diagnostics = common.ApplySeverities(
                    parsed, CommonOptions.DocumentFindings(resolver, context.AsOf, withDates: true).Concat(checklist.Diagnostics))
                .ToValueList() };
            if (isQuestionnaire)
            {
                if (!checklist.IsForCustomer)
                    throw new UsageException(
                        $"Questions are the customer's to the provider, and {found.Name} is not on the customer's side: --for customer.");
                var chosen = ReasonsOf(parsed.GetValue(reasons) ?? []);
                checklist = checklist with
                    { Duties = [], Evidence = [], Questions =
                    checklist.Questions.Where(question => chosen.Count == 0 || question.Reasons.Any(chosen.Contains)).ToValueList() };
            }
            var rows = Questionnaire.RowsOf(checklist, each: !isQuestionnaire || parsed.GetValue(each));
            Print(streams, output, checklist, rows, kind, path, isQuestionnaire);
            if (path is not null && path != Files.StandardInput) WriteNote(streams, checklist, rows, kind, path, isQuestionnaire);
            else if (kind == "csv" && !isQuestionnaire) TellQuestions(streams, checklist);
            if (kind != "json" || path is not null) new DiagnosticPrinter(Page.ForMessages(streams)).Print(checklist.Diagnostics);
            return common.ExitCode(parsed, checklist.Diagnostics);
        });
        return command;
    }

    private static List<QuestionReason> ReasonsOf(string[] words)
    {
        var known = Words.All<QuestionReason>();
        return [.. words.Select(word => Words.TryParse<QuestionReason>(word, out var reason)
            ? reason
            : throw new UsageException($"'{word}' is no reason for a question: choose {string.Join(", ", known)}." +
                $"{Nearest.Suggest(word, known)} (--reason)"))];
    }

    private static void Print(IOStreams streams, OutputFile output, Checklist checklist, ValueList<QuestionnaireRow> rows,
        string kind, string? path, bool questionsOnly)
    {
        if (kind == Workbook)
        {
            output.Write(path!, questionsOnly ? ChecklistWorkbook.WriteQuestions(checklist, rows) : ChecklistWorkbook.Write(checklist));
            return;
        }
        var isFile = path is not null && path != Files.StandardInput;
        if (kind == "text" && !isFile)
        {
            new ChecklistPrinter(Page.ForResults(streams), checklist, rows).Print(questionsOnly);
            streams.Out.Flush();
            return;
        }
        var text = kind switch
        {
            "json" => Encoding.UTF8.GetString(MatrixJson.ToUtf8Bytes(checklist)),
            // Spreadsheet programs take a file without the mark for one in their own encoding.
            "csv" => (isFile ? "\uFEFF" : "") +
                (questionsOnly ? ChecklistTables.Questionnaire(checklist, rows) : ChecklistTables.Csv(checklist)),
            "markdown" => ChecklistTables.Markdown(checklist, rows, questionsOnly),
            _ => PlainText(checklist, rows, questionsOnly),
        };
        output.Write(path ?? Files.StandardInput, Encoding.UTF8.GetBytes(text));
    }

    private static string PlainText(Checklist checklist, ValueList<QuestionnaireRow> rows, bool questionsOnly)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new ChecklistPrinter(
            Page.ForResults(new IOStreams { Out = writer, Error = TextWriter.Null, In = () => Stream.Null, Today = default }), checklist,
            rows).Print(questionsOnly);
        return writer.ToString();
    }

    private static string KindOf(string? path, string? format)
    {
        if (format is not null && !Printed.Contains(format))
            throw new UsageException(format == Workbook ? "A workbook is written to a file: -o OUT.xlsx."
                : $"'{format}' is no format here: choose {string.Join(", ", Printed)}.{Nearest.Suggest(format, Printed)}");
        if (path is null || path == Files.StandardInput) return format ?? Printed[0];
        var named = Path.GetExtension(path).ToLowerInvariant() switch
            { ".xlsx" => Workbook, ".csv" => "csv", ".md" or ".markdown" => "markdown", ".json" => "json", ".txt" => "text", _ => null };
        if (named is null && format is null)
            throw new UsageException(
                $"The name {path} does not say what to write: end it in .xlsx, .csv, .md, .json or .txt, or add --format.");
        if (named is not null && format is not null && named != format)
            throw new UsageException($"{path} and --format {format} contradict each other; leave one of them out.");
        return named ?? format!;
    }

    private static void WriteNote(IOStreams streams, Checklist checklist, ValueList<QuestionnaireRow> rows, string kind, string path,
        bool questionsOnly)
    {
        var what = questionsOnly ? ChecklistPrinter.CountQuestions(checklist, rows) : ChecklistPrinter.Summary(checklist);
        streams.Error.WriteLine($"rmatrix: {Printable.Of($"{path} holds {what}")}");
        if (kind == "csv" && !questionsOnly) TellQuestions(streams, checklist);
        if (kind == Workbook && ChecklistTables.CountOfLongTexts(checklist) is > 0 and var count)
            streams.Error.WriteLine(
                $"rmatrix: {count:N0} text{(count == 1 ? " is" : "s are")} longer than a cell can hold and " +
                $"{(count == 1 ? "was" : "were")} cut; --format csv or json holds them whole.");
    }

    // A CSV file has one table; that there is another is not to go unsaid.
    private static void TellQuestions(IOStreams streams, Checklist checklist)
    {
        if (checklist.Evidence.IsEmpty && checklist.Questions.IsEmpty) return;
        var questions = checklist.Questions.IsEmpty ? ""
            : $" and the questions, of which there are {checklist.Questions.Count:N0} (--questions writes them alone)";
        streams.Error.WriteLine(
            $"rmatrix: CSV holds the duties alone; a workbook (-o OUT.xlsx) also holds the evidence{questions}.");
    }
}
