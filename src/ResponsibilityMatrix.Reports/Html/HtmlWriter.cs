using System.Buffers;
using System.Text;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// Writes elements, attributes and text, and nothing else: whatever a text holds, it cannot become markup. The style sheet and the script
/// are constants of the package. Not thread-safe.
/// </summary>
internal sealed class HtmlWriter(TextWriter writer)
{
    private const int MostUrlCharacters = 2000;

    private static readonly string[] Tags = Enum.GetNames<HtmlTag>().Select(name => name.ToLowerInvariant()).ToArray();
    private static readonly string[] Attributes = Enum.GetNames<HtmlAttribute>().Select(Spelled).ToArray();

    private static readonly SearchValues<char> Unquoted =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-#");

    private static readonly SearchValues<char> Markup = SearchValues.Create("&<>\"");

    private readonly Stack<HtmlTag> _open = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private bool _isInTag;

    /// <summary>Begins an element; attributes and contents follow.</summary>
    public HtmlWriter Start(HtmlTag tag, string? @class = null)
    {
        CloseTag();
        writer.Write('<');
        writer.Write(Tags[(int)tag]);
        _isInTag = true;
        _open.Push(tag);
        return @class is null ? this : Attribute(HtmlAttribute.Class, @class);
    }

    /// <summary>Ends the element that began last.</summary>
    public HtmlWriter End()
    {
        CloseTag();
        var tag = _open.Pop();
        if (HasEndTag(tag))
        {
            writer.Write("</");
            writer.Write(Tags[(int)tag]);
            writer.Write('>');
        }
        return this;
    }

    /// <summary>Adds an attribute to the element that began last.</summary>
    public HtmlWriter Attribute(HtmlAttribute name, string value = "")
    {
        if (!_isInTag) throw new InvalidOperationException("Attributes come before contents.");
        writer.Write(' ');
        writer.Write(Attributes[(int)name]);
        if (value.Length > 0) Value(value);
        return this;
    }

    /// <summary>Adds the anchor of an element; one that another element has already is left out.</summary>
    public HtmlWriter Id(string? anchor)
    {
        var id = AnchorOf(anchor);
        return id.Length > 0 && _ids.Add(id) ? Attribute(HtmlAttribute.Id, id) : this;
    }

    /// <summary>Makes a link of the element that began last, to a place of the page.</summary>
    public HtmlWriter Anchor(string anchor)
    {
        writer.Write(" href");
        Value($"#{Uri.EscapeDataString(AnchorOf(anchor))}");
        return this;
    }

    /// <summary>Makes a link of the element that began last, to a file of the same site.</summary>
    public HtmlWriter File(string path)
    {
        writer.Write(" href");
        Value(PathOf(path));
        return this;
    }

    /// <summary>Names the feed of the site, in the head of a page.</summary>
    public HtmlWriter Feed(string path)
    {
        CloseTag();
        writer.Write("<link rel=alternate type=\"application/atom+xml\" title=Feed href");
        Value(PathOf(path));
        writer.Write('>');
        return this;
    }

    /// <summary>Text; line breaks stay.</summary>
    public HtmlWriter Text(string? text)
    {
        CloseTag();
        Escaped(Printable.Of(text, keepLines: true));
        return this;
    }

