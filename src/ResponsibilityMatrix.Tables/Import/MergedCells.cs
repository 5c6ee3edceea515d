namespace ResponsibilityMatrix.Tables;

/// <summary>The merged cells of a sheet, found by row and column.</summary>
internal sealed class MergedCells
{
    private readonly TableSheet _sheet;
    private readonly Dictionary<int, List<CellRange>> _byColumn = [];

    public MergedCells(TableSheet sheet)
    {
        _sheet = sheet;
        foreach (var range in sheet.Merged)
        {
            if (!_byColumn.TryGetValue(range.FirstColumn, out var ranges)) _byColumn.Add(range.FirstColumn, ranges = []);
            ranges.Add(range);
        }
        foreach (var ranges in _byColumn.Values) ranges.Sort((left, right) => left.FirstRow.CompareTo(right.FirstRow));
    }

    /// <summary>The range that begins in a column and covers a row, or null.</summary>
    public CellRange? Find(int row, int column)
    {
        if (!_byColumn.TryGetValue(column, out var ranges)) return null;
        var (low, high) = (0, ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].FirstRow <= row) low = middle + 1;
            else high = middle;
        }
        return low > 0 && ranges[low - 1].LastRow >= row ? ranges[low - 1] : null;
    }

    /// <summary>The text of a range: it stands in its first cell.</summary>
    public string TextOf(CellRange range)
    {
        var (low, high) = (0, _sheet.Rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sheet.Rows[middle].Number < range.FirstRow) low = middle + 1;
            else high = middle;
        }
        return low < _sheet.Rows.Count && _sheet.Rows[low].Number == range.FirstRow ? _sheet.Rows[low][range.FirstColumn] : "";
    }

    /// <summary>The cells of a row up to a column, each merged one with the text of its range.</summary>
    public string[] Spread(TableRow row, int columns)
    {
        var cells = new string[columns];
        CellRange? current = null;
        for (var column = 0; column < columns; column++)
        {
            cells[column] = row[column];
            if (_sheet.Merged.IsEmpty) continue;
            if (Find(row.Number, column) is { } found) current = found;
            if (cells[column].Length == 0 && current is { } range && range.LastColumn >= column) cells[column] = TextOf(range);
        }
        return cells;
    }
}
