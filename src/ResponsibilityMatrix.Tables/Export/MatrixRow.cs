using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// One duty of an answer as a flat row, the same in CSV, NDJSON and Parquet (<c>schemas/row.schema.json</c>). A control without duties is
/// one row whose duty is null, so that gaps are rows too. All members are texts, numbers, dates and truth values, so that one query reads
/// every format; several words of one member are separated by <c>; </c>. The order of the members is that of the columns. Immutable and
/// thread-safe; equal by value.
/// </summary>
public sealed record MatrixRow
{
    /// <summary>The id of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The id of the matrix that was asked.</summary>
    public required string Document { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The service model and the options, such as <c>serviceModel=saas; plan=standard</c>.</summary>
    public required string Context { get; init; }

    /// <summary>The catalog as <c>id@edition</c>, or <c>local</c> for a row of the matrix's own.</summary>
    public required string Catalog { get; init; }

    /// <summary>The id of the control in the catalog's own spelling.</summary>
    public required string Control { get; init; }

    /// <summary>The title of the control.</summary>
    public required string Title { get; init; }

    /// <summary>The state, as a word of the format.</summary>
    public required string State { get; init; }

    /// <summary>The reason for the state, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Who performs the control, as a word of the format; null unless assigned.</summary>
    public string? Split { get; init; }

    /// <summary>Whether the parts of the sides depend on each other, or null.</summary>
    public string? Coupling { get; init; }

    /// <summary>What the customer can inherit, or null.</summary>
    public string? Inheritability { get; init; }

    /// <summary>The id of the duty, or null.</summary>
    public string? DutyId { get; init; }

    /// <summary>The id of the party; null for a control without duties.</summary>
    public string? Party { get; init; }

    /// <summary>The name of the party, or null.</summary>
    public string? PartyName { get; init; }

    /// <summary>The side of the party, or null.</summary>
    public string? Side { get; init; }

    /// <summary>The involvement of the party, such as <c>responsible; accountable</c>, or null.</summary>
    public string? Involvement { get; init; }

    /// <summary>A word for what is done, or null.</summary>
    public string? Action { get; init; }

    /// <summary>What is done, or null.</summary>
    public string? Text { get; init; }

    /// <summary>The id of the upstream that performs it, or null.</summary>
    public string? InheritedFrom { get; init; }

    /// <summary>The part or feature of the service, or null.</summary>
    public string? Component { get; init; }

    /// <summary>The status of implementation, or null.</summary>
    public string? Implementation { get; init; }

    /// <summary>Whether the duty is done; null for a control without duties.</summary>
    public bool? Done { get; init; }

    /// <summary>The ids of the evidence, or null.</summary>
    public string? Evidence { get; init; }

    /// <summary>The id of the matrix that states it: the matrix itself, its base, or an upstream. Null where nobody states it, or where
    /// only the service model does.</summary>
    public string? Matrix { get; init; }

    /// <summary>How many upstreams away that matrix is; 0 for the matrix itself and its base.</summary>
    public required int Depth { get; init; }

    /// <summary>The JSON Pointer of the assignment there, or null.</summary>
    public string? Pointer { get; init; }

    /// <summary>The day that was asked about.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The first day on which the matrix holds, or null.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>The day by which it must have been reviewed, or null.</summary>
    public DateOnly? ReviewBy { get; init; }

    /// <summary>The last day on which it holds, or null.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>The internal note of the assignment and of the duty; null unless it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InternalNote { get; init; }
}