    /// <summary>Text in which addresses that are written out become links, if they are https, http or mailto; the words stay as they are.
    /// </summary>
    public HtmlWriter TextWithLinks(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal)) return Text(text);
        var from = 0;
        for (var i = 0; i < text.Length;)
        {
            var end = EndOfWord(text, i);
            var word = text.AsSpan(i, end - i).TrimEnd(".,;:!?)]}'\"»”");
            if (Address(word) is { } address)
            {
                Text(text[from..i]);
                Start(HtmlTag.A);
                writer.Write(" href");
                Value(address);
                writer.Write(" rel=\"noopener noreferrer\"");
                Text(word.ToString()).End();
                from = i + word.Length;
            }
            i = end + 1;
        }
        return Text(text[from..]);
    }

    /// <summary>The address that a link may lead to; null for what is none, or is of another scheme than https, http and mailto.</summary>
    public static string? Address(ReadOnlySpan<char> word)
    {
        var isKnown = StartsWith(word, "https://") || StartsWith(word, "http://") || StartsWith(word, "mailto:");
        if (!isKnown || word.Length > MostUrlCharacters) return null;
        return Uri.TryCreate(word.ToString(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeMailto)
            && uri.UserInfo.Length == 0 == (uri.Scheme != Uri.UriSchemeMailto)
            && Uri.IsWellFormedUriString(uri.AbsoluteUri, UriKind.Absolute) ? uri.AbsoluteUri : null;
    }

    /// <summary>Begins the document, with a policy that allows the style sheet and the script of the package and nothing else.</summary>
    public HtmlWriter Head(string title, string description)
    {
        CloseTag();
        writer.Write("<meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"");
        writer.Write(HtmlAssets.Policy);
        writer.Write("\"><meta name=viewport content=\"width=device-width, initial-scale=1\">");
        writer.Write("<meta name=color-scheme content=\"light dark\"><meta name=referrer content=no-referrer>");
        writer.Write("<meta name=description content=\"");
        Escaped(Printable.Of(description));
        writer.Write("\"><link rel=icon href=\"data:,\">");
        Start(HtmlTag.Title).Text(Printable.Of(title)).End();
        writer.Write("<style>");
        writer.Write(HtmlAssets.Style);
        writer.Write("</style>");
        return this;
    }

    /// <summary>Writes the script of the package.</summary>
    public HtmlWriter Script()
    {
        CloseTag();
        writer.Write("<script>");
        writer.Write(HtmlAssets.Script);
        writer.Write("</script>");
        return this;
    }

    /// <summary>Begins the page, before anything else.</summary>
    public HtmlWriter Doctype()
    {
        writer.Write("<!DOCTYPE html>\n");
        return this;
    }

    /// <summary>A line break between elements, for those who read the source.</summary>
    public HtmlWriter Line()
    {
        CloseTag();
        writer.Write('\n');
        return this;
    }

    private static string AnchorOf(string? anchor)
    {
        var printable = Printable.Of(anchor);
        return printable.Any(char.IsWhiteSpace) ? string.Concat(printable.Select(c => char.IsWhiteSpace(c) ? '-' : c)) : printable;
    }

    // Whatever the path holds, it leads to no other place.
    private static string PathOf(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static bool StartsWith(ReadOnlySpan<char> word, string scheme) => word.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);

    private static int EndOfWord(string text, int from)
    {
        var i = from;
        while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('<' or '>' or '"')) i++;
        return i;
    }

    // The others end by themselves, where their parent ends or the next begins.
    private static bool HasEndTag(HtmlTag tag) => tag is not (HtmlTag.Input or HtmlTag.Td or HtmlTag.Th or HtmlTag.Tr
        or HtmlTag.Li or HtmlTag.Dt or HtmlTag.Dd or HtmlTag.Option or HtmlTag.Thead or HtmlTag.Tbody or HtmlTag.Html or HtmlTag.Body);

    private static string Spelled(string name)
    {
        if (name == nameof(HtmlAttribute.ViewBox)) return "viewBox";
        var spelled = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && spelled.Length > 0) spelled.Append('-');
            spelled.Append(char.ToLowerInvariant(c));
        }
        return spelled.ToString();
    }

    private void CloseTag()
    {
        if (_isInTag) writer.Write('>');
        _isInTag = false;
    }

    private void Value(string value)
    {
        writer.Write('=');
        if (!value.AsSpan().ContainsAnyExcept(Unquoted))
        {
            writer.Write(value);
            return;
        }
        writer.Write('"');
        Escaped(Printable.Of(value));
        writer.Write('"');
    }

    private void Escaped(string text)
    {
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAny(Markup); at >= 0; at = rest.IndexOfAny(Markup))
        {
            writer.Write(rest[..at]);
            writer.Write(rest[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&quot;" });
            rest = rest[(at + 1)..];
        }
        writer.Write(rest);
    }
}
