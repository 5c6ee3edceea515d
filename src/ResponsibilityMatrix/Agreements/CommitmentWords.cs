using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Commitments in words for people. Thread-safe.</summary>
public static class CommitmentWords
{
    /// <summary>A commitment, such as <c>incident notification time: at most 24 hours from awareness</c>. Never to be parsed.</summary>
    /// <param name="commitment">The commitment.</param>
    public static string Of(Commitment commitment)
    {
        ArgumentNullException.ThrowIfNull(commitment);
        var qualifier = commitment.Qualifier is { } known ? $" for {known}" : "";
        var window = commitment.Window is { } time ? $" over a {time}" : "";
        return $"{Spaced(commitment.Metric)}{qualifier}: {Of(commitment.Target)}{window}";
    }

    internal static string Of(CommitmentTarget target) =>
        $"{Bound(target.Operator, target.Value, target.Unit)}{(target.From is { } start ? $" from {start}" : "")}";

    internal static string Bound(TargetOperator direction, decimal value, string unit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Direction(direction)} {value:0.############################} " +
            $"{(Spaced(unit) is var words && value == 1 ? words.TrimEnd('s') : words)}");

    internal static string Direction(TargetOperator direction) => direction == TargetOperator.AtLeast ? "at least" : "at most";

    /// <summary>A word of the format as people write it: <c>businessHours</c> as "business hours".</summary>
    internal static string Spaced(string word)
    {
        var text = new StringBuilder();
        foreach (var c in word)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0 && char.IsAsciiLetterLower(text[^1])) text.Append(' ');
            text.Append(char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c);
        }
        return text.ToString();
    }
}
