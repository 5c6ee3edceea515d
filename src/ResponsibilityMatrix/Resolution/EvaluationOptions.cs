namespace ResponsibilityMatrix.Resolution;

/// <summary>How one question is asked, apart from what is asked: what it is limited to, in which language, and who is told how far it is.
/// Immutable; equal by value.</summary>
public sealed record EvaluationOptions
{
    internal static EvaluationOptions Default { get; } = new();

    /// <summary>Who is told how far it is, or null. It is called on the thread that asks, about a hundred times in each stage.</summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }

    /// <summary>
    /// The controls that the answer is limited to, with their statements and enhancements, in any spelling, such as <c>6.3.1</c> or
    /// <c>iso-27017:6.3.1</c>; empty for all. One that is not known is passed over; <see cref="Resolver.Knows"/> tells. Findings about
    /// other controls are left out. Counts where a matrix is resolved alone or over its chain, reconciled, or made into a checklist.
    /// </summary>
    public ValueList<string> Controls { get; init; }

    /// <summary>
    /// The language of the titles of controls, the names of parties and the texts of duties, such as <c>de</c>, as far as a matrix has a
    /// translation; null for its own words. Findings and other sentences are English. Counts where <see cref="Controls"/> does.
    /// </summary>
    public string? Language { get; init; }
}

/// <summary>What is being done while a question is answered. One question may go through several of these, and through each several
/// times.</summary>
public enum EvaluationStage
{
    /// <summary>The answers for the controls of a matrix are found.</summary>
    Resolving,

    /// <summary>Controls are followed through their upstreams.</summary>
    Following,

    /// <summary>Commitments are held against those of upstreams.</summary>
    HoldingCommitments,

    /// <summary>What a document says is looked at, rule by rule.</summary>
    ExaminingDocument,

    /// <summary>The answers are looked at in every context, control by control.</summary>
    ExaminingAnswers,

    /// <summary>Two matrices are compared, control by control.</summary>
    Comparing,

    /// <summary>Requirements are checked, rule by rule.</summary>
    Checking,

    /// <summary>Answers are carried to another catalog, control by control.</summary>
    Carrying,

    /// <summary>The rows of a questionnaire are read.</summary>
    ReadingRows,
}

/// <summary>How far a question is. Immutable; equal by value.</summary>
public readonly record struct EvaluationProgress
{
    /// <summary>What is being done.</summary>
    public required EvaluationStage Stage { get; init; }

    /// <summary>How many of <see cref="Total"/> are done.</summary>
    public required long Done { get; init; }

    /// <summary>How many there are in this stage.</summary>
    public required long Total { get; init; }
}
