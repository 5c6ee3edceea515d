using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>Which row of a matrix is which one of those that were exported, though the matrix may have changed since.</summary>
internal static class WorkbookAlignment
{
    /// <summary>The rows that the matrix still has, by the places that they had when they were exported.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="exported">What was exported.</param>
    /// <param name="current">The rows of the matrix.</param>
    /// <param name="isSame">Whether the matrix is the very one that was exported.</param>
    public static Dictionary<string, WorkbookRow> Of(
        WorkbookSheet sheet, IReadOnlyList<ExportedRow> exported, IReadOnlyList<WorkbookRow> current, bool isSame)
    {
        Dictionary<string, WorkbookRow> pairs = new(StringComparer.Ordinal);
        if (isSame || sheet == WorkbookLayout.About)
        {
            foreach (var row in current) pairs.TryAdd(row.Place, row);
        }
        else if (sheet == WorkbookLayout.Responsibilities)
        {
            foreach (var (old, now) in Assignments(sheet, exported, current)) Duties(sheet, [.. old], [.. now], pairs);
        }
        else
        {
            Pair(
                exported, current, pairs, row => Key(sheet.Identity, sheet, row.Cells), row => Key(sheet.Identity, sheet, row.Cells),
                row => All(row.Cells), row => All(row.Cells));
        }
        return pairs;
    }

    private static List<(IGrouping<string, ExportedRow> Old, IGrouping<string, WorkbookRow> Now)> Assignments(
        WorkbookSheet sheet, IReadOnlyList<ExportedRow> exported, IReadOnlyList<WorkbookRow> current)
    {
        var old = exported.GroupBy(row => row.Group).ToList();
        var now = current.GroupBy(row => row.Group).ToList();
        List<(IGrouping<string, ExportedRow>, IGrouping<string, WorkbookRow>)> pairs = [];
        Take(rows => Key(["id"], sheet, rows[0]));
        Take(rows => string.Join('\u001E', rows.Select(All)));
        Take(rows => Key(["controls", "when"], sheet, rows[0]));
        Take(rows => Key(["controls"], sheet, rows[0]));
        Take(rows => Key(["duty.text"], sheet, rows[0]));
        return pairs;

        void Take(Func<List<string[]>, string> keyOf)
        {
            var left = now.GroupBy(rows => keyOf([.. rows.Select(row => row.Cells)]))
                .ToDictionary(rows => rows.Key, rows => new Queue<IGrouping<string, WorkbookRow>>(rows), StringComparer.Ordinal);
            HashSet<object> taken = [];
            foreach (var rows in old)
            {
                var key = keyOf([.. rows.Select(row => row.Cells)]);
                if (key.Trim('\u001F').Length == 0 || !left.TryGetValue(key, out var queue) || !queue.TryDequeue(out var found)) continue;
                pairs.Add((rows, found));
                taken.Add(rows);
                taken.Add(found);
            }
            old.RemoveAll(taken.Contains);
            now.RemoveAll(taken.Contains);
        }
    }

    // Short texts are what they are; duties are found by their ids, their cells, or their parties in order.
    private static void Duties(WorkbookSheet sheet, List<ExportedRow> old, List<WorkbookRow> now, Dictionary<string, WorkbookRow> pairs)
    {
        Pair(
            old, now, pairs,
            row => row.Place.Contains(".d", StringComparison.Ordinal) ? Key(["duty.id"], sheet, row.Cells) : row.Place[row.Group.Length..],
            row => row.Place.Contains(".d", StringComparison.Ordinal) ? Key(["duty.id"], sheet, row.Cells) : row.Place[row.Group.Length..],
            row => All(row.Cells), row => All(row.Cells));
        var taken = old.Select(row => pairs.GetValueOrDefault(row.Place)).ToHashSet();
        Pair(
            old.Where(row => !pairs.ContainsKey(row.Place)).ToList(), now.Where(row => !taken.Contains(row)).ToList(), pairs,
            row => Key(["duty.party", "duty.component"], sheet, row.Cells), row => Key(["duty.party", "duty.component"], sheet, row.Cells));
    }

    private static void Pair(IReadOnlyList<ExportedRow> old, IReadOnlyList<WorkbookRow> now, Dictionary<string, WorkbookRow> pairs,
        Func<ExportedRow, string> keyOfOld, Func<WorkbookRow, string> keyOfNow,
        Func<ExportedRow, string>? thenOld = null, Func<WorkbookRow, string>? thenNow = null)
    {
        var left = now.GroupBy(keyOfNow).ToDictionary(rows => rows.Key, rows => new Queue<WorkbookRow>(rows), StringComparer.Ordinal);
        HashSet<WorkbookRow> taken = [];
        List<ExportedRow> open = [];
        foreach (var row in old)
        {
            var key = keyOfOld(row);
            if (key.Trim('\u001F').Length > 0 && left.TryGetValue(key, out var queue) && queue.TryDequeue(out var found))
            {
                pairs[row.Place] = found;
                taken.Add(found);
            }
            else
            {
                open.Add(row);
            }
        }
        if (thenOld is not null && thenNow is not null && open.Count > 0)
            Pair(open, [.. now.Where(row => !taken.Contains(row))], pairs, thenOld, thenNow);
    }

    private static string Key(ValueList<string> members, WorkbookSheet sheet, string[] cells) =>
        string.Join('\u001F', members.Select(member => cells[sheet.ColumnOf(member)]));

    private static string All(string[] cells) => string.Join('\u001F', cells);
}
