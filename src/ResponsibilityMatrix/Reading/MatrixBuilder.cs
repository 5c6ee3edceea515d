using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reading;

/// <summary>Builds matrix documents from an index.</summary>
internal sealed class MatrixBuilder(JsonIndex index, DocumentFindings findings) : ControlReader(index, findings)
{
    public Matrix Read()
    {
        var matrix = new Matrix
        { SchemaVersion = Findings.FormatVersion, Id = "", Version = default, Title = "", Service = NoService, Parties = [] };
        string? id = null, title = null;
        SemanticVersion? documentVersion = null;
        Service? service = null;
        foreach (var (name, value) in Members(0))
        {
            switch (name)
            {
                case "$schema": matrix = matrix with { Schema = Text(value) }; break;
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
                case "upstream": matrix = matrix with { Upstreams = List(value, ReadUpstream) }; break;
                case "assignments": matrix = matrix with { Assignments = List(value, ReadAssignment) }; break;
                case "commitments": matrix = matrix with { Commitments = List(value, ReadCommitment) }; break;
                case "evidence": matrix = matrix with { Evidence = List(value, ReadEvidence) }; break;
                case "translations": matrix = matrix with { Translations = Map(value, ReadTranslations) }; break;
                case "authorizations": matrix = matrix with { Authorizations = List(value, ReadAuthorization) }; break;
                case "groups": matrix = matrix with { Groups = List(value, ReadGroup) }; break;
                case "view": matrix = matrix with { View = ReadView(value) }; break;
                case "accepted": matrix = matrix with { Accepted = List(value, ReadAccepted) }; break;
                case "extensions": matrix = matrix with { Extensions = Extensions(value) }; break;
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
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "name": title = Text(value); break;
                case "description": description = Text(value); break;
                case "provider": provider = Text(value); break;
                case "customer": customer = Text(value); break;
                case "models": models = Texts(value); break;
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
        foreach (var (name, value) in Members(token))
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
                case "extensions": party = party with { Extensions = Extensions(value) }; break;
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
        foreach (var (name, value) in Members(token))
        {
            if (name is "scheme") scheme = Text(value);
            else if (name is "value") text = Text(value);
        }
        return new PartyIdentifier { Scheme = scheme ?? "", Value = text ?? "" };
    }

    private Contact ReadContact(int token)
    {
        string? purpose = null, email = null, uri = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "purpose": purpose = Text(value); break;
                case "email": email = Text(value); break;
                case "uri": uri = Text(value); break;
            }
        }
        return new Contact { Purpose = purpose ?? "", Email = email, Uri = uri };
    }

