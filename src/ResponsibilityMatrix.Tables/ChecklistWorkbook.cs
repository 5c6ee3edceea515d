using System.Globalization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Writes checklists and questionnaires as workbooks (XLSX). Every cell is text and none a formula; the same checklist gives the same
/// bytes. Thread-safe. </summary>
public static class ChecklistWorkbook
{
    private const int MostControlsNamed = 200;

    private static readonly Dictionary<string, int> Widths = new(StringComparer.Ordinal)
    {
        ["Question id"] = 24,
        ["Domain"] = 16,
        ["Control"] = 11,
        ["Title"] = 26,
        ["Question"] = 48,
        ["Who performs"] = 13,
        ["What you do"] = 32,
        ["What stays with us"] = 32,
        ["Evidence"] = 26,
        ["Commitment"] = 18,
        ["Remarks"] = 20,
        ["In the matrix"] = 30,
        ["Asked for"] = 30,
    };

    /// <summary>A checklist: an overview, the duties, the evidence and, where there are any, the questions.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <exception cref="ArgumentException">It has more rows than a sheet can hold.</exception>
    public static byte[] Write(Checklist checklist)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        List<Sheet> sheets = [Overview(checklist), Duties(checklist)];
        if (!checklist.Evidence.IsEmpty) sheets.Add(Evidence(checklist));
        if (!checklist.Questions.IsEmpty) sheets.Add(Questions(checklist, Questionnaire.RowsOf(checklist, each: true)));
        return WorkbookWriter.Write(sheets);
    }

    /// <summary>The questions alone, as they are sent to the provider: the questions first, then how to answer them.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <exception cref="ArgumentException">It has more rows than a sheet can hold.</exception>
    public static byte[] WriteQuestions(Checklist checklist) => WriteQuestions(checklist, Questionnaire.RowsOf(checklist));

    /// <summary>The same with the rows as they were chosen.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">It has more rows than a sheet can hold.</exception>
    public static byte[] WriteQuestions(Checklist checklist, ValueList<QuestionnaireRow> rows)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        return WorkbookWriter.Write([Questions(checklist, rows), HowToAnswer(checklist, rows)]);
    }

    private static Sheet Overview(Checklist checklist)
    {
        var side = checklist.Party.Side switch { Sides.Provider => "provider", Sides.Customer => "customer", _ => "third party" };
        List<ValueList<string>> rows =
        [
            ["Party", $"{checklist.Party.Name} ({side})"],
            ["Service", checklist.Service],
            ["Matrix", $"{checklist.Title}, version {checklist.Matrix.Version} ({checklist.Matrix.Id})"],
            ["Holds for", QuestionnaireForm.ChoicesOf(checklist.Context)],
            ["As of", Date(checklist.Context.AsOf)],
            ["Next review of the matrix", Date(checklist.ReviewBy)],
            ["The matrix holds until", Date(checklist.Expires)],
            ["Duties", Number(checklist.Duties.Count)],
            ["Evidence to keep", Number(checklist.Evidence.Count)],
        ];
        if (checklist.IsForCustomer) rows.Add([$"Questions to {checklist.Provider.Name}", Number(checklist.Questions.Count)]);
        return new Sheet
        {
            Name = "Overview",
            Columns = [Column("Checklist", 28), Column(checklist.Party.Name, 90)],
            Rows = rows.ToValueList(),
            HasFilter = false
        };
    }

    private static Sheet Duties(Checklist checklist)
    {
        var rows = ChecklistCells.Rows(checklist).Select(cells => ValueList.Create<string>(["", .. cells])).ToValueList();
        ValueList<SheetColumn> columns =
        [
            new() { Heading = "Done", Width = 8, Look = SheetLook.Fill }, Column("Domain", 16), Column("Control", 11), Column("Title", 24),
                Column("Duty", 48), Column("Part", 13), Column("Component", 12), Column("Status", 14), Column("Performed by", 12),
                Column("Not taken over", 22),
            Column("What the catalog asks", 30), Column("Needs first", 28), Column("Others count on it", 28), Column("Commitments", 28),
                Column("Evidence to keep", 28), Column("Next review", 12),
                new() { Heading = "In the matrix", Width = 30, IsPrinted = false },
        ];
        // What no duty has takes no more place than its heading.
        var narrow = columns.Select((column, at) => column.Look == SheetLook.Fill || rows.Any(row => row[at].Length > 0) ? column
            : column with { Width = Math.Min(column.Width, 10) });
        return new Sheet { Name = "Duties", Columns = narrow.ToValueList(), Rows = rows };
    }

    private static Sheet Evidence(Checklist checklist) => new()
    {
        Name = "Evidence",
        Columns =
            [new() { Heading = "Kept", Width = 8, Look = SheetLook.Fill }, Column("Evidence", 50), Column("Kind", 12), Column("Issuer", 24),
            Column("Where", 40), Column("Validity", 24), Column("From", 18), Column("Controls", 50)],
        Rows = checklist.Evidence.Select(kept => ValueList.Create<string>(
        [
            "",
            kept.Evidence.Title,
            Words.Of(kept.Evidence.Kind),
            kept.Evidence.Issuer ?? "",
            kept.Evidence.Uri ?? "",
            kept.Evidence.Describe(kept.Validity),
            kept.From ?? "own",
            string.Join(", ", kept.Controls.Take(MostControlsNamed)) +
                (kept.Controls.Count > MostControlsNamed ? $" and {kept.Controls.Count - MostControlsNamed:N0} more" : ""),
        ])).ToValueList(),
    };

    private static Sheet Questions(Checklist checklist, ValueList<QuestionnaireRow> rows) => new()
    {
        Name = "Questions",
        Columns = Questionnaire.Columns.Select(column => new SheetColumn
        {
            Heading = column.Heading,
            Width = Widths.GetValueOrDefault(column.Heading, 20),
            Look = column.IsAnswer ? SheetLook.Fill : SheetLook.Plain,
            // What only the way back needs is not for paper.
            IsPrinted = column.Heading is not ("Question id" or "In the matrix" or "Asked for"),
            Choices = column.Heading == "Who performs" ? Questionnaire.PerformerChoices : default,
            Prompt = column.IsAnswer ? column.Help : null,
        }).ToValueList(),
        Rows = Questionnaire.Cells(checklist, rows),
    };

    private static Sheet HowToAnswer(Checklist checklist, ValueList<QuestionnaireRow> rows) => new()
    {
        Name = "How to answer",
        Columns = [Column("Column", 24), Column("How to answer", 110)],
        Rows = [.. Questionnaire.Introduction(checklist, rows).Select(sentence => ValueList.Create<string>(["", sentence])),
            .. Questionnaire.Columns.Select(column => ValueList.Create<string>([column.Heading, column.Help]))],
        HasFilter = false,
    };

    private static SheetColumn Column(string heading, int width) => new() { Heading = heading, Width = width };

    private static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
