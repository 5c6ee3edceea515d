using System.Globalization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Spreadsheets;

/// <summary>
/// Writes checklists and questionnaires as workbooks (XLSX). Every cell is text and none a formula; the same checklist gives the same bytes. Thread-safe.
/// </summary>
public static class ChecklistWorkbook
{
    private const int MostControlsNamed = 200;

    private static readonly Dictionary<string, int> Widths = new(StringComparer.Ordinal)
    {
        ["Question id"] = 24,
        ["Domain"] = 22,
        ["Control"] = 11,
        ["Title"] = 30,
        ["Question"] = 60,
        ["Who performs"] = 16,
        ["What you do"] = 40,
        ["What stays with us"] = 40,
        ["Evidence"] = 30,
        ["Commitment"] = 22,
        ["Remarks"] = 30,
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
        if (!checklist.Questions.IsEmpty) sheets.Add(Questions(checklist));
        return WorkbookWriter.Write(sheets);
    }

    /// <summary>The questions alone, as they are sent to the provider: the questions first, then how to answer them.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <exception cref="ArgumentException">It has more rows than a sheet can hold.</exception>
    public static byte[] WriteQuestions(Checklist checklist)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        return WorkbookWriter.Write([Questions(checklist), HowToAnswer(checklist)]);
    }

    private static Sheet Overview(Checklist checklist)
    {
        List<ValueList<string>> rows =
        [
            ["Party", $"{checklist.Party.Name} ({(checklist.Party.Side switch { Sides.Provider => "provider", Sides.Customer => "customer", _ => "third party" })})"],
            ["Service", checklist.Service],
            ["Matrix", $"{checklist.Title}, version {checklist.Matrix.Version} ({checklist.Matrix.Id})"],
            ["Holds for", Choices(checklist)],
            ["As of", Date(checklist.Context.AsOf)],
            ["Next review of the matrix", Date(checklist.ReviewBy)],
            ["The matrix holds until", Date(checklist.Expires)],
            ["Duties", Number(checklist.Duties.Count)],
            ["Evidence to keep", Number(checklist.Evidence.Count)],
        ];
        if (checklist.IsForCustomer) rows.Add([$"Questions to {checklist.Provider.Name}", Number(checklist.Questions.Count)]);
        return new Sheet { Name = "Overview", Columns = [Column("Checklist", 28), Column(checklist.Party.Name, 90)], Rows = rows.ToValueList(), HasFilter = false };
    }

    private static Sheet Duties(Checklist checklist) => new()
    {
        Name = "Duties",
        Columns =
        [
            new() { Heading = "Done", Width = 8, IsToFill = true }, Column("Domain", 22), Column("Control", 11), Column("Title", 30), Column("Duty", 60), Column("Part", 16), Column("Component", 16), Column("Status", 14), Column("Performed by", 16),
            Column("What the catalog asks", 40), Column("Needs first", 40), Column("Others count on it", 40), Column("Promises", 40), Column("Evidence to keep", 36), Column("Next review", 12), Column("In the matrix", 30),
        ],
        Rows = ChecklistCells.Rows(checklist).Select(cells => ValueList.Create<string>(["", .. cells])).ToValueList(),
    };

    private static Sheet Evidence(Checklist checklist) => new()
    {
        Name = "Evidence",
        Columns = [new() { Heading = "Kept", Width = 8, IsToFill = true }, Column("Evidence", 50), Column("Kind", 12), Column("Issuer", 24), Column("Where", 40), Column("Validity", 24), Column("From", 18), Column("Controls", 50)],
        Rows = checklist.Evidence.Select(kept => ValueList.Create<string>(
        [
            "",
            kept.Evidence.Title,
            Words.Of(kept.Evidence.Kind),
            kept.Evidence.Issuer ?? "",
            kept.Evidence.Uri ?? "",
            EvidenceWords.Of(kept.Evidence, kept.Validity),
            kept.From ?? "own",
            string.Join(", ", kept.Controls.Take(MostControlsNamed)) + (kept.Controls.Count > MostControlsNamed ? $" and {kept.Controls.Count - MostControlsNamed:N0} more" : ""),
        ])).ToValueList(),
    };

    private static Sheet Questions(Checklist checklist) => new()
    {
        Name = "Questions",
        Columns = Questionnaire.Columns.Select(column => new SheetColumn
        {
            Heading = column.Heading,
            Width = Widths.GetValueOrDefault(column.Heading, 20),
            IsToFill = column.IsAnswer,
            Choices = column.Heading == "Who performs" ? Questionnaire.PerformerChoices : default,
            Prompt = column.IsAnswer ? column.Help : null,
        }).ToValueList(),
        Rows = Questionnaire.Rows(checklist),
    };

    private static Sheet HowToAnswer(Checklist checklist) => new()
    {
        Name = "How to answer",
        Columns = [Column("Column", 24), Column("How to answer", 110)],
        Rows = [.. Questionnaire.Introduction(checklist).Select(sentence => ValueList.Create<string>(["", sentence])), .. Questionnaire.Columns.Select(column => ValueList.Create<string>([column.Heading, column.Help]))],
        HasFilter = false,
    };

    private static SheetColumn Column(string heading, int width) => new() { Heading = heading, Width = width };

    private static string Choices(Checklist checklist) => $"service model {checklist.Context.ServiceModel}{string.Concat(checklist.Context.Parameters.Select(parameter => $", {parameter.Key} {parameter.Value}"))}";

    private static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
