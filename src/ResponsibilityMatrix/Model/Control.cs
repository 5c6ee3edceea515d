using System.Text.Json.Serialization;
using static System.Text.Json.Serialization.JsonIgnoreCondition;

namespace ResponsibilityMatrix.Model;

/// <summary>A control of a catalog, or a matrix's own row. Immutable and thread-safe; equal by value.</summary>
public sealed record Control
{
    /// <summary>The id in the catalog's own spelling, used in all output. Ids compare by <see cref="ControlKey"/>.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>A short title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>Whether it is a control, a statement or an enhancement. Null means a statement if there is a parent, otherwise a
    /// control.</summary>
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

    /// <summary>Other ids that the key does not cover, such as <c>6.3.1</c> for <c>CLD.6.3.1</c>.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> Aliases { get; init; }

    /// <summary>The layers of the stack that the control concerns. A statement without layers has its parent's.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<Layer> Layers { get; init; }

    /// <summary>The reason for these layers, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? LayersReason { get; init; }

    /// <summary>Whether the catalog has withdrawn the control and keeps only its id. A withdrawn control and its statements are never in
    /// scope.</summary>
    [JsonPropertyName("withdrawn"), JsonIgnore(Condition = WhenWritingDefault)]
    public bool IsWithdrawn { get; init; }

    /// <summary>The controls of the same catalog that replace a withdrawn one.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<string> ReplacedBy { get; init; }

    /// <summary>The catalog's guidance for each side, or null if it has none.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public Guidance? Guidance { get; init; }

    /// <summary>Relations of a matrix's own row to controls of catalogs.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueList<ControlMapping> MapsTo { get; init; }

    /// <summary>Extension members by reverse-DNS key, preserved unchanged.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public ValueMap<JsonText> Extensions { get; init; }

    /// <summary>The effective kind: <see cref="Kind"/>, or by default a statement if there is a parent, otherwise a control.</summary>
    [JsonIgnore]
    public ControlKind EffectiveKind => Kind ?? (Parent is null ? ControlKind.Control : ControlKind.Statement);

    /// <summary>The id and the title.</summary>
    public override string ToString() => $"{Id} {Title}";
}

/// <summary>The guidance of a catalog for each side. A side without guidance is null.</summary>
public sealed record Guidance
{
    /// <summary>The guidance for the provider.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Provider { get; init; }

    /// <summary>The guidance for the customer.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Customer { get; init; }

    /// <summary>The guidance for both.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Same { get; init; }

    /// <summary>The sides that have guidance.</summary>
    [JsonIgnore]
    public Sides Addressees =>
        (Provider is null && Same is null ? Sides.None : Sides.Provider) | (Customer is null && Same is null ? Sides.None : Sides.Customer);
}

/// <summary>A relation of a row to a control of a catalog.</summary>
public sealed record ControlMapping
{
    /// <summary>The control of the catalog.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Control { get; init; }

    /// <summary>The relation of the row to that control.</summary>
    public required ControlRelation Relation { get; init; }
}

/// <summary>A group of controls, such as a clause or a family.</summary>
public sealed record ControlGroup
{
    /// <summary>The id; it compares exactly.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    [JsonIgnore(Condition = WhenWritingNull)]
    public required string Title { get; init; }

    /// <summary>The parent group, or null.</summary>
    [JsonIgnore(Condition = WhenWritingDefault)]
    public string? Parent { get; init; }

    /// <summary>The id and the title.</summary>
    public override string ToString() => $"{Id} {Title}";
}