    private Agreement ReadAgreement(int token)
    {
        string? reference = null, clause = null, title = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "reference": reference = Text(value); break;
                case "clause": clause = Text(value); break;
                case "title": title = Text(value); break;
            }
        }
        return new Agreement { Reference = reference ?? "", Clause = clause, Title = title };
    }

    private Approval ReadApproval(int token)
    {
        string? party = null, person = null, role = null;
        DateOnly? date = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "party": party = Text(value); break;
                case "name": person = Text(value); break;
                case "role": role = Text(value); break;
                case "date": date = Date(value); break;
            }
        }
        return new Approval { Party = party ?? "", Name = person, Role = role, Date = date ?? default };
    }

    private Supersedes ReadSupersedes(int token)
    {
        string? id = null;
        SemanticVersion? version = null;
        foreach (var (name, value) in Members(token))
        {
            if (name is "id") id = Text(value);
            else if (name is "version") version = Version(value);
        }
        return new Supersedes { Id = id, Version = version ?? default };
    }

    private Authorization ReadAuthorization(int token)
    {
        var authorization = new Authorization { Scheme = "" };
        string? scheme = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "scheme": scheme = Text(value); break;
                case "level": authorization = authorization with { Level = Text(value) }; break;
                case "basis": authorization = authorization with { Basis = Word<AuthorizationBasis>(value) }; break;
                case "authority": authorization = authorization with { Authority = Text(value) }; break;
                case "issued": authorization = authorization with { Issued = Date(value) }; break;
                case "validUntil": authorization = authorization with { ValidUntil = Date(value) }; break;
                case "reference": authorization = authorization with { Reference = Text(value) }; break;
            }
        }
        return authorization with { Scheme = scheme ?? "" };
    }

    private AuthorizationNeed ReadNeed(int token)
    {
        string? scheme = null, level = null;
        AuthorizationBasis? basis = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "scheme": scheme = Text(value); break;
                case "level": level = Text(value); break;
                case "basis": basis = Word<AuthorizationBasis>(value); break;
            }
        }
        return new AuthorizationNeed { Scheme = scheme ?? "", Level = level, Basis = basis };
    }

    private MatrixView ReadView(int token)
    {
        string? view = null, of = null;
        foreach (var (name, value) in Members(token))
        {
            if (name is "name") view = Text(value);
            else if (name is "of") of = Text(value);
        }
        return new MatrixView { Name = view ?? "", Of = of ?? "" };
    }

    private ServiceModel ReadServiceModel(int token)
    {
        string? id = null, title = null, basedOn = null;
        ValueMap<Sides>? layers = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "title": title = Text(value); break;
                case "basedOn": basedOn = Text(value); break;
                case "layers": layers = Map(value, (_, owner) => Split(owner) ?? default); break;
            }
        }
        return new ServiceModel { Id = id ?? "", Title = title ?? "", BasedOn = basedOn, Layers = layers ?? default };
    }

    private Parameter ReadParameter(int token)
    {
        string? id = null, title = null, @default = null;
        ValueList<string>? values = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "title": title = Text(value); break;
                case "values": values = Texts(value); break;
                case "default": @default = Text(value); break;
            }
        }
        return new Parameter { Id = id ?? "", Title = title, Values = values ?? [], Default = @default };
    }

    private CatalogScope ReadScope(int token)
    {
        var scope = new CatalogScope { Id = "", Edition = "" };
        string? id = null, edition = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "edition": edition = Text(value); break;
                case "as": scope = scope with { ShortName = Text(value) }; break;
                case "include": scope = scope with { Include = Selectors(value) }; break;
                case "exclude": scope = scope with { Exclude = Selectors(value) }; break;
            }
        }
        return scope with { Id = id ?? "", Edition = edition ?? "" };
    }

    private BaseReference ReadBase(int token)
    {
        string? id = null, digest = null;
        SemanticVersion? version = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "version": version = Version(value); break;
                case "digest": digest = Text(value); break;
            }
        }
        return new BaseReference { Id = id ?? "", Version = version, Digest = digest };
    }

    private Upstream ReadUpstream(int token)
    {
        var upstream = new Upstream { Id = "", Provider = "" };
        string? id = null, provider = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "matrix": upstream = upstream with { Matrix = Text(value) }; break;
                case "version": upstream = upstream with { Version = Version(value) }; break;
                case "context": upstream = upstream with { Context = ReadContext(value) }; break;
                case "provider": provider = Text(value); break;
                case "customer": upstream = upstream with { Customer = Text(value) }; break;
                case "assurance": upstream = upstream with { Assurance = Word<Assurance>(value) }; break;
                case "needs": upstream = upstream with { Needs = List(value, ReadNeed) }; break;
                case "evidence": upstream = upstream with { Evidence = Texts(value) }; break;
                case "digest": upstream = upstream with { Digest = Text(value) }; break;
                case "extensions": upstream = upstream with { Extensions = Extensions(value) }; break;
            }
        }
        return upstream with { Id = id ?? "", Provider = provider ?? "" };
    }

    private UpstreamContext ReadContext(int token)
    {
        string? serviceModel = null;
        ValueMap<string> parameters = default;
        foreach (var (name, value) in Members(token))
        {
            if (name is "serviceModel") serviceModel = Text(value);
            else if (name is "parameters") parameters = Map(value, (_, text) => Text(text) ?? "");
        }
        return new UpstreamContext { ServiceModel = serviceModel, Parameters = parameters };
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
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "controls": controls = Selectors(value); break;
                case "when": when = ReadCondition(value); break;
                case "split": split = Split(value); break;
                case "state":
                    state = Word<ControlState>(value) is ControlState.NotApplicable or ControlState.NotDetermined
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
                case "extensions": extensions = Extensions(value); break;
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
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "label": label = Text(value); break;
                case "vocabulary": vocabulary = Text(value); break;
                case "at": at = Text(value); break;
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
        foreach (var (name, value) in Members(token))
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
                case "extensions": extensions = Extensions(value); break;
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
        foreach (var (name, value) in Members(token))
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
                case "extensions": commitment = commitment with { Extensions = Extensions(value) }; break;
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
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "operator": direction = Word<TargetOperator>(value); break;
                case "value": number = Number(value); break;
                case "unit": unit = Text(value); break;
                case "from": from = Text(value); break;
            }
        }
        return new CommitmentTarget { Operator = direction ?? default, Value = number ?? 0, Unit = unit ?? "", From = from };
    }

    private Evidence ReadEvidence(int token)
    {
        var evidence = new Evidence { Id = "", Kind = default, Title = "" };
        string? id = null, title = null;
        EvidenceKind? kind = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "id": id = Text(value); break;
                case "kind": kind = Word<EvidenceKind>(value); break;
                case "title": title = Text(value); break;
                case "issuer": evidence = evidence with { Issuer = Text(value) }; break;
                case "uri": evidence = evidence with { Uri = Text(value) }; break;
                case "issued": evidence = evidence with { Issued = Date(value) }; break;
                case "period": evidence = evidence with { Period = ReadPeriod(value) }; break;
                case "validUntil": evidence = evidence with { ValidUntil = Date(value) }; break;
                case "extensions": evidence = evidence with { Extensions = Extensions(value) }; break;
            }
        }
        return evidence with { Id = id ?? "", Kind = kind ?? default, Title = title ?? "" };
    }

    // A period with only one of its days is not a period.
    private EvidencePeriod? ReadPeriod(int token)
    {
        DateOnly? from = null, to = null;
        foreach (var (name, value) in Members(token))
        {
            if (name is "from") from = Date(value);
            else if (name is "to") to = Date(value);
        }
        return from is { } first && to is { } last ? new EvidencePeriod { From = first, To = last } : null;
    }

    private ValueMap<TranslatedText> ReadTranslations(string language, int token) => Map(token, (_, value) => ReadTranslation(value));

    private TranslatedText ReadTranslation(int token)
    {
        var text = new TranslatedText();
        foreach (var (name, value) in Members(token))
        {
            text = name switch
            {
                "title" => text with { Title = Text(value) },
                "name" => text with { Name = Text(value) },
                "text" => text with { Text = Text(value) },
                "description" => text with { Description = Text(value) },
                _ => text,
            };
        }
        return text;
    }

    private AcceptedFinding ReadAccepted(int token)
    {
        string? finding = null, reason = null;
        ValueList<Selector> controls = default;
        DateOnly? until = null;
        foreach (var (name, value) in Members(token))
        {
            switch (name)
            {
                case "finding": finding = Text(value); break;
                case "controls": controls = Selectors(value); break;
                case "reason": reason = Text(value); break;
                case "until": until = Date(value); break;
            }
        }
        return new AcceptedFinding { Finding = finding ?? "", Controls = controls, Reason = reason ?? "", Until = until };
    }
}
