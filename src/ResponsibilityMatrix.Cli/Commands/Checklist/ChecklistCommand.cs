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
    public static Command Create(IOStreams streams)
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
        {
            Description = "Only this control, with its statements and enhancements. Repeatable.",
            HelpName = "ID",
            Arity = ArgumentArity.OneOrMore
        };
        var reasons = new Option<string[]>("--reason")
        {
            Description = $"With --questions, only those for this reason: {string.Join(", ", Words.All<QuestionReason>())}. Repeatable.",
            HelpName = "WORD",
            Arity = ArgumentArity.OneOrMore
        };
        var formats = new OutputFormats<ChecklistOutput>(
            new("text", (streams, output) => output.Printer(streams).Print(output.QuestionsOnly)) { FileEndings = [".txt"] },
            new("markdown", (streams, output) => streams.Out.Write(ChecklistTables.Markdown(output)))
            { FileEndings = [".md", ".markdown"] },
            // Spreadsheet programs take a file without the mark for one in their own encoding.
            new("csv", (streams, output) => streams.Out.Write(ChecklistTables.Csv(output)))
            {
                FileEndings = [".csv"],
                ToFile = output => Encoding.UTF8.GetBytes($"\uFEFF{ChecklistTables.Csv(output)}"),
                Remark = OtherTables
            },
            new("json", (streams, output) => streams.PrintJson(output.Checklist)) { FileEndings = [".json"], HoldsFindings = true },
            new("xlsx", null) { FileEndings = [".xlsx"], ToFile = Workbook, Remark = LongTexts });
        var output = new OutputFile(
            streams, $"Where to write: a file that ends in {formats.FileEndings}. Without it, standard output.");
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
        formats.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = output.PathOf(parsed);
            var format = formats.Of(parsed, path);
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
            var checklist = Checklist.For(
                resolver, context, found.Id, common.Evaluation(parsed, document.Matrix, wanted), streams.Cancellation);
            checklist = checklist with
            {
                Diagnostics = common.ApplySeverities(
                    parsed, common.DocumentFindings(resolver, context.AsOf, withDates: true).Concat(checklist.Diagnostics))
                .ToValueList()
            };
            if (isQuestionnaire)
            {
                if (!checklist.IsForCustomer)
                    throw new UsageException(
                        $"Questions are the customer's to the provider, and {found.Name} is not on the customer's side: --for customer.");
                var chosen = ReasonsOf(parsed.GetValue(reasons) ?? []);
                checklist = checklist with
                {
                    Duties = [],
                    Evidence = [],
                    Questions =
                    checklist.Questions.Where(question => chosen.Count == 0 || question.Reasons.Any(chosen.Contains)).ToValueList()
                };
            }
            var rows = Questionnaire.RowsOf(checklist, each: !isQuestionnaire || parsed.GetValue(each));
            var answer = new ChecklistOutput(checklist, rows, isQuestionnaire);
            if (path is null or Files.StandardInput) format.Write(streams, answer);
            else Write(streams, output, path, format, answer);
            if (format.Remark?.Invoke(answer) is { } remark) streams.Error.WriteLine($"rmatrix: {remark}");
            if (!format.HoldsFindings || path is not null) new DiagnosticPrinter(Page.ForMessages(streams)).Print(checklist.Diagnostics);
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

    private static void Write(
        IOStreams streams, OutputFile file, string path, OutputFormat<ChecklistOutput> format, ChecklistOutput output)
    {
        format.WriteFile(file, path, output);
        var what = output.QuestionsOnly ? ChecklistPrinter.CountQuestions(output.Checklist, output.Rows)
            : ChecklistPrinter.Summary(output.Checklist);
        streams.Error.WriteLine($"rmatrix: {Printable.Of($"{path} holds {what}")}");
    }

    private static byte[] Workbook(ChecklistOutput output) => output.QuestionsOnly
        ? ChecklistWorkbook.WriteQuestions(output.Checklist, output.Rows) : ChecklistWorkbook.Write(output.Checklist);

    private static string? LongTexts(ChecklistOutput output) => ChecklistTables.CountOfLongTexts(output.Checklist) is > 0 and var count
        ? $"{count:N0} text{(count == 1 ? " is" : "s are")} longer than a cell can hold and {(count == 1 ? "was" : "were")} cut; " +
            "--format csv or json holds them whole."
        : null;

    // A CSV file has one table; that there is another is not to go unsaid.
    private static string? OtherTables(ChecklistOutput output)
    {
        var checklist = output.Checklist;
        if (output.QuestionsOnly || (checklist.Evidence.IsEmpty && checklist.Questions.IsEmpty)) return null;
        var questions = checklist.Questions.IsEmpty ? ""
            : $" and the questions, of which there are {checklist.Questions.Count:N0} (--questions writes them alone)";
        return $"CSV holds the duties alone; a workbook (-o OUT.xlsx) also holds the evidence{questions}.";
    }
}

/// <summary>What <c>checklist</c> writes.</summary>
internal sealed record ChecklistOutput(Checklist Checklist, ValueList<QuestionnaireRow> Rows, bool QuestionsOnly)
{
    public ChecklistPrinter Printer(IOStreams streams) => new(Page.ForResults(streams), Checklist, Rows);
}
