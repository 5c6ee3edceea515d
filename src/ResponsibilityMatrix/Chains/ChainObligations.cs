using System.Globalization;
using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Looks whether somebody takes up what upstreams leave to their customer (RM3005, RM3012), and whether the customer is given what an
/// upstream performs already (RM3006). </summary>
internal sealed class ChainObligations(ChainMembers members, ControlCorrespondence correspondence, ChainFindings findings, Budget budget)
{
    private readonly Dictionary<(UpstreamLink Link, int Node), List<Left>> _left = [];
    private readonly Dictionary<ChainMember, List<int>> _leaving = [];
    private readonly Stack<int> _open = [];

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
            foreach (var (left, obligation) in Collect(member))
                if (!findings.IsFull) Report(member, left, obligation);
        }
    }

    // Notes what the duties of a member's answers say that they satisfy, on whatever control they stand.
    private static void Satisfy(ChainMember member)
    {
        // Many controls share the duties of one assignment.
        HashSet<ValueList<ResolvedDuty>> seen = new(SameList<ResolvedDuty>.Comparer);
        for (var node = 0; node < member.Space.Count; node++)
        {
            if (member.Answers.Stated(node) is not { } stated || !seen.Add(stated.Duties)) continue;
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

    // What nobody satisfies, with the controls here at which it is to be told: those that inherit it, or where none does, those that are
    // the same.
    private Dictionary<Left, Obligation> Collect(ChainMember member)
    {
        Dictionary<Left, Obligation> obligations = [];
        List<ChainStep> steps = [];
        foreach (var step in member.Steps)
        {
            // Rows of the document's own are parts of the control above them, as far as they are of a catalog's.
            if (step is { Component: >= 0 } && (member.Space.IsLeaf(step.Node) || member.Space.IsLeafButForRows(step.Node)))
                steps.Add(step);
        }
        foreach (var step in steps)
        {
            foreach (var part in step.Parts)
            {
                if (part is not { To: { } to, Link: { } link }) continue;
                foreach (var left in LeftToCustomer(link, to.Node)) Of(left).Inherit(step, IsBroken(step, link));
            }
        }
        // Several entries may be for one upstream.
        Dictionary<ChainMember, Correspondents> known = [];
        foreach (var link in member.Links.Values)
        {
            if (link?.Target is not { } target) continue;
            if (!known.TryGetValue(target, out var here)) known.Add(target, here = CorrespondentsOf(member, steps, target));
            Dictionary<int, Same?> same = [];
            foreach (var (node, own) in here.Same)
            {
                if (!budget.Take(1) || LeftToCustomer(link, node) is not { Count: > 0 } lefts) continue;
                if (!same.TryGetValue(own, out var found)) same.Add(own, found = SameOf(link, member.StepOf(own), here.Steps[own]));
                if (found is null) continue;
                foreach (var left in lefts)
                    if (left.Node == node) Of(left).Same.Add(found);
            }
            foreach (var (node, mapped) in here.Mapped)
            {
                if (!budget.Take(1) || LeftToCustomer(link, node) is not { Count: > 0 } lefts
                    || SameOf(link, mapped[0], mapped) is not { } found) continue;
                foreach (var left in lefts)
                    if (!here.Same.ContainsKey(left.Node)) Of(left).Same.Add(found);
            }
        }
        return obligations;

        Obligation Of(Left left)
        {
            budget.Take(1);
            if (!obligations.TryGetValue(left, out var known)) obligations.Add(left, known = new Obligation());
            return known;
        }
    }

    // For what an upstream leaves to its customer, the controls here: the same one, or the nearest above it that both have in scope; else
    // those that a mapping relates.
    private Correspondents CorrespondentsOf(ChainMember member, List<ChainStep> steps, ChainMember target)
    {
        var found = new Correspondents();
        foreach (var node in LeavingNodes(target))
        {
            if (HereOf(member.Space, target.Space, node) is not (>= 0 and var own)) continue;
            found.Same.Add(node, own);
            found.Steps.TryAdd(own, []);
        }
        var isMapped = LeavingNodes(target).Count > found.Same.Count;
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

    private int HereOf(ControlSpace here, ControlSpace there, int node)
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

    private Same? SameOf(UpstreamLink link, ChainStep told, List<ChainStep> steps)
    {
        Same? found = null;
        foreach (var step in steps)
        {
            if (IsBroken(step, link)) continue;
            found ??= new Same(told);
            found.HasOwn |= HasOwn(step, link);
            found.Inherits |= Inherits(step, link);
        }
        return found;
    }

    // Where nothing can be inherited, that is told, and nothing more.
    private static bool IsBroken(ChainStep step, UpstreamLink link) => step.Broken?.Contains(link) is true;

    private List<int> LeavingNodes(ChainMember target)
    {
        if (_leaving.TryGetValue(target, out var known)) return known;
        List<int> nodes = [];
        for (var node = 0; node < target.Space.Count && budget.Take(1); node++)
            if (target.Answers.Stated(node) is { } stated && stated.Split.HasFlag(Sides.Customer)) nodes.Add(node);
        _leaving.Add(target, nodes);
        return nodes;
    }

    // The duties that an upstream leaves to its customer on a control and its statements, and that nobody satisfies.
    private List<Left> LeftToCustomer(UpstreamLink link, int node)
    {
        if (_left.TryGetValue((link, node), out var known)) return known;
        List<Left> found = [];
        var target = link.Target!;
        _open.Push(node);
        while (_open.TryPop(out var at) && budget.Take(1))
        {
            if (target.Answers.Stated(at) is { } stated && stated.Split.HasFlag(Sides.Customer) && !IsSatisfied(link, at))
            {
                foreach (var duty in stated.Duties)
                {
                    if (duty.Side != Sides.Customer || !duty.Involvement.HasFlag(Involvement.Responsible)) continue;
                    var left = new Left(link, at, duty);
                    if (!link.IsSatisfied(left.Level, left.Number)) found.Add(left);
                }
            }
            var statements = target.Space.StatementsInScope(at);
            for (var i = statements.Length - 1; i >= 0; i--) _open.Push(statements[i]);
        }
        _open.Clear();
        _left.Add((link, node), found);
        return found;
    }

    private bool IsSatisfied(UpstreamLink link, int node)
    {
        if (link.SatisfiedControls.Count == 0) return false;
        for (var at = node; at >= 0 && budget.Take(1); at = link.Target!.Space.CoveringParentOf(at))
            if (link.SatisfiedControls.Contains(at)) return true;
        return false;
    }

    private void Report(ChainMember member, Left left, Obligation obligation)
    {
        foreach (var step in obligation.Inheriting)
        {
            if (findings.IsFull) return;
            Report(member, left, step, HasOwn(step, left.Link), isInherited: true);
        }
        if (obligation.IsInherited || obligation.Same is not [var first, ..]) return;
        var (hasOwn, isInherited) = (obligation.Same.Exists(same => same.HasOwn), obligation.Same.Exists(same => same.Inherits));
        if (!hasOwn || isInherited) Report(member, left, first.Step, hasOwn, isInherited);
    }

    private void Report(ChainMember member, Left left, ChainStep step, bool hasOwn, bool isInherited)
    {
        var (link, node, duty) = (left.Link, left.Node, left.Duty);
        var target = link.Target!;
        if (!findings.IsFirst(
            duty,
            string.Create(
            CultureInfo.InvariantCulture, $"{ChainDescriptors.OrphanDuty.Id} {link.Entry.Id} {node} {member} {step.Node}"))) return;
        var answer = target.Answers.Stated(node)!;
        var name = duty.Id is { } id ? $"the duty \"{id}\" on {answer.Control}" : $"a duty on {answer.Control}";
        var reference = duty.Id is { } known ? $"{link.Entry.Id}#{known}" : $"{link.Entry.Id}@{answer.Control}";
        var there = new RelatedPlace { Message = duty.Text is { } text ? $"there: {Short(text)}"
            : "the duty there", Place = target.PlaceOf(node, duty) };
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
        if (step.Own.TryGetValue(link.Customer, out var known)) return known;
        budget.Take(step.Answer.Duties.Count / 16);
        var has = step.Answer.Duties.Any(own => own.Party == link.Customer && own.InheritedFrom is null
            && (own.Involvement & Duty.DefaultInvolvement) != 0);
        step.Own.Add(link.Customer, has);
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
            // What is stated to be inherited in full may still be performed by nobody.
            if (there.Split == Sides.None || there.Split.HasFlag(Sides.Customer)) continue;
            var first = target.Answers.Of(node)!;
            findings.Add(
                member, ChainDescriptors.PassedOn,
                $"{answer.Control} is given to the customer, but the upstream \"{link.Entry.Id}\" performs it in full already. Inherit " +
                $"it, or say what the customer does beside it.", member.PlaceOf(step.Node), step,
                new RelatedPlace { Message = $"{first.Control} there", Place = target.PlaceOf(node) });
        }
    }

    private static string Short(string text) => text.Length <= 120 ? text : $"{text[..119]}…";

    /// <summary>A duty that an upstream leaves to its customer, on one of its controls.</summary>
    private readonly struct Left : IEquatable<Left>
    {
        public Left(UpstreamLink link, int node, ResolvedDuty duty)
        {
            (Link, Node, Duty, Number) = (link, node, duty, -1);
            if (link.Target!.Answers.Applied(node) is { } applied) (Level, Number) = (applied.Level, applied.NumberOf(duty));
        }

        public UpstreamLink Link { get; }

        public int Node { get; }

        public ResolvedDuty Duty { get; }

        public int Level { get; }

        public int Number { get; }

        public bool Equals(Left other) => Link == other.Link && Node == other.Node && ReferenceEquals(Duty, other.Duty);

        public override bool Equals(object? obj) => obj is Left other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Link), Node, RuntimeHelpers.GetHashCode(Duty));
    }

    /// <summary>Where something that is left to an upstream's customer is to be taken up.</summary>
    private sealed class Obligation
    {
        /// <summary>The controls at which it is told, since they inherit what it is a part of.</summary>
        public List<ChainStep> Inheriting { get; } = [];

        public bool IsInherited { get; private set; }

        /// <summary>The controls there, of which it is a part, that are the same as some here.</summary>
        public List<Same> Same { get; } = [];

        public void Inherit(ChainStep step, bool isBroken)
        {
            IsInherited = true;
            if (!isBroken && (Inheriting.Count == 0 || Inheriting[^1] != step)) Inheriting.Add(step);
        }
    }

    /// <summary>What corresponds here to the controls of an upstream that leave something to its customer.</summary>
    private sealed class Correspondents
    {
        /// <summary>For such a control, the one here that is the same, or of which it is a part.</summary>
        public Dictionary<int, int> Same { get; } = [];

        /// <summary>For each of these, its leaves.</summary>
        public Dictionary<int, List<ChainStep>> Steps { get; } = [];

        /// <summary>For a control there, the leaves here to which a mapping leads.</summary>
        public Dictionary<int, List<ChainStep>> Mapped { get; } = [];
    }

    /// <summary>A control here that corresponds to one of an upstream.</summary>
    private sealed class Same(ChainStep step)
    {
        /// <summary>The control at which it is told.</summary>
        public ChainStep Step { get; } = step;

        /// <summary>Whether the upstream's customer has a duty of its own on it.</summary>
        public bool HasOwn { get; set; }

        /// <summary>Whether it inherits from the upstream.</summary>
        public bool Inherits { get; set; }
    }
}
