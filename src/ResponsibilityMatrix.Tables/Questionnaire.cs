using System.Globalization;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Analysis;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>A column of a questionnaire. Immutable; equal by value.</summary>
public sealed record QuestionnaireColumn
{
    /// <summary>The heading. Readers find the column by it, ignoring case, spaces and punctuation.</summary>
    public required string Heading { get; init; }

    /// <summary>Whether the provider fills it in.</summary>
    public required bool IsAnswer { get; init; }

    /// <summary>How to fill in the column; for a prefilled column, what it contains.</summary>
    public required string Help { get; init; }
}

/// <summary>A row of a questionnaire: one question about one control, or about several controls of a domain. Immutable; equal by
/// value.</summary>
public sealed record QuestionnaireRow
{
    /// <summary>The questions of the row, at least one. They differ only in their controls.</summary>
    public required ValueList<Question> Questions { get; init; }

    /// <summary>The ids of the questions, one per line. They connect an answer to its questions.</summary>
    public string Id => string.Join('\n', Questions.Select(question => question.Id));
}

/// <summary>The form that is sent to a provider and returned, with one question in each row. Thread-safe.</summary>
public static class Questionnaire
{
    /// <summary>The vocabulary named in the <c>source</c> of imported answers.</summary>
    public const string Vocabulary = QuestionnaireForm.Vocabulary;

    /// <summary>What an answered questionnaire holds of a matrix.</summary>
    public static FormatContent Content { get; } = new()
    {
        Id = "questionnaire",
        Title = "answers of a provider",
        Held = FormatContent.Map(
            (MatrixPart.Parties, "names"), (MatrixPart.Conditions, "the context asked for"), (MatrixPart.Selectors, "several controls"),
            (MatrixPart.States, "not applicable"), (MatrixPart.Reasons, null), (MatrixPart.Splits, null),
            (MatrixPart.Duties, "one of each side"), (MatrixPart.Texts, null), (MatrixPart.EvidenceOfDuties, null),
            (MatrixPart.Evidence, "title and dates"), (MatrixPart.Commitments, "value, unit and clock"), (MatrixPart.Notes, "remarks"),
            (MatrixPart.Sources, null)),
    };

    private const int MostControls = 25;
    private const int MostPlaces = 4;
    private static readonly Comparer<TableRow> ByNumber = Comparer<TableRow>.Create((one, other) => one.Number.CompareTo(other.Number));

    /// <summary>The columns, in order.</summary>
    public static ValueList<QuestionnaireColumn> Columns { get; } =
    [
        new() { Heading = QuestionnaireForm.QuestionId, IsAnswer = false,
            Help = "By this your answer finds its way back. Please leave it as it is." },
        new() { Heading = "Domain", IsAnswer = false, Help = "The part of the catalog that the control belongs to." },
        new() { Heading = "Control", IsAnswer = false, Help = "The control that the question is about." },
        new() { Heading = "Title", IsAnswer = false, Help = "What the control is about." },
        new()
            { Heading = "Question", IsAnswer = false, Help = "What we ask. \"You\" is the provider, \"we\" and \"us\" are the customer." },
        new()
            { Heading = QuestionnaireForm.WhoPerforms, IsAnswer = true,
            Help =
            "provider, customer, shared (both of us), or not applicable. A subprovider by its name, such as: provider, Pigeonpost. Leave " +
            "it empty where the question does not ask who does it." },
        new() { Heading = QuestionnaireForm.WhatYouDo, IsAnswer = true,
            Help = "Your part in a sentence or two. For \"not applicable\": why." },
        new() { Heading = QuestionnaireForm.WhatStays, IsAnswer = true, Help = "What we must do ourselves, in a sentence or two." },
        new()
            { Heading = QuestionnaireForm.Evidence, IsAnswer = true,
            Help =
            "What shows your part: a certificate, a report, a policy; one a line, with the last day of its validity, such as: SOC 2 " +
            "report, valid until 2027-03-31. One that shows several parts may stand in several rows, in the same words." },
        new() { Heading = QuestionnaireForm.Commitment, IsAnswer = true,
            Help = "A time or value to which you commit yourself: 24 hours from awareness, 30 days, 99.9 percent; one a line." },
        new() { Heading = QuestionnaireForm.Remarks, IsAnswer = true, Help = "Anything else that we should know." },
        new()
            { Heading = QuestionnaireForm.InTheMatrix, IsAnswer = false,
            Help = "The document that leaves it open, with its version, and the place in it." },
        new() { Heading = QuestionnaireForm.AskedFor, IsAnswer = false,
            Help = "The options under which we use the service, for which your answer should hold." },
    ];

    /// <summary>The choices offered for who performs a control.</summary>
    public static ValueList<string> PerformerChoices { get; } = [.. QuestionnaireForm.PerformerChoices];

