using System.Text.Json.Nodes;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The sheet of responsibilities: several rows make an assignment, and a row is a duty in one of its forms.</summary>
internal sealed partial class WorkbookMerger
{
    private static readonly WorkbookSheet Duties = WorkbookLayout.Responsibilities;
    private static readonly int ControlsAt = Duties.ColumnOf("controls");
    private static readonly int WhenAt = Duties.ColumnOf("when");
    private static readonly int IdAt = Duties.ColumnOf("id");
    private static readonly int SplitAt = Duties.ColumnOf("split");
    private static readonly int PartyAt = Duties.ColumnOf("duty.party");
    private static readonly int TextAt = Duties.ColumnOf("duty.text");
    private static readonly int DutyIdAt = Duties.ColumnOf("duty.id");

    private void MergeResponsibilities(
        FilledSheet sheet, List<MatchedRow> rows, List<ExportedRow> exported, Dictionary<string, WorkbookRow> current)
    {
        var groups = Grouped(rows);
        var exportedOf = exported.ToLookup(row => row.Group, StringComparer.Ordinal);
        var nowOf = _current[Duties].ToLookup(row => row.Assignment!);
        var kept = groups.Where(group => group.Place is not null).ToDictionary(group => group.Place!, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            if (group.Place is null) AddAssignment(sheet, group);
            else MergeAssignment(sheet, group, [.. exportedOf[group.Place]], current, nowOf);
        }
        foreach (var old in exportedOf.Where(old => !kept.ContainsKey(old.Key)))
        {
            var now = old.Select(row => current.GetValueOrDefault(row.Place)).OfType<WorkbookRow>().ToList();
            if (now.Count == 0) continue;
            var assignment = now[0].Assignment!;
            var isUnchanged = now.Count == old.Count() && old.All(row => IsUnchanged(Duties, current[row.Place], row))
                && nowOf[assignment].Count() == now.Count;
            var pointer = "/" + string.Join('/', now[0].Pointer.Split('/').Skip(1).Take(2));
            var whole = new WorkbookRow { Place = old.Key, Cells = now[0].Cells, Pointer = pointer };
            if (MayDelete(sheet, whole, isUnchanged, Short(old.First().Cells[ControlsAt]))) _edits.Remove(assignment);
        }
    }

