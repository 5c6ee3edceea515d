using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Model;

/// <summary>The known metrics and units: those of the format and those of an application. Immutable and thread-safe.</summary>
internal sealed class CommitmentTerms
{
    private readonly Dictionary<string, CommitmentMetric> _metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommitmentUnit> _units = new(StringComparer.Ordinal);

    private CommitmentTerms(IEnumerable<CommitmentMetric> metrics, IEnumerable<CommitmentUnit> units)
    {
        foreach (var unit in units) Add(unit);
        foreach (var metric in metrics) Add(metric);
        Metrics = [.. _metrics.Values];
        Units = [.. _units.Values];
    }

    /// <summary>The metrics and units of the format alone.</summary>
    public static CommitmentTerms BuiltIn { get; } = new(CommitmentMetric.Known, CommitmentUnit.Known);

    /// <summary>The metrics, starting with those of the format.</summary>
    public IReadOnlyList<CommitmentMetric> Metrics { get; }

    /// <summary>The units, starting with those of the format.</summary>
    public IReadOnlyList<CommitmentUnit> Units { get; }

    /// <summary>Adds the metrics and units of an application to those of the format.</summary>
    /// <exception cref="ArgumentException">A metric or unit is already known or is not valid; the message gives the reason.</exception>
    public static CommitmentTerms With(ValueList<CommitmentMetric> metrics, ValueList<CommitmentUnit> units) =>
        metrics.IsEmpty && units.IsEmpty ? BuiltIn : new(CommitmentMetric.Known.Concat(metrics), CommitmentUnit.Known.Concat(units));

    /// <summary>Finds a metric by id. Returns null if it is not known.</summary>
    public CommitmentMetric? FindMetric(string id) => _metrics.GetValueOrDefault(id);

    /// <summary>Finds a unit by id. Returns null if it is not known.</summary>
    public CommitmentUnit? FindUnit(string id) => _units.GetValueOrDefault(id);

    /// <summary>Finds the metric that an unknown id misspells by case, by separators or as an abbreviation such as <c>RTO</c>. Returns null
    /// if there is none.</summary>
    public CommitmentMetric? FindMisspelled(string id)
    {
        // The longest spelling of a known metric is much shorter.
        if (id.Length > 100 || FindMetric(id) is not null) return null;
        var words = WordsIn(id);
        if (words.Count == 0) return null;
        var letters = string.Concat(words);
        foreach (var metric in Metrics)
        {
            var known = WordsIn(metric.Id);
            if (letters.Equals(string.Concat(known), StringComparison.OrdinalIgnoreCase)
                || letters.Equals(InitialsOf(metric), StringComparison.OrdinalIgnoreCase)
                || AreShortened(words, known)) return metric;
        }
        return null;
    }

    /// <summary>The initials of a metric with at least three words, such as <c>rto</c>; otherwise empty.</summary>
    public static string InitialsOf(CommitmentMetric metric) =>
        WordsIn(metric.Id) is { Count: > 2 } words ? string.Concat(words.Select(word => char.ToLowerInvariant(word[0]))) : "";

    /// <summary>Whether a unit suits a metric.</summary>
    public bool Fits(CommitmentMetric metric, string unit) => FindUnit(unit)?.Dimension == metric.Dimension;

    /// <summary>Whether a unit measures time, including business hours and days.</summary>
    public bool IsTime(string unit) => FindUnit(unit)?.Dimension == CommitmentUnit.Time;

    /// <summary>The ids of a metric's units, as a list of choices.</summary>
    public string UnitsOf(CommitmentMetric metric)
    {
        var ids = Units.Where(unit => unit.Dimension == metric.Dimension).Select(unit => unit.Id).ToList();
        return ids.Count == 1 ? ids[0] : $"{string.Join(", ", ids.SkipLast(1))} or {ids[^1]}";
    }

    /// <summary>Whether values in two units can be compared.</summary>
    public bool AreComparable(string left, string right) => left == right || TryConvert(left, right, out _, out _);

    /// <summary>Compares two values in any units: negative, 0 or positive; null if their units cannot be compared.</summary>
    public int? Compare(decimal left, string leftUnit, decimal right, string rightUnit)
    {
        if (leftUnit == rightUnit) return left.CompareTo(right);
        if (!TryConvert(leftUnit, rightUnit, out var mine, out var theirs)) return null;
        var (isLeftTooLarge, isRightTooLarge) = (IsTooLarge(left, mine), IsTooLarge(right, theirs));
        return isLeftTooLarge && isRightTooLarge ? ((double)left * mine).CompareTo((double)right * theirs)
            : isLeftTooLarge ? Math.Sign(left)
            : isRightTooLarge ? -Math.Sign(right)
            : (left * mine).CompareTo(right * theirs);
    }

    /// <summary>The value in the smallest unit of its dimension, so that equal commitments read alike. Unchanged if its unit is never
    /// converted or the value is too large.</summary>
    public (decimal Value, string Unit) InSmallest(decimal value, string unit)
    {
        if (FindUnit(unit) is not { Factor: { } factor } known || IsTooLarge(value, factor)) return (value, unit);
        var smallest = Units.FirstOrDefault(other => other.Dimension == known.Dimension && other.Factor == 1);
        return smallest is null ? (value, unit) : (value * factor, smallest.Id);
    }

