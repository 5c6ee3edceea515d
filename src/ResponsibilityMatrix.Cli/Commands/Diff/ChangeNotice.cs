using System.Text;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>What changed, for people who decide about it: fit to be pasted into a change notice.</summary>
internal sealed class ChangeNotice(MatrixDiff result, Matrix old, Matrix @new)
{
    private readonly ChangeWords _words = new(result, old, @new);

    /// <summary>What is told of.</summary>
    public MatrixDiff Result => result;

    public void Print(Page page)
    {
        page.Paragraph(_words.Heading, style: page.Bold);
        page.Paragraph(_words.Sides);
        page.Paragraph(_words.Compared());
        foreach (var (title, subjects) in _words.Sections())
        {
            page.Line();
            page.Line(page.Bold(title));
            foreach (var (names, points) in subjects)
            {
                foreach (var name in names) page.Paragraph(name, 2, 4);
                foreach (var (text, details) in points)
                {
                    page.Paragraph($"• {text}", 4, 6);
                    foreach (var detail in details) page.Paragraph(detail, 6, 8);
                }
            }
            if (subjects.Count == 0) page.Line("  Nothing.");
        }
        page.Line();
        page.Paragraph(_words.Counts());
        if (_words.Verdict() is { } verdict) page.Paragraph(verdict, style: result.IsSufficient ? page.Bold : page.Red);
    }

    public string Markdown()
    {
        var text = new StringBuilder(
            $"# {Escaped.Markdown(_words.Heading)}\n\n{Escaped.Markdown(_words.Sides)}\n\n{Escaped.Markdown(_words.Compared())}\n");
        foreach (var (title, subjects) in _words.Sections())
        {
            text.Append($"\n## {title}\n\n");
            foreach (var (names, points) in subjects)
            {
                text.Append($"- {string.Join("<br>", names.Select(name => $"**{Escaped.Markdown(name)}**"))}\n");
                foreach (var (point, details) in points)
                {
                    text.Append($"  - {Escaped.Markdown(point)}\n");
                    foreach (var detail in details) text.Append($"    - {Escaped.Markdown(detail)}\n");
                }
            }
            if (subjects.Count == 0) text.Append("Nothing.\n");
        }
        text.Append($"\n{Escaped.Markdown(_words.Counts())}\n");
        if (_words.Verdict() is { } verdict) text.Append($"\n**{Escaped.Markdown(verdict)}**\n");
        return text.ToString();
    }
}
