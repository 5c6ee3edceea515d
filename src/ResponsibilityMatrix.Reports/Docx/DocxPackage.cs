using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using ResponsibilityMatrix.Collections;
using static ResponsibilityMatrix.Reports.WordNames;

namespace ResponsibilityMatrix.Reports;

/// <summary>The package of a Word document: the parts around its text, the report's own or those of a template.</summary>
internal sealed class DocxPackage : IDisposable
{
    private const string MainType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    // What has room in a line.
    private const int LongestInHeader = 100;
    private readonly WordprocessingDocument _document;
    private readonly DocxTemplate? _template;

    private DocxPackage(WordprocessingDocument document, DocxTemplate? template = null)
    {
        _document = document;
        _template = template;
    }

    /// <summary>A new package.</summary>
    public static DocxPackage Create(Stream stream)
    {
        var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document);
        // Relations have names of our own, since those that are made up differ each time.
        document.AddNewPart<MainDocumentPart>(MainType, "rIdDocument");
        return new(document);
    }

    /// <summary>A package with the look of a template.</summary>
    /// <exception cref="InvalidDataException">It cannot be used.</exception>
    public static DocxPackage FromTemplate(ReadOnlyMemory<byte> template, Stream stream)
    {
        stream.Write(template.Span);
        stream.Position = 0;
        var (document, look) = DocxTemplate.Open(stream);
        return new(document, look);
    }

    /// <summary>Writes the parts.</summary>
    public void Write(Report report, CancellationToken cancellationToken)
    {
        var main = _document.MainDocumentPart!;
        var styles = WordStyles.Of(_template?.Styles, _template?.Numbering, report.Language);
        styles.SetRoomForNumbers(2 + report.Sections.SelectMany(one => one.Blocks).OfType<ReportControls>()
            .SelectMany(block => block.Domains).SelectMany(domain => domain.Controls).SelectMany(control => control.Answers)
            .SelectMany(answer => answer.Duties).Select(duty => duty.Number.Length).DefaultIfEmpty(0).Max());
        var section = _template?.Section ?? OwnSection();
        var context = new WordContext
        {
            Width = WidthOf(section),
            IsEnglish = report.Language.Split('-')[0].Equals("en", StringComparison.OrdinalIgnoreCase),
            IsRightToLeft = TextDirection.IsRightToLeft(report.Language),
            Author = report.StatedBy ?? report.Title,
            Day = report.AsOf,
        };
        WriteHeaderAndFooter(main, section, report, styles, context);
        if (context.IsRightToLeft) SetRightToLeft(section);
        Save(main.StyleDefinitionsPart ?? main.AddNewPart<StyleDefinitionsPart>("rIdStyles"), styles.Styles);
        if (styles.Numbering.HasElements)
            Save(main.NumberingDefinitionsPart ?? main.AddNewPart<NumberingDefinitionsPart>("rIdNumbering"), styles.Numbering);
        Save(main.DocumentSettingsPart ?? main.AddNewPart<DocumentSettingsPart>("rIdSettings"),
            DocxTemplate.Settings(_template?.OldSettings));
        WriteProperties(report);
        using var writer = new WordWriter(main.GetStream(FileMode.Create), "document", styles, context);
        new DocxBody(report, writer, main, styles.IsOwn, cancellationToken).Write(section);
    }

    public void Dispose() => _document.Dispose();

    private static XElement OwnSection() => new(W + "sectPr",
        new XElement(W + "pgSz", new XAttribute(W + "w", 11906), new XAttribute(W + "h", 16838)),
        new XElement(W + "pgMar", new XAttribute(W + "top", 1304), new XAttribute(W + "right", 1134), new XAttribute(W + "bottom", 1134),
            new XAttribute(W + "left", 1134), new XAttribute(W + "header", 567), new XAttribute(W + "footer", 567),
            new XAttribute(W + "gutter", 0)));

    private static void WriteHeaderAndFooter(
        MainDocumentPart main, XElement section, Report report, WordStyles styles, WordContext context)
    {
        var isOwn = false;
        if (section.Element(W + "headerReference") is null)
        {
            isOwn = true;
            var part = main.AddNewPart<HeaderPart>("rIdHeader");
            using var writer = new WordWriter(part.GetStream(FileMode.Create), "hdr", styles, context);
            var title = report.Title.Replace('\n', ' ');
            writer.Paragraph("header", title.Length <= LongestInHeader ? title : Shortened.Text(title));
            writer.Paragraph("header", WordText.Own(report.Identity));
            section.AddFirst(Reference("headerReference", "rIdHeader"));
        }
        if (section.Element(W + "footerReference") is null)
        {
            isOwn = true;
            var part = main.AddNewPart<FooterPart>("rIdFooter");
            using var writer = new WordWriter(part.GetStream(FileMode.Create), "ftr", styles, context);
            writer.StartParagraph(new("footer"), isRightToLeft: false);
            writer.Tab();
            writer.Texts(WordText.Own("Page "));
            writer.Field(" PAGE ", "1");
            writer.Texts(WordText.Own(" of "));
            writer.Field(" NUMPAGES ", "1");
            writer.End();
            var reference = Reference("footerReference", "rIdFooter");
            if (section.Elements(W + "headerReference").LastOrDefault() is { } header) header.AddAfterSelf(reference);
            else section.AddFirst(reference);
        }
        // A first page of its own would have none of them.
        if (isOwn && !section.Elements(W + "headerReference").Concat(section.Elements(W + "footerReference"))
            .Any(reference => reference.Attribute(W + "type")?.Value == "first")) section.Element(W + "titlePg")?.Remove();
    }

    private static XElement Reference(string name, string id) => new(W + name, new XAttribute(W + "type", "default"),
        new XAttribute(XNamespace.Xmlns + "r", Relationships), new XAttribute(R + "id", id));

    private static void SetRightToLeft(XElement section)
    {
        if (section.Element(W + "bidi") is not null) return;
        var next = section.Elements().FirstOrDefault(element => element.Name.LocalName is "rtlGutter" or "docGrid" or "printerSettings"
            or "sectPrChange");
        if (next is null) section.Add(new XElement(W + "bidi"));
        else next.AddBeforeSelf(new XElement(W + "bidi"));
    }

    private static int WidthOf(XElement section)
    {
        var (page, margins) = (section.Element(W + "pgSz"), section.Element(W + "pgMar"));
        var width = Measure(page, "w", 11906) - Measure(margins, "left", 1134) - Measure(margins, "right", 1134)
            - Measure(margins, "gutter", 0);
        return Math.Clamp(width, 2000, 30000);
    }

    private static int Measure(XElement? element, string name, int otherwise) =>
        int.TryParse(element?.Attribute(W + name)?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, -30000, 60000) : otherwise;

    // Templates show these in their headers. Dates of writing are left out: the same report gives the same bytes.
    private void WriteProperties(Report report)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dc = "http://purl.org/dc/elements/1.1/";
        if (_document.CoreFilePropertiesPart is { } old) _document.DeletePart(old);
        var part = _document.AddNewPart<CoreFilePropertiesPart>(
            "application/vnd.openxmlformats-package.core-properties+xml", "rIdProperties");
        Save(part, new XElement(core + "coreProperties", new XAttribute(XNamespace.Xmlns + "cp", core),
            new XAttribute(XNamespace.Xmlns + "dc", dc),
            new XElement(dc + "title", Property(report.Title)),
            new XElement(dc + "subject", Property(report.Subtitle)),
            new XElement(core + "keywords", Property(report.Identity)),
            new XElement(dc + "language", Property(report.Language))));
    }

    private static string Property(string text) => Printable.Of(text.Replace('\n', ' '));

    private static void Save(OpenXmlPart part, XElement root)
    {
        using var stream = part.GetStream(FileMode.Create);
        using var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false) });
        new XDocument(new XDeclaration("1.0", "utf-8", "yes"), root).WriteTo(xml);
    }
}
