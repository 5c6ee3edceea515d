using ResponsibilityMatrix.Agreements;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// Gives the rows of a document their controls: those of its catalog in the catalog's spelling, and rows of the document's own for what it
/// does not have, for the components of a control, and for rows without an id.
/// </summary>
internal sealed class ControlRows
{
    private const string LocalCatalog = "local";

    private readonly CatalogIds? _catalog;
    private readonly ImportFindings _findings;
    private readonly Func<string, Catalog?> _findCatalog;
    private readonly Dictionary<string, (CatalogIds? Ids, List<Control> Named)> _stated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Control> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<ControlKey, string> _ownKeys = [];
    private readonly Dictionary<(string Base, Condition When), int> _repeated = [];
    private readonly Dictionary<string, string> _numbered = new(StringComparer.Ordinal);
    // The last number that each id got: to count from the start for each would take time with the square of equal titles.
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ControlGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _groupIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _components = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public ControlRows(
        CatalogIds? catalog, IEnumerable<TableRecord> records, ImportFindings findings, Func<string, Catalog?> findCatalog)
    {
        (_catalog, _findings, _findCatalog) = (catalog, findings, findCatalog);
        foreach (var record in records)
        {
            foreach (var id in RowInterpreter.ControlsOf(record))
            {
                if (ComponentOf(record) is not { } component) continue;
                var key = KeyOf(id);
                if (!_components.TryGetValue(key, out var components))
                    _components.Add(key, components = new(StringComparer.OrdinalIgnoreCase));
                components.Add(component);
            }
        }
    }

    /// <summary>The rows of the document's own.</summary>
    public IEnumerable<Control> Own => _own.Values;

    /// <summary>Their groups.</summary>
    public IEnumerable<ControlGroup> Groups => _groups.Values;

    /// <summary>The controls of catalogs that the rows name themselves.</summary>
    public IEnumerable<(Catalog Catalog, List<Control> Named)> NamedElsewhere =>
        _stated.Values.Where(stated => stated.Named.Count > 0).Select(stated => (stated.Ids!.Catalog, stated.Named));

    /// <summary>The controls of the catalog that rows name, in order.</summary>
    public List<Control> Named { get; } = [];

    private readonly HashSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>How many ids the rows name, and how many of them the catalog does not have or has withdrawn.</summary>
    public (int All, List<string> Unknown) Ids => (_ids.Count, _unknown);

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _unknown = [];

    /// <summary>The selectors of a row; empty, with a finding, if it names no control and has no title.</summary>
    public List<Selector> SelectorsOf(TableRecord record)
    {
        var ids = RowInterpreter.ControlsOf(record);
        var parts = record.Of(ProfileColumnUse.Part).Select(value => value.Text).Distinct().ToList();
        List<Selector> selectors = [.. (parts.Count > 0 ? parts.Select(part => PartOf(record, part, ids.FirstOrDefault()))
            : ids.Select(id => SelectorOf(record, id))).OfType<Selector>().Distinct()];
        if (ids.Count > 0 || parts.Count > 0) return selectors;
        var hasIds = record.Found.Table.Control is not null
            || record.Found.Columns.Exists(column => column.Column.Is is ProfileColumnUse.Control or ProfileColumnUse.Part);
        var title = TitleOf(record);
        if (hasIds || title is null)
        {
            Refuse(record, hasIds ? "the row names no control." : "the row has no title.");
            return [];
        }
        var section = GroupOf(record);
        var stem = section is null ? Slugs.Of(title) : $"{Slugs.Of(section)}.{Slugs.Of(title)}";
        var number = _repeated[(stem, record.When)] = _repeated.GetValueOrDefault((stem, record.When)) + 1;
        return [Local(number == 1 ? stem : $"{stem}\n{number}", stem, record, title, null)];
    }

    /// <summary>Tells of a row that is not understood.</summary>
    public void Refuse(TableRecord record, string text)
    {
        record.Outcome = ImportedRowOutcome.NotUnderstood;
        _findings.Add("RM7001", text, record.Found.Sheet, record.Row, record.Column);
    }

