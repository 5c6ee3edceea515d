using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// A rule of a matrix: which controls, under which condition, and which duties or state. It states either a <see cref="State"/>, or any of
/// <see cref="Split"/>, <see cref="Provider"/>, <see cref="Customer"/> and <see cref="Duties"/>. Immutable and thread-safe; equal by value.
/// </summary>
public sealed record Assignment
{
    /// <summary>An id, unique in the document, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Id { get; init; }

    /// <summary>The controls it applies to.</summary>
    public required ValueList<Selector> Controls { get; init; }

    /// <summary>When it holds; the default is always.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Condition When { get; init; }

    /// <summary>The sides that perform, or null. If there are duties too, it adds one duty without text for each side that has
    /// none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Sides? Split { get; init; }

    /// <summary><see cref="ControlState.NotApplicable"/> or <see cref="ControlState.NotDetermined"/>, or null for an assignment of
    /// duties.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ControlState? State { get; init; }

    /// <summary>The reason for the state, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Reason { get; init; }

    /// <summary>The text of a plain duty of the provider, or null for none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Provider { get; init; }

    /// <summary>The text of a plain duty of the customer, or null for none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Customer { get; init; }

    /// <summary>The duties.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Duty> Duties { get; init; }

    /// <summary>Whether the parts of the sides depend on each other; null to derive it from <see cref="Duty.DependsOn"/>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Coupling? Coupling { get; init; }

    /// <summary>What the customer can inherit; null to derive it from the split.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Inheritability? Inheritability { get; init; }

    /// <summary>The words of the document that the assignment was imported from, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public SourceLabel? Source { get; init; }

    /// <summary>Notes for readers, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Notes { get; init; }

    /// <summary>A note that is never published, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? InternalNote { get; init; }

    /// <summary>Extension members, preserved unchanged.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The controls, and the state, the split or the parties with duties.</summary>
    public override string ToString()
    {
        var what = State?.ToString() ?? Split?.ToString() ?? Shortened.List(Duties.Select(duty => duty.Party).ToList());
        return $"{Shortened.List(Controls.Select(control => control.ToString()).ToList())}: {what}";
    }
}

/// <summary>The unchanged words of another document.</summary>
public sealed record SourceLabel
{
    /// <summary>The words.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Label { get; init; }

    /// <summary>The vocabulary of the words, such as <c>fedramp-crm</c>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Vocabulary { get; init; }

    /// <summary>The location of the words in that document, such as <c>Sheet!B6</c>, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? At { get; init; }
}

/// <summary>One party's part in a control. Immutable and thread-safe; equal by value.</summary>
public sealed record Duty
{
    /// <summary>The involvement of a duty that states none: its party is responsible and accountable.</summary>
    public const Involvement DefaultInvolvement = Involvement.Responsible | Involvement.Accountable;

    /// <summary>An id, unique in the document, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Id { get; init; }

    /// <summary>The party's id, or <c>provider</c> or <c>customer</c> for the party on that side.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Party { get; init; }

    /// <summary>The involvement of the party.</summary>
    [JsonIgnore]
    public Involvement Involvement { get; init; } = DefaultInvolvement;

    [JsonInclude, JsonPropertyName("involvement"), JsonIgnore(Condition = WhenWritingDefault)]
    internal Involvement? StatedInvolvement
    {
        get => Involvement == DefaultInvolvement ? null : Involvement;
        init => Involvement = value ?? DefaultInvolvement;
    }

    /// <summary>A word for the action, such as <c>configure</c>, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Action { get; init; }

    /// <summary>What the party does, in plain text with significant line breaks, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Text { get; init; }

    /// <summary>The ids of the duties that this one depends on.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> DependsOn { get; init; }

    /// <summary>The duties that an upstream leaves to its customer and this one fulfills: <c>upstreamId#dutyId</c> or
    /// <c>upstreamId@CONTROL</c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Satisfies { get; init; }

    /// <summary>The id of the upstream that performs this duty, or null. <see cref="Party"/> is then the customer of that upstream, usually
    /// the provider of this service, and not the party further up.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? InheritedFrom { get; init; }

    /// <summary>The upstream's controls that perform it; empty for the same control.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> UpstreamControls { get; init; }

    /// <summary>The ids of its evidence.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Evidence { get; init; }

    /// <summary>The ids of the commitments that measure it.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Commitments { get; init; }

    /// <summary>When it counts; the default is always.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Condition When { get; init; }

    /// <summary>The part or feature of the service, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Component { get; init; }

    /// <summary>The implementation statuses.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ImplementationStatus> Implementation { get; init; }

    /// <summary>Whether the duty is implemented: <see cref="Implementation"/> is empty, or has
    /// <see cref="ImplementationStatus.Implemented"/> or <see cref="ImplementationStatus.Alternative"/> and none of
    /// <see cref="ImplementationStatus.Partial"/>, <see cref="ImplementationStatus.Planned"/> and
    /// <see cref="ImplementationStatus.NotImplemented"/>.</summary>
    [JsonIgnore]
    public bool IsDone => Implementation.IsDone();

    /// <summary>A note that is never published, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? InternalNote { get; init; }

    /// <summary>Extension members, preserved unchanged.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The party and the beginning of the text.</summary>
    public override string ToString() => $"{Party}: {Shortened.Text((Text ?? Action ?? Involvement.ToString()).ReplaceLineEndings(" "))}";
}
