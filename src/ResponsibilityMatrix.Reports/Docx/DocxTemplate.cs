using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using static ResponsibilityMatrix.Reports.WordNames;

namespace ResponsibilityMatrix.Reports;

/// <summary>What a report takes from a template: styles, numbering, page set-up with headers and footers, and some settings. All else of it
/// is left out.</summary>
internal sealed class DocxTemplate
{
    // More is no template.
    private const long MostBytes = 200_000_000;

    private const string Save = "Save it in Word as a template (.dotx)";

    // In the order of the format.
    private static readonly string[] KeptSettings =
    [
        "zoom", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
        "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "evenAndOddHeaders",
        "bookFoldPrinting", "characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "updateFields", "compat",
        "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator",
    ];

    /// <summary>The styles; null if it has none.</summary>
    public required XElement? Styles { get; init; }

    /// <summary>The numbering; null if it has none.</summary>
    public required XElement? Numbering { get; init; }

    /// <summary>The settings; null if it has none.</summary>
    public required XElement? OldSettings { get; init; }

    /// <summary>The page set-up of its last section; null if it has none.</summary>
    public required XElement? Section { get; init; }

    /// <summary>Opens a template to be changed: takes what reports need from it, and the rest out of it.</summary>
    /// <exception cref="InvalidDataException">It cannot be used.</exception>
    public static (WordprocessingDocument Document, DocxTemplate Template) Open(Stream stream)
    {
        if (stream.Length >= 4 && stream.ReadByte() == 0xD0 && stream.ReadByte() == 0xCF)
            throw new InvalidDataException($"The template is encrypted, or of a Word before 2007. {Save}, without a password.");
        stream.Position = 0;
        WordprocessingDocument? document = null;
        try
        {
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
                if (zip.Entries.Sum(entry => entry.Length) is var bytes and > MostBytes)
                    throw new TemplateException(
                        $"The template holds {bytes / 1_000_000:N0} MB; a template may hold {MostBytes / 1_000_000:N0} MB. Take large " +
                        "pictures out of it.");
            stream.Position = 0;
            document = WordprocessingDocument.Open(stream, true, new OpenSettings { AutoSave = false });
            if (document.DocumentType is WordprocessingDocumentType.MacroEnabledTemplate or WordprocessingDocumentType.MacroEnabledDocument
                || document.GetAllParts().Any(part => part is VbaProjectPart or VbaDataPart or EmbeddedControlPersistencePart))
                throw new TemplateException($"The template holds macros, which do not go into a report. {Save}, which has none.");
            if (document.MainDocumentPart is not { } main || Load(main).Name != W + "document")
                throw new TemplateException($"The template is no Word document of the usual kind. {Save}, not as “Strict Open XML”.");
            return (document, Of(document));
        }
        catch (Exception exception)
        {
            document?.Dispose();
            if (exception is TemplateException) throw new InvalidDataException(exception.Message, exception);
            // The library tells what is broken in many ways.
            if (exception is not (OpenXmlPackageException or InvalidDataException or FormatException or InvalidOperationException
                or ArgumentException or IOException or XmlException or KeyNotFoundException)) throw;
            throw new InvalidDataException($"The template is no Word document, or is broken. {Save}.", exception);
        }
    }

    /// <summary>The settings of a report: those of a template that are about its look, and that fields are brought up to date.</summary>
    public static XElement Settings(XElement? old)
    {
        var kept = KeptSettings.SelectMany(name => name switch
        {
            "updateFields" => [new XElement(W + name, new XAttribute(W + "val", "true"))],
            "compat" when old?.Element(W + name) is null => [Compatibility()],
            _ => old?.Elements(W + name) ?? [],
        });
        return new(W + "settings", new XAttribute(XNamespace.Xmlns + "w", Main), kept);
    }

    private static DocxTemplate Of(WordprocessingDocument document)
    {
        var main = document.MainDocumentPart!;
        var section = Load(main).Element(W + "body")?.Element(W + "sectPr");
        var template = new DocxTemplate
        {
            Styles = main.StyleDefinitionsPart is { } styles ? Load(styles) : null,
            Numbering = main.NumberingDefinitionsPart is { } numbering ? Load(numbering) : null,
            OldSettings = main.DocumentSettingsPart is { } settings ? Load(settings) : null,
            Section = section is null ? null : Cleaned(section),
        };
        var references = (section?.Elements() ?? []).Select(element => element.Attribute(R + "id")?.Value).ToHashSet();
        foreach (var (part, id) in main.Parts.Select(pair => (pair.OpenXmlPart, pair.RelationshipId)).ToList())
        {
            var isKept = part is StyleDefinitionsPart or NumberingDefinitionsPart or DocumentSettingsPart or ThemePart or FontTablePart
                || (part is HeaderPart or FooterPart && references.Contains(id));
            if (!isKept) main.DeletePart(id);
        }
        // Nothing outside is named by the document itself; the text that named it is gone.
        foreach (var relation in main.ExternalRelationships.ToList()) main.DeleteExternalRelationship(relation);
        foreach (var relation in main.HyperlinkRelationships.ToList()) main.DeleteReferenceRelationship(relation);
        if (main.DocumentSettingsPart is { } old)
        {
            foreach (var relation in old.ExternalRelationships.ToList()) old.DeleteExternalRelationship(relation);
            foreach (var pair in old.Parts.ToList()) old.DeletePart(pair.RelationshipId);
        }
        foreach (var pair in document.Parts.Where(pair => pair.OpenXmlPart is not (MainDocumentPart or CustomFilePropertiesPart)).ToList())
            document.DeletePart(pair.RelationshipId);
        if (document.DocumentType != WordprocessingDocumentType.Document) document.ChangeDocumentType(WordprocessingDocumentType.Document);
        return template;
    }

    // Without this, Word lays text out as in 2007.
    private static XElement Compatibility() => new(W + "compat", new XElement(W + "compatSetting",
        new XAttribute(W + "name", "compatibilityMode"), new XAttribute(W + "uri", "http://schemas.microsoft.com/office/word"),
        new XAttribute(W + "val", 15)));

    // Footnotes and printers of the old text.
    private static XElement Cleaned(XElement section)
    {
        section.Remove();
        section.Elements().Where(element => element.Name.LocalName is "footnotePr" or "endnotePr" or "printerSettings" or "sectPrChange"
            or "type").Remove();
        return section;
    }

    private static XElement Load(OpenXmlPart part)
    {
        try
        {
            using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
            using var xml = XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(xml);
        }
        catch (XmlException exception)
        {
            throw new TemplateException($"The template is broken: its part {part.Uri} cannot be read. {exception.Message}", exception);
        }
    }

    // What was found here, and not by the library.
    private sealed class TemplateException(string message, Exception? inner = null) : Exception(message, inner);
}
