using System.Text;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>What changed, for people who decide about it.</summary>
internal sealed class ComparedVersions(MatrixDiff result, Matrix old, Matrix @new, Func<ChangeNotice> notice)
{
    // GitHub takes 65,536 characters; some stay for what is added by hand.
    private const int MostCharacters = 60_000;
    private const int MostOfLine = 1000;

    private readonly ChangeWords _words = new(result, old, @new);

    /// <summary>What is told of.</summary>
    public MatrixDiff Result => result;

    /// <summary>What the provider tells its customers of it.</summary>
    public ChangeNotice Notice => notice();

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

    /// <summary>A comment for a pull request: the summary first, then what moves to the customer, the rest folded. Longer than such a
    /// comment may be, it is cut, and says so.</summary>
    public string Markdown()
    {
        var text = new StringBuilder($"# {Short(_words.Heading)}\n\n**{Short(string.Join(' ', Summary()))}**\n\n" +
            $"{Short(_words.Sides)}\n\n{Short(_words.Compared())}\n");
        var (omitted, isFirst) = (0, true);
        foreach (var (title, subjects) in _words.Sections())
        {
            text.Append(isFirst ? $"\n## {title}\n\n" : $"\n<details><summary><b>{title}</b> ({subjects.Count})</summary>\n\n");
            foreach (var (names, points) in subjects)
            {
                var item = Item(names, points);
                if (text.Length + item.Length > MostCharacters) omitted++;
                else text.Append(item);
            }
            if (subjects.Count == 0) text.Append("Nothing.\n");
            if (!isFirst) text.Append("\n</details>\n");
            isFirst = false;
        }
        if (omitted > 0)
            text.Append($"\n**Cut:** {AnswerText.Counted(omitted, "more item")} would make " +
                "this longer than a comment may be. `rmatrix diff` without `--format` shows them all.\n");
        return text.ToString();
    }

    private IEnumerable<string> Summary()
    {
        yield return _words.Counts();
        var moves = result.Changes.Count(change => change.IsMoveToCustomer);
        if (moves > 0) yield return $"{moves} of them {(moves == 1 ? "moves" : "move")} work to the customer.";
        if (_words.Verdict() is { } verdict) yield return verdict;
    }

    private static string Item(List<string> names, List<(string Text, List<string> Details)> points)
    {
        var item = new StringBuilder($"- {string.Join("<br>", names.Select(name => $"**{Escaped.Markdown(name)}**"))}\n");
        foreach (var (point, details) in points)
        {
            item.Append($"  - {Escaped.Markdown(point)}\n");
            foreach (var detail in details) item.Append($"    - {Escaped.Markdown(detail)}\n");
        }
        return item.ToString();
    }

    private static string Short(string text) => Escaped.Markdown(text.Length <= MostOfLine ? text
        : $"{text[..(char.IsHighSurrogate(text[MostOfLine - 1]) ? MostOfLine - 1 : MostOfLine)]}…");
}