    private Selector? SelectorOf(TableRecord record, string id)
    {
        if (CatalogOf(record) is { } stated && SelectorIn(stated, record, id) is { } named) return named;
        var isNew = _ids.Add(KeyOf(id));
        var known = _catalog?.Find(id);
        if (known is { IsWithdrawn: false })
        {
            var several = ComponentOf(record) is not null && _components[KeyOf(id)].Count > 1;
            if (_named.Add(known.Id)) Named.Add(known);
            if (!several) return known.Id;
            var component = ComponentOf(record)!;
            return Local($"{known.Id}\n{component.ToUpperInvariant()}", $"{known.Id}.{Slugs.Of(component)}", record, component, known.Id);
        }
        if (isNew) TellUnknown(record, id, known);
        var parent = _catalog?.Ancestor(id);
        if (parent is not null && _named.Add(parent.Id)) Named.Add(parent);
        if (!ControlKey.TryParse(id, out _)) return Refused(record, id);
        var part = ComponentOf(record) is { } name && _components[KeyOf(id)].Count > 1 ? name : null;
        var own = Local(KeyOf(id), IsSelectable(id) ? id : Slugs.Of(id), record, TitleOf(record) ?? id, parent?.Id);
        return part is null ? own
            : Local($"{KeyOf(id)}\n{part.ToUpperInvariant()}", $"{own.Body}.{Slugs.Of(part)}", record, part, $"local:{own.Body}");
    }

    // The catalog that the row itself names; null, with a finding, where it is not at hand or has no such control.
    private Selector? SelectorIn(string identity, TableRecord record, string id)
    {
        if (identity == LocalCatalog)
            return IsSelectable(id) ? Local($"{LocalCatalog}\n{id}", id, record, TitleOf(record) ?? id, null, isStated: true) : null;
        if (!_stated.TryGetValue(identity, out var catalog))
        {
            catalog = (_findCatalog(identity) is { } found ? new CatalogIds(found) : null, []);
            _stated.Add(identity, catalog);
            if (catalog.Ids is null)
                _findings.Add("RM1003", $"The catalog {Shortened.Text(identity)} is not at hand, so that its rows are the matrix's own. " +
                    "Give the catalog (--with).", record.Found.Sheet, record.Row, record.Column, Severity.Warning);
        }
        if (catalog.Ids?.Find(id) is not { IsWithdrawn: false } known) return null;
        if (_named.Add($"{identity}\n{known.Id}")) catalog.Named.Add(known);
        return Selector.Parse($"{(IsPlain(identity) ? identity : catalog.Ids.Catalog.Id)}:{known.Id}");
    }

    // Some editions hold what a reference cannot.
    private static bool IsPlain(string identity) => Selector.TryParse($"{identity}:A-1", out var selector) && selector.Edition is not null;

    private static string? CatalogOf(TableRecord record) =>
        record.Of(ProfileColumnUse.Catalog).Select(value => value.Text).FirstOrDefault();

    // A part need not be in the catalog; its control need.
    private Selector? PartOf(TableRecord record, string part, string? control)
    {
        if (_catalog?.Find(part) is { IsWithdrawn: false }) return SelectorOf(record, part);
        if (!ControlKey.TryParse(part, out _)) return Refused(record, part);
        var stated = control is null ? null : _catalog?.Find(control);
        var parent = stated is { IsWithdrawn: false } ? stated : _catalog?.Ancestor(part);
        if (_ids.Add(KeyOf(parent?.Id ?? control ?? part)) && parent is null) TellUnknown(record, control ?? part, stated);
        if (parent is not null && _named.Add(parent.Id)) Named.Add(parent);
        var title = record.Of(ProfileColumnUse.Description).Select(value => value.Text).FirstOrDefault() ?? TitleOf(record) ?? part;
        return Local(KeyOf(part), IsSelectable(part) ? part : Slugs.Of(part), record, title, parent?.Id);
    }

