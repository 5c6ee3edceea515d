using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>One change between two versions of a matrix. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record MatrixChange : IConverterSource
{
    /// <summary>The kind of the change.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>The control in its catalog's spelling, or null for a commitment or a member of the document.</summary>
    public string? Control { get; init; }

    /// <summary>The catalog of the control as <c>id@edition</c>, or <c>local</c>; null without a control.</summary>
    public string? Catalog { get; init; }

    /// <summary>The title of the control in the version that has it, the new one first; null without a control.</summary>
    public string? Title { get; init; }

    /// <summary>The id of the commitment, the evidence or the upstream, the scheme of the authorization, or the name of the member that
    /// changed; null for a control.</summary>
    public string? Subject { get; init; }

    /// <summary>The old value in short: a split, a state, a target, a text; null for none.</summary>
    public string? Before { get; init; }

    /// <summary>The new value in short; null for none.</summary>
    public string? After { get; init; }

    /// <summary>The place in the old version, or null. Of several, such as one per plan, the first.</summary>
    public Place? OldPlace { get; init; }

    /// <summary>The place in the new version, or null.</summary>
    public Place? NewPlace { get; init; }

    /// <summary>A sentence for people, with the contexts of the change. Do not parse it.</summary>
    public required string Message { get; init; }

    /// <summary>What changed, in a few words without subject and contexts, such as "the customer becomes a performer".</summary>
    public required string What { get; init; }

    /// <summary>The contexts of the change in words, such as <c>plan is enterprise</c>; null for all compared
    /// contexts.</summary>
    public string? When { get; init; }

    /// <summary>
    /// The contexts of the change. A parameter that is left out, and a service model that is null, may have any value. Empty for all
    /// compared contexts.
    /// </summary>
    public ValueList<ResolutionContext> Contexts { get; init; }

    /// <summary>The number of contexts of the change that <see cref="Contexts"/> leaves out; it lists at most 128.</summary>
    public int OmittedContexts { get; init; }

    /// <summary>The new duties of the customer, if it became a performer or a control that it performs was added.</summary>
    public ValueList<ResolvedDuty> CustomerDuties { get; init; }

    /// <summary>Whether a new or changed text has a new sentence about the customer's part. Also true for a removed duty of the customer
    /// that another one replaces.</summary>
    public bool SpeaksOfCustomer { get; init; }

    /// <summary>What exactly changed, where the kind leaves it open. Not in JSON.</summary>
    internal ChangeFacet Facet { get; init; }

    /// <summary>The duties that the change is about, in any of its contexts: the one that changed, as in the new version, or the old one if
    /// it is gone; or those that others than the customer no longer have, or newly have, with the control. The first 32. Not in
    /// JSON.</summary>
    internal ValueList<ResolvedDuty> Duties { get; init; }

    /// <summary>The impact of the change.</summary>
    public VersionBump Impact => ChangeKinds.ImpactOf(Kind);

    /// <summary>Whether the change gives, or may give, the customer new work: it became a performer, a control that it performs was added,
    /// or a text has a new sentence about its part.</summary>
    public bool IsMoveToCustomer => SpeaksOfCustomer || Kind == ChangeKind.CustomerAdded
        || (Kind == ChangeKind.ControlAdded && !CustomerDuties.IsEmpty);

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<MatrixChange, ChangeShape>(
        ShapeJsonContext.Default.ChangeShape, ChangeShape.Of, shape => shape.ToChange());
}
