using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The descriptors of the findings of a reconciliation. Thread-safe.</summary>
internal static class ReconcileDescriptors
{
    /// <summary>RM6010: each side leaves a control to the other, or to nobody.</summary>
    public static DiagnosticDescriptor Gap { get; } = new()
    {
        Id = "RM6010",
        Title = "Gap between two statements",
        DefaultSeverity = Severity.Error,
        Why = "A party is bound only by what it says of itself. Where neither says that it does the control, nobody does it.",
        HowToFix = "Agree which side does it, and state it in both matrices.",
    };

    /// <summary>RM6011: one statement relies on a party whose own statement does not confirm it, or names a third party that the other does
    /// not.</summary>
    public static DiagnosticDescriptor Disputed { get; } = new()
    {
        Id = "RM6011",
        Title = "Disputed between two statements",
        DefaultSeverity = Severity.Error,
        Why = "One side relies on a part that the other side has not taken on.",
        HowToFix = "Have the party that is relied on take its part on in its own matrix, or stop relying on it in the other.",
    };

    /// <summary>RM6012: a party performs a control that the other side's statement does not expect of it.</summary>
    public static DiagnosticDescriptor Overlap { get; } = new()
    {
        Id = "RM6012",
        Title = "Overlap of two statements",
        DefaultSeverity = Severity.Warning,
        Why = "Work that the other side does not know of may be done twice, or against each other.",
        HowToFix = "Agree whether both parts are needed, and name both in both matrices.",
    };

    /// <summary>RM6013: a statement has no answer for a control.</summary>
    public static DiagnosticDescriptor Silent { get; } = new()
    {
        Id = "RM6013",
        Title = "One statement is silent",
        DefaultSeverity = Severity.Warning,
        Why = "Nothing can be relied on where a side has not spoken.",
        HowToFix = "Ask the side that is silent for its statement, or take the control out of the scope of the other.",
    };

    /// <summary>All of them, by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [Gap, Disputed, Overlap, Silent];
}
