using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>What a metric measures, and so in which units.</summary>
public enum MetricDimension
{
    /// <summary>A time: <c>minutes</c>, <c>hours</c>, <c>days</c>, <c>months</c>, <c>businessHours</c>, <c>businessDays</c>.</summary>
    Time,

    /// <summary>A part of the whole: <c>percent</c>, from 0 to 100.</summary>
    Share,
}

/// <summary>What the commitments of upstreams allow a provider to commit to.</summary>
public enum ChainRule
{
    /// <summary>Anything: each provider keeps its commitment alone.</summary>
    None,

    /// <summary>Not less than the upstream's: what arrives later cannot be passed on sooner.</summary>
    NotBelow,

    /// <summary>Not more than the upstream's.</summary>
    NotAbove,

    /// <summary>Not more than the product of all commitments over the chain, each taken for its provider's own part.</summary>
    Product,
}

/// <summary>
/// A metric of service level objectives (ISO/IEC 19086-1: a commitment about a quantitative characteristic of a cloud service) and what is
/// known of it. Immutable and thread-safe; equal by value.
/// </summary>
public sealed record CommitmentMetric
{
    /// <summary>The word in documents, such as <c>availability</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The metric in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The direction of a commitment: <see cref="TargetOperator.AtMost"/> for what should be short.</summary>
    public required TargetOperator Operator { get; init; }

    /// <summary>What it measures.</summary>
    public required MetricDimension Dimension { get; init; }

    /// <summary>What the commitments of upstreams allow.</summary>
    public required ChainRule Chain { get; init; }

    /// <summary>The metrics that are known. A document may use others, of which nothing is checked.</summary>
    public static ValueList<CommitmentMetric> Known { get; } =
    [
        new() { Id = "availability", Title = "Availability", Operator = TargetOperator.AtLeast, Dimension = MetricDimension.Share,
            Chain = ChainRule.Product },
        Time("incidentNotificationTime", "Time until an incident is notified", TargetOperator.AtMost, ChainRule.NotBelow),
        Time("vulnerabilityRemediationTime", "Time until a vulnerability is remedied", TargetOperator.AtMost, ChainRule.NotBelow),
        Time("recoveryTimeObjective", "Time until the service is restored", TargetOperator.AtMost, ChainRule.NotBelow),
        Time("recoveryPointObjective", "Age of the data that is restored", TargetOperator.AtMost, ChainRule.NotBelow),
        Time("dataDeletionTime", "Time until data are deleted", TargetOperator.AtMost, ChainRule.NotBelow),
        Time("supportResponseTime", "Time until support responds", TargetOperator.AtMost, ChainRule.NotBelow),
        Time("changeNoticePeriod", "Notice before a change", TargetOperator.AtLeast, ChainRule.NotAbove),
        Time("logRetention", "Time for which logs are kept", TargetOperator.AtLeast, ChainRule.None),
    ];

    /// <summary>What is known of a metric, or null.</summary>
    /// <param name="id">The word.</param>
    public static CommitmentMetric? Find(string id)
    {
        foreach (var metric in Known)
            if (metric.Id == id) return metric;
        return null;
    }

    /// <summary>The known metric that an unknown one is, but for case, separators or an abbreviation such as <c>RTO</c>; or null.</summary>
    /// <param name="id">The word.</param>
    internal static CommitmentMetric? FindMisspelled(string id)
    {
        // The longest spelling of a known one is shorter by far.
        if (id.Length > 100 || Find(id) is not null) return null;
        var words = WordsIn(id);
        if (words.Count == 0) return null;
        var letters = string.Concat(words);
        foreach (var metric in Known)
        {
            var known = WordsIn(metric.Id);
            if (letters.Equals(metric.Id, StringComparison.OrdinalIgnoreCase) || AreInitials(letters, known) || AreShortened(words, known))
                return metric;
        }
        return null;
    }

    // RTO, rpo.
    private static bool AreInitials(string letters, List<string> known) =>
        known.Count > 2 && letters.Length == known.Count
            && known.Zip(letters).All(pair => char.ToLowerInvariant(pair.First[0]) == char.ToLowerInvariant(pair.Second));

    // avail., vulnRemTime.
    private static bool AreShortened(List<string> words, List<string> known) =>
        words.Count == known.Count && words.Zip(known)
            .All(pair => pair.First.Length > 2 && pair.Second.StartsWith(pair.First, StringComparison.OrdinalIgnoreCase));

    // A word begins after what is no letter, and with a capital after a small letter.
    private static List<string> WordsIn(string text)
    {
        List<string> words = [];
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetter(text[at])) continue;
            var start = at;
            while (at + 1 < text.Length && char.IsLetter(text[at + 1]) && !(char.IsLower(text[at]) && char.IsUpper(text[at + 1]))) at++;
            words.Add(text[start..(at + 1)]);
        }
        return words;
    }

    /// <summary>Whether values of the metric come in a unit.</summary>
    /// <param name="unit">The unit.</param>
    public bool HasUnit(string unit) => CommitmentUnits.IsTime(unit) == (Dimension == MetricDimension.Time);

    private static CommitmentMetric Time(string id, string title, TargetOperator direction, ChainRule chain) =>
        new() { Id = id, Title = title, Operator = direction, Dimension = MetricDimension.Time, Chain = chain };
}
