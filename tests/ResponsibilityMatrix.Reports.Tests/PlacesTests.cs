using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;
using Xunit;

namespace ResponsibilityMatrix.Reports.Tests;

/// <summary>Reports go to others, whom folders do not concern.</summary>
public sealed class PlacesTests
{
    [Fact]
    public void Places_are_named_by_file_and_line_without_folders()
    {
        var utf8 = MatrixJson.ToUtf8Bytes(Reported.Matrix());
        var read = DocumentReader.Load<Matrix>(utf8, new() { File = "/home/somebody/crm.matrix.json" });
        var resolver = new Resolver(new MatrixDocument(read), new() { Documents = DocumentSet.BuiltIn });
        using var output = new MemoryStream();
        XlsxReport.Write(MatrixReport.Of(resolver, new() { Context = new() { AsOf = Reported.Day } }), output);
        output.Position = 0;
        using var workbook = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(output, false);
        var texts = string.Join('\n', workbook.WorkbookPart!.WorksheetParts.Select(part => part.Worksheet!.InnerText));
        Assert.DoesNotContain("/home", texts, StringComparison.Ordinal);
        Assert.Contains("assignment at crm.matrix.json:", texts, StringComparison.Ordinal);
    }
}
