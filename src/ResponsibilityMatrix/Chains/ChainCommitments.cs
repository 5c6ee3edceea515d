using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Compares the commitments of a matrix with those of its upstreams over the whole chain (RM4001, RM4002). It considers only inherited
/// controls, and only commitments that hold in the context and have the same metric, the same window and comparable units. Thread-safe.
/// </summary>
internal static class ChainCommitments
{
    private const string OccurrenceClock = "occurrence";
    private const string RequestClock = "request";
    private const int MostNamed = 16;

    /// <summary>The findings about commitments. Accepted findings are marked.</summary>
    /// <param name="followed">The chain.</param>
    /// <param name="isShared">Whether several requests share a budget. Findings are missing once it is spent; the caller reports
    /// that.</param>
    public static ValueList<Diagnostic> Check(FollowedChain followed, bool isShared)
    {
        var findings = new ChainFindings();
        Dictionary<ChainMember, MemberCommitments> commitments = [];
        // All whole-service commitments of a party have the same ways.
        Dictionary<(ChainMember Member, string Party), Ways> whole = [];
        foreach (var member in followed.Members.All)
            foreach (var commitment in Of(member).All)
                if (commitment.Metric is { Chain: not ChainRule.None } metric && !followed.Budget.IsSpent)
                    new Case(followed, findings, Of, whole, member, commitment, metric).Check();
        var own = new FindingList(followed.Members.Root.Engine.Limits,
            new AcceptedFindings(followed.Members.Root.Engine, followed.Members.Root.Answers.Context.AsOf).Mark);
        own.AddRange(findings.Of(true, _ => true));
        if (findings.IsFull) own.Add(ChainFindings.LimitFinding(followed.Members.Root));
        // A caller that shares its budget reports this itself.
        if (!isShared && followed.Budget.IsSpent)
            own.Add(
                Diagnostic.Of(
                DocumentDescriptors.LimitPassed,
                $"Holding the commitments against those of upstreams takes more than " +
                    $"{followed.Members.Root.Engine.Limits.MaxMatches:N0} steps (Limits.MaxMatches); findings are missing. Ask about " +
                    $"fewer documents, or raise the limit.",
                followed.Members.Root.Document.PlaceOf("/commitments")));
        return FindingList.Of(followed.Members.Root.Engine.Limits, own.Concat(findings.Of(false, _ => true)));

        MemberCommitments Of(ChainMember member)
        {
            if (!commitments.TryGetValue(member, out var known))
                commitments.Add(member, known = new MemberCommitments(member, followed.Budget));
            return known;
        }
    }

    /// <summary>The controls that a commitment covers, the upstreams that they are inherited from, and the upstreams over all
    /// levels.</summary>
    private sealed class Ways(List<ChainStep> steps, List<(UpstreamLink Link, HashSet<int> Nodes, ChainStep First)> inherited)
    {
        public List<ChainStep> Steps { get; } = steps;

        public List<(UpstreamLink Link, HashSet<int> Nodes, ChainStep First)> Inherited { get; } = inherited;

        /// <summary>Null until a product is calculated.</summary>
        public List<(ChainMember Owner, UpstreamLink Link, HashSet<int> Nodes)>? Reached { get; set; }
    }

