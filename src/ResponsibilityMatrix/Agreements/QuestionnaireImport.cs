using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The outcome for a row of a questionnaire.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ImportedRowOutcome
{
    /// <summary>The draft contains the answer.</summary>
    Imported,

    /// <summary>The row contains no answer; the question stays open.</summary>
    Unanswered,

    /// <summary>The answer was not understood; RM7001 gives the reason. The matrix keeps its statements about the control.</summary>
    NotUnderstood,

    /// <summary>The row is not part of the questionnaire, or repeats another row. RM7002 reports it unless it is empty.</summary>
    LeftOut,
}

/// <summary>A row of a questionnaire that was read. Immutable; equal by value.</summary>
public sealed record ImportedRow
{
    /// <summary>The sheet, or null for a CSV file.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row number as a spreadsheet program shows it, from 1.</summary>
    [JsonPropertyName("row")]
    public required int Number { get; init; }

    /// <summary>The id of the question as written in the row, or null if there is none.</summary>
    public string? Question { get; init; }

    /// <summary>The outcome.</summary>
    public required ImportedRowOutcome Outcome { get; init; }

    /// <summary>The JSON pointer to the answer in the draft, or null if it has none.</summary>
    public string? Pointer { get; init; }

    /// <summary>The unchanged words of the answer; null if there are none.</summary>
    public string? Answer { get; init; }
}

/// <summary>The result of reading an answered questionnaire. Immutable and thread-safe; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record QuestionnaireImport : IConverterSource
{
    /// <summary>
    /// The next version of the matrix, a draft by the provider that contains the answers. Null if the file is not a questionnaire or has no
    /// answers.
    /// </summary>
    public Matrix? Draft { get; init; }

    /// <summary>The matrix that the questions are about.</summary>
    public required MatrixIdentity Asked { get; init; }

    /// <summary>The rows with content, in order, except the heading row.</summary>
    public required ValueList<ImportedRow> Rows { get; init; }

    /// <summary>The ids of the questions that are still open in the draft (without a draft, in the matrix), in order.</summary>
    public required ValueList<string> Open { get; init; }

    /// <summary>The findings: RM7001 for rows that were not understood, RM7002 for rows left out, RM7003 for approximate
    /// mappings.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>
    /// Reads the rows of an answered questionnaire. The questions are those of the customer's <see cref="Checklist"/>; columns are found by
    /// their headings, and every row that is left out is reported. The package <c>ResponsibilityMatrix.Tables</c> reads files.
    /// </summary>
    /// <param name="rows">The rows with content, in order. Rows with the same <see cref="TextRow.Sheet"/> form a table.</param>
    /// <param name="resolver">The resolver of the matrix that the questions are about.</param>
    /// <param name="context">The context of the questions. Its date may differ.</param>
    /// <param name="file">The file name that findings show, or null.</param>
    /// <param name="options">The options, for progress; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The context leaves a choice open or names something unknown.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public static QuestionnaireImport Read(IEnumerable<TextRow> rows, Resolver resolver, ResolutionContext context, string? file = null,
        EvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(resolver);
        return QuestionnaireReader.Read(rows, resolver, context, file, new Evaluation(options, cancellationToken));
    }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<QuestionnaireImport, ImportShape>(
        ShapeJsonContext.Default.ImportShape, ImportShape.Of, shape => shape.ToImport());
}
