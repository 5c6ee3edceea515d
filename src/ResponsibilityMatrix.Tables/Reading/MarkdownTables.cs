using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// The tables of Markdown, as GitHub reads them. Lines are read here, since Markdig refuses tables of many rows; what stands in a cell is
/// left to Markdig.
/// </summary>
internal sealed class MarkdownTables
{
    private readonly PageTables _page;
    private readonly string[] _lines;
    private readonly HashSet<string> _labels;
    private readonly StringBuilder _paragraph = new();
    private bool _isInList;

    private MarkdownTables(string text, PageTables page)
    {
        page.Builder.Take(text.AsSpan().Count('\n'));
        (_page, _lines) = (page, text.Split('\n'));
        _labels = [.. _lines.Select(LabelOf).OfType<string>()];
    }

    public static void Read(string text, PageTables page) => new MarkdownTables(TableText.WithLineFeeds(text), page).Read();

    /// <summary>Whether a text has a table of Markdown.</summary>
    public static bool Matches(string text)
    {
        var before = "";
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.Contains('-') && IsDelimiter(line.ToString(), out var columns) && before.Contains('|')
                && Cells(before).Count == columns) return true;
            before = line.Length < 100_000 ? line.ToString() : "";
        }
        return false;
    }

    private void Read()
    {
        var i = AfterFrontMatter();
        while (i < _lines.Length)
        {
            _page.Builder.Take(0);
            var line = Unquoted(_lines[i], out var indent);
            if (line.Length == 0)
            {
                EndParagraph();
                i++;
            }
            else if (indent >= 4 && !_isInList && _paragraph.Length == 0) i++;
            else if (FenceOf(line) is { } fence) i = AfterFence(i + 1, fence);
            else if (line.StartsWith("<!--", StringComparison.Ordinal)) i = AfterComment(i);
            else if (StartsTag(line, "table")) i = ReadHtml(i, "table");
            else if (line is ['<', 'h' or 'H', >= '1' and <= '6', ..]) i = ReadHtml(i, line[1..3]);
            else if (IsTemplateTag(line) || LabelOf(_lines[i]) is not null) i++;
            else if (HeadingOf(line) is var (level, heading))
            {
                EndParagraph();
                _isInList = false;
                _page.Heading(level, MarkdownText.Of(heading, _labels));
                i++;
            }
            else if (line.Contains('|', StringComparison.Ordinal) && i + 1 < _lines.Length
                && IsDelimiter(Unquoted(_lines[i + 1], out _), out var columns) && Cells(line).Count == columns) i = ReadTable(i);
            else if (_paragraph.Length > 0 && !_isInList && IsUnderline(line))
            {
                var text = _paragraph.ToString();
                _paragraph.Clear();
                _page.Heading(line[0] == '=' ? 1 : 2, MarkdownText.Of(text, _labels));
                i++;
            }
            else
            {
                ReadText(line, indent);
                // Two blanks at the end of a line break it.
                if (_paragraph.Length > 0 && _lines[i].EndsWith("  ", StringComparison.Ordinal)) _paragraph.Append("  ");
                i++;
            }
        }
        EndParagraph();
    }

    private void ReadText(string line, int indent)
    {
        if (IsRule(line))
        {
            EndParagraph();
            return;
        }
        if (AfterBullet(line) is var start and > 0)
        {
            EndParagraph();
            _isInList = true;
            line = line[start..];
        }
        else if (indent == 0 && _paragraph.Length == 0) _isInList = false;
        if (_paragraph.Length > 0) _paragraph.Append('\n');
        _paragraph.Append(line);
    }

    private void EndParagraph()
    {
        if (_paragraph.Length > 0) _page.Note(MarkdownText.Of(_paragraph.ToString(), _labels));
        _paragraph.Clear();
    }

    private int ReadTable(int i)
    {
        EndParagraph();
        var grid = new TableGrid(_page.Builder) { HasHeader = true };
        AddRow(grid, i);
        for (i += 2; i < _lines.Length; i++)
        {
            var line = Unquoted(_lines[i], out _);
            if (IsTemplateTag(line)) continue;
            // A table ends at a blank line, or where another block begins.
            if (line.Length == 0 || line[0] == '<' || FenceOf(line) is not null || HeadingOf(line) is not null || AfterBullet(line) > 0)
                break;
            AddRow(grid, i);
        }
        _page.Table(grid, null);
        return i;
    }

    private void AddRow(TableGrid grid, int i)
    {
        grid.BeginRow(i + 1);
        foreach (var cell in Cells(Unquoted(_lines[i], out _)))
            grid.Cell(MarkdownText.Of(cell.Replace("\\|", "|", StringComparison.Ordinal), _labels), cell);
    }

    private int ReadHtml(int first, string tag)
    {
        EndParagraph();
        var html = new StringBuilder();
        var (depth, i) = (0, first);
        do
        {
            _page.Builder.Take(0);
            var line = _lines[i++];
            html.Append(line).Append('\n');
            depth += Count(line, $"<{tag}") - Count(line, $"</{tag}");
        }
        while (depth > 0 && i < _lines.Length);
        HtmlTables.Read(html.ToString(), _page, first + 1);
        return i;
    }

    private int AfterFrontMatter()
    {
        var fence = _lines[0].TrimEnd();
        if (fence is not ("---" or "+++")) return 0;
        for (var i = 1; i < _lines.Length; i++)
            if (_lines[i].TrimEnd() is var line && (line == fence || (fence == "---" && line == "..."))) return i + 1;
        return 0;
    }

    private int AfterFence(int i, string fence)
    {
        EndParagraph();
        for (; i < _lines.Length; i++)
        {
            var line = Unquoted(_lines[i], out _);
            if (line.StartsWith(fence, StringComparison.Ordinal) && line.Trim(fence[0]).Length == 0) return i + 1;
        }
        return i;
    }

    private int AfterComment(int i)
    {
        EndParagraph();
        for (; i < _lines.Length; i++)
            if (_lines[i].Contains("-->", StringComparison.Ordinal)) return i + 1;
        return i;
    }

    // A line without the marks of quotes around it and without the blanks at both ends.
    private static string Unquoted(string line, out int indent)
    {
        var text = line.AsSpan();
        indent = 0;
        while (true)
        {
            var trimmed = text.TrimStart(" \t");
            indent = text[..^trimmed.Length].Length + (3 * text[..^trimmed.Length].Count('\t'));
            if (trimmed is not ['>', ..]) return trimmed.TrimEnd().ToString();
            text = trimmed[1..];
        }
    }

    private static string? FenceOf(string line)
    {
        if (line is not (['`', '`', '`', ..] or ['~', '~', '~', ..])) return null;
        var length = line.Length - line.TrimStart(line[0]).Length;
        return line[0] == '`' && line.IndexOf('`', length) >= 0 ? null : line[..length];
    }

    private static (int Level, string Text)? HeadingOf(string line)
    {
        var level = line.Length - line.TrimStart('#').Length;
        if (level is 0 or > 6 || (line.Length > level && line[level] is not (' ' or '\t'))) return null;
        var text = line[level..].Trim();
        if (text.EndsWith('}') && text.LastIndexOf("{#", StringComparison.Ordinal) is >= 0 and var id) text = text[..id].TrimEnd();
        var closed = text.TrimEnd('#');
        return (level, closed.Length == 0 || closed[^1] == ' ' ? closed.TrimEnd() : text);
    }

    private static bool IsUnderline(string line) => line.Trim('=').Length == 0 || line.Trim('-').Length == 0;

    private static bool IsRule(string line)
    {
        if (line[0] is not ('-' or '*' or '_')) return false;
        var count = 0;
        foreach (var c in line)
        {
            if (c == line[0]) count++;
            else if (c is not (' ' or '\t')) return false;
        }
        return count >= 3;
    }

    // Where the text of an item of a list begins; 0 if the line begins none.
    private static int AfterBullet(string line)
    {
        var digits = 0;
        while (digits < line.Length && digits < 9 && char.IsAsciiDigit(line[digits])) digits++;
        var mark = digits > 0 ? digits < line.Length && line[digits] is '.' or ')' ? digits + 1 : 0
            : line[0] is '-' or '*' or '+' ? 1 : 0;
        return mark > 0 && mark < line.Length && line[mark] is ' ' or '\t' ? mark + 1 : 0;
    }

    private static bool IsTemplateTag(string line) =>
        line.StartsWith("{%", StringComparison.Ordinal) && line.EndsWith("%}", StringComparison.Ordinal);

    private static bool StartsTag(string line, string name) =>
        line.Length > name.Length && line[0] == '<' && line.AsSpan(1).StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && (line.Length == name.Length + 1 || !char.IsAsciiLetter(line[name.Length + 1]));

    private static int Count(string line, string text)
    {
        var count = 0;
        for (var at = line.IndexOf(text, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = line.IndexOf(text, at + text.Length, StringComparison.OrdinalIgnoreCase)) count++;
        return count;
    }

    // The label of the definition of a link, in lower case; a footnote is none.
    private static string? LabelOf(string line)
    {
        var text = line.AsSpan().TrimStart(' ');
        return text is ['[', not '^', ..] && text.IndexOf("]:") is > 1 and var end && !text[1..end].Contains('[')
            ? text[1..end].ToString().ToLowerInvariant() : null;
    }

    private static bool IsDelimiter(string line, out int columns)
    {
        columns = 0;
        if (!line.Contains('-', StringComparison.Ordinal) || line.AsSpan().ContainsAnyExcept("|:- \t")) return false;
        foreach (var cell in Cells(line))
        {
            var dashes = cell.AsSpan();
            if (dashes is [':', ..]) dashes = dashes[1..];
            if (dashes is [.., ':']) dashes = dashes[..^1];
            if (dashes.IsEmpty || dashes.ContainsAnyExcept('-')) return false;
            columns++;
        }
        return line.Contains('|', StringComparison.Ordinal) || columns > 1;
    }

    // A bar ends a cell, also within code, unless it has a backslash before it.
    private static List<string> Cells(string line)
    {
        List<string> cells = [];
        var text = line.AsSpan().Trim();
        if (text is ['|', ..]) text = text[1..];
        var (start, at) = (0, 0);
        for (; at < text.Length; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '|')
            {
                cells.Add(text[start..at].Trim().ToString());
                start = at + 1;
            }
        }
        if (start < text.Length || cells.Count == 0) cells.Add(text[start..].Trim().ToString());
        return cells;
    }
}
