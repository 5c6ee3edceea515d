using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Reads matrix documents. Thread-safe.</summary>
public static class MatrixReader
{
    /// <summary>Reads a matrix. What is wrong with the text becomes findings, never an exception.</summary>
    /// <param name="utf8">The document in UTF-8. It is copied, so that the buffer may be used for something else afterwards.</param>
    /// <param name="file">The file's name for findings, or null. Never opened.</param>
    /// <param name="limits">What the document may cost, or null for <see cref="Limits.Default"/>.</param>
    public static ReadResult<Matrix> Read(ReadOnlyMemory<byte> utf8, string? file = null, Limits? limits = null)
    {
        limits ??= Limits.Default;
        var diagnostics = new FindingList(limits);
        utf8 = OwnBytes.Of(utf8, limits);
        var index = JsonIndex.Build(utf8, file, limits, diagnostics);
        return index is null ? new ReadResult<Matrix>(null, diagnostics.ToValueList(), file, utf8, null) : Read(index, limits, diagnostics);
    }

    internal static ReadResult<Matrix> Read(JsonIndex index, Limits limits, FindingList diagnostics)
    {
        var findings = DocumentFindings.Of(index, DocumentSchemas.Matrix, limits, diagnostics);
        var matrix = findings.IsOtherFormat ? null : new MatrixBuilder(index, findings).Read();
        return new ReadResult<Matrix>(matrix, findings, index);
    }
}

internal sealed class MatrixBuilder(JsonIndex index, DocumentFindings findings) : ControlReader(index, findings)
{
    private static readonly NameTable MatrixNames = new([
        "$schema", "schemaVersion", "id", "version", "title", "language", "authoredBy", "published", "effective", "reviewBy", "expires",
            "supersedes",
        "service", "parties", "status", "agreement", "approvals", "serviceModels", "parameters", "catalogs", "controls", "defaults",
            "extends",
        "upstream", "assignments", "commitments", "evidence", "translations", "accepted", "authorizations", "groups", "view",
            "extensions"]);

    private static readonly NameTable ServiceNames = new(["id", "name", "description", "provider", "customer", "models"]);
    private static readonly NameTable PartyNames =
        new(["id", "name", "legalName", "identifiers", "role", "side", "aliases", "contacts", "extensions"]);
    private static readonly NameTable IdentifierNames = new(["scheme", "value"]);
    private static readonly NameTable ContactNames = new(["purpose", "email", "uri"]);
    private static readonly NameTable AgreementNames = new(["reference", "clause", "title"]);
    private static readonly NameTable ApprovalNames = new(["party", "name", "role", "date"]);
    private static readonly NameTable SupersedesNames = new(["id", "version"]);
    private static readonly NameTable ServiceModelNames = new(["id", "title", "basedOn", "layers"]);
    private static readonly NameTable ParameterNames = new(["id", "title", "values", "default"]);
    private static readonly NameTable AuthorizationNames =
        new(["scheme", "level", "basis", "authority", "issued", "validUntil", "reference"]);
    private static readonly NameTable NeedNames = new(["scheme", "level", "basis"]);
    private static readonly NameTable ViewNames = new(["name", "of"]);
    private static readonly NameTable ScopeNames = new(["id", "edition", "as", "include", "exclude"]);
    private static readonly NameTable BaseNames = new(["id", "version", "digest"]);
    private static readonly NameTable UpstreamNames = new([
        "id", "matrix", "version", "context", "provider", "customer", "assurance", "needs", "evidence", "digest", "extensions"]);

    private static readonly NameTable ContextNames = new(["serviceModel", "parameters"]);
    private static readonly NameTable AssignmentNames = new([
        "id", "controls", "when", "split", "state", "reason", "provider", "customer", "duties", "coupling", "inheritability", "source",
            "notes", "internalNote", "extensions"]);

    private static readonly NameTable DutyNames = new([
        "id", "party", "involvement", "action", "text", "dependsOn", "satisfies", "inheritedFrom", "upstreamControls", "evidence",
            "commitments", "when",
        "component", "implementation", "internalNote", "extensions"]);

    private static readonly NameTable SourceNames = new(["label", "vocabulary", "at"]);
    private static readonly NameTable CommitmentNames = new([
        "id", "party", "metric", "target", "qualifier", "window", "when", "dependsOn", "controls", "notes", "extensions"]);

