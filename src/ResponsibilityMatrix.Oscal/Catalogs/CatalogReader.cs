using System.Globalization;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// Makes a catalog of an OSCAL catalog or resolved profile: groups, controls, enhancements and statements with their ids and titles. Not
/// thread-safe; one reader reads one document.
/// </summary>
internal sealed class CatalogReader
{
    private const int LongestId = 200;
    private const int LettersOfNumber = 12;
    private const int LongestLabel = 100;
    private const int LongestTitle = 200;
    private static readonly string[] StatementParts = ["statement", "item"];
    private static readonly string[] ObjectiveParts = ["objective", "assessment-objective"];
    // The classes of a nested control that is a part of its control.
    private static readonly string[] PartClasses = ["statement", "item", "sub-control", "subcontrol", "sub-requirement", "subrequirement"];

    private readonly OscalFile _file;
    private readonly ImportResult _result;
    private readonly CancellationToken _cancellationToken;
    private readonly Parameters _parameters = new();
    private readonly List<ControlGroup> _groups = [];
    private readonly HashSet<string> _groupIds = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _byOscalId = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);
    private readonly HashSet<ControlKey> _keys = [];
    private readonly Dictionary<ControlKey, int> _numbers = [];

    private CatalogReader(OscalFile file, ImportResult result, CancellationToken cancellationToken) =>
        (_file, _result, _cancellationToken) = (file, result, cancellationToken);

    /// <summary>Reads a document; adds the catalog and the findings to the result.</summary>
    /// <param name="file">The document.</param>
    /// <param name="stated">The id, or id and edition, that the caller gives the catalog; or null.</param>
    /// <param name="result">Where the catalog, counts and findings go.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static void Read(OscalFile file, string? stated, ImportResult result, CancellationToken cancellationToken) =>
        new CatalogReader(file, result, cancellationToken).Read(stated);

    private void Read(string? stated)
    {
        var content = _file.Content!;
        var metadata = content.Object("metadata");
        ReadContainer(content, null);
        if (_entries.Count == 0)
        {
            _result.Findings.Add(_file, "RM0100", "The OSCAL catalog has no controls with an id.", content);
            return;
        }
        if (!_entries.Exists(entry => entry.Kind == ControlKind.Statement)) ReadObjectives();
        Name();
        var (id, edition) = CatalogIdentity.Of(_file, metadata, stated, _result);
        if (metadata?.Text("title") is null)
            _result.Findings.Add(_file, "RM7003", "The catalog has no title: its id is used.", metadata ?? content);
        var controls = Controls();
        Tell(content, controls);
        _result.Given.Add((_file.Name, $"{id}@{edition}"));
        _result.Catalogs.Add(new Catalog
        {
            Id = id,
            Edition = edition,
            Title = OscalText.OneLine(metadata?.Text("title") ?? "", LongestTitle) is { Length: > 0 } title ? title : id,
            Publisher = PublisherOf(metadata),
            Source = OscalUuid.TryParse(content.Text("uuid"), out var uuid) ? $"urn:uuid:{uuid}" : null,
            Groups = _groups.ToValueList(),
            Controls = controls,
        });
    }

    private void ReadContainer(OscalNode node, string? group)
    {
        _parameters.Add(node);
        foreach (var inner in node.Items("groups")) ReadContainer(inner, AddGroup(inner, group) ?? group);
        foreach (var control in node.Items("controls")) ReadControl(control, null, group);
        Leave("parts of groups", node.Items("parts").Count());
    }

    private string? AddGroup(OscalNode node, string? parent)
    {
        var title = OscalText.OneLine(node.Text("title") ?? "", LongestTitle);
        var id = OscalText.OneLine(node.Text("id") ?? (title.Length > 0 ? Slugs.Of(title, "") : ""), LongestId);
        if (id.Length == 0)
        {
            _result.Findings.Add(
                _file, "RM7002", "A group without id and title is left out; what is in it belongs to the group above.", node);
            return null;
        }
        if (!_groupIds.Add(id))
        {
            _result.Findings.Add(_file, "RM7003", "Several groups have one id: it has a number behind it.", node);
            id = Numbered(id, _groupIds.Add);
        }
        _groups.Add(new ControlGroup { Id = id, Title = title.Length > 0 ? title : id, Parent = parent });
        return id;
    }

    private void ReadControl(OscalNode node, Entry? parent, string? group)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _parameters.Add(node);
        var kind = parent is null ? ControlKind.Control : IsPart(node) ? ControlKind.Statement : ControlKind.Enhancement;
        var entry = Add(node, kind, parent, group, isControl: true);
        if (entry is null)
        {
            _result.Findings.Add(
                _file, "RM7002", "A control without an id is left out: neither \"id\" nor a label has a letter or digit.", node);
        }
        else
        {
            var texts = node.Items("parts").Where(part => StatementParts.Contains(part.Text("name"))).ToList();
            // The one statement without a label is the control itself, in words.
            if (texts is [var only] && only.Text("name") == "statement" && LabelOf(only) is null)
            {
                if (only.Text("id") is { } id) _byOscalId.TryAdd(id, entry);
                Leave("texts of controls", only.Text("prose") is null ? 0 : 1);
                ReadParts(only, StatementParts, entry);
            }
            else
            {
                ReadParts(node, StatementParts, entry);
            }
        }
        foreach (var part in node.Items("parts"))
            if (part.Text("name") is var name && !StatementParts.Contains(name)) Leave($"parts \"{OscalText.OneLine(name ?? "", 40)}\"");
        foreach (var inner in node.Items("controls")) ReadControl(inner, entry ?? parent, group);
    }

    private void ReadParts(OscalNode node, string[] names, Entry parent)
    {
        foreach (var part in node.Items("parts"))
        {
            if (!names.Contains(part.Text("name"))) continue;
            var entry = Add(part, ControlKind.Statement, parent, null)!;
            ReadParts(part, names, entry);
        }
    }

    // Some catalogs have no statements but the objectives by which a control is assessed, and responsibilities are told apart by them.
    private void ReadObjectives()
    {
        var controls = _entries.Select(entry => (Entry: entry, Objectives: entry.Node.Items("parts")
            .Where(part => ObjectiveParts.Contains(part.Text("name"))).ToList())).Where(found => found.Objectives.Count > 0).ToList();
        if (controls.Count == 0) return;
        Dictionary<Entry, List<Entry>> added = [];
        foreach (var (entry, objectives) in controls)
        {
            var start = _entries.Count;
            foreach (var objective in objectives) AddObjectives(objective, entry);
            added.Add(entry, _entries.GetRange(start, _entries.Count - start));
            _entries.RemoveRange(start, _entries.Count - start);
        }
        if (added.Values.All(list => list.Count == 0)) return;
        var all = _entries.SelectMany(entry => added.GetValueOrDefault(entry, []).Prepend(entry)).ToList();
        _entries.Clear();
        _entries.AddRange(all);
        foreach (var name in ObjectiveParts) _left.Remove($"parts \"{name}\"");
        _result.Findings.Add(_file, "RM7003",
            "The catalog has no statements: the labelled objectives by which its controls are assessed are taken as such.",
            controls[0].Objectives[0]);
    }

    private void AddObjectives(OscalNode part, Entry parent)
    {
        var entry = LabelOf(part) is null ? parent : Add(part, ControlKind.Statement, parent, null)!;
        foreach (var inner in part.Items("parts"))
            if (ObjectiveParts.Contains(inner.Text("name"))) AddObjectives(inner, entry);
    }

    private Entry? Add(OscalNode node, ControlKind kind, Entry? parent, string? group, bool isControl = false)
    {
        var entry = new Entry(node, kind, parent, group)
        {
            IsControl = isControl,
            OscalId = node.Text("id") is { } id ? OscalText.OneLine(id, LongestId) : null,
            Label = LabelOf(node),
        };
        if (isControl && KeyOf(entry.OscalId).RunCount == 0 && KeyOf(entry.Label).RunCount == 0) return null;
        if (node.Text("id") is { } given) _byOscalId.TryAdd(given, entry);
        _entries.Add(entry);
        return entry;
    }

    // A nested control is an enhancement, a control of its own, unless its class says that it is a part: what is said of a control must
    // not silently count for more than it was said of.
    private static bool IsPart(OscalNode node) =>
        node.Text("class") is { } given && PartClasses.Any(word => given.Contains(word, StringComparison.OrdinalIgnoreCase));

    // SP 800-53 has labels of other classes, padded with zeros, next to the plain one.
    private static string? LabelOf(OscalNode node)
    {
        string? first = null;
        foreach (var property in node.Items("props"))
        {
            if (property.Text("name") != "label" || property.Text("value") is not { } value) continue;
            if (property.Text("class") is null) return OscalText.OneLine(value, LongestLabel);
            first ??= value;
        }
        return first is null ? null : OscalText.OneLine(first, LongestLabel);
    }

    // Labels that are unique are ids; else OSCAL's own ids are; else there is a number behind them. Controls come before statements, whose
    // ids are made of theirs.
    private void Name()
    {
        var controls = _entries.Where(entry => entry.IsControl).ToList();
        Dictionary<ControlKey, int> labels = [];
        foreach (var entry in controls)
            if (KeyOf(entry.Label) is { RunCount: > 0 } key) labels[key] = labels.GetValueOrDefault(key) + 1;
        foreach (var entry in controls)
            if (KeyOf(entry.Label) is { RunCount: > 0 } key && labels[key] == 1) Take(entry, entry.Label!);
        foreach (var entry in controls)
        {
            if (entry.Id is not null) continue;
            if (entry.Label is not null)
                _result.Findings.Add(_file, "RM7003",
                    "The label of a control is that of another too, or has no letter or digit: its OSCAL id is used.", entry.Node);
            if (!Take(entry, entry.OscalId)) TakeNumbered(entry, KeyOf(entry.OscalId).RunCount > 0 ? entry.OscalId! : entry.Label!);
        }
        Dictionary<Entry, int> positions = [];
        foreach (var entry in _entries)
        {
            if (entry.Id is not null) continue;
            var parent = entry.Parent!.Id!;
            var position = positions[entry.Parent] = positions.GetValueOrDefault(entry.Parent) + 1;
            var label = entry.Label?.Trim('.', '(', ')', '[', ']', ' ', ':') ?? "";
            var labelKey = KeyOf(label);
            if (labelKey.RunCount > 0)
            {
                var isWhole = KeyOf(parent) is var above && labelKey.StartsWith(above) && labelKey.RunCount > above.RunCount;
                if (Take(entry, isWhole ? entry.Label!.Trim('.', ' ', ':') : $"{parent}({label})")) continue;
            }
            if (entry.Label is not null)
                _result.Findings.Add(_file, "RM7003",
                    "The label of a statement makes no id that is only its own: its OSCAL id is used, or the word \"item\".", entry.Node);
            if (Take(entry, entry.OscalId)) continue;
            TakeNumbered(entry, labelKey.RunCount > 0 ? $"{parent} item {label}"
                : string.Create(CultureInfo.InvariantCulture, $"{parent} item {position}"));
        }
        AddAliases();
    }

    private void AddAliases()
    {
        foreach (var entry in _entries)
        {
            if (KeyOf(entry.OscalId) is not { RunCount: > 0 } key || key == KeyOf(entry.Id)) continue;
            if (_keys.Add(key)) entry.Alias = entry.OscalId;
            else
                _result.Findings.Add(_file, "RM7002",
                    "An OSCAL id is left out as another name of its control: by letters and digits it is the id of another one.",
                    entry.Node);
        }
    }

    private bool Take(Entry entry, string? id)
    {
        if (id is null || id.Length > LongestId || KeyOf(id) is not { RunCount: > 0 } key || !_keys.Add(key)) return false;
        entry.Id = id;
        return true;
    }

    private void TakeNumbered(Entry entry, string id)
    {
        if (id.Length > LongestId) id = "item";
        if (Take(entry, id)) return;
        _result.Findings.Add(_file, "RM7003", "Several controls or statements have one id: it has a number behind it.", entry.Node);
        Numbered(id, numbered => Take(entry, numbered));
    }

    // The numbers go on where they ended, so that many equal ids cost no more than each its own.
    private string Numbered(string id, Func<string, bool> isFree)
    {
        if (id.Length > LongestId - LettersOfNumber) id = id[..(LongestId - LettersOfNumber)];
        var key = KeyOf(id);
        for (var number = _numbers.GetValueOrDefault(key, 2); ; number++)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{id}-{number}");
            if (!isFree(numbered)) continue;
            _numbers[key] = number + 1;
            return numbered;
        }
    }

    private ValueList<Control> Controls() => _entries.Select(entry =>
    {
        var isWithdrawn = entry.IsControl && IsWithdrawn(entry.Node);
        var title = entry.Node.Text("title") ?? (entry.IsControl ? null : entry.Node.Text("prose"));
        var shown = title is null ? "" : _parameters.Fill(title, LongestTitle);
        return new Control
        {
            Id = entry.Id!,
            Title = shown.Length > 0 ? shown : entry.Id!,
            // The default of a control with a parent is a statement.
            Kind = entry.Kind == ControlKind.Enhancement ? entry.Kind : null,
            Parent = entry.Parent?.Id,
            Group = entry.Parent is null ? entry.Group : null,
            Aliases = entry.Alias is { } alias ? [alias] : [],
            IsWithdrawn = isWithdrawn,
            ReplacedBy = isWithdrawn ? Replacements(entry) : [],
        };
    }).ToValueList();

    private static bool IsReplacement(OscalNode link) =>
        link.Text("rel") is "moved-to" or "incorporated-into" or "superseded-by" or "replaced-by";

    private static bool IsWithdrawn(OscalNode node) =>
        node.Properties("status").Any(value => value.Equals("withdrawn", StringComparison.OrdinalIgnoreCase));

    private ValueList<string> Replacements(Entry entry)
    {
        List<string> replacements = [];
        foreach (var link in entry.Node.Items("links"))
        {
            if (!IsReplacement(link)) continue;
            if (link.Text("href") is ['#', .. var target] && _byOscalId.TryGetValue(target, out var found) && found.Id is { } id)
                replacements.Add(id);
            else
                _result.Findings.Add(
                    _file, "RM7002", "What took the place of a withdrawn control is left out: it is no control here.", link);
        }
        return replacements.Distinct(StringComparer.Ordinal).ToValueList();
    }

    private static string? PublisherOf(OscalNode? metadata)
    {
        if (metadata is null) return null;
        var roles = metadata.Items("responsible-parties").Where(role => role.Text("role-id") is "creator" or "publisher")
            .SelectMany(role => role.Texts("party-uuids")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = metadata.Items("parties").Where(party => party.Text("type") == "organization" && party.Text("uuid") is { } uuid
            && roles.Contains(uuid)).Select(party => OscalText.OneLine(party.Text("name") ?? "", LongestTitle));
        return names.FirstOrDefault(name => name.Length > 0);
    }

    private void Tell(OscalNode content, ValueList<Control> controls)
    {
        _result.Count("groups", _groups.Count);
        _result.Count("controls", controls.Count(control => control.EffectiveKind == ControlKind.Control));
        _result.Count("enhancements", controls.Count(control => control.EffectiveKind == ControlKind.Enhancement));
        _result.Count("statements", controls.Count(control => control.EffectiveKind == ControlKind.Statement));
        _result.Count("withdrawn", controls.Count(control => control.IsWithdrawn));
        Leave("parameters, but for their texts in titles", _parameters.Count);
        Leave("resources", content.Object("back-matter")?.Items("resources").Count() ?? 0);
        foreach (var entry in _entries)
        {
            Leave("properties",
                entry.Node.Items("props").Count(property => property.Text("name") is not ("label" or "status" or "sort-id")));
            Leave("links", entry.Node.Items("links").Count(link => !IsReplacement(link)));
        }
        if (_left.Count == 0) return;
        var counts = _left.Select(left => string.Create(CultureInfo.InvariantCulture, $"{left.Key} ({left.Value:N0})"));
        _result.Findings.Add(_file, "RM7002",
            $"A catalog here holds ids, titles, groups and replacements. Left out: {Shortened.List([.. counts])}.", content);
    }

    private void Leave(string what, int number = 1)
    {
        if (number > 0) _left[what] = _left.GetValueOrDefault(what) + number;
    }

    private static ControlKey KeyOf(string? id) => ControlKey.TryParse(id, out var key) ? key : default;

    // A control, enhancement or statement on its way into the catalog.
    private sealed class Entry(OscalNode node, ControlKind kind, Entry? parent, string? group)
    {
        public OscalNode Node => node;

        public ControlKind Kind => kind;

        public Entry? Parent => parent;

        public string? Group => group;

        public bool IsControl { get; init; }

        public string? OscalId { get; init; }

        public string? Label { get; init; }

        public string? Id { get; set; }

        public string? Alias { get; set; }
    }
}
