using System.Globalization;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A commitment as somebody wrote it in a line.</summary>
/// <param name="Metric">What is measured, or null where the words do not say it.</param>
/// <param name="Target">The value; null where the line is no commitment that can be measured.</param>
/// <param name="NamesDirection">Whether the words say that it is at least or at most so much.</param>
/// <param name="Problem">What to ask about the line, in a sentence without a full stop; null where it is plain.</param>
internal sealed partial record WrittenCommitment(string? Metric, CommitmentTarget? Target, bool NamesDirection, string? Problem)
{
    private static readonly WrittenCommitment None = new(null, null, false, null);

    public static WrittenCommitment Of(string words)
    {
        var text = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        if (text.Length > 200 || Pattern().Match(text) is not { Success: true } match) return None;
        var named = match.Groups["metric"].Value.TrimEnd(' ', ':');
        var metric = named.Length == 0 ? null : CommitmentMetric.Find(named)?.Id ?? CommitmentMetric.FindMisspelled(named)?.Id;
        if (named.Length > 0 && metric is null) return None;
        var unit = match.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "%" or "percent" or "per cent" => "percent",
            ['m', 'i', 'n', ..] => "minutes",
            ['h', ..] => "hours",
            ['d', ..] => "days",
            ['w', 'e', 'e', 'k', ..] => "weeks",
            ['m', 'o', 'n', ..] => "months",
            ['y', ..] => "years",
            var business => business.Contains("hour", StringComparison.Ordinal) ? "businessHours" : "businessDays",
        };
        var (number, problem) = Number(match.Groups["value"].Value, unit == "percent");
        if (number is not { } value) return None with { Problem = problem };
        if (unit == "weeks") (value, unit) = (value * 7, "days");
        if (unit == "years") (value, unit) = (value * 12, "months");
        metric ??= unit == "percent" ? "availability" : null;
        var isAtLeast = match.Groups["least"].Success;
        var start = match.Groups["from"].Value.ToLowerInvariant();
        var target = new CommitmentTarget
        {
            Operator = isAtLeast || metric == "availability" ? TargetOperator.AtLeast : TargetOperator.AtMost,
            Value = value,
            Unit = unit,
            From = start.Length == 0 ? null : start == "aware" ? "awareness" : start,
        };
        return new(metric, target, isAtLeast || match.Groups["most"].Success, null);
    }

    // Points and commas mean the contrary in other countries. One of them before three digits is a thousand, unless a share is meant, of
    // which nobody counts in thousands.
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

    [GeneratedRegex(
        @"^(?<metric>\p{L}[\p{L} ._-]{0,60}:\s?|rpo\s|rto\s|availability\s)?(?:(?<least>at least|minimum|min\.?|>=|≥)|(?<most>at most|within|no more than|not more than|maximum|max\.?|up to|<=|≤))?\s?(?<value>[0-9](?:[0-9 .,'’\u00A0\u202F]{0,20}[0-9])?)\s?(?<unit>percent|per cent|%|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|months?|years?|business hours?|working hours?|business days?|working days?)(?:\s(?:from|after|of|since)\s(?:the\s)?(?:becoming\s)?(?<from>occurrence|detection|awareness|aware|request))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
