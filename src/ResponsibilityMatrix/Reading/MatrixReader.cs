using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Reads matrix documents. Thread-safe.</summary>
public static class MatrixReader
{
    /// <summary>Reads a matrix. What is wrong with the text becomes findings, never an exception.</summary>
    /// <param name="utf8">The document in UTF-8. It must not change while the result is in use.</param>
    /// <param name="file">The file's name for findings, or null. Never opened.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public static ReadResult<Matrix> Read(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        List<Diagnostic> diagnostics = [];
        var index = JsonIndex.Build(utf8, file, limits ?? Limits.Default, diagnostics);
        var matrix = index is null ? null : new MatrixBuilder(index, diagnostics).Read();
        return new ReadResult<Matrix>(matrix, diagnostics.ToValueList(), file, utf8, index);
    }

    internal static ReadResult<Matrix> Read(JsonIndex index, List<Diagnostic> diagnostics) =>
        new(new MatrixBuilder(index, diagnostics).Read(), diagnostics.ToValueList(), index.File, index.Utf8, index);
}

internal sealed class MatrixBuilder(JsonIndex index, List<Diagnostic> diagnostics) : ControlReader(index, diagnostics)
{
    private static readonly MemberNames MatrixNames = new(
        "$schema", "schemaVersion", "id", "version", "title", "language", "authoredBy", "published", "effective", "reviewBy", "expires", "supersedes",
        "service", "parties", "status", "agreement", "approvals", "serviceModels", "parameters", "catalogs", "controls", "defaults", "extends",
        "upstream", "assignments", "commitments", "evidence", "translations", "accepted", "extensions");

    private static readonly MemberNames ServiceNames = new("id", "name", "description", "provider", "customer", "models");
    private static readonly MemberNames PartyNames = new("id", "name", "legalName", "identifiers", "role", "side", "aliases", "contacts", "extensions");
    private static readonly MemberNames IdentifierNames = new("scheme", "value");
    private static readonly MemberNames ContactNames = new("purpose", "email", "uri");
    private static readonly MemberNames AgreementNames = new("reference", "clause", "title");
    private static readonly MemberNames ApprovalNames = new("party", "name", "role", "date");
    private static readonly MemberNames SupersedesNames = new("id", "version");
    private static readonly MemberNames ServiceModelNames = new("id", "title", "basedOn", "layers");
    private static readonly MemberNames ParameterNames = new("id", "title", "values", "default");
    private static readonly MemberNames ScopeNames = new("id", "edition", "include", "exclude");
    private static readonly MemberNames BaseNames = new("id", "version", "digest");
    private static readonly MemberNames UpstreamNames = new("id", "matrix", "version", "context", "provider", "customer", "assurance", "evidence", "digest", "extensions");
    private static readonly MemberNames ContextNames = new("serviceModel", "parameters");
    private static readonly MemberNames AssignmentNames = new(
        "id", "controls", "when", "split", "state", "reason", "provider", "customer", "duties", "coupling", "inheritability", "source", "notes", "internalNote", "extensions");

    private static readonly MemberNames DutyNames = new(
        "id", "party", "involvement", "action", "text", "dependsOn", "satisfies", "inheritedFrom", "upstreamControls", "evidence", "commitments", "when",
        "component", "implementation", "internalNote", "extensions");

    private static readonly MemberNames SourceNames = new("label", "vocabulary");
    private static readonly MemberNames CommitmentNames = new(
        "id", "party", "metric", "target", "qualifier", "window", "when", "dependsOn", "controls", "notes", "extensions");

    private static readonly MemberNames TargetNames = new("operator", "value", "unit", "from");
    private static readonly MemberNames EvidenceNames = new("id", "kind", "title", "issuer", "uri", "issued", "period", "validUntil", "extensions");
    private static readonly MemberNames PeriodNames = new("from", "to");
    private static readonly MemberNames TranslationNames = new("title", "name", "text", "description");
    private static readonly MemberNames AcceptedNames = new("finding", "controls", "reason", "until");
    private static readonly string[] Units = ["percent", "minutes", "hours", "days", "months", "businessHours", "businessDays"];
    private static readonly string[] ClockStarts = ["occurrence", "detection", "awareness", "request"];

