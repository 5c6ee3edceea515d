using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ResponsibilityMatrix.Tables.Tests;

/// <summary>A workbook that a person edits: cells by the number of the row and the heading of the column.</summary>
internal sealed class EditedWorkbook : IDisposable
{
    private readonly MemoryStream _stream = new();
    private readonly SpreadsheetDocument _document;

    public EditedWorkbook(byte[] workbook)
    {
        _stream.Write(workbook);
        _document = SpreadsheetDocument.Open(_stream, true);
    }

    public byte[] Bytes
    {
        get
        {
            _document.Save();
            return _stream.ToArray();
        }
    }

    public string this[string sheet, int row, string heading]
    {
        get => CellOf(sheet, row, heading)?.InnerText ?? "";
        set
        {
            var cell = Made(sheet, row, heading);
            cell.RemoveAllChildren();
            cell.DataType = value.Length == 0 ? null : CellValues.InlineString;
            if (value.Length > 0) cell.InlineString = new InlineString(new Text(value) { Space = SpaceProcessingModeValues.Preserve });
        }
    }

    /// <summary>Makes a cell of another kind.</summary>
    public void Set(string sheet, int row, string heading, string value, CellValues? type = null, string? formula = null)
    {
        var cell = Made(sheet, row, heading);
        cell.RemoveAllChildren();
        cell.DataType = type;
        if (formula is not null) cell.CellFormula = new CellFormula(formula);
        cell.CellValue = new CellValue(value);
    }

    /// <summary>The number of the row in which a column holds a text.</summary>
    public int Find(string sheet, string heading, string text) =>
        Rows(sheet).Select(row => (int)row.RowIndex!.Value).First(row => row > 2 && this[sheet, row, heading] == text);

    /// <summary>Adds a row at the end.</summary>
    public int Append(string sheet, params (string Heading, string Text)[] cells)
    {
        var row = (int)Rows(sheet).Max(known => known.RowIndex!.Value) + 1;
        Data(sheet).AppendChild(new Row { RowIndex = (uint)row });
        foreach (var (heading, text) in cells) this[sheet, row, heading] = text;
        return row;
    }

    public void Delete(string sheet, int row) => RowOf(sheet, row)!.Remove();

    public void Hide(string sheet, int row) => RowOf(sheet, row)!.Hidden = true;

    /// <summary>Copies a row to the end, its key included.</summary>
    public int Copy(string sheet, int row)
    {
        var to = Append(sheet);
        Move(sheet, row, to, (Row)RowOf(sheet, row)!.CloneNode(true));
        return to;
    }

    /// <summary>Exchanges two rows, or with some columns left behind only a part of them.</summary>
    public void Swap(string sheet, int one, int other, params string[] left)
    {
        var headings = Headings(sheet).Except(left).ToList();
        foreach (var heading in headings)
            (this[sheet, one, heading], this[sheet, other, heading]) = (this[sheet, other, heading], this[sheet, one, heading]);
    }

    public IEnumerable<string> Headings(string sheet) => RowOf(sheet, 2)!.Elements<Cell>().Select(cell => cell.InnerText);

    /// <summary>Writes a heading of one's own, and gives its name back.</summary>
    public string AddColumn(string sheet, string heading)
    {
        RowOf(sheet, 2)!.AppendChild(Text($"{Letters(Headings(sheet).Count() + 1)}2", heading));
        return heading;
    }

    public void Remove(string sheet)
    {
        var found = SheetOf(sheet);
        _document.WorkbookPart!.DeletePart(_document.WorkbookPart.GetPartById(found.Id!));
        found.Remove();
    }

    public void Rename(string sheet, string name) => SheetOf(sheet).Name = name;

    public void Dispose()
    {
        _document.Dispose();
        _stream.Dispose();
    }

    private void Move(string sheet, int from, int to, Row copy)
    {
        foreach (var cell in copy.Elements<Cell>())
        {
            var reference = cell.CellReference!.Value!;
            var text = from.ToString(CultureInfo.InvariantCulture);
            cell.CellReference = reference[..^text.Length] + to.ToString(CultureInfo.InvariantCulture);
        }
        copy.RowIndex = (uint)to;
        RowOf(sheet, to)!.InsertAfterSelf(copy);
        RowOf(sheet, to)!.Remove();
    }

    private Cell Made(string sheet, int row, string heading)
    {
        if (CellOf(sheet, row, heading) is { } cell) return cell;
        var reference = Reference(sheet, row, heading);
        var made = new Cell { CellReference = reference };
        var next = RowOf(sheet, row)!.Elements<Cell>().FirstOrDefault(other => ColumnOf(other.CellReference!) > ColumnOf(reference));
        if (next is null) RowOf(sheet, row)!.AppendChild(made);
        else next.InsertBeforeSelf(made);
        return made;
    }

    private Cell? CellOf(string sheet, int row, string heading) =>
        RowOf(sheet, row)!.Elements<Cell>().FirstOrDefault(cell => cell.CellReference == Reference(sheet, row, heading));

    private string Reference(string sheet, int row, string heading)
    {
        var reference = RowOf(sheet, 2)!.Elements<Cell>().First(cell => cell.InnerText == heading).CellReference!.Value!;
        return $"{reference[..^1]}{row}";
    }

    private static int ColumnOf(StringValue reference) =>
        reference.Value!.TakeWhile(char.IsAsciiLetter).Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1);

    private static string Letters(int column) => TableSheet.ColumnName(column - 1);

    private static Cell Text(string reference, string text) => new()
    { CellReference = reference, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };

    private Row? RowOf(string sheet, int number) => Rows(sheet).FirstOrDefault(row => row.RowIndex?.Value == (uint)number);

    private IEnumerable<Row> Rows(string sheet) => Data(sheet).Elements<Row>();

    private SheetData Data(string sheet) =>
        ((WorksheetPart)_document.WorkbookPart!.GetPartById(SheetOf(sheet).Id!)).Worksheet!.GetFirstChild<SheetData>()!;

    private DocumentFormat.OpenXml.Spreadsheet.Sheet SheetOf(string name) =>
        _document.WorkbookPart!.Workbook!.Sheets!.Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First(sheet => sheet.Name == name);
}
