using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>A difference between two versions, without its control and contexts.</summary>
internal sealed record Difference
{
    public required ChangeKind Kind { get; init; }

    /// <summary>What exactly changed, where the kind leaves it open.</summary>
    public ChangeFacet Facet { get; init; }

    public required string What { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    /// <summary>The duties that it is about: the one that changed, as in the new version, or the old one if it is gone; or those that
    /// others than the customer no longer have, or newly have, with the control. Empty if it is about none.</summary>
    public ValueList<ResolvedDuty> Duties { get; init; }

    public ValueList<ResolvedDuty> CustomerDuties { get; init; }

    /// <summary>Whether a new or changed text has a new sentence about the customer's part.</summary>
    public bool SpeaksOfCustomer { get; init; }
}
