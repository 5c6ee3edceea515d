using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Looks whether somebody takes up what upstreams leave to their customer (RM3005, RM3012), and whether the customer is given what an upstream performs already (RM3006).
/// </summary>
internal sealed class ChainObligations(ChainMembers members, ControlCorrespondence correspondence, ChainFindings findings, Budget budget)
{
    public void Check()
    {
        foreach (var member in members.All.ToList())
        {
            var satisfied = new Satisfied(member);
            Dictionary<(UpstreamLink Link, int Node, ResolvedDuty Duty), Obligation> obligations = [];
            foreach (var step in member.Steps.Where(step => step.Component >= 0).OrderBy(step => step.Node).ToList())
            {
                if (member.IsRoot) CheckPassedOn(step);
                Collect(step, obligations);
            }
            foreach (var ((link, node, duty), obligation) in obligations)
                if (!satisfied.Has(link, duty, node)) Report(member, link, node, duty, obligation);
        }
    }

    private void Collect(ChainStep step, Dictionary<(UpstreamLink, int, ResolvedDuty), Obligation> obligations)
    {
        var space = step.Member.Space;
        // Rows of the document's own are parts of the control above them, as far as they are of a catalog's.
        if (!space.IsLeaf(step.Node) && !space.IsLeafButForRows(step.Node)) return;
        foreach (var link in step.Member.Links.Values)
        {
            if (link?.Target is not { } target) continue;
            var inherited = step.Inherited.FindAll(one => one.Link == link);
            foreach (var node in correspondence.Find(space, step.Node, target.Space).Union(inherited.Select(one => one.Node)))
            {
                if (inherited.Exists(one => one.Node == node && one.IsBroken)) continue;
                var hasOwn = step.Answer.Duties.Any(duty => duty.Party == link.Customer && duty.InheritedFrom is null && duty.Involvement.HasFlag(Involvement.Responsible));
                var inherits = step.Answer.Duties.Any(duty => duty.InheritedFrom == link.Entry.Id);
                foreach (var (part, duty) in LeftToCustomer(target, node))
                {
                    if (!obligations.TryGetValue((link, part, duty), out var known)) obligations.Add((link, part, duty), known = new Obligation(step));
                    known.HasOwn |= hasOwn;
                    known.Inherits |= inherits;
                }
            }
        }
    }

    private List<(int Node, ResolvedDuty Duty)> LeftToCustomer(ChainMember target, int node)
    {
        List<(int Node, ResolvedDuty Duty)> left = [];
        Stack<int> open = new([node]);
        while (open.TryPop(out var at) && budget.Take(1))
        {
            var answer = target.Space.IsLeaf(at) ? target.Answers.Of(at) : target.Answers.BesideRows(at);
            foreach (var duty in answer?.Duties ?? default)
                if (duty.Side == Sides.Customer && duty.Involvement.HasFlag(Involvement.Responsible)) left.Add((at, duty));
            var statements = target.Space.StatementsInScope(at);
            for (var i = statements.Length - 1; i >= 0; i--) open.Push(statements[i]);
        }
        return left;
    }

    private void Report(ChainMember member, UpstreamLink link, int node, ResolvedDuty duty, Obligation obligation)
    {
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

    private sealed class Obligation(ChainStep step)
    {
        public ChainStep Step { get; } = step;

        public bool HasOwn { get; set; }

        public bool Inherits { get; set; }
    }

    /// <summary>What the duties of a member's answers say that they satisfy.</summary>
    private sealed class Satisfied
    {
        private readonly HashSet<(string Upstream, string Duty)> _duties = [];
        private readonly Dictionary<string, List<string>> _controls = new(StringComparer.Ordinal);
        private readonly Dictionary<UpstreamLink, HashSet<int>> _nodes = [];

        public Satisfied(ChainMember member)
        {
            HashSet<ResolvedDuty> seen = new(ReferenceEqualityComparer.Instance);
            for (var node = 0; node < member.Space.Count; node++)
            {
                foreach (var duty in member.Answers.Of(node)?.Duties ?? default)
                {
                    if (duty.Satisfies.IsEmpty || !seen.Add(duty)) continue;
                    foreach (var (upstream, kind, name) in duty.Satisfies.Select(ChainReferences.Parse))
                    {
                        if (kind == '#') _duties.Add((upstream, name));
                        else if (_controls.TryGetValue(upstream, out var controls)) controls.Add(name);
                        else _controls.Add(upstream, [name]);
                    }
                }
            }
        }

        public bool Has(UpstreamLink link, ResolvedDuty duty, int node)
        {
            if (duty.Id is { } id && _duties.Contains((link.Entry.Id, id))) return true;
            if (!_controls.TryGetValue(link.Entry.Id, out var controls)) return false;
            var space = link.Target!.Space;
            if (!_nodes.TryGetValue(link, out var nodes)) _nodes.Add(link, nodes = [.. controls.Select(space.Find).Where(found => found >= 0)]);
            for (var at = node; at >= 0; at = space.CoveringParentOf(at))
                if (nodes.Contains(at)) return true;
            return false;
        }
    }
}
