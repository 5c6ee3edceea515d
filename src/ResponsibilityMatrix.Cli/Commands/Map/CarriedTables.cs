using System.Text;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>What was carried to another catalog, as tables: one control a row, and in Markdown what went nowhere besides.</summary>
internal static class CarriedTables
{
    private static readonly string[] Columns =
        ["catalog", "control", "title", "leaf", "outcome", "state", "split", "complete", "relation", "certainty", "sources", "reason",
        "duties"];

    public static string Csv(CarriedMatrix carried)
    {
        var printer = Printer(carried);
        var text = new StringBuilder(string.Join(',', Columns)).Append('\n');
        foreach (var control in carried.Controls)
        {
            var answer = control.Answer;
            string?[] cells =
            [
                answer.Catalog, answer.Control, answer.Title, answer.IsLeaf ? "true"
                    : "false", Words.Of(control.Outcome), Words.Of(answer.State), Words.OfSplit(answer.Split),
                answer.IsComplete ? "true" : "false", control.Relation is { } relation ? Words.Of(relation) : null, control.Certainty,
                string.Join(' ', control.Sources.Select(source => $"{source.Catalog}:{source.Control}")), control.Reason,
                string.Join('\n', answer.Duties.Select(printer.Sentence)),
            ];
            text.Append(Escaped.CsvRow(cells));
        }
        return text.ToString();
    }

    public static string Markdown(CarriedMatrix carried, string title)
    {
        var printer = Printer(carried);
        var text = new StringBuilder($"# {Escaped.Markdown(title)}\n\n| control | title | who | from | duties |\n|---|---|---|---|---|\n");
        foreach (var control in carried.Controls.Where(control => !CarriedPrinter.IsListed(control)))
        {
            var isCarried = control.Outcome == CarryOutcome.Carried;
            var who = isCarried ? AnswerText.State(control.Answer) : "not carried";
            var from = isCarried ? $"{CarriedPrinter.From(control)}\n{CarriedPrinter.Remark(control)}".TrimEnd() : control.Reason ?? "";
            var duties = string.Join('\n', control.Answer.Duties.Select(printer.Sentence));
            text.Append(
                $"| {Escaped.Markdown(control.Answer.Control)} | {Escaped.Markdown(control.Answer.Title)} | {who} | " +
                $"{Escaped.Markdown(from)} | {Escaped.Markdown(duties)} |\n");
        }
        foreach (var sentence in CarriedPrinter.Listed(carried)) text.Append($"\n{Escaped.Markdown(sentence)}\n");
        if (!carried.NotCarried.IsEmpty) text.Append("\n## Went nowhere\n\n| control | title | who | why |\n|---|---|---|---|\n");
        foreach (var control in carried.NotCarried)
            text.Append(
                $"| {Escaped.Markdown(control.Answer.Control)} | {Escaped.Markdown(control.Answer.Title)} | " +
                $"{AnswerText.State(control.Answer)} | {Escaped.Markdown(control.Reason)} |\n");
        return text.Append($"\n{Escaped.Markdown(CarriedPrinter.Summary(carried))}\n").ToString();
    }

    private static AnswerPrinter Printer(CarriedMatrix carried) =>
        new(Page.ForResults(IOStreams.Of(TextWriter.Null)),
        carried.Answer);
}
