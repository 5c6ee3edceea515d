using System.Globalization;
using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Checks whether a party takes up the duties that upstreams leave to their customer (RM3005, RM3012), and whether the customer gets a duty
/// that an upstream already performs (RM3006). </summary>
internal sealed class ChainObligations(ChainMembers members, ControlCorrespondence correspondence, ChainFindings findings, Budget budget)
{
    private readonly Dictionary<(UpstreamLink Link, int Node), List<RetainedDuty>> _retained = [];
    private readonly Dictionary<UpstreamLink, Dictionary<int, List<RetainedDuty>>> _open = [];
    private readonly Dictionary<ChainMember, List<int>> _retainingNodes = [];
    private readonly HashSet<ValueList<ResolvedDuty>> _seen = new(SameList<ResolvedDuty>.Comparer);
    private readonly Stack<int> _pending = [];

    public void Check()
    {
        for (var i = 0; i < members.All.Count; i++)
        {
            var member = members.All[i];
            if (member.IsRoot)
                foreach (var step in member.Steps)
                    if (step is { Component: >= 0 }) CheckPassedOn(step);
            if (!member.Links.Values.Any(link => link?.Target is not null)) continue;
            Satisfy(member);
            foreach (var (retained, obligation) in Collect(member))
                if (!findings.IsFull) Report(member, retained, obligation);
        }
    }

    // Marks the upstream duties that the duties of a member's answers satisfy, on any control.
    private void Satisfy(ChainMember member)
    {
        // Many controls share the duties of one assignment.
        _seen.Clear();
        for (var node = 0; node < member.Space.Count; node++)
        {
            if (member.Answers.Stated(node) is not { } stated || !_seen.Add(stated.Duties)) continue;
            foreach (var duty in stated.Duties)
            {
                foreach (var text in duty.Satisfies)
                {
                    ChainReferences.Parse(text, out var upstream, out var kind, out var name);
                    if (member.FindLink(upstream) is not { } link) continue;
                    if (kind == '@')
                        link.SatisfiedControls.Add(ChainMember.FindUpstream(link.Target!, name.ToString(), member.Answers.Applied(node)));
                    else if (link.Target!.FindDuty(name) is { } found) link.Satisfy(found.Level, found.Number);
                }
            }
        }
    }

    // The retained duties that no duty satisfies, with the controls here at which to report them: those that inherit it, else their
    // counterparts.
    private Dictionary<RetainedDuty, Obligation> Collect(ChainMember member)
    {
        if (!member.Links.Values.Any(link => link?.Target is not null && OpenDuties(link).Count > 0)) return [];
        Dictionary<RetainedDuty, Obligation> obligations = [];
        List<ChainStep> steps = [];
        foreach (var step in member.Steps)
        {
            // The document's own rows below a catalog control do not make it a parent here.
            if (step is { Component: >= 0 } && (member.Space.IsLeaf(step.Node) || member.Space.IsLeafButForRows(step.Node)))
                steps.Add(step);
        }
        foreach (var step in steps)
        {
            foreach (var part in step.Parts)
            {
                if (part is not { To: { } to, Link: { } link }) continue;
                foreach (var retained in RetainedDuties(link, to.Node)) Of(retained).AddInheriting(step, IsBroken(step, link));
            }
        }
        // Several entries may refer to the same upstream.
        Dictionary<ChainMember, Counterparts> known = [];
        foreach (var link in member.Links.Values)
        {
            if (link?.Target is not { } target || OpenDuties(link).Count == 0) continue;
            if (!known.TryGetValue(target, out var here)) known.Add(target, here = CounterpartsOf(member, steps, target));
            Dictionary<int, Counterpart?> same = [];
            foreach (var (node, own) in here.Same)
            {
                if (!budget.Take(1) || RetainedDuties(link, node) is not { Count: > 0 } duties) continue;
                if (!same.TryGetValue(own, out var found)) same.Add(own, found = CounterpartOf(link, member.StepOf(own), here.Steps[own]));
                if (found is null) continue;
                foreach (var retained in duties)
                    if (retained.Node == node) Of(retained).Counterparts.Add(found);
            }
            foreach (var (node, mapped) in here.Mapped)
            {
                if (!budget.Take(1) || RetainedDuties(link, node) is not { Count: > 0 } duties
                    || CounterpartOf(link, mapped[0], mapped) is not { } found) continue;
                foreach (var retained in duties)
                    if (!here.Same.ContainsKey(retained.Node)) Of(retained).Counterparts.Add(found);
            }
        }
        return obligations;

        Obligation Of(RetainedDuty retained)
        {
            budget.Take(1);
            if (!obligations.TryGetValue(retained, out var known)) obligations.Add(retained, known = new Obligation());
            return known;
        }
    }

