using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The context in which a matrix is resolved. Immutable; equal by value.</summary>
public sealed record ResolutionContext
{
    /// <summary>The service model; null if the matrix has only one.</summary>
    public string? ServiceModel { get; init; }

    /// <summary>The values of parameters. A parameter without a value has its default.</summary>
    public ValueMap<string> Parameters { get; init; }

    /// <summary>The date for which the matrix is resolved. The library does not use a clock.</summary>
    public required DateOnly AsOf { get; init; }
}

/// <summary>The answer for a whole matrix in one context. Immutable and thread-safe; the same documents and context give equal
/// answers.</summary>
public sealed record ResolvedMatrix : IJsonOnDeserialized
{
    /// <summary>The version of the JSON format of answers.</summary>
    public const string FormatVersion = "1.0";

    private ValueList<ResolvedControl> _controls;

    /// <summary>The version of the JSON format of this answer.</summary>
    public string ResultVersion { get; init; } = FormatVersion;

    /// <summary>The documents that the answer is based on: the matrix, its bases and its catalogs.</summary>
    public required ValueList<ResolutionInput> Inputs { get; init; }

    /// <summary>The matrix, or null for the split of a service model alone.</summary>
    public required MatrixIdentity? Matrix { get; init; }

    /// <summary>The context, with a value for every parameter.</summary>
    public required ResolutionContext Context { get; init; }

    /// <summary>The parties with their sides.</summary>
    public required ValueList<ResolvedParty> Parties { get; init; }

    /// <summary>The number of leaves by state and split.</summary>
    public ResolutionSummary Summary => ResolutionSummary.Of(Controls);

    /// <summary>The controls in scope, in catalog order.</summary>
    public required ValueList<ResolvedControl> Controls
    {
        get => _controls;
        init => _controls = value;
    }

    /// <summary>The findings that accompany the answer.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The matrix and the number of controls.</summary>
    public override string ToString() => $"{Matrix?.Id} {Matrix?.Version}, {Controls.Count} controls";

    void IJsonOnDeserialized.OnDeserialized() => _controls = ToldByParts.Complete(_controls);
}

/// <summary>The identity of a matrix.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version.</param>
public sealed record MatrixIdentity(string Id, SemanticVersion Version)
{
    /// <summary>The title; null where the answer states it elsewhere or not at all. It is not written as JSON.</summary>
    [JsonIgnore]
    public string? Title { get; init; }
}

/// <summary>A document that an answer is based on.</summary>
public sealed class ResolutionInput : IEquatable<ResolutionInput>
{
    private readonly Func<string?> _digest;

    internal ResolutionInput(MatrixDocument document) =>
        (Id, Version, _digest) = (document.Matrix.Id, document.Matrix.Version.ToString(), () => document.Digest);

    internal ResolutionInput(CatalogDocument document) =>
        (Id, Version, _digest) = (document.Catalog.Id, document.Catalog.Edition, () => document.Digest);

    [JsonConstructor]
    internal ResolutionInput(string id, string version, string? digest) => (Id, Version, _digest) = (id, version, () => digest);

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The version, or for a catalog the edition.</summary>
    public string Version { get; }

    /// <summary>The digest of its canonical form; null for a catalog built in code and for a document without one. Computed on first
    /// access.</summary>
    public string? Digest => _digest();

    /// <inheritdoc/>
    public bool Equals(ResolutionInput? other) => other is not null && Id == other.Id && Version == other.Version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ResolutionInput);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Version);
}

/// <summary>A party in an answer.</summary>
public sealed record ResolvedParty
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The side: provider, customer or third party.</summary>
    public required Sides Side { get; init; }
}

/// <summary>The answer for one control. Immutable; equal by value.</summary>
/// <example><code>
/// foreach (var control in resolver.Resolve(context).Controls)
///     Console.WriteLine($"{control.Control}: {control.Split}, because of {control.Because[0].Selector}");
/// // 9.2.1: Customer, because of 9.2.1
/// </code></example>
public sealed record ResolvedControl : IJsonOnDeserialized
{
    private bool _isByServiceModel;
    private ValueList<string> _accountable;

    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c>.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id in the catalog's own spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The id of the parent, or null.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether it has no statement in scope.</summary>
    [JsonPropertyName("leaf")]
    public required bool IsLeaf { get; init; }

