using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Finds the differences between the duties of two assigned answers: accountable, consulted and informed parties, third parties
/// that perform, and each duty.</summary>
internal sealed class DutyComparison(ResolvedControl before, ResolvedControl after, ComparedParties parties, List<Difference> found)
{
    private const Involvement Named = Involvement.Accountable | Involvement.Consulted | Involvement.Informed;
    private readonly Dictionary<Actor, Involvement> _oldInvolvements = InvolvementsOf(before, parties.OfOld);
    private readonly Dictionary<Actor, Involvement> _newInvolvements = InvolvementsOf(after, parties.OfNew);
    private bool? _areUpstreamsSame;

    public void Run()
    {
        if (before.Duties == after.Duties && before.Coupling == after.Coupling && parties.AreSame) return;
        CompareSet(ChangeKind.ThirdPartyChanged, ChangeFacet.ThirdParties, "other third parties perform",
            Actors(_oldInvolvements, Involvement.Responsible, isThird: true),
            Actors(_newInvolvements, Involvement.Responsible, isThird: true));
        CompareSet(ChangeKind.ThirdPartyChanged, ChangeFacet.Upstreams, "another upstream is inherited from", Upstreams(before),
            Upstreams(after));
        CompareSet(ChangeKind.AccountableChanged, ChangeFacet.None, "other parties answer for it",
            Actors(_oldInvolvements, Involvement.Accountable), Actors(_newInvolvements, Involvement.Accountable));
        CompareSet(ChangeKind.DutyChanged, ChangeFacet.Consulted, "other parties are consulted",
            Actors(_oldInvolvements, Involvement.Consulted), Actors(_newInvolvements, Involvement.Consulted));
        CompareSet(ChangeKind.DutyChanged, ChangeFacet.Informed, "other parties are informed",
            Actors(_oldInvolvements, Involvement.Informed), Actors(_newInvolvements, Involvement.Informed));
        CompareCoupling();

        var pairs = DutyPairs.Of(before.Duties, after.Duties, parties);
        Dictionary<string, string> renamed = new(StringComparer.Ordinal);
        foreach (var (old, now) in pairs.Matched)
            if (old.Id is { } was && now.Id is { } id) renamed.TryAdd(was, id);
        foreach (var (old, now) in pairs.Matched) Compare(old, now, renamed);
        // If the customer's part is restated, removed duties are listed with the new ones.
        var isRestated = pairs.Added.Exists(duty => IsCustomers(duty) && duty.Text is not null);
        foreach (var duty in pairs.Removed)
        {
            if (!IsReportedAlone(duty, parties.OfOld(duty))) continue;
            Add(ChangeKind.DutyChanged, ChangeFacet.GoneDuty, $"{DutyName(duty, parties.OfOld(duty))} is gone", Text(duty), null, duty);
            if (isRestated && IsCustomers(duty)) found[^1] = found[^1] with { SpeaksOfCustomer = true };
        }
        foreach (var duty in pairs.Added)
            if (IsReportedAlone(duty, parties.OfNew(duty)))
                AddText(ChangeKind.DutyChanged, ChangeFacet.NewDuty, $"{Name(parties.OfNew(duty))} has a new duty", null, Text(duty), duty);
    }

    private static Dictionary<Actor, Involvement> InvolvementsOf(ResolvedControl answer, Func<ResolvedDuty, Actor> actorOf)
    {
        Dictionary<Actor, Involvement> parts = [];
        foreach (var duty in answer.Duties) parts[actorOf(duty)] = parts.GetValueOrDefault(actorOf(duty)) | duty.Involvement;
        return parts;
    }

    private static IEnumerable<string> Actors(Dictionary<Actor, Involvement> parts, Involvement involvement, bool isThird = false) =>
        parts.Where(part => part.Value.HasFlag(involvement) && (!isThird || part.Key.Side == Sides.ThirdParty))
            .OrderBy(part => part.Key.Side).Select(part => part.Key.ToString());

    private static IEnumerable<string> Upstreams(ResolvedControl answer) =>
        answer.Duties.Select(duty => duty.InheritedFrom).OfType<string>();

    private bool AreUpstreamsSame() => _areUpstreamsSame ??= Upstreams(before).ToHashSet().SetEquals(Upstreams(after));

    // A single performing side has no coupling, so a coupling that appears or disappears with the sides is not reported.
    private void CompareCoupling()
    {
        if (before.Coupling == after.Coupling || (before.Split != after.Split && (before.Coupling is null || after.Coupling is null)))
            return;
        Add(ChangeKind.DutyChanged, ChangeFacet.Coupling, "the parts depend on each other in another way",
            before.Coupling is { } was ? Words.Of(was) : null, after.Coupling is { } now ? Words.Of(now) : null);
    }

