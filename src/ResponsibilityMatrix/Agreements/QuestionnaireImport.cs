using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>What became of a row of a questionnaire.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ImportedRowOutcome
{
    /// <summary>Its answer is in the draft.</summary>
    Imported,

    /// <summary>It holds no answer; the question stays open.</summary>
    Unanswered,

    /// <summary>It could not be understood: RM7001 says why. What the matrix said of the control stays.</summary>
    NotUnderstood,

    /// <summary>It is no row of the questionnaire, or repeats another one: RM7002 says so where it holds anything.</summary>
    LeftOut,
}

/// <summary>A row of a questionnaire that was read. Immutable; equal by value.</summary>
public sealed record ImportedRow
{
    /// <summary>The sheet, or null for a CSV file.</summary>
    public string? Sheet { get; init; }

    /// <summary>The number of the row as a spreadsheet program shows it, from 1.</summary>
    [JsonPropertyName("row")]
    public required int Number { get; init; }

    /// <summary>The id of the question as it stands there, or null where the row has none.</summary>
    public string? Question { get; init; }

    /// <summary>What became of it.</summary>
    public required ImportedRowOutcome Outcome { get; init; }

    /// <summary>The place of the answer in the draft, or null where it has none.</summary>
    public string? Pointer { get; init; }

    /// <summary>The words of the answer, untouched; null for none.</summary>
    public string? Answer { get; init; }
}

/// <summary>What an answered questionnaire came to. Immutable and thread-safe; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record QuestionnaireImport : IConverterSource
{
    /// <summary>
    /// The next version of the matrix, as a draft of the provider's with its answers in it; null where the file is no questionnaire, or no
    /// question is answered. </summary>
    public Matrix? Draft { get; init; }

    /// <summary>The matrix that was asked about.</summary>
    public required MatrixIdentity Asked { get; init; }

    /// <summary>The rows that hold anything, in order, but the one with the headings.</summary>
    public required ValueList<ImportedRow> Rows { get; init; }

    /// <summary>The ids of the questions that stay open, in order: those that the draft, or without one the matrix, gives rise
    /// to.</summary>
    public required ValueList<string> Open { get; init; }

    /// <summary>The findings: RM7001 for each row that was not understood, RM7002 for what was left out, RM7003 for what was mapped
    /// approximately.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<QuestionnaireImport, ImportShape>(
        ShapeJsonContext.Default.ImportShape, ImportShape.Of, shape => shape.ToImport());
}
