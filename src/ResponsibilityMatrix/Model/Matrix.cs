using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// A shared-responsibility matrix: a versioned document in which one party states who does what for each control of a service. Immutable
/// and thread-safe; equal by value. A matrix built in code is validated by the same rules as one that was read.
/// </summary>
/// <example><code>
/// var matrix = new Matrix
/// {
///     Id = "https://acme.example/matrix/crm",
///     Version = "1.0.0",
///     Title = "Acme CRM",
///     Service = new() { Id = "crm", Name = "Acme CRM", Provider = "acme", Customer = "globex", Models = ["saas"] },
///     Parties = [new() { Id = "acme", Name = "Acme" }, new() { Id = "globex", Name = "Globex" }],
///     Catalogs = [new() { Id = "iso-27017", Edition = "2015", Include = ["9.2.1"] }],
///     Assignments = [new() { Controls = ["9.2.1"], Customer = "Adds and removes its users" }],
/// };
/// var next = matrix with { Version = "1.1.0" };
/// </code></example>
public sealed record Matrix : IDocument
{
    static DocumentKind IDocument.Kind => DocumentKind.Matrix;

    /// <summary>The version of the format that this library writes.</summary>
    public const string FormatVersion = "1.0";

    private const string DefaultLanguage = "en";

    /// <summary>The schema that editors use, or null.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? Schema { get; init; }

    /// <summary>The version of the format that the document declares.</summary>
    public string SchemaVersion { get; init => field = value ?? FormatVersion; } = FormatVersion;

    /// <summary>The id of the matrix across all its versions: an absolute URI.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The version.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>The language of the texts (BCP 47).</summary>
    [JsonIgnore]
    public string Language { get; init; } = DefaultLanguage;

    [JsonInclude, JsonPropertyName("language"), JsonIgnore(Condition = WhenWritingDefault)]
    internal string? StatedLanguage
    {
        get => Language == DefaultLanguage ? null : Language;
        init => Language = value ?? DefaultLanguage;
    }

    /// <summary>The party that makes the statements, or null for the provider.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? AuthoredBy { get; init; }

    /// <summary>The day of publication, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Published { get; init; }

    /// <summary>The first day on which it is valid, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Effective { get; init; }

    /// <summary>The last day by which it must be reviewed, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? ReviewBy { get; init; }

    /// <summary>The last day on which it is valid, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Expires { get; init; }

    /// <summary>The version that this one replaces, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Supersedes? Supersedes { get; init; }

    /// <summary>The service.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required Service Service { get; init; }

    /// <summary>The parties, in order.</summary>
    public required ValueList<Party> Parties { get; init; }

    /// <summary>The authorizations of the service, such as FedRAMP. They are not inherited from a base.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Authorization> Authorizations { get; init; }

    /// <summary>Groups of the document's own rows, in order.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ControlGroup> Groups { get; init; }

    /// <summary>The view of another document that this one is, or null for a complete document.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public MatrixView? View { get; init; }

    /// <summary>The status of the document, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DocumentStatus? Status { get; init; }

    /// <summary>The contract that this document is an annex of, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Agreement? Agreement { get; init; }

    /// <summary>The approvals.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Approval> Approvals { get; init; }

    /// <summary>The document's own service models.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ServiceModel> ServiceModels { get; init; }

    /// <summary>The options of the contract, such as plan and region.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Parameter> Parameters { get; init; }

    /// <summary>The controls in scope, by catalog.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<CatalogScope> Catalogs { get; init; }

    /// <summary>The document's own rows; always in scope.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Control> Controls { get; init; }

    /// <summary>The default for controls without an assignment, or null to use the base's; without a base, there is none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DefaultsPolicy? Defaults { get; init; }

    /// <summary>The base matrix that this one modifies, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public BaseReference? Extends { get; init; }

    /// <summary>Matrices in which a party of this one is the customer.</summary>
    [JsonPropertyName("upstream"), JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Upstream> Upstreams { get; init; }

    /// <summary>The assignments, in order.</summary>
    public ValueList<Assignment> Assignments { get; init; }

    /// <summary>Measurable commitments.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Commitment> Commitments { get; init; }

    /// <summary>The evidence.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Evidence> Evidence { get; init; }

    /// <summary>Texts in other languages, by language and then by id.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<ValueMap<TranslatedText>> Translations { get; init; }

    /// <summary>The findings that the author accepts.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<AcceptedFinding> Accepted { get; init; }

    /// <summary>Extension members, preserved unchanged.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>Members of a later minor version of the format that this library does not know, by JSON Pointer, preserved
    /// unchanged.</summary>
    [JsonIgnore]
    public ValueMap<JsonText> Unrecognized { get; init; }

    /// <summary>The title, the version and the id.</summary>
    public override string ToString() => $"{Title} {Version} ({Id})";
}

/// <summary>The service that a matrix is about.</summary>
public sealed record Service
{
    /// <summary>The id, the same in all statements about the service.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Name { get; init; }

    /// <summary>A description, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Description { get; init; }

    /// <summary>The id of the provider.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Provider { get; init; }

