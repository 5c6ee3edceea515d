using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Writes one system security plan. Not thread-safe.</summary>
internal sealed class PlanWriter
{
    private const string NotStated = "The matrix that this plan was made of does not state it.";
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = VisibleEncoder.Instance };
    private readonly Matrix _matrix;
    private readonly ResolvedMatrix _answer;
    private readonly OscalExportOptions _options;
    private readonly JsonObject _kept;
    private readonly Guid _space;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Duty> _duties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Control>> _controls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<ControlKey, string>> _spellings = new(StringComparer.Ordinal);
    private readonly JsonArray _components = [];
    private bool _hasSystem;
    private readonly Dictionary<string, string> _componentUuids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _componentNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _firstUuids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _writtenIds = new(StringComparer.Ordinal);

    public PlanWriter(Matrix matrix, ResolvedMatrix answer, OscalExportOptions options)
    {
        (_matrix, _answer, _options) = (matrix, answer, options);
        _kept = Kept(matrix.Extensions) is { } kept && kept["system-implementation"] is JsonObject ? kept : [];
        _space = OscalUuid.Of(matrix.Id);
        foreach (var duty in matrix.Assignments.SelectMany(assignment => assignment.Duties))
            if (duty.Id is not null) _duties.TryAdd(duty.Id, duty);
    }

    /// <summary>A document of one member as JSON in UTF-8.</summary>
    public static byte[] Write(string member, JsonObject content)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented)) new JsonObject { [member] = content }.WriteTo(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>The plan.</summary>
    public JsonObject Plan()
    {
        // A duty may depend on one that is written later: its UUID is known after a first run.
        if (_answer.Controls.SelectMany(control => control.Duties).Any(duty => !duty.DependsOn.IsEmpty))
        {
            new RequirementWriter(this).Write();
            _taken.Clear();
            _components.Clear();
            _hasSystem = false;
            _componentUuids.Clear();
            _componentNames.Clear();
            _writtenIds.Clear();
        }
        var plan = new JsonObject
        {
            ["uuid"] = PlanUuid(),
            ["metadata"] = Metadata(),
            ["import-profile"] = ImportProfile(out var resource),
            ["system-characteristics"] = Characteristics(),
        };
        var implementation = Copy(_kept["system-implementation"]);
        implementation.Remove("components");
        foreach (var component in Objects(_kept["system-implementation"]?["components"])) Keep(component);
        var leveraged = Leveraged(implementation);
        var requirements = new RequirementWriter(this).Write();
        if (_components.Count == 0) ComponentOf(null);
        if (leveraged.Count > 0) implementation["leveraged-authorizations"] = leveraged;
        implementation["components"] = _components;
        plan["system-implementation"] = implementation;
        var controls = Copy(_kept["control-implementation"]);
        controls.Remove("implemented-requirements");
        controls["description"] ??= $"Who performs each control of {_matrix.Service.Name}, by version {_matrix.Version} of its " +
            "shared-responsibility matrix.";
        controls["implemented-requirements"] = requirements;
        plan["control-implementation"] = controls;
        if (_kept["back-matter"] is JsonObject matter) plan["back-matter"] = matter.DeepClone();
        else if (resource is not null) plan["back-matter"] = new JsonObject { ["resources"] = new JsonArray(resource) };
        return plan;
    }

    public Matrix Matrix => _matrix;

    public ResolvedMatrix Answer => _answer;

    public JsonObject KeptPlan => _kept;

    public bool IsInternal => _options.IncludeInternal;

    public HashSet<string> WrittenIds => _writtenIds;

    public Dictionary<string, string> FirstUuids => _firstUuids;

    /// <summary>The duty of the document that an answer's duty is, or null.</summary>
    public Duty? Stated(ResolvedDuty duty) => duty.Id is null ? null : _duties.GetValueOrDefault(duty.Id);

    /// <summary>The controls of a catalog, by id.</summary>
    public Dictionary<string, Control> All(string catalog)
    {
        Find(catalog, "");
        return _controls[catalog];
    }

    /// <summary>The id of a control as its catalog spells it.</summary>
    public string SpellingOf(string catalog, string id)
    {
        if (All(catalog).ContainsKey(id)) return id;
        if (!_spellings.TryGetValue(catalog, out var known))
        {
            known = [];
            foreach (var control in All(catalog).Keys)
                if (ControlKey.TryParse(control, out var key)) known.TryAdd(key, control);
            _spellings.Add(catalog, known);
        }
        return ControlKey.TryParse(id, out var wanted) && known.TryGetValue(wanted, out var found) ? found : id;
    }

    /// <summary>A control of a catalog; null if it is not at hand.</summary>
    public Control? Find(string catalog, string id) => OscalNames.Find(catalog, id, _controls, _matrix, _options.Documents);

    /// <summary>What an extension keeps, as an object; null if it keeps none.</summary>
    public static JsonObject? Kept(ValueMap<JsonText> extensions)
    {
        if (!extensions.TryGetValue(OscalWords.Extension, out var text)) return null;
        try
        {
            return JsonNode.Parse(text.Text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A UUID that is used once: the one that is wanted if it is free, else one of names.</summary>
    public string Uuid(string? wanted, string path)
    {
        if (OscalUuid.TryParse(wanted, out _) && _taken.Add(wanted!)) return wanted!;
        var uuid = $"{OscalUuid.Of(_space, path)}";
        for (var number = 2; !_taken.Add(uuid); number++) uuid = $"{OscalUuid.Of(_space, $"{path}#{number}")}";
        return uuid;
    }

    /// <summary>The component of duties: the one of a name, the one that a UUID names if it has the name, or that of the service.</summary>
    public string ComponentOf(string? name, string? wanted = null)
    {
        if (wanted is not null && _componentNames.TryGetValue(wanted, out var known) && known == (name ?? "")) return wanted;
        if (_componentUuids.TryGetValue(name ?? "", out var uuid)) return uuid;
        uuid = Uuid(null, name is null ? "component" : $"component/{name}");
        var component = new JsonObject
        {
            ["uuid"] = uuid,
            ["type"] = name is not null || _hasSystem ? "service" : "this-system",
            ["title"] = OscalNames.Line(name ?? _matrix.Service.Name),
            ["description"] = name is null ? _matrix.Service.Description ?? _matrix.Service.Name : $"A part of {_matrix.Service.Name}.",
            ["props"] = new JsonArray(name is null ? OscalNames.Property("implicit", "yes") : OscalNames.Property("component", "name",
                name)),
            ["status"] = new JsonObject { ["state"] = "other", ["remarks"] = NotStated },
        };
        _hasSystem |= name is null;
        _components.Append(component);
        _componentUuids.Add(name ?? "", uuid);
        _componentNames.Add(uuid, name ?? "");
        return uuid;
    }

    private void Keep(JsonObject component)
    {
        var copy = Copy(component);
        _components.Append(copy);
        _hasSystem |= TextOf(component["type"]) == "this-system";
        if (TextOf(component["uuid"]) is not { } uuid) return;
        _taken.Add(uuid);
        var isImplicit = Own(component, "implicit") is not null;
        var name = isImplicit ? "" : TextOf(Own(component, "component")?["remarks"]) ?? OscalWords.Plain(TextOf(component["title"])) ?? "";
        _componentNames.TryAdd(uuid, name);
        if (isImplicit || name.Length > 0) _componentUuids.TryAdd(name, uuid);
    }

    private string PlanUuid()
    {
        const string Scheme = "urn:uuid:";
        if (TextOf(_kept["uuid"]) is { } kept && OscalUuid.TryParse(kept, out _)
            && string.Equals(_matrix.Id, Scheme + kept, StringComparison.OrdinalIgnoreCase)) return kept;
        if (_matrix.Id.StartsWith(Scheme, StringComparison.Ordinal) && OscalUuid.TryParse(_matrix.Id[Scheme.Length..], out _))
            return _matrix.Id[Scheme.Length..];
        return $"{_space}";
    }

    private JsonObject Metadata()
    {
        var metadata = Copy(_kept["metadata"]);
        if (OscalWords.Plain(TextOf(metadata["title"])) != _matrix.Title) metadata["title"] = OscalNames.Line(_matrix.Title);
        if (_matrix.Published is { } published)
        {
            if (TextOf(metadata["published"])?.StartsWith(Date(published), StringComparison.Ordinal) != true)
                metadata["published"] = Time(published);
        }
        else
        {
            metadata.Remove("published");
        }
        metadata["last-modified"] = Time(_matrix.Published ?? _answer.Context.AsOf);
        if (PlanMatrix.VersionOf(TextOf(metadata["version"])) != _matrix.Version) metadata["version"] = $"{_matrix.Version}";
        metadata["oscal-version"] = "1.2.1";
        var properties = Without(metadata["props"], "matrix", "catalog");
        if (!string.Equals(_matrix.Id, $"urn:uuid:{PlanUuid()}",
            StringComparison.OrdinalIgnoreCase)) properties.Append(OscalNames.Property("matrix", _matrix.Id));
        foreach (var catalog in _answer.Controls.Select(control => control.Catalog).Where(catalog => catalog != Catalog.Local).Distinct())
            properties.Append(OscalNames.Property("catalog", catalog));
        Set(metadata, "props", properties);
        WriteParties(metadata);
        return metadata;
    }

    private void WriteParties(JsonObject metadata)
    {
        JsonArray parties = [];
        Dictionary<string, JsonObject> byUuid = new(StringComparer.OrdinalIgnoreCase);
        foreach (var party in Objects(metadata["parties"]))
        {
            var copy = Copy(party);
            parties.Append(copy);
            if (TextOf(copy["uuid"]) is not { } uuid) continue;
            _taken.Add(uuid);
            byUuid.TryAdd(uuid, copy);
        }
        var own = _matrix.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, StringComparer.Ordinal);
        foreach (var party in _answer.Parties)
        {
            var stated = own.GetValueOrDefault(party.Id);
            var kept = stated is null ? null : TextOf(Kept(stated.Extensions)?["uuid"]);
            if (kept is null || !byUuid.TryGetValue(kept, out var written))
            {
                written = new JsonObject
                {
                    ["uuid"] = Uuid(null, $"party/{party.Id}"),
                    ["type"] = "organization",
                    ["name"] = OscalNames.Line(party.Name),
                };
                parties.Append(written);
            }
            var properties = Without(written["props"], "party-id", "side", "affiliate-of");
            properties.Append(OscalNames.Property("party-id", party.Id, OscalWords.Plain(TextOf(written["name"])) == party.Name ? null
                : party.Name));
            var isMain = party.Id == _matrix.Service.Provider || party.Id == _matrix.Service.Customer;
            if (party.Side is Sides.Provider or Sides.Customer)
                properties.Append(OscalNames.Property(isMain ? "side" : "affiliate-of", party.Side == Sides.Provider ? "provider"
                    : "customer"));
            Set(written, "props", properties);
            PartyUuids[party.Id] = TextOf(written["uuid"])!;
        }
        metadata["parties"] = parties;
    }

    private Dictionary<string, string> PartyUuids { get; } = new(StringComparer.Ordinal);

    private JsonObject ImportProfile(out JsonObject? resource)
    {
        resource = null;
        if (_kept["import-profile"] is JsonObject kept && TextOf(kept["href"]) is not null) return Copy(kept);
        var catalogs = _answer.Controls.Select(control => control.Catalog).Where(catalog => catalog != Catalog.Local).Distinct().ToList();
        var title = catalogs.Count == 0 ? "The controls of the shared-responsibility matrix itself" : string.Join(", ", catalogs);
        resource = new JsonObject
        {
            ["uuid"] = Uuid(null, "profile"),
            ["title"] = OscalNames.Line(title),
            ["description"] = "The controls in scope. The matrix that this plan was made of names the catalog and no profile.",
        };
        return new JsonObject { ["href"] = $"#{resource["uuid"]}" };
    }

    private JsonObject Characteristics()
    {
        var kept = Copy(_kept["system-characteristics"]);
        kept["system-ids"] ??= new JsonArray(new JsonObject { ["id"] = OscalNames.Line(_matrix.Service.Id) });
        if (OscalWords.Plain(TextOf(kept["system-name"])) != _matrix.Service.Name)
            kept["system-name"] = OscalNames.Line(_matrix.Service.Name);
        kept["description"] = _matrix.Service.Description ?? TextOf(kept["description"]) ?? _matrix.Service.Name;
        var model = _answer.Context.ServiceModel ?? _matrix.Service.Models[0];
        var properties = Without(kept["props"], "service", "service-model");
        properties.Append(OscalNames.Property("service", _matrix.Service.Id));
        properties.Append(OscalNames.Property("service-model", model));
        if (model is "saas" or "paas" or "iaas" && !properties.Any(property => TextOf(property!["name"]) == "cloud-service-model"))
            properties.Append(new JsonObject { ["name"] = "cloud-service-model", ["value"] = model });
        Set(kept, "props", properties);
        kept["system-information"] ??= new JsonObject
        {
            ["information-types"] = new JsonArray(new JsonObject { ["title"] = "Not stated", ["description"] = NotStated }),
        };
        kept["status"] ??= new JsonObject { ["state"] = "other", ["remarks"] = NotStated };
        kept["authorization-boundary"] ??= new JsonObject { ["description"] = NotStated };
        return kept;
    }

    private JsonArray Leveraged(JsonObject implementation)
    {
        JsonArray leveraged = [];
        foreach (var one in Objects(_kept["system-implementation"]?["leveraged-authorizations"])) leveraged.Append(Copy(one));
        implementation.Remove("leveraged-authorizations");
        var ids = _matrix.Upstreams.Select(upstream => upstream.Id)
            .Concat(_answer.Controls.SelectMany(control => control.Duties).Select(duty => duty.InheritedFrom).OfType<string>()).Distinct();
        var own = _matrix.Upstreams.DistinctBy(upstream => upstream.Id).ToDictionary(upstream => upstream.Id, StringComparer.Ordinal);
        var byUuid = leveraged.OfType<JsonObject>().Where(one => TextOf(one["uuid"]) is not null)
            .DistinctBy(one => TextOf(one["uuid"])).ToDictionary(one => TextOf(one["uuid"])!, StringComparer.Ordinal);
        var parties = _answer.Parties.DistinctBy(party => party.Id).ToDictionary(party => party.Id, StringComparer.Ordinal);
        foreach (var id in ids)
        {
            var upstream = own.GetValueOrDefault(id);
            var kept = upstream is null ? null : TextOf(Kept(upstream.Extensions)?["uuid"]);
            var written = kept is null ? null : byUuid.GetValueOrDefault(kept);
            if (written is null)
            {
                var provider = parties.GetValueOrDefault(upstream?.Provider ?? "");
                written = new JsonObject
                {
                    ["uuid"] = Uuid(null, $"upstream/{id}"),
                    ["title"] = OscalNames.Line(provider is null ? id : $"{provider.Name} [{id}]"),
                    ["party-uuid"] = provider is not null && PartyUuids.TryGetValue(provider.Id, out var party) ? party
                        : PartyUuids.Values.FirstOrDefault() ?? Uuid(null, "party"),
                    ["date-authorized"] = Date(_matrix.Published ?? _answer.Context.AsOf),
                    ["remarks"] = "The matrix that this plan was made of does not state when it was authorized: the date is the plan's.",
                };
                leveraged.Append(written);
            }
            var properties = Without(written["props"], "upstream", "matrix");
            properties.Append(OscalNames.Property("upstream", id));
            if (upstream?.Matrix is { } matrix) properties.Append(OscalNames.Property("matrix", matrix));
            Set(written, "props", properties);
        }
        return leveraged;
    }

    /// <summary>A copy of an object; a new one of anything else.</summary>
    public static JsonObject Copy(JsonNode? node) => node is JsonObject found ? (JsonObject)found.DeepClone() : [];

    /// <summary>The objects of an array.</summary>
    public static IEnumerable<JsonObject> Objects(JsonNode? node) => node is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>A value as text; null if it is none.</summary>
    public static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    /// <summary>Properties without those of this product's namespace that have a name.</summary>
    public static JsonArray Without(JsonNode? properties, params ReadOnlySpan<string> names)
    {
        JsonArray left = [];
        foreach (var property in Objects(properties))
            if (TextOf(property["ns"]) != OscalWords.Namespace || !names.Contains(TextOf(property["name"]) ?? ""))
                left.Append(property.DeepClone());
        return left;
    }

    /// <summary>Sets a list, which OSCAL never leaves empty.</summary>
    public static void Set(JsonObject node, string member, JsonArray items)
    {
        if (items.Count > 0) node[member] = items;
        else node.Remove(member);
    }

    /// <summary>A property in this product's namespace.</summary>
    public static JsonObject? Own(JsonObject node, string name) => Objects(node["props"])
        .FirstOrDefault(property => TextOf(property["ns"]) == OscalWords.Namespace && TextOf(property["name"]) == name);

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateOnly day) => $"{Date(day)}T00:00:00Z";
}
