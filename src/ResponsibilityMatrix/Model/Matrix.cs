using System.Globalization;
using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// A shared-responsibility matrix: a versioned document in which one party states who does what, control by control, for one service.
/// Immutable and thread-safe; equal by value. A matrix built in code is checked by the same rules as one that was read.
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

    /// <summary>The identity of the matrix over all its versions: an absolute URI.</summary>
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

    /// <summary>The party whose statement this is, or null for the provider.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? AuthoredBy { get; init; }

    /// <summary>The day of publication, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Published { get; init; }

    /// <summary>The first day on which it holds, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Effective { get; init; }

    /// <summary>The last day by which it is to be reviewed, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? ReviewBy { get; init; }

    /// <summary>The last day on which it holds, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Expires { get; init; }

    /// <summary>The version that this one takes the place of, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Supersedes? Supersedes { get; init; }

    /// <summary>The service.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required Service Service { get; init; }

    /// <summary>The parties, in order.</summary>
    public required ValueList<Party> Parties { get; init; }

    /// <summary>What the service was assessed to, such as a FedRAMP authorization. A base's are not brought along.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Authorization> Authorizations { get; init; }

    /// <summary>Groups of the document's own rows, in order.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ControlGroup> Groups { get; init; }

    /// <summary>The view of another document that this one is, or null for a document that is whole.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public MatrixView? View { get; init; }

    /// <summary>Where the document stands in its life, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DocumentStatus? Status { get; init; }

    /// <summary>The contract that this is an annex of, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Agreement? Agreement { get; init; }

    /// <summary>Who approved it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Approval> Approvals { get; init; }

    /// <summary>Service models of the document's own.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ServiceModel> ServiceModels { get; init; }

    /// <summary>The options of the contract, such as plan and region.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Parameter> Parameters { get; init; }

    /// <summary>The controls in scope, by catalog.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<CatalogScope> Catalogs { get; init; }

    /// <summary>Rows of the document's own; always in scope.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Control> Controls { get; init; }

    /// <summary>What controls that nobody spoke of fall back on, or null for what the base says; without a base, nothing.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DefaultsPolicy? Defaults { get; init; }

    /// <summary>The base matrix that this one changes, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public BaseReference? Extends { get; init; }

    /// <summary>Matrices in which a party of this one is the customer.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Upstream> Upstream { get; init; }

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

    /// <summary>Findings that the author accepts.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<AcceptedFinding> Accepted { get; init; }

    /// <summary>Members of others, kept as they are.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>Members that a later minor version of the format knows and this library does not, by JSON Pointer, kept as they
    /// are.</summary>
    [JsonIgnore]
    public ValueMap<JsonText> Unrecognized { get; init; }

    /// <summary>The title, the version and the id.</summary>
    public override string ToString() => $"{Title} {Version} ({Id})";
}

/// <summary>The service that a matrix speaks of.</summary>
public sealed record Service
{
    /// <summary>The id, the same in every statement about the service.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Name { get; init; }

    /// <summary>What it is, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Description { get; init; }

    /// <summary>The id of the party that provides it.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Provider { get; init; }

    /// <summary>The id of the party that uses it.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Customer { get; init; }

    /// <summary>The ids of the service models in which it is offered; at least one.</summary>
    public required ValueList<string> Models { get; init; }

    /// <summary>The name and the id.</summary>
    public override string ToString() => $"{Name} ({Id})";
}

/// <summary>A version that a document takes the place of.</summary>
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

/// <summary>What names the document of which another one shows a part.</summary>
public sealed record MatrixView
{
    /// <summary>The view: <c>customer</c> for what concerns the customer.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Name { get; init; }

    /// <summary>The digest of the whole document.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Of { get; init; }
}

/// <summary>An option of the contract on which assignments may depend.</summary>
public sealed record Parameter
{
    /// <summary>The id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The title, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Title { get; init; }

    /// <summary>The values it can have; at least one.</summary>
    public required ValueList<string> Values { get; init; }

