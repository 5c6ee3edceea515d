using System.Globalization;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A commitment as a person wrote it in a line.</summary>
/// <param name="Metric">The metric, or null if the words do not state it.</param>
/// <param name="Target">The target; null if the line is not a measurable commitment.</param>
/// <param name="NamesDirection">Whether the words state "at least" or "at most".</param>
/// <param name="Problem">A question about the line, without a full stop; null if the line is clear.</param>
internal sealed record WrittenCommitment(string? Metric, CommitmentTarget? Target, bool NamesDirection, string? Problem);

/// <summary>Reads commitments that people wrote in a line. Thread-safe.</summary>
internal sealed class WrittenCommitmentReader
{
    private const int LongestLine = 200;
    private static readonly WrittenCommitment None = new(null, null, false, null);
    private readonly CommitmentTerms _terms;
    private readonly Dictionary<string, (CommitmentUnit Unit, int Times)> _units = new(StringComparer.OrdinalIgnoreCase);
    private readonly Regex _pattern;

    public WrittenCommitmentReader(CommitmentTerms terms)
    {
        _terms = terms;
        foreach (var unit in terms.Units)
        {
            foreach (var spelling in new[] { unit.Id, unit.Singular, unit.Plural }) _units.TryAdd(spelling, (unit, 1));
            foreach (var (spelling, times) in unit.Spellings) _units.TryAdd(spelling, (unit, times));
        }
        var metrics = terms.Metrics.SelectMany(metric => new[] { metric.Id, CommitmentTerms.InitialsOf(metric) })
            .Where(name => name.Length > 0);
        _pattern = new Regex(
            $@"^(?<metric>\p{{L}}[\p{{L}} ._-]{{0,60}}:\s?|(?:{Any(metrics)})\s)?" +
            @"(?:(?<least>at least|minimum|min\.?|>=|≥)|(?<most>at most|within|no more than|not more than|maximum|max\.?|up to|<=|≤))?\s?" +
            @"(?<value>[0-9](?:[0-9 .,'’\u00A0\u202F]{0,20}[0-9])?)\s?" +
            $"(?<unit>{Any(_units.Keys)})" +
            @"(?:\s(?:from|after|of|since)\s(?:the\s)?(?:becoming\s)?(?<from>occurrence|detection|awareness|aware|request))?$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    public WrittenCommitment Read(string line)
    {
        var text = string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        if (text.Length > LongestLine || _pattern.Match(text) is not { Success: true } match) return None;
        var named = match.Groups["metric"].Value.TrimEnd(' ', ':');
        var metric = named.Length == 0 ? null : _terms.FindMetric(named) ?? _terms.FindMisspelled(named);
        if (named.Length > 0 && metric is null) return None;
        var (unit, times) = _units[match.Groups["unit"].Value];
        var (number, problem) = Number(match.Groups["value"].Value, unit.Whole is not null);
        if (number is not { } value) return None with { Problem = problem };
        // A share determines the metric if only one metric is a share.
        if (metric is null && unit.Whole is not null)
            metric = _terms.Metrics.Where(known => known.Dimension == unit.Dimension).ToList() is [var only] ? only : null;
        var (isAtLeast, isAtMost) = (match.Groups["least"].Success, match.Groups["most"].Success);
        var start = match.Groups["from"].Value.ToLowerInvariant();
        var target = new CommitmentTarget
        {
            Operator = isAtLeast ? TargetOperator.AtLeast : isAtMost ? TargetOperator.AtMost : metric?.Operator ?? TargetOperator.AtMost,
            Value = value * times,
            Unit = unit.Id,
            From = start.Length == 0 ? null : start == "aware" ? "awareness" : start,
        };
        return new(metric?.Id, target, isAtLeast || isAtMost, null);
    }

    private static string Any(IEnumerable<string> words) => string.Join('|', words.Select(Regex.Escape));

    // Points and commas swap meanings between countries. A single comma before three digits separates thousands and a single point is
    // ambiguous, except in a share.
    private static (decimal? Value, string? Problem) Number(string written, bool isShare)
    {
        var plain = new string([.. written.Select(c => c is '\'' or '’' or '\u00A0' or '\u202F' ? ' ' : c)]);
        var (points, commas) = (plain.Count(c => c == '.'), plain.Count(c => c == ','));
        var last = plain.LastIndexOfAny(['.', ',']);
        var isFraction = last >= 0 && (points > 0 && commas > 0 ? plain.Count(c => c == plain[last]) == 1 : points + commas == 1);
        if (isFraction && points + commas == 1 && !isShare && plain.Length - last == 4 && last is >= 1 and <= 3 && plain[0] != '0')
        {
            var (one, thousand) = ($"{plain[..last]}", $"{plain[..last]}{plain[(last + 1)..]}");
            if (plain[last] == '.') return (null, $"“{written}” is {one} or {thousand}: write the number without a sign between thousands");
            isFraction = false;
        }
        var whole = isFraction ? plain[..last] : plain;
        var groups = whole.Split(' ', '.', ',');
        if (groups.Length > 1 && (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(group => group.Length != 3))) return (null, null);
        var digits = string.Concat(groups) + (isFraction ? $".{plain[(last + 1)..]}" : "");
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? (value, null)
            : (null, null);
    }
}
