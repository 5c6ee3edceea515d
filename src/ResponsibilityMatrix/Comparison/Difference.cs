using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>One thing in which two statements differ, apart from the control and the contexts.</summary>
internal sealed record Difference
{
    public required ChangeKind Kind { get; init; }

    public required string What { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public ValueList<ResolvedDuty> CustomerDuties { get; init; }

    /// <summary>Whether a text that came or changed speaks of the customer's part as none did before.</summary>
    public bool SpeaksOfCustomer { get; init; }
}