    /// <summary>Compares one commitment with those of the upstreams.</summary>
    private sealed class Case(FollowedChain chain, ChainFindings findings, Func<ChainMember, MemberCommitments> commitmentsOf,
        Dictionary<(ChainMember Member, string Party), Ways> whole, ChainMember member, MemberCommitment commitment,
            CommitmentMetric metric)
    {
        private readonly CommitmentTerms _terms = member.Engine.Terms;

        public void Check()
        {
            var ways = FindWays();
            if (metric.Chain == ChainRule.Product) CheckProduct(ways.Reached ??= ReachedLinks(ways.Steps));
            foreach (var (link, nodes, first) in ways.Inherited)
            {
                var behind = Behind(member, link, nodes);
                if (chain.Budget.IsSpent) return;
                if (behind.Count == 0) ReportNothing(link, first);
                else if (metric.Chain != ChainRule.Product && Best(behind) is { } best
                    && IsBeyond(commitment.Commitment.Target, best.Commitment.Target)) ReportBeyond(link, best);
            }
        }

        private Ways FindWays()
        {
            var isWhole = commitment.IsOfWhole;
            if (isWhole && whole.TryGetValue((member, commitment.Tied.Party), out var known)) return known;
            var steps = TiedSteps();
            var ways = new Ways(steps, Inherited(steps));
            if (isWhole) whole.Add((member, commitment.Tied.Party), ways);
            return ways;
        }

        // A commitment that is tied to no control covers the whole service.
        private List<ChainStep> TiedSteps()
        {
            List<ChainStep> steps = [];
            if (commitment.IsOfWhole)
            {
                foreach (var step in member.Steps)
                    if (step is { Component: >= 0 }) steps.Add(step);
            }
            else
            {
                foreach (var node in commitment.Nodes.Order())
                    if (member.Steps[node] is { Component: >= 0 } step) steps.Add(step);
            }
            chain.Budget.Take(steps.Count);
            return steps;
        }

        private List<(UpstreamLink Link, HashSet<int> Nodes, ChainStep First)> Inherited(List<ChainStep> steps)
        {
            OrderedDictionary<UpstreamLink, (HashSet<int> Nodes, ChainStep First)> inherited = [];
            foreach (var step in steps)
            {
                if (!chain.Budget.Take(step.Parts.Length)) break;
                foreach (var part in step.Parts)
                {
                    if (part.Link is not { } link || link.Customer != commitment.Tied.Party) continue;
                    if (!inherited.TryGetValue(link, out var known)) inherited.Add(link, known = ([], step));
                    if (part.To is { } to) known.Nodes.Add(to.Node);
                }
            }
            return [.. inherited.Select(known => (known.Key, known.Value.Nodes, known.Value.First))];
        }

        // The commitments tied to the inherited controls; if there are none, any with the metric. The document that declares the upstream
        // may itself state the upstream's commitments.
        private List<MemberCommitment> Behind(ChainMember owner, UpstreamLink link, HashSet<int> nodes)
        {
            List<MemberCommitment> candidates = [.. commitmentsOf(owner).Of(link.Provider, metric.Id)];
            if (link.Target is { } target) candidates.AddRange(commitmentsOf(target).Of(target.Effective.Service.Provider, metric.Id));
            if (!chain.Budget.Take(1 + candidates.Count)) return [];
            candidates.RemoveAll(other => !IsAbout(other));
            var tied = candidates.FindAll(other => other.Member == owner || other.IsOfWhole || other.Nodes.Overlaps(nodes));
            return tied.Count > 0 ? tied : candidates;
        }

        private bool IsAbout(MemberCommitment other) => other.Commitment.Qualifier is null
            || other.Commitment.Qualifier == commitment.Commitment.Qualifier;

        // The most favorable commitment, among those that can be compared.
        private MemberCommitment? Best(List<MemberCommitment> commitments)
        {
            MemberCommitment? best = null;
            foreach (var other in commitments)
                if (IsComparable(other) && (best is null || IsBeyond(other.Commitment.Target, best.Commitment.Target))) best = other;
            return best;
        }

        private bool IsComparable(MemberCommitment other) =>
            other.Commitment.Window == commitment.Commitment.Window && other.Commitment.Target.Operator == metric.Operator
            && _terms.AreComparable(commitment.Commitment.Target.Unit, other.Commitment.Target.Unit);

        private bool IsBeyond(CommitmentTarget mine, CommitmentTarget theirs) =>
            metric.Chain == ChainRule.NotBelow ? Compare(mine, theirs) < 0 : Compare(mine, theirs) > 0;

        private int? Compare(CommitmentTarget left, CommitmentTarget right) =>
            _terms.Compare(left.Value, left.Unit, right.Value, right.Unit);

        private void CheckProduct(List<(ChainMember Owner, UpstreamLink Link, HashSet<int> Nodes)> reached)
        {
            var target = commitment.Commitment.Target;
            if (target.Operator != metric.Operator || ShareOf(target) is null) return;
            List<(string Name, MemberCommitment Commitment)> factors = [];
            HashSet<MemberCommitment> known = [];
            foreach (var (owner, link, nodes) in reached)
            {
                var best = Best(Behind(owner, link, nodes));
                if (best is not null && ShareOf(best.Commitment.Target) is not null && known.Add(best)) factors.Add((link.Entry.Id, best));
            }
            // The product of only some factors would say too little.
            if (factors.Count == 0 || chain.Budget.IsSpent) return;
            var product = factors.Aggregate(1m, (whole, factor) => whole * ShareOf(factor.Commitment.Commitment.Target)!.Value)
                * _terms.FindUnit(target.Unit)!.Whole!.Value;
            if (target.Value <= product) return;
            var shown = factors.Take(MostNamed).Select(factor => $"{ShortOf(factor.Commitment.Commitment.Target)} (\"{factor.Name}\")");
            var more = factors.Count > MostNamed ? $" × {Grouped.Of(factors.Count - MostNamed)} more" : "";
            var arithmetic = factors.Count == 1 ? "" : $"{string.Join(" × ", shown)}{more} = ";
            var only = factors.Count == 1 ? $" (the commitment of \"{factors[0].Name}\")" : "";
            var allowed = Number(Math.Round(product, 8));
            Report(
                CommitmentDescriptors.NotAllowedByUpstream,
                $"{commitment.Tied.Party} commits to {metric.Id} of {target}, but what it inherits allows {arithmetic}{allowed} " +
                $"{target.Unit}{only}, and {Number(target.Value)} > {allowed}. Commit to no more than that, agree on more upstream, or " +
                $"have means of your own.",
                Severity.Warning,
                [.. factors.Take(MostNamed).Select(factor => Related(factor.Name, factor.Commitment))]);
        }

        // Over all levels, because each outage further upstream is an outage here.
        private List<(ChainMember Owner, UpstreamLink Link, HashSet<int> Nodes)> ReachedLinks(List<ChainStep> steps)
        {
            OrderedDictionary<UpstreamLink, (ChainMember Owner, HashSet<int> Nodes)> links = [];
            HashSet<ChainStep> seen = [.. steps];
            Queue<ChainStep> open = new(steps);
            while (open.TryDequeue(out var step) && chain.Budget.Take(1 + step.Parts.Length))
            {
                foreach (var part in step.Parts)
                {
                    if (part.Link is { } link && (step.Member != member || link.Customer == commitment.Tied.Party))
                    {
                        if (!links.TryGetValue(link, out var known)) links.Add(link, known = (step.Member, []));
                        if (part.To is not null) known.Nodes.Add(part.To.Node);
                    }
                    if (part.To is { Component: >= 0 } to && (part.Link is null || to.Component != step.Component) && seen.Add(to))
                        open.Enqueue(to);
                }
            }
            return [.. links.Select(known => (known.Value.Owner, known.Key, known.Value.Nodes))];
        }

        // From 0 to 1; null if the target is not a share.
        private decimal? ShareOf(CommitmentTarget target) =>
            _terms.FindUnit(target.Unit)?.Whole is { } whole && target.Value >= 0 && target.Value <= whole ? target.Value / whole : null;

        // For example, 99.9 %.
        private string ShortOf(CommitmentTarget target) =>
            $"{Number(target.Value)} {_terms.FindUnit(target.Unit)?.Spellings.Keys.FirstOrDefault() ?? target.Unit}";

        private void ReportBeyond(UpstreamLink link, MemberCommitment other)
        {
            var (mine, theirs) = (commitment.Commitment.Target, other.Commitment.Target);
            var sign = metric.Chain == ChainRule.NotBelow ? "<" : ">";
            var isOwnClock = mine.From is not (null or OccurrenceClock);
            var message =
                $"{commitment.Tied.Party} commits to {metric.Id} of {mine}, but the upstream \"{link.Entry.Id}\", from which it " +
                $"inherits, commits to {theirs}: {Number(mine.Value)} {mine.Unit} {sign} {Number(theirs.Value)} {theirs.Unit}.";
            var start = mine.From == RequestClock ? $"at a request to {commitment.Tied.Party}"
                : $"with {commitment.Tied.Party}'s own {mine.From}";
            Report(
                CommitmentDescriptors.NotAllowedByUpstream,
                isOwnClock
                    ? $"{message} The clock starts {start}, so the commitment can be kept; but its customer may wait for both times one " +
                        $"after the other."
                    : $"{message} It cannot be kept where the upstream takes its time, unless {commitment.Tied.Party} has means of its " +
                        $"own. Commit to no more, or agree on more upstream.",
                isOwnClock ? Severity.Note : Severity.Warning,
                [Related(link.Entry.Id, other)]);
        }

        private void ReportNothing(UpstreamLink link, ChainStep step)
        {
            // A missing document is already reported, and its commitments are unknown.
            if (commitment.IsOfWhole || (link.Target is null && !link.IsUnpublished)) return;
            Report(
                CommitmentDescriptors.NothingBehind,
                $"{commitment.Tied.Party} commits to {metric.Id} of {commitment.Commitment.Target}, tied to {step.Control}, which it " +
                    $"inherits from the upstream \"{link.Entry.Id}\"; no commitment of {metric.Id} of the upstream's stands behind it. " +
                    $"Agree on one, or tie the commitment to what {commitment.Tied.Party} performs itself.",
                Severity.Warning,
                [new RelatedPlace { Message = $"the upstream \"{link.Entry.Id}\"", Place = link.Place }]);
        }

        private void Report(DiagnosticDescriptor descriptor, FindingMessage message, Severity severity, ValueList<RelatedPlace> related) =>
            findings.Add(member, Diagnostic.Of(descriptor, message, commitment.Tied.Place) with { Severity = severity, Related = related });

        private static RelatedPlace Related(string upstream, MemberCommitment other) =>
            new() { Message = $"the upstream \"{upstream}\" commits to {other.Commitment.Target}", Place = other.Tied.Place };

        private static string Number(decimal value) =>
            value.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture);
    }
}
