using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Agreements;

/// <summary>The findings of checking a matrix against a set of requirements. Thread-safe.</summary>
internal static class RequirementDescriptors
{
    /// <summary>RM5001: a rule of a set of requirements is not met.</summary>
    public static DiagnosticDescriptor Unmet { get; } = new()
    {
        Id = "RM5001",
        Title = "Requirement not met",
        DefaultSeverity = Severity.Error,
        Why =
            "What an agreement must say and does not say is argued about when it is needed: after an incident, at the end of the " +
            "contract, before a supervisor.",
        HowToFix =
            "Add what the finding names, where it says, or agree that the rule falls away and check against a set without it. The " +
            "severity is that of the rule.",
    };

    /// <summary>All descriptors, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [Unmet];
}
