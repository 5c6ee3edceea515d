using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>A checklist for other programs: CSV with a duty or a question a row, Markdown with boxes to tick.</summary>
internal static class ChecklistTables
{
    private const int LongestCell = 32_767;

    public static string Csv(ChecklistOutput output) => output.QuestionsOnly
        ? Rows(Questionnaire.Columns.Select(column => column.Heading).ToValueList(), Questionnaire.Cells(output.Checklist, output.Rows))
        : Rows(ChecklistCells.Headings, ChecklistCells.Rows(output.Checklist));

    /// <summary>How many texts a cell of a workbook cannot hold.</summary>
    public static int CountOfLongTexts(Checklist checklist) =>
        ChecklistCells.Rows(checklist).Concat(Questionnaire.Cells(checklist, Questionnaire.RowsOf(checklist)))
        .Sum(row => row.Count(cell => cell.Length > LongestCell));

    public static string Markdown(ChecklistOutput output)
    {
        var (checklist, rows, questionsOnly) = output;
        var printer = output.Printer(IOStreams.Of(TextWriter.Null));
        var text = new StringBuilder($"# {Escaped.Markdown(ChecklistPrinter.Title(checklist, questionsOnly))}\n");
        foreach (var sentence in ChecklistPrinter.Introduction(checklist, rows, questionsOnly))
            text.Append($"\n{Escaped.Markdown(sentence)}\n");
        if (!questionsOnly)
        {
            text.Append("\n## Duties\n");
            foreach (var domain in ChecklistPrinter.ByDomain(checklist))
            {
                text.Append($"\n### {Escaped.Markdown(domain.Key)}\n\n");
                foreach (var together in ChecklistPrinter.Together(domain))
                {
                    var what = Escaped.Markdown(ChecklistCells.WhatToDo(together[0]));
                    text.Append(together.Count == 1 ? $"- [ ] {what} ({Escaped.Markdown(ChecklistPrinter.Control(together[0]))})\n"
                        : $"- {what}\n");
                    if (together.Count > 1)
                        foreach (var one in together) text.Append($"  - [ ] {Escaped.Markdown(ChecklistPrinter.Control(one))}\n");
                    foreach (var detail in printer.Details(together)) text.Append($"  - {Escaped.Markdown(detail)}\n");
                    if (ChecklistPrinter.Review(together, checklist) is { Length: > 0 } review) text.Append($"  - {review}\n");
                }
            }
            if (!checklist.Evidence.IsEmpty) text.Append("\n## Evidence to keep\n\n");
            foreach (var kept in checklist.Evidence)
                text.Append(
                    $"- [ ] {Escaped.Markdown(ChecklistCells.EvidenceSentence(kept))}; " +
                    $"{Escaped.Markdown(ChecklistPrinter.WhereFrom(kept))}\n");
        }
        if (!checklist.Questions.IsEmpty && !questionsOnly) text.Append($"\n## Questions to {Escaped.Markdown(checklist.Provider.Name)}\n");
        foreach (var domain in rows.GroupBy(row => row.Questions[0].Domain))
        {
            text.Append($"\n### {Escaped.Markdown(domain.Key)}\n\n| question | control | what we ask |\n|---|---|---|\n");
            foreach (var row in domain)
            {
                var controls = string.Join('\n', row.Questions.Select(question => $"{question.Control} {question.Title}"));
                text.Append(
                    $"| {Escaped.Markdown(row.Id)} | {Escaped.Markdown(controls)} | {Escaped.Markdown(Questionnaire.Text(row))} |\n");
            }
        }
        return text.Append(
            "\n" + Escaped.Markdown(
                questionsOnly ? ChecklistPrinter.CountQuestions(checklist, rows) : ChecklistPrinter.Summary(checklist)) + "\n")
            .ToString();
    }

    private static string Rows(ValueList<string> headings, ValueList<ValueList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(headings)) text.Append(Escaped.CsvRow(row));
        return text.ToString();
    }
}
