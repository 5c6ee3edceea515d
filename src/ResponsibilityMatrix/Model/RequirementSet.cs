using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// What an agreement must contain, as rules to check a matrix against. Immutable and thread-safe; equal by value. A set built in code is
/// validated by the same rules as one that was read.
/// </summary>
public sealed record RequirementSet : IDocument
{
    static DocumentKind IDocument.Kind => DocumentKind.Requirements;

    /// <summary>The schema that editors use, or null.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? Schema { get; init; }

    /// <summary>The version of the format that the document declares.</summary>
    public string SchemaVersion { get; init => field = value ?? Matrix.FormatVersion; } = Matrix.FormatVersion;

    /// <summary>The id of the set, such as <c>iso-27017-agreement</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The version of the set.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>The purpose of the set and its limitations, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Description { get; init; }

    /// <summary>The default source of the rules, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequirementSource? Source { get; init; }

    /// <summary>The rules, in order.</summary>
    public required ValueList<RequirementRule> Rules { get; init; }

    /// <summary>Further requirements that no matrix can show, to be checked elsewhere, such as in the contract.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<RequirementElsewhere> Elsewhere { get; init; }

    /// <summary>The title, the version and the number of rules.</summary>
    public override string ToString() => $"{Title} {Version}, {Rules.Count} rules";
}

/// <summary>One thing that an agreement must contain, and the clause that requires it. Immutable and thread-safe; equal by value.</summary>
public sealed record RequirementRule
{
    /// <summary>The id, unique in its set.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The rule in a few words.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>The clause, article or requirement number.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Reference { get; init; }

    /// <summary>
    /// The controls that must meet the requirement. If selectors name several editions of a catalog, those of the edition that the matrix
    /// uses count; if it uses none of them, those of the edition named first.
    /// </summary>
    public required ValueList<Selector> Controls { get; init; }

    /// <summary>Whether all of the controls must meet it, or one is enough.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequirementMatch Match { get; init; }

    /// <summary>The requirement.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required Requirement Require { get; init; }

    /// <summary>The severity of the finding if the rule is not met.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Notes on the rule, such as how the controls were chosen, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>The source of the rule, or null for <see cref="RequirementSet.Source"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequirementSource? Source { get; init; }

    /// <summary>The id and the title.</summary>
    public override string ToString() => $"{Id} {Title}";
}

/// <summary>How many of a rule's controls must meet its requirement.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum RequirementMatch
{
    /// <summary>All controls.</summary>
    Each,

    /// <summary>One control is enough.</summary>
    Any,
}

/// <summary>What must hold for a control; all conditions apply. Immutable and thread-safe; equal by value.</summary>
public sealed record Requirement
{
    /// <summary>Whether the control must be assigned: neither unassigned, nor undetermined, nor in conflict.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Assigned { get; init; }

    /// <summary>The sides that must all perform; none if there is no such requirement.</summary>
    [JsonConverter(typeof(MatrixJsonListConverter)), JsonIgnore(Condition = WhenWritingDefault)]
    public Sides PerformedBy { get; init; }

    /// <summary>The sides that must not perform; none if there is no such requirement.</summary>
    [JsonConverter(typeof(MatrixJsonListConverter)), JsonIgnore(Condition = WhenWritingDefault)]
    public Sides NotPerformedBy { get; init; }

    /// <summary>Whether the duties of performing parties must be implemented, not only planned or implemented in part.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Implemented { get; init; }

    /// <summary>The allowed values for what the customer can inherit; empty if there is no such requirement.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Inheritability> Inheritability { get; init; }

    /// <summary>Whether the duties of performing parties must have a text.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool DutyText { get; init; }

    /// <summary>Whether each of several performing sides must have a duty with a text.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Qualified { get; init; }

    /// <summary>The evidence that duties must refer to, or null if there is no such requirement.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequiredEvidence? Evidence { get; init; }

    /// <summary>The required commitment, or null if there is no such requirement.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequiredCommitment? Commitment { get; init; }
}

/// <summary>Evidence that the duties on a control must refer to. Immutable and thread-safe; equal by value.</summary>
public sealed record RequiredEvidence
{
    /// <summary>The accepted kinds; one is enough.</summary>
    public required ValueList<EvidenceKind> Kinds { get; init; }

    /// <summary>Whether it must be valid on the day of the context, by <see cref="Evidence.ValidityOn"/>.</summary>
    public required bool Valid { get; init; }

    /// <summary>The number of months that evidence without a last day is valid; null for <see cref="Evidence.DefaultMaxAgeMonths"/>.
    /// Ignored unless <see cref="Valid"/> is true.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public int? MaxAgeMonths { get; init; }
}

/// <summary>A commitment that a control requires. Immutable and thread-safe; equal by value.</summary>
public sealed record RequiredCommitment
{
    /// <summary>The metric, such as <c>availability</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Metric { get; init; }

    /// <summary>The maximum of the committed value, in <see cref="Unit"/>; null for no maximum.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public decimal? AtMost { get; init; }

    /// <summary>The minimum of the committed value, in <see cref="Unit"/>; null for no minimum.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public decimal? AtLeast { get; init; }

    /// <summary>The unit of the bounds; ignored without a bound.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Unit { get; init; }
}

/// <summary>A requirement that no matrix can show. Immutable and thread-safe; equal by value.</summary>
public sealed record RequirementElsewhere
{
    /// <summary>The clause, article or requirement number.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Reference { get; init; }

    /// <summary>What is required, in a sentence.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>Why a matrix cannot show it and where to check it, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>The source, or null for <see cref="RequirementSet.Source"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequirementSource? Source { get; init; }
}

/// <summary>The source that a rule was written from. Immutable and thread-safe; equal by value.</summary>
public sealed record RequirementSource
{
    /// <summary>How directly the source was read.</summary>
    public required SourceReading Read { get; init; }

    /// <summary>What exactly was read and what was not, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Note { get; init; }
}

/// <summary>How directly the source of a rule was read.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum SourceReading
{
    /// <summary>The publication itself.</summary>
    Original,

    /// <summary>A copy of its wording, published by others.</summary>
    Reproduction,

    /// <summary>Only descriptions by others.</summary>
    SecondHand,
}
