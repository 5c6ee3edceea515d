using System.Text.Json.Serialization;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>Which services a party uses, with which plan and scope (<c>*.portfolio.json</c>). Immutable and thread-safe; equal by
/// value.</summary>
public sealed record PortfolioPlan
{
    /// <summary>Where an editor finds the JSON Schema of the document; says nothing about the content.</summary>
    [JsonPropertyName("$schema"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Schema { get; init; }

    /// <summary>The version of the format.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The services.</summary>
    public required ValueList<PlannedService> Services { get; init; }
}

/// <summary>The plan and scope of a service. Immutable; equal by value.</summary>
public sealed record PlannedService
{
    /// <summary>The id of the service.</summary>
    public required string Id { get; init; }

    /// <summary>The version of its matrix, or null for the highest in force.</summary>
    public SemanticVersion? Version { get; init; }

    /// <summary>The service model and options; null for the only model and the defaults.</summary>
    public UpstreamContext? Context { get; init; }

    /// <summary>The party there; null for the one that is asked about.</summary>
    public string? Party { get; init; }

    /// <summary>The controls that the service is used for; empty for all in its scope.</summary>
    public ValueList<Selector> Controls { get; init; }
}
