using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The result of a rule.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum RuleStatus
{
    /// <summary>The matrix states what the rule requires.</summary>
    Met,

    /// <summary>The matrix does not state what the rule requires.</summary>
    Unmet,

    /// <summary>The rule has nothing to check: its subject does not occur or is declared not applicable. A reader must judge
    /// that.</summary>
    NotApplicable,
}

/// <summary>A kind of requirement.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum RequirementKind
{
    /// <summary>The control is assigned.</summary>
    Assigned,

    /// <summary>Certain sides perform the control.</summary>
    PerformedBy,

    /// <summary>Certain sides do not perform the control.</summary>
    NotPerformedBy,

    /// <summary>The duties are implemented.</summary>
    Implemented,

    /// <summary>The customer can inherit at least this much.</summary>
    Inheritability,

    /// <summary>The duties have texts.</summary>
    DutyText,

    /// <summary>Texts state what each of several sides does.</summary>
    Qualified,

    /// <summary>There is suitable evidence.</summary>
    Evidence,

    /// <summary>There is a suitable commitment.</summary>
    Commitment,
}

/// <summary>
/// The result of checking a matrix against a set of requirements in one context: what is met, by what, and what is missing. Immutable and
/// thread-safe; equal by value.
/// </summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record RequirementsReport : IConverterSource
{
    /// <summary>The set of requirements.</summary>
    public required RequirementSet Set { get; init; }

    /// <summary>The matrix.</summary>
    public required MatrixIdentity Matrix { get; init; }

    /// <summary>The title of the matrix.</summary>
    public required string Title { get; init; }

    /// <summary>The documents behind the answers, with their digests: the matrix, its bases and its catalogs.</summary>
    public required ValueList<ResolutionInput> Inputs { get; init; }

    /// <summary>The context, with every parameter's value.</summary>
    public required ResolutionContext Context { get; init; }

    /// <summary>The parties with their sides.</summary>
    public required ValueList<ResolvedParty> Parties { get; init; }

    /// <summary>The result of each rule, in the order of the set. If a limit was exceeded, rules at the end are missing and
    /// <see cref="Diagnostics"/> reports it.</summary>
    public required ValueList<RuleResult> Rules { get; init; }

    /// <summary>The findings: RM5001 for each unmet rule, with the rule's severity, then the findings that concern the answers.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The number of rules by status, without zero counts.</summary>
    public ValueMap<int> Summary =>
        new(Rules.GroupBy(rule => rule.Status).OrderBy(group => group.Key)
        .Select(group => KeyValuePair.Create(Words.Of(group.Key), group.Count())));

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<RequirementsReport, ReportShape>(
        ShapeJsonContext.Default.ReportShape, ReportShape.Of, shape => shape.ToReport());
}

/// <summary>The result of one rule. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record RuleResult : IConverterSource
{
    /// <summary>The rule.</summary>
    public required RequirementRule Rule { get; init; }

    /// <summary>The result: unmet if any control is unmet, otherwise met if any is met. For <see cref="RequirementMatch.Any"/>, met if any
    /// control is met.</summary>
    public required RuleStatus Status { get; init; }

    /// <summary>
    /// The controls that were checked. If one control is enough, only those that meet the rule or, if none does, the first few.
    /// </summary>
    public required ValueList<CheckedControl> Controls { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<RuleResult, RuleShape>(
        ShapeJsonContext.Default.RuleShape, result => RuleShape.Of(result, null), shape => shape.ToResult());
}

/// <summary>The result of one control under one rule. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record CheckedControl : IConverterSource
{
    /// <summary>The id as the catalog writes it, or the selector if the matrix lacks the control.</summary>
    public required string Control { get; init; }

    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>; null where it is not known.</summary>
    public string? Catalog { get; init; }

    /// <summary>The title, or null where it is not known.</summary>
    public string? Title { get; init; }

    /// <summary>The result.</summary>
    public required RuleStatus Status { get; init; }

    /// <summary>What is missing and where to add it; empty unless the control is unmet.</summary>
    public ValueList<MissingPart> Missing { get; init; }

    /// <summary>The state, the split and the duties, or null if the matrix lacks the control.</summary>
    public ResolvedControl? Answer { get; init; }

    /// <summary>The document that decided, as <c>id@version</c>; null if none did.</summary>
    public string? Document { get; init; }

    /// <summary>The place of the assignment that decided, or the nearest place that concerns it; null if the matrix lacks the
    /// control.</summary>
    public Place? Place { get; init; }

    /// <summary>The commitments with the required metric that are tied to the control, at most 16. Those that meet the rule come
    /// first.</summary>
    public ValueList<FoundCommitment> Commitments { get; init; }

    /// <summary>The evidence of the required kinds that duties on the control refer to, at most 16. Evidence that meets the rule comes
    /// first.</summary>
    public ValueList<FoundEvidence> Evidence { get; init; }

    /// <summary>
    /// Statements about the control that the rule ignores, in sentences: other sides that perform, duties that are only planned, expired
    /// evidence. Present whether the rule is met or not.
    /// </summary>
    public ValueList<string> NotLookedAt { get; init; }

    /// <summary>A remark: the controls of another catalog that stand in for this one, or why it is not applicable. Null if there is
    /// none.</summary>
    public string? Note { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<CheckedControl, CheckedControlShape>(
        ShapeJsonContext.Default.CheckedControlShape, CheckedControlShape.Of, shape => shape.ToControl());
}

/// <summary>Something that a rule requires and a matrix lacks. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record MissingPart : IConverterSource
{
    /// <summary>The kind of requirement.</summary>
    public required RequirementKind Requirement { get; init; }

    /// <summary>One or two sentences for people: what is missing and what to add. Do not parse them.</summary>
    public required string Message { get; init; }

    /// <summary>The place to add or correct it.</summary>
    public required Place Place { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<MissingPart, MissingShape>(
        ShapeJsonContext.Default.MissingShape, MissingShape.Of, shape => shape.ToPart());
}

/// <summary>A commitment that was found. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record FoundCommitment : IConverterSource
{
    /// <summary>The commitment.</summary>
    public required Commitment Commitment { get; init; }

    /// <summary>The id of the party that makes it.</summary>
    public required string Party { get; init; }

    /// <summary>The document, as <c>id@version</c>.</summary>
    public required string Document { get; init; }

    /// <summary>Its place.</summary>
    public required Place Place { get; init; }

    /// <summary>Whether it satisfies the rule.</summary>
    public required bool IsEnough { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<FoundCommitment, FoundCommitmentShape>(
        ShapeJsonContext.Default.FoundCommitmentShape, FoundCommitmentShape.Of, shape => shape.ToFound());
}

/// <summary>Evidence that was found. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record FoundEvidence : IConverterSource
{
    /// <summary>The evidence.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>The document, as <c>id@version</c>.</summary>
    public required string Document { get; init; }

    /// <summary>Its place.</summary>
    public required Place Place { get; init; }

    /// <summary>The validity on the day of the context, by the age that the rule allows.</summary>
    public required EvidenceValidity Validity { get; init; }

    /// <summary>Whether it satisfies the rule.</summary>
    public required bool IsEnough { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<FoundEvidence, FoundEvidenceShape>(
        ShapeJsonContext.Default.FoundEvidenceShape, FoundEvidenceShape.Of, shape => shape.ToFound());
}
