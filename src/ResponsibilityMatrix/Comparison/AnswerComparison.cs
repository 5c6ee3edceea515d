using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Finds the differences between two answers for one control.</summary>
internal static class AnswerComparison
{
    /// <summary>Returns the differences. A missing answer means that the control was added or removed.</summary>
    public static List<Difference> Compare(ResolvedControl? before, ResolvedControl? after, ComparedParties parties)
    {
        List<Difference> found = [];
        if (before is null)
            found.Add(
                new()
                {
                    Kind = ChangeKind.ControlAdded,
                    What = "the control comes into scope",
                    After = Word(after!),
                    Duties = DutiesOfOthers(after!),
                    CustomerDuties = DutiesOfCustomer(after!)
                });
        else if (after is null)
            found.Add(
                new()
                {
                    Kind = ChangeKind.ControlRemoved,
                    What = "the control leaves the scope",
                    Before = Word(before),
                    Duties = DutiesOfOthers(before)
                });
        else if (before.State != after.State) CompareStates(before, after, found);
        else CompareFacets(before, after, parties, found);
        return found;
    }

    // Other differences follow from the change of state, except new duties of the customer, which are always reported.
    private static void CompareStates(ResolvedControl before, ResolvedControl after, List<Difference> found)
    {
        if (before.State == ControlState.Assigned) Add(ChangeKind.StateLost, "the control is no longer assigned");
        else if (after.State == ControlState.Assigned)
        {
            if (after.Split.HasFlag(Sides.Customer)) found.Add(CustomerAdded(before, after));
            Add(ChangeKind.StateGained, "the control is now assigned");
        }
        else if (after.State == ControlState.Conflict) Add(ChangeKind.ConflictAdded, "the control is now said twice, differently");
        else Add(ChangeKind.StateChanged, before.State == ControlState.Conflict ? "the control is no longer said twice, differently"
            : "the state changes");

        void Add(ChangeKind kind, string what) => found.Add(new()
        {
            Kind = kind,
            What = what,
            Before = Word(before),
            After = Word(after),
            Duties = DutiesOfOthers(kind == ChangeKind.StateLost ? before : after)
        });
    }

    private static void CompareFacets(ResolvedControl before, ResolvedControl after, ComparedParties parties, List<Difference> found)
    {
        if (before.State == ControlState.Assigned)
        {
            ComparePerformers(before, after, found);
            new DutyComparison(before, after, parties, found).Run();
        }
        CompareInheritability(before, after, found);
        // A part that becomes unassigned usually changes the inheritability. If nothing else was reported, report it here.
        if (found.Count == 0 && before.IsComplete != after.IsComplete)
            found.Add(
                new()
                {
                    Kind = ChangeKind.DutyChanged,
                    Facet = ChangeFacet.Completeness,
                    What = after.IsComplete ? "all parts of the control are now assigned"
                : "a part of the control is no longer assigned",
                    Before = Parts(before),
                    After = Parts(after)
                });
        if (before.Reason != after.Reason)
            found.Add(
                new()
                {
                    Kind = ChangeKind.TextChanged,
                    Facet = ChangeFacet.Reason,
                    What = "the reason is worded differently",
                    Before = before.Reason,
                    After = after.Reason,
                    SpeaksOfCustomer = parties.AddsSentenceAboutCustomer(before.Reason, after.Reason, false)
                });
    }

    private static void ComparePerformers(ResolvedControl before, ResolvedControl after, List<Difference> found)
    {
        var (came, went) = (after.Split & ~before.Split, before.Split & ~after.Split);
        if (came.HasFlag(Sides.Customer)) found.Add(CustomerAdded(before, after));
        if (went.HasFlag(Sides.Provider)) Add(ChangeKind.ProviderRemoved, "the provider is no longer a performer");
        if (went.HasFlag(Sides.Customer)) Add(ChangeKind.CustomerRemoved, "the customer is no longer a performer");
        if (came.HasFlag(Sides.Provider)) Add(ChangeKind.ProviderAdded, "the provider becomes a performer");

        void Add(ChangeKind kind, string what) => found.Add(new()
        {
            Kind = kind,
            What = what,
            Before = Word(before),
            After = Word(after),
            Duties = kind switch
            {
                ChangeKind.ProviderRemoved => DutiesOf(before, Sides.Provider),
                ChangeKind.ProviderAdded => DutiesOf(after, Sides.Provider),
                _ => [],
            }
        });
    }

    private static void CompareInheritability(ResolvedControl before, ResolvedControl after, List<Difference> found)
    {
        // Without a statement, nothing can be inherited from a control that is not applicable.
        var (was, now) = (before.Inheritability ?? Inheritability.None, after.Inheritability ?? Inheritability.None);
        if (Share(was) == Share(now)) return;
        var isLess = Share(now) < Share(was);
        found.Add(new()
        {
            Kind = isLess ? ChangeKind.InheritabilityNarrowed : ChangeKind.InheritabilityWidened,
            What = $"the customer may take over {(isLess ? "less" : "more")}",
            Before = Words.Of(was),
            After = Words.Of(now),
        });

        static int Share(Inheritability inheritability) =>
            inheritability switch { Inheritability.Full => 2, Inheritability.Partial => 1, _ => 0 };
    }

    private static string Parts(ResolvedControl answer) => answer.IsComplete ? "complete" : "incomplete";

    private static Difference CustomerAdded(ResolvedControl before, ResolvedControl after) => new()
    {
        Kind = ChangeKind.CustomerAdded,
        What = "the customer becomes a performer",
        Before = Word(before),
        After = Word(after),
        CustomerDuties = DutiesOfCustomer(after),
    };

    private static ValueList<ResolvedDuty> DutiesOfCustomer(ResolvedControl answer) => DutiesOf(answer, Sides.Customer);

    private static ValueList<ResolvedDuty> DutiesOfOthers(ResolvedControl answer) => DutiesOf(answer, Sides.Provider, Sides.ThirdParty);

    private static ValueList<ResolvedDuty> DutiesOf(ResolvedControl answer, params ReadOnlySpan<Sides> sides)
    {
        if (answer.State != ControlState.Assigned) return [];
        List<ResolvedDuty> duties = [];
        foreach (var duty in answer.Duties)
            if (sides.Contains(duty.Side) && duty.Involvement.HasFlag(Involvement.Responsible)) duties.Add(duty);
        return duties.ToValueList();
    }

    private static string Word(ResolvedControl answer) => answer.State == ControlState.Assigned ? Words.OfSplit(answer.Split) ?? "nobody"
        : Words.Of(answer.State);
}
