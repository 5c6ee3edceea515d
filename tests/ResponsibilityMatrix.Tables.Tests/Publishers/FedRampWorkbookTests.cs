using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>FedRAMP's own workbook, filled in; skipped where it is not at hand.</summary>
public sealed class FedRampWorkbookTests
{
    private const string Folder = "fedramp-cis-crm-template-rev5";
    private const string Workbook = "SSP-Appendix-J-CSO-CIS-and-CRM-Workbook.xlsx";

    private static readonly Lazy<byte[]> Template = new(() => File.ReadAllBytes(Path.Combine(PathOf(Folder), Workbook)));
    private static readonly Lazy<Matrix> Examples = new(() => MatrixOf(Template.Value, "examples"));
    private static readonly Lazy<Matrix> CloudGov = new(() => MatrixOf(
        File.ReadAllBytes(Path.Combine(PathOf("cloudgov-cis-crm"), "cloud.gov-CIS-Worksheet.xlsx")), null));

    [RealTablesFact]
    public void The_examples_of_the_template_come_back_from_its_other_sheets_as_the_same_matrix()
    {
        var filled = Fill(Examples.Value, "high");
        Assert.Equal(("high", 791, 62), Filled(filled));
        Assert.Empty(filled.WithoutRow);
        AssertTheSame(62, Examples.Value, MatrixOf(filled.Workbook!.Value, "high"));
    }

    [RealTablesFact]
    public void The_matrix_of_cloud_gov_comes_back_from_the_sheets_of_its_baseline()
    {
        var filled = Fill(CloudGov.Value, null);
        Assert.Equal(("moderate", 688, 580), Filled(filled));
        Assert.Contains(filled.Diagnostics, finding => finding.Message.Contains("no row for a control", StringComparison.Ordinal));
        Assert.Contains(filled.Diagnostics, finding =>
            finding.Message.Contains("has the answer of the whole control (", StringComparison.Ordinal));
        AssertTheSame(580, CloudGov.Value, MatrixOf(filled.Workbook!.Value, "moderate"));
    }

    [RealTablesFact]
    public void Every_part_but_the_two_sheets_stays_as_it_is_to_the_byte()
    {
        var filled = Fill(CloudGov.Value, "low").Workbook!.Value.ToArray();
        Assert.Equal(["xl/worksheets/sheet7.xml", "xl/worksheets/sheet8.xml"], ChangedParts(Template.Value, filled));
        // Each cell that was set was blank and had a style; with these taken out, the sheets are what they were.
        foreach (var part in new[] { "xl/worksheets/sheet7.xml", "xl/worksheets/sheet8.xml" })
            Assert.Equal(Text(Template.Value, part), System.Text.RegularExpressions.Regex.Replace(
                Text(filled, part), """ t="inlineStr"><is><t xml:space="preserve">[^<]*</t></is></c>""", "/>"));
    }

