namespace ResponsibilityMatrix.Tables;

/// <summary>
/// One commitment of a matrix in one context as a flat row, the same in CSV, NDJSON and Parquet
/// (<c>schemas/commitment-row.schema.json</c>). All members are texts, numbers and dates; none has a name that SQL reserves, as
/// <c>window</c> and <c>from</c>. The order of the members is that of the columns. Immutable and thread-safe; equal by value.
/// </summary>
public sealed record CommitmentRow
{
    /// <summary>The id of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The id of the matrix that was asked.</summary>
    public required string Document { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The service model and the options, such as <c>serviceModel=saas; plan=standard</c>.</summary>
    public required string Context { get; init; }

    /// <summary>The id of the commitment.</summary>
    public required string Commitment { get; init; }

    /// <summary>The id of the party that makes it.</summary>
    public required string Party { get; init; }

    /// <summary>The name of the party, or null.</summary>
    public string? PartyName { get; init; }

    /// <summary>The side of the party, or null.</summary>
    public string? Side { get; init; }

    /// <summary>The metric, such as <c>incidentNotificationTime</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>The qualifier that it is limited to, such as a severity, or null.</summary>
    public string? Qualifier { get; init; }

    /// <summary>The measurement period (<see cref="Model.Commitment.Window"/>), or null.</summary>
    public string? Period { get; init; }

    /// <summary>The direction: <c>atMost</c> or <c>atLeast</c>.</summary>
    public required string Operator { get; init; }

    /// <summary>The value, in <see cref="Unit"/>.</summary>
    public required double Value { get; init; }

    /// <summary>The unit, such as <c>days</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>When the clock starts (<see cref="Model.CommitmentTarget.From"/>), or null.</summary>
    public string? Clock { get; init; }

    /// <summary>The value in <see cref="StandardUnit"/>, so that commitments can be compared; null for a unit that is never converted, such
    /// as business hours, and for one of an application.</summary>
    public double? StandardValue { get; init; }

    /// <summary>The unit of <see cref="StandardValue"/>: <c>hours</c> or <c>percent</c>; null without one.</summary>
    public string? StandardUnit { get; init; }

    /// <summary>The commitment in words. Do not parse it.</summary>
    public required string Text { get; init; }

    /// <summary>The controls that it is tied to, as selectors; null for one of the whole service.</summary>
    public string? Controls { get; init; }

    /// <summary>The id of the matrix that states it: the matrix itself or a base.</summary>
    public required string Matrix { get; init; }

    /// <summary>How many upstreams away that matrix is: 0, since a matrix makes its own commitments only.</summary>
    public required int Depth { get; init; }

    /// <summary>The day that was asked about.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The first day on which the matrix holds, or null.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>The day by which it must have been reviewed, or null.</summary>
    public DateOnly? ReviewBy { get; init; }

    /// <summary>The last day on which it holds, or null.</summary>
    public DateOnly? Expires { get; init; }
}