    /// <summary>The value where a question names none, or null when it must be named.</summary>
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
    /// The catalog's short name in this document alone, so that <c>as:CONTROL</c> names a control of just this edition; null for none. No
    /// catalog's id, no other short name, and not <c>local</c>, <c>group</c> or <c>baseline</c>.
    /// </summary>
    [JsonPropertyName("as"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? ShortName { get; init; }

    /// <summary>The controls in scope; empty for all.</summary>
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

    /// <summary>The version asked for, or null for the highest given.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public SemanticVersion? Version { get; init; }

    /// <summary>The digest of its canonical form, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Digest { get; init; }
}

/// <summary>Another matrix in which a party of this one is the customer.</summary>
public sealed record Upstream
{
    /// <summary>The id by which duties name it.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The id of its matrix, or null where it publishes none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Matrix { get; init; }

    /// <summary>The version asked for, or null for the highest given.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public SemanticVersion? Version { get; init; }

    /// <summary>What has been bought there, or null for its only service model and its defaults.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public UpstreamContext? Context { get; init; }

    /// <summary>The party here that provides it.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Provider { get; init; }

    /// <summary>The party here that is its customer, or null for the provider of this service.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Customer { get; init; }

    /// <summary>How it is covered by attestations, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Assurance? Assurance { get; init; }

    /// <summary>Authorizations of which the upstream must have at least one; empty where none is needed.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<AuthorizationNeed> Needs { get; init; }

    /// <summary>Ids of the evidence for it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Evidence { get; init; }

    /// <summary>The digest of its canonical form, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Digest { get; init; }

    /// <summary>Members of others, kept as they are.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The id and the matrix, or the provider where it publishes none.</summary>
    public override string ToString() => $"{Id}: {Matrix ?? Provider}";
}

/// <summary>The choices under which an upstream is used.</summary>
public sealed record UpstreamContext
{
    /// <summary>The service model, or null for its only one.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? ServiceModel { get; init; }

    /// <summary>The values of its parameters; those left out have their defaults there.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<string> Parameters { get; init; }
}

/// <summary>A measurable commitment: a service level objective after ISO/IEC 19086.</summary>
public sealed record Commitment
{
    /// <summary>The id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The party that makes the commitment.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Party { get; init; }

    /// <summary>What is measured, such as <c>availability</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Metric { get; init; }

    /// <summary>The committed value.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required CommitmentTarget Target { get; init; }

    /// <summary>What it holds for, such as a severity, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Qualifier { get; init; }

    /// <summary>The time over which it is measured, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Window { get; init; }

    /// <summary>When it holds.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Condition When { get; init; }

    /// <summary>Duties without which the commitment lapses.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> DependsOn { get; init; }

    /// <summary>The controls it is tied to.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Selector> Controls { get; init; }

    /// <summary>Remarks, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>Members of others, kept as they are.</summary>
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

    /// <summary>When the clock starts: <c>occurrence</c>, <c>detection</c>, <c>awareness</c> or <c>request</c>; null where no clock
    /// runs.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? From { get; init; }

    /// <summary>The value in words: <c>at most 24 hours from awareness</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{CommitmentTerms.Direction(Operator)} {Value} {Unit}{(From is null ? "" : $" from {From}")}");
}

/// <summary>A piece of evidence.</summary>
public sealed record Evidence
{
    /// <summary>The months for which evidence without a last day counts after its period, or else after its issue.</summary>
    public const int DefaultMaxAgeMonths = 12;

    /// <summary>The id.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>What kind of evidence it is.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>Who issued it, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Issuer { get; init; }

    /// <summary>Where it is, or null. Never opened by this library.</summary>
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

    /// <summary>Members of others, kept as they are.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>
    /// The last day on which it counts: <see cref="ValidUntil"/>; without one, that many months after the end of its period, else after its
    /// issue. Null where it has none of these. </summary>
    /// <param name="maxAgeMonths">The months for which evidence without a last day counts.</param>
    public DateOnly? LastDay(int maxAgeMonths = DefaultMaxAgeMonths)
    {
        if (ValidUntil is not null) return ValidUntil;
        if ((Period?.To ?? Issued) is not { } start) return null;
        var monthsLeft = ((DateOnly.MaxValue.Year - start.Year) * 12) + DateOnly.MaxValue.Month - start.Month;
        return maxAgeMonths > monthsLeft ? DateOnly.MaxValue : start.AddMonths(maxAgeMonths);
    }

    /// <summary>Whether it shows anything on a day. Days of the evidence are inclusive.</summary>
    /// <param name="day">The day.</param>
    /// <param name="maxAgeMonths">The months for which evidence without a last day counts.</param>
    public EvidenceValidity ValidityOn(DateOnly day, int maxAgeMonths = DefaultMaxAgeMonths)
    {
        var last = LastDay(maxAgeMonths);
        if (day > last) return ValidUntil is null ? EvidenceValidity.Old : EvidenceValidity.Expired;
        return (Issued ?? Period?.From) > day ? EvidenceValidity.NotYetIssued : last is null ? EvidenceValidity.NotKnown
            : EvidenceValidity.Valid;
    }

    /// <summary>The title and the id.</summary>
    public override string ToString() => $"{Title} ({Id})";

    /// <summary>Until when it is valid, for people: what follows "is" in a sentence, such as <c>valid until 2027-03-31</c>. Never to be
    /// parsed.</summary>
    /// <param name="validity">What <see cref="ValidityOn"/> said.</param>
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

/// <summary>The time that a piece of evidence speaks of, both days included.</summary>
public sealed record EvidencePeriod
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }
}

/// <summary>Texts of one thing in another language; null where there is no translation.</summary>
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

    /// <summary>The controls for which it is accepted; empty for all.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Selector> Controls { get; init; }

    /// <summary>Why.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Reason { get; init; }

    /// <summary>The last day on which it is accepted, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public DateOnly? Until { get; init; }
}
