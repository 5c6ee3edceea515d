using System.Globalization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>Words for what a rule asks, and for how it was read.</summary>
internal static class SourceWords
{
    public static string Of(SourceReading reading) => reading switch
    {
        SourceReading.Original => "in the publication itself",
        SourceReading.Reproduction => "in a copy of its wording",
        _ => "second-hand",
    };

    public static string Of(RequirementSource source) => source.Note is { } note ? $"{Of(source.Read)}. {note}" : $"{Of(source.Read)}.";

    public static string Of(Requirement require)
    {
        List<string> words = [];
        if (require.Assigned) words.Add("assigned");
        if (require.PerformedBy != Sides.None) words.Add($"performed by {Of(require.PerformedBy, "and")}");
        if (require.NotPerformedBy != Sides.None) words.Add($"not performed by {Of(require.NotPerformedBy, "or")}");
        if (require.Implemented) words.Add("done by those who perform");
        if (!require.Inheritability.IsEmpty) words.Add($"inheritability {string.Join(" or ", require.Inheritability.Select(Words.Of))}");
        if (require.DutyText) words.Add("duties with a text");
        if (require.Qualified) words.Add("who does what of several sides");
        if (require.Evidence is { } evidence)
        {
            var valid = !evidence.Valid ? ""
                : evidence.MaxAgeMonths is { } months ? $", valid, at most {months} months old" : ", valid";
            words.Add($"evidence ({string.Join(" or ", evidence.Kinds.Select(Words.Of))}{valid})");
        }
        if (require.Commitment is { } commitment)
        {
            var bound = commitment.AtMost is { } most ? string.Create(CultureInfo.InvariantCulture, $" of at most {most} {commitment.Unit}")
                : commitment.AtLeast is { } least ? string.Create(CultureInfo.InvariantCulture, $" of at least {least} {commitment.Unit}")
                    : "";
            words.Add($"a commitment on {commitment.Metric}{bound}");
        }
        return words.Count == 0 ? "nothing is asked" : string.Join("; ", words);
    }
    private static string Of(Sides sides, string word) =>
        string.Join($" {word} ", new[] { Sides.Provider, Sides.Customer, Sides.ThirdParty }.Where(side => sides.HasFlag(side))
            .Select(AnswerText.Split));
}
