using System.Globalization;
using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// The tables of HTML, from the tokens of the page: AngleSharp's tree takes time that grows with the square of the nesting, and a table
/// needs none.
/// </summary>
internal sealed class HtmlTables
{
    private const int MostColumns = 1000;
    private const int MostRows = 65_534;
    private readonly PageTables _page;
    private readonly int _firstLine;
    private readonly StringBuilder _text = new();
    private TableGrid? _grid;
    private int _depth;
    private string? _caption;
    private (int Columns, int Rows)? _cell;
    private bool _isFirstRowHeadings;
    private int _heading;
    private string? _skipped;
    private int _skippedDepth;

    private HtmlTables(PageTables page, int firstLine) => (_page, _firstLine) = (page, firstLine);

    /// <summary>Reads the tables of a page, or of a part of one.</summary>
    /// <param name="html">The text.</param>
    /// <param name="page">What takes the tables.</param>
    /// <param name="firstLine">The line of the file at which the text begins.</param>
    public static void Read(string html, PageTables page, int firstLine = 1) => new HtmlTables(page, firstLine).Read(html);

    private void Read(string html)
    {
        using var source = new TextSource(html);
        using var tokens = new HtmlTokenizer(source, HtmlEntityProvider.Resolver);
        for (var token = tokens.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokens.Get())
        {
            _page.Builder.Take(0);
            switch (token.Type)
            {
                case HtmlTokenType.StartTag:
                    var tag = token.AsTag();
                    tokens.State = tag.Name switch
                    {
                        "script" => HtmlParseMode.Script,
                        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
                        "title" or "textarea" => HtmlParseMode.RCData,
                        _ => HtmlParseMode.PCData,
                    };
                    if (_skipped is null) Begin(tag, _firstLine + token.Position.Line - 1);
                    else if (tag.Name == _skipped) _skippedDepth++;
                    break;
                case HtmlTokenType.EndTag:
                    if (_skipped is null) End(token.Name);
                    else if (token.Name == _skipped && --_skippedDepth == 0) _skipped = null;
                    break;
                case HtmlTokenType.Character when _skipped is null:
                    // Line breaks of the source are blanks of the page.
                    _text.Append(token.Data.Replace('\n', ' '));
                    break;
            }
        }
        EndTable();
        EndBlock();
    }

    private void Begin(HtmlTagToken tag, int line)
    {
        switch (tag.Name)
        {
            case "script" or "style" or "xmp" or "iframe" or "noembed" or "noframes" or "title" or "textarea" or "template" or "svg":
                if (!tag.IsSelfClosing || tag.Name != "svg") (_skipped, _skippedDepth) = (tag.Name, 1);
                break;
            case "table":
                EndBlock();
                if (++_depth > 1)
                {
                    _page.Builder.Add(_page.Builder.Finding("RM7003",
                        $"The table at line {line} is within a cell of another; its cells were read as lines of that cell.", line));
                    break;
                }
                (_grid, _caption, _isFirstRowHeadings) = (new TableGrid(_page.Builder), null, true);
                break;
            case "tr" when _depth == 1:
                EndCell();
                _grid!.BeginRow(line, HasAttribute(tag, "hidden"));
                break;
            case "td" or "th" when _depth == 1:
                EndCell();
                if (_grid!.Number == 0) _grid.BeginRow(line);
                if (_grid.Number == 1) _isFirstRowHeadings &= tag.Name == "th";
                var rows = Number(tag, "rowspan", MostRows);
                _cell = (Math.Max(1, Number(tag, "colspan", MostColumns)), rows == 0 ? MostRows : rows);
                break;
            case "caption" when _depth == 1:
                EndCell();
                _text.Clear();
                break;
            case ['h', >= '1' and <= '6'] when _depth == 0:
                EndBlock();
                _heading = tag.Name[1] - '0';
                break;
            case "br":
                _text.Append('\n');
                break;
            case "img":
                _text.Append(tag.GetAttribute("alt"));
                break;
            case "p" or "li" or "div" or "ul" or "ol" or "tr" or "td" or "th" or "dt" or "dd" or "pre" or "blockquote" or "section":
                EndLine();
                break;
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "table" when _depth > 0:
                if (_depth == 1) EndTable();
                else EndLine();
                _depth--;
                break;
            case "td" or "th" or "tr" when _depth == 1:
                EndCell();
                break;
            case "caption" when _depth == 1:
                _caption ??= TakeText();
                break;
            case ['h', >= '1' and <= '6'] when _depth == 0 && _heading > 0:
                _page.Heading(_heading, TakeText().Replace('\n', ' '));
                _heading = 0;
                break;
            case "p" or "li" or "div" or "ul" or "ol" or "tr" or "td" or "th" or "dt" or "dd" or "pre" or "blockquote" or "section":
                EndLine();
                break;
        }
    }

    // Within a cell a block is a line; outside of tables it is a note.
    private void EndLine()
    {
        if (_depth > 0 || _heading > 0) _text.Append('\n');
        else EndBlock();
    }

    private void EndBlock()
    {
        if (_depth > 0) return;
        _heading = 0;
        _page.Note(TakeText());
    }

    private void EndCell()
    {
        var text = TakeText();
        if (_cell is var (columns, rows)) _grid!.Cell(text, text, columns, rows);
        _cell = null;
    }

    private void EndTable()
    {
        if (_grid is null) return;
        EndCell();
        _grid.HasHeader = _isFirstRowHeadings && _grid.Number > 0;
        _page.Table(_grid, _caption);
        _grid = null;
    }

    private string TakeText()
    {
        var text = Lines(_text.ToString());
        _text.Clear();
        return text;
    }

    // Several blanks are one, and several line breaks too.
    private static string Lines(string text)
    {
        var lines = new StringBuilder(text.Length);
        var isBlank = true;
        foreach (var c in text)
        {
            if (c == '\n')
            {
                while (lines.Length > 0 && lines[^1] == ' ') lines.Length--;
                if (lines.Length > 0 && lines[^1] != '\n') lines.Append('\n');
                isBlank = true;
            }
            else if (char.IsWhiteSpace(c))
            {
                if (!isBlank) lines.Append(' ');
                isBlank = true;
            }
            else
            {
                lines.Append(c);
                isBlank = false;
            }
        }
        return lines.ToString().TrimEnd();
    }

    private static bool HasAttribute(HtmlTagToken tag, string name) =>
        tag.Attributes.Exists(attribute => attribute.Name == name);

    private static int Number(HtmlTagToken tag, string name, int most) =>
        !HasAttribute(tag, name) || !int.TryParse(tag.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? 1 : Math.Min(number, most);
}