    private static readonly NameTable TargetNames = new(["operator", "value", "unit", "from"]);
    private static readonly NameTable EvidenceNames =
        new(["id", "kind", "title", "issuer", "uri", "issued", "period", "validUntil", "extensions"]);
    private static readonly NameTable PeriodNames = new(["from", "to"]);
    private static readonly NameTable TranslationNames = new(["title", "name", "text", "description"]);
    private static readonly NameTable AcceptedNames = new(["finding", "controls", "reason", "until"]);

    public Matrix Read()
    {
        var matrix = new Matrix
            { SchemaVersion = Findings.FormatVersion, Id = "", Version = default, Title = "", Service = NoService, Parties = [] };
        string? id = null, title = null;
        SemanticVersion? documentVersion = null;
        Service? service = null;
        foreach (var (name, value) in Members(0, MatrixNames))
        {
            switch (name)
            {
                case "$schema": matrix = matrix with { Schema = Text(value) }; break;
                case "schemaVersion": break;
                case "id": id = Text(value); break;
                case "version": documentVersion = Version(value); break;
                case "title": title = Text(value); break;
                case "language": matrix = matrix with { Language = Text(value) ?? "en" }; break;
                case "authoredBy": matrix = matrix with { AuthoredBy = Text(value) }; break;
                case "published": matrix = matrix with { Published = Date(value) }; break;
                case "effective": matrix = matrix with { Effective = Date(value) }; break;
                case "reviewBy": matrix = matrix with { ReviewBy = Date(value) }; break;
                case "expires": matrix = matrix with { Expires = Date(value) }; break;
                case "supersedes": matrix = matrix with { Supersedes = ReadSupersedes(value) }; break;
                case "service": service = ReadService(value); break;
                case "parties": matrix = matrix with { Parties = List(value, ReadParty) }; break;
                case "status": matrix = matrix with { Status = Word<DocumentStatus>(value) }; break;
                case "agreement": matrix = matrix with { Agreement = ReadAgreement(value) }; break;
                case "approvals": matrix = matrix with { Approvals = List(value, ReadApproval) }; break;
                case "serviceModels": matrix = matrix with { ServiceModels = List(value, ReadServiceModel) }; break;
                case "parameters": matrix = matrix with { Parameters = List(value, ReadParameter) }; break;
                case "catalogs": matrix = matrix with { Catalogs = List(value, ReadScope) }; break;
                case "controls": matrix = matrix with { Controls = List(value, ReadRow) }; break;
                case "defaults": matrix = matrix with { Defaults = Word<DefaultsPolicy>(value) }; break;
                case "extends": matrix = matrix with { Extends = ReadBase(value) }; break;
                case "upstream": matrix = matrix with { Upstream = List(value, ReadUpstream) }; break;
                case "assignments": matrix = matrix with { Assignments = List(value, ReadAssignment) }; break;
                case "commitments": matrix = matrix with { Commitments = List(value, ReadCommitment) }; break;
                case "evidence": matrix = matrix with { Evidence = List(value, ReadEvidence) }; break;
                case "translations": matrix = matrix with { Translations = Map(value, ReadTranslations) }; break;
                case "authorizations": matrix = matrix with { Authorizations = List(value, ReadAuthorization) }; break;
                case "groups": matrix = matrix with { Groups = List(value, ReadGroup) }; break;
                case "view": matrix = matrix with { View = ReadView(value) }; break;
                case "accepted": matrix = matrix with { Accepted = List(value, ReadAccepted) }; break;
                default: matrix = matrix with { Extensions = Extensions(value) }; break;
            }
        }
        return matrix with
        {
            Id = id ?? "",
            Title = title ?? "",
            Version = documentVersion ?? default,
            Service = service ?? NoService,
            Unrecognized = new(Findings.Unrecognized),
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
                case "id": id = Text(value); break;
                case "name": title = Text(value); break;
                case "description": description = Text(value); break;
                case "provider": provider = Text(value); break;
                case "customer": customer = Text(value); break;
                default: models = Texts(value); break;
            }
        }
        return new Service
        {
            Id = id ?? "",
            Name = title ?? "",
            Description = description,
            Provider = provider ?? "",
            Customer = customer ?? "",
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
                case "id": id = Text(value); break;
                case "name": title = Text(value); break;
                case "legalName": party = party with { LegalName = Text(value) }; break;
                case "identifiers": party = party with { Identifiers = List(value, ReadIdentifier) }; break;
                case "role": party = party with { Role = Word<PartyRole>(value) }; break;
                case "side": party = party with { Side = ReadPartySide(value) }; break;
                case "aliases": party = party with { Aliases = Texts(value) }; break;
                case "contacts": party = party with { Contacts = List(value, ReadContact) }; break;
                default: party = party with { Extensions = Extensions(value) }; break;
            }
        }
        return party with { Id = id ?? "", Name = title ?? "" };
    }

    private Sides? ReadPartySide(int token) => Text(token) switch
    {
        Party.ProviderWord => Sides.Provider,
        Party.CustomerWord => Sides.Customer,
        _ => null,
    };

    private PartyIdentifier ReadIdentifier(int token)
    {
        string? scheme = null, text = null;
        foreach (var (name, value) in Members(token, IdentifierNames))
        {
            if (name == "scheme") scheme = Text(value);
            else text = Text(value);
        }
        return new PartyIdentifier { Scheme = scheme ?? "", Value = text ?? "" };
    }

    private Contact ReadContact(int token)
    {
        string? purpose = null, email = null, uri = null;
        foreach (var (name, value) in Members(token, ContactNames))
        {
            switch (name)
            {
                case "purpose": purpose = Text(value); break;
                case "email": email = Text(value); break;
                default: uri = Text(value); break;
            }
        }
        return new Contact { Purpose = purpose ?? "", Email = email, Uri = uri };
    }

    private Agreement ReadAgreement(int token)
    {
        string? reference = null, clause = null, title = null;
        foreach (var (name, value) in Members(token, AgreementNames))
        {
            switch (name)
            {
                case "reference": reference = Text(value); break;
                case "clause": clause = Text(value); break;
                default: title = Text(value); break;
            }
        }
        return new Agreement { Reference = reference ?? "", Clause = clause, Title = title };
    }

    private Approval ReadApproval(int token)
    {
        string? party = null, person = null, role = null;
        DateOnly? date = null;
        foreach (var (name, value) in Members(token, ApprovalNames))
        {
            switch (name)
            {
                case "party": party = Text(value); break;
                case "name": person = Text(value); break;
                case "role": role = Text(value); break;
                default: date = Date(value); break;
            }
        }
        return new Approval { Party = party ?? "", Name = person, Role = role, Date = date ?? default };
    }

    private Supersedes ReadSupersedes(int token)
    {
        string? id = null;
        SemanticVersion? version = null;
        foreach (var (name, value) in Members(token, SupersedesNames))
        {
            if (name == "id") id = Text(value);
            else version = Version(value);
        }
        return new Supersedes { Id = id, Version = version ?? default };
    }

    private Authorization ReadAuthorization(int token)
    {
        var authorization = new Authorization { Scheme = "" };
        string? scheme = null;
        foreach (var (name, value) in Members(token, AuthorizationNames))
        {
            switch (name)
            {
                case "scheme": scheme = Text(value); break;
                case "level": authorization = authorization with { Level = Text(value) }; break;
                case "basis": authorization = authorization with { Basis = Word<AuthorizationBasis>(value) }; break;
                case "authority": authorization = authorization with { Authority = Text(value) }; break;
                case "issued": authorization = authorization with { Issued = Date(value) }; break;
                case "validUntil": authorization = authorization with { ValidUntil = Date(value) }; break;
                default: authorization = authorization with { Reference = Text(value) }; break;
            }
        }
        return authorization with { Scheme = scheme ?? "" };
    }

    private AuthorizationNeed ReadNeed(int token)
    {
        string? scheme = null, level = null;
        AuthorizationBasis? basis = null;
        foreach (var (name, value) in Members(token, NeedNames))
        {
            switch (name)
            {
                case "scheme": scheme = Text(value); break;
                case "level": level = Text(value); break;
                default: basis = Word<AuthorizationBasis>(value); break;
            }
        }
        return new AuthorizationNeed { Scheme = scheme ?? "", Level = level, Basis = basis };
    }

    private MatrixView ReadView(int token)
    {
        string? view = null, of = null;
        foreach (var (name, value) in Members(token, ViewNames))
        {
            if (name == "name") view = Text(value);
            else of = Text(value);
        }
        return new MatrixView { Name = view ?? "", Of = of ?? "" };
    }

    private ServiceModel ReadServiceModel(int token)
    {
        string? id = null, title = null, basedOn = null;
        ValueMap<LayerOwner>? layers = null;
        foreach (var (name, value) in Members(token, ServiceModelNames))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "title": title = Text(value); break;
                case "basedOn": basedOn = Text(value); break;
                default: layers = Map(value, (_, owner) => Word<LayerOwner>(owner) ?? default); break;
            }
        }
        return new ServiceModel { Id = id ?? "", Title = title ?? "", BasedOn = basedOn, Layers = layers ?? default };
    }

    private Parameter ReadParameter(int token)
    {
        string? id = null, title = null, @default = null;
        ValueList<string>? values = null;
        foreach (var (name, value) in Members(token, ParameterNames))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "title": title = Text(value); break;
                case "values": values = Texts(value); break;
                default: @default = Text(value); break;
            }
        }
        return new Parameter { Id = id ?? "", Title = title, Values = values ?? [], Default = @default };
    }

    private CatalogScope ReadScope(int token)
    {
        var scope = new CatalogScope { Id = "", Edition = "" };
        string? id = null, edition = null;
        foreach (var (name, value) in Members(token, ScopeNames))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "edition": edition = Text(value); break;
                case "as": scope = scope with { ShortName = Text(value) }; break;
                case "include": scope = scope with { Include = Selectors(value) }; break;
                default: scope = scope with { Exclude = Selectors(value) }; break;
            }
        }
        return scope with { Id = id ?? "", Edition = edition ?? "" };
    }

    private BaseReference ReadBase(int token)
    {
        string? id = null, digest = null;
        SemanticVersion? version = null;
        foreach (var (name, value) in Members(token, BaseNames))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "version": version = Version(value); break;
                default: digest = Text(value); break;
            }
        }
        return new BaseReference { Id = id ?? "", Version = version, Digest = digest };
    }

    private Upstream ReadUpstream(int token)
    {
        var upstream = new Upstream { Id = "", Provider = "" };
        string? id = null, provider = null;
        foreach (var (name, value) in Members(token, UpstreamNames))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "matrix": upstream = upstream with { Matrix = Text(value) }; break;
                case "version": upstream = upstream with { Version = Version(value) }; break;
                case "context": upstream = ReadContext(value, upstream); break;
                case "provider": provider = Text(value); break;
                case "customer": upstream = upstream with { Customer = Text(value) }; break;
                case "assurance": upstream = upstream with { Assurance = Word<Assurance>(value) }; break;
                case "needs": upstream = upstream with { Needs = List(value, ReadNeed) }; break;
                case "evidence": upstream = upstream with { Evidence = Texts(value) }; break;
                case "digest": upstream = upstream with { Digest = Text(value) }; break;
                default: upstream = upstream with { Extensions = Extensions(value) }; break;
            }
        }
        return upstream with { Id = id ?? "", Provider = provider ?? "" };
    }

    private Upstream ReadContext(int token, Upstream upstream)
    {
        foreach (var (name, value) in Members(token, ContextNames))
        {
            if (name == "serviceModel") upstream = upstream with { ServiceModel = Text(value) };
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
        foreach (var (name, value) in Members(token, AssignmentNames))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "controls": controls = Selectors(value); break;
                case "when": when = ReadCondition(value); break;
                case "split": split = Split(value); break;
                case "state": state = Word<ControlState>(value) is ControlState.NotApplicable or ControlState.NotDetermined
                    ? Word<ControlState>(value) : null; break;
                case "reason": reason = Text(value); break;
                case "provider": provider = Text(value); break;
                case "customer": customer = Text(value); break;
                case "duties": duties = List(value, ReadDuty); break;
                case "coupling": coupling = Word<Coupling>(value); break;
                case "inheritability": inheritability = Word<Inheritability>(value); break;
                case "source": source = ReadSource(value); break;
                case "notes": notes = Text(value); break;
                case "internalNote": internalNote = Text(value); break;
                default: extensions = Extensions(value); break;
            }
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
        string? label = null, vocabulary = null, at = null;
        foreach (var (name, value) in Members(token, SourceNames))
        {
            switch (name)
            {
                case "label": label = Text(value); break;
                case "vocabulary": vocabulary = Text(value); break;
                default: at = Text(value); break;
            }
        }
        return new SourceLabel { Label = label ?? "", Vocabulary = vocabulary ?? "", At = at };
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
                case "id": id = Text(value); break;
                case "party": party = Text(value); break;
                case "involvement": involvement = ReadInvolvement(value); break;
                case "action": action = Text(value); break;
                case "text": text = Text(value); break;
                case "dependsOn": dependsOn = Texts(value); break;
                case "satisfies": satisfies = List(value, item => Text(item) ?? ""); break;
                case "inheritedFrom": inheritedFrom = Text(value); break;
                case "upstreamControls": upstreamControls = List(value, item => ControlId(item) ?? ""); break;
                case "evidence": evidence = Texts(value); break;
                case "commitments": commitments = Texts(value); break;
                case "when": when = ReadCondition(value); break;
                case "component": component = Text(value); break;
                case "implementation": implementation = WordList<ImplementationStatus>(value); break;
                case "internalNote": internalNote = Text(value); break;
                default: extensions = Extensions(value); break;
            }
        }
        return new Duty
        {
            Id = id,
            Party = party ?? "",
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
        var involvement = Involvement.None;
        foreach (var word in List(token, Word<Involvement>)) involvement |= word ?? Involvement.None;
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
                case "id": id = Text(value); break;
                case "party": party = Text(value); break;
                case "metric": metric = Text(value); break;
                case "target": target = ReadTarget(value); break;
                case "qualifier": commitment = commitment with { Qualifier = Text(value) }; break;
                case "window": commitment = commitment with { Window = Text(value) }; break;
                case "when": commitment = commitment with { When = ReadCondition(value) }; break;
                case "dependsOn": commitment = commitment with { DependsOn = Texts(value) }; break;
                case "controls": commitment = commitment with { Controls = Selectors(value) }; break;
                case "notes": commitment = commitment with { Notes = Text(value) }; break;
                default: commitment = commitment with { Extensions = Extensions(value) }; break;
            }
        }
        return commitment with
        {
            Id = id ?? "",
            Party = party ?? "",
            Metric = metric ?? "",
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
                case "unit": unit = Text(value); break;
                default: from = Text(value); break;
            }
        }
        return new CommitmentTarget { Operator = direction ?? default, Value = number ?? 0, Unit = unit ?? "", From = from };
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
                case "id": id = Text(value); break;
                case "kind": kind = Word<EvidenceKind>(value); break;
                case "title": title = Text(value); break;
                case "issuer": evidence = evidence with { Issuer = Text(value) }; break;
                case "uri": evidence = evidence with { Uri = Text(value) }; break;
                case "issued": evidence = evidence with { Issued = Date(value) }; break;
                case "period": evidence = ReadPeriod(value, evidence); break;
                case "validUntil": evidence = evidence with { ValidUntil = Date(value) }; break;
                default: evidence = evidence with { Extensions = Extensions(value) }; break;
            }
        }
        return evidence with { Id = id ?? "", Kind = kind ?? default, Title = title ?? "" };
    }

    private Evidence ReadPeriod(int token, Evidence evidence)
    {
        foreach (var (name, value) in Members(token, PeriodNames))
        {
            if (name == "from") evidence = evidence with { PeriodFrom = Date(value) };
            else evidence = evidence with { PeriodTo = Date(value) };
        }
        return evidence;
    }

    private ValueMap<TranslatedText> ReadTranslations(string language, int token) => Map(token, (_, value) => ReadTranslation(value));

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
                case "finding": finding = Text(value); break;
                case "controls": controls = Selectors(value); break;
                case "reason": reason = Text(value); break;
                default: until = Date(value); break;
            }
        }
        return new AcceptedFinding { Finding = finding ?? "", Controls = controls, Reason = reason ?? "", Until = until };
    }
}
