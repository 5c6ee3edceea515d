using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>What a rule comes to.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum RuleStatus
{
    /// <summary>The matrix says what the rule asks.</summary>
    Met,

    /// <summary>It does not.</summary>
    Unmet,

    /// <summary>There is nothing to ask: what the rule is about does not occur, or is declared not applicable, which a reader must
    /// judge.</summary>
    NotApplicable,
}

/// <summary>One of the things that a rule may ask for.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum RequirementKind
{
    /// <summary>That the control is assigned.</summary>
    Assigned,

    /// <summary>That certain sides perform.</summary>
    PerformedBy,

    /// <summary>That certain sides do not perform.</summary>
    NotPerformedBy,

    /// <summary>That what is to be done is done.</summary>
    Implemented,

    /// <summary>That the customer may take over so much.</summary>
    Inheritability,

    /// <summary>That duties have texts.</summary>
    DutyText,

    /// <summary>That it is said who of several sides does what.</summary>
    Qualified,

    /// <summary>Evidence.</summary>
    Evidence,

    /// <summary>A commitment.</summary>
    Commitment,
}

/// <summary>
/// A matrix held against a set of requirements in one context: what is met, by what, and what is missing. An annex to a review. Immutable
/// and thread-safe; equal by value. </summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record RequirementsReport : IConverterSource
{
    /// <summary>The set.</summary>
    public required RequirementSet Set { get; init; }

    /// <summary>The matrix.</summary>
    public required MatrixIdentity Matrix { get; init; }

    /// <summary>The title of the matrix.</summary>
    public required string Title { get; init; }

    /// <summary>The documents that the answers come from, with their digests: the matrix, its bases, its catalogs.</summary>
    public required ValueList<ResolutionInput> Inputs { get; init; }

    /// <summary>The context, with every parameter's value.</summary>
    public required ResolutionContext Context { get; init; }

    /// <summary>The parties with their sides.</summary>
    public required ValueList<ResolvedParty> Parties { get; init; }

    /// <summary>What each rule comes to, in the order of the set. Rules are missing at the end where a limit was passed; then
    /// <see cref="Diagnostics"/> says so.</summary>
    public required ValueList<RuleResult> Rules { get; init; }

    /// <summary>The findings: RM5001 for every rule that is not met, with the severity of the rule, then those that bear on the
    /// answers.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The number of rules by status; statuses without any are left out.</summary>
    public ValueMap<int> Summary =>
        new(Rules.GroupBy(rule => rule.Status).OrderBy(group => group.Key)
        .Select(group => KeyValuePair.Create(Words.Of(group.Key), group.Count())));

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<RequirementsReport, ReportShape>(
        ShapeJsonContext.Default.ReportShape, ReportShape.Of, shape => shape.ToReport());
}

/// <summary>Reports of one matrix held against several sets. Immutable and thread-safe; equal by value.</summary>
public sealed record RequirementsReports
{
    /// <summary>The reports, in the order of the sets.</summary>
    public required ValueList<RequirementsReport> Checks { get; init; }
}

/// <summary>What one rule comes to. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record RuleResult : IConverterSource
{
    /// <summary>The rule.</summary>
    public required RequirementRule Rule { get; init; }

    /// <summary>What it comes to: unmet where a control is, else met where one is. For <see cref="RequirementMatch.Any"/>, met where one
    /// is.</summary>
    public required RuleStatus Status { get; init; }

    /// <summary>
    /// The controls of the rule that were looked at. Where one is enough, those alone that meet it, and where none does, the first few.
    /// </summary>
    public required ValueList<CheckedControl> Controls { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<RuleResult, RuleShape>(
        ShapeJsonContext.Default.RuleShape, result => RuleShape.Of(result, null), shape => shape.ToResult());
}

/// <summary>What one control comes to under one rule. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record CheckedControl : IConverterSource
{
    /// <summary>The id in its catalog's spelling, or the selector where the matrix does not have it.</summary>
    public required string Control { get; init; }

    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>; null where it is not known.</summary>
    public string? Catalog { get; init; }

    /// <summary>The title, or null where it is not known.</summary>
    public string? Title { get; init; }

    /// <summary>What it comes to.</summary>
    public required RuleStatus Status { get; init; }

    /// <summary>What is missing, and what to add where; empty unless it is unmet.</summary>
    public ValueList<MissingPart> Missing { get; init; }

    /// <summary>What the matrix says of it, or null where it does not speak of it.</summary>
    public FoundAnswer? Found { get; init; }

    /// <summary>
    /// What the matrix says of the control and the rule does not look at, in sentences: others who perform too, what is only planned,
    /// evidence that has run out. Said of a rule that is met as of one that is not.
    /// </summary>
    public ValueList<string> NotLookedAt { get; init; }

    /// <summary>What to know: by which controls of another catalog it was judged, or why it is not applicable; or null.</summary>
    public string? Note { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<CheckedControl, CheckedControlShape>(
        ShapeJsonContext.Default.CheckedControlShape, CheckedControlShape.Of, shape => shape.ToControl());
}

/// <summary>Something that a rule asks for and a matrix does not have. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record MissingPart : IConverterSource
{
    /// <summary>What was asked for.</summary>
    public required RequirementKind Requirement { get; init; }

    /// <summary>One or two sentences for people: what is missing and what to add. Never to be parsed.</summary>
    public required string Message { get; init; }

    /// <summary>Where it would be added or corrected.</summary>
    public required Place Place { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<MissingPart, MissingShape>(
        ShapeJsonContext.Default.MissingShape, MissingShape.Of, shape => shape.ToPart());
}

/// <summary>What a matrix says of a control, as far as a rule asks. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record FoundAnswer : IConverterSource
{
    /// <summary>The state, the split and the duties.</summary>
    public required ResolvedControl Answer { get; init; }

    /// <summary>The document that decided, as <c>id@version</c>; null where none did.</summary>
    public string? Document { get; init; }

    /// <summary>The assignment that decided, or the nearest place that bears on it.</summary>
    public required Place Place { get; init; }

    /// <summary>The commitments of the metric that is asked for and that are tied to the control, those that meet the rule first; at most
    /// 16.</summary>
    public ValueList<FoundCommitment> Commitments { get; init; }

    /// <summary>The evidence of the kinds that are asked for to which duties on the control point, that which meets the rule first; at most
    /// 16.</summary>
    public ValueList<FoundEvidence> Evidence { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<FoundAnswer, FoundShape>(
        ShapeJsonContext.Default.FoundShape, FoundShape.Of, shape => shape.ToFound());
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

    /// <summary>Whether it is what the rule asks for.</summary>
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

    /// <summary>Whether it is valid on the day of the question, by the age that the rule allows.</summary>
    public required EvidenceValidity Validity { get; init; }

    /// <summary>Whether it is what the rule asks for.</summary>
    public required bool IsEnough { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<FoundEvidence, FoundEvidenceShape>(
        ShapeJsonContext.Default.FoundEvidenceShape, FoundEvidenceShape.Of, shape => shape.ToFound());
}
