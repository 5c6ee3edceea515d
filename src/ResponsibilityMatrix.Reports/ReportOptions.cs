using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>Options of reports. Immutable; equal by value.</summary>
public sealed record ReportOptions
{
    /// <summary>The service model, the options and the day. What is left out of model and options, and has several values, becomes variants
    /// of the report where the report can have them.</summary>
    public required ResolutionContext Context { get; init; }

    /// <summary>The language of the texts, of which the matrix has a translation; null for its own.</summary>
    public string? Language { get; init; }

    /// <summary>The party whose view it is: an id, <c>provider</c>, <c>customer</c>, a name or alias; null for all parties.</summary>
    public string? For { get; init; }

    /// <summary>The version before, or the base of an annex: the report marks what changed since, and duties keep the numbers that they had
    /// there. Null for a report on one version alone.</summary>
    public Resolver? Previous { get; init; }

    /// <summary>What is known of the signature of the document; null if nobody looked at one.</summary>
    public ReportSignature? Signature { get; init; }

    /// <summary>Whether to follow the controls through upstream providers.</summary>
    public bool FollowsChain { get; init; }

    /// <summary>The most variants; of more, only those nearest to the defaults are in the report, and it says so.</summary>
    public int MaxVariants { get; init; } = 12;

    /// <summary>Receives progress reports; null for none.</summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }
}
