using System.Globalization;
using System.Text.Json.Nodes;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// Writes a component definition of what a plan says: each component with the requirements that it has a part in. A definition has no
/// by-components: duties are described, and are said one by one in properties. Not thread-safe.
/// </summary>
internal sealed class ComponentWriter(PlanWriter writer)
{
    private static readonly string[] OfComponents =
        ["uuid", "type", "title", "description", "purpose", "props", "links", "responsible-roles", "protocols", "remarks"];

    private readonly Dictionary<string, List<(string Catalog, JsonObject Requirement)>> _parts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The definition.</summary>
    public JsonObject Write()
    {
        var plan = writer.Plan();
        foreach (var requirement in PlanWriter.Objects(plan["control-implementation"]?["implemented-requirements"])) Split(requirement);
        // The component of the service may have been added for what nobody has a part in.
        var components = PlanWriter.Objects(plan["system-implementation"]?["components"]).ToList();
        JsonArray written = [], resources = [];
        Dictionary<string, string> sources = new(StringComparer.Ordinal);
        foreach (var component in components)
        {
            if (PlanWriter.TextOf(component["uuid"]) is not { } uuid || !_parts.TryGetValue(uuid, out var parts)) continue;
            var made = new JsonObject();
            foreach (var member in OfComponents)
                if (component[member] is { } value) made[member] = value.DeepClone();
            if (PlanWriter.TextOf(made["type"]) == "this-system") made["type"] = "service";
            JsonArray implementations = [];
            foreach (var group in parts.GroupBy(part => part.Catalog, StringComparer.Ordinal))
            {
                if (!sources.TryGetValue(group.Key, out var source))
                {
                    sources.Add(group.Key, source = writer.Uuid(null, $"source/{group.Key}"));
                    resources.Append(new JsonObject
                    {
                        ["uuid"] = source,
                        ["title"] = OscalNames.Line(group.Key),
                        ["description"] = "The catalog of the controls.",
                    });
                }
                implementations.Append(new JsonObject
                {
                    ["uuid"] = writer.Uuid(null, $"implementation/{uuid}/{group.Key}"),
                    ["source"] = $"#{source}",
                    ["description"] = $"Who performs each control of {OscalNames.Line(group.Key)}.",
                    ["implemented-requirements"] = new JsonArray([.. group.Select(part => part.Requirement)]),
                });
            }
            made["control-implementations"] = implementations;
            written.Append(made);
        }
        var definition = new JsonObject { ["uuid"] = plan["uuid"]!.DeepClone(), ["metadata"] = plan["metadata"]!.DeepClone() };
        PlanWriter.Set(definition, "components", written);
        if (resources.Count > 0) definition["back-matter"] = new JsonObject { ["resources"] = resources };
        return definition;
    }

    // A requirement of a plan is one of each component that has a part in it or in a statement of it.
    private void Split(JsonObject requirement)
    {
        var places = PlanWriter.Objects(requirement["statements"]).Prepend(requirement).ToList();
        var components = places.SelectMany(PartsOf).Select(part => PlanWriter.TextOf(part["component-uuid"])!)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        // What nobody has a part in is said of the service.
        var isOpen = places.Exists(place => !PartsOf(place).Any());
        if (components.Count == 0 || (isOpen && Own(requirement, "scope") is not null)) components = [.. components
            .Append(writer.ComponentOf(null)).Distinct(StringComparer.OrdinalIgnoreCase)];
        var catalog = Own(requirement, "catalog") ?? "local";
        foreach (var component in components)
        {
            var path = $"{component}/{PlanWriter.TextOf(requirement["uuid"])}";
            var made = Place(requirement, component, path, "control-id");
            JsonArray statements = [];
            foreach (var statement in PlanWriter.Objects(requirement["statements"]))
                statements.Append(Place(statement, component, $"{path}/{PlanWriter.TextOf(statement["uuid"])}", "statement-id"));
            PlanWriter.Set(made, "statements", statements);
            if (!_parts.TryGetValue(component, out var parts)) _parts.Add(component, parts = []);
            parts.Add((catalog, made));
        }
    }

