using System.Text.Json.Nodes;
using ResponsibilityMatrix.Tests;
using Xunit;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>Workbooks that a spreadsheet program opened and saved.</summary>
public class LibreOfficeTests
{
    [LibreOfficeFact]
    public void A_workbook_that_was_only_saved_changes_nothing()
    {
        var utf8 = FullMatrix.Utf8;
        var merge = MatrixWorkbook.Merge(LibreOffice.Edit(MatrixWorkbook.Write(utf8, new() { IncludeInternal = true }), ""), utf8);
        Assert.Empty(merge.Diagnostics);
        Assert.Empty(merge.Changes);
        Assert.Equal(utf8, merge.Document!.Value.ToArray());
    }

    [LibreOfficeFact]
    public void What_was_sorted_filtered_changed_added_and_deleted_comes_back_as_exactly_that()
    {
        var file = Path.Combine(Folders.Repository!, "schemas", "examples", "crm.matrix.json");
        var utf8 = File.ReadAllBytes(file);
        var edited = LibreOffice.Edit(MatrixWorkbook.Write(utf8), """
              sheet = doc.Sheets.getByName("Responsibilities")
              cursor = sheet.createCursor()
              cursor.gotoEndOfUsedArea(False)
              lastRow = cursor.RangeAddress.EndRow
              lastColumn = cursor.RangeAddress.EndColumn
              Dim field(0) As New com.sun.star.table.TableSortField
              field(0).Field = 6 : field(0).IsAscending = False
              Dim how(1) As New com.sun.star.beans.PropertyValue
              how(0).Name = "SortFields" : how(0).Value = field()
              how(1).Name = "ContainsHeader" : how(1).Value = False
              sheet.getCellRangeByPosition(0, 2, lastColumn, lastRow).sort(how())
              For row = 2 To lastRow
                text = sheet.getCellByPosition(6, row).String
                If Left(text, 26) = "Keeps and reviews a policy" Then
                  sheet.getCellByPosition(6, row).String = "=1+1 changed" + Chr(10) + "twice"
                End If
                If Left(text, 24) = "Keeps a security policy " Then gone = row
              Next
              sheet.Rows.removeByIndex(gone, 1)
              sheet.Rows.insertByIndex(5, 1)
              sheet.getCellByPosition(1, 5).String = "9.2.1"
              sheet.getCellByPosition(3, 5).String = "plan = enterprise"
              sheet.getCellByPosition(5, 5).String = "customer"
              sheet.getCellByPosition(6, 5).String = "New words"
              sheet.getCellByPosition(lastColumn + 1, 1).String = "Mine"
              sheet.getCellByPosition(lastColumn + 1, 4).String = "remark"
              Dim conditions(0) As New com.sun.star.sheet.TableFilterField
              filter = sheet.getCellRangeByPosition(0, 1, lastColumn, lastRow).createFilterDescriptor(True)
              conditions(0).Field = 5 : conditions(0).Operator = 2 : conditions(0).StringValue = "customer"
              filter.FilterFields = conditions()
              filter.ContainsHeader = True
              sheet.getCellRangeByPosition(0, 1, lastColumn, lastRow).filter(filter)
              about = doc.Sheets.getByName("About")
              about.getCellRangeByName("C3").String = "3.10"
              about.getCellRangeByName("C15").Formula = "2026-06-02"
            """);
        var merge = MatrixWorkbook.Merge(edited, utf8);
        Assert.Equal("RM7002", Assert.Single(merge.Diagnostics).Id);
        var wanted = JsonNode.Parse(utf8)!;
        wanted["title"] = "3.10";
        wanted["published"] = "2026-06-02";
        wanted["assignments"]![0]!.AsObject().Remove("provider");
        wanted["assignments"]![0]!["customer"] = "=1+1 changed\ntwice";
        wanted["assignments"]!.AsArray().Add(
            JsonNode.Parse("""{ "controls": ["9.2.1"], "when": { "plan": ["enterprise"] }, "customer": "New words" }"""));
        Assert.Equal(wanted.ToJsonString(), JsonNode.Parse(merge.Document!.Value.Span)!.ToJsonString());
    }
}
