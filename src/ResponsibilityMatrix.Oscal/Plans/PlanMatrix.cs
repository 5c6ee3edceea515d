using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Makes the matrix of one system security plan. Not thread-safe.</summary>
internal sealed partial class PlanMatrix(
    OscalFile file, string id, OscalImportOptions options, PlanLinks links, ImportResult result)
{
    private static readonly string[] ProviderRoles =
        ["cloud-service-provider", "provider", "system-owner", "owner", "creator", "prepared-by", "content-approver"];

    private const int LongestName = 200;

    private readonly OscalNode _plan = file.Content!;
    private readonly Dictionary<string, OscalNode> _components = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OscalNode> _organizations = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _named = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _dutyIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlanPlace> _places = new(StringComparer.Ordinal);
    private readonly List<Party> _parties = [];
    private readonly FreeIds _partyIds = new(Party.ProviderWord, Party.CustomerWord);
    private PlanUpstreams _upstreams = null!;
    private PlanCatalog _catalog = null!;

    /// <summary>Makes the matrix.</summary>
    public void Make(CancellationToken cancellationToken)
    {
        var (service, provider, customer) = Service();
        foreach (var component in _plan.Object("system-implementation")?.Items("components") ?? [])
            if (component.Text("uuid") is { } uuid) _components.TryAdd(uuid, component);
        _upstreams = new PlanUpstreams(file, id, links, result, _parties, _organizations, IdFor);
        var requirements = _plan.Object("control-implementation")?.Items("implemented-requirements").ToList() ?? [];
        if (requirements.Count == 0)
            result.Findings.Add(file, "RM7002", $"The {file.Noun} implements no control, so that the matrix has no assignment.", _plan);
        _catalog = PlanCatalog.Choose(file, _plan.Object("import-profile") ?? _plan, ProfileWords(), IdsOf(requirements), service.Id,
            options, result, _plan.Object("metadata") is { } metadata ? [.. OscalWords.OwnProperties(metadata, null)
                .Where(OscalWords.Named("catalog")).Select(property => property.Text("value")).OfType<string>()] : []);
        foreach (var part in PlanLinks.Places(_plan).SelectMany(place => place.Node.Items("by-components"))) NameDuties(part);
        foreach (var requirement in requirements)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(requirement);
        }
        _catalog.Tell(file, _plan.Object("control-implementation"), result);
        List<Assignment> assignments = [.. _places.Values.Select(place => place.ToAssignment(this)).OfType<Assignment>()];
        result.Count("requirements", requirements.Count);
        result.Count("assignments", assignments.Count);
        if (_catalog.Made is { } made) result.Catalogs.Add(made);
        result.Matrices.Add(new Matrix
        {
            Id = id,
            Version = Version(),
            Title = OscalWords.Plain(_plan.Object("metadata")?.Text("title")) ?? $"{service.Name} System Security Plan",
            Published = Date(_plan.Object("metadata")?.Text("published")),
            Service = service with { Provider = provider, Customer = customer },
            Parties = _parties.ToValueList(),
            Authorizations = Authorizations(),
            Catalogs = _catalog.Scopes,
            Controls = _catalog.Own,
            Upstreams = _upstreams.All,
            Assignments = assignments.ToValueList(),
            Extensions = OscalWords.Kept(Keep),
        });
    }

    /// <summary>What a by-component says, as duties of a place.</summary>
    public OscalFile File => file;

    /// <summary>The upstreams.</summary>
    public PlanUpstreams Upstreams => _upstreams;

    /// <summary>Where findings go.</summary>
    public ImportResult Result => result;

    /// <summary>The id of the matrix.</summary>
    public string MatrixId => id;

    /// <summary>What UUIDs name elsewhere.</summary>
    public PlanLinks Links => links;

    /// <summary>The component of a by-component, or null.</summary>
    public OscalNode? ComponentOf(OscalNode part)
    {
        if (part.Text("component-uuid") is { } uuid && _components.TryGetValue(uuid, out var component)) return component;
        if (part.Text("component-uuid") is not null)
            result.Findings.Add(file, "RM7003", "A by-component names a component that the plan does not have: its duties have none.",
                part);
        return null;
    }

    /// <summary>The id of the duty that has a UUID, or null.</summary>
    public string? DutyOf(string? uuid) => uuid is not null && _named.TryGetValue(uuid, out var found) ? found : null;

    /// <summary>A UUID as the id of a duty, if it is free; a plan that was made of a matrix may say another id.</summary>
    public string? TakeId(OscalNode node, string? group = null)
    {
        if (IdOf(node, group) is not { } own) return null;
        if (_dutyIds.Add(own)) return own;
        result.Findings.Add(file, "RM7003", "A UUID is used twice: the duty of the later one has no id, and references mean the first.",
            node);
        return null;
    }

    private static string? IdOf(OscalNode node, string? group) => OscalWords.IdOf(
        OscalWords.OwnProperties(node, group).FirstOrDefault(OscalWords.Named("duty")) is { } own
            ? own.Text("value") is "none" ? null : own.Text("value")
        : group is null ? node.Text("uuid") : OscalWords.OwnProperties(node,
            group).FirstOrDefault(OscalWords.Named("plain"))?.Text("uuid"));

    // References may come before what they name.
    private void NameDuties(OscalNode part)
    {
        foreach (var item in (part.Object("export")?.Items("provided") ?? []).Concat(part.Object("export")?.Items("responsibilities") ?? [])
            .Concat(part.Items("inherited")).Concat(part.Items("satisfied")).Append(part))
            if (item.Text("uuid") is { } uuid && IdOf(item, null) is { } own) _named.TryAdd(uuid, own);
        foreach (var plain in part.Items("props").Where(OscalWords.Named("plain")))
            if (plain.Text("uuid") is { } uuid && IdOf(part, plain.Text("group")) is { } own) _named.TryAdd(uuid, own);
    }

    private void Read(OscalNode requirement)
    {
        if (requirement.Text("control-id") is not { } controlId)
        {
            result.Findings.Add(file, "RM7002", "An implemented requirement without a control-id is left out.", requirement);
            return;
        }
        var catalog = OscalWords.Own(requirement, "catalog");
        var isOfStatements = OscalWords.Own(requirement, "scope") == "statements";
        var named = OscalWords.Own(requirement, "control") ?? controlId;
        if (_catalog.Find(named, title: OscalWords.Own(requirement, "title"), catalog: catalog, isInScope: !isOfStatements,
            parent: isOfStatements ? named : null) is not { } control)
        {
            result.Findings.Add(file, "RM7002",
                "A control-id without a letter or digit is the id of no control: its requirement is left out.", requirement);
            return;
        }
        PlaceOf(control).Add(this, requirement, null);
        foreach (var statement in requirement.Items("statements"))
        {
            if (statement.Text("statement-id") is not { } statementId
                || _catalog.Find(OscalWords.Own(statement, "control") ?? statementId,
                    OscalWords.Own(statement, "parent") ?? named, OscalWords.Own(statement, "title"),
                    OscalWords.Own(statement, "catalog") ?? catalog, isOfStatements) is not { } part)
            {
                result.Findings.Add(file, "RM7002", "A statement without a statement-id is left out.", statement);
                continue;
            }
            result.Count("statements");
            PlaceOf(part).Add(this, statement, requirement);
        }
    }

    private PlanPlace PlaceOf(NamedControl control)
    {
        var key = control.Selector.ToString();
        if (!_places.TryGetValue(key, out var place)) _places.Add(key, place = new PlanPlace(control));
        return place;
    }

    private static List<(string Control, List<string> Parts)> IdsOf(List<OscalNode> requirements) => requirements
        .Where(requirement => OscalWords.Own(requirement, "catalog") != Catalog.Local)
        .Select(requirement => (Control: requirement.Text("control-id")!,
            Parts: requirement.Items("statements").Select(statement => statement.Text("statement-id")).OfType<string>().ToList()))
        .Where(named => named.Control is not null).ToList();

    // Nothing is opened: the words of the link, and those of the resource in the back matter that it points to.
    private string ProfileWords()
    {
        var href = _plan.Object("import-profile")?.Text("href") ?? "";
        if (!href.StartsWith('#')) return href;
        var resource = _plan.Object("back-matter")?.Items("resources")
            .FirstOrDefault(known => string.Equals(known.Text("uuid"), href[1..], StringComparison.OrdinalIgnoreCase));
        return resource is null ? href
            : string.Join(' ', new[] { resource.Text("title"), resource.Text("description") }
                .Concat(resource.Items("rlinks").Select(link => link.Text("href"))).OfType<string>());
    }

    private (Service Service, string Provider, string Customer) Service()
    {
        var metadata = _plan.Object("metadata");
        var characteristics = _plan.Object("system-characteristics");
        List<OscalNode> organizations = [];
        Dictionary<string, List<string>> memberships = new(StringComparer.OrdinalIgnoreCase);
        foreach (var party in metadata?.Items("parties") ?? [])
        {
            if (party.Text("uuid") is not { } uuid) continue;
            if (party.Text("type") == "person")
            {
                memberships.TryAdd(uuid, [.. party.Texts("member-of-organizations")]);
                continue;
            }
            if (NameOf(party) is not null && _organizations.TryAdd(uuid, party)) organizations.Add(party);
        }
        var title = OscalWords.Plain(metadata?.Text("title"));
        var systemName = OscalWords.Plain(characteristics?.Text("system-name"));
        var ofTitle = title is null or { Length: > LongestName } ? null : TitleEnd().Replace(title, "").Trim() is { Length: > 0 } cut ? cut
            : null;
        var organization = OrganizationOf(metadata, characteristics, memberships)
            ?? (organizations.Count == 1 ? organizations[0] : null);
        var providerName = options.Provider ?? (organization is null ? null : NameOf(organization)) ?? ofTitle ?? systemName ?? "Provider";
        if (organization is null && options.Provider is null && !HasOwnParties(metadata))
            result.Findings.Add(file, "RM7003", $"The {file.Noun} names no organisation as provider; it is called " +
                $"“{Shortened.Text(providerName)}” after its title or the system's name. Name the provider.", metadata ?? _plan);
        var customerRole = metadata?.Items("roles").FirstOrDefault(role => role.Text("id") == "customer");
        var customerName = options.Customer ?? OscalWords.Plain(customerRole?.Text("title")) ?? "Customer";
        var own = OwnParties(metadata);
        var provider = own.Find(party => party.Side == Sides.Provider && options.Provider is null)?.Id
            ?? Add(providerName, "provider-org", PartyRole.Provider, organization);
        var customer = own.Find(party => party.Side == Sides.Customer && party.Id != provider && options.Customer is null)?.Id
            ?? Add(customerName, "customer-org", PartyRole.Customer, null);
        var name = options.Service ?? systemName ?? ofTitle ?? providerName;
        var systemId = characteristics?.Items("system-ids").Select(item => item.Text("id")).OfType<string>()
            .FirstOrDefault(text => !Guid.TryParse(text, out _) && text.Any(char.IsAsciiLetter) && text.Length <= LongestName);
        var service = new Service
        {
            Id = OscalWords.IdOf(characteristics is null || options.Service is not null ? null : OscalWords.Own(characteristics, "service"))
                ?? Slugs.Ascii(options.Service ?? systemId ?? name, "service"),
            Name = name,
            Description = characteristics?.Text("description") is { } description && description != name ? description : null,
            Provider = provider,
            Customer = customer,
            Models = Models(characteristics),
        };
        return (service, provider, customer);
    }

    private static bool HasOwnParties(OscalNode? metadata) =>
        metadata?.Items("parties").Any(party => OscalWords.Own(party, "party-id") is not null) == true;

    // A plan that was made of a matrix names the matrix's parties.
    private List<Party> OwnParties(OscalNode? metadata)
    {
        List<Party> own = [];
        List<(string Id, Sides Side)> affiliates = [];
        foreach (var party in metadata?.Items("parties") ?? [])
        {
            if (OscalWords.Own(party, "party-id") is not { } stated || Slugs.Ascii(stated, "party") is not { } id) continue;
            if (PartyId().IsMatch(stated)) id = stated;
            var side = OscalWords.Own(party, "side") switch
            {
                Party.ProviderWord => Sides.Provider,
                Party.CustomerWord => Sides.Customer,
                _ => (Sides?)null,
            };
            if (side is not null && own.Exists(known => known.Side == side)) side = null;
            own.Add(new Party
            {
                Id = _partyIds.Take(id),
                Name = OscalWords.OwnProperty(party, "party-id")!.Text("remarks") ?? NameOf(party) ?? id,
                Side = side,
                Extensions = Extension(party),
            });
            if (OscalWords.Own(party, "affiliate-of") is { } affiliate && own[^1].Side is null)
                affiliates.Add((own[^1].Id, affiliate == Party.CustomerWord ? Sides.Customer : Sides.Provider));
            PartyIds.TryAdd(stated, own[^1].Id);
        }
        var sides = affiliates.ToDictionary(affiliate => affiliate.Id, affiliate => (Sides?)affiliate.Side, StringComparer.Ordinal);
        _parties.AddRange(own.Select(party => party with { Side = sides.GetValueOrDefault(party.Id) }));
        return own;
    }

    /// <summary>The ids of the parties that a plan names as those of a matrix, by the ids there.</summary>
    public Dictionary<string, string> PartyIds { get; } = new(StringComparer.Ordinal);

    private string Add(string name, string none, PartyRole role, OscalNode? organization)
    {
        var party = IdFor(name, none);
        _parties.Add(new Party { Id = party, Name = name, Role = role, Extensions = Extension(organization) });
        return party;
    }

    private OscalNode? OrganizationOf(OscalNode? metadata, OscalNode? characteristics, Dictionary<string, List<string>> memberships)
    {
        var responsible = new[] { metadata, characteristics }.OfType<OscalNode>()
            .SelectMany(node => node.Items("responsible-parties")).ToList();
        foreach (var role in ProviderRoles)
        {
            foreach (var uuid in responsible.Where(node => node.Text("role-id") == role).SelectMany(node => node.Texts("party-uuids")))
            {
                if (_organizations.TryGetValue(uuid, out var organization)) return organization;
                if (!memberships.TryGetValue(uuid, out var of)) continue;
                foreach (var member in of)
                    if (_organizations.TryGetValue(member, out organization)) return organization;
            }
        }
        return null;
    }

    private ValueList<string> Models(OscalNode? characteristics)
    {
        if (options.Model is { } stated) return [stated];
        if (characteristics is not null && OscalWords.Own(characteristics, "service-model") is { } own
            && ServiceModel.BuiltIn.Any(model => model.Id == own)) return [own];
        var said = characteristics?.Properties("cloud-service-model").Select(word => word.ToLowerInvariant())
            .Where(word => word is "saas" or "paas" or "iaas").Distinct().ToValueList() ?? default;
        if (!said.IsEmpty) return said;
        var words = $"{characteristics?.Text("system-name")} {_plan.Object("metadata")?.Text("title")}";
        var named = words.Length > 2 * LongestName ? []
            : ModelWord().Matches(words).Select(match => match.Value.ToLowerInvariant()).Distinct().ToList();
        if (named.Count == 1)
        {
            result.Findings.Add(file, "RM7003", $"The {file.Noun} has no property cloud-service-model: {named[0]} is read from its title " +
                "and the system's name. Name the service model.", characteristics ?? _plan);
            return [named[0]];
        }
        result.Findings.Add(file, "RM7003",
            $"The {file.Noun} has no property cloud-service-model with saas, paas or iaas: saas is assumed. Name the service model.",
            characteristics ?? _plan);
        return ["saas"];
    }

    private SemanticVersion Version()
    {
        var metadata = _plan.Object("metadata");
        var stated = metadata?.Text("version");
        if (VersionOf(stated) is { } version)
        {
            if ($"{version}" != stated)
                result.Findings.Add(file, "RM7003", $"The version “{stated}” is read as {version}.", metadata);
            return version;
        }
        result.Findings.Add(file, "RM7003", stated is null ? $"The {file.Noun} has no version: 0.1.0 is assumed."
            : $"The version “{Shortened.Text(stated)}” cannot be read as a semantic version: 0.1.0 is assumed.", metadata ?? _plan);
        return SemanticVersion.Parse("0.1.0");
    }

    /// <summary>A version as a semantic version, where it can be read as one: up to three numbers.</summary>
    public static SemanticVersion? VersionOf(string? stated)
    {
        if (SemanticVersion.TryParse(stated, out var version)) return version;
        if (stated is null or { Length: > LongestName } || !VersionShape().IsMatch(stated)) return null;
        var numbers = Numbers().Matches(stated).Select(match => match.Value.TrimStart('0').PadLeft(1, '0')).Concat(["0", "0"]);
        return SemanticVersion.TryParse(string.Join('.', numbers.Take(3)), out version) ? version : null;
    }

    private ValueList<Authorization> Authorizations()
    {
        var characteristics = _plan.Object("system-characteristics");
        if (characteristics?.Properties("authorization-type").FirstOrDefault(type => type.StartsWith("fedramp", StringComparison.Ordinal))
            is not { } type) return [];
        var level = type.Contains("li-saas", StringComparison.Ordinal) ? "li-saas"
            : characteristics.Text("security-sensitivity-level")?.Split('-')[^1].ToLowerInvariant();
        return
        [
            new Authorization
            {
                Scheme = "fedramp",
                Level = level is "li-saas" or "low" or "moderate" or "high" ? level : null,
                Issued = Date(characteristics.Text("date-authorized")),
            },
        ];
    }

    private string IdFor(string name, string none)
    {
        var slug = Slugs.Ascii(name, none);
        return _partyIds.Take(slug is Party.ProviderWord or Party.CustomerWord ? $"{slug}-org" : slug);
    }

    private static string? NameOf(OscalNode party) => OscalWords.Plain(party.Text("name") ?? party.Text("short-name"));

    private static ValueMap<JsonText> Extension(OscalNode? node) => node is null ? default : OscalWords.Kept(node.Element.WriteTo);

    private static DateOnly? Date(string? text) =>
        text is { Length: >= 10 } && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var date) ? date : null;

    // The whole plan but what duties hold: by-components are kept with these.
    private void Keep(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        OscalWords.WriteMembers(writer, _plan, "control-implementation");
        if (_plan.Object("control-implementation") is { } implementation)
        {
            writer.WriteStartObject("control-implementation");
            OscalWords.WriteMembers(writer, implementation, "implemented-requirements");
            writer.WriteStartArray("implemented-requirements");
            foreach (var requirement in implementation.Items("implemented-requirements"))
            {
                writer.WriteStartObject();
                OscalWords.WriteMembers(writer, requirement, "by-components", "statements");
                writer.WriteStartArray("statements");
                foreach (var statement in requirement.Items("statements"))
                {
                    writer.WriteStartObject();
                    OscalWords.WriteMembers(writer, statement, "by-components");
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    [GeneratedRegex(@"[\s\-–:,(]*\b(system\s+security\s+plan|ssp)\b[\s).]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TitleEnd();

    [GeneratedRegex(@"\b(saas|paas|iaas)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ModelWord();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{0,199}\z", RegexOptions.None, 1000)]
    private static partial Regex PartyId();

    [GeneratedRegex(@"[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^[vV]?\.?\s*[0-9]{1,9}([.-][0-9]{1,9}){0,2}$", RegexOptions.None, 1000)]
    private static partial Regex VersionShape();
}
