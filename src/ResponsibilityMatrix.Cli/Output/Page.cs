namespace ResponsibilityMatrix.Cli;

/// <summary>Text for people: wrapped to a width, in aligned columns, coloured where that is wanted.</summary>
internal sealed class Page
{
    private const int WidestColumn = 40;
    private const int WidestColumnElsewhere = 120;
    private const int NarrowestColumn = 20;
    private readonly TextWriter _writer;
    private readonly bool _hasColour;

    private Page(TextWriter writer, bool hasColour, IOStreams streams) =>
        (_writer, _hasColour, Width, IsTerminal, IsVerbose) =
            (writer, hasColour, streams.Width, streams.IsTerminal, streams.IsVerbose);

    public int Width { get; }

    /// <summary>Whether texts may be cut to fit a line.</summary>
    public bool IsTerminal { get; }

    /// <summary>Whether more is to be said beside findings than what is needed to mend them.</summary>
    public bool IsVerbose { get; }

    public static Page ForResults(IOStreams streams) => new(streams.Out, streams.HasColour, streams);

    public static Page ForMessages(IOStreams streams) => new(streams.Error, streams.HasErrorColour, streams);

    /// <summary>A line as it is: whoever calls makes the texts of documents printable, before any colour.</summary>
    public void Line(string text = "") => _writer.WriteLine(text);

    public string Bold(string text) => Colour("1", text);

    public string Dim(string text) => Colour("2", text);

    public string Red(string text) => Colour("31", text);

    public string Yellow(string text) => Colour("33", text);

    public string Cyan(string text) => Colour("36", text);

    /// <summary>A paragraph of plain text, with an indent for its first line and one for the others. A style is put on each line once it is
    /// wrapped.</summary>
    public void Paragraph(string text, int indent = 0, int? hanging = null, Func<string, string>? style = null)
    {
        var first = true;
        // What is not indented is a heading or a sentence of ours: a name in it must not begin a line of its own.
        foreach (var line in Wrap(Printable.Of(text, keepLines: indent > 0), Width - Math.Max(indent, hanging ?? indent)))
        {
            Line((new string(' ', first ? indent : hanging ?? indent) + (style is null ? line : style(line))).TrimEnd());
            first = false;
        }
    }

    /// <summary>Rows in aligned columns; the last column is wrapped. The first row may be a heading. On a terminal that is too narrow for
    /// that, each row becomes a list of its cells.</summary>
    public void Table(IReadOnlyList<string[]> rows, int indent = 0, bool hasHeading = true)
    {
        if (rows.Count == 0) return;
        var columns = rows[0].Length;
        var widths = new int[columns];
        for (var c = 0; c < columns - 1; c++) widths[c] = ColumnWidth(rows.Select(row => TextWidth.Of(Printable.Of(row[c]))));
        if (IsTerminal && Width - indent - widths.Sum() - (2 * (columns - 1)) < NarrowestColumn)
        {
            List(rows, indent, hasHeading);
            return;
        }
        // What goes elsewhere than to a terminal may be as wide as its texts are.
        var last = Math.Max(IsTerminal ? 20 : 44, Width - indent - widths.Sum() - (2 * (columns - 1)));
        var isHeading = hasHeading;
        foreach (var row in rows)
        {
            var start = new string(' ', indent) +
                string.Concat(Enumerable.Range(0, columns - 1).Select(c => Padded(Printable.Of(row[c]), widths[c] + 2)));
            var lines = Wrap(Printable.Of(row[^1], keepLines: true), last);
            for (var i = 0; i < lines.Count; i++)
            {
                var text = ((i == 0 ? start : new string(' ', indent + widths.Sum() + (2 * (columns - 1)))) + lines[i]).TrimEnd();
                Line(isHeading ? Bold(text) : text);
            }
            isHeading = false;
        }
    }

    private void List(IReadOnlyList<string[]> rows, int indent, bool hasHeading)
    {
        foreach (var row in hasHeading ? rows.Skip(1) : rows)
        {
            Paragraph(row[0], indent, indent + 2, Bold);
            for (var c = 1; c < row.Length; c++)
                if (row[c].Length > 0) Paragraph(hasHeading ? $"{rows[0][c]}: {row[c]}" : row[c], indent + 2, indent + 4);
        }
    }

    private static string Padded(string text, int width) => text + new string(' ', Math.Max(0, width - TextWidth.Of(text)));

    /// <summary>How wide a column is for cells of some widths. A wider cell takes its room in its own row alone: one long id must not widen
    /// all the others.</summary>
    public int ColumnWidth(IEnumerable<int> widths) =>
        widths.Where(width => width <= (IsTerminal ? WidestColumn : WidestColumnElsewhere)).DefaultIfEmpty(0).Max();

    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        List<string> lines = [];
        foreach (var paragraph in text.Split('\n'))
        {
            var (line, filled) = ("", 0);
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var wide = TextWidth.Of(word);
                if (line.Length > 0 && filled + 1 + wide > width)
                {
                    lines.Add(line);
                    (line, filled) = (word, wide);
                }
                else
                {
                    (line, filled) = line.Length == 0 ? (word, wide) : ($"{line} {word}", filled + 1 + wide);
                }
            }
            lines.Add(line);
        }
        return lines;
    }

    private string Colour(string code, string text) => _hasColour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