    /// <summary>Reads the tables of a file with answers.</summary>
    /// <param name="answers">The file, as <see cref="TableFileReader"/> gave it.</param>
    /// <param name="resolver">The resolver of the matrix that the questions are about.</param>
    /// <param name="context">The context of the questions. Its date may differ.</param>
    /// <param name="file">The file name that findings show, or null.</param>
    /// <param name="options">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The context leaves a choice open or names something unknown.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public static QuestionnaireImport Read(TableFile answers, Resolver resolver, ResolutionContext context, string? file = null,
        EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var rows = answers.Sheets.SelectMany(sheet => sheet.Rows.Select(row =>
            new TextRow { Sheet = sheet.Name, Number = row.Number, Line = row.Line, Cells = row.Cells }));
        var import = QuestionnaireImport.Read(rows, resolver, context, file, options, cancellationToken);
        var merged = answers.Sheets.Select(sheet => MergedRows(sheet, file)).OfType<Diagnostic>();
        // If the file could not be read, its own findings say all there is to say.
        return import with
        {
            Diagnostics = answers.Sheets.IsEmpty ? answers.Diagnostics : [.. merged, .. answers.Diagnostics, .. import.Diagnostics],
        };
    }

    /// <summary>The questions of a checklist as rows. Questions of a domain that differ only in their controls share a row, as long as it
    /// stays readable.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <param name="each">True to give each control its own row.</param>
    public static ValueList<QuestionnaireRow> RowsOf(Checklist checklist, bool each = false)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        return checklist.Questions
            .GroupBy(
                question =>
                (question.Domain, question.Catalog, question.Text, question.State, question.Split, question.Metrics, question.Document,
                Own: each ? question.Id : null))
            .SelectMany(group => group.Chunk(MostControls))
            .Select(questions => new QuestionnaireRow { Questions = questions.ToValueList() })
            .ToValueList();
    }

    /// <summary>The rows as cells, one for each column. Cells for the provider to fill in are empty; several controls are on separate
    /// lines.</summary>
    /// <param name="checklist">The checklist that the rows come from.</param>
    /// <param name="rows">The rows.</param>
    public static ValueList<ValueList<string>> Cells(Checklist checklist, ValueList<QuestionnaireRow> rows)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var context = QuestionnaireForm.ContextOf(checklist.Context);
        return rows.Select(row => Columns.Select(column => column.Heading switch
        {
            QuestionnaireForm.QuestionId => row.Id,
            "Domain" => row.Questions[0].Domain,
            "Control" => Lines(row, question => question.Control),
            "Title" => Lines(row, question => question.Title),
            "Question" => Text(row),
            QuestionnaireForm.InTheMatrix =>
                $"{row.Questions[0].Document}#" +
                string.Join(", ", row.Questions.Select(question => question.Place.Pointer).Distinct().Take(MostPlaces)),
            QuestionnaireForm.AskedFor => context,
            _ => "",
        }).ToValueList()).ToValueList();
    }

    /// <summary>The question in sentences, including the number of controls.</summary>
    /// <param name="row">The row.</param>
    public static string Text(QuestionnaireRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Questions.Count == 1 ? row.Questions[0].Text
            : $"For each of these {row.Questions.Count} controls: {row.Questions[0].Text}";
    }

    /// <summary>An introduction for the provider, in sentences.</summary>
    /// <param name="checklist">The checklist.</param>
    /// <param name="rows">The rows of the questionnaire.</param>
    public static ValueList<string> Introduction(Checklist checklist, ValueList<QuestionnaireRow> rows)
    {
        ArgumentNullException.ThrowIfNull(checklist);
        var (count, provider, customer) = (rows.Count, checklist.Provider.Name, checklist.Customer.Name);
        var controls = rows.Sum(row => row.Questions.Count);
        List<string> sentences =
        [
            $"{customer} asks {provider} about {checklist.Service}.",
            $"{(count == 1 ? "The question is" : $"These {Number(count)} questions are")} about what the matrix “{checklist.Title}”, " +
                $"version " +
                $"{checklist.Matrix.Version}, leaves open {(controls == count ? "" : $"of {Number(controls)} controls ")}for " +
                $"{QuestionnaireForm.ContextOf(checklist.Context)}.",
            $"“You” is {provider}; “we” and “us” are {customer}.",
            "Please answer in the columns that are empty, and leave the others as they are. An answer may be as short as one column; a " +
                "question that you cannot answer may stay empty.",
        ];
        if (controls != count)
            sentences.Add(
                "An answer to a question about several controls is one for each of them. Where one of them differs, copy the row, and " +
                "leave in each of the two rows the ids of the controls that it is for.");
        return sentences.ToValueList();
    }

    // A questionnaire has an answer in each row, so that one cell for several of them is a mistake.
    private static Diagnostic? MergedRows(TableSheet sheet, string? file)
    {
        var merged = new FirstNames();
        foreach (var range in sheet.Merged)
            if (range.LastRow > range.FirstRow && IsFilled(sheet, range)) merged.Add(NameOf(range));
        return merged.Count == 0 ? null
            : Diagnostic.Of(DocumentValidator.FindDescriptor("RM7002")!,
                $"The sheet \"{sheet.Name}\" has cells that are merged over several rows ({merged}), and what stands in them was read " +
                $"for the first of these rows alone. Take them apart, and write it in each row that it is meant for.",
                new Place("", file, 1, 1));
    }

    private static bool IsFilled(TableSheet sheet, CellRange range)
    {
        var at = sheet.Rows.AsSpan().BinarySearch(new TableRow { Number = range.FirstRow, Line = 0, Cells = [] }, ByNumber);
        return at >= 0 && !string.IsNullOrWhiteSpace(sheet.Rows[at][range.FirstColumn]);
    }

    private static string NameOf(CellRange range) =>
        $"{TableSheet.ColumnName(range.FirstColumn)}{range.FirstRow}:{TableSheet.ColumnName(range.LastColumn)}{range.LastRow}";

    private static string Lines(QuestionnaireRow row, Func<Question, string> of) => string.Join('\n', row.Questions.Select(of));

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