    private void Compare(ResolvedDuty old, ResolvedDuty now, Dictionary<string, string> renamed)
    {
        var (oldActor, actor) = (parties.OfOld(old), parties.OfNew(now));
        if (old == now && oldActor == actor && renamed.Count == 0) return;
        var name = DutyName(now, actor);
        if (old.Text != now.Text)
            AddText(ChangeKind.TextChanged, ChangeFacet.Text, $"{name} is worded differently", old.Text, now.Text, now);
        if (oldActor != actor)
        {
            // A changed involvement other than performing is reported for the whole
            // control.
            var isExplained = (old.Involvement & Named & Explained(oldActor)) != 0 && (now.Involvement & Named & Explained(actor)) != 0;
            if (!isExplained)
                Add(ChangeKind.DutyChanged, ChangeFacet.Party, $"{name} is another party's", oldActor.ToString(), actor.ToString(), now);
        }
        var parts = (old.Involvement ^ now.Involvement) & ~(Explained(oldActor) | Explained(actor));
        if (parts != 0)
            Add(ChangeKind.DutyChanged, ChangeFacet.Involvement, $"the part in {name} is another",
                Join(Words.OfInvolvement(old.Involvement)), Join(Words.OfInvolvement(now.Involvement)), now);
        if (old.Action != now.Action)
            Add(ChangeKind.DutyChanged, ChangeFacet.Action, $"the action in {name} is another", old.Action, now.Action, now);
        if (old.Component != now.Component)
            Add(ChangeKind.DutyChanged, ChangeFacet.Component, $"the component in {name} is another", old.Component, now.Component, now);
        if (old.InheritedFrom != now.InheritedFrom && AreUpstreamsSame())
            Add(ChangeKind.ThirdPartyChanged, ChangeFacet.Upstream, $"{name} is inherited from another upstream", old.InheritedFrom,
                now.InheritedFrom, now);
        CompareImplementation(old, now, name);
        CompareSet(ChangeKind.DutyChanged, ChangeFacet.Evidence, $"the evidence for {name} is other", old.Evidence, now.Evidence, now);
        CompareSet(ChangeKind.DutyChanged, ChangeFacet.Commitments, $"the commitments that measure {name} are others",
            old.Commitments, now.Commitments, now);
        CompareSet(ChangeKind.DutyChanged, ChangeFacet.Satisfies, $"{name} fulfils other duties", old.Satisfies, now.Satisfies, now);
        CompareSet(ChangeKind.DutyChanged, ChangeFacet.UpstreamControls, $"{name} is inherited from other controls",
            old.UpstreamControls, now.UpstreamControls, now);
        if (!old.DependsOn.Select(id => renamed.GetValueOrDefault(id, id)).ToHashSet(StringComparer.Ordinal).SetEquals(now.DependsOn))
            Add(ChangeKind.DutyChanged, ChangeFacet.DependsOn, $"{name} depends on other duties", Join(old.DependsOn), Join(now.DependsOn),
                now);
    }

    // The customer relies on the provider's implementation; for other parties, it is a change of the duty.
    private void CompareImplementation(ResolvedDuty old, ResolvedDuty now, string name)
    {
        var (wasDone, isDone) = (old.Implementation.IsDone(), now.Implementation.IsDone());
        var (was, isNow) = (old.Implementation.Select(Words.Of), now.Implementation.Select(Words.Of));
        if (wasDone == isDone || old.Side != Sides.Provider)
            CompareSet(ChangeKind.DutyChanged, ChangeFacet.Implementation, $"{name} is implemented in another way", was, isNow, now);
        else if (isDone)
            Add(ChangeKind.ImplementationStrengthened, ChangeFacet.None, $"{name} is now done", Join(was), Join(isNow), now);
        else
            Add(ChangeKind.ImplementationWeakened, ChangeFacet.None, $"{name} was done and no longer is", Join(was), Join(isNow), now);
    }

    // The involvement that a party gained or lost in the whole control, which is reported once for all duties.
    private Involvement Explained(Actor actor)
    {
        var explained = _oldInvolvements.GetValueOrDefault(actor) ^ _newInvolvements.GetValueOrDefault(actor);
        // Performing is reported per side, not per party.
        if (actor.Side != Sides.ThirdParty)
            explained = (explained & Named) | ((before.Split ^ after.Split).HasFlag(actor.Side) ? Involvement.Responsible : 0);
        return explained;
    }

    private bool IsReportedAlone(ResolvedDuty duty, Actor actor)
    {
        var explained = Explained(actor);
        return (duty.Involvement & explained & Involvement.Responsible) == 0
            && (duty.Involvement == 0 || (duty.Involvement & ~explained) != 0);
    }

    private void CompareSet(
        ChangeKind kind, ChangeFacet facet, string what, IEnumerable<string> old, IEnumerable<string> now, ResolvedDuty? duty = null)
    {
        List<string> was = [.. old.Distinct()];
        List<string> isNow = [.. now.Distinct()];
        if ((was.Count == 0 && isNow.Count == 0) || was.ToHashSet(StringComparer.Ordinal).SetEquals(isNow)) return;
        Add(kind, facet, what, Join(was), Join(isNow), duty);
    }

    private void Add(ChangeKind kind, ChangeFacet facet, string what, string? old, string? now, ResolvedDuty? duty = null) =>
        found.Add(new() { Kind = kind, Facet = facet, What = what, Before = old, After = now, Duties = duty is null ? [] : [duty] });

    private void AddText(ChangeKind kind, ChangeFacet facet, string what, string? old, string? now, ResolvedDuty duty) =>
        found.Add(
            new()
            {
                Kind = kind,
                Facet = facet,
                What = what,
                Before = old,
                After = now,
                Duties = [duty],
                SpeaksOfCustomer = parties.AddsSentenceAboutCustomer(old, now, IsCustomers(duty))
            });

    private static bool IsCustomers(ResolvedDuty duty) => duty.Side == Sides.Customer;

    private static string? Join(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } text ? text : null;

    private static string Name(Actor actor) => actor.Id.Length > 0 ? actor.Id : actor.Side == Sides.Provider ? "the provider"
        : "the customer";

    private static string DutyName(ResolvedDuty duty, Actor actor) =>
        duty.Id is { } id ? $"the duty \"{id}\" of {Name(actor)}" : $"a duty of {Name(actor)}";

    private static string Text(ResolvedDuty duty) => duty.Text ?? duty.Action
        ?? (duty.InheritedFrom is { } upstream ? $"inherited from {upstream}" : "no text");
}