    /// <summary>The id of the customer.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Customer { get; init; }

    /// <summary>The ids of the service models that it is offered in; at least one.</summary>
    public required ValueList<string> Models { get; init; }

    /// <summary>The name and the id.</summary>
    public override string ToString() => $"{Name} ({Id})";
}

/// <summary>A version that a document replaces.</summary>
public sealed record Supersedes
{
    /// <summary>The id, or null for the document's own.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Id { get; init; }

    /// <summary>The version.</summary>
    public required SemanticVersion Version { get; init; }
}

/// <summary>The contract that a matrix is an annex of.</summary>
public sealed record Agreement
{
    /// <summary>The contract's reference.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Reference { get; init; }

    /// <summary>The clause, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Clause { get; init; }

    /// <summary>The contract's title, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Title { get; init; }
}

/// <summary>Who approved a matrix, and when.</summary>
public sealed record Approval
{
    /// <summary>The party.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Party { get; init; }

    /// <summary>The person, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Name { get; init; }

    /// <summary>The person's role, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Role { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }
}

/// <summary>Identifies the document that this one shows a part of.</summary>
public sealed record MatrixView
{
    /// <summary>The name of the customer's view: without the texts, components, evidence and translations of every other side.</summary>
    public const string Customer = "customer";

    /// <summary>The view: <c>customer</c> for the part that concerns the customer.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Name { get; init; }

    /// <summary>The digest of the whole document.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Of { get; init; }
}

/// <summary>An option of the contract that assignments may depend on.</summary>
public sealed record Parameter
{
    /// <summary>The id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The title, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Title { get; init; }

    /// <summary>The allowed values; at least one.</summary>
    public required ValueList<string> Values { get; init; }

    /// <summary>The value if a context names none, or null if a context must name one.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Default { get; init; }
}

/// <summary>The controls of a catalog that are in scope.</summary>
public sealed record CatalogScope
{
    /// <summary>The catalog's id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The catalog's edition: text without white space, control characters and <c>@</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Edition { get; init; }

