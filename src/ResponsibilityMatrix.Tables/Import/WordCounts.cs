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
        HashSet<(TableRow Row, int Column)> checkedCells = [];
        foreach (var word in totals.Compiled.All.Where(column => column.Is == ProfileColumnUse.Word))
        {
            foreach (var count in totals.Compiled.All.Where(column => column.Is == ProfileColumnUse.Count))
            {
                // A total in the column of a service model or an area counts the cells there.
                var of = totals.Table.Cells is { } cells && cells.Value == count.Id ? cells.Name : null;
                var counted = records.Where(record => record.Found.Table.Use == ProfileTableUse.Rows)
                    .SelectMany(record => record[word.Id].Select(value => Key(value.Text, of is null ? null : record[of])))
                    .CountBy(key => key, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
                foreach (var total in records.Where(record => ReferenceEquals(record.Found, totals)))
                {
                    if (total[word.Id].Count == 0 || total[count.Id].Count == 0 || !TryNumber(total[count.Id][0].Text, out var stated)
                        || !checkedCells.Add((total.Row, total[count.Id][0].Column))) continue;
                    var text = CellWords.Compared(total[word.Id][0].Text);
                    var found = counted.GetValueOrDefault(Key(text, of is null ? null : total[of]));
                    if (found != stated)
                        findings.Add("RM7005", $"the file counts {stated} “{Shortened.Text(text)}”, and its rows have {found}.",
                            totals.Sheet, total.Row, total[count.Id][0].Column);
                }
            }
        }
    }

    // Of a symbol with a text behind it, the symbol counts.
    private static string Key(string word, IReadOnlyList<FieldValue>? of)
    {
        var text = CellWords.Compared(word);
        var first = text.Split(' ', 2)[0];
        if (first.Length > 0 && !first.Any(char.IsLetterOrDigit)) text = first;
        return of is { Count: > 0 } ? $"{text}\n{CellWords.Compared(of[0].Text)}" : text;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text.Split(' ', '(', '/')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number);
}
