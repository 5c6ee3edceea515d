using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// A control of a catalog, or a row of a matrix's own. Immutable and thread-safe; equal by value.
/// </summary>
public sealed record Control
{
    /// <summary>The id in the catalog's own spelling, which all output shows. Ids compare by <see cref="ControlKey"/>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>A short title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>Whether it is a control, a statement or an enhancement; null for a statement with a parent and a control without.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ControlKind? Kind { get; init; }

    /// <summary>The parent: in a catalog, an id of the same catalog; in a matrix, a reference that may name a control of another catalog in
    /// scope. Null for none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Parent { get; init; }

    /// <summary>The id of the group, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Group { get; init; }

    /// <summary>A longer text, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Description { get; init; }

    /// <summary>Other spellings that do not follow from the key, such as <c>6.3.1</c> for <c>CLD.6.3.1</c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Aliases { get; init; }

    /// <summary>The layers of the stack on which the control's work falls. A statement without layers has its parent's.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Layer> Layers { get; init; }

    /// <summary>Why these layers, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? LayersReason { get; init; }

    /// <summary>Whether the catalog keeps only the id. What is withdrawn, with its statements, is in no scope.</summary>
    [JsonPropertyName("withdrawn"), JsonIgnore(Condition = WhenWritingDefault)]
    public bool IsWithdrawn { get; init; }

    /// <summary>The controls of the same catalog that took the place of a withdrawn one.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> ReplacedBy { get; init; }

    /// <summary>What the catalog asks of each side, or null where it has no guidance.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Guidance? Guidance { get; init; }

    /// <summary>Relations of a matrix's own row to controls of catalogs.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ControlMapping> MapsTo { get; init; }

    /// <summary>Members of others, kept as they are, by reverse-DNS key.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The kind that holds: <see cref="Kind"/>, else a statement with a parent, else a control.</summary>
    [JsonIgnore]
    public ControlKind EffectiveKind => Kind ?? (Parent is null ? ControlKind.Control : ControlKind.Statement);

    /// <summary>The id and the title.</summary>
    public override string ToString() => $"{Id} {Title}";
}

/// <summary>What a catalog asks of each side. A side without guidance is null.</summary>
public sealed record Guidance
{
    /// <summary>What it asks of the provider.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Provider { get; init; }

    /// <summary>What it asks of the customer.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Customer { get; init; }

    /// <summary>What it asks of both alike.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Same { get; init; }

    /// <summary>The sides to which guidance is addressed.</summary>
    [JsonIgnore]
    public Sides Addressees =>
        (Provider is null && Same is null ? Sides.None : Sides.Provider) | (Customer is null && Same is null ? Sides.None : Sides.Customer);
}

/// <summary>A relation of a row to a control of a catalog.</summary>
public sealed record ControlMapping
{
    /// <summary>The control that the row is related to.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Control { get; init; }

    /// <summary>What the row is to that control.</summary>
    public required ControlRelation Relation { get; init; }
}

/// <summary>A group of controls, such as a clause or a family.</summary>
public sealed record ControlGroup
{
    /// <summary>The id, exact.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>The group that this one belongs to, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Parent { get; init; }

    /// <summary>The id and the title.</summary>
    public override string ToString() => $"{Id} {Title}";
}
