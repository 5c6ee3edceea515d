namespace ResponsibilityMatrix.Resolution;

/// <summary>Options of one request: the controls it is limited to, the language, and progress reporting. Immutable; equal by
/// value.</summary>
public sealed record EvaluationOptions
{
    internal static EvaluationOptions Default { get; } = new();

    /// <summary>Receives progress reports, on the calling thread, about a hundred per stage; null for none.</summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }

    /// <summary>
    /// The controls that the answer is limited to, with their statements and enhancements, in any spelling, such as <c>6.3.1</c> or
    /// <c>iso-27017:6.3.1</c>; empty for all. Unknown controls are ignored; check with <see cref="Resolver.Knows"/>. Findings about
    /// other controls are left out. Applies to resolution, chains, reconciliation and checklists.
    /// </summary>
    public ValueList<string> Controls { get; init; }

    /// <summary>
    /// The language of the titles of controls, the names of parties and the texts of duties, such as <c>de</c>, as far as a matrix has a
    /// translation; null for the original texts. Findings and other sentences are in English. Applies where <see cref="Controls"/> does.
    /// </summary>
    public string? Language { get; init; }
}

/// <summary>The stages of a request. A request may have several stages, and may repeat a
/// stage.</summary>
public enum EvaluationStage
{
    /// <summary>Resolves the controls of a matrix.</summary>
    Resolving,

    /// <summary>Follows controls through upstreams.</summary>
    Following,

    /// <summary>Checks commitments against those of upstreams.</summary>
    CheckingCommitments,

    /// <summary>Validates a document, rule by rule.</summary>
    ExaminingDocument,

    /// <summary>Validates the answers in every context, control by control.</summary>
    ExaminingAnswers,

    /// <summary>Compares two matrices, control by control.</summary>
    Comparing,

    /// <summary>Checks requirements, rule by rule.</summary>
    Checking,

    /// <summary>Carries answers over to another catalog, control by control.</summary>
    Carrying,

    /// <summary>Reads the rows of a questionnaire.</summary>
    ReadingRows,
}

/// <summary>The progress of a request. Immutable; equal by value.</summary>
public readonly record struct EvaluationProgress
{
    /// <summary>The current stage.</summary>
    public required EvaluationStage Stage { get; init; }

    /// <summary>The number of completed steps in the stage.</summary>
    public required long Done { get; init; }

    /// <summary>The number of steps in the stage.</summary>
    public required long Total { get; init; }
}
