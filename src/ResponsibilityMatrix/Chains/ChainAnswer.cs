using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// The responsibilities over a chain of providers. Parties have the ids of the root matrix: its own parties, the providers of the upstreams
/// that it names, and parties that an entry on the path to an upstream names. Any other party is <c>matrixId/partyId</c>. Immutable and
/// thread-safe; the same documents and context give equal answers. </summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record ChainAnswer : IConverterSource
{
    /// <summary>The root matrix of the chain.</summary>
    public required MatrixIdentity Matrix { get; init; }

    /// <summary>The context, with a value for every parameter.</summary>
    public required ResolutionContext Context { get; init; }

    /// <summary>The parties of the matrix with their sides, and the parties of upstreams in the answer, as third
    /// parties.</summary>
    public required ValueList<ResolvedParty> Parties { get; init; }

    /// <summary>The matrices of the chain with their titles, the root matrix first.</summary>
    public required ValueList<MatrixIdentity> Matrices { get; init; }

    /// <summary>The controls in scope, in catalog order.</summary>
    public required ValueList<ChainedControl> Controls { get; init; }

    /// <summary>The findings about the matrix's own answers and about the chain. For an upstream, the related places show the path to
    /// it.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<ChainAnswer, ChainAnswerShape>(
        ShapeJsonContext.Default.ChainAnswerShape, ChainAnswerShape.Of, shape => shape.ToAnswer());
}

/// <summary>The performers of a control over the whole chain. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record ChainedControl : IConverterSource
{
    /// <summary>The answer of the matrix alone, in which the party of an inherited duty performs it.</summary>
    public required ResolvedControl Resolved { get; init; }

    /// <summary>The performers, in the order of the matrix's duties. The performers upstream replace an inherited
    /// duty.</summary>
    public required ValueList<Performer> Performers { get; init; }

    /// <summary>The ids of the accountable parties of the matrix's own duties, inherited or not. A control with parts has those of its
    /// leaves, even if it is in conflict.</summary>
    public required ValueList<string> Accountable { get; init; }

    /// <summary>The duties that upstreams leave to their customers, over all levels; the party is the customer there.</summary>
    public required ValueList<Performer> Retained { get; init; }

    /// <summary>Whether something of it is inherited, over any number of upstreams, from where nothing can be inherited: an upstream that
    /// is missing, left open or not meant, a control that nobody performs there, or a circle (RM3001 to RM3004, RM3008, RM3011). JSON does
    /// not hold it.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Whether performers and retained duties are left out because the answer would become too large; the finding RM0003 reports
    /// this.</summary>
    public bool IsCut { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<ChainedControl, ChainedControlShape>(
            ShapeJsonContext.Default.ChainedControlShape, ChainedControlShape.Of, shape => shape.ToControl());
}

/// <summary>A party that performs a duty, and the path to it. Immutable; equal by value.</summary>
public sealed record Performer
{
    /// <summary>The party.</summary>
    public required string Party { get; init; }

    /// <summary>The id of the matrix that states the duty; null if the upstream that performs it publishes none.</summary>
    public required string? Matrix { get; init; }

    /// <summary>The ids of the upstream matrices on the path, including the one that states the duty; empty for the matrix's own
    /// duties.</summary>
    public ValueList<string> Via { get; init; }

    /// <summary>The entries of the upstreams on the path, one for each of <see cref="Via"/>, and that of the upstream that publishes no
    /// matrix.</summary>
    [JsonIgnore]
    public ValueList<Upstream> Upstreams { get; init; }

    /// <summary>The id of the duty, or null.</summary>
    public string? Duty { get; init; }

    /// <summary>The control of the duty in that matrix, in its catalog's spelling.</summary>
    public required string Control { get; init; }

    /// <summary>A word for what is done, or null.</summary>
    [JsonIgnore]
    public string? Action { get; init; }

    /// <summary>What is done, or null.</summary>
    [JsonIgnore]
    public string? Text { get; init; }

    /// <summary>The part or feature of the service, or null.</summary>
    public string? Component { get; init; }

    /// <summary>The ids of its evidence, in the matrix that states the duty.</summary>
    [JsonIgnore]
    public ValueList<string> Evidence { get; init; }

    /// <summary>The implementation status of the duty. Empty if not stated, which counts as done.</summary>
    public ValueList<ImplementationStatus> Implementation { get; init; }
}
