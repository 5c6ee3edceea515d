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
