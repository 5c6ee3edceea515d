using System.Globalization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Until when evidence is valid, in words for people. Thread-safe.</summary>
public static class EvidenceWords
{
    /// <summary>What follows "is" in a sentence about a piece of evidence, such as <c>valid until 2027-03-31</c>. Never to be
    /// parsed.</summary>
    /// <param name="evidence">The evidence.</param>
    /// <param name="validity">What <see cref="Evidence.ValidityOn"/> said of it.</param>
    public static string Of(Evidence evidence, EvidenceValidity validity)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return validity switch
        {
            EvidenceValidity.Valid when evidence.ValidUntil is { } until => $"valid until {Day(until)}",
            EvidenceValidity.Valid => $"valid by its age ({Age(evidence)})",
            EvidenceValidity.Expired => $"expired (valid until {Day(evidence.ValidUntil)})",
            EvidenceValidity.Old => $"old ({Age(evidence)}, without a last day of validity)",
            EvidenceValidity.NotYetIssued => evidence.Issued is { } issued ? $"not there yet (issued on {Day(issued)})"
                : $"not there yet (for a period from {Day(evidence.Period?.From)} on)",
            _ => "not known to be valid (without any date)",
        };
    }

    private static string Age(Evidence evidence) => evidence.Period is { To: var end } ? $"for a period up to {Day(end)}"
        : $"issued on {Day(evidence.Issued)}";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