    /// <summary>
    /// A short name for the catalog within this document, so that <c>as:CONTROL</c> refers to this edition; null for none. It must not be
    /// the id of a catalog, another short name, <c>local</c>, <c>group</c> or <c>baseline</c>.
    /// </summary>
    [JsonPropertyName("as"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? ShortName { get; init; }

    /// <summary>The controls in scope; empty means all.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Selector> Include { get; init; }

    /// <summary>The controls out of scope.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Selector> Exclude { get; init; }

    /// <summary>The catalog and its edition.</summary>
    public override string ToString() => $"{Id}@{Edition}";
}

/// <summary>The base of a matrix.</summary>
public sealed record BaseReference
{
    /// <summary>The id of the base matrix.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The required version, or null for the highest one available.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public SemanticVersion? Version { get; init; }

    /// <summary>The digest of the canonical form of the base, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Digest { get; init; }
}

/// <summary>Another matrix in which a party of this one is the customer.</summary>
public sealed record Upstream
{
    /// <summary>The id that duties refer to.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The id of the upstream matrix, or null if none is published.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Matrix { get; init; }

    /// <summary>The required version, or null for the highest one available.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public SemanticVersion? Version { get; init; }

    /// <summary>The choices made there, or null for its only service model and its defaults.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public UpstreamContext? Context { get; init; }

    /// <summary>The party of this document that provides the upstream.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Provider { get; init; }

    /// <summary>The party of this document that is the upstream's customer, or null for the provider of this service.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Customer { get; init; }

    /// <summary>How attestations cover the upstream, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Assurance? Assurance { get; init; }

    /// <summary>Alternative authorizations, of which the upstream must have at least one; empty if none is needed.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<AuthorizationNeed> Needs { get; init; }

    /// <summary>The ids of its evidence.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Evidence { get; init; }

    /// <summary>The digest of the canonical form of the upstream matrix, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Digest { get; init; }

    /// <summary>Extension members, preserved unchanged.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The id and the matrix, or the provider if no matrix is published.</summary>
    public override string ToString() => $"{Id}: {Matrix ?? Provider}";
}

/// <summary>The service model and parameter values that an upstream is used with.</summary>
public sealed record UpstreamContext
{
    /// <summary>The service model, or null for its only one.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? ServiceModel { get; init; }

    /// <summary>The parameter values; others have the upstream's defaults.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<string> Parameters { get; init; }
}

/// <summary>A measurable commitment: a service level objective as in ISO/IEC 19086.</summary>
public sealed record Commitment
{
    /// <summary>The id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The party that makes the commitment.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Party { get; init; }

    /// <summary>The metric, such as <c>availability</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Metric { get; init; }

    /// <summary>The committed value.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required CommitmentTarget Target { get; init; }

    /// <summary>The qualifier that it is limited to, such as a severity, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Qualifier { get; init; }

    /// <summary>The measurement period, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Window { get; init; }

    /// <summary>When it holds.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Condition When { get; init; }

    /// <summary>The duties that the commitment requires; it lapses if they are not performed.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> DependsOn { get; init; }

    /// <summary>The controls that it is tied to.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Selector> Controls { get; init; }

    /// <summary>Notes, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>Extension members, preserved unchanged.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The party, the metric and the target.</summary>
    public override string ToString() => $"{Party}: {Metric} {Target}";
}

/// <summary>The value of a commitment.</summary>
public sealed record CommitmentTarget
{
    /// <summary>The direction.</summary>
    public required TargetOperator Operator { get; init; }

    /// <summary>The value, in <see cref="Unit"/>.</summary>
    public required decimal Value { get; init; }

    /// <summary>One of <see cref="CommitmentUnit.Known"/>, such as <c>hours</c>, or a unit of an application.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Unit { get; init; }

    /// <summary>When the clock starts: <c>occurrence</c>, <c>detection</c>, <c>awareness</c> or <c>request</c>; null if there is no
    /// clock.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? From { get; init; }

    /// <summary>The value in words: <c>at most 24 hours from awareness</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CommitmentTerms.Direction(Operator)} {Value} {Unit}{(From is null ? "" : $" from {From}")}");
}

/// <summary>An item of evidence.</summary>
public sealed record Evidence
{
    /// <summary>The default number of months that evidence without a last day is valid after the end of its period or, without a period,
    /// after its issue.</summary>
    public const int DefaultMaxAgeMonths = 12;

    /// <summary>The id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The kind of evidence.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>Who issued it, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Issuer { get; init; }

    /// <summary>The location, or null. This library never opens it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Uri { get; init; }

    /// <summary>The day of issue, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Issued { get; init; }

    /// <summary>The period it covers, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public EvidencePeriod? Period { get; init; }

    /// <summary>The last day on which it is valid, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Extension members, preserved unchanged.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>
    /// The last valid day: <see cref="ValidUntil"/> or, without one, the given number of months after the end of the period or else after
    /// the issue. Null if it has none of these dates.
    /// </summary>
    /// <param name="maxAgeMonths">The number of months that evidence without a last day is valid.</param>
    public DateOnly? LastDay(int maxAgeMonths = DefaultMaxAgeMonths)
    {
        if (ValidUntil is not null) return ValidUntil;
        if ((Period?.To ?? Issued) is not { } start) return null;
        var monthsLeft = ((DateOnly.MaxValue.Year - start.Year) * 12) + DateOnly.MaxValue.Month - start.Month;
        return maxAgeMonths > monthsLeft ? DateOnly.MaxValue : start.AddMonths(maxAgeMonths);
    }

    /// <summary>The validity on a day. The dates of evidence are inclusive.</summary>
    /// <param name="day">The day.</param>
    /// <param name="maxAgeMonths">The number of months that evidence without a last day is valid.</param>
    public EvidenceValidity ValidityOn(DateOnly day, int maxAgeMonths = DefaultMaxAgeMonths)
    {
        var last = LastDay(maxAgeMonths);
        if (day > last) return ValidUntil is null ? EvidenceValidity.Old : EvidenceValidity.Expired;
        return (Issued ?? Period?.From) > day ? EvidenceValidity.NotYetIssued : last is null ? EvidenceValidity.NotKnown
            : EvidenceValidity.Valid;
    }

    /// <summary>The title and the id.</summary>
    public override string ToString() => $"{Title} ({Id})";

    /// <summary>Describes the validity for people, to follow "is" in a sentence: <c>valid until 2027-03-31</c>. Do not parse it.</summary>
    /// <param name="validity">The result of <see cref="ValidityOn"/>.</param>
    public string Describe(EvidenceValidity validity) => validity switch
    {
        EvidenceValidity.Valid when ValidUntil is { } until => $"valid until {Written(until)}",
        EvidenceValidity.Valid => $"valid by its age ({Age()})",
        EvidenceValidity.Expired => $"expired (valid until {Written(ValidUntil)})",
        EvidenceValidity.Old => $"old ({Age()}, without a last day of validity)",
        EvidenceValidity.NotYetIssued => Issued is { } issued ? $"not there yet (issued on {Written(issued)})"
            : $"not there yet (for a period from {Written(Period?.From)} on)",
        _ => "not known to be valid (without any date)",
    };

    private string Age() => Period is { To: var end } ? $"for a period up to {Written(end)}" : $"issued on {Written(Issued)}";

    private static string Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>The period that evidence covers, both days included.</summary>
public sealed record EvidencePeriod
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }
}

/// <summary>Translated texts of one item; null where there is no translation.</summary>
public sealed record TranslatedText
{
    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Title { get; init; }

    /// <summary>The name.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Name { get; init; }

    /// <summary>The text.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Text { get; init; }

    /// <summary>The description.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Description { get; init; }
}

/// <summary>A finding that the author of a matrix accepts.</summary>
public sealed record AcceptedFinding
{
    /// <summary>The id of the finding, such as <c>RM2005</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Finding { get; init; }

    /// <summary>The controls that it is accepted for; empty means all.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Selector> Controls { get; init; }

    /// <summary>The reason.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Reason { get; init; }

    /// <summary>The last day on which it is accepted, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Until { get; init; }
}
