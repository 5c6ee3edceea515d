using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ResponsibilityMatrix.Tables;

/// <summary>The tables of AsciiDoc, between lines of <c>|===</c>. Conditions are not evaluated: what is between them counts.</summary>
internal sealed partial class AsciiDocTables
{
    private const int MostColumns = 1000;
    private const int MostRows = 65_534;
    private readonly PageTables _page;
    private readonly string[] _lines;
    private readonly StringBuilder _paragraph = new();
    private string _attributes = "";
    private string? _title;
    private bool _toldOfInclude;

    private AsciiDocTables(string text, PageTables page)
    {
        page.Builder.Take(text.AsSpan().Count('\n'));
        (_page, _lines) = (page, text.Split('\n'));
    }

    public static void Read(string text, PageTables page) => new AsciiDocTables(TableText.WithLineFeeds(text), page).Read();

    /// <summary>Whether a text has a table of AsciiDoc.</summary>
    public static bool Matches(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
            if (IsTableMark(line.TrimEnd())) return true;
        return false;
    }

    private void Read()
    {
        for (var i = 0; i < _lines.Length;)
        {
            _page.Builder.Take(0);
            var line = _lines[i].TrimEnd();
            if (IsTableMark(line)) i = ReadTable(i);
            else if (IsBlockMark(line)) i = AfterBlock(i, line);
            else
            {
                ReadLine(line, i);
                i++;
            }
        }
        EndParagraph();
    }

    private void ReadLine(string line, int i)
    {
        if (IsLeftOut(line, i)) return;
        if (line.Length == 0) EndParagraph();
        else if (Heading().Match(line) is { Success: true } heading)
        {
            EndParagraph();
            (_attributes, _title) = ("", null);
            _page.Heading(heading.Groups[1].Length, AsciiDocText.Of(heading.Groups[2].Value));
        }
        else if (line[0] == '[' && line[^1] == ']')
        {
            EndParagraph();
            if (!line.StartsWith("[[", StringComparison.Ordinal)) _attributes = line[1..^1];
        }
        else if (line is ['.', not ('.' or ' '), ..] && _paragraph.Length == 0) _title = AsciiDocText.Of(line[1..]);
        else if (Entry().IsMatch(line) || line.Trim('=', '*', '_', '-').Length == 0) EndParagraph();
        else
        {
            (_attributes, _title) = ("", null);
            if (_paragraph.Length > 0) _paragraph.Append('\n');
            _paragraph.Append(line);
        }
    }

    // Each line of a paragraph's text is a note: items of lists are lines.
    private void EndParagraph()
    {
        if (_paragraph.Length == 0) return;
        foreach (var line in AsciiDocText.Of(_paragraph.ToString()).Split('\n')) _page.Note(line);
        _paragraph.Clear();
    }

    private bool IsLeftOut(string line, int i)
    {
        if (line.StartsWith("include::", StringComparison.Ordinal) && !_toldOfInclude)
        {
            _toldOfInclude = true;
            _page.Builder.Add(_page.Builder.Finding("RM7002",
                $"Line {i + 1} includes another file, which was not read. Give that file too, or put its text in.", i + 1));
        }
        return (line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("///", StringComparison.Ordinal))
            || Directive().IsMatch(line);
    }

    private int AfterBlock(int i, string mark)
    {
        EndParagraph();
        for (i++; i < _lines.Length; i++)
            if (_lines[i].TrimEnd() == mark) return i + 1;
        return i;
    }

    private int ReadTable(int first)
    {
        EndParagraph();
        var end = _lines[first].TrimEnd();
        var table = new Cells(_page.Builder);
        var (isNested, isComment) = (false, false);
        var i = first + 1;
        for (; i < _lines.Length && _lines[i].TrimEnd() is var line && line != end; i++)
        {
            _page.Builder.Take(0);
            if (line == "////") isComment = !isComment;
            else if (line is ['!', '=', '=', '=', ..]) isNested = !isNested;
            else if (!isComment && !isNested && !IsLeftOut(line, i)) table.Add(line, i + 1);
        }
        table.End();
        var header = _attributes.Replace("noheader", "", StringComparison.Ordinal).Contains("header", StringComparison.Ordinal);
        var columns = ColumnsOf(_attributes);
        // Without attributes the first line tells how many columns there are, and with a blank line after it, it holds the headings.
        if (!_attributes.Contains("options", StringComparison.Ordinal) && !_attributes.Contains('%')
            && table.FirstLineIsAlone(first + 2, _lines)) header = true;
        var grid = new TableGrid(_page.Builder) { HasHeader = header };
        table.Place(grid, columns > 0 ? columns : table.OnFirstLine);
        _page.Table(grid, _title);
        (_attributes, _title) = ("", null);
        return i + 1;
    }