    public Matrix Read()
    {
        var version = ReadSchemaVersion(0);
        var matrix = new Matrix { SchemaVersion = version, Id = "", Version = default, Title = "", Service = NoService, Parties = [] };
        string? id = null, title = null, schemaVersion = null;
        SemanticVersion? documentVersion = null;
        Service? service = null;
        bool hasParties = false, hasAssignments = false;
        foreach (var (name, value) in Members(0, MatrixNames))
        {
            switch (name)
            {
                case "$schema": matrix = matrix with { Schema = Text(value) }; break;
                case "schemaVersion": schemaVersion = Text(value); break;
                case "id": id = AbsoluteUri(value); break;
                case "version": documentVersion = Version(value); break;
                case "title": title = NonEmpty(value); break;
                case "language": matrix = matrix with { Language = Matching(value, Patterns.Language(), "a language tag such as en or pt-BR") ?? "en" }; break;
                case "authoredBy": matrix = matrix with { AuthoredBy = NonEmpty(value) }; break;
                case "published": matrix = matrix with { Published = Date(value) }; break;
                case "effective": matrix = matrix with { Effective = Date(value) }; break;
                case "reviewBy": matrix = matrix with { ReviewBy = Date(value) }; break;
                case "expires": matrix = matrix with { Expires = Date(value) }; break;
                case "supersedes": matrix = matrix with { Supersedes = ReadSupersedes(value) }; break;
                case "service": service = ReadService(value); break;
                case "parties": hasParties = true; matrix = matrix with { Parties = List(value, ReadParty, 2) }; break;
                case "status": matrix = matrix with { Status = Word<DocumentStatus>(value) }; break;
                case "agreement": matrix = matrix with { Agreement = ReadAgreement(value) }; break;
                case "approvals": matrix = matrix with { Approvals = List(value, ReadApproval) }; break;
                case "serviceModels": matrix = matrix with { ServiceModels = List(value, ReadServiceModel) }; break;
                case "parameters": matrix = matrix with { Parameters = List(value, ReadParameter) }; break;
                case "catalogs": matrix = matrix with { Catalogs = List(value, ReadScope) }; break;
                case "controls": matrix = matrix with { Controls = List(value, ReadRow) }; break;
                case "defaults": matrix = matrix with { Defaults = Word<DefaultsPolicy>(value) ?? DefaultsPolicy.None }; break;
                case "extends": matrix = matrix with { Extends = ReadBase(value) }; break;
                case "upstream": matrix = matrix with { Upstream = List(value, ReadUpstream) }; break;
                case "assignments": hasAssignments = true; matrix = matrix with { Assignments = List(value, ReadAssignment) }; break;
                case "commitments": matrix = matrix with { Commitments = List(value, ReadCommitment) }; break;
                case "evidence": matrix = matrix with { Evidence = List(value, ReadEvidence) }; break;
                case "translations": matrix = matrix with { Translations = Map(value, ReadTranslations) }; break;
                case "accepted": matrix = matrix with { Accepted = List(value, ReadAccepted) }; break;
                default: matrix = matrix with { Extensions = Extensions(value) }; break;
            }
        }
        Require(0, schemaVersion, "schemaVersion");
        RequirePresent(0, documentVersion is not null, "version");
        RequirePresent(0, service is not null, "service");
        RequirePresent(0, hasParties, "parties");
        RequirePresent(0, hasAssignments, "assignments");
        return matrix with
        {
            Id = Require(0, id, "id"),
            Title = Require(0, title, "title"),
            Version = documentVersion ?? default,
            Service = service ?? NoService,
            Unrecognized = new(Unrecognized),
        };
    }