    /// <summary>The state.</summary>
    public required ControlState State { get; init; }

    /// <summary>The sides that perform it; none unless assigned.</summary>
    public Sides Split { get; init; }

    /// <summary>Whether the parts of the sides depend on each other; null if one side performs it and nothing is stated.</summary>
    public Coupling? Coupling { get; init; }

    /// <summary>What the customer can inherit; null if not known.</summary>
    public Inheritability? Inheritability { get; init; }

    /// <summary>Whether the inheritability was stated, not derived.</summary>
    public bool InheritabilityStated { get; init; }

    /// <summary>False if an assigned control has applicable statements that are not assigned.</summary>
    [JsonPropertyName("complete")]
    public bool IsComplete { get; init; } = true;

    /// <summary>The reason given for the state, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Whether the split of this control, or of all its assigned parts, follows from the service model alone. Do not present it as
    /// a statement of a party. Not written as JSON, but found again from the reasons when it is read: that of a control with parts only
    /// with the answer for the matrix, and that of a leaf that is cut (<see cref="IsCut"/>) not at all.
    /// </summary>
    [JsonIgnore]
    public bool IsByServiceModel
    {
        get => _isByServiceModel;
        init => _isByServiceModel = value;
    }

    /// <summary>The duties, in order.</summary>
    public ValueList<ResolvedDuty> Duties { get; init; }

    /// <summary>
    /// The ids of the accountable parties, in order. A control with statements has those of its leaves, even if it is in conflict. Not
    /// written as JSON, but found again from the duties when it is read: that of a control with parts that is not assigned only with the
    /// answer for the matrix, and there without what assignments to the control itself add to those of its parts.
    /// </summary>
    [JsonIgnore]
    public ValueList<string> Accountable
    {
        get => _accountable;
        init => _accountable = value;
    }

    /// <summary>The reasons for the answer, best first.</summary>
    public ValueList<Reason> Because { get; init; }

    /// <summary>The number of overridden assignments that <see cref="Because"/> leaves out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Omitted { get; init; }

    /// <summary>
    /// Whether the duties and the accountable parties, and the reasons of a leaf, are left out because the answer would become too large;
    /// the finding RM0003 reports this. State, split, coupling and inheritability are complete.
    /// </summary>
    [JsonPropertyName("cut")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsCut { get; init; }

    /// <summary>The catalog, the control, and the split or the state.</summary>
    public override string ToString() => $"{Catalog}:{Control} {(State == ControlState.Assigned ? Split.ToString() : State.ToString())}";

    void IJsonOnDeserialized.OnDeserialized()
    {
        _accountable = Outcome.AccountableOf(Duties.AsSpan());
        _isByServiceModel = IsLeaf && State == ControlState.Assigned && !Because.IsEmpty && Because.All(reason => reason is LayerReason);
    }
}

/// <summary>A duty in an answer. Immutable; equal by value.</summary>
public sealed record ResolvedDuty
{
    /// <summary>The id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the party.</summary>
    public required string Party { get; init; }

    /// <summary>The side of the party.</summary>
    public required Sides Side { get; init; }

    /// <summary>The involvement of the party (RACI).</summary>
    public required Involvement Involvement { get; init; }

    /// <summary>A word for what is done, or null.</summary>
    public string? Action { get; init; }

    /// <summary>What is done, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The upstream provider that performs it, or null.</summary>
    public string? InheritedFrom { get; init; }

    /// <summary>The part or feature of the service, or null.</summary>
    public string? Component { get; init; }

    /// <summary>The implementation status; empty if not stated.</summary>
    public ValueList<ImplementationStatus> Implementation { get; init; }

    /// <summary>The upstream's controls that perform it; empty means the same control. Not written as JSON.</summary>
    [JsonIgnore]
    public ValueList<string> UpstreamControls { get; init; }

    /// <summary>The ids of the duties that this one depends on.</summary>
    public ValueList<string> DependsOn { get; init; }

    /// <summary>The ids of the duties of an upstream's customer that this one fulfils.</summary>
    public ValueList<string> Satisfies { get; init; }

