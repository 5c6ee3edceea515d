using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// A rule of a matrix: for these controls, when this holds, these duties or this state. It states either a <see cref="State"/>, or any of
/// <see cref="Split"/>, <see cref="Provider"/>, <see cref="Customer"/> and <see cref="Duties"/>. Immutable and thread-safe; equal by value.
/// </summary>
public sealed record Assignment
{
    /// <summary>An id, unique in the document, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Id { get; init; }

    /// <summary>The controls it speaks of.</summary>
    public required ValueList<Selector> Controls { get; init; }

    /// <summary>When it holds; the default holds always.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Condition When { get; init; }

    /// <summary>The sides that perform, or null. Beside duties it adds one duty without text for each side that has none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Sides? Split { get; init; }

    /// <summary><see cref="ControlState.NotApplicable"/> or <see cref="ControlState.NotDetermined"/>, or null for an assignment of
    /// duties.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ControlState? State { get; init; }

    /// <summary>Why the state, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Reason { get; init; }

    /// <summary>The text of one plain duty of the provider, or null for none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Provider { get; init; }

    /// <summary>The text of one plain duty of the customer, or null for none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Customer { get; init; }

    /// <summary>The duties.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Duty> Duties { get; init; }

    /// <summary>Whether the sides' parts depend on each other; null to have it derived from <see cref="Duty.DependsOn"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Coupling? Coupling { get; init; }

    /// <summary>What the customer may take over; null to have it derived from the split.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Inheritability? Inheritability { get; init; }

    /// <summary>The words of the document that the assignment was imported from, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public SourceLabel? Source { get; init; }

    /// <summary>Remarks for readers, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>A remark that is never published, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? InternalNote { get; init; }

    /// <summary>Members of others, kept as they are.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The controls, and the state, the split or the parties with duties.</summary>
    public override string ToString()
    {
        var what = State?.ToString() ?? Split?.ToString() ?? Shortened.List(Duties.Select(duty => duty.Party).ToList());
        return $"{Shortened.List(Controls.Select(control => control.ToString()).ToList())}: {what}";
    }
}

/// <summary>The words of another document, untouched.</summary>
public sealed record SourceLabel
{
    /// <summary>The words.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Label { get; init; }

    /// <summary>The vocabulary they belong to, such as <c>fedramp-crm</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Vocabulary { get; init; }

    /// <summary>Where the words stand in that document, such as <c>Sheet!B6</c>, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? At { get; init; }
}

/// <summary>One party's part in a control. Immutable and thread-safe; equal by value.</summary>
public sealed record Duty
{
    /// <summary>What a duty without stated involvement has: its party does it and answers for it.</summary>
    public const Involvement DefaultInvolvement = Involvement.Responsible | Involvement.Accountable;

    /// <summary>An id, unique in the document, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Id { get; init; }

    /// <summary>The party's id, or <c>provider</c> or <c>customer</c> for the party on that side.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Party { get; init; }

    /// <summary>The party's part.</summary>
    [JsonIgnore]
    public Involvement Involvement { get; init; } = DefaultInvolvement;

    [JsonInclude, JsonPropertyName("involvement"), JsonIgnore(Condition = WhenWritingDefault)]
    internal Involvement? StatedInvolvement
    {
        get => Involvement == DefaultInvolvement ? null : Involvement;
        init => Involvement = value ?? DefaultInvolvement;
    }

    /// <summary>A word for what is done, such as <c>configure</c>, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Action { get; init; }

    /// <summary>What is done, in plain text whose line breaks count, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Text { get; init; }

    /// <summary>Ids of duties that must be done for this one.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> DependsOn { get; init; }

    /// <summary>Duties that an upstream leaves to its customer and this one fulfils: <c>upstreamId#dutyId</c> or
    /// <c>upstreamId@CONTROL</c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Satisfies { get; init; }

    /// <summary>The id of the upstream that performs this duty, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? InheritedFrom { get; init; }

    /// <summary>The upstream's controls that perform it; empty for the same control.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> UpstreamControls { get; init; }

    /// <summary>Ids of the evidence for it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Evidence { get; init; }

    /// <summary>Ids of the commitments that measure it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Commitments { get; init; }

    /// <summary>When it counts; the default counts always.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Condition When { get; init; }

    /// <summary>The part or feature of the service, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Component { get; init; }

    /// <summary>How it is implemented.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ImplementationStatus> Implementation { get; init; }

    /// <summary>Whether the duty is done: <see cref="Implementation"/> is empty, or has <see cref="ImplementationStatus.Implemented"/> or
    /// <see cref="ImplementationStatus.Alternative"/> and none of <see cref="ImplementationStatus.Partial"/>,
    /// <see cref="ImplementationStatus.Planned"/> and <see cref="ImplementationStatus.NotImplemented"/>.</summary>
    [JsonIgnore]
    public bool IsDone => Implementation.IsDone();

    /// <summary>A remark that is never published, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? InternalNote { get; init; }

    /// <summary>Members of others, kept as they are.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The party and the beginning of what it does.</summary>
    public override string ToString() => $"{Party}: {Shortened.Text((Text ?? Action ?? Involvement.ToString()).ReplaceLineEndings(" "))}";
}
