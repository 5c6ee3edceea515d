using System.Text.Json;
using ResponsibilityMatrix.Documents;

namespace ResponsibilityMatrix.Oscal;

/// <summary>
/// Makes matrices of component definitions: what a component implements is read as a plan of which it is the one component, or, where
/// components become one matrix, one of several.
/// </summary>
internal static class ComponentReader
{
    private static readonly string[] ProviderRoles = ["provider", "supplier", "cloud-service-provider", "owner", "creator", "prepared-by"];

    /// <summary>Reads a definition.</summary>
    public static void Read(OscalFile file, OscalImportOptions options, ImportResult sink, CancellationToken cancellationToken)
    {
        var definition = file.Content!;
        foreach (var left in definition.Items("capabilities"))
            sink.Findings.Add(file, "RM7002", "A capability is left out: only what components implement is read.", left);
        foreach (var left in definition.Items("import-component-definitions"))
            sink.Findings.Add(file, "RM7002", "A component definition that this one imports is not opened. Import it too.", left);
        var components = definition.Items("components").ToList();
        sink.Count("components", components.Count);
        var reading = new List<OscalNode>();
        foreach (var component in components)
        {
            if (component.Items("control-implementations").Any()) reading.Add(component);
            else sink.Findings.Add(file, "RM7002", "A component that implements no control is left out.", component);
        }
        if (components.Count == 0)
            sink.Findings.Add(file, "RM7002", "The definition has no component, so that there is no matrix.", definition);
        Dictionary<string, OscalNode> organizations = new(StringComparer.OrdinalIgnoreCase);
        foreach (var party in definition.Object("metadata")?.Items("parties") ?? [])
            if (party.Text("uuid") is { } uuid && party.Text("type") != "person") organizations.TryAdd(uuid, party);
        var merged = options.MergesComponents && reading.Count > 0;
        List<OscalFile> plans = [];
        foreach (var part in merged ? [reading] : reading.Select(component => new List<OscalNode> { component }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            plans.Add(file.Derive(Plan(file, part, merged, organizations, options.Documents), merged ? definition : part[0],
                options.Limits));
        }
        foreach (var plan in plans) sink.Findings.AddRange(plan.Diagnostics);
        PlanReader.Read(plans.FindAll(plan => plan.Content is not null), options, sink, cancellationToken);
    }

    // A plan of components, as far as these say what a plan says.
    private static byte[] Plan(OscalFile file, List<OscalNode> components, bool isMerged, Dictionary<string, OscalNode> organizations,
        DocumentSet documents)
    {
        var definition = file.Content!;
        var metadata = definition.Object("metadata");
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("system-security-plan");
            Text(writer, "uuid", (isMerged ? definition : components[0]).Text("uuid"));
            var title = isMerged ? metadata?.Text("title") : components[0].Text("title");
            var sources = components.SelectMany(component => component.Items("control-implementations"))
                .Select(implementation => implementation.Text("source")).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var named = sources.Take(100).ToDictionary(source => source, source => PlanCatalog.NameOf(Words(file, source), documents),
                StringComparer.Ordinal);
            var catalogs = named.Values.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            writer.WriteStartObject("metadata");
            Text(writer, "title", title);
            Text(writer, "version", metadata?.Text("version"));
            Text(writer, "published", metadata?.Text("published"));
            writer.WriteStartArray("parties");
            var own = organizations.Values.Where(party => OscalWords.Own(party, "party-id") is not null).ToList();
            if (own.Count > 0) own.ForEach(party => party.Element.WriteTo(writer));
            else if (ProviderOf(components, metadata, organizations) is { } provider) provider.Element.WriteTo(writer);
            writer.WriteEndArray();
            var stated = isMerged && metadata is not null ? OscalWords.OwnProperty(metadata, "matrix") : null;
            if (catalogs.Count > 1 || stated is not null)
            {
                writer.WriteStartArray("props");
                stated?.Element.WriteTo(writer);
                foreach (var catalog in catalogs) Property(writer, "catalog", catalog);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
            writer.WriteStartObject("import-profile");
            Text(writer, "href", sources.Count == 0 ? null : string.Join(' ', sources.Take(5).Select(source => Words(file, source))));
            writer.WriteEndObject();
            writer.WriteStartObject("system-characteristics");
            Text(writer, "system-name", title);
            if (!isMerged) Text(writer, "description", components[0].Text("description"));
            if (!isMerged && components[0].Items("props").Any())
            {
                writer.WritePropertyName("props");
                components[0].Element.GetProperty("props").WriteTo(writer);
            }
            writer.WriteEndObject();
            writer.WriteStartObject("system-implementation");
            writer.WriteStartArray("components");
            foreach (var component in components)
            {
                writer.WriteStartObject();
                OscalWords.WriteMembers(writer, component, "control-implementations", "props");
                writer.WriteStartArray("props");
                foreach (var property in component.Items("props")) property.Element.WriteTo(writer);
                if (!isMerged) Property(writer, "implicit", "yes");
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteStartObject("control-implementation");
            writer.WriteStartArray("implemented-requirements");
            foreach (var component in components)
            {
                foreach (var implementation in component.Items("control-implementations"))
                {
                    var catalog = catalogs.Count > 1 && implementation.Text("source") is { } source ? named.GetValueOrDefault(source)
                        : null;
                    foreach (var requirement in implementation.Items("implemented-requirements"))
                        Requirement(writer, component, requirement, catalog);
                }
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void Requirement(Utf8JsonWriter writer, OscalNode component, OscalNode requirement, string? catalog)
    {
        writer.WriteStartObject();
        OscalWords.WriteMembers(writer, requirement, "description", "statements", "props");
        writer.WriteStartArray("props");
        foreach (var property in requirement.Items("props"))
            if (property.Text("name") != "implementation-status") property.Element.WriteTo(writer);
        if (catalog is not null && OscalWords.Own(requirement, "catalog") is null) Property(writer, "catalog", catalog);
        writer.WriteEndArray();
        Part(writer, component, requirement, null);
        writer.WriteStartArray("statements");
        foreach (var statement in requirement.Items("statements"))
        {
            writer.WriteStartObject();
            OscalWords.WriteMembers(writer, statement, "description");
            Part(writer, component, statement, requirement);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // The description of a requirement or statement is what its component does.
    private static void Part(Utf8JsonWriter writer, OscalNode component, OscalNode node, OscalNode? above)
    {
        if (node.Text("description") is not { } description || OscalWords.Own(node, "description") == "none") return;
        writer.WriteStartArray("by-components");
        writer.WriteStartObject();
        Text(writer, "component-uuid", component.Text("uuid"));
        Text(writer, "uuid", node.Text("uuid"));
        Text(writer, "description", description);
        writer.WriteStartArray("props");
        foreach (var property in (node.Properties("implementation-status").Any() ? node : above ?? node).Items("props"))
            if (property.Text("name") == "implementation-status") property.Element.WriteTo(writer);
        foreach (var property in node.Items("props"))
        {
            if (property.Text("ns") == OscalWords.Namespace
                && (property.Text("group") is not null || property.Text("name") == "description"))
                property.Element.WriteTo(writer);
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static OscalNode? ProviderOf(List<OscalNode> components, OscalNode? metadata, Dictionary<string, OscalNode> organizations)
    {
        var responsible = components.SelectMany(component => component.Items("responsible-roles"))
            .Concat(metadata?.Items("responsible-parties") ?? []).ToList();
        foreach (var role in ProviderRoles)
        {
            foreach (var uuid in responsible.Where(node => node.Text("role-id") == role).SelectMany(node => node.Texts("party-uuids")))
                if (organizations.TryGetValue(uuid, out var organization)) return organization;
        }
        return organizations.Count == 1 ? organizations.Values.First() : null;
    }

    // Nothing is opened: the words of the link, or of the resource that it points to.
    private static string Words(OscalFile file, string source)
    {
        if (!source.StartsWith('#') || !file.Resources.TryGetValue(source[1..], out var resource)) return source;
        return string.Join(' ', new[] { resource.Text("title"), resource.Text("description") }
            .Concat(resource.Items("rlinks").Take(5).Select(link => link.Text("href"))).OfType<string>());
    }

    private static void Text(Utf8JsonWriter writer, string member, string? text)
    {
        if (text is not null) writer.WriteString(member, text);
    }

    private static void Property(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("ns", OscalWords.Namespace);
        writer.WriteString("value", value);
        writer.WriteEndObject();
    }
}