    private static Service NoService => new() { Id = "", Name = "", Provider = "", Customer = "", Models = [] };

    private Service ReadService(int token)
    {
        string? id = null, title = null, description = null, provider = null, customer = null;
        ValueList<string>? models = null;
        foreach (var (name, value) in Members(token, ServiceNames))
        {
            switch (name)
            {
                case "id": id = Id(value); break;
                case "name": title = NonEmpty(value); break;
                case "description": description = Text(value); break;
                case "provider": provider = NonEmpty(value); break;
                case "customer": customer = NonEmpty(value); break;
                default: models = UniqueTexts(value, 1); break;
            }
        }
        RequirePresent(token, models is not null, "models");
        return new Service
        {
            Id = Require(token, id, "id"),
            Name = Require(token, title, "name"),
            Description = description,
            Provider = Require(token, provider, "provider"),
            Customer = Require(token, customer, "customer"),
            Models = models ?? [],
        };
    }

    private Party ReadParty(int token)
    {
        var party = new Party { Id = "", Name = "" };
        string? id = null, title = null;
        foreach (var (name, value) in Members(token, PartyNames))
        {
            switch (name)
            {
                case "id": id = ReadPartyId(value); break;
                case "name": title = NonEmpty(value); break;
                case "legalName": party = party with { LegalName = NonEmpty(value) }; break;
                case "identifiers": party = party with { Identifiers = List(value, ReadIdentifier) }; break;
                case "role": party = party with { Role = Word<PartyRole>(value) }; break;
                case "side": party = party with { Side = ReadPartySide(value) }; break;
                case "aliases": party = party with { Aliases = Texts(value) }; break;
                case "contacts": party = party with { Contacts = List(value, ReadContact) }; break;
                default: party = party with { Extensions = Extensions(value) }; break;
            }
        }
        return party with { Id = Require(token, id, "id"), Name = Require(token, title, "name") };
    }

    private string? ReadPartyId(int token)
    {
        var id = Matching(token, Patterns.PartyId(), "an id of lower-case letters, digits, full stops, hyphens and underscores");
        if (id is Party.ProviderWord or Party.CustomerWord) Violation($"\"{id}\" is reserved: it stands for the party on that side. Give the party another id.");
        return id;
    }

    private Sides? ReadPartySide(int token)
    {
        if (Text(token) is not { } text) return null;
        if (text is "provider" or "customer") return text == "provider" ? Sides.Provider : Sides.Customer;
        NotAWord(text, ["provider", "customer"]);
        return null;
    }

    private PartyIdentifier ReadIdentifier(int token)
    {
        string? scheme = null, text = null;
        foreach (var (name, value) in Members(token, IdentifierNames))
        {
            if (name == "scheme") scheme = NonEmpty(value);
            else text = NonEmpty(value);
        }
        return new PartyIdentifier { Scheme = Require(token, scheme, "scheme"), Value = Require(token, text, "value") };
    }

    private Contact ReadContact(int token)
    {
        string? purpose = null, email = null, uri = null;
        foreach (var (name, value) in Members(token, ContactNames))
        {
            switch (name)
            {
                case "purpose": purpose = NonEmpty(value); break;
                case "email": email = Text(value); break;
                default: uri = Text(value); break;
            }
        }
        return new Contact { Purpose = Require(token, purpose, "purpose"), Email = email, Uri = uri };
    }

    private Agreement ReadAgreement(int token)
    {
        string? reference = null, clause = null, title = null;
        foreach (var (name, value) in Members(token, AgreementNames))
        {
            switch (name)
            {
                case "reference": reference = NonEmpty(value); break;
                case "clause": clause = NonEmpty(value); break;
                default: title = NonEmpty(value); break;
            }
        }
        return new Agreement { Reference = Require(token, reference, "reference"), Clause = clause, Title = title };
    }

