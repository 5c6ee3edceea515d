using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Finds the upstream controls that perform each inherited duty. Visits each control of each member once. Reports cycles of inheritance
/// (strongly connected components, found by Tarjan's algorithm without recursion), since nobody performs what is only passed
/// around. </summary>
internal sealed class ChainExpansion(ChainMembers members, ControlCorrespondence correspondence, ChainReferences references,
    ChainFindings findings, Limits limits, CancellationToken token)
{
    private const int MaxPlaces = 8;
    private readonly List<ChainStep> _componentStack = [];
    private readonly List<ChainPart> _parts = [];
    private readonly Stack<(ChainStep Step, int Next)> _path = new();
    private int _visited;
    private int _components;
    private bool _isDepthReported;

    /// <summary>Expands controls and all controls that they inherit from.</summary>
    public void Expand(IEnumerable<ChainStep> starts)
    {
        // Breadth-first, that is document by document, so that each document is visited in one go.
        Queue<ChainStep> open = new();
        foreach (var start in starts) Enqueue(start, 0, open);
        while (open.TryDequeue(out var step))
        {
            token.ThrowIfCancellationRequested();
            FindParts(step);
            foreach (var part in step.Parts)
            {
                if (part.To is not { } to) continue;
                var hops = step.Hops + (part.Link is null ? 0 : 1);
                if (hops < limits.MaxChainDepth) Enqueue(to, hops, open);
                else if (!to.IsReached)
                {
                    step.IsBroken = true;
                    ReportDepth(step, part);
                }
            }
        }
        foreach (var member in members.All)
        {
            foreach (var step in member.Steps)
                if (step is { IsReached: true }) FindComponents(step);
        }
    }

    private static void Enqueue(ChainStep step, int hops, Queue<ChainStep> open)
    {
        if (step.IsReached) return;
        (step.IsReached, step.Hops) = (true, hops);
        open.Enqueue(step);
    }

    private void FindComponents(ChainStep start)
    {
        if (start.Order >= 0) return;
        Visit(start);
        while (_path.TryPop(out var frame))
        {
            var (step, next) = frame;
            if (next < step.Parts.Length)
            {
                _path.Push((step, next + 1));
                if (step.Parts[next].To is not { IsReached: true } to) continue;
                if (to.Order < 0) Visit(to);
                else if (to.Component < 0) step.LowLink = Math.Min(step.LowLink, to.Order);
                continue;
            }
            if (_path.TryPeek(out var above)) above.Step.LowLink = Math.Min(above.Step.LowLink, step.LowLink);
            if (step.LowLink == step.Order) CloseComponent(step);
        }
    }

    private void Visit(ChainStep step)
    {
        step.Order = step.LowLink = _visited++;
        _componentStack.Add(step);
        _path.Push((step, 0));
    }

    private void FindParts(ChainStep step)
    {
        _parts.Clear();
        foreach (var statement in step.Member.Space.StatementsInScope(step.Node))
            _parts.Add(new ChainPart { To = step.Member.StepOf(statement) });
        if (step.Stated is { } stated) AddDuties(step, stated);
        step.Parts = [.. _parts];
    }

    private void AddDuties(ChainStep step, ResolvedControl answer)
    {
        references.Check(step);
        foreach (var duty in answer.Duties)
        {
            if (!duty.Involvement.HasFlag(Involvement.Responsible)) continue;
            // Duties that an upstream leaves to its customer are not followed.
            if (duty.InheritedFrom is null || (duty.Side == Sides.Customer && !step.Member.IsRoot))
                _parts.Add(new ChainPart { Duty = duty });
            else AddInherited(step, duty, duty.InheritedFrom);
        }
    }

    private void AddInherited(ChainStep step, ResolvedDuty duty, string upstream)
    {
        if (members.LinkOf(step.Member, upstream) is not { } link || link.Customer != duty.Party)
        {
            step.IsBroken = true;
            return;
        }
        if (link.IsUnpublished)
        {
            _parts.Add(new ChainPart { Duty = duty, Link = link });
            return;
        }
        if (link.Target is not { } target)
        {
            step.IsBroken = true;
            return;
        }
        if (duty.UpstreamControls.IsEmpty)
        {
            AddDefault(step, duty, link, target);
            return;
        }
        var applied = step.Member.Answers.Applied(step.Node);
        foreach (var node in duty.UpstreamControls.Select(control => ChainMember.FindUpstream(target, control, applied)).Distinct())
        {
            if (node < 0) step.IsBroken = true;
            else AddNamed(step, duty, link, target, node);
        }
    }

    private void AddNamed(ChainStep step, ResolvedDuty duty, UpstreamLink link, ChainMember target, int node)
    {
        var found = new UpstreamTarget { Nodes = [node], Answer = target.Answers.Of(node) };
        if (found.Answer is not null)
        {
            AddFound(step, duty, link, found);
            return;
        }
        var withdrawn = target.Space.IsWithdrawn(node) ? $" {target.Space.WithdrawnSentence(node)}" : "";
        ReportBroken(
            step, duty, link, found,
            $"{step.Control} is inherited from \"{link.Entry.Id}\", but {target.Space.ControlOf(node).Id} is not in the scope of " +
            $"{target}.{withdrawn}");
    }

    private void AddDefault(ChainStep step, ResolvedDuty duty, UpstreamLink link, ChainMember target)
    {
        var found = correspondence.Find(step.Member.Space, step.Node, target, out var other);
        if (found is null)
        {
            if (correspondence.IsSpent) return;
            ReportBroken(
                step, duty, link, null,
                $"{step.Control} is inherited from \"{link.Entry.Id}\", but {target} has no such control in scope, and no mapping leads " +
                $"to one. Name in \"upstreamControls\" the controls that perform it there.");
            return;
        }
        if (other is not null && findings.IsFirst(duty, $"{ChainDescriptors.RelationsLeadApart.Id} {target} {found.Key}"))
            findings.Add(step.Member, ChainDescriptors.RelationsLeadApart,
                $"{step.Control} is inherited from \"{link.Entry.Id}\" through mappings that lead to different answers in {target}: " +
                $"{Describe(found)} and {Describe(other)}. The first counts. Name in \"upstreamControls\" the controls that are meant, " +
                    $"or " +
                $"correct the mappings.", step.Member.PlaceOf(step.Node, duty), step, [.. Places(target, found), .. Places(target, other)]);
        AddFound(step, duty, link, found);

        string Describe(UpstreamTarget known) =>
            $"{Sentences.And([.. known.Nodes.Select(node => target.Space.ControlOf(node).Id)])} " +
            $"({Sentences.Of(known.Answer!.State, known.Answer.Split)})";
    }

    private void AddFound(ChainStep step, ResolvedDuty duty, UpstreamLink link, UpstreamTarget found)
    {
        if (ProblemWith(found) is { } problem)
        {
            ReportBroken(step, duty, link, found,
                $"{step.Control} is inherited from \"{link.Entry.Id}\", but {problem} in {link.Target}: nothing can be inherited there.");
            return;
        }
        foreach (var node in found.Nodes)
            _parts.Add(new ChainPart { To = link.Target!.StepOf(node), Link = link, Target = found, Duty = duty });
    }

    private static string? ProblemWith(UpstreamTarget found) =>
        found.IsPartOfSeveral ? $"it is only a part of {found.Answer!.Control}, which no one side performs alone"
            : ProblemWith(found.Answer!);

    private static string? ProblemWith(ResolvedControl answer) => answer switch
    {
        { State: ControlState.Unassigned } => $"{answer.Control} is unassigned",
        { State: ControlState.NotDetermined } => $"{answer.Control} is not determined",
        { State: ControlState.Conflict } => $"{answer.Control} is in conflict",
        { State: ControlState.NotApplicable, InheritabilityStated: false } =>
            $"{answer.Control} is not applicable, without a word on what may be inherited,",
        { Inheritability: Inheritability.None, InheritabilityStated: true } => $"{answer.Control} is stated to be not inheritable",
        { State: ControlState.Assigned, Split: Sides.Customer } => $"the customer alone performs {answer.Control}",
        { State: ControlState.Assigned, Split: Sides.None } => $"nobody performs {answer.Control}",
        { Inheritability: Inheritability.None } => $"{answer.Control} is not inheritable",
        _ => null,
    };

    private void CloseComponent(ChainStep first)
    {
        var start = _componentStack.LastIndexOf(first);
        var component = _componentStack[start..];
        _componentStack.RemoveRange(start, component.Count);
        foreach (var step in component) step.Component = _components;
        _components++;
        if (component.Count == 1 && !LeadsToItself(first)) return;
        foreach (var step in component) step.IsBroken = true;
        ReportCycle(first);
    }

    private static bool LeadsToItself(ChainStep step)
    {
        foreach (var part in step.Parts)
            if (part.To == step) return true;
        return false;
    }

    private void ReportBroken(ChainStep step, ResolvedDuty duty, UpstreamLink link, UpstreamTarget? found, FindingMessage message)
    {
        step.IsBroken = true;
        (step.Broken ??= []).Add(link);
        // Report once per duty and target; a missing target counts once per control that would be inherited from it.
        var about = found is null ? $"{step.Catalog} {step.Control}" : $"{link.Target} {found.Key}";
        if (findings.IsFirst(duty, $"{ChainDescriptors.BrokenInheritance.Id} {about}"))
            findings.Add(step.Member, ChainDescriptors.BrokenInheritance, message, step.Member.PlaceOf(step.Node, duty), step, found is null
                ? [] : Places(link.Target!, found));
    }

    private static RelatedPlace[] Places(ChainMember target, UpstreamTarget found) =>
        [.. found.Nodes.Where(target.Space.IsInScope).Take(MaxPlaces)
            .Select(node => new RelatedPlace { Message = $"{target.Space.ControlOf(node).Id} there", Place = target.PlaceOf(node) })];

    private void ReportDepth(ChainStep step, ChainPart part)
    {
        if (_isDepthReported) return;
        _isDepthReported = true;
        findings.Add(step.Member, DocumentDescriptors.LimitPassed,
            $"{step.Control} is inherited through more than {limits.MaxChainDepth} upstreams (Limits.MaxChainDepth); what lies " +
                $"behind is left out. Raise the limit if the chain is meant to be so long.",
            step.Member.PlaceOf(step.Node, part.Duty!), step);
    }

    private void ReportCycle(ChainStep first)
    {
        var path = FindCycle(first);
        if (path.Find(hop => hop.Part.Link is not null) is not { Part.Duty: { } duty } inherits) return;
        var names = path.ConvertAll(hop => hop.From.ToString());
        var shown = names.Take(limits.MaxChainDepth)
            .Append(names.Count > limits.MaxChainDepth ? $"{names.Count - limits.MaxChainDepth} more" : names[0]);
        var related = path.Where(hop => hop.Part.Link is not null && hop != inherits).Take(limits.MaxChainDepth)
            .Select(
                hop =>
                new RelatedPlace
                {
                    Message = $"{hop.From} is inherited from {hop.Part.To}",
                    Place = hop.From.Member.PlaceOf(hop.From.Node, hop.Part.Duty!)
                });
        findings.Add(inherits.From.Member, DocumentSetDescriptors.Cycle,
            string.Create(
            CultureInfo.InvariantCulture,
            $"{inherits.From.Control} is inherited in a circle, in which nobody performs what is handed on: {string.Join(" → ", shown)}. " +
            $"Take one of these duties over, or inherit it from somebody else."), inherits.From.Member.PlaceOf(inherits.From.Node, duty),
            inherits.From, [.. related]);
    }

    // The shortest path within its component from a step back to itself.
    private static List<(ChainStep From, ChainPart Part)> FindCycle(ChainStep first)
    {
        Dictionary<ChainStep, (ChainStep From, ChainPart Part)> cameFrom = [];
        Queue<ChainStep> open = new([first]);
        while (open.TryDequeue(out var step))
        {
            foreach (var part in step.Parts)
            {
                if (part.To is not { } to || to.Component != first.Component || !cameFrom.TryAdd(to, (step, part))) continue;
                if (to != first)
                {
                    open.Enqueue(to);
                    continue;
                }
                List<(ChainStep From, ChainPart Part)> path = [];
                var at = first;
                do
                {
                    path.Add(cameFrom[at]);
                    at = cameFrom[at].From;
                }
                while (at != first);
                path.Reverse();
                return path;
            }
        }
        return [];
    }
}