    private JsonObject Place(JsonObject place, string component, string path, string id)
    {
        var made = new JsonObject { ["uuid"] = writer.Uuid(null, path), [id] = place[id]!.DeepClone() };
        var properties = PlanWriter.Without(place["props"]);
        var part = PartsOf(place).FirstOrDefault(known =>
            string.Equals(PlanWriter.TextOf(known["component-uuid"]), component, StringComparison.OrdinalIgnoreCase));
        made["description"] = part is null ? "This component has no part in it, or has it in the statements."
            : PlanWriter.TextOf(part["description"]) ?? "Not described.";
        if (part is null) properties.Append(OscalNames.Property("description", "none"));
        else Describe(part, properties);
        foreach (var member in new[] { "links", "responsible-roles", "remarks" })
            if (place[member] is { } value) made[member] = value.DeepClone();
        PlanWriter.Set(made, "props", properties);
        return made;
    }

    private static void Describe(JsonObject part, JsonArray properties)
    {
        var status = PlanWriter.TextOf(part["implementation-status"]?["state"]);
        if (status is not null) properties.Append(new JsonObject { ["name"] = "implementation-status", ["value"] = status });
        if (status == "not-applicable" && Own(part, "description") is null) return;
        properties.Append(OscalNames.Property("description", "repeated"));
        var entries = new[] { ("provided", part["export"]?["provided"]), ("responsibilities", part["export"]?["responsibilities"]),
            ("inherited", part["inherited"]), ("satisfied", part["satisfied"]) }
            .SelectMany(list => PlanWriter.Objects(list.Item2).Select(entry => (Kind: list.Item1, Entry: entry))).ToList();
        var own = PlanWriter.Objects(part["props"]).Where(property => PlanWriter.TextOf(property["ns"]) == OscalWords.Namespace).ToList();
        foreach (var property in own.Where(property => property["group"] is not null)) properties.Append(property.DeepClone());
        var isDescribed = entries.Count == 0 && status != "not-applicable" && !own.Exists(property => property["group"] is not null);
        if (isDescribed) entries.Add(("plain", part));
        for (var n = 0; n < entries.Count; n++)
        {
            var (kind, entry) = entries[n];
            var group = $"entry-{(n + 1).ToString(CultureInfo.InvariantCulture)}";
            var said = PlanWriter.Objects(entry["props"]).Where(property => PlanWriter.TextOf(property["ns"]) == OscalWords.Namespace
                && property["group"] is null && PlanWriter.TextOf(property["name"]) is not "description").ToList();
            bool Says(string name) => said.Exists(property => PlanWriter.TextOf(property["name"]) == name);
            properties.Append(OscalNames.Property("plain", "duty", Says("text") ? null : PlanWriter.TextOf(entry["description"]), group,
                PlanWriter.TextOf(entry["uuid"])));
            if (!Says("duty")) properties.Append(OscalNames.Property("duty", PlanWriter.TextOf(entry["uuid"])!, null, group));
            if (kind == "responsibilities" && !Says("party")) properties.Append(OscalNames.Property("party", "customer", null, group));
            if (kind == "responsibilities" && !Says("implementation"))
                properties.Append(OscalNames.Property("implementation", "none", null, group));
            if (PlanWriter.TextOf(entry["provided-uuid"]) is { } provided && kind == "responsibilities")
                properties.Append(OscalNames.Property("depends-on", provided, null, group));
            foreach (var property in said)
            {
                var copy = PlanWriter.Copy(property);
                copy["group"] = group;
                properties.Append(copy);
            }
        }
    }

    private static IEnumerable<JsonObject> PartsOf(JsonObject place) => PlanWriter.Objects(place["by-components"])
        .Where(part => PlanWriter.TextOf(part["component-uuid"]) is not null);

    private static string? Own(JsonObject node, string name) => PlanWriter.TextOf(PlanWriter.Own(node, name)?["value"]);
}
