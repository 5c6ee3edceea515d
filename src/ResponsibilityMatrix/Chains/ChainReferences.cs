using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>Checks the references of duties to upstreams: <c>inheritedFrom</c>, <c>upstreamControls</c> and <c>satisfies</c>
/// (RM3008).</summary>
internal sealed class ChainReferences(ChainMembers members, ChainFindings findings)
{
    /// <summary>Checks every duty of a member, whatever its condition.</summary>
    public void CheckAll(ChainMember member)
    {
        foreach (var level in member.Engine.Levels)
            foreach (var assignment in level.Assignments) Check(member, assignment, null);
    }

    /// <summary>Checks the duties of the assignment that decided a control, once.</summary>
    public void Check(ChainStep step)
    {
        if (step.Member.Answers.Applied(step.Node) is { } applied) Check(step.Member, applied, step);
    }

    /// <summary>Splits a text in <c>satisfies</c> into an upstream, and a duty (#) or a control (@) of it.</summary>
    public static void Parse(ReadOnlySpan<char> text, out ReadOnlySpan<char> upstream, out char kind, out ReadOnlySpan<char> name)
    {
        var end = text.IndexOfAny('#', '@');
        upstream = end < 0 ? text : text[..end];
        kind = end < 0 ? ' ' : text[end];
        name = end < 0 ? "" : text[(end + 1)..];
    }

    private void Check(ChainMember member, CompiledAssignment assignment, ChainStep? step)
    {
        if (!member.TryVisit(assignment)) return;
        foreach (var duty in assignment.Duties)
            if (duty.InheritedFrom is not null || !duty.Satisfies.IsEmpty) Check(member, assignment, duty, step);
    }

    private void Check(ChainMember member, CompiledAssignment assignment, ResolvedDuty duty, ChainStep? step)
    {
        if (duty.InheritedFrom is { } upstream)
        {
            if (ProblemWith(member, duty, upstream, out var link) is { } problem) Report("/inheritedFrom", problem);
            else if (link!.Target is { } target)
            {
                for (var i = 0; i < duty.UpstreamControls.Count; i++)
                    if (ChainMember.FindUpstream(target, duty.UpstreamControls[i], assignment) < 0)
                        Report(string.Create(CultureInfo.InvariantCulture, $"/upstreamControls/{i}"),
                            $"{target} has no control \"{duty.UpstreamControls[i]}\".{NearestControl(target, duty.UpstreamControls[i])}");
            }
        }
        for (var i = 0; i < duty.Satisfies.Count; i++)
        {
            Parse(duty.Satisfies[i], out var of, out var kind, out var name);
            var problem = ProblemWith(member, duty, of, out var link)
                ?? (link!.Target is null ? null : kind == '#' ? ProblemWithDuty(link, name)
                    : ProblemWithControl(link, name.ToString(), assignment));
            if (problem is not null) Report(string.Create(CultureInfo.InvariantCulture, $"/satisfies/{i}"), problem);
        }

        void Report(string below, FindingMessage message)
        {
            if (findings.IsFirst(duty, ChainDescriptors.WrongReference.Id + below))
                findings.Add(
                    member,
                    Diagnostic.Of(ChainDescriptors.WrongReference, message,
                    assignment.LevelOf.Document.PlaceOf(assignment.PointerOf(duty) + below)), step);
        }
    }

    private string? ProblemWith(ChainMember member, ResolvedDuty duty, ReadOnlySpan<char> upstream, out UpstreamLink? link)
    {
        link = member.FindLink(upstream) ?? members.LinkOf(member, upstream.ToString());
        if (link is null)
            return $"There is no upstream \"{upstream}\" in {member}." +
                Nearest.Suggest(upstream.ToString(), member.Effective.Upstreams.Select(known => known.Id));
        return link.Customer == duty.Party ? null
            : $"The customer of the upstream \"{upstream}\" is {link.Customer}, but this is a duty of {duty.Party}.";
    }

    private static string? ProblemWithDuty(UpstreamLink link, ReadOnlySpan<char> id)
    {
        var target = link.Target!;
        if (target.FindDuty(id) is not { } found)
            return $"There is no duty \"{id}\" in {target}." +
                Nearest.Suggest(id.ToString(), target.Engine.Levels.SelectMany(level => level.DutyIds));
        return found.Duty.Side == Sides.Customer ? null
            : $"\"{id}\" is a duty that {found.Duty.Party} performs in {target}, not one that it leaves to its customer ({link.Customer} " +
                $"here). Name a duty of the customer, or use \"inheritedFrom\" for what is performed there.";
    }

    private static string? ProblemWithControl(UpstreamLink link, string control, CompiledAssignment naming)
    {
        var target = link.Target!;
        var node = ChainMember.FindUpstream(target, control, naming);
        if (node < 0) return $"{target} has no control \"{control}\".{NearestControl(target, control)}";
        if (target.Answers.Of(node) is not { } answer)
            return target.Space.IsWithdrawn(node) ? target.Space.WithdrawnSentence(node) : $"{control} is not in the scope of {target}.";
        return answer.Duties.Any(duty => duty.Side == Sides.Customer) ? null : $"{target} leaves its customer no duty on {answer.Control}.";
    }

    private static string NearestControl(ChainMember target, string control) =>
        Nearest.Suggest(control, target.Space.Parts.SelectMany(part => part.Index.Catalog.Controls.Select(known => known.Id)));
}
