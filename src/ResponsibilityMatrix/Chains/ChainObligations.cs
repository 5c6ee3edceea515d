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
    private readonly List<Left> _left = [];
    private readonly Stack<int> _open = [];
    private readonly List<int> _same = [];

    public void Check()
    {
        for (var i = 0; i < members.All.Count; i++)
        {
            var member = members.All[i];
            Dictionary<Left, Obligation> obligations = [];
            foreach (var step in member.Steps)
            {
                if (step is not { Component: >= 0 }) continue;
                if (member.IsRoot) CheckPassedOn(step);
                // Rows of the document's own are parts of the control above them, as far as they are of a catalog's.
                if (!member.Space.IsLeaf(step.Node) && !member.Space.IsLeafButForRows(step.Node)) continue;
                foreach (var link in member.Links.Values)
                {
                    if (budget.IsSpent) break;
                    if (link?.Target is not null) Collect(step, link, obligations);
                }
            }
            if (obligations.Count == 0) continue;
            // Those that were reached are known; a duty on another control may satisfy too.
            Satisfy(member);
            foreach (var (left, obligation) in obligations)
                if (!findings.IsFull && !IsSatisfied(left)) Report(member, left, obligation);
        }
    }

    // Notes what the duties of a member's answers say that they satisfy.
    private static void Satisfy(ChainMember member)
    {
        for (var node = 0; node < member.Space.Count; node++)
        {
            if (member.Answers.Stated(node) is not { } stated) continue;
            foreach (var duty in stated.Duties)
            {
                foreach (var text in duty.Satisfies)
                {
                    ChainReferences.Parse(text, out var upstream, out var kind, out var name);
                    if (member.FindLink(upstream) is not { } link) continue;
                    if (kind == '@') link.SatisfiedControls.Add(link.Target!.Space.Find(name.ToString()));
                    else if (link.Target!.FindDuty(name) is { } found) link.Satisfy(found.Level, found.Number);
                }
            }
        }
    }

    private bool IsSatisfied(Left left)
    {
        if (left.Number >= 0 && left.Link.IsSatisfied(left.Level, left.Number)) return true;
        if (left.Link.SatisfiedControls.Count == 0) return false;
        for (var at = left.Node; at >= 0 && budget.Take(1); at = left.Link.Target!.Space.CoveringParentOf(at))
            if (left.Link.SatisfiedControls.Contains(at)) return true;
        return false;
    }

    private void Collect(ChainStep step, UpstreamLink link, Dictionary<Left, Obligation> obligations)
    {
        // Every upstream is held against all that the control inherits.
        if (!budget.Take(1 + ((step.Parts.Length + (step.Broken?.Count ?? 0)) / 16))) return;
        _same.Clear();
        correspondence.Find(step.Member.Space, step.Node, link.Target!.Space, _same);
        foreach (var node in _same)
            if (step.Broken?.Contains((link, node)) is not true) Collect(step, link, node, obligations);
        foreach (var part in step.Parts)
            if (part.To is { } to && part.Link == link && !_same.Contains(to.Node)) Collect(step, link, to.Node, obligations);
    }

    private void Collect(ChainStep step, UpstreamLink link, int node, Dictionary<Left, Obligation> obligations)
    {
        if (link.Target!.Answers.Of(node) is { IsLeaf: true } leaf && !leaf.Split.HasFlag(Sides.Customer)) return;
        foreach (var left in LeftToCustomer(link, node))
        {
            if (IsSatisfied(left)) continue;
            if (!obligations.TryGetValue(left, out var known)) obligations.Add(left, known = new Obligation(step));
            known.Add(step.Answer, link);
        }
    }

    private List<Left> LeftToCustomer(UpstreamLink link, int node)
    {
        var target = link.Target!;
        _left.Clear();
        _open.Push(node);
        while (_open.TryPop(out var at) && budget.Take(1))
        {
            if (target.Answers.Stated(at) is { } stated)
                foreach (var duty in stated.Duties)
                    if (duty.Side == Sides.Customer && duty.Involvement.HasFlag(Involvement.Responsible)) _left.Add(new Left(link, at, duty));
            var statements = target.Space.StatementsInScope(at);
            for (var i = statements.Length - 1; i >= 0; i--) _open.Push(statements[i]);
        }
        _open.Clear();
        return _left;
    }

    private void Report(ChainMember member, Left left, Obligation obligation)
    {
        var (link, node, duty) = (left.Link, left.Node, left.Duty);
        if (obligation is { HasOwn: true, Inherits: false }) return;
        var target = link.Target!;
        var answer = target.Answers.Stated(node)!;
        var step = obligation.Step;
        var name = duty.Id is { } id ? $"the duty \"{id}\" on {answer.Control}" : $"a duty on {answer.Control}";
        var reference = duty.Id is { } known ? $"{link.Entry.Id}#{known}" : $"{link.Entry.Id}@{answer.Control}";
        var there = new RelatedPlace { Message = duty.Text is { } text ? $"there: {Short(text)}" : "the duty there", Place = target.PlaceOf(node, duty) };
        if (obligation.HasOwn)
        {
            findings.Add(member, ChainDescriptors.NotSaidToBeSatisfied, $"The upstream \"{link.Entry.Id}\" leaves {link.Customer} {name}. {link.Customer} has a duty on {step.Control}, but none says that it satisfies it. Write \"satisfies\": [\"{reference}\"] where it does.", member.PlaceOf(step.Node), step, there);
            return;
        }
        findings.Add(member, ChainDescriptors.OrphanDuty, $"The upstream \"{link.Entry.Id}\" leaves {link.Customer} {name}, and nobody takes it up: {link.Customer} has no duty of its own on {step.Control}, and none anywhere satisfies \"{reference}\".", obligation.Inherits ? member.PlaceOf(step.Node) : link.Place, step, there);
    }

    private void CheckPassedOn(ChainStep step)
    {
        var (answer, member) = (step.Answer, step.Member);
        if (!member.Space.IsLeaf(step.Node) || answer.State != ControlState.Assigned || answer.Split != Sides.Customer) return;
        if (!answer.Duties.Any(duty => duty.InheritedFrom is null && duty.Involvement.HasFlag(Involvement.Responsible))) return;
        foreach (var link in member.Links.Values)
        {
            if (!budget.Take(1)) return;
            if (link?.Target is not { } target || member.Effective.SideOf(link.Customer) == Sides.Customer) continue;
            List<int> nodes = [];
            correspondence.Find(member.Space, step.Node, target.Space, nodes);
            if (nodes.Count == 0 || !nodes.TrueForAll(node => target.Answers.Of(node) is { State: ControlState.Assigned, Inheritability: Inheritability.Full } there && !there.Split.HasFlag(Sides.Customer))) continue;
            var first = target.Answers.Of(nodes[0])!;
            findings.Add(member, ChainDescriptors.PassedOn, $"{answer.Control} is given to the customer, but the upstream \"{link.Entry.Id}\" performs it in full already. Inherit it, or say what the customer does beside it.", member.PlaceOf(step.Node), step, new RelatedPlace { Message = $"{first.Control} there", Place = target.PlaceOf(nodes[0]) });
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

    private sealed class Obligation(ChainStep step)
    {
        public ChainStep Step { get; } = step;

        /// <summary>Whether the upstream's customer has a duty of its own on one of the controls.</summary>
        public bool HasOwn { get; private set; }

        /// <summary>Whether one of the controls inherits from the upstream.</summary>
        public bool Inherits { get; private set; }

        public void Add(ResolvedControl answer, UpstreamLink link)
        {
            HasOwn |= answer.Duties.Any(own => own.Party == link.Customer && own.InheritedFrom is null && own.Involvement.HasFlag(Involvement.Responsible));
            Inherits |= answer.Duties.Any(own => own.InheritedFrom == link.Entry.Id);
        }
    }
}
