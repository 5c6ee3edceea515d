using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>One change between two versions of a matrix. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record MatrixChange : IConverterSource
{
    /// <summary>What kind of change it is.</summary>
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

    /// <summary>What was, in short: a split, a state, a target, a text; null for nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What is, in short; null for nothing.</summary>
    public string? After { get; init; }

    /// <summary>The place in the old version, or null where it has none there. Of several, such as one for each plan, the first.</summary>
    public Place? OldPlace { get; init; }

    /// <summary>The place in the new version, or null where it has none there.</summary>
    public Place? NewPlace { get; init; }

    /// <summary>A sentence for people with the contexts in which it holds. Never to be parsed.</summary>
    public required string Message { get; init; }

    /// <summary>What changed, in a few words without subject and contexts, such as "the customer becomes a performer".</summary>
    public required string What { get; init; }

    /// <summary>When it holds, in words such as <c>plan is enterprise</c>, or null when it holds in all contexts that were
    /// compared.</summary>
    public string? When { get; init; }

    /// <summary>
    /// The contexts in which it holds, as far as they matter: a parameter that is left out, and a service model that is null, may have any
    /// value. Empty when it holds in all contexts that were compared.
    /// </summary>
    public ValueList<ResolutionContext> Contexts { get; init; }

    /// <summary>How many more contexts there are in which it holds than <see cref="Contexts"/> lists: these are 128 at most.</summary>
    public int OmittedContexts { get; init; }

    /// <summary>What the customer must newly do, where it has come to perform or a control came that it performs.</summary>
    public ValueList<ResolvedDuty> CustomerDuties { get; init; }

    /// <summary>Whether a text that came or changed speaks of the customer's part as none did before; also of a duty of the customer that
    /// is gone where another is said in its place.</summary>
    public bool SpeaksOfCustomer { get; init; }

    /// <summary>How much it weighs.</summary>
    public VersionBump Impact => ChangeKinds.ImpactOf(Kind);

    /// <summary>Whether it leaves something to the customer that it did not do before, or may do so: it became a performer, a control came
    /// that it performs, or a text newly speaks of its part.</summary>
    public bool IsMoveToCustomer => SpeaksOfCustomer || Kind == ChangeKind.CustomerAdded
        || (Kind == ChangeKind.ControlAdded && !CustomerDuties.IsEmpty);

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<MatrixChange, ChangeShape>(
        ShapeJsonContext.Default.ChangeShape, ChangeShape.Of, shape => shape.ToChange());
}