    private Approval ReadApproval(int token)
    {
        string? party = null, person = null, role = null;
        DateOnly? date = null;
        foreach (var (name, value) in Members(token, ApprovalNames))
        {
            switch (name)
            {
                case "party": party = NonEmpty(value); break;
                case "name": person = NonEmpty(value); break;
                case "role": role = NonEmpty(value); break;
                default: date = Date(value); break;
            }
        }
        RequirePresent(token, date is not null, "date");
        return new Approval { Party = Require(token, party, "party"), Name = person, Role = role, Date = date ?? default };
    }

    private Supersedes ReadSupersedes(int token)
    {
        string? id = null;
        SemanticVersion? version = null;
        foreach (var (name, value) in Members(token, SupersedesNames))
        {
            if (name == "id") id = AbsoluteUri(value);
            else version = Version(value);
        }
        RequirePresent(token, version is not null, "version");
        return new Supersedes { Id = id, Version = version ?? default };
    }

    private ServiceModel ReadServiceModel(int token)
    {
        string? id = null, title = null, basedOn = null;
        ValueMap<LayerOwner>? layers = null;
        foreach (var (name, value) in Members(token, ServiceModelNames))
        {
            switch (name)
            {
                case "id": id = Id(value); break;
                case "title": title = NonEmpty(value); break;
                case "basedOn": basedOn = Id(value); break;
                default: layers = Map(value, ReadLayerOwner); break;
            }
        }
        RequirePresent(token, layers is not null, "layers");
        return new ServiceModel { Id = Require(token, id, "id"), Title = Require(token, title, "title"), BasedOn = basedOn, Layers = layers ?? default };
    }

    private LayerOwner ReadLayerOwner(string layer, int token)
    {
        if (!Words.TryParse<Layer>(layer, out _))
            Violation($"\"{Shorten(layer)}\" is no layer: the layers are {string.Join(", ", Words.All<Layer>())}.{Nearest.Suggest(layer, Words.All<Layer>())}");
        return Word<LayerOwner>(token) ?? default;
    }

    private Parameter ReadParameter(int token)
    {
        string? id = null, title = null, @default = null;
        ValueList<string>? values = null;
        foreach (var (name, value) in Members(token, ParameterNames))
        {
            switch (name)
            {
                case "id": id = Id(value); break;
                case "title": title = NonEmpty(value); break;
                case "values": values = UniqueTexts(value, 1); break;
                default: @default = NonEmpty(value); break;
            }
        }
        RequirePresent(token, values is not null, "values");
        return new Parameter { Id = Require(token, id, "id"), Title = title, Values = values ?? [], Default = @default };
    }

    private CatalogScope ReadScope(int token)
    {
        var scope = new CatalogScope { Id = "", Edition = "" };
        string? id = null, edition = null;
        foreach (var (name, value) in Members(token, ScopeNames))
        {
            switch (name)
            {
                case "id": id = Matching(value, Patterns.CatalogId(), "a catalog's id without its edition, such as iso-27017"); break;
                case "edition": edition = Matching(value, Patterns.Edition(), "an edition such as 2015"); break;
                case "include": scope = scope with { Include = Selectors(value, 0) }; break;
                default: scope = scope with { Exclude = Selectors(value, 0) }; break;
            }
        }
        return scope with { Id = Require(token, id, "id"), Edition = Require(token, edition, "edition") };
    }

    private BaseReference ReadBase(int token)
    {
        string? id = null, digest = null;
        SemanticVersion? version = null;
        foreach (var (name, value) in Members(token, BaseNames))
        {
            switch (name)
            {
                case "id": id = AbsoluteUri(value); break;
                case "version": version = Version(value); break;
                default: digest = Digest(value); break;
            }
        }
        return new BaseReference { Id = Require(token, id, "id"), Version = version, Digest = digest };
    }

