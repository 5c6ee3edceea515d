using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Writes sheets of texts as a workbook, one after the other, so that no more than a row is in memory. Every cell is text, whatever it
/// begins with; the same sheets give the same bytes. The package that writes reports compiles this file too. For one thread.
/// </summary>
internal sealed class WorkbookWriter : IDisposable
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // The first day that a ZIP archive can name.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _package;
    private readonly List<(int Place, WrittenSheet Sheet)> _sheets = [];
    private SheetWriter? _open;

    /// <param name="output">Where to write; it stays open.</param>
    public WorkbookWriter(Stream output)
    {
        _package = new(output, ZipArchiveMode.Create, leaveOpen: true);
        Write("_rels/.rels", PackageRelations, xml =>
        {
            xml.WriteStartElement("Relationships", PackageRelations);
            Relation(xml, "rId1", "officeDocument", "xl/workbook.xml");
        });
    }

    /// <summary>The workbook of some sheets, at least one.</summary>
    /// <exception cref="ArgumentException">A sheet has more rows than a workbook can hold.</exception>
    public static byte[] Write(IReadOnlyList<Sheet> sheets)
    {
        using var stream = new MemoryStream();
        using (var workbook = new WorkbookWriter(stream))
        {
            foreach (var sheet in sheets) workbook.Add(sheet);
            workbook.Finish();
        }
        return stream.ToArray();
    }

    /// <summary>Writes a sheet.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="place">Where it stands among the others: before those with a higher number. Null for behind those that were
    /// written.</param>
    /// <exception cref="ArgumentException">It has more rows than a workbook can hold.</exception>
    public void Add(Sheet sheet, int? place = null)
    {
        if (sheet.Rows.Count > SheetWriter.MostRows)
            throw new ArgumentException($"A sheet holds {SheetWriter.MostRows:N0} rows, and there are {sheet.Rows.Count:N0}.",
                nameof(sheet));
        using var writer = Open(sheet, place);
        foreach (var row in sheet.Rows) writer.Row(row);
    }

    /// <summary>Begins a sheet whose rows are written one by one. It has to be ended before the next one begins.</summary>
    /// <inheritdoc cref="Add"/>
    public SheetWriter Open(Sheet sheet, int? place = null)
    {
        if (_open is { IsEnded: false }) throw new InvalidOperationException($"The sheet before {sheet.Name} is not ended.");
        var at = place ?? _sheets.Count;
        _open = new(Part($"xl/worksheets/sheet{_sheets.Count + 1}.xml"), sheet, isFirst: at == 0);
        _sheets.Add((at, _open.Written));
        return _open;
    }

    /// <summary>Writes what holds the sheets together, at the end.</summary>
    public void Finish()
    {
        Write("xl/styles.xml", WorkbookStyles.Stylesheet().WriteTo);
        var ordered = _sheets.Select((sheet, i) => (sheet.Place, sheet.Sheet, Id: $"rId{i + 1}")).OrderBy(sheet => sheet.Place).ToList();
        Write("xl/workbook.xml", new Workbook(
            new Sheets(ordered.Select((sheet, i) => new DocumentFormat.OpenXml.Spreadsheet.Sheet
            {
                Name = sheet.Sheet.Name,
                SheetId = (uint)i + 1,
                Id = sheet.Id,
                State = sheet.Sheet.IsHidden ? SheetStateValues.Hidden : null,
            })),
            new DefinedNames(ordered.SelectMany((sheet, i) => sheet.Sheet.Names.Select(name => new DefinedName(name.Range)
            { Name = name.Name, LocalSheetId = (uint)i, Hidden = name.IsHidden ? true : null })))).WriteTo);
        Write("xl/_rels/workbook.xml.rels", PackageRelations, xml =>
        {
            xml.WriteStartElement("Relationships", PackageRelations);
            for (var i = 1; i <= _sheets.Count; i++)
                Relation(xml, $"rId{i}", "worksheet", $"worksheets/sheet{i}.xml");
            Relation(xml, "rIdStyles", "styles", "styles.xml");
        });
        Write("[Content_Types].xml", ContentTypes, xml =>
        {
            xml.WriteStartElement("Types", ContentTypes);
            Default("rels", "application/vnd.openxmlformats-package.relationships+xml");
            Default("xml", "application/xml");
            Override("/xl/workbook.xml", "sheet.main");
            Override("/xl/styles.xml", "styles");
            for (var i = 1; i <= _sheets.Count; i++) Override($"/xl/worksheets/sheet{i}.xml", "worksheet");

            void Default(string extension, string type) =>
                Element("Default", ContentTypes, xml, ("Extension", extension), ("ContentType", type));

            void Override(string part, string type) =>
                Element("Override", ContentTypes, xml, ("PartName", part), ("ContentType", $"{ContentType}.{type}+xml"));
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _open?.Dispose();
        _package.Dispose();
    }

    private Stream Part(string name)
    {
        var entry = _package.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        return entry.Open();
    }

    private void Write(string part, Action<XmlWriter> write) => Write(part, WorkbookStyles.Namespace, write);

    private void Write(string part, string plain, Action<XmlWriter> write)
    {
        using var xml = new PlainXmlWriter(Part(part), plain);
        write(xml);
    }

    private static void Relation(XmlWriter xml, string id, string type, string target) =>
        Element("Relationship", PackageRelations, xml, ("Id", id), ("Type", $"{Relations}/{type}"), ("Target", target));

    private static void Element(string name, string space, XmlWriter xml, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, space);
        foreach (var attribute in attributes) xml.WriteAttributeString(attribute.Name, attribute.Value);
        xml.WriteEndElement();
    }
}

/// <summary>Writes the elements of a namespace without a prefix, since some programs look for their plain names.</summary>
internal sealed class PlainXmlWriter : XmlTextWriter
{
    private readonly string _plain;

    public PlainXmlWriter(Stream stream, string plain) : base(stream, new UTF8Encoding(false))
    {
        _plain = plain;
        WriteStartDocument(standalone: true);
    }

    public override void WriteStartElement(string? prefix, string localName, string? ns) =>
        base.WriteStartElement(ns == _plain ? "" : prefix, localName, ns);
}
