using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Who performs what over a whole chain of providers, as the matrix that was asked about names the parties: a party of the matrix, and the
/// provider of an upstream that it names, shows by its id here, wherever the chain meets it; so does a party that an entry on the way to an
/// upstream names; any other shows as <c>matrixId/partyId</c>. Immutable and thread-safe; the same documents and context give equal
/// answers. </summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record ChainAnswer : IConverterSource
{
    /// <summary>The matrix that was asked about.</summary>
    public required MatrixIdentity Matrix { get; init; }

    /// <summary>The context, with every parameter's value.</summary>
    public required ResolutionContext Context { get; init; }

    /// <summary>The parties of the matrix with their sides, and those of upstreams that are named in the answer, as third
    /// parties.</summary>
    public required ValueList<ResolvedParty> Parties { get; init; }

    /// <summary>The matrices that the chain goes through, the one that was asked about first.</summary>
    public required ValueList<ChainedMatrix> Matrices { get; init; }

    /// <summary>The controls in scope, in catalog order.</summary>
    public required ValueList<ChainedControl> Controls { get; init; }

    /// <summary>The findings: those that bear on the matrix's own answers, and those about the chain. The way to one deep in the chain is
    /// in its related places.</summary>
    public required ValueList<Diagnostic> Diagnostics { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) => new ShapeConverter<ChainAnswer, ChainAnswerShape>(
        ShapeJsonContext.Default.ChainAnswerShape, ChainAnswerShape.Of, shape => shape.ToAnswer());
}

/// <summary>A matrix of a chain. Immutable; equal by value.</summary>
public sealed record ChainedMatrix
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The version.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }
}

/// <summary>Who performs a control over the whole chain. Immutable; equal by value.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public sealed record ChainedControl : IConverterSource
{
    /// <summary>The answer of the matrix alone, in which an inherited duty is performed by its party.</summary>
    public required ResolvedControl Resolved { get; init; }

    /// <summary>Who performs, in the order of the matrix's own duties, with an inherited one replaced by whoever performs it
    /// upstream.</summary>
    public required ValueList<Performer> Performers { get; init; }

    /// <summary>The ids of the parties that answer for it: those of the matrix's own duties, inherited or not. Of a control with parts,
    /// also one in conflict, those of its leaves.</summary>
    public required ValueList<string> Accountable { get; init; }

    /// <summary>What upstreams leave to their customers, over all levels; the party is the customer there.</summary>
    public required ValueList<Performer> Retained { get; init; }

    /// <summary>Whether performers and what is retained are left out because the answer would become too large: RM0003 among its findings
    /// says so.</summary>
    public bool IsCut { get; init; }

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new ShapeConverter<ChainedControl, ChainedControlShape>(
            ShapeJsonContext.Default.ChainedControlShape, ChainedControlShape.Of, shape => shape.ToControl());
}

/// <summary>A party that performs a duty, and the way by which it was reached. Immutable; equal by value.</summary>
public sealed record Performer
{
    /// <summary>The party.</summary>
    public required string Party { get; init; }

    /// <summary>The id of the matrix in which the duty stands, or null where the upstream that performs it publishes none.</summary>
    public required string? Matrix { get; init; }

    /// <summary>The ids of the upstream matrices gone through, up to that in which the duty stands; empty for the matrix's own
    /// duties.</summary>
    public ValueList<string> Via { get; init; }

    /// <summary>The id of the duty, or null where it has none.</summary>
    public string? Duty { get; init; }

    /// <summary>The control for which the duty stands there, in its catalog's spelling.</summary>
    public required string Control { get; init; }

    /// <summary>A word for what is done, or null.</summary>
    [JsonIgnore]
    public string? Action { get; init; }

    /// <summary>What is done, or null.</summary>
    [JsonIgnore]
    public string? Text { get; init; }

    /// <summary>The part or feature of the service in which the duty stands, or null.</summary>
    public string? Component { get; init; }

    /// <summary>How the duty is implemented where it stands. Empty where nothing is said, which counts as done.</summary>
    public ValueList<ImplementationStatus> Implementation { get; init; }
}