    /// <summary>The ids of the evidence for it.</summary>
    public ValueList<string> Evidence { get; init; }

    /// <summary>The ids of the commitments that measure it.</summary>
    public ValueList<string> Commitments { get; init; }

    /// <summary>Whether it is done; see <see cref="Duty.IsDone"/>.</summary>
    [JsonIgnore]
    public bool IsDone => Implementation.IsDone();

    /// <summary>The party and the beginning of the text.</summary>
    public override string ToString() => $"{Party}: {Shortened.Text((Text ?? Action ?? Involvement.ToString()).ReplaceLineEndings(" "))}";
}

/// <summary>How an assignment, or another reason, influenced an answer.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ReasonOutcome
{
    /// <summary>It decided.</summary>
    Applied,

    /// <summary>A better one decided.</summary>
    Overridden,

    /// <summary>It has the same outcome and weight as the one that was applied.</summary>
    Duplicate,

    /// <summary>It conflicts with others of equal weight.</summary>
    Conflicting,

    /// <summary>It is a part of the control. The answers for the parts were combined.</summary>
    Child,
}

/// <summary>Why one assignment overrides another.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum OverrideRule
{
    /// <summary>It is in a nearer document.</summary>
    Level,

    /// <summary>Its selector is nearer to the control.</summary>
    Selector,

    /// <summary>Its condition is narrower.</summary>
    Condition,
}

/// <summary>One reason for an answer. One of <see cref="AssignmentReason"/>, <see cref="ChildReason"/> and
/// <see cref="LayerReason"/>.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public abstract record Reason
{
    private protected Reason()
    {
    }

    /// <summary>The influence on the answer.</summary>
    public required ReasonOutcome Outcome { get; init; }

    /// <summary>The document as <c>id@version</c>, or <c>serviceModel</c>.</summary>
    public required string Document { get; init; }

    /// <summary>The selector that matched; for a child the control's id, for a layer its name.</summary>
    public required string Selector { get; init; }
}

/// <summary>An assignment that was considered.</summary>
public sealed record AssignmentReason : Reason
{
    /// <summary>The level of its document: 0 for the matrix itself, 1 for its base, and so on.</summary>
    public required int Level { get; init; }

    /// <summary>The JSON Pointer of the assignment.</summary>
    public required string Pointer { get; init; }

    /// <summary>If overridden, the overriding assignment as <c>document#pointer</c>; else null.</summary>
    public string? By { get; init; }

    /// <summary>If overridden, why; else null.</summary>
    public OverrideRule? Rule { get; init; }
}

/// <summary>A statement, or the control itself, whose answer was combined into this one.</summary>
public sealed record ChildReason : Reason;

/// <summary>A layer whose owner decided, by the service model.</summary>
public sealed record LayerReason : Reason
{
    /// <summary>The owner, or null if the service model has none for the layer.</summary>
    public required Sides? Owner { get; init; }
}

/// <summary>The number of leaves by state and split.</summary>
public sealed record ResolutionSummary
{
    /// <summary>The number of leaves.</summary>
    public required int Leaves { get; init; }

    /// <summary>The number of leaves by state, without zero counts.</summary>
    public required ValueMap<int> States { get; init; }

    /// <summary>The number of leaves by split, without zero counts.</summary>
    public required ValueMap<int> Splits { get; init; }

    internal static ResolutionSummary Of(ValueList<ResolvedControl> controls)
    {
        var states = new int[Words.All<ControlState>().Count];
        var splits = new int[(int)Sides.SharedAll + 1];
        var leaves = 0;
        foreach (var control in controls)
        {
            if (!control.IsLeaf) continue;
            leaves++;
            states[(int)control.State]++;
            splits[(int)control.Split]++;
        }
        return new ResolutionSummary
        {
            Leaves = leaves,
            States = new(Enumerable.Range(0, states.Length).Where(i => states[i] > 0)
                .Select(i => KeyValuePair.Create(Words.Of((ControlState)i), states[i]))),
            Splits = new(Enumerable.Range(1, splits.Length - 1).Where(i => splits[i] > 0)
                .Select(i => KeyValuePair.Create(Words.OfSplit((Sides)i)!, splits[i]))),
        };
    }
}
