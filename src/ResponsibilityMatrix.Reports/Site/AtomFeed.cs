using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace ResponsibilityMatrix.Reports;

/// <summary>Writes a feed (RFC 4287). Ids follow from the ids of matrices alone, and stay when the site moves.</summary>
internal sealed class AtomFeed(SiteOptions options)
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    /// <summary>An entry of a feed.</summary>
    public sealed record Entry(string Key, string Title, DateOnly Updated, string Author, string Path, string Summary);

    public byte[] Write(string key, string title, string path, IReadOnlyList<Entry> entries)
    {
        using var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, new()
        { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", IndentChars = "  " }))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("feed", Namespace);
            Element(xml, "id", IdOf(options.BaseUrl?.AbsoluteUri ?? key));
            Element(xml, "title", title);
            Element(xml, "updated", Time(entries.Count == 0 ? options.AsOf : entries.Max(entry => entry.Updated)));
            Link(xml, "self", "application/atom+xml", path);
            Link(xml, "alternate", "text/html", "index.html");
            Author(xml, title);
            foreach (var entry in entries)
            {
                xml.WriteStartElement("entry", Namespace);
                Element(xml, "id", IdOf(entry.Key));
                Element(xml, "title", entry.Title);
                Element(xml, "updated", Time(entry.Updated));
                Author(xml, entry.Author);
                Link(xml, "alternate", "text/html", entry.Path);
                Element(xml, "summary", entry.Summary);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Namespace);
        Element(xml, "name", name.Trim().Length == 0 ? "unnamed" : name);
        xml.WriteEndElement();
    }

    private void Link(XmlWriter xml, string relation, string type, string path)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", options.BaseUrl is { } url ? $"{url.AbsoluteUri.TrimEnd('/')}/{Escaped(path)}" : Escaped(path));
        xml.WriteEndElement();
    }

    // Of the path of a file.
    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, Valid(text));

    // What XML has no place for is shown as its number.
    private static string Valid(string text)
    {
        var printable = Printable.Of(text, keepLines: true);
        return printable.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)) ? printable
            : string.Concat(printable.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c.ToString() : $"\\u{(int)c:X4}"));
    }

    private static string Time(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);

    // A UUID of version 8 (RFC 9562), made of a digest.
    private static string IdOf(string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }
}
