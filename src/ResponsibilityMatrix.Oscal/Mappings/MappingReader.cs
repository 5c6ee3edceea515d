using System.Globalization;
using System.Text.Json;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// Makes mappings of a mapping collection. What a map says besides its relation is kept in the note of the relation; what is said of a
/// whole mapping has no place and is told. Not thread-safe.
/// </summary>
internal sealed class MappingReader
{
    private const int LongestId = 200;
    private const int LongestNote = 100_000;
    private const decimal LeastConfidence = 0.5m;
    private readonly OscalFile _file;
    private readonly OscalImportOptions _options;
    private readonly ImportResult _result;
    private readonly CatalogFinder _finder;
    private readonly SortedDictionary<string, int> _left = new(StringComparer.Ordinal);

    private MappingReader(OscalFile file, OscalImportOptions options, ImportResult result) =>
        (_file, _options, _result, _finder) = (file, options, result, new(options.Documents, result.Given));

    /// <summary>Reads a document; adds the mappings and the findings to the result.</summary>
    public static void Read(OscalFile file, OscalImportOptions options, ImportResult result, CancellationToken cancellationToken) =>
        new MappingReader(file, options, result).Read(cancellationToken);

    private void Read(CancellationToken cancellationToken)
    {
        var content = _file.Content!;
        var mappings = content.Items("mappings").ToList();
        if (mappings.Count == 0) _result.Findings.Add(_file, "RM0100", "The mapping collection has no \"mappings\".", content);
        foreach (var mapping in mappings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadMapping(content, mapping, mappings.Count == 1 ? _options.Id : null);
        }
        Leave("provenance", content.Object("provenance"));
        Leave("resources", content.Object("back-matter")?.Items("resources").Count() ?? 0);
        if (_left.Count == 0) return;
        var counts = _left.Select(left => string.Create(CultureInfo.InvariantCulture, $"{left.Key} ({left.Value:N0})"));
        _result.Findings.Add(_file, "RM7002",
            $"A mapping here holds relations, each with a certainty and a note. Left out: {Shortened.List([.. counts])}.", content);
    }

    private void ReadMapping(OscalNode content, OscalNode mapping, string? stated)
    {
        var maps = mapping.Items("maps").ToList();
        if (maps.Count == 0)
        {
            _result.Findings.Add(_file, "RM7002", "A mapping without \"maps\" is left out.", mapping);
            return;
        }
        var (source, target) = (mapping.Object("source-resource"), mapping.Object("target-resource"));
        var from = Stated(source, _options.From) ?? AtHand(source, maps, "sources");
        var to = Stated(target, _options.To) ?? AtHand(target, maps, "targets");
        // Ids of one catalog may fit another. Nobody maps a catalog to itself.
        if (from is { IsGuessed: true } && to is { IsGuessed: true } && from.Identity == to.Identity) from = to = null;
        from = Told(from, source, "source");
        to = Told(to, target, "target");
        List<MappingRelation> relations = [];
        foreach (var map in maps)
            if (ReadMap(map, from, to) is { } relation) relations.Add(relation);
        foreach (var side in (CatalogSide[])[from, to])
            if (side.Unknown > 0)
                _result.Findings.Add(_file, "RM7003", string.Create(CultureInfo.InvariantCulture,
                    $"{side.Unknown:N0} ids are not in {side.Identity}, and are taken as they are. Is another catalog or edition meant?"),
                    mapping);
        foreach (var name in (string[])["method", "matching-rationale", "status", "mapping-description", "source-gap-summary",
            "target-gap-summary", "confidence-score", "coverage", "links", "remarks"])
            if (mapping.Names.Contains(name)) Leave($"{name} of a mapping");
        Leave("properties of a mapping", mapping.Items("props").Count(property => property.Text("ns") != OscalWords.Namespace));
        if (relations.Count == 0)
        {
            _result.Findings.Add(_file, "RM7002", "A mapping without any relation that can be taken over is left out.", mapping);
            return;
        }
        _result.Count("relations", relations.Count);
        _result.Mappings.Add(new CatalogMapping
        {
            Id = IdOf(stated ?? OscalWords.Own(mapping, "id")
                ?? (OscalUuid.TryParse(mapping.Text("uuid"), out var uuid) ? $"urn:uuid:{uuid}"
                    : content.Object("metadata")?.Text("title"))),
            From = from.Identity,
            To = to.Identity,
            Relations = relations.ToValueList(),
        });
    }