    // The controls here that correspond to the upstream's controls with retained duties: the equal control, or the nearest ancestor that
    // both have in scope; else those that a mapping relates.
    private Counterparts CounterpartsOf(ChainMember member, List<ChainStep> steps, ChainMember target)
    {
        var found = new Counterparts();
        foreach (var node in RetainingNodes(target))
        {
            if (FindLocal(member.Space, target.Space, node) is not (>= 0 and var own)) continue;
            found.Same.Add(node, own);
            found.Steps.TryAdd(own, []);
        }
        var isMapped = RetainingNodes(target).Count > found.Same.Count;
        foreach (var step in steps)
        {
            if (!budget.Take(1)) break;
            for (var at = step.Node; at >= 0 && budget.Take(1); at = member.Space.CoveringParentOf(at))
                if (found.Steps.TryGetValue(at, out var below)) below.Add(step);
            if (!isMapped || correspondence.Find(member.Space, step.Node, target) is not { IsPartOfSeveral: false, Link: not null } mapped)
                continue;
            foreach (var node in mapped.Nodes)
            {
                if (!found.Mapped.TryGetValue(node, out var same)) found.Mapped.Add(node, same = []);
                same.Add(step);
            }
        }
        return found;
    }

    private int FindLocal(ControlSpace here, ControlSpace there, int node)
    {
        for (var at = node; at >= 0 && budget.Take(1); at = there.CoveringParentOf(at))
        {
            if (there.IsRow(at) || !there.IsInScope(at)) continue;
            var part = there.PartOf(at);
            if (here.Parts.FirstOrDefault(known => !ReferenceEquals(known, here.Local) && known.Identity == part.Identity) is not { } same)
                return -1;
            var own = ReferenceEquals(same.Index, part.Index) ? at - part.Start : same.Index.Find(there.Keys[at]);
            if (own >= 0 && here.IsInScope(same.Start + own)) return same.Start + own;
        }
        return -1;
    }

    private Counterpart? CounterpartOf(UpstreamLink link, ChainStep reported, List<ChainStep> steps)
    {
        Counterpart? found = null;
        foreach (var step in steps)
        {
            if (IsBroken(step, link)) continue;
            found ??= new Counterpart(reported);
            found.HasOwn |= HasOwn(step, link);
            found.Inherits |= Inherits(step, link);
        }
        return found;
    }

    // Broken inheritance has its own finding, so nothing else is reported.
    private static bool IsBroken(ChainStep step, UpstreamLink link) => step.Broken?.Contains(link) is true;

    private List<int> RetainingNodes(ChainMember target)
    {
        if (_retainingNodes.TryGetValue(target, out var known)) return known;
        List<int> nodes = [];
        for (var node = 0; node < target.Space.Count && budget.Take(1); node++)
            if (target.Answers.Stated(node) is { } stated && stated.Split.HasFlag(Sides.Customer)) nodes.Add(node);
        _retainingNodes.Add(target, nodes);
        return nodes;
    }

    // The duties that an upstream leaves to its customer and that no duty satisfies, by control there.
    private Dictionary<int, List<RetainedDuty>> OpenDuties(UpstreamLink link)
    {
        if (_open.TryGetValue(link, out var known)) return known;
        Dictionary<int, List<RetainedDuty>> open = [];
        foreach (var node in RetainingNodes(link.Target!))
        {
            if (IsSatisfied(link, node)) continue;
            foreach (var duty in link.Target!.Answers.Stated(node)!.Duties)
            {
                if (duty.Side != Sides.Customer || !duty.Involvement.HasFlag(Involvement.Responsible)) continue;
                var retained = new RetainedDuty(link, node, duty);
                if (link.IsSatisfied(retained.Level, retained.Number)) continue;
                if (!open.TryGetValue(node, out var duties)) open.Add(node, duties = []);
                duties.Add(retained);
            }
        }
        _open.Add(link, open);
        return open;
    }