    private void TellUnknown(TableRecord record, string id, Control? known)
    {
        if (_catalog is null) return;
        _unknown.Add(id);
        var catalog = _catalog.Catalog.Identity;
        var (kind, text) = known is null
            ? ("RM1002", $"{catalog} has no control “{Shortened.Text(id)}”; " +
                "the row is kept as one of the matrix's own.")
            : ("RM1011", $"{known.Id} is withdrawn from {catalog}" +
                (known.ReplacedBy.IsEmpty ? "" : $" and replaced by {Shortened.List([.. known.ReplacedBy])}") +
                "; the row is kept as one of the matrix's own.");
        var about = known is null ? $"a control that {catalog} does not have is kept as a row of the matrix's own."
            : $"a control that is withdrawn from {catalog} is kept as a row of the matrix's own.";
        _findings.Add(kind, text, record.Found.Sheet, record.Row, record.Column, Severity.Warning, about, id);
    }

    private Selector? Refused(TableRecord record, string id)
    {
        if (_told.Add(id)) _findings.Add("RM7001", $"“{Shortened.Text(id)}” is no id of a control.", record.Found.Sheet, record.Row,
            record.Column);
        return null;
    }

    private Selector Local(string key, string wanted, TableRecord record, string title, string? parent, bool isStated = false)
    {
        if (!_numbered.TryGetValue(key, out var id))
        {
            id = wanted;
            var number = _last.GetValueOrDefault(wanted, 1);
            while (!ControlKey.TryParse(id, out var made) || !_ownKeys.TryAdd(made, id) || (!isStated && IsOfCatalog(id)))
                id = $"{wanted}-{++number}";
            _last[wanted] = number;
            _numbered.Add(key, id);
            var description = record.Of(ProfileColumnUse.Description).Select(value => value.Text).FirstOrDefault();
            _own.Add(id, new Control
            {
                Id = id,
                Title = title.ReplaceLineEndings(" "),
                Parent = parent,
                Group = parent is null && GroupOf(record) is { } group ? GroupIdOf(group) : null,
                Description = description == title ? null : description,
            });
        }
        return Selector.Parse($"local:{id}");
    }

    // A withdrawn control has the id already, and its row of the document's own may have it too: it is always named as local.
    private bool IsOfCatalog(string id) => _catalog?.Find(id) is { IsWithdrawn: false };

    private static bool IsSelectable(string id) =>
        Selector.TryParse($"local:{id}", out var selector) && selector.Key.RunCount > 0 && !id.EndsWith('*')
        && !id.AsSpan().ContainsAny("\n\t@:#");

    private string GroupIdOf(string title)
    {
        if (_groupIds.TryGetValue(title, out var id)) return id;
        var slug = Slugs.Of(title, "group");
        id = slug;
        var number = _lastGroups.GetValueOrDefault(slug, 1);
        while (_groups.ContainsKey(id)) id = $"{slug}-{++number}";
        _lastGroups[slug] = number;
        _groupIds.Add(title, id);
        _groups.Add(id, new ControlGroup { Id = id, Title = title.ReplaceLineEndings(" ") });
        return id;
    }

    private string KeyOf(string id) => !ControlKey.TryParse(id, out var key) ? id : _catalog?.Find(key) is { IsWithdrawn: false } known
        ? known.Id : key.ToString();

    private static string? ComponentOf(TableRecord record) => record.Of(ProfileColumnUse.Component).Select(value => value.Text)
        .FirstOrDefault();

    private static string? TitleOf(TableRecord record) =>
        record.Of(ProfileColumnUse.Title).Select(value => value.Text).FirstOrDefault() ?? record.InlineTitle;

    /// <summary>The group of a row: of its columns, else the heading above it.</summary>
    public static string? GroupOf(TableRecord record) => record.Of(ProfileColumnUse.Group)
        .Concat(record.Of(ProfileColumnUse.Section)).Select(value => value.Text).Append(record.Section)
        .FirstOrDefault(title => !string.IsNullOrWhiteSpace(title));
}
