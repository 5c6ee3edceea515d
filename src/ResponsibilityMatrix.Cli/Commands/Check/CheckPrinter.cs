using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Prints a check for people: the count first, then what is to be added, worst first, then what is met and by what.</summary>
internal sealed class CheckPrinter(Page page, RequirementsReport report, Resolver resolver)
{
    private const int MostControls = 12;
    private readonly CheckWords _words = new(report, resolver);

    public void Print()
    {
        page.Paragraph($"{report.Title}, version {report.Matrix.Version}", style: page.Bold);
        page.Paragraph($"Against {report.Set.Id} {report.Set.Version}: {report.Set.Title}");
        page.Paragraph(_words.Context);
        page.Line();
        page.Paragraph(_words.Summary);
        PrintUnmet();
        PrintSettled(RuleStatus.NotApplicable, "Not applicable");
        PrintSettled(RuleStatus.Met, "Met: the matrix speaks of it, read what it says");
        if (report.Set.Elsewhere.IsEmpty) return;
        page.Line();
        page.Line(page.Bold($"What no matrix can show, to be looked for in the contract ({report.Set.Elsewhere.Count})"));
        foreach (var point in report.Set.Elsewhere) page.Paragraph($"{point.Reference}: {point.Title}", 2, 4);
    }

    private void PrintUnmet()
    {
        var unmet = _words.Unmet;
        if (unmet.Count == 0) return;
        page.Line();
        page.Line(page.Bold($"Not met ({unmet.Count}, RM5001)"));
        foreach (var result in unmet)
        {
            var (severity, word, accepted) = _words.Weight(result);
            var coloured = severity switch
            { Severity.Error => page.Red(word), Severity.Warning => page.Yellow(word), _ => page.Cyan(word) };
            page.Line($"  {coloured} {Printable.Of(result.Rule.Id)} ({Printable.Of(result.Rule.Reference)})");
            page.Paragraph(result.Rule.Title, 6);
            var controls = result.Controls.Where(control => control.Status == RuleStatus.Unmet).ToList();
            if (controls.Count == 0) page.Paragraph("The rule names no control of the matrix.", 6);
            if (result.Rule.Match == RequirementMatch.Any && controls.Count > 1)
                page.Paragraph("One control is enough, and none has it. The first:", 6);
            foreach (var control in controls.Take(result.Rule.Match == RequirementMatch.Any ? 1 : MostControls)) Print(control);
            if (result.Rule.Match == RequirementMatch.Each && controls.Count > MostControls)
                page.Paragraph($"and {controls.Count - MostControls} more controls", 6);
            foreach (var sentence in CheckWords.NotLookedAt(result)) page.Paragraph(sentence, 6, 8);
            if (result.Rule.Notes is { } notes) page.Paragraph(notes, 6, style: page.Dim);
            if (accepted is not null) page.Paragraph($"accepted: {accepted}", 6);
        }
    }

    private void Print(CheckedControl control)
    {
        page.Paragraph($"{control.Control}{(control.Title is { } title ? $" {title}" : "")}: {CheckWords.Who(control)}", 6, 8);
        foreach (var part in control.Missing) page.Paragraph($"• {part.Message}", 8, 10);
        if (control.Note is { } note) page.Paragraph(note, 8, style: page.Dim);
        var places = control.Missing.Select(part => part.Place).Where(place => place.Line is not null)
            .Select(place => $"{place.File}:{place.Line}").Distinct().ToList();
        if (places.Count > 0) page.Paragraph(string.Join(" · ", places), 8, style: page.Dim);
    }

    private void PrintSettled(RuleStatus status, string heading)
    {
        var results = _words.Of(status);
        if (results.Count == 0) return;
        page.Line();
        page.Line(page.Bold($"{heading} ({results.Count})"));
        page.Table(
            [["rule", "reference", "found"], .. results.Select(result => new[] { result.Rule.Id, result.Rule.Reference, Found(result) })],
            2);
    }

    private string Found(RuleResult result)
    {
        if (result.Controls.IsEmpty) return "the rule names no control";
        var told = result.Controls.Take(3)
            .SelectMany(control => new[] { $"{control.Control}: {CheckWords.Who(control)}" }.Concat(_words.Found(control))
            .Concat(control.Note is { } note ? [note] : []));
        if (result.Controls.Count > 3) told = told.Append($"and {result.Controls.Count - 3} more controls");
        return string.Join('\n', told.Concat(CheckWords.NotLookedAt(result)).Concat(result.Rule.Notes is { } notes ? [notes] : []));
    }
}
