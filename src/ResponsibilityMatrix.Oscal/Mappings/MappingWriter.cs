using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// Writes mapping collections. What OSCAL has no member for, such as the id of a mapping, is a property in this product's namespace. Not
/// thread-safe.
/// </summary>
internal sealed class MappingWriter(DocumentSet documents, DateOnly lastModified)
{
    private const string OscalVersion = "1.2.1";
    private const int Longest = 500;
    // The one catalog whose ids OSCAL's users know by the ids of NIST's own OSCAL document.
    private const string WithOscalIds = "nist-800-53";
    private readonly SortedDictionary<string, Catalog?> _catalogs = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _diagnostics = [];
    private int _none;
    private int _certainties;

    public OscalMappingExport Write(IReadOnlyList<CatalogMapping> mappings)
    {
        var written = mappings.Where(mapping => !mapping.Relations.IsEmpty).ToList();
        if (written.Count < mappings.Count)
            Tell("RM7002", $"{mappings.Count - written.Count} mappings without relations are left out: OSCAL has none.");
        if (written.Count == 0) return new() { Diagnostics = _diagnostics.ToValueList() };
        var output = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = VisibleEncoder.Instance };
        using (var json = new Utf8JsonWriter(output, options)) WriteCollection(json, written);
        output.Write("\n"u8);
        if (_none > 0)
            Tell("RM7003", $"The relation none of {_none:N0} relations is \"no-relationship\", a word of this product's namespace.");
        if (_certainties > 0)
            Tell("RM7003", $"The certainty of {_certainties:N0} relations is a property in this product's namespace.");
        return new() { Utf8 = output.WrittenMemory, Diagnostics = _diagnostics.ToValueList() };
    }

    private void WriteCollection(Utf8JsonWriter json, List<CatalogMapping> mappings)
    {
        json.WriteStartObject();
        json.WriteStartObject("mapping-collection");
        var all = string.Join('\n', mappings.Select(mapping => $"{mapping.Id}\n{mapping.From}\n{mapping.To}"));
        json.WriteString("uuid", OscalUuid.Of($"urn:responsibility-matrix:mappings:{all}"));
        json.WriteStartObject("metadata");
        json.WriteString("title", mappings is [var only] ? Line($"{only.From} to {only.To}") : "Mappings between catalogs");
        json.WriteString("last-modified", $"{Day}T00:00:00Z");
        json.WriteString("version", Day);
        json.WriteString("oscal-version", OscalVersion);
        json.WriteEndObject();
        // The format has no place for how relations were found. What a mapping does not list is unknown, so that none is complete.
        json.WriteStartObject("provenance");
        json.WriteString("method", "human");
        json.WriteString("matching-rationale", "semantic");
        json.WriteString("status", "not-complete");
        json.WriteString("mapping-description", $"Relations of {string.Join("; ", mappings.Take(20).Select(
            mapping => Line($"{mapping.From} to {mapping.To}")))}. How they were found is not stated.");
        json.WriteEndObject();
        json.WriteStartArray("mappings");
        HashSet<Guid> uuids = [];
        foreach (var mapping in mappings) WriteMapping(json, mapping, uuids);
        json.WriteEndArray();
        json.WriteStartObject("back-matter");
        json.WriteStartArray("resources");
        foreach (var (identity, catalog) in _catalogs)
        {
            json.WriteStartObject();
            json.WriteString("uuid", UuidOf(identity));
            json.WriteString("title", Line(catalog?.Title ?? identity));
            if (catalog?.Source is { } source) json.WriteString("description", source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteMapping(Utf8JsonWriter json, CatalogMapping mapping, HashSet<Guid> uuids)
    {
        const string Urn = "urn:uuid:";
        var uuid = mapping.Id.StartsWith(Urn, StringComparison.Ordinal) && OscalUuid.TryParse(mapping.Id[Urn.Length..], out var own)
            ? own : OscalUuid.Of($"urn:responsibility-matrix:mapping:{mapping.Id}\n{mapping.From}\n{mapping.To}");
        uuid = Free(uuid, uuids);
        var (from, to) = (CatalogOf(mapping.From), CatalogOf(mapping.To));
        json.WriteStartObject();
        json.WriteString("uuid", uuid);
        WriteResource(json, "source-resource", mapping.From);
        WriteResource(json, "target-resource", mapping.To);
        WriteProperties(json, ("id", mapping.Id));
        json.WriteStartArray("maps");
        foreach (var relation in mapping.Relations)
        {
            var word = Relationships.WordOf(relation.Relation);
            json.WriteStartObject();
            json.WriteString("uuid", Free(OscalUuid.Of(uuid, $"{Keys(relation.From)}\n{word}\n{Keys(relation.To)}"), uuids));
            if (relation.Relation == ControlRelation.None)
            {
                json.WriteString("ns", OscalWords.Namespace);
                _none++;
            }
            json.WriteString("relationship", word);
            WriteItems(json, "sources", relation.From, from);
            WriteItems(json, "targets", relation.To, to);
            if (relation.Certainty is { } certainty)
            {
                WriteProperties(json, ("certainty", certainty));
                _certainties++;
            }
            if (relation.Note is { } note) json.WriteString("remarks", note);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResource(Utf8JsonWriter json, string name, string identity)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "catalog");
        json.WriteString("href", $"#{UuidOf(identity)}");
        WriteProperties(json, ("catalog", identity));
        json.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter json, string name, ValueList<string> ids, Catalog? catalog)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            var control = catalog is null ? null : ControlNames.Of(catalog).Find(id);
            json.WriteStartObject();
            json.WriteString("type", control?.EffectiveKind == ControlKind.Statement ? "statement" : "control");
            var isKnown = control is not null && catalog!.Id == WithOscalIds;
            json.WriteString("id-ref", Line(isKnown ? OscalId(control!, ControlNames.Of(catalog!)) : id));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // AC-2(1)(a) is ac-2.1_smt.a.
    private static string OscalId(Control control, ControlNames names)
    {
        var whole = control;
        for (var steps = 0; whole is { EffectiveKind: ControlKind.Statement, Parent: { } parent } && steps < 20; steps++)
            whole = names.Find(parent) ?? whole;
        if (!control.Id.StartsWith(whole.Id, StringComparison.Ordinal)) return control.Id;
        var id = Dotted(whole.Id) + (whole == control ? "" : "_smt" + Dotted(control.Id[whole.Id.Length..]));
        // Whatever comes out means the same control.
        return names.Find(id) == control ? id : control.Id;
    }

    private static string Dotted(string id) =>
        id.ToLowerInvariant().Replace("(", ".", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal);

    private static void WriteProperties(Utf8JsonWriter json, (string Name, string Value) property)
    {
        json.WriteStartArray("props");
        json.WriteStartObject();
        json.WriteString("name", property.Name);
        json.WriteString("ns", OscalWords.Namespace);
        json.WriteString("value", Line(property.Value));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private Catalog? CatalogOf(string identity)
    {
        if (_catalogs.TryGetValue(identity, out var known)) return known;
        var at = identity.IndexOf('@', StringComparison.Ordinal);
        return _catalogs[identity] = at < 0 ? null : documents.FindCatalog(identity[..at], identity[(at + 1)..]);
    }

    private string Day => lastModified.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Guid UuidOf(string identity) => OscalUuid.Of($"urn:responsibility-matrix:catalog:{identity}");

    // Relations that say the same differ in their number.
    private static Guid Free(Guid uuid, HashSet<Guid> uuids)
    {
        while (!uuids.Add(uuid)) uuid = OscalUuid.Of(uuid, "again");
        return uuid;
    }

    private static string Keys(ValueList<string> ids) =>
        string.Join(' ', ids.Select(id => ControlKey.TryParse(id, out var key) ? $"{key}" : id));

    private static string Line(string text) => OscalText.OneLine(text, Longest) is { Length: > 0 } line ? line : "-";

    private void Tell(string id, FormattableString message) =>
        _diagnostics.Add(OscalFile.Finding(id, message.ToString(CultureInfo.InvariantCulture), null));
}
