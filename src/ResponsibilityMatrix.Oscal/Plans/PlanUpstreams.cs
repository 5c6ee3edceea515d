using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Oscal;

/// <summary>The upstreams of a plan: its leveraged authorizations, and what is inherited without one. Not thread-safe.</summary>
internal sealed class PlanUpstreams
{
    private readonly OscalFile _file;
    private readonly string _matrix;
    private readonly PlanLinks _links;
    private readonly ImportResult _result;
    private readonly List<Party> _parties;
    private readonly Func<string, string, string> _idFor;
    private readonly List<Upstream> _all = [];
    private readonly FreeIds _ids = new();
    private readonly Dictionary<string, string> _providers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byAuthorization = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byMatrix = new(StringComparer.Ordinal);

    public PlanUpstreams(OscalFile file, string matrix, PlanLinks links, ImportResult result, List<Party> parties,
        IReadOnlyDictionary<string, OscalNode> organizations, Func<string, string, string> idFor)
    {
        (_file, _matrix, _links, _result, _parties, _idFor) = (file, matrix, links, result, parties, idFor);
        foreach (var authorization in file.Content!.Object("system-implementation")?.Items("leveraged-authorizations") ?? [])
        {
            result.Count("leveraged authorizations");
            var organization = authorization.Text("party-uuid") is { } party ? organizations.GetValueOrDefault(party) : null;
            var title = OscalWords.Plain(authorization.Text("title")?.Split('[')[0])
                ?? OscalWords.Plain(authorization.Text("title")) ?? "Leveraged system";
            var name = OscalWords.Plain(organization?.Text("name")) ?? title;
            var at = Add(title, name, OscalWords.Kept(authorization.Element.WriteTo), OscalWords.Own(authorization, "upstream"));
            if (authorization.Text("uuid") is { } uuid) _byAuthorization.TryAdd(uuid, at);
            if (OscalWords.Own(authorization, "matrix") is { } stated && !stated.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c))
                && Uri.TryCreate(stated, UriKind.Absolute, out _)) Link(at, stated);
        }
        // Which matrix an authorization means is said by the components that name it.
        foreach (var component in file.Content!.Object("system-implementation")?.Items("components") ?? [])
            if (AuthorizationOf(component) is { } at) Components[component.Text("uuid") ?? ""] = at;
        foreach (var (place, _) in PlanLinks.Places(file.Content!))
        {
            foreach (var part in place.Items("by-components"))
            {
                if (Components.TryGetValue(part.Text("component-uuid") ?? "", out var at))
                    foreach (var uuid in References(part))
                        if (links.Find(uuid, matrix) is { } link) Link(at, link.Matrix);
            }
        }
    }

    /// <summary>The upstreams.</summary>
    public ValueList<Upstream> All
    {
        get
        {
            foreach (var upstream in _all.Where(upstream => upstream.Matrix is null))
                _result.Findings.Add(_file, "RM7003", $"It is not known which matrix “{Shortened.Text(upstream.Id)}” is: none of those " +
                    "at hand has what the plan inherits or satisfies. Import the leveraged plan together with it, or give its matrix.",
                    _file.Content!.Object("system-implementation"));
            return _all.ToValueList();
        }
    }

    private Dictionary<string, int> Components { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is an upstream with an id.</summary>
    public bool Has(string upstream) => _known.Contains(upstream);

    /// <summary>The upstream that a component belongs to; null if to none.</summary>
    public string? OfComponent(OscalNode? component) =>
        component?.Text("uuid") is { } uuid && Components.TryGetValue(uuid, out var at) ? _all[at].Id : null;

    /// <summary>The upstream of something that is inherited or satisfied.</summary>
    /// <param name="node">What inherits or satisfies.</param>
    /// <param name="uuid">The UUID of what is provided or left to the customer there.</param>
    /// <param name="component">The component.</param>
    public string Of(OscalNode node, string? uuid, OscalNode? component)
    {
        if (_links.Find(uuid, _matrix) is { } link)
        {
            if (_byMatrix.TryGetValue(link.Matrix, out var known)) return _all[known].Id;
            var open = component?.Text("uuid") is { } own && Components.TryGetValue(own, out var of) && _all[of].Matrix is null ? of
                : _all.FindIndex(upstream => upstream.Matrix is null);
            if (open >= 0)
            {
                Link(open, link.Matrix);
                return _all[open].Id;
            }
            var added = Add("Leveraged system", "Leveraged system", default, null);
            Link(added, link.Matrix);
            return _all[added].Id;
        }
        if (OfComponent(component) is { } upstream) return upstream;
        if (_all.Count == 0)
        {
            _result.Findings.Add(_file, "RM7003",
                "The plan inherits or satisfies without a leveraged authorization: an upstream “leveraged-system” stands for it.", node);
            Add("Leveraged system", "Leveraged system", default, null);
        }
        else if (_all.Count > 1)
        {
            _result.Findings.Add(_file, "RM7003", "It is not known of which leveraged authorization something is inherited or satisfied: " +
                "the first one is assumed. Import the leveraged plans together with this one.", node);
        }
        return _all[0].Id;
    }

    /// <summary>The upstream that a property names by the UUID of its authorization; without one, the only one.</summary>
    public string OfProperty(OscalNode node) =>
        node.Properties("leveraged-authorization-uuid").Select(uuid => _byAuthorization.TryGetValue(uuid, out var at) ? at : -1)
            .FirstOrDefault(at => at >= 0, -1) is >= 0 and var found ? _all[found].Id : Of(node, null, null);

    private int? AuthorizationOf(OscalNode component)
    {
        foreach (var uuid in component.Properties("leveraged-authorization-uuid"))
            if (_byAuthorization.TryGetValue(uuid, out var at)) return at;
        return component.Text("type") == "system" && component.Properties("inherited-uuid").Any() && _all.Count > 0 ? 0 : null;
    }

    private static IEnumerable<string> References(OscalNode part) =>
        part.Items("inherited").Select(item => item.Text("provided-uuid"))
            .Concat(part.Items("satisfied").Select(item => item.Text("responsibility-uuid"))).OfType<string>();

    private void Link(int at, string matrix)
    {
        if (_all[at].Matrix is not null || !_byMatrix.TryAdd(matrix, at)) return;
        _all[at] = _all[at] with { Matrix = matrix };
        _result.Count("upstreams linked");
    }

    private int Add(string title, string party, ValueMap<JsonText> extensions, string? stated)
    {
        var id = _ids.Take(stated ?? Slugs.Ascii(title, "upstream"));
        if (!_providers.TryGetValue(party, out var provider))
        {
            _providers.Add(party, provider = _idFor(party, "upstream-org"));
            _parties.Add(new Party { Id = provider, Name = party });
        }
        _known.Add(id);
        _all.Add(new Upstream { Id = id, Provider = provider, Extensions = extensions });
        return _all.Count - 1;
    }
}
