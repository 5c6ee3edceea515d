using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Wordprocessing;
using ResponsibilityMatrix.Tables.Tests;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports that another program opened, changed and saved.</summary>
public sealed class OfficeTests
{
    [LibreOfficeWriterFact]
    public void A_Word_document_that_was_changed_and_saved_has_all_its_duties_and_marks()
    {
        var report = Reported.Of(Reported.Matrix("הספק deletes 删除 data"));
        report = report with
        {
            Sections = [.. report.Sections, new() { Id = "more", Title = "More", Blocks = [new ReportTable { Caption = "c", Columns = ["a"],
                Rows = [new() { Cells = [new() { Text = "within 30 days", Before = "within 10 days" }] }] }] }],
        };
        var saved = LibreOffice.EditWord(DocxReportTests.Write(report), """
              doc.Text.getEnd().setString("A redline by the lawyer")
            """);
        using var document = WordprocessingDocument.Open(new MemoryStream(saved), false);
        var body = document.MainDocumentPart!.Document!.Body!;
        Assert.All(Reported.DutiesOf(report), duty => Assert.Contains(duty.Number, body.InnerText, StringComparison.Ordinal));
        Assert.Contains("A redline by the lawyer", body.InnerText, StringComparison.Ordinal);
        Assert.Contains("30", Assert.Single(body.Descendants<InsertedRun>()).InnerText, StringComparison.Ordinal);
        Assert.Contains("10", Assert.Single(body.Descendants<DeletedRun>()).InnerText, StringComparison.Ordinal);
    }

    [LibreOfficeFact]
    public void A_workbook_that_was_changed_and_saved_has_all_its_duties_and_colours()
    {
        using var output = new MemoryStream();
        var report = Reported.OfMany(30);
        XlsxReport.Write(report, output);
        var saved = LibreOffice.Edit(output.ToArray(), """
              doc.Sheets.getByName("Duties").getCellRangeByName("A2").String = "changed"
            """);
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(saved), false);
        var texts = workbook.WorkbookPart!.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>()
            .Select(item => item.InnerText).ToHashSet();
        Assert.All(Reported.DutiesOf(report).Skip(1), duty => Assert.Contains(duty.Number, texts));
        Assert.Contains("changed", texts);
        Assert.Contains(workbook.WorkbookPart.WorksheetParts, part => part.Worksheet!.Descendants<ConditionalFormatting>().Any());
    }
}
