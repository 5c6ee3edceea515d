using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Promises in words.</summary>
internal static class PromiseSentence
{
    public static string Of(Commitment commitment)
    {
        var target = commitment.Target;
        var qualifier = commitment.Qualifier is { } known ? $" for {known}" : "";
        var from = target.From is { } start ? $" from {start}" : "";
        var window = commitment.Window is { } time ? $" over a {time}" : "";
        var direction = target.Operator == TargetOperator.AtLeast ? "at least" : "at most";
        return string.Create(CultureInfo.InvariantCulture, $"{Spaced(commitment.Metric)}{qualifier}: {direction} {target.Value:0.############################} {Unit(target)}{from}{window}");
    }

    private static string Unit(CommitmentTarget target) => Spaced(target.Unit) is var unit && target.Value == 1 ? unit.TrimEnd('s') : unit;

    /// <summary>A word of the format as people write it: <c>businessHours</c> as "business hours".</summary>
    public static string Spaced(string word)
    {
        var text = new StringBuilder();
        foreach (var c in word)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0) text.Append(' ');
            text.Append(char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c);
        }
        return text.ToString();
    }
}