    private MappingRelation? ReadMap(OscalNode map, CatalogSide from, CatalogSide to)
    {
        var word = OscalText.OneLine(map.Text("relationship") ?? "", LongestId);
        var space = map.Text("ns");
        if (word.Equals(Relationships.Gap, StringComparison.OrdinalIgnoreCase))
        {
            _result.Findings.Add(_file, "RM7002",
                "A gap is left out: what a mapping does not list is unknown here, not without a counterpart.", map);
            return null;
        }
        var sources = Ids(map, "sources", from);
        var targets = Ids(map, "targets", to);
        if (sources.Count == 0 || targets.Count == 0)
        {
            _result.Findings.Add(_file, "RM7002", "A map without ids of controls on both sides is left out.", map);
            return null;
        }
        List<string> notes = [];
        if (map.Text("remarks") is { } remarks) notes.Add(remarks);
        if (Relationships.Of(word) is not { } relation)
        {
            _result.Findings.Add(_file, "RM7003",
                $"The relationship \"{word}\" is not known: the relation is taken as intersects, which carries nothing over.", map);
            relation = ControlRelation.Intersects;
            notes.Add($"Relationship: {word}{(space is null ? "" : $" ({space})")}.");
        }
        else if (!Relationships.IsKnown(space))
        {
            _result.Findings.Add(_file, "RM7003",
                $"The relationship \"{word}\" is taken as OSCAL's word, although it is one of another namespace, " +
                $"{OscalText.OneLine(space!, LongestId)}.", map);
            notes.Add($"Relationship: {word} ({space}).");
        }
        var certainty = Certainty(map, notes);
        AddNotes(map, notes);
        var note = string.Join('\n', notes);
        if (note.Length > LongestNote)
        {
            _result.Findings.Add(_file, "RM7002", $"A note is cut after {LongestNote:N0} letters.", map);
            note = note[..(char.IsHighSurrogate(note[LongestNote - 1]) ? LongestNote - 1 : LongestNote)];
        }
        return new MappingRelation
        {
            From = sources,
            To = targets,
            Relation = relation,
            Certainty = certainty,
            Note = note.Length > 0 ? note : null,
        };
    }

    // Numbers of confidence are in the note; those below a half are uncertain, and what is said in this product's own words counts.
    private static string? Certainty(OscalNode map, List<string> notes)
    {
        var own = OscalWords.Own(map, "certainty");
        if (own is not ("certain" or "uncertain")) own = null;
        if (map.Object("confidence-score") is not { } score) return own;
        if (score.Text("category") is { } category)
        {
            notes.Add($"Confidence: {category}.");
            return own ?? (category.Equals("low", StringComparison.OrdinalIgnoreCase) ? "uncertain" : null);
        }
        if (Number(score, "percentage") is not { } share) return own;
        notes.Add($"Confidence: {Percent(share)}.");
        return own ?? (share < LeastConfidence ? "uncertain" : null);
    }

    private void AddNotes(OscalNode map, List<string> notes)
    {
        if (map.Object("coverage") is { } coverage && Number(coverage, "target-coverage") is { } share)
            notes.Add($"Coverage of the target: {Percent(share)}{(coverage.Text("generation-method") is { } how ? $" ({how})" : "")}.");
        if (map.Text("matching-rationale") is { } rationale) notes.Add($"Rationale: {rationale}.");
        foreach (var qualifier in map.Items("qualifiers"))
            notes.Add("Qualifier: " + string.Join(' ', new[] { qualifier.Text("subject"), qualifier.Text("predicate"),
                qualifier.Text("category"), qualifier.Text("description"), qualifier.Text("remarks") }.OfType<string>()));
        foreach (var property in map.Items("props"))
            if (property.Text("ns") != OscalWords.Namespace && property.Text("name") is { } name && property.Text("value") is { } value)
                notes.Add($"{name}: {value}");
        Leave("links of a map", map.Items("links").Count());
    }

