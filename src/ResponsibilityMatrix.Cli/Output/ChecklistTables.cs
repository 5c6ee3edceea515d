using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli;

/// <summary>A checklist for other programs: CSV with a duty or a question a row, Markdown with boxes to tick.</summary>
internal static class ChecklistTables
{
    private const int LongestCell = 32_767;

    public static string Csv(Checklist checklist) => Rows(ChecklistCells.Headings, ChecklistCells.Rows(checklist));

    public static string Questionnaire(Checklist checklist, ValueList<QuestionnaireRow> rows) =>
        Rows(Agreements.Questionnaire.Columns.Select(column => column.Heading).ToValueList(),
            Agreements.Questionnaire.Cells(checklist, rows));

    /// <summary>How many texts a cell of a workbook cannot hold.</summary>
    public static int CountOfLongTexts(Checklist checklist) =>
        ChecklistCells.Rows(checklist).Concat(Agreements.Questionnaire.Cells(checklist, Agreements.Questionnaire.RowsOf(checklist)))
        .Sum(row => row.Count(cell => cell.Length > LongestCell));

    public static string Markdown(Checklist checklist, ValueList<QuestionnaireRow> rows, bool questionsOnly)
    {
        var printer = new ChecklistPrinter(
            Page.ForResults(new IOStreams { Out = TextWriter.Null, Error = TextWriter.Null, In = () => Stream.Null, Today = default }),
            checklist, rows);
        var text = new StringBuilder($"# {Tables.Inline(ChecklistPrinter.Title(checklist, questionsOnly))}\n");
        foreach (var sentence in ChecklistPrinter.Introduction(checklist, rows, questionsOnly))
            text.Append($"\n{Tables.Inline(sentence)}\n");
        if (!questionsOnly)
        {
            text.Append("\n## Duties\n");
            foreach (var domain in ChecklistPrinter.ByDomain(checklist))
            {
                text.Append($"\n### {Tables.Inline(domain.Key)}\n\n");
                foreach (var together in ChecklistPrinter.Together(domain))
                {
                    var what = Tables.Inline(ChecklistCells.WhatToDo(together[0]));
                    text.Append(together.Count == 1 ? $"- [ ] {what} ({Tables.Inline(ChecklistPrinter.Control(together[0]))})\n"
                        : $"- {what}\n");
                    if (together.Count > 1)
                        foreach (var one in together) text.Append($"  - [ ] {Tables.Inline(ChecklistPrinter.Control(one))}\n");
                    foreach (var detail in printer.Details(together)) text.Append($"  - {Tables.Inline(detail)}\n");
                    if (ChecklistPrinter.Review(together, checklist) is { Length: > 0 } review) text.Append($"  - {review}\n");
                }
            }
            if (!checklist.Evidence.IsEmpty) text.Append("\n## Evidence to keep\n\n");
            foreach (var kept in checklist.Evidence)
                text.Append(
                    $"- [ ] {Tables.Inline(ChecklistCells.EvidenceSentence(kept))}; {Tables.Inline(ChecklistPrinter.WhereFrom(kept))}\n");
        }
        if (!checklist.Questions.IsEmpty && !questionsOnly) text.Append($"\n## Questions to {Tables.Inline(checklist.Provider.Name)}\n");
        foreach (var domain in rows.GroupBy(row => row.Questions[0].Domain))
        {
            text.Append($"\n### {Tables.Inline(domain.Key)}\n\n| question | control | what we ask |\n|---|---|---|\n");
            foreach (var row in domain)
            {
                var controls = string.Join('\n', row.Questions.Select(question => $"{question.Control} {question.Title}"));
                text.Append(
                    $"| {Tables.Inline(row.Id)} | {Tables.Inline(controls)} | {Tables.Inline(Agreements.Questionnaire.Text(row))} |\n");
            }
        }
        return text.Append(
            $"\n{Tables.Inline(questionsOnly ? ChecklistPrinter.CountQuestions(checklist, rows) : ChecklistPrinter.Summary(checklist))}\n")
            .ToString();
    }

    private static string Rows(ValueList<string> headings, ValueList<ValueList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(headings)) text.Append(Tables.Row(row));
        return text.ToString();
    }
}
