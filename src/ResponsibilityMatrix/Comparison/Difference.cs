using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>A difference between two versions, without its control and contexts.</summary>
internal sealed record Difference
{
    public required ChangeKind Kind { get; init; }

    public required string What { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public ValueList<ResolvedDuty> CustomerDuties { get; init; }

    /// <summary>Whether a new or changed text has a new sentence about the customer's part.</summary>
    public bool SpeaksOfCustomer { get; init; }
}
