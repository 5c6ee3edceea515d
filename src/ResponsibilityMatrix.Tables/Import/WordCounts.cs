using System.Globalization;
using ResponsibilityMatrix.Collections;

namespace ResponsibilityMatrix.Tables;

/// <summary>How often a file has each word.</summary>
internal static class WordCounts
{
    private static readonly ProfileColumnUse[] Counted =
        [ProfileColumnUse.Word, ProfileColumnUse.Mark, ProfileColumnUse.Involvement, ProfileColumnUse.Implementation];

    /// <summary>The words of each column that decides, as the file has them, but for blanks at the ends.</summary>
    public static ValueMap<ValueMap<int>> Of(IEnumerable<TableRecord> records)
    {
        Dictionary<string, Dictionary<string, int>> columns = new(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (record.Found.Table.Use is not (ProfileTableUse.Rows or ProfileTableUse.Joined)) continue;
            foreach (var id in record.Found.Compiled.All.Where(column => Array.IndexOf(Counted, column.Is) >= 0)
                .Select(column => column.Id).Distinct())
            {
                if (!columns.TryGetValue(id, out var words)) columns.Add(id, words = new(StringComparer.Ordinal));
                // What was joined to the record is counted where it stands.
                foreach (var value in record[id].Where(value => value.Column >= 0).DistinctBy(value => value.Column))
                    words[value.Verbatim] = words.GetValueOrDefault(value.Verbatim) + 1;
            }
        }
        return new(columns.Where(column => column.Value.Count > 0)
            .Select(column => KeyValuePair.Create(column.Key, new ValueMap<int>(column.Value.OrderByDescending(word => word.Value)))));
    }

    /// <summary>Tells of a total that differs from the rows.</summary>
    public static void Check(IReadOnlyCollection<TableRecord> records, FoundTable totals, ImportFindings findings)
    {
        var count = Array.Find(totals.Compiled.All, column => column.Is == ProfileColumnUse.Count);
        if (count is null) return;
        foreach (var word in totals.Compiled.All.Where(column => column.Is == ProfileColumnUse.Word))
        {
            var counted = records.Where(record => record.Found.Table.Use == ProfileTableUse.Rows).SelectMany(record => record[word.Id])
                .GroupBy(value => CellWords.Compared(value.Text), StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.Count(), StringComparer.OrdinalIgnoreCase);
            foreach (var total in records.Where(record => ReferenceEquals(record.Found, totals)))
            {
                if (total[word.Id].Count == 0 || total[count.Id].Count == 0
                    || !TryNumber(total[count.Id][0].Text, out var stated)) continue;
                var text = CellWords.Compared(total[word.Id][0].Text);
                var found = counted.GetValueOrDefault(text);
                if (found != stated)
                    findings.Add("RM7005", $"the file counts {stated} “{Shortened.Text(text)}”, and its rows have {found}.", totals.Sheet,
                        total.Row,
                        total[count.Id][0].Column);
            }
        }
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text.Split(' ', '(', '/')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number);
}