    private Upstream ReadUpstream(int token)
    {
        var upstream = new Upstream { Id = "", Provider = "" };
        string? id = null, provider = null;
        foreach (var (name, value) in Members(token, UpstreamNames))
        {
            switch (name)
            {
                case "id": id = Matching(value, Patterns.UpstreamId(), "an id without # and @"); break;
                case "matrix": upstream = upstream with { Matrix = AbsoluteUri(value) }; break;
                case "version": upstream = upstream with { Version = Version(value) }; break;
                case "context": upstream = ReadContext(value, upstream); break;
                case "provider": provider = NonEmpty(value); break;
                case "customer": upstream = upstream with { Customer = NonEmpty(value) }; break;
                case "assurance": upstream = upstream with { Assurance = Word<Assurance>(value) }; break;
                case "evidence": upstream = upstream with { Evidence = Texts(value) }; break;
                case "digest": upstream = upstream with { Digest = Digest(value) }; break;
                default: upstream = upstream with { Extensions = Extensions(value) }; break;
            }
        }
        return upstream with { Id = Require(token, id, "id"), Provider = Require(token, provider, "provider") };
    }

    private Upstream ReadContext(int token, Upstream upstream)
    {
        foreach (var (name, value) in Members(token, ContextNames))
        {
            if (name == "serviceModel") upstream = upstream with { ServiceModel = Id(value) };
            else upstream = upstream with { Parameters = Map(value, (_, text) => Text(text) ?? "") };
        }
        return upstream;
    }

    private Assignment ReadAssignment(int token)
    {
        string? id = null, reason = null, provider = null, customer = null, notes = null, internalNote = null;
        ValueList<Selector>? controls = null;
        Condition when = default;
        Sides? split = null;
        ControlState? state = null;
        ValueList<Duty> duties = default;
        Coupling? coupling = null;
        Inheritability? inheritability = null;
        SourceLabel? source = null;
        ValueMap<JsonText> extensions = default;
        bool statesDuties = false, statesState = false;
        foreach (var (name, value) in Members(token, AssignmentNames))
        {
            switch (name)
            {
                case "id": id = Id(value); break;
                case "controls": controls = Selectors(value); break;
                case "when": when = ReadCondition(value); break;
                case "split": statesDuties = true; split = Split(value); break;
                case "state": statesState = true; state = Word<ControlState>(value, ControlState.Assigned, ControlState.Unassigned, ControlState.Conflict); break;
                case "reason": reason = Text(value); break;
                case "provider": statesDuties = true; provider = NonEmpty(value); break;
                case "customer": statesDuties = true; customer = NonEmpty(value); break;
                case "duties": statesDuties = true; duties = List(value, ReadDuty, 1); break;
                case "coupling": coupling = Word<Coupling>(value); break;
                case "inheritability": inheritability = Word<Inheritability>(value); break;
                case "source": source = ReadSource(value); break;
                case "notes": notes = Text(value); break;
                case "internalNote": internalNote = Text(value); break;
                default: extensions = Extensions(value); break;
            }
        }
        if (Index[token].Kind == JsonKind.Object)
        {
            RequirePresent(token, controls is not null, "controls");
            if (statesDuties && statesState) Violation($"{Here()} states a \"state\" and, besides, duties (\"split\", \"provider\", \"customer\" or \"duties\"). Keep one of the two.");
            if (!statesDuties && !statesState) Violation($"{Here()} states nothing: give it a \"split\", a \"provider\" or \"customer\" text, \"duties\", or a \"state\" with a \"reason\".");
        }
        return new Assignment
        {
            Id = id,
            Controls = controls ?? default,
            When = when,
            Split = split,
            State = state,
            Reason = reason,
            Provider = provider,
            Customer = customer,
            Duties = duties,
            Coupling = coupling,
            Inheritability = inheritability,
            Source = source,
            Notes = notes,
            InternalNote = internalNote,
            Extensions = extensions,
        };
    }

    private SourceLabel ReadSource(int token)
    {
        string? label = null, vocabulary = null;
        foreach (var (name, value) in Members(token, SourceNames))
        {
            if (name == "label") label = Text(value);
            else vocabulary = NonEmpty(value);
        }
        return new SourceLabel { Label = Require(token, label, "label"), Vocabulary = Require(token, vocabulary, "vocabulary") };
    }

