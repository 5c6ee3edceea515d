namespace ResponsibilityMatrix.Model;

/// <summary>The arithmetic of the units in which commitments are made. Business hours and days are never converted, since every calendar
/// has its own.</summary>
internal static class CommitmentUnits
{
    private static readonly Dictionary<string, int> Minutes = new(StringComparer.Ordinal)
    {
        ["minutes"] = 1,
        ["hours"] = 60,
        ["days"] = 24 * 60,
        ["months"] = 30 * 24 * 60,
    };

    /// <summary>Whether values in two units can be compared.</summary>
    public static bool AreComparable(string left, string right) =>
        left == right || (Minutes.ContainsKey(left) && Minutes.ContainsKey(right));

    /// <summary>Whether a value is smaller than (negative), equal to (0) or larger than another (positive), whatever their size; null when
    /// their units cannot be compared.</summary>
    public static int? Compare(decimal left, string leftUnit, decimal right, string rightUnit)
    {
        if (leftUnit == rightUnit) return left.CompareTo(right);
        if (!Minutes.TryGetValue(leftUnit, out var mine) || !Minutes.TryGetValue(rightUnit, out var theirs)) return null;
        // Every unit is a whole number of the smaller ones.
        return mine >= theirs ? CompareTimes(left, mine / theirs, right) : -CompareTimes(right, theirs / mine, left);
    }

    /// <summary>Whether a unit is one of time, business hours and days included.</summary>
    public static bool IsTime(string unit) => unit != "percent";

    /// <summary>A value in the smallest unit of its kind, so that equal commitments read alike; as it is where its unit is never converted
    /// or the value is too large.</summary>
    public static (decimal Value, string Unit) InSmallest(decimal value, string unit) =>
        Minutes.TryGetValue(unit, out var minutes) && Math.Abs(value) <= decimal.MaxValue / minutes ? (value * minutes, "minutes")
            : (value, unit);

    private static int CompareTimes(decimal value, int times, decimal other) =>
        value > decimal.MaxValue / times ? 1
        : value < decimal.MinValue / times ? -1
        : (value * times).CompareTo(other);
}