    private static int ColumnsOf(string attributes)
    {
        if (Columns().Match(attributes) is not { Success: true } match) return 0;
        var list = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
        long count = 0;
        foreach (var column in list.Split(',', ';'))
            count += column.IndexOf('*') is > 0 and var star
                && int.TryParse(column.AsSpan(0, star).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : 1;
        return (int)Math.Min(count, MostColumns);
    }

    private static bool IsTableMark(ReadOnlySpan<char> line) => line is ['|', '=', '=', '=', ..] && line[1..].Trim('=').IsEmpty;

    // Listings, literal blocks, passthroughs and comments hold no tables.
    private static bool IsBlockMark(string line) =>
        line.Length >= 4 && line[0] is ('-' or '.' or '+' or '/') && line.Trim(line[0]).Length == 0;

    [GeneratedRegex(@"^(={1,6}|#{1,6})\s+(\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^:!?[\w-]{1,100}!?:(\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^(ifdef|ifndef|ifeval|endif|include|toc)::", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex("""(?:^|,\s*)cols\s*=\s*(?:"([^"]*)"|([^\s,\]"]+))""", RegexOptions.CultureInvariant)]
    private static partial Regex Columns();

    // What stands before a bar: how often the cell is repeated or how far it spans, where its text stands, and its style.
    [GeneratedRegex(@"(?<=^|\s)(?:(\d{1,5})?(?:\.(\d{1,5}))?([*+]))?[<^>]?(?:\.[<^>])?[adehlmsv]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Specification();

    /// <summary>The cells of a table, one after the other.</summary>
    private sealed class Cells(TableFileBuilder builder)
    {
        private readonly List<(string Source, int Line, int Columns, int Rows)> _cells = [];
        private readonly StringBuilder _text = new();
        private (int Line, int Columns, int Rows, int Times)? _current;
        private int _firstLine;

        /// <summary>How many columns the cells on the first line cover.</summary>
        public int OnFirstLine { get; private set; }

        public void Add(string line, int number)
        {
            var start = 0;
            for (var at = 0; at < line.Length; at++)
            {
                if (line[at] == '\\' && at + 1 < line.Length && line[at + 1] == '|') at++;
                else if (line[at] == '|')
                {
                    var (before, columns, rows, times) = Split(line[start..at]);
                    Append(before, start == 0);
                    End();
                    if (_firstLine == 0) _firstLine = number;
                    if (_firstLine == number) OnFirstLine = Math.Min(MostColumns, OnFirstLine + Math.Min(MostColumns, columns * times));
                    _current = (number, columns, rows, times);
                    start = at + 1;
                }
            }
            Append(line[start..], start == 0);
        }

        public void End()
        {
            if (_current is var (line, columns, rows, times))
            {
                builder.Take(times);
                for (var i = 0; i < times; i++) _cells.Add((_text.ToString().Trim(), line, columns, rows));
            }
            _text.Clear();
            _current = null;
        }

        public bool FirstLineIsAlone(int number, string[] lines) =>
            _firstLine == number && _firstLine < lines.Length && lines[_firstLine].Trim().Length == 0
            && (_cells.Count == 0 || _cells[^1].Line > _firstLine);

        public void Place(TableGrid grid, int columns)
        {
            foreach (var (source, line, wide, rows) in _cells)
            {
                // A row that cells from above fill has none of its own.
                while (grid.Number == 0 || grid.Column >= columns) grid.BeginRow(line);
                grid.Cell(AsciiDocText.Of(source.Replace("\\|", "|", StringComparison.Ordinal)), source,
                    Math.Min(wide, columns - grid.Column), rows);
            }
        }

        private void Append(string text, bool isNewLine)
        {
            if (_current is null) return;
            if (isNewLine) _text.Append('\n');
            _text.Append(text);
        }

        private static (string Before, int Columns, int Rows, int Times) Split(string before)
        {
            var from = Math.Max(0, before.Length - 20);
            if (Specification().Match(before, from) is not { Success: true } match) return (before, 1, 1, 1);
            var (wide, tall) = (Number(match.Groups[1], MostColumns), Number(match.Groups[2], MostRows));
            var isRepeated = match.Groups[3].Value == "*";
            return (before[..match.Index], isRepeated ? 1 : wide, isRepeated ? 1 : tall, isRepeated ? wide : 1);
        }

        private static int Number(Group group, int most) => group.Success
            && int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Math.Clamp(number, 1, most) : 1;
    }
}