    /// <summary>A commitment in words, such as <c>incident notification time: at most 24 hours from awareness</c>.</summary>
    public string Describe(Commitment commitment)
    {
        var qualifier = commitment.Qualifier is { } known ? $" for {known}" : "";
        var window = commitment.Window is { } time ? $" over a {time}" : "";
        return $"{NameOf(commitment.Metric)}{qualifier}: {Describe(commitment.Target)}{window}";
    }

    /// <summary>A target in words, such as <c>at most 24 hours from awareness</c>.</summary>
    public string Describe(CommitmentTarget target) =>
        $"{Bound(target.Operator, target.Value, target.Unit)}{(target.From is { } start ? $" from {start}" : "")}";

    /// <summary>A bound in words, such as <c>at most 24 hours</c>.</summary>
    public string Bound(TargetOperator direction, decimal value, string unit) => string.Create(
        CultureInfo.InvariantCulture, $"{Direction(direction)} {value:0.############################} {NameOfUnit(unit, value)}");

    /// <summary>The name of a metric within a sentence.</summary>
    public string NameOf(string metric) => FindMetric(metric)?.Name ?? Spaced(metric);

    /// <summary>The name of a unit within a sentence, after a number.</summary>
    public string NameOfUnit(string unit, decimal number = 0) =>
        FindUnit(unit) is { } known ? number == 1 ? known.Singular : known.Plural : Spaced(unit);

    /// <summary>The direction in words.</summary>
    public static string Direction(TargetOperator direction) => direction == TargetOperator.AtLeast ? "at least" : "at most";

    /// <summary>The words of an identifier of the format: <c>businessHours</c> becomes "business hours".</summary>
    public static string Spaced(string word)
    {
        var text = new StringBuilder();
        foreach (var c in word)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0 && char.IsAsciiLetterLower(text[^1])) text.Append(' ');
            text.Append(char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c);
        }
        return text.ToString();
    }

    private void Add(CommitmentUnit unit)
    {
        if (unit.Factor < 1 || unit.Whole < 1)
            throw new ArgumentException($"The unit \"{unit.Id}\" must have a factor and a whole above 0, where it has any.");
        if (!CommitmentUnit.Known.Contains(unit) && !unit.Id.Contains('.', StringComparison.Ordinal))
            throw new ArgumentException($"The unit \"{unit.Id}\" must have a dot in its id, such as acme.{unit.Id}.");
        if (!_units.TryAdd(unit.Id, unit)) throw new ArgumentException($"There are two units \"{unit.Id}\".");
    }

    private void Add(CommitmentMetric metric)
    {
        if (!_units.Values.Any(unit => unit.Dimension == metric.Dimension))
            throw new ArgumentException(
                $"The metric \"{metric.Id}\" measures \"{metric.Dimension}\", for which there is no unit. Register one.");
        if (metric.Chain == ChainRule.Product && _units.Values.Any(unit => unit.Dimension == metric.Dimension && unit.Whole is null))
            throw new ArgumentException(
                $"The metric \"{metric.Id}\" multiplies over a chain, so that each of its units must say what the whole is.");
        if (metric.Controls.Any(control => control is not { Kind: SelectorKind.Control, CatalogId: not null, Edition: not null }))
            throw new ArgumentException(
                $"The controls of the metric \"{metric.Id}\" must be written with catalog and edition, such as iso-27017@2015:16.1.2.");
        if (!metric.Controls.IsEmpty && metric.Question is null)
            throw new ArgumentException($"The metric \"{metric.Id}\" names controls and needs the question to ask for them.");
        if (!_metrics.TryAdd(metric.Id, metric)) throw new ArgumentException($"There are two metrics \"{metric.Id}\".");
    }

    // The factors for the two values that make the products comparable.
    private bool TryConvert(string left, string right, out int mine, out int theirs)
    {
        (mine, theirs) = (0, 0);
        if (FindUnit(left) is not { Factor: { } one } unit || FindUnit(right) is not { Factor: { } other } with
            || unit.Dimension != with.Dimension) return false;
        var common = GreatestCommonDivisor(one, other);
        (mine, theirs) = (one / common, other / common);
        return true;
    }

    private static int GreatestCommonDivisor(int left, int right) => right == 0 ? left : GreatestCommonDivisor(right, left % right);

    private static bool IsTooLarge(decimal value, int factor) => Math.Abs(value) > decimal.MaxValue / factor;

    // For example, avail. or vulnRemTime.
    private static bool AreShortened(List<string> words, List<string> known) =>
        words.Count == known.Count && words.Zip(known)
            .All(pair => pair.First.Length > 2 && pair.Second.StartsWith(pair.First, StringComparison.OrdinalIgnoreCase));

    // A word begins after a non-letter, and at a capital after a small letter.
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
}