    private Duty ReadDuty(int token)
    {
        string? id = null, party = null, action = null, text = null, inheritedFrom = null, component = null, internalNote = null;
        var involvement = Duty.DefaultInvolvement;
        ValueList<string> dependsOn = default, satisfies = default, upstreamControls = default, evidence = default, commitments = default;
        Condition when = default;
        ValueList<ImplementationStatus> implementation = default;
        ValueMap<JsonText> extensions = default;
        foreach (var (name, value) in Members(token, DutyNames))
        {
            switch (name)
            {
                case "id": id = Id(value); break;
                case "party": party = NonEmpty(value); break;
                case "involvement": involvement = ReadInvolvement(value); break;
                case "action": action = NonEmpty(value); break;
                case "text": text = Text(value); break;
                case "dependsOn": dependsOn = Texts(value); break;
                case "satisfies": satisfies = List(value, item => Matching(item, Patterns.Satisfies(), "upstreamId#dutyId or upstreamId@CONTROL") ?? ""); break;
                case "inheritedFrom": inheritedFrom = Id(value); break;
                case "upstreamControls": upstreamControls = List(value, item => ControlId(item) ?? ""); break;
                case "evidence": evidence = Texts(value); break;
                case "commitments": commitments = Texts(value); break;
                case "when": when = ReadCondition(value); break;
                case "component": component = NonEmpty(value); break;
                case "implementation": implementation = UniqueWords<ImplementationStatus>(value); break;
                case "internalNote": internalNote = Text(value); break;
                default: extensions = Extensions(value); break;
            }
        }
        return new Duty
        {
            Id = id,
            Party = Require(token, party, "party"),
            Involvement = involvement,
            Action = action,
            Text = text,
            DependsOn = dependsOn,
            Satisfies = satisfies,
            InheritedFrom = inheritedFrom,
            UpstreamControls = upstreamControls,
            Evidence = evidence,
            Commitments = commitments,
            When = when,
            Component = component,
            Implementation = implementation,
            InternalNote = internalNote,
            Extensions = extensions,
        };
    }

    private Involvement ReadInvolvement(int token)
    {
        var words = List(token, item => Word(item, Involvement.None), 1);
        var involvement = Involvement.None;
        foreach (var word in words)
        {
            if (word is not { } part) continue;
            if (involvement.HasFlag(part)) Violation($"{Here()} names \"{Words.Of(part)}\" twice.");
            involvement |= part;
        }
        return involvement;
    }

    private Commitment ReadCommitment(int token)
    {
        var commitment = new Commitment { Id = "", Party = "", Metric = "", Target = NoTarget };
        string? id = null, party = null, metric = null;
        CommitmentTarget? target = null;
        foreach (var (name, value) in Members(token, CommitmentNames))
        {
            switch (name)
            {
                case "id": id = Id(value); break;
                case "party": party = NonEmpty(value); break;
                case "metric": metric = NonEmpty(value); break;
                case "target": target = ReadTarget(value); break;
                case "qualifier": commitment = commitment with { Qualifier = NonEmpty(value) }; break;
                case "window": commitment = commitment with { Window = NonEmpty(value) }; break;
                case "when": commitment = commitment with { When = ReadCondition(value) }; break;
                case "dependsOn": commitment = commitment with { DependsOn = Texts(value) }; break;
                case "controls": commitment = commitment with { Controls = Selectors(value) }; break;
                case "notes": commitment = commitment with { Notes = Text(value) }; break;
                default: commitment = commitment with { Extensions = Extensions(value) }; break;
            }
        }
        RequirePresent(token, target is not null, "target");
        return commitment with
        {
            Id = Require(token, id, "id"),
            Party = Require(token, party, "party"),
            Metric = Require(token, metric, "metric"),
            Target = target ?? NoTarget,
        };
    }

