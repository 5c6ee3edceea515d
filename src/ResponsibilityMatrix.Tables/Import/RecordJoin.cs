using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Joins the records of two tables by their keys.</summary>
internal static class RecordJoin
{
    private const int MostCompared = 200;
    private const int MostPartners = 100;

    /// <summary>Adds the fields of the other table's records to those with the same key, and tells of those without a partner.</summary>
    public static void Join(ProfileJoin join, IReadOnlyList<TableRecord> records, IReadOnlyList<TableRecord> others,
        ImportFindings findings)
    {
        if (records.Count == 0 || others.Count == 0) return;
        var partners = others.Where(other => !other.IsJoined).ToLookup(other => Key(other, join) ?? "", StringComparer.Ordinal);
        List<TableRecord> alone = [];
        foreach (var record in records)
        {
            List<TableRecord> found = Key(record, join) is { } key ? [.. partners[key].Take(MostPartners)] : [];
            Add(record, found);
            if (found.Count == 0) alone.Add(record);
        }
        var left = others.Where(other => !other.IsJoined).ToList();
        foreach (var record in alone)
        {
            if (Near(record, left, alone, join) is { } near)
            {
                findings.Add("RM7003", $"“{Shortened.Text(Words(near, join))}” was taken for “{Shortened.Text(Words(record, join))}”.",
                    near.Found.Sheet, near.Row, near.Column);
                Add(record, [near]);
                left.Remove(near);
            }
            else if (records[0].Found.Table.Cells is null)
            {
                findings.Add("RM7003", $"The row has no partner in {Name(others[0])}.", record.Found.Sheet, record.Row, record.Column);
            }
        }
        foreach (var other in left)
            findings.Add("RM7003", $"The row has no partner in {Name(records[0])}, and is read for itself.", other.Found.Sheet, other.Row,
                other.Column);
    }

    private static void Add(TableRecord record, List<TableRecord> partners)
    {
        Dictionary<string, HashSet<string>> known = new(StringComparer.Ordinal);
        foreach (var partner in partners)
        {
            partner.IsJoined = true;
            record.Joined.Add(partner);
            foreach (var field in partner.Fields)
            {
                var isControl = IsControl(partner, field);
                if (!known.TryGetValue(field, out var words))
                    known.Add(field, words = [.. record[field].Select(value => Compared(value.Text, isControl))]);
                foreach (var value in partner[field])
                    if (words.Add(Compared(value.Text, isControl))) record.Add(field, value with { Column = -1 });
            }
            record.Footnotes.AddRange(partner.Footnotes);
        }
    }

    private static string Compared(string text, bool isControl) =>
        isControl && ControlKey.TryParse(text, out var key) ? key.ToString() : CellWords.Compared(text).ToUpperInvariant();

    private static TableRecord? Near(TableRecord record, List<TableRecord> left, List<TableRecord> alone, ProfileJoin join)
    {
        if (left.Count is 0 or > MostCompared || alone.Count > MostCompared || join.By.Any(field => IsControl(record, field))) return null;
        var words = Words(record, join);
        var names = left.Select(other => Words(other, join)).ToList();
        // One near neighbour, and it must be near to nothing else.
        if (Nearest.Find(words, names) is not { } name || names.Count(known => known == name) != 1) return null;
        return Nearest.Find(name, alone.Select(other => Words(other, join))) == words ? left[names.IndexOf(name)] : null;
    }

    private static bool IsControl(TableRecord record, string field) =>
        Array.Exists(record.Found.Compiled.All, column => column.Id == field && column.Is == ProfileColumnUse.Control);

    // Null for a row that has none.
    private static string? Key(TableRecord record, ProfileJoin join)
    {
        List<string> parts = [];
        foreach (var field in join.By)
        {
            var text = record[field].Count > 0 ? record[field][0].Text : "";
            parts.Add(Compared(text, IsControl(record, field)));
        }
        return parts.TrueForAll(part => part.Length == 0) ? null : string.Join('\n', parts);
    }

    private static string Words(TableRecord record, ProfileJoin join) =>
        string.Join(" ", join.By.Select(field => record[field].Count > 0 ? record[field][0].Text : ""));

    private static string Name(TableRecord record) =>
        record.Found.Sheet.Name is { } sheet ? $"“{sheet}”" : $"the table “{record.Found.Table.Id}”";
}