    // The same for a control and its statements.
    private List<RetainedDuty> RetainedDuties(UpstreamLink link, int node)
    {
        if (_retained.TryGetValue((link, node), out var known)) return known;
        var open = OpenDuties(link);
        List<RetainedDuty> found = [];
        _pending.Push(node);
        while (open.Count > 0 && _pending.TryPop(out var at) && budget.Take(1))
        {
            if (open.TryGetValue(at, out var duties)) found.AddRange(duties);
            var statements = link.Target!.Space.StatementsInScope(at);
            for (var i = statements.Length - 1; i >= 0; i--) _pending.Push(statements[i]);
        }
        _pending.Clear();
        _retained.Add((link, node), found);
        return found;
    }

    private bool IsSatisfied(UpstreamLink link, int node)
    {
        if (link.SatisfiedControls.Count == 0) return false;
        for (var at = node; at >= 0 && budget.Take(1); at = link.Target!.Space.CoveringParentOf(at))
            if (link.SatisfiedControls.Contains(at)) return true;
        return false;
    }

    private void Report(ChainMember member, RetainedDuty retained, Obligation obligation)
    {
        foreach (var step in obligation.Inheriting)
        {
            if (findings.IsFull) return;
            Report(member, retained, step, HasOwn(step, retained.Link), isInherited: true);
        }
        if (obligation.IsInherited || obligation.Counterparts is not [var first, ..]) return;
        var (hasOwn, isInherited) = (obligation.Counterparts.Exists(counterpart => counterpart.HasOwn),
            obligation.Counterparts.Exists(counterpart => counterpart.Inherits));
        if (!hasOwn || isInherited) Report(member, retained, first.Step, hasOwn, isInherited);
    }

    private void Report(ChainMember member, RetainedDuty retained, ChainStep step, bool hasOwn, bool isInherited)
    {
        var (link, node, duty) = (retained.Link, retained.Node, retained.Duty);
        var target = link.Target!;
        if (!findings.IsFirst(
            duty,
            string.Create(
            CultureInfo.InvariantCulture, $"{ChainDescriptors.OrphanDuty.Id} {link.Entry.Id} {node} {member} {step.Node}"))) return;
        var answer = target.Answers.Stated(node)!;
        var name = duty.Id is { } id ? $"the duty \"{id}\" on {answer.Control}" : $"a duty on {answer.Control}";
        var reference = duty.Id is { } known ? $"{link.Entry.Id}#{known}" : $"{link.Entry.Id}@{answer.Control}";
        var there = new RelatedPlace
        {
            Message = duty.Text is { } text ? $"there: {Short(text)}"
            : "the duty there",
            Place = target.PlaceOf(node, duty)
        };
        if (hasOwn)
        {
            findings.Add(member, ChainDescriptors.NotMarkedSatisfied,
                $"The upstream \"{link.Entry.Id}\" leaves {link.Customer} {name}. {link.Customer} has a duty on {step.Control}, but none " +
                $"says that it satisfies it. Write \"satisfies\": [\"{reference}\"] where it does.", member.PlaceOf(step.Node), step,
                there);
            return;
        }
        findings.Add(
            member, ChainDescriptors.OrphanDuty,
            $"The upstream \"{link.Entry.Id}\" leaves {link.Customer} {name}, and nobody takes it up: {link.Customer} has no duty of its " +
            $"own on {step.Control}, and none anywhere satisfies \"{reference}\".", isInherited ? member.PlaceOf(step.Node)
            : link.Place, step, there);
    }

    private bool HasOwn(ChainStep step, UpstreamLink link)
    {
        if (step.HasOwnDuty.TryGetValue(link.Customer, out var known)) return known;
        budget.Take(step.Answer.Duties.Count / 16);
        var has = step.Answer.Duties.Any(own => own.Party == link.Customer && own.InheritedFrom is null
            && (own.Involvement & Duty.DefaultInvolvement) != 0);
        step.HasOwnDuty.Add(link.Customer, has);
        return has;
    }

