using System.Globalization;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Prints sets of requirements for people who choose one or read its rules.</summary>
internal sealed class RequirementSetPrinter(Page page)
{
    public void Print(ValueList<RequirementSet> sets)
    {
        page.Table(
            [["set", "version", "rules", "title"], .. sets.Select(
            set => new[] { set.Id, set.Version.ToString(), set.Rules.Count.ToString(CultureInfo.InvariantCulture), set.Title })]);
        page.Line();
        page.Paragraph(
            "`rmatrix check --list --against SET` shows the rules of one; `--format json` prints it as a file to start from, and " +
            "`rmatrix init --requirements -o FILE` writes a short one.");
    }

    public void Print(RequirementSet set)
    {
        page.Paragraph($"{set.Id} {set.Version}: {set.Title}", style: page.Bold);
        if (set.Description is { } description) page.Paragraph(description);
        if (set.Source is { } source) page.Paragraph($"Read: {SourceWords.Of(source)}");
        page.Line();
        foreach (var rule in set.Rules)
        {
            page.Paragraph($"{rule.Id} ({rule.Reference}, {Words.Of(rule.Severity)})", style: page.Bold);
            page.Paragraph(rule.Title, 4, 6);
            var controls = string.Join(", ", rule.Controls.Select(selector => selector.ToString()));
            page.Paragraph($"{(rule.Match == RequirementMatch.Any ? "one of " : "")}{controls}: {SourceWords.Of(rule.Require)}", 4, 6);
            if (rule.Notes is { } notes) page.Paragraph(notes, 4, 6, page.Dim);
            if (rule.Source is { } own) page.Paragraph($"read: {SourceWords.Of(own)}", 4, 6, page.Dim);
        }
        if (set.Elsewhere.IsEmpty) return;
        page.Line();
        page.Line(page.Bold("What no matrix can show, to be looked for elsewhere"));
        foreach (var point in set.Elsewhere) page.Paragraph($"{point.Reference}: {point.Title}. {point.Notes}".TrimEnd(), 2, 4);
    }
}

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
