using System.Globalization;
using System.Text;
using System.Xml;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// Writes paragraphs and tables of Word. Texts are made fit for XML, each piece with its direction and language; nothing of them is markup.
/// </summary>
internal sealed class WordWriter : IDisposable
{
    private const string W = WordNames.Main;
    private readonly XmlWriter _xml;
    private readonly WordStyles _styles;
    private readonly WordContext _context;
    private int _mark;
    private WordChange _changeOfParagraph;

    public WordWriter(Stream stream, string root, WordStyles styles, WordContext context)
    {
        _styles = styles;
        _context = context;
        _xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), CloseOutput = true });
        _xml.WriteStartDocument(standalone: true);
        _xml.WriteStartElement("w", root, W);
        _xml.WriteAttributeString("xmlns", "r", null, WordNames.Relationships);
    }

    /// <summary>How wide the text is, in twentieths of a point.</summary>
    public int Width => _context.Width;

    public void Start(string name) => _xml.WriteStartElement("w", name, W);

    public void End() => _xml.WriteEndElement();

    public void Empty(string name)
    {
        Start(name);
        End();
    }

    public void Value(string name, string value)
    {
        Start(name);
        Attribute("val", value);
        End();
    }

    public void Attribute(string name, string value) => _xml.WriteAttributeString("w", name, W, value);

    /// <summary>Writes XML of this package.</summary>
    public void Raw(System.Xml.Linq.XElement element) => element.WriteTo(_xml);

    /// <summary>Writes a paragraph.</summary>
    public void Paragraph(WordParagraph how, params ReadOnlySpan<WordText> texts)
    {
        var isRightToLeft = IsRightToLeft(texts);
        StartParagraph(how, isRightToLeft, isAtEnd: _context.IsRightToLeft && !isRightToLeft);
        Bookmarked(how.Bookmark, isRightToLeft, texts);
        End();
    }

    /// <summary>Begins a paragraph, whose pieces are written by <see cref="Texts"/> and <see cref="Field"/>.</summary>
    public void StartParagraph(WordParagraph how, bool isRightToLeft, bool isAtEnd = false)
    {
        Start("p");
        var style = _styles.IdOf(how.Style);
        _changeOfParagraph = how.Change;
        if (style is not null || how.KeepsWithNext || isRightToLeft || isAtEnd || how.Indent > 0 || how.Change != WordChange.None)
        {
            Start("pPr");
            if (style is not null) Value("pStyle", style);
            if (how.KeepsWithNext) Empty("keepNext");
            if (isRightToLeft) Empty("bidi");
            if (how.Indent > 0)
            {
                Start("ind");
                Attribute("left", Number(how.Indent));
                End();
            }
            if (isAtEnd) Value("jc", "right");
            if (how.Change != WordChange.None)
            {
                // The mark at the end of the paragraph.
                Start("rPr");
                StartChange(how.Change);
                End();
                End();
            }
            End();
        }
    }

    /// <summary>Writes pieces of the paragraph that has begun.</summary>
    public void Texts(params ReadOnlySpan<WordText> texts)
    {
        foreach (var text in texts) Text(text, _context.IsRightToLeft);
    }

    /// <summary>Writes a field of Word: its instruction, which is this package's own, and what it shows until Word works it out.</summary>
    public void Field(string instruction, string shown)
    {
        FieldMark("begin");
        Instruction(instruction);
        FieldMark("separate");
        Text(WordText.Own(shown), false);
        FieldMark("end");
    }

    public void FieldMark(string type)
    {
        Start("r");
        Start("fldChar");
        Attribute("fldCharType", type);
        End();
        End();
    }

    public void Instruction(string instruction)
    {
        Start("r");
        Start("instrText");
        _xml.WriteAttributeString("xml", "space", null, "preserve");
        _xml.WriteString(instruction);
        End();
        End();
    }

    public void Tab()
    {
        if (_changeOfParagraph != WordChange.None) StartChange(_changeOfParagraph);
        Start("r");
        Empty("tab");
        End();
        if (_changeOfParagraph != WordChange.None) End();
    }

    /// <summary>Begins a link to a place of the document.</summary>
    public void StartLink(string bookmark)
    {
        Start("hyperlink");
        Attribute("anchor", bookmark);
        Attribute("history", "1");
    }

    /// <summary>Begins a table with columns of some widths.</summary>
    public void StartTable(string caption, IReadOnlyList<int> widths, bool hasHeadings, string style = "RM Table")
    {
        Start("tbl");
        Start("tblPr");
        if (_styles.IdOf(style) is { } id) Value("tblStyle", id);
        if (_context.IsRightToLeft) Empty("bidiVisual");
        Measure("tblW", widths.Sum());
        Start("tblLayout");
        Attribute("type", "fixed");
        End();
        Start("tblLook");
        Attribute("val", hasHeadings ? "0420" : "0400");
        Attribute("firstRow", hasHeadings ? "1" : "0");
        Attribute("lastRow", "0");
        Attribute("firstColumn", "0");
        Attribute("lastColumn", "0");
        Attribute("noHBand", "0");
        Attribute("noVBand", "1");
        End();
        Value("tblCaption", Safe(caption));
        End();
        Start("tblGrid");
        foreach (var width in widths)
        {
            Start("gridCol");
            Attribute("w", Number(width));
            End();
        }
        End();
    }

    /// <summary>Begins a row, which is not broken at the end of a page. That of headings comes again on each page.</summary>
    public void StartRow(bool isHeading = false, int height = 0)
    {
        Start("tr");
        Start("trPr");
        Empty("cantSplit");
        if (height > 0)
        {
            Start("trHeight");
            Attribute("val", Number(height));
            Attribute("hRule", "atLeast");
            End();
        }
        if (isHeading) Empty("tblHeader");
        End();
    }

    /// <summary>Begins a cell; a cell ends with a paragraph.</summary>
    public void StartCell(int width)
    {
        Start("tc");
        Start("tcPr");
        Measure("tcW", width);
        End();
    }

    public void Dispose()
    {
        _xml.WriteEndDocument();
        _xml.Dispose();
    }

    private void Bookmarked(string? bookmark, bool isRightToLeft, ReadOnlySpan<WordText> texts)
    {
        var id = Number(_mark);
        if (bookmark is not null)
        {
            _mark++;
            Start("bookmarkStart");
            Attribute("id", id);
            Attribute("name", bookmark);
            End();
        }
        foreach (var text in texts) Text(text, isRightToLeft);
        if (bookmark is null) return;
        Start("bookmarkEnd");
        Attribute("id", id);
        End();
    }

    private void Text(WordText text, bool isRightToLeft)
    {
        if (text.Text.Length == 0) return;
        if (text.Change == WordChange.None) text = text with { Change = _changeOfParagraph };
        var ends = 0;
        if (text.Change != WordChange.None)
        {
            StartChange(text.Change);
            ends++;
        }
        else if (text.Bookmark is not null)
        {
            StartLink(text.Bookmark);
            ends++;
        }
        else if (text.Relation is not null)
        {
            Start("hyperlink");
            _xml.WriteAttributeString("r", "id", WordNames.Relationships, text.Relation);
            Attribute("history", "1");
            ends++;
        }
        foreach (var (piece, direction) in TextDirection.Pieces(Safe(text.Text), isRightToLeft)) Run(text, piece, direction);
        for (; ends > 0; ends--) End();
    }

    private void StartChange(WordChange change)
    {
        Start(change == WordChange.Inserted ? "ins" : "del");
        Attribute("id", Number(_mark++));
        Attribute("author", Safe(_context.Author));
        if (_context.Day is { } day) Attribute("date", day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));
    }

    private void Run(WordText text, string piece, bool isRightToLeft)
    {
        Start("r");
        var style = _styles.IdOf(text.Tone switch
        {
            ReportTone.Good => "RM Good",
            ReportTone.Caution => "RM Caution",
            ReportTone.Bad => "RM Bad",
            ReportTone.Derived => "RM Derived",
            _ => text.Bookmark is not null || text.Relation is not null ? "Hyperlink" : "",
        });
        var isEastAsian = TextDirection.HasEastAsian(piece);
        var isEnglish = text.IsOwn && !_context.IsEnglish;
        if (style is not null || text.IsBold || isEastAsian || isRightToLeft || isEnglish)
        {
            Start("rPr");
            if (style is not null) Value("rStyle", style);
            if (isEastAsian)
            {
                Start("rFonts");
                Attribute("hint", "eastAsia");
                End();
            }
            if (text.IsBold)
            {
                Empty("b");
                Empty("bCs");
            }
            if (isRightToLeft) Empty("rtl");
            if (isEnglish) Value("lang", "en-US");
            End();
        }
        var lines = piece.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) Empty("br");
            if (lines[i].Length == 0) continue;
            Start(text.Change == WordChange.Deleted ? "delText" : "t");
            _xml.WriteAttributeString("xml", "space", null, "preserve");
            _xml.WriteString(lines[i]);
            End();
        }
        End();
    }

    // The direction of the first letter of the matrix's own texts, or of the others where it has none, or of the document.
    private bool IsRightToLeft(ReadOnlySpan<WordText> texts)
    {
        bool? others = null;
        foreach (var text in texts)
        {
            if (TextDirection.FirstOf(text.Text) is not { } direction) continue;
            if (!text.IsOwn) return direction;
            others ??= direction;
        }
        return others ?? _context.IsRightToLeft;
    }

    private void Measure(string name, int width)
    {
        Start(name);
        Attribute("w", Number(width));
        Attribute("type", "dxa");
        End();
    }

    private static string Safe(string text) => Printable.Of(text, keepLines: true);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How a paragraph looks.</summary>
/// <param name="Style">The name of its style.</param>
internal readonly record struct WordParagraph(string Style)
{
    /// <summary>The bookmark around its text, or null.</summary>
    public string? Bookmark { get; init; }

    /// <summary>Whether it stays on one page with the next one.</summary>
    public bool KeepsWithNext { get; init; }

    /// <summary>Whether all of it was added or removed since the version before.</summary>
    public WordChange Change { get; init; }

    /// <summary>How far it stands inside, in twentieths of a point.</summary>
    public int Indent { get; init; }

    public static implicit operator WordParagraph(string style) => new(style);
}

/// <summary>What holds for a whole document.</summary>
internal sealed record WordContext
{
    /// <summary>How wide the text is, in twentieths of a point.</summary>
    public required int Width { get; init; }

    /// <summary>Whether it is in English.</summary>
    public required bool IsEnglish { get; init; }

    /// <summary>Whether it is written from right to left.</summary>
    public required bool IsRightToLeft { get; init; }

    /// <summary>Who made the changes that are marked.</summary>
    public required string Author { get; init; }

    /// <summary>The day of the changes, or null.</summary>
    public DateOnly? Day { get; init; }
}