    private static bool Inherits(ChainStep step, UpstreamLink link) => Array.Exists(step.Parts, part => part.Link == link);

    private void CheckPassedOn(ChainStep step)
    {
        var (answer, member) = (step.Answer, step.Member);
        if (!member.Space.IsLeaf(step.Node) || answer.State != ControlState.Assigned || answer.Split != Sides.Customer) return;
        if (!answer.Duties.Any(duty => duty.InheritedFrom is null && duty.Involvement.HasFlag(Involvement.Responsible))) return;
        foreach (var link in member.Links.Values)
        {
            if (!budget.Take(1)) return;
            if (link?.Target is not { } target || member.Effective.SideOf(link.Customer) == Sides.Customer) continue;
            if (correspondence.Find(member.Space, step.Node, target) is not
                { Answer: { State: ControlState.Assigned, Inheritability: Inheritability.Full } there, Nodes: [var node, ..] }) continue;
            // A control that is stated as fully inheritable may still have no performer.
            if (there.Split == Sides.None || there.Split.HasFlag(Sides.Customer)) continue;
            var first = target.Answers.Of(node)!;
            findings.Add(
                member, ChainDescriptors.PassedOn,
                $"{answer.Control} is given to the customer, but the upstream \"{link.Entry.Id}\" performs it in full already. Inherit " +
                $"it, or state what the customer does in addition.", member.PlaceOf(step.Node), step,
                new RelatedPlace { Message = $"{first.Control} there", Place = target.PlaceOf(node) });
        }
    }

    private static string Short(string text) => text.Length <= 120 ? text : $"{text[..119]}…";

    /// <summary>A duty that an upstream leaves to its customer, on one of its controls.</summary>
    private readonly struct RetainedDuty : IEquatable<RetainedDuty>
    {
        public RetainedDuty(UpstreamLink link, int node, ResolvedDuty duty)
        {
            (Link, Node, Duty, Number) = (link, node, duty, -1);
            if (link.Target!.Answers.Applied(node) is { } applied) (Level, Number) = (applied.Level, applied.NumberOf(duty));
        }

        public UpstreamLink Link { get; }

        public int Node { get; }

        public ResolvedDuty Duty { get; }

        public int Level { get; }

        public int Number { get; }

        public bool Equals(RetainedDuty other) => Link == other.Link && Node == other.Node && ReferenceEquals(Duty, other.Duty);

        public override bool Equals(object? obj) => obj is RetainedDuty other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Link), Node, RuntimeHelpers.GetHashCode(Duty));
    }

    /// <summary>Where a retained duty of an upstream has to be taken up.</summary>
    private sealed class Obligation
    {
        /// <summary>The controls that inherit it. The finding is reported at these.</summary>
        public List<ChainStep> Inheriting { get; } = [];

        public bool IsInherited { get; private set; }

        /// <summary>The controls here that correspond to its control.</summary>
        public List<Counterpart> Counterparts { get; } = [];

        public void AddInheriting(ChainStep step, bool isBroken)
        {
            IsInherited = true;
            if (!isBroken && (Inheriting.Count == 0 || Inheriting[^1] != step)) Inheriting.Add(step);
        }
    }

    /// <summary>The controls here that correspond to an upstream's controls with retained duties.</summary>
    private sealed class Counterparts
    {
        /// <summary>By upstream control, the equal control here, or the nearest ancestor.</summary>
        public Dictionary<int, int> Same { get; } = [];

        /// <summary>By control here, its leaves.</summary>
        public Dictionary<int, List<ChainStep>> Steps { get; } = [];

        /// <summary>By upstream control, the leaves here that a mapping relates to it.</summary>
        public Dictionary<int, List<ChainStep>> Mapped { get; } = [];
    }

    /// <summary>A control here that corresponds to an upstream's control.</summary>
    private sealed class Counterpart(ChainStep step)
    {
        /// <summary>The control at which to report.</summary>
        public ChainStep Step { get; } = step;

        /// <summary>Whether the upstream's customer has a duty of its own on it.</summary>
        public bool HasOwn { get; set; }

        /// <summary>Whether it inherits from the upstream.</summary>
        public bool Inherits { get; set; }
    }
}