    [RealTablesFact]
    public void The_filled_workbook_has_no_fault_that_the_template_has_not()
    {
        var filled = Fill(CloudGov.Value, "high").Workbook!.Value.ToArray();
        Assert.Equal(Faults(Template.Value), Faults(filled));

        static List<string> Faults(byte[] workbook)
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(workbook), isEditable: false);
            return [.. new OpenXmlValidator { MaxNumberOfErrors = 0 }.Validate(document)
                .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath} {fault.Description}").Order(StringComparer.Ordinal)];
        }
    }

    [RealTablesWithLibreOfficeFact]
    public void A_spreadsheet_program_opens_the_filled_workbook_and_saves_the_same_answers()
    {
        var filled = Fill(CloudGov.Value, "moderate").Workbook!.Value.ToArray();
        var saved = LibreOffice.Edit(filled, "");
        AssertTheSame(580, CloudGov.Value, MatrixOf(saved, "moderate"));
        // What it saved is a template again.
        var again = PublisherWorkbook.Fill(FedRamp, Answer(CloudGov.Value), CloudGov.Value, saved);
        Assert.DoesNotContain(again.Diagnostics, finding => finding.Message.Contains("was replaced", StringComparison.Ordinal));
        AssertTheSame(580, CloudGov.Value, MatrixOf(again.Workbook!.Value, "moderate"));
    }

    private static PublisherWorkbookResult Fill(Matrix matrix, string? only) =>
        PublisherWorkbook.Fill(FedRamp, Answer(matrix), matrix, Template.Value, new() { File = Workbook, Only = only });

    private static string PathOf(string folder) => Path.Combine(Folders.EncodedFixtures!, "..", folder);

    private static PublisherFormat FedRamp => PublisherFormat.All.Single(format => format.Id == "fedramp-crm");

    private static (string?, int, int) Filled(PublisherWorkbookResult result)
    {
        var filled = Assert.Single(result.Documents, document => document.IsFilled);
        return (filled.Id, filled.Controls, filled.Answered);
    }

    private static Matrix MatrixOf(ReadOnlyMemory<byte> workbook, string? only) => Assert.Single(
        Tables.Import("fedramp-crm", TableFileReader.Read(workbook, "crm.xlsx"), new() { Only = only }).Documents).Matrix;

    private static ResolvedMatrix Answer(Matrix matrix) =>
        new Resolver(matrix, new() { Documents = Tables.Shipped }).Resolve(new() { AsOf = new DateOnly(2026, 1, 1) });

    // Each control that is answered in the other one, and those alone, are answered the same. What the first one stated for a whole
    // control the workbook asks for its statements.
    private static void AssertTheSame(int controls, Matrix one, Matrix other)
    {
        var expected = Answer(one).Controls.Where(control => control.IsLeaf).ToDictionary(Key, Said);
        var answered = Answer(other).Controls.Where(row => row is { IsLeaf: true, State: not ControlState.Unassigned }).ToList();
        Assert.Equal(controls, answered.Count);
        Assert.Equal([], answered.Where(control => Expected(control) != Said(control))
            .Select(control => $"{control.Control}: {Expected(control)} / {Said(control)}"));

        string? Expected(ResolvedControl control)
        {
            var key = ControlKey.Parse(control.Control);
            return Enumerable.Range(0, 3).Select(runs => key.Take(key.RunCount - runs)).SelectMany(above =>
                new[] { $"{control.Catalog}:{above}", $"nist-800-53@5:{above}", $"local:{above}" })
                .Select(expected.GetValueOrDefault).FirstOrDefault(said => said is not null);
        }

        static string Key(ResolvedControl control) => $"{control.Catalog}:{ControlKey.Parse(control.Control)}";

        static string Said(ResolvedControl control) => string.Join(" | ",
        [
            control.State.ToString(), control.Split.ToString(), control.Inheritability?.ToString(), control.Reason,
            .. control.Duties.Select(duty =>
                $"{duty.Side} {duty.Action} {duty.InheritedFrom} {string.Join(',', duty.Implementation)} {duty.Text}")
                .Distinct().Order(StringComparer.Ordinal),
        ]);
    }

    private static List<string> ChangedParts(byte[] before, byte[] after)
    {
        using var old = new ZipArchive(new MemoryStream(before));
        using var now = new ZipArchive(new MemoryStream(after));
        Assert.Equal(old.Entries.Select(entry => (entry.FullName, entry.LastWriteTime)),
            now.Entries.Select(entry => (entry.FullName, entry.LastWriteTime)));
        return [.. old.Entries.Where(entry => now.GetEntry(entry.FullName) is var other && !(entry.Crc32 == other!.Crc32
            && entry.CompressedLength == other.CompressedLength && Bytes(entry).SequenceEqual(Bytes(other))))
            .Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }

    private static string Text(byte[] package, string part)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        return System.Text.Encoding.UTF8.GetString(Bytes(archive.GetEntry(part)!));
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}

/// <summary>A test of real files with LibreOffice; skipped where one of them is not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealTablesWithLibreOfficeFactAttribute : FactAttribute
{
    public RealTablesWithLibreOfficeFactAttribute() => Skip = new RealTablesFactAttribute().Skip ?? new LibreOfficeFactAttribute().Skip;
}
