namespace ResponsibilityMatrix.Model;

/// <summary>How the commitments of upstreams limit the commitment of a provider.</summary>
public enum ChainRule
{
    /// <summary>No limit: each provider's commitment stands alone.</summary>
    None,

    /// <summary>Not less than the upstream's: what arrives later cannot be passed on earlier.</summary>
    NotBelow,

    /// <summary>Not more than the upstream's.</summary>
    NotAbove,

    /// <summary>Not more than the product of all commitments in the chain, each for its provider's own part. Only for units with a
    /// <see cref="CommitmentUnit.Whole"/>.</summary>
    Product,
}

/// <summary>
/// A metric of service level objectives (ISO/IEC 19086-1: a commitment about a quantitative characteristic of a cloud service) and its
/// properties. Applications add their own through the options of a resolver. Immutable and thread-safe; equal by value.
/// </summary>
/// <example><code>
/// var options = new ResolverOptions
/// {
///     Metrics =
///     [
///         new()
///         {
///             Id = "renewableEnergy",
///             Title = "Share of renewable energy",
///             Operator = TargetOperator.AtLeast,
///             Dimension = CommitmentUnit.Share,
///             Chain = ChainRule.None,
///         },
///     ],
/// };
/// </code></example>
public sealed record CommitmentMetric
{
    private const string AskBackup =
        "How much work, counted in hours, can be lost at most when you restore from a backup (RPO), or how soon is the restore done (RTO)?";

    /// <summary>The id in documents, such as <c>availability</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is measured, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The metric's name within a sentence, such as <c>incident notification time</c>; by default, the words of
    /// <see cref="Id"/>.</summary>
    public string Name { get => field ?? CommitmentTerms.Spaced(Id); init; }

    /// <summary>The direction of a commitment; <see cref="TargetOperator.AtMost"/> if smaller is better.</summary>
    public required TargetOperator Operator { get; init; }

    /// <summary>The <see cref="CommitmentUnit.Dimension"/> of its units.</summary>
    public required string Dimension { get; init; }

    /// <summary>How the commitments of upstreams limit this one.</summary>
    public required ChainRule Chain { get; init; }

    /// <summary>The question to a provider without a commitment, who is addressed as "you"; null if a checklist never asks.</summary>
    public string? Question { get; init; }

    /// <summary>
    /// The controls that need such a commitment, as <c>catalog@edition:control</c>; deliberately few. Controls of other catalogs count too
    /// if an available mapping, or their row's <c>mapsTo</c>, calls them equal to one of these.
    /// </summary>
    public ValueList<Selector> Controls { get; init; }

    /// <summary>The metrics of the format. A document may use others, which are not checked.</summary>
    public static ValueList<CommitmentMetric> Known { get; } =
    [
        new() { Id = "availability", Title = "Availability", Operator = TargetOperator.AtLeast, Dimension = CommitmentUnit.Share,
            Chain = ChainRule.Product },
        Time("incidentNotificationTime", "Time until an incident is notified", TargetOperator.AtMost, ChainRule.NotBelow) with
        {
            Question = "Within which time after you become aware of an incident that concerns us do you tell us?",
            Controls = Those("iso-27017@2015:16.1.2", "iso-27017@2026:6.8"),
        },
        Time("vulnerabilityRemediationTime", "Time until a vulnerability is remedied", TargetOperator.AtMost, ChainRule.NotBelow) with
        {
            Question = "Within which time after you learn of a vulnerability is it fixed, at least for critical ones?",
            Controls = Those("iso-27017@2015:12.6.1", "iso-27017@2026:8.8"),
        },
        Time("recoveryPointObjective", "Age of the data that is restored", TargetOperator.AtMost, ChainRule.NotBelow) with
        {
            Question = AskBackup,
            Controls = Those("iso-27017@2015:12.3.1", "iso-27017@2026:8.13"),
        },
        Time("recoveryTimeObjective", "Time until the service is restored", TargetOperator.AtMost, ChainRule.NotBelow) with
        {
            Question = AskBackup,
            Controls = Those("iso-27017@2015:12.3.1", "iso-27017@2026:8.13"),
        },
        Time("dataDeletionTime", "Time until data are deleted", TargetOperator.AtMost, ChainRule.NotBelow) with
        {
            Question = "Within which time after the end of the contract have you deleted our data, backups included?",
            Controls = Those("iso-27017@2015:CLD.8.1.5", "iso-27017@2026:8.10"),
        },
        Time("supportResponseTime", "Time until support responds", TargetOperator.AtMost, ChainRule.NotBelow),
        Time("changeNoticePeriod", "Notice before a change", TargetOperator.AtLeast, ChainRule.NotAbove) with
        {
            Question = "How long before a change that we may feel do you announce it?",
            Controls = Those("iso-27017@2015:12.1.2", "iso-27017@2026:8.32"),
        },
        Time("logRetention", "Time for which logs are kept", TargetOperator.AtLeast, ChainRule.None),
    ];

    /// <inheritdoc/>
    public override string ToString() => Id;

    private static ValueList<Selector> Those(params string[] controls) => controls.Select(Selector.Parse).ToValueList();

    private static CommitmentMetric Time(string id, string title, TargetOperator direction, ChainRule chain) =>
        new() { Id = id, Title = title, Operator = direction, Dimension = CommitmentUnit.Time, Chain = chain };
}
