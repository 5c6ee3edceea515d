using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>
/// Reads the controls, enhancements, statements and groups of an OSCAL catalog (https://pages.nist.gov/OSCAL/). Labels become control ids;
/// the catalog's id comes from the title and its edition from OSCAL's version. Withdrawn controls keep the links to their replacements.
/// Other members are ignored.
/// </summary>
internal sealed class OscalCatalogBuilder(JsonIndex index, FindingList diagnostics, CancellationToken cancellationToken)
{
    private readonly List<Control> _controls = [];
    private readonly List<ControlGroup> _groups = [];

    // The labels of OSCAL's own ids of controls and statements. Links of withdrawn controls use these ids.
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly List<(int Control, string Target)> _replacements = [];

    public Catalog Read()
    {
        var catalog = index.Member(0, "catalog"u8);
        var metadata = Member(catalog, "metadata"u8);
        var title = TextOf(metadata, "title"u8);
        if (title is null) Violation("The OSCAL catalog has no \"metadata\" with a \"title\".");
        foreach (var group in Items(catalog, "groups"u8)) ReadGroup(group, null);
        foreach (var control in Items(catalog, "controls"u8)) ReadControl(control, null, null);
        if (_controls.Count == 0) Violation("The OSCAL catalog has no controls.");
        foreach (var (control, target) in _replacements)
            if (_labels.TryGetValue(target, out var label))
                _controls[control] = _controls[control] with
                { ReplacedBy = _controls[control].ReplacedBy.Append(label).Distinct().ToValueList() };
        return new Catalog
        {
            Id = Slug(title ?? "oscal"),
            Edition = TextOf(metadata, "version"u8) is { Length: > 0 } edition ? edition : "unversioned",
            Title = title ?? "",
            Groups = _groups.ToValueList(),
            Controls = _controls.ToValueList(),
        };
    }

    private void ReadGroup(int token, string? parent)
    {
        var id = TextOf(token, "id"u8);
        if (id is not null) _groups.Add(new ControlGroup { Id = id, Title = TextOf(token, "title"u8) ?? id, Parent = parent });
        foreach (var group in Items(token, "groups"u8)) ReadGroup(group, id ?? parent);
        foreach (var control in Items(token, "controls"u8)) ReadControl(control, null, id ?? parent);
    }

    private void ReadControl(int token, string? parent, string? group)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TextOf(token, "id"u8) is not { } id) return;
        var label = Label(token) ?? id;
        _labels.TryAdd(id, label);
        var isWithdrawn = IsWithdrawn(token);
        if (isWithdrawn) ReadReplacements(token);
        _controls.Add(new Control
        {
            Id = label,
            Title = TextOf(token, "title"u8) ?? label,
            Kind = parent is null ? ControlKind.Control : ControlKind.Enhancement,
            Parent = parent,
            Group = parent is null ? group : null,
            IsWithdrawn = isWithdrawn,
        });
        foreach (var part in Items(token, "parts"u8))
            if (TextOf(part, "name"u8) == "statement") ReadItems(part, label);
        foreach (var control in Items(token, "controls"u8)) ReadControl(control, label, group);
    }

    private bool IsWithdrawn(int token)
    {
        foreach (var property in Items(token, "props"u8))
            if (TextOf(property, "name"u8) == "status"
                && string.Equals(TextOf(property, "value"u8), "withdrawn", StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private void ReadReplacements(int token)
    {
        foreach (var link in Items(token, "links"u8))
            if (TextOf(link, "rel"u8) is "moved-to" or "incorporated-into" && TextOf(link, "href"u8) is ['#', .. var target])
                _replacements.Add((_controls.Count, target));
    }

    private void ReadItems(int part, string parent)
    {
        foreach (var item in Items(part, "parts"u8))
        {
            if (TextOf(item, "name"u8) != "item" || Label(item) is not { } label) continue;
            var id = $"{parent}({label.Trim('.', '(', ')', ' ')})";
            if (TextOf(item, "id"u8) is { } own) _labels.TryAdd(own, id);
            _controls.Add(
                new Control
                {
                    Id = id,
                    Title = TextOf(item, "prose"u8) is { Length: > 0 } prose ? Shortened.Text(prose)
                : id,
                    Kind = ControlKind.Statement,
                    Parent = parent
                });
            ReadItems(item, id);
        }
    }

    private string? Label(int token)
    {
        string? label = null;
        foreach (var property in Items(token, "props"u8))
        {
            if (TextOf(property, "name"u8) != "label" || TextOf(property, "value"u8) is not { } value) continue;
            // SP 800-53 has a zero-padded label, of another class, next to the plain one.
            if (label is null || TextOf(property, "class"u8) is null) label = value;
        }
        return label;
    }

    private void Violation(string message) =>
        diagnostics.Add(Diagnostic.Of(DocumentDescriptors.SchemaViolation, message, index.PlaceOf(0)));

    private int Member(int token, ReadOnlySpan<byte> name) => token < 0 ? -1 : index.Member(token, name);

    private string? TextOf(int token, ReadOnlySpan<byte> name) =>
        Member(token, name) is >= 0 and var value && index[value].Kind == JsonKind.String ? index.GetString(value) : null;

    private List<int> Items(int token, ReadOnlySpan<byte> name)
    {
        List<int> items = [];
        if (Member(token, name) is not (>= 0 and var list) || index[list].Kind != JsonKind.Array) return items;
        for (var at = list + 1; at < index[list].Next; at = index[at].Next) items.Add(at);
        return items;
    }

    private static string Slug(string title)
    {
        var words = new string([.. title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "oscal" : string.Join('-', words);
    }
}
