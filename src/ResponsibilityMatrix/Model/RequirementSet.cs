using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// What an agreement must contain, as rules that a matrix is checked by. Immutable and thread-safe; equal by value.
/// A set built in code is checked by the same rules as one that was read.
/// </summary>
public sealed record RequirementSet : IDocument
{
    static DocumentKind IDocument.Kind => DocumentKind.Requirements;

    /// <summary>The schema that editors use, or null.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = WhenWritingDefault)]
    public string? Schema { get; init; }

    /// <summary>The version of the format in which it is written.</summary>
    public string SchemaVersion { get; init => field = value ?? Matrix.FormatVersion; } = Matrix.FormatVersion;

    /// <summary>The id of the set, such as <c>iso-27017-agreement</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The version of the set.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>What the set is for, and what to know before relying on it; or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Description { get; init; }

    /// <summary>What was read to write the set, where a rule does not say it itself; or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequirementSource? Source { get; init; }

    /// <summary>The rules, in order.</summary>
    public required ValueList<RequirementRule> Rules { get; init; }

    /// <summary>What is required besides and no matrix can show, so that it is looked for elsewhere, in the contract itself.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<RequirementElsewhere> Elsewhere { get; init; }

    /// <summary>The title, the version and the number of rules.</summary>
    public override string ToString() => $"{Title} {Version}, {Rules.Count} rules";
}

/// <summary>One thing that an agreement must contain, and where that is required. Immutable and thread-safe; equal by value.</summary>
public sealed record RequirementRule
{
    /// <summary>The id, unique in its set.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The rule in a few words.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>Where it is required: the clause, article or requirement number.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Reference { get; init; }

    /// <summary>
    /// The controls that must meet the requirement. Of selectors that name several editions of one catalog, those count whose edition the
    /// matrix uses, and where it uses none of them, those of the edition named first.
    /// </summary>
    public required ValueList<Selector> Controls { get; init; }

    /// <summary>Whether each of the controls must meet it, or one is enough.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequirementMatch Match { get; init; }

    /// <summary>What must hold.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required Requirement Require { get; init; }

    /// <summary>How bad it is when the rule is not met.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What to know of the rule, such as how the controls were chosen; or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>What was read to write the rule, or null for what <see cref="RequirementSet.Source"/> says.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequirementSource? Source { get; init; }

    /// <summary>The id and the title.</summary>
    public override string ToString() => $"{Id} {Title}";
}

/// <summary>How many of a rule's controls must meet its requirement.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum RequirementMatch
{
    /// <summary>Each of them.</summary>
    Each,

    /// <summary>One of them is enough.</summary>
    Any,
}

/// <summary>What must hold for a control: all that is asked. Immutable and thread-safe; equal by value.</summary>
public sealed record Requirement
{
    /// <summary>Whether the control must be assigned: neither unassigned, nor undetermined, nor in conflict.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Assigned { get; init; }

    /// <summary>The sides that must perform, each of them; none if that is not asked.</summary>
    [JsonConverter(typeof(MatrixJsonListConverter)), JsonIgnore(Condition = WhenWritingDefault)]
    public Sides PerformedBy { get; init; }

    /// <summary>The sides that must not perform, none of them; no side if that is not asked.</summary>
    [JsonConverter(typeof(MatrixJsonListConverter)), JsonIgnore(Condition = WhenWritingDefault)]
    public Sides NotPerformedBy { get; init; }

    /// <summary>Whether the duties of those who perform must be done, not planned or done in part.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Implemented { get; init; }

    /// <summary>What the customer may take over, of which one must be so; empty if that is not asked.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Inheritability> Inheritability { get; init; }

    /// <summary>Whether the duties of those who perform must say in words what is done.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool DutyText { get; init; }

    /// <summary>Whether, where several sides perform, each of them must have a duty that says in words what it does.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public bool Qualified { get; init; }

    /// <summary>The evidence that duties must point to, or null if that is not asked.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequiredEvidence? Evidence { get; init; }

    /// <summary>The commitment that must have been made, or null if that is not asked.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequiredCommitment? Commitment { get; init; }
}

/// <summary>Evidence that the duties on a control must point to. Immutable and thread-safe; equal by value.</summary>
public sealed record RequiredEvidence
{
    /// <summary>The kinds of which one is enough.</summary>
    public required ValueList<EvidenceKind> Kinds { get; init; }

    /// <summary>Whether it must be valid on the day of the question, as <see cref="Evidence.ValidityOn"/> says.</summary>
    public required bool Valid { get; init; }

    /// <summary>The months for which evidence without a last day is valid; null for <see cref="Evidence.DefaultMaxAgeMonths"/>. Says
    /// nothing unless <see cref="Valid"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public int? MaxAgeMonths { get; init; }
}

/// <summary>A commitment that must have been made for a control. Immutable and thread-safe; equal by value.</summary>
public sealed record RequiredCommitment
{
    /// <summary>What is measured, such as <c>availability</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Metric { get; init; }

    /// <summary>The committed value may not be higher, in <see cref="Unit"/>; null if there is no such bound.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public decimal? AtMost { get; init; }

    /// <summary>The committed value may not be lower, in <see cref="Unit"/>; null if there is no such bound.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public decimal? AtLeast { get; init; }

    /// <summary>The unit of the bound. Without any bound it says nothing.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Unit { get; init; }
}

/// <summary>Something that is required and that no matrix can show. Immutable and thread-safe; equal by value.</summary>
public sealed record RequirementElsewhere
{
    /// <summary>Where it is required.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Reference { get; init; }

    /// <summary>What is required, in a sentence.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>Why a matrix cannot show it and where to look; or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>What was read to say so, or null for what <see cref="RequirementSet.Source"/> says.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public RequirementSource? Source { get; init; }
}

/// <summary>What was read to write a rule. Immutable and thread-safe; equal by value.</summary>
public sealed record RequirementSource
{
    /// <summary>How near to the source it was read.</summary>
    public required SourceReading Read { get; init; }

    /// <summary>What exactly was read, and what was not; or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Note { get; init; }
}

/// <summary>How near to its source a rule was read.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum SourceReading
{
    /// <summary>In the publication itself.</summary>
    Original,

    /// <summary>In a copy of its wording that somebody else published.</summary>
    Reproduction,

    /// <summary>Only in what others say of it.</summary>
    SecondHand,
}
