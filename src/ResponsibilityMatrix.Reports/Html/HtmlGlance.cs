using System.Globalization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>How many controls each side performs and how many are open, as a bar and as numbers; of the first variant.</summary>
internal sealed class HtmlGlance(HtmlWriter html)
{
    private const int BarWidth = 1000;
    private const int BarHeight = 22;

    public void Write(Report report)
    {
        var answers = report.Sections.SelectMany(section => section.Blocks).OfType<ReportControls>()
            .SelectMany(controls => controls.Domains).SelectMany(domain => domain.Controls)
            .Where(control => control.IsLeaf && control.Change != ReportChange.Removed)
            .Select(control => control.Answers.FirstOrDefault(answer => answer.Variants.IsEmpty || answer.Variants.Contains(0)))
            .OfType<ReportAnswer>().ToList();
        var parts = answers.GroupBy(KindOf).OrderBy(group => group.Key.Rank)
            .Select(group => (group.Key.Class, group.Key.Words, Count: group.Count())).ToList();
        if (parts.Count == 0) return;
        var derived = answers.Count(answer => answer.IsByServiceModel);
        html.Start(HtmlTag.Section, "glance").Attribute(HtmlAttribute.AriaLabel, "At a glance");
        html.Start(HtmlTag.Svg).Attribute(HtmlAttribute.Role, "img").Attribute(HtmlAttribute.ViewBox, $"0 0 {BarWidth} {BarHeight}")
            .Attribute(HtmlAttribute.AriaLabel, string.Join(", ", parts.Select(part => $"{part.Count} {part.Words}")));
        var from = 0;
        foreach (var (@class, _, count) in parts)
        {
            var (start, end) = (BarWidth * from / answers.Count, BarWidth * (from + count) / answers.Count);
            html.Start(HtmlTag.Rect, $"f {@class}").Attribute(HtmlAttribute.X, Number(start)).Attribute(HtmlAttribute.Y, "0")
                .Attribute(HtmlAttribute.Width, Number(Math.Max(end - start - 2, 1)))
                .Attribute(HtmlAttribute.Height, Number(BarHeight)).End();
            from += count;
        }
        html.End().Start(HtmlTag.P);
        html.Text($"{AnswerText.Counted(answers.Count, "control")}: ");
        foreach (var (@class, words, count) in parts)
            html.Start(HtmlTag.Span, $"w {@class}").Text($"{Number(count)} {words}").End().Text(" ");
        if (derived > 0)
            html.Start(HtmlTag.Em).Text($"{Number(derived)} of them by service model alone: nobody stated these.").End().Text(" ");
        if (report.Variants.Count > 1) html.Start(HtmlTag.Small).Text($"For {report.Variants[0].Title}.").End();
        html.End().End().Line();
    }

    // What is open comes first.
    private static (int Rank, string Class, string Words) KindOf(ReportAnswer answer) => answer.State switch
    {
        ControlState.Conflict => (0, "bad", AnswerText.State(answer.State)),
        ControlState.Unassigned => (1, "bad", AnswerText.State(answer.State)),
        ControlState.NotDetermined => (2, "caution", AnswerText.State(answer.State)),
        ControlState.NotApplicable => (20, "s0", AnswerText.State(answer.State)),
        _ => (3 + (int)answer.Split, $"s{(int)answer.Split}", AnswerText.Split(answer.Split)),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
