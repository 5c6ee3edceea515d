using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>Answers in words for people, without names of parties.</summary>
internal static class AnswerText
{
    private static readonly (Inheritability Value, string Words)[] Inheritable =
        [(Inheritability.Full, "in full"), (Inheritability.Partial, "in part"), (Inheritability.None, "not at all")];

    /// <summary>Who performs a control, or its state.</summary>
    public static string State(ResolvedControl control) => control.State switch
    {
        ControlState.Assigned => Split(control.Split) + (control.IsComplete ? "" : " (incomplete)") +
            (control.IsByServiceModel ? " (service model)" : ""),
        ControlState.Conflict => "CONFLICT",
        _ => State(control.State),
    };

    /// <summary>A state other than assigned.</summary>
    public static string State(ControlState state) => state switch
    {
        ControlState.NotApplicable => "not applicable",
        ControlState.NotDetermined => "not determined",
        ControlState.Conflict => "in conflict",
        _ => "unassigned",
    };

    /// <summary>Which sides perform.</summary>
    public static string Split(Sides split) => split switch
    {
        Sides.None => "nobody",
        Sides.Provider => "provider",
        Sides.Customer => "customer",
        Sides.ThirdParty => "third party",
        Sides.Shared => "shared",
        Sides.SharedProviderThirdParty => "provider + third party",
        Sides.SharedCustomerThirdParty => "customer + third party",
        _ => "all three sides",
    };

    /// <summary>A side.</summary>
    public static string Side(Sides side) => side switch
    {
        Sides.Provider => "Provider",
        Sides.Customer => "Customer",
        _ => "Third party",
    };

    /// <summary>The involvement of a party in words; null for the usual one, responsible and accountable.</summary>
    public static string? Involvement(ResolvedDuty duty) => duty.Involvement == Duty.DefaultInvolvement ? null
        : string.Join(", ", (IEnumerable<string>)Words.OfInvolvement(duty.Involvement));

    /// <summary>What the party of a duty does, as the rest of a sentence that begins with its name; empty for a duty that says nothing but
    /// from whom it is inherited.</summary>
    public static string Doing(ResolvedDuty duty) =>
        duty.Text ?? (duty.InheritedFrom is null || duty.Action is not null ? Verb(duty) : "");

    /// <summary>How many of some controls the customer may take over, and how far; empty where nothing is said of any.</summary>
    public static string TakeOver(IReadOnlyCollection<ResolvedControl> leaves) => string.Join(", ", Inheritable
        .Select(how => (Count: leaves.Count(control => control.Inheritability == how.Value), how.Words))
        .Where(how => how.Count > 0).Select(how => $"{how.Count} {how.Words}"));

    /// <summary>What the customer may take over, as a sentence; null where nothing is said of it.</summary>
    public static string? TakeOver(ResolvedControl control)
    {
        var how = control.InheritabilityStated ? "The matrix says that the customer" : "The customer";
        return control.Inheritability switch
        {
            Inheritability.Full => $"{how} can take it over in full for its own compliance.",
            Inheritability.Partial => $"{how} can take over a part of it; the rest is its own to do and to show.",
            Inheritability.None => $"{how} can take over nothing of it.",
            _ => null,
        };
    }

    /// <summary>Whether the parts of the sides depend on each other, as a sentence; null for a control of one side.</summary>
    public static string? Coupling(ResolvedControl control) => control.Coupling switch
    {
        Model.Coupling.Dependent => "The parts depend on each other: one side needs what the other one does.",
        Model.Coupling.Independent => "Each side can do its part alone.",
        Model.Coupling.Unspecified => "Whether the parts depend on each other is not said.",
        _ => null,
    };

    /// <summary>How many controls there are, and who performs them, as a sentence.</summary>
    public static string Summary(ResolutionSummary summary)
    {
        var splits = summary.Splits.Select(split => Words.TryParseSplit(split.Key, out var sides) ? $"{split.Value} {Split(sides)}" : "");
        var states = summary.States.Where(state => state.Key != "assigned").Select(state =>
            Words.TryParse<ControlState>(state.Key, out var word)
                ? $"{state.Value} {(word == ControlState.Conflict ? "CONFLICT" : State(word))}" : "");
        if (summary.Leaves == 0) return "No control is in scope.";
        return $"{Counted(summary.Leaves, "control")}: {string.Join(", ", splits.Concat(states))}.";
    }

    /// <summary>A number with its noun.</summary>
    public static string Counted(int count, string noun) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Some items with "and" before the last.</summary>
    public static string And(IEnumerable<string> items)
    {
        var list = items.ToList();
        return list.Count <= 1 ? string.Concat(list) : $"{string.Join(", ", list[..^1])} and {list[^1]}";
    }

    // Only who is responsible does something.
    private static string Verb(ResolvedDuty duty)
    {
        if (duty.Involvement.HasFlag(Model.Involvement.Responsible)) return duty.Action is { } action ? Third(action) : "performs it";
        return duty.Involvement.HasFlag(Model.Involvement.Accountable) ? "answers for it"
            : duty.Involvement.HasFlag(Model.Involvement.Consulted) ? "is asked before" : "is told";
    }

    // The third person of a verb.
    private static string Third(string verb) => verb switch
    {
        _ when !verb.All(char.IsAsciiLetterLower) => $"does “{verb}”",
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => $"{verb[..^1]}ies",
        [.., 's' or 'x' or 'z' or 'o'] or [.., 'c' or 's', 'h'] => $"{verb}es",
        _ => $"{verb}s",
    };
}
