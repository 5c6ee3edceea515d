using System.Globalization;
using System.Runtime.CompilerServices;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Looks whether somebody takes up what upstreams leave to their customer (RM3005, RM3012), and whether the customer is given what an upstream performs already (RM3006).
/// </summary>
internal sealed class ChainObligations(ChainMembers members, ControlCorrespondence correspondence, ChainFindings findings, Budget budget)
{
    private readonly Dictionary<(UpstreamLink Link, int Node), List<Left>> _left = [];
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
                    if (kind == '@') link.SatisfiedControls.Add(ChainMember.FindUpstream(link.Target!, name.ToString(), member.Answers.Applied(node)));
                    else if (link.Target!.FindDuty(name) is { } found) link.Satisfy(found.Level, found.Number);
                }
            }
        }
    }

    // What nobody satisfies, with the controls here at which it is to be told: those that inherit it, or where none does, those that are the same.
    private Dictionary<Left, Obligation> Collect(ChainMember member)
    {
        Dictionary<Left, Obligation> obligations = [];
        List<ChainStep> steps = [];
        foreach (var step in member.Steps)
        {
            // Rows of the document's own are parts of the control above them, as far as they are of a catalog's.
            if (step is { Component: >= 0 } && (member.Space.IsLeaf(step.Node) || member.Space.IsLeafButForRows(step.Node))) steps.Add(step);
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
        Dictionary<ChainMember, Dictionary<int, List<ChainStep>>> sameIn = [];
        foreach (var link in member.Links.Values)
        {
            if (link?.Target is not { } target || !LeavesAnything(target)) continue;
            if (!sameIn.TryGetValue(target, out var same)) sameIn.Add(target, same = SameAs(member, steps, target));
            foreach (var (node, here) in same)
            {
                if (LeftToCustomer(link, node) is not { Count: > 0 } lefts || !budget.Take(here.Count)) continue;
                Same? known = null;
                foreach (var step in here)
                {
                    if (IsBroken(step, link)) continue;
                    known ??= new Same(step, node);
                    known.HasOwn |= HasOwn(step, link);
                    known.Inherits |= Inherits(step, link);
                }
                if (known is not null)
                    foreach (var left in lefts) Of(left).Same.Add(known);
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

    // The controls of an upstream that are the same as leaves here, with these.
    private Dictionary<int, List<ChainStep>> SameAs(ChainMember member, List<ChainStep> steps, ChainMember target)
    {
        Dictionary<int, List<ChainStep>> same = [];
        foreach (var step in steps)
        {
            if (!budget.Take(1)) return [];
            if (correspondence.Find(member.Space, step.Node, target) is not { IsPartOfSeveral: false } found) continue;
            foreach (var node in found.Nodes)
            {
                if (!same.TryGetValue(node, out var known)) same.Add(node, known = []);
                known.Add(step);
            }
        }
        return same;
    }

    // Where nothing can be inherited, that is told, and nothing more.
    private static bool IsBroken(ChainStep step, UpstreamLink link) => step.Broken?.Contains(link) is true;

    private bool LeavesAnything(ChainMember target)
    {
        if (target.LeavesAnything is { } known) return known;
        var leaves = false;
        for (var node = 0; node < target.Space.Count && !leaves && budget.Take(1); node++)
            leaves = target.Answers.Stated(node) is { } stated && stated.Split.HasFlag(Sides.Customer);
        target.LeavesAnything = leaves;
        return leaves;
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
        if (!hasOwn || isInherited) Report(member, left, WholeOf(member, first, left.Link.Target!.Space), hasOwn, isInherited);
    }

    private void Report(ChainMember member, Left left, ChainStep step, bool hasOwn, bool isInherited)
    {
        var (link, node, duty) = (left.Link, left.Node, left.Duty);
        var target = link.Target!;
        if (!findings.IsFirst(duty, string.Create(CultureInfo.InvariantCulture, $"{ChainDescriptors.OrphanDuty.Id} {link.Entry.Id} {node} {member} {step.Node}"))) return;
        var answer = target.Answers.Stated(node)!;
        var name = duty.Id is { } id ? $"the duty \"{id}\" on {answer.Control}" : $"a duty on {answer.Control}";
        var reference = duty.Id is { } known ? $"{link.Entry.Id}#{known}" : $"{link.Entry.Id}@{answer.Control}";
        var there = new RelatedPlace { Message = duty.Text is { } text ? $"there: {Short(text)}" : "the duty there", Place = target.PlaceOf(node, duty) };
        if (hasOwn)
        {
            findings.Add(member, ChainDescriptors.NotSaidToBeSatisfied, $"The upstream \"{link.Entry.Id}\" leaves {link.Customer} {name}. {link.Customer} has a duty on {step.Control}, but none says that it satisfies it. Write \"satisfies\": [\"{reference}\"] where it does.", member.PlaceOf(step.Node), step, there);
            return;
        }
        findings.Add(member, ChainDescriptors.OrphanDuty, $"The upstream \"{link.Entry.Id}\" leaves {link.Customer} {name}, and nobody takes it up: {link.Customer} has no duty of its own on {step.Control}, and none anywhere satisfies \"{reference}\".", isInherited ? member.PlaceOf(step.Node) : link.Place, step, there);
    }

    // The control here of which the step is a part that the upstream does not divide, or the step itself.
    private static ChainStep WholeOf(ChainMember member, Same same, ControlSpace there)
    {
        var space = member.Space;
        for (var at = same.Step.Node; at >= 0 && space.IsInScope(at); at = space.CoveringParentOf(at))
            if (space.Keys[at] == there.Keys[same.Node] && space.PartOf(at).Identity == there.PartOf(same.Node).Identity) return member.StepOf(at);
        return same.Step;
    }

    private bool HasOwn(ChainStep step, UpstreamLink link)
    {
        if (step.Own.TryGetValue(link.Customer, out var known)) return known;
        budget.Take(step.Answer.Duties.Count / 16);
        var has = step.Answer.Duties.Any(own => own.Party == link.Customer && own.InheritedFrom is null && (own.Involvement & Duty.DefaultInvolvement) != 0);
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
            if (correspondence.Find(member.Space, step.Node, target) is not { Answer: { State: ControlState.Assigned, Inheritability: Inheritability.Full } there, Nodes: [var node, ..] }) continue;
            // What is stated to be inherited in full may still be performed by nobody.
            if (there.Split == Sides.None || there.Split.HasFlag(Sides.Customer)) continue;
            var first = target.Answers.Of(node)!;
            findings.Add(member, ChainDescriptors.PassedOn, $"{answer.Control} is given to the customer, but the upstream \"{link.Entry.Id}\" performs it in full already. Inherit it, or say what the customer does beside it.", member.PlaceOf(step.Node), step, new RelatedPlace { Message = $"{first.Control} there", Place = target.PlaceOf(node) });
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

    /// <summary>A control of an upstream, and the leaves here that are the same control, or parts of it.</summary>
    private sealed class Same(ChainStep step, int node)
    {
        /// <summary>The first of the leaves here.</summary>
        public ChainStep Step { get; } = step;

        public int Node { get; } = node;

        /// <summary>Whether the upstream's customer has a duty of its own on one of them.</summary>
        public bool HasOwn { get; set; }

        /// <summary>Whether one of them inherits from the upstream.</summary>
        public bool Inherits { get; set; }
    }
}
