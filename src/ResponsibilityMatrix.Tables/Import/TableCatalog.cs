using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>Makes a catalog of the ids, titles and groups of a table, where none is at hand.</summary>
internal static class TableCatalog
{
    public static Catalog Make(string id, string edition, string title, IEnumerable<TableRecord> records)
    {
        Dictionary<ControlKey, (string Id, string Title, string? Group)> rows = [];
        Dictionary<string, ControlGroup> groups = new(StringComparer.Ordinal);
        foreach (var record in records)
        {
            foreach (var control in RowInterpreter.ControlsOf(record))
            {
                if (!ControlKey.TryParse(control, out var key) || rows.ContainsKey(key)
                    || !Selector.TryParse($"local:{control}", out var selector)
                    || selector.Key.RunCount == 0 || control.EndsWith('*') || control.AsSpan().ContainsAny("\n\t@:#")) continue;
                var group = record.Of(ProfileColumnUse.Group).Select(value => value.Text).FirstOrDefault();
                var groupId = group is null ? null : Slugs.Of(group, "group");
                if (groupId is not null) groups.TryAdd(groupId, new ControlGroup { Id = groupId, Title = group!.ReplaceLineEndings(" ") });
                var name = record.Of(ProfileColumnUse.Title).Select(value => value.Text).FirstOrDefault() ?? control;
                rows.Add(key, (control, name.ReplaceLineEndings(" "), groupId));
            }
        }
        return new Catalog
        {
            Id = Slugs.Ascii(id, "catalog"),
            Edition = edition,
            Title = title,
            Status = CatalogStatus.Provisional,
            Groups = groups.Values.ToValueList(),
            Controls = rows.Select(row =>
            {
                var parent = Enumerable.Range(1, Math.Max(row.Key.RunCount - 1, 0)).Reverse().Take(12)
                    .Select(runs => rows.TryGetValue(row.Key.Take(runs), out var above) ? above.Id : null)
                        .FirstOrDefault(above => above is not null);
                return new Control
                {
                    Id = row.Value.Id,
                    Title = row.Value.Title,
                    Parent = parent,
                    Group = parent is null ? row.Value.Group
                    : null
                };
            }).ToValueList(),
        };
    }
}
