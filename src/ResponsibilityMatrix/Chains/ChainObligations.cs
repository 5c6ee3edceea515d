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
    private readonly List<(int Node, ResolvedDuty Duty)> _left = [];
    private readonly Stack<int> _open = [];

    public void Check()
    {
        for (var i = 0; i < members.All.Count; i++)
        {
            var member = members.All[i];
            Satisfied? satisfied = null;
            Dictionary<Unsatisfied, Obligation> obligations = [];
            foreach (var step in member.Steps)
            {
                if (step is not { Component: >= 0 }) continue;
                if (member.IsRoot) CheckPassedOn(step);
                foreach (var link in member.Links.Values)
                    if (link?.Target is not null) Collect(step, link, satisfied ??= new Satisfied(member), obligations);
            }
            foreach (var (left, obligation) in obligations) Report(member, left, obligation);
        }
    }

    private void Collect(ChainStep step, UpstreamLink link, Satisfied satisfied, Dictionary<Unsatisfied, Obligation> obligations)
    {
        var space = step.Member.Space;
        // Rows of the document's own are parts of the control above them, as far as they are of a catalog's.
        if (!space.IsLeaf(step.Node) && !space.IsLeafButForRows(step.Node)) return;
        var same = correspondence.Find(space, step.Node, link.Target!.Space);
        foreach (var node in same)
            if (step.Broken?.Contains((link, node)) is not true) CollectAt(node);
        foreach (var part in step.Parts)
            if (part.To is { } to && part.Link == link && !same.Contains(to.Node)) CollectAt(to.Node);

        void CollectAt(int node)
        {
            foreach (var (part, duty) in LeftToCustomer(link.Target, node))
            {
                if (satisfied.Has(link, duty, part)) continue;
                var left = new Unsatisfied(link, part, duty);
                if (!obligations.TryGetValue(left, out var known)) obligations.Add(left, known = new Obligation(step));
                known.HasOwn |= step.Answer.Duties.Any(own => own.Party == link.Customer && own.InheritedFrom is null && own.Involvement.HasFlag(Involvement.Responsible));
                known.Inherits |= step.Answer.Duties.Any(own => own.InheritedFrom == link.Entry.Id);
            }
        }
    }

    private List<(int Node, ResolvedDuty Duty)> LeftToCustomer(ChainMember target, int node)
    {
        _left.Clear();
        _open.Push(node);
        while (_open.TryPop(out var at) && budget.Take(1))
        {
            var isLeaf = target.Space.IsLeaf(at);
            foreach (var duty in (isLeaf ? target.Answers.Of(at) : target.Answers.BesideRows(at))?.Duties ?? default)
                if (duty.Side == Sides.Customer && duty.Involvement.HasFlag(Involvement.Responsible)) _left.Add((at, duty));
            var statements = target.Space.StatementsInScope(at);
            for (var i = statements.Length - 1; i >= 0; i--) _open.Push(statements[i]);
        }
        _open.Clear();
        return _left;
    }

    private void Report(ChainMember member, Unsatisfied left, Obligation obligation)
    {
        var (link, node, duty) = (left.Link, left.Node, left.Duty);
        if (obligation is { HasOwn: true, Inherits: false }) return;
        var target = link.Target!;
        var answer = (target.Space.IsLeaf(node) ? target.Answers.Of(node) : target.Answers.BesideRows(node))!;
        var step = obligation.Step;
        var name = duty.Id is { } id ? $"the duty \"{id}\" on {answer.Control}" : $"a duty on {answer.Control}";
        var reference = duty.Id is { } known ? $"{link.Entry.Id}#{known}" : $"{link.Entry.Id}@{answer.Control}";
        var there = new RelatedPlace { Message = duty.Text is { } text ? $"there: {Short(text)}" : "the duty there", Place = target.PlaceOf(answer, duty) };
        if (obligation.HasOwn)
        {
            findings.Add(member, ChainDescriptors.NotSaidToBeSatisfied, $"The upstream \"{link.Entry.Id}\" leaves {link.Customer} {name}. {link.Customer} has a duty on {step.Control}, but none says that it satisfies it. Write \"satisfies\": [\"{reference}\"] where it does.", member.PlaceOf(step.Answer), step, there);
            return;
        }
        findings.Add(member, ChainDescriptors.OrphanDuty, $"The upstream \"{link.Entry.Id}\" leaves {link.Customer} {name}, and nobody takes it up: {link.Customer} has no duty of its own on {step.Control}, and none anywhere satisfies \"{reference}\".", obligation.Inherits ? member.PlaceOf(step.Answer) : link.Place, step, there);
    }

    private void CheckPassedOn(ChainStep step)
    {
        var (answer, member) = (step.Answer, step.Member);
        if (!member.Space.IsLeaf(step.Node) || answer.State != ControlState.Assigned || answer.Split != Sides.Customer) return;
        if (!answer.Duties.Any(duty => duty.InheritedFrom is null && duty.Involvement.HasFlag(Involvement.Responsible))) return;
        foreach (var link in member.Links.Values)
        {
            if (link?.Target is not { } target || member.Effective.SideOf(link.Customer) == Sides.Customer) continue;
            var nodes = correspondence.Find(member.Space, step.Node, target.Space);
            if (nodes.Count == 0 || !nodes.All(node => target.Answers.Of(node) is { State: ControlState.Assigned, Inheritability: Inheritability.Full } there && !there.Split.HasFlag(Sides.Customer))) continue;
            var first = target.Answers.Of(nodes[0])!;
            findings.Add(member, ChainDescriptors.PassedOn, $"{answer.Control} is given to the customer, but the upstream \"{link.Entry.Id}\" performs it in full already. Inherit it, or say what the customer does beside it.", member.PlaceOf(answer), step, new RelatedPlace { Message = $"{first.Control} there", Place = target.PlaceOf(first) });
        }
    }

    private static string Short(string text) => text.Length <= 120 ? text : $"{text[..119]}…";

    private readonly struct Unsatisfied(UpstreamLink link, int node, ResolvedDuty duty) : IEquatable<Unsatisfied>
    {
        public UpstreamLink Link { get; } = link;

        public int Node { get; } = node;

        public ResolvedDuty Duty { get; } = duty;

        public bool Equals(Unsatisfied other) => Link == other.Link && Node == other.Node && ReferenceEquals(Duty, other.Duty);

        public override bool Equals(object? obj) => obj is Unsatisfied other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Link), Node, RuntimeHelpers.GetHashCode(Duty));
    }

    private sealed class Obligation(ChainStep step)
    {
        public ChainStep Step { get; } = step;

        public bool HasOwn { get; set; }

        public bool Inherits { get; set; }
    }

    /// <summary>What the duties of a member's answers say that they satisfy.</summary>
    private sealed class Satisfied
    {
        private readonly Dictionary<string, (HashSet<string> Duties, List<string> Controls)> _byUpstream = new(StringComparer.Ordinal);
        private readonly Dictionary<UpstreamLink, HashSet<int>> _nodes = [];

        public Satisfied(ChainMember member)
        {
            for (var node = 0; node < member.Space.Count; node++)
            {
                // The duties of a whole are those of its parts.
                if ((member.Space.IsLeaf(node) ? member.Answers.Of(node) : member.Answers.BesideRows(node)) is not { } answer) continue;
                foreach (var duty in answer.Duties)
                    foreach (var text in duty.Satisfies) Add(text);
            }
        }

        public bool Has(UpstreamLink link, ResolvedDuty duty, int node)
        {
            if (!_byUpstream.TryGetValue(link.Entry.Id, out var satisfied)) return false;
            if (duty.Id is { } id && satisfied.Duties.Contains(id)) return true;
            if (satisfied.Controls.Count == 0) return false;
            var space = link.Target!.Space;
            if (!_nodes.TryGetValue(link, out var nodes)) _nodes.Add(link, nodes = [.. satisfied.Controls.Select(space.Find).Where(found => found >= 0)]);
            for (var at = node; at >= 0; at = space.CoveringParentOf(at))
                if (nodes.Contains(at)) return true;
            return false;
        }

        private void Add(string text)
        {
            var (upstream, kind, name) = ChainReferences.Parse(text);
            if (!_byUpstream.TryGetValue(upstream, out var satisfied)) _byUpstream.Add(upstream, satisfied = (new(StringComparer.Ordinal), []));
            if (kind == '#') satisfied.Duties.Add(name);
            else satisfied.Controls.Add(name);
        }
    }
}