    // Rows without a key belong to the assignment that has their id, or else their controls and conditions, nearest above.
    private List<DutyGroup> Grouped(List<MatchedRow> rows)
    {
        List<DutyGroup> groups = [];
        Dictionary<string, DutyGroup> byPlace = new(StringComparer.Ordinal), byRule = new(StringComparer.Ordinal);
        Dictionary<string, DutyGroup> byId = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var place = row.Exported?.Group ?? (_isNew && row.Filled.Key.Length > 0 ? PlaceOf(row.Filled.Key).Split('.')[0] : null);
            if (place is null) continue;
            if (!byPlace.TryGetValue(place, out var group))
            {
                groups.Add(group = byPlace[place] = new DutyGroup(_isNew ? null : place));
                if (row.Filled[IdAt] is { Length: > 0 } id) byId.TryAdd(id, group);
            }
            byRule.TryAdd(RuleOf(row.Filled), group);
            group.Rows.Add(row);
        }
        foreach (var row in rows)
        {
            if (row.Exported is { } old) byRule[RuleOf(row.Filled)] = byPlace[old.Group];
            if (row.Exported is not null || (_isNew && row.Filled.Key.Length > 0)) continue;
            var id = row.CopyOf is null ? row.Filled[IdAt] : "";
            if (id.Length > 0 ? byId.TryGetValue(id, out var group) : byRule.TryGetValue(RuleOf(row.Filled), out group))
            {
                group.Rows.Add(row);
                continue;
            }
            groups.Add(group = new DutyGroup(null));
            if (id.Length > 0) byId[id] = group;
            byRule[RuleOf(row.Filled)] = group;
            group.Rows.Add(row);
        }
        return groups;
    }

    private static string RuleOf(FilledRow row)
    {
        string Form(int at) => Duties.Columns[at].Form is var form && form.Read(row[at]) is { } value ? form.Write(value) : row[at];
        return $"{Form(ControlsAt)}\u001F{Form(WhenAt)}";
    }

    private void MergeAssignment(FilledSheet sheet, DutyGroup group, List<ExportedRow> old, Dictionary<string, WorkbookRow> current,
        ILookup<JsonObject, WorkbookRow> nowOf)
    {
        var assignment = old.Select(row => current.GetValueOrDefault(row.Place)?.Assignment).FirstOrDefault(found => found is not null);
        if (assignment is null)
        {
            var changed = group.Rows.Find(row => row.Exported is null || !IsItemUnchanged(Duties, row.Filled, row.Exported));
            if (changed is not null && IsWorkbookPreferred(sheet, changed.Filled, AboutOf(Duties, at => changed.Filled[at])))
                AddAssignment(sheet, group);
            return;
        }
        var nowShared = nowOf[assignment].First();
        var pointer = "/" + string.Join('/', nowShared.Pointer.Split('/').Skip(1).Take(2));
        var about = Short(group.Rows[0].Filled[ControlsAt]);
        var split = nowShared.Cells[SplitAt];
        for (var i = 0; i < Duties.Columns.Count; i++)
        {
            var column = Duties.Columns[i];
            if (column.Owner != ColumnOwner.Assignment || !Agree(sheet, group, i, out var row)) continue;
            if (!Decide(
                sheet, row, i, column, old[0].Cells[i], nowShared.Cells[i], $"{pointer}/{column.Member.Replace('.', '/')}", about,
                out var value)) continue;
            _edits.Set(assignment, "assignment", column.Member, value, sheet.At(row, i));
            if (i == SplitAt) split = CellForm.Text.Write(value);
        }
        var taken = new Taken(assignment);
        foreach (var row in group.Rows)
        {
            if (row.Exported is null) AddDuty(sheet, row, taken, split, isWhole: false);
            else if (current.TryGetValue(row.Exported.Place, out var now)) MergeDuty(sheet, row.Filled, row.Exported, now, taken, split);
            else if (IsDutyChanged(row.Filled, row.Exported)
                && IsWorkbookPreferred(sheet, row.Filled, AboutOf(Duties, at => row.Filled[at])))
                AddDuty(sheet, row, taken, split, isWhole: false);
        }
        foreach (var gone in old.Where(row => !group.Rows.Exists(kept => kept.Exported == row)))
            if (current.TryGetValue(gone.Place, out var now)) DeleteDuty(sheet, gone, now, split);
    }

    // The rows of an assignment say the same of it, those that were added at most nothing.
    private bool Agree(FilledSheet sheet, DutyGroup group, int at, out FilledRow row)
    {
        var speaking = group.Rows.Where(known => known.Exported is not null || !string.IsNullOrWhiteSpace(known.Filled[at])).ToList();
        row = (speaking.FirstOrDefault() ?? group.Rows[0]).Filled;
        var first = row[at];
        var other = speaking.Find(known => !IsSame(known.Filled[at], first))?.Filled;
        if (other is null) return true;
        Tell(
            sheet, other, at, $"says {Quoted(other[at])} where {sheet.At(row, at)} says {Quoted(first)}: both rows are of one " +
            $"assignment, so that its \"{Duties.Columns[at].Heading}\" must be the same in each; it stays as it is in the matrix");
        return false;
    }

    private static bool IsDutyChanged(FilledRow row, ExportedRow old)
    {
        for (var i = 0; i < Duties.Columns.Count; i++)
            if (WorkbookLayout.DutyMember(Duties.Columns[i]) is not null && row.Cells[i].Text is { } text && !IsSame(text, old.Cells[i]))
                return true;
        return false;
    }

    private void MergeDuty(FilledSheet sheet, FilledRow row, ExportedRow old, WorkbookRow now, Taken taken, string split)
    {
        Dictionary<string, (JsonNode? Value, string Cell)> set = new(StringComparer.Ordinal);
        var about = AboutOf(Duties, at => row[at]);
        for (var i = 0; i < Duties.Columns.Count; i++)
        {
            var column = Duties.Columns[i];
            if (WorkbookLayout.DutyMember(column) is not { } member) continue;
            var pointer = now.Item is null ? now.Pointer : $"{now.Pointer}/{member.Replace('.', '/')}";
            if (Decide(sheet, row, i, column, old.Cells[i], now.Cells[i], pointer, about, out var value))
                set[member] = (value, sheet.At(row, i));
        }
        if (set.Count == 0) return;
        if (now.Item is { } item)
        {
            foreach (var (member, (value, cell)) in set) _edits.Set(item, "duty", member, value, cell);
            return;
        }
        var word = ShortFormOf(now);
        if (word is not null && set.Keys.All(member => member == "text"))
        {
            var (value, cell) = set["text"];
            if (value is not null || Covers(split, word))
            {
                _edits.Set(taken.Assignment, "assignment", word, value, cell);
                return;
            }
        }
        // What says more than a short text is a duty.
        var duty = new JsonObject();
        foreach (var (member, at) in new[] { ("party", PartyAt), ("text", TextAt) })
            if (now.Cells[at].Length > 0) WorkbookEdits.SetNow(duty, "duty", member, now.Cells[at]);
        foreach (var (member, (value, _)) in set) WorkbookEdits.SetNow(duty, "duty", member, value);
        if (duty.Count == 0) return;
        if (duty["party"] is null)
        {
            Tell(sheet, row, PartyAt, "names no party, so that the row says of nobody what it says");
            return;
        }
        if (word is not null && !now.IsImplied) _edits.Set(taken.Assignment, "assignment", word, null, RowName(sheet, row));
        _edits.Add(taken.Assignment, "assignment", "duties", duty, RowName(sheet, row), isFirst: word == Party.ProviderWord);
    }

    private static string? ShortFormOf(WorkbookRow row) => row.Place[row.Group.Length..] switch
    {
        ".p" => Party.ProviderWord,
        ".c" => Party.CustomerWord,
        _ => null,
    };

    private static bool Covers(string split, string word) =>
        Words.TryParseSplit(split, out var sides) && sides.HasFlag(word == Party.ProviderWord ? Sides.Provider : Sides.Customer);

    private void DeleteDuty(FilledSheet sheet, ExportedRow old, WorkbookRow now, string split)
    {
        var about = AboutOf(Duties, at => old.Cells[at]);
        var word = ShortFormOf(now);
        if (now.Item is null && (word is null ? now.IsImplied && split == now.Cells[SplitAt] : Covers(split, word)))
        {
            Tell(
                "RM7001", $"The row of {about} was deleted from the sheet \"{sheet.Name}\", but the split ({split}) of its assignment " +
                "names this side, which performs all the same; the row is kept. Change the split in the rows that are left.", 1, 1);
            return;
        }
        if (now.Item is null && word is null) return;
        if (!MayDelete(sheet, now, now.IsImplied || IsDutyUnchanged(now, old), about)) return;
        if (now.Item is { } item) _edits.Remove(item);
        else if (!now.IsImplied) _edits.Set(now.Assignment!, "assignment", word!, null, sheet.Name);
    }

    private static bool IsDutyUnchanged(WorkbookRow now, ExportedRow old) => !Duties.Columns
        .Where((column, i) => WorkbookLayout.DutyMember(column) is not null && !IsSame(CellText.Of(now.Cells[i]), old.Cells[i])).Any();

    private void AddAssignment(FilledSheet sheet, DutyGroup group)
    {
        var assignment = new JsonObject();
        for (var i = 0; i < Duties.Columns.Count; i++)
        {
            var column = Duties.Columns[i];
            if (column.Owner != ColumnOwner.Assignment || !Agree(sheet, group, i, out var row)) continue;
            if (i == IdAt && group.Rows[0].CopyOf is { } copied && copied.Cells[i].Length > 0 && copied.Cells[i] == row[i])
            {
                TellCopiedId(sheet, row, i);
                continue;
            }
            if (TryRead(sheet, row, i, column, out var value) && value is not null)
                WorkbookEdits.SetNow(assignment, "assignment", column.Member, value);
        }
        var first = group.Rows[0].Filled;
        if (assignment["controls"] is null)
        {
            Tell(sheet, first, ControlsAt, "names no control, so that the row is about nothing and is left out");
            return;
        }
        _edits.Add(_document, "matrix", "assignments", assignment, RowName(sheet, first));
        var taken = new Taken(assignment);
        foreach (var row in group.Rows) AddDuty(sheet, row, taken, CellForm.Text.Write(assignment["split"]), isWhole: true);
    }

    // A new row becomes a short text where it can be one, and else a duty.
    private void AddDuty(FilledSheet sheet, MatchedRow row, Taken taken, string split, bool isWhole)
    {
        var duty = new JsonObject();
        for (var i = 0; i < Duties.Columns.Count; i++)
        {
            if (WorkbookLayout.DutyMember(Duties.Columns[i]) is not { } member) continue;
            if (i == DutyIdAt && row.CopyOf is { } copied && copied.Cells[i].Length > 0 && copied.Cells[i] == row.Filled[i])
                TellCopiedId(sheet, row.Filled, i);
            else if (TryRead(sheet, row.Filled, i, Duties.Columns[i], out var value) && value is not null)
                WorkbookEdits.SetNow(duty, "duty", member, value);
        }
        if (!isWhole || taken.IsFirst) Added(sheet, row.Filled, AboutOf(Duties, at => row.Filled[at]));
        taken.IsFirst = false;
        if (duty.Count == 0) return;
        if (CellForm.Text.Write(duty["party"]) is not { Length: > 0 } party)
        {
            Tell(sheet, row.Filled, PartyAt, "names no party, so that the row says of nobody what it says");
            return;
        }
        if (party is Party.ProviderWord or Party.CustomerWord && !taken.Words.Contains(party))
        {
            if (duty.Count == 1 && Covers(split, party))
            {
                taken.Words.Add(party);
                return;
            }
            if (duty.Count == 2 && duty["text"] is { } text)
            {
                taken.Words.Add(party);
                _edits.Set(taken.Assignment, "assignment", party, text.DeepClone(), RowName(sheet, row.Filled));
                return;
            }
        }
        _edits.Add(taken.Assignment, "assignment", "duties", duty, RowName(sheet, row.Filled));
    }

    private void TellCopiedId(FilledSheet sheet, FilledRow row, int at) => Tell(
        "RM7003", $"{sheet.At(row, at)} repeats the id {Quoted(row[at])} of the row that was copied; the new one has no id.", row.Number,
        Math.Max(0, sheet.ColumnsAt[at]) + 1);

    /// <summary>The rows of one assignment.</summary>
    /// <param name="place">Where it stood, or null for a new one.</param>
    private sealed class DutyGroup(string? place)
    {
        public string? Place => place;

        public List<MatchedRow> Rows { get; } = [];
    }

    /// <summary>An assignment to which rows are added, and which of its short texts are taken.</summary>
    private sealed class Taken(JsonObject assignment)
    {
        public JsonObject Assignment => assignment;

        public HashSet<string> Words { get; } =
            [.. new[] { Party.ProviderWord, Party.CustomerWord }.Where(word => assignment.ContainsKey(word))];

        public bool IsFirst { get; set; } = true;
    }
}
