using System.IO.Compression;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Short ways to the matrices and workbooks that tests are about.</summary>
internal static class Workbooks
{
    public static ResolutionContext Context { get; } = new() { AsOf = new DateOnly(2026, 11, 24) };

    public static Matrix Matrix(params Assignment[] assignments) => new()
    {
        Id = "https://vendor.example/matrix",
        Version = "1.0.0",
        Title = "Test",
        Service = new Service { Id = "svc", Name = "Service", Provider = "acme", Customer = "globex", Models = ["saas"] },
        Parties = [new Party { Id = "acme", Name = "Acme" }, new Party { Id = "globex", Name = "Globex" }],
        Controls = [new Control { Id = "a.1", Title = "Row a.1" }, new Control { Id = "a.2", Title = "Row a.2" }],
        Assignments = assignments.ToValueList(),
    };

    public static Checklist Checklist(Matrix matrix, string party = "customer") =>
        Agreements.Checklist.For(new Resolver(matrix), Context, party);

    public static QuestionnaireImport Import(Matrix matrix, byte[] workbook) =>
        QuestionnaireReader.Read(WorkbookReader.Read(workbook, "answers.xlsx"), new Resolver(matrix), Context, "answers.xlsx");

    public static string[][] Rows(TextTable table) => [.. table.Rows.Select(row => row.Cells.ToArray())];

    /// <summary>A workbook as another program writes it: shared strings, styles, and whatever the sheet holds.</summary>
    public static byte[] ByHand(string sheetData, IEnumerable<string>? shared = null, string styles = "", string workbookProperties = "",
        IReadOnlyDictionary<string, string>? others = null)
    {
        Dictionary<string, string> parts = new()
        {
            ["[Content_Types].xml"] =
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/></Types>""",
            ["_rels/.rels"] =
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
            ["xl/workbook.xml"] =
                $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{workbookProperties}<sheets><sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets></workbook>""",
            ["xl/_rels/workbook.xml.rels"] =
                """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>""",
            ["xl/worksheets/sheet1.xml"] =
                $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheetData}</sheetData></worksheet>""",
            ["xl/sharedStrings.xml"] =
                $"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{string.Concat((shared ?? []).Select(item => item.StartsWith('<') ? $"<si>{item}</si>" : $"<si><t xml:space=\"preserve\">{item}</t></si>"))}</sst>""",
            ["xl/styles.xml"] = $"""<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{styles}</styleSheet>""",
        };
        foreach (var (name, text) in others ?? new Dictionary<string, string>()) parts[name] = text;
        return Zip(parts.ToDictionary(part => part.Key, part => Encoding.UTF8.GetBytes(part.Value)));
    }

    public static byte[] Zip(IReadOnlyDictionary<string, byte[]> parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }
}