    private static CommitmentTarget NoTarget => new() { Operator = default, Value = 0, Unit = "" };

    private CommitmentTarget ReadTarget(int token)
    {
        TargetOperator? direction = null;
        decimal? number = null;
        string? unit = null, from = null;
        foreach (var (name, value) in Members(token, TargetNames))
        {
            switch (name)
            {
                case "operator": direction = Word<TargetOperator>(value); break;
                case "value": number = Number(value); break;
                case "unit": unit = OneOf(value, Units); break;
                default: from = OneOf(value, ClockStarts); break;
            }
        }
        RequirePresent(token, direction is not null, "operator");
        RequirePresent(token, number is not null, "value");
        return new CommitmentTarget { Operator = direction ?? default, Value = number ?? 0, Unit = Require(token, unit, "unit"), From = from };
    }

    private string? OneOf(int token, string[] allowed)
    {
        var text = Text(token);
        if (text is not null && !allowed.Contains(text)) NotAWord(text, allowed);
        return text;
    }

    private Evidence ReadEvidence(int token)
    {
        var evidence = new Evidence { Id = "", Kind = default, Title = "" };
        string? id = null, title = null;
        EvidenceKind? kind = null;
        foreach (var (name, value) in Members(token, EvidenceNames))
        {
            switch (name)
            {
                case "id": id = Id(value); break;
                case "kind": kind = Word<EvidenceKind>(value); break;
                case "title": title = NonEmpty(value); break;
                case "issuer": evidence = evidence with { Issuer = NonEmpty(value) }; break;
                case "uri": evidence = evidence with { Uri = Text(value) }; break;
                case "issued": evidence = evidence with { Issued = Date(value) }; break;
                case "period": evidence = ReadPeriod(value, evidence); break;
                case "validUntil": evidence = evidence with { ValidUntil = Date(value) }; break;
                default: evidence = evidence with { Extensions = Extensions(value) }; break;
            }
        }
        RequirePresent(token, kind is not null, "kind");
        return evidence with { Id = Require(token, id, "id"), Kind = kind ?? default, Title = Require(token, title, "title") };
    }

    private Evidence ReadPeriod(int token, Evidence evidence)
    {
        foreach (var (name, value) in Members(token, PeriodNames))
        {
            if (name == "from") evidence = evidence with { PeriodFrom = Date(value) };
            else evidence = evidence with { PeriodTo = Date(value) };
        }
        RequirePresent(token, evidence.PeriodFrom is not null, "from");
        RequirePresent(token, evidence.PeriodTo is not null, "to");
        return evidence;
    }

    private ValueMap<TranslatedText> ReadTranslations(string language, int token)
    {
        if (!Patterns.Language().IsMatch(language)) Violation($"\"{Shorten(language)}\" is no language tag such as de or pt-BR.");
        return Map(token, (_, value) => ReadTranslation(value));
    }

    private TranslatedText ReadTranslation(int token)
    {
        var text = new TranslatedText();
        foreach (var (name, value) in Members(token, TranslationNames))
        {
            text = name switch
            {
                "title" => text with { Title = Text(value) },
                "name" => text with { Name = Text(value) },
                "text" => text with { Text = Text(value) },
                _ => text with { Description = Text(value) },
            };
        }
        return text;
    }

    private AcceptedFinding ReadAccepted(int token)
    {
        string? finding = null, reason = null;
        ValueList<Selector> controls = default;
        DateOnly? until = null;
        foreach (var (name, value) in Members(token, AcceptedNames))
        {
            switch (name)
            {
                case "finding": finding = Matching(value, Patterns.Finding(), "the id of a finding such as RM2005"); break;
                case "controls": controls = Selectors(value); break;
                case "reason": reason = NonEmpty(value); break;
                default: until = Date(value); break;
            }
        }
        return new AcceptedFinding { Finding = Require(token, finding, "finding"), Controls = controls, Reason = Require(token, reason, "reason"), Until = until };
    }
}
