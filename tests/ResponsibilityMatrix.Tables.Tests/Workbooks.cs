using System.IO.Compression;
using System.Text;
using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Short ways to the matrices and workbooks that tests are about.</summary>
internal static class Workbooks
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

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
        Questionnaire.Read(TableFileReader.Read(workbook, "answers.xlsx"), new Resolver(matrix), Context, "answers.xlsx");

    public static string[][] Rows(TableSheet table) => [.. table.Rows.Select(row => row.Cells.ToArray())];

    /// <summary>A workbook as another program writes it: shared strings, styles, and whatever the sheet holds.</summary>
    public static byte[] ByHand(string sheetData, IEnumerable<string>? shared = null, string styles = "", string workbookProperties = "",
        IReadOnlyDictionary<string, string>? others = null)
    {
        Dictionary<string, string> parts = new()
        {
            ["[Content_Types].xml"] =
                $"""
                <Types xmlns="{Package}/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="{ContentType}.sheet.main+xml"/>
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{ContentType}.worksheet+xml"/>
                <Override PartName="/xl/sharedStrings.xml" ContentType="{ContentType}.sharedStrings+xml"/>
                <Override PartName="/xl/styles.xml" ContentType="{ContentType}.styles+xml"/>
                <Override PartName="/xl/comments1.xml" ContentType="{ContentType}.comments+xml"/>
                </Types>
                """,
            ["_rels/.rels"] =
                $"""
                <Relationships xmlns="{Package}/relationships">
                <Relationship Id="rId1" Type="{Relationship}/officeDocument" Target="xl/workbook.xml"/>
                </Relationships>
                """,
            ["xl/workbook.xml"] =
                $"""
                <workbook xmlns="{Main}" xmlns:r="{Relationship}">{workbookProperties}
                <sheets><sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets></workbook>
                """,
            ["xl/_rels/workbook.xml.rels"] =
                $"""
                <Relationships xmlns="{Package}/relationships">
                <Relationship Id="rId1" Type="{Relationship}/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="rId2" Type="{Relationship}/sharedStrings" Target="sharedStrings.xml"/>
                <Relationship Id="rId3" Type="{Relationship}/styles" Target="styles.xml"/>
                <Relationship Id="rId4" Type="{Relationship}/externalLink" Target="file:///etc/passwd" TargetMode="External"/>
                </Relationships>
                """,
            ["xl/worksheets/sheet1.xml"] = $"""<worksheet xmlns="{Main}"><sheetData>{sheetData}</sheetData></worksheet>""",
            ["xl/sharedStrings.xml"] = $"""<sst xmlns="{Main}">{string.Concat((shared ?? []).Select(SharedString))}</sst>""",
            ["xl/styles.xml"] = $"""<styleSheet xmlns="{Main}">{styles}</styleSheet>""",
        };
        foreach (var (name, text) in others ?? new Dictionary<string, string>()) parts[name] = text;
        return Zip(parts.ToDictionary(part => part.Key, part => Encoding.UTF8.GetBytes(part.Value)));

        static string SharedString(string item) =>
            item.StartsWith('<') ? $"<si>{item}</si>" : $"""<si><t xml:space="preserve">{item}</t></si>""";
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