    private ValueList<string> Ids(OscalNode map, string member, CatalogSide side)
    {
        List<string> ids = [];
        HashSet<ControlKey> keys = [];
        foreach (var item in map.Items(member))
        {
            Leave("properties, links and remarks of ids",
                item.Items("props").Count() + item.Items("links").Count() + (item.Text("remarks") is null ? 0 : 1));
            var id = OscalText.OneLine(item.Text("id-ref") ?? "", LongestId);
            if (!ControlKey.TryParse(id, out _))
            {
                _result.Findings.Add(_file, "RM7002", "An id is left out: it has no letter or digit.", item);
                continue;
            }
            id = side.Spelling(id);
            if (ControlKey.TryParse(id, out var key) && keys.Add(key)) ids.Add(id);
        }
        return ids.ToValueList();
    }

    private CatalogSide? Stated(OscalNode? resource, string? stated)
    {
        stated ??= resource is null ? null : OscalWords.Own(resource, "catalog");
        if (stated is null) return null;
        if (_finder.Stated(stated) is { } known) return new(known.Identity, ControlNames.Of(known));
        var (id, edition) = OscalText.Split(stated);
        return new($"{id}@{edition ?? OscalText.Edition(null)}", null);
    }

    private CatalogSide? AtHand(OscalNode? resource, List<OscalNode> maps, string member)
    {
        if (_finder.Linked(_file, resource?.Text("href")) is { } linked) return new(linked.Identity, ControlNames.Of(linked));
        var words = $"{Resource.Words(_file, resource?.Text("href"))} {resource?.Properties("version").FirstOrDefault()}";
        var ids = maps.SelectMany(map => map.Items(member)).Select(item => item.Text("id-ref")).OfType<string>();
        return _finder.Find(words, ids) is { } found ? new(found.Identity, ControlNames.Of(found), isGuessed: true) : null;
    }

    private CatalogSide Told(CatalogSide? side, OscalNode? resource, string which)
    {
        if (side is { IsGuessed: false }) return side;
        if (side is not null)
        {
            _result.Findings.Add(
                _file, "RM7003", $"The {which} of a mapping is taken as {side.Identity}, which is at hand and fits.", resource);
            return side;
        }
        var href = resource?.Text("href");
        var version = resource?.Properties("version").FirstOrDefault() ?? Resource.Of(_file, href)?.Properties("version").FirstOrDefault();
        var identity = $"{OscalText.CatalogId(Slugs.Of(Resource.NameOf(_file, href), "catalog"))}@{OscalText.Edition(version)}";
        _result.Findings.Add(_file, "RM7003", $"No catalog at hand fits the {which} of a mapping: it is named {identity} after the link. " +
            "Give the catalog, or say its id and edition.", resource);
        return new(identity, null);
    }

    private static string IdOf(string? text) =>
        OscalText.OneLine(text ?? "", LongestId) is { Length: > 0 } id ? id : "mapping";

    private static decimal? Number(OscalNode node, string member) =>
        node.Element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
            ? number : null;

    // OSCAL's shares are parts of one; some write them in percent.
    private static string Percent(decimal share) =>
        string.Create(CultureInfo.InvariantCulture, $"{(share is >= 0 and <= 1 ? share * 100 : share):0.##} %");

    private void Leave(string what, OscalNode? node) => Leave(what, node is null ? 0 : 1);

    private void Leave(string what, int number = 1)
    {
        if (number > 0) _left[what] = _left.GetValueOrDefault(what) + number;
    }

    // A catalog on one side of a mapping, with its controls if it is at hand.
    private sealed class CatalogSide(string identity, ControlNames? index, bool isGuessed = false)
    {
        public bool IsGuessed => isGuessed;

        public string Identity => identity;

        public int Unknown { get; private set; }

        public string Spelling(string id)
        {
            if (index is null) return id;
            if (index.Find(id) is { } control) return control.Id;
            Unknown++;
            return id;
        }
    }
}
