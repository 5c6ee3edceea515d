using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Finds the notice periods to which a provider committed itself, and the days that follow from them.</summary>
internal static class NoticePeriods
{
    private const string Metric = "changeNoticePeriod";

    public static ValueList<NoticePeriod> Of(MatrixDiff diff, Engine oldVersion, Engine newVersion, DateOnly asOf)
    {
        var effective = newVersion.Effective.Matrix.Effective;
        var agreed = Of(diff, oldVersion, isInForce: true, effective, asOf);
        return agreed.IsEmpty ? Of(diff, newVersion, isInForce: false, effective, asOf) : agreed;
    }

    /// <summary>For whom a condition holds among the compared options, in words; null for all. False if it holds for none.</summary>
    public static bool CanHold(Condition condition, ValueList<Parameter> options, out string? when)
    {
        List<string> limits = [];
        when = null;
        foreach (var (id, values) in condition.Parameters)
        {
            if (options.FirstOrDefault(option => option.Id == id) is not { } option) return false;
            var common = option.Values.Where(value => values.Contains(value)).ToList();
            if (common.Count == 0) return false;
            if (common.Count < option.Values.Count)
                limits.Add($"{(id == Condition.ServiceModel ? "service model" : id)} is {Sentences.Or(common)}");
        }
        if (limits.Count > 0) when = Sentences.And(limits);
        return true;
    }

    private static ValueList<NoticePeriod> Of(MatrixDiff diff, Engine version, bool isInForce, DateOnly? effective, DateOnly asOf)
    {
        var matrix = version.Effective;
        List<NoticePeriod> periods = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        for (var level = 0; level < matrix.Levels.Count; level++)
        {
            foreach (var commitment in matrix.Levels[level].Matrix.Commitments)
            {
                // A nearer commitment replaces those with the same id.
                if (!known.Add(commitment.Id) || commitment.Metric != Metric
                    || matrix.SideOf(matrix.PartyId(commitment.Party, level)) != Sides.Provider
                    || !CanHold(commitment.When, diff.Options, out var when)) continue;
                periods.Add(Of(commitment, version.Terms, when, isInForce, effective, asOf));
            }
        }
        return periods.ToValueList();
    }

    private static NoticePeriod Of(
        Commitment commitment, CommitmentTerms terms, string? when, bool isInForce, DateOnly? effective, DateOnly asOf)
    {
        var (target, unit) = (commitment.Target, terms.NameOfUnit(commitment.Target.Unit));
        int? days = null;
        string? why = null;
        if (target.Operator != TargetOperator.AtLeast)
            why = "It sets no least period, so that no last day follows from it.";
        else if (!terms.IsTime(target.Unit))
            why = $"No last day follows from it, since {unit} are no time.";
        else if (!terms.AreComparable(target.Unit, "days"))
            why = $"The last day is not computed: {unit} depend on a calendar that the document does not hold.";
        else if (InDays(target, terms) is { } whole)
            days = whole;
        else
            why = "The period is longer than a calendar goes back.";
        DateOnly? tellBy = days is { } least && effective is { } day && least <= day.DayNumber ? day.AddDays(-least) : null;
        if (why is null && tellBy is null)
            why = effective is null ? "The last day is not known, since no day is stated on which the new version takes effect."
                : "The period is longer than a calendar goes back.";
        return new()
        {
            Commitment = commitment.Id,
            Value = target.Value,
            Unit = target.Unit,
            Text = terms.Describe(target),
            Qualifier = commitment.Qualifier,
            When = when,
            IsInForce = isInForce,
            Days = days,
            TellBy = tellBy,
            DaysLate = tellBy is { } last ? Math.Max(0, asOf.DayNumber - last.DayNumber) : null,
            WhyNoDay = why,
        };
    }

    // Null if it is more than any calendar has.
    private static int? InDays(CommitmentTarget target, CommitmentTerms terms)
    {
        if (target.Unit == "days") return Whole(target.Value);
        var (value, unit) = terms.InSmallest(target.Value, target.Unit);
        var (aDay, smallest) = terms.InSmallest(1, "days");
        return unit == smallest ? Whole(value / aDay) : null;

        static int? Whole(decimal days) => days > DateOnly.MaxValue.DayNumber ? null : (int)Math.Max(0, decimal.Ceiling(days));
    }
}
