using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Checks whether inherited duties are implemented upstream (RM3014): by the provider there, or by the provider further up from whom that
/// one inherits. Visits each control of each member once.
/// </summary>
internal sealed class ChainImplementation(ChainMembers members, ChainFindings findings)
{
    private readonly Stack<(ChainStep Step, int Next)> _path = new();

    public void Check()
    {
        foreach (var member in members.All)
        {
            foreach (var step in member.Steps)
            {
                if (step is not { Component: >= 0 }) continue;
                for (var i = 0; i < step.Parts.Length; i++)
                    if (step.Parts[i].Target is not null && (i == 0 || !AreTogether(step.Parts[i - 1], step.Parts[i]))) Check(step, i);
            }
        }
    }

    // Controls that are equal only together are inherited together.
    private static bool AreTogether(in ChainPart left, in ChainPart right) =>
        left.Target == right.Target && ReferenceEquals(left.Duty, right.Duty);

    private void Check(ChainStep step, int first)
    {
        var work = default(WorkStatus);
        for (var i = first; i < step.Parts.Length && AreTogether(step.Parts[first], step.Parts[i]); i++)
            if (IsFollowed(step, step.Parts[i])) work = work.Combine(Of(step.Parts[i].To!));
        if (work is { IsDone: false, First: not null }) Report(step, step.Parts[first], work);
    }

    // The status of the provider's duties at a step. Post-order: parts and inherited controls come first.
    private WorkStatus Of(ChainStep start)
    {
        Visit(start);
        while (_path.TryPop(out var frame))
        {
            var (step, next) = frame;
            while (next < step.Parts.Length
                && (!IsProviders(step.Parts[next]) || !IsFollowed(step, step.Parts[next])
                    || step.Parts[next].To!.Work is not null)) next++;
            if (next == step.Parts.Length)
            {
                step.Work = Sum(step);
                continue;
            }
            _path.Push((step, next + 1));
            Visit(step.Parts[next].To!);
        }
        return start.Work!.Value;
    }

    private void Visit(ChainStep step)
    {
        if (step.Work is null) _path.Push((step, 0));
    }

    private WorkStatus Sum(ChainStep step)
    {
        var work = default(WorkStatus);
        foreach (var part in step.Parts)
        {
            if (!IsProviders(part)) continue;
            if (part.To is null) work = work.Combine(new WorkStatus(part.Duty!.Implementation.IsDone(), part.Duty, step));
            else if (IsFollowed(step, part)) work = work.Combine(part.To!.Work!.Value);
        }
        return work;
    }

    private static bool IsProviders(in ChainPart part) => part.Duty is null or { Side: Sides.Provider };

    // Steps of a cycle inherit nothing from each other.
    private static bool IsFollowed(ChainStep step, in ChainPart part) =>
        part.To is { Component: >= 0 } to && (part.Link is null || to.Component != step.Component);

    private void Report(ChainStep step, in ChainPart part, WorkStatus work)
    {
        var (to, duty) = (part.To!, part.Duty!);
        if (!findings.IsFirst(duty, $"{ChainDescriptors.NotDoneUpstream.Id} {to.Member} {part.Target!.Key}")) return;
        var (first, at) = (work.First!, work.At!);
        var what = string.Join(", ", first.Implementation.Select(Words.Of).Distinct());
        var where = at == to ? "" : $" of {at.Member}, on which it rests";
        findings.Add(
            step.Member,
            ChainDescriptors.NotDoneUpstream,
            $"{step.Control} is inherited from \"{part.Link!.Entry.Id}\", but nobody has {to.Control} done there: the duty of " +
                $"{first.Party} on {at.Control}{where} is stated as {what}. Do it here until it is done there, or ask for a date.",
            step.Member.PlaceOf(step.Node, duty),
            step,
            new RelatedPlace { Message = $"{at.Control} there", Place = at.Member.PlaceOf(at.Node, first) });
    }
}
