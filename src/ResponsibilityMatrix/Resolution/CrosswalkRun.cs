using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Carries one answer. A target control gets its answer from its own relations if they give one, else from its
/// statements.</summary>
internal sealed class CrosswalkRun
{
    private const int MaxTried = 8;
    private const int MaxSources = 64;
    private const int MaxNodes = 1024;
    private readonly Engine _engine;
    private readonly ControlSpace _space;
    private readonly Catalog _target;
    private readonly ControlSpace _targetSpace;
    private readonly List<Crosswalk.Route> _routes;
    private readonly ResolvedMatrix _answer;
    private readonly ResolvedControl?[] _answers;
    private readonly bool[] _used;
    private readonly Dictionary<IReadOnlyList<MappingLink>, MappingLink[]> _nearest = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MappingLink, CombinedAnswer> _combined = new(ReferenceEqualityComparer.Instance);

    public CrosswalkRun(Engine engine, Catalog target, ControlSpace targetSpace, List<Crosswalk.Route> routes, ResolvedMatrix answer)
    {
        (_engine, _space, _target, _targetSpace, _routes, _answer) = (engine, engine.Space, target, targetSpace, routes, answer);
        _answers = AnswersByNode(_space, answer);
        _used = new bool[_space.Count];
    }

    /// <summary>The answers by position of the control; null for controls that are not in scope.</summary>
    /// <exception cref="ArgumentException">The answer is for another matrix, or is incomplete.</exception>
    public static ResolvedControl?[] AnswersByNode(ControlSpace space, ResolvedMatrix answer)
    {
        var answers = new ResolvedControl?[space.Count];
        var at = 0;
        for (var node = 0; node < space.Count; node++)
        {
            if (!space.IsInScope(node)) continue;
            if (at == answer.Controls.Count || answer.Controls[at].Control != space.ControlOf(node).Id)
                throw new ArgumentException("The answer is not a whole one of this matrix.", nameof(answer));
            answers[node] = answer.Controls[at++];
        }
        return at == answer.Controls.Count ? answers
            : throw new ArgumentException("The answer is not a whole one of this matrix.", nameof(answer));
    }

    public CarriedMatrix Run(Evaluation evaluation)
    {
        var carried = new CarriedControl[_target.Controls.Count];
        evaluation.Begin(EvaluationStage.Carrying, _targetSpace.CountInScope);
        foreach (var node in _targetSpace.DeepestFirst)
        {
            if (!_targetSpace.IsInScope(node)) continue;
            carried[node] = Carry(node, carried);
            evaluation.Step();
        }
        HashSet<string> mappings = [.. _routes.SelectMany(route => route.Index.Mappings).Select(mapping => mapping.Id)];
        return new CarriedMatrix
        {
            From = _routes.Select(route => route.From.Identity).ToValueList(),
            To = _target.Identity,
            Mappings = mappings.ToValueList(),
            Answer = _answer,
            Controls = carried.Where(control => control is not null).ToValueList(),
            NotCarried = NotCarried(),
        };
    }

    private CarriedControl Carry(int node, CarriedControl[] carried)
    {
        var own = FromLinks(node);
        if (own.Outcome is CarryOutcome.Carried or CarryOutcome.Open || _targetSpace.IsLeaf(node)) return own;
        List<CarriedControl> parts = [];
        foreach (var statement in _targetSpace.StatementsInScope(node)) parts.Add(carried[statement]);
        if (!parts.Exists(part => part.Outcome is CarryOutcome.Carried or CarryOutcome.Open)) return own;
        var answer = RollUps.Of(Blank(node) with { Because = parts.Select(part => Because(part.Answer.Control)).ToValueList() },
            parts.ConvertAll(part => part.Answer), _engine);
        var isCarried = answer.State is ControlState.Assigned or ControlState.NotApplicable;
        return new CarriedControl
        {
            Answer = answer,
            Position = node,
            Outcome = isCarried ? CarryOutcome.Carried : CarryOutcome.Open,
            Certainty = parts.Exists(part => part.IsUncertain) ? CarriedControl.UncertainWord : null,
            Reason = isCarried && answer.IsComplete ? "It is put together from its statements."
                : "It is put together from its statements, some of which are open.",
            SourceNodes = parts.SelectMany(part => part.SourceNodes).Distinct().Take(MaxNodes).ToValueList(),
        };
    }

    private CarriedControl FromLinks(int node)
    {
        List<(Crosswalk.Route Route, MappingLink Link)> links = [];
        foreach (var route in _routes) links.AddRange(Nearest(route.Index.LinksTo(node)).Select(link => (route, link)));
        if (links.Count == 0) return Uncarried(node, CarryOutcome.Unrelated, [], "No control of the matrix is related to it.");
        if (links.Count > 1) links = [.. links.OrderBy(known => Rank(known.Link))];
        var carrying = links.FindAll(known => known.Link.Carries);
        var usable = carrying.FindAll(known => Combine(known).IsInScope);
        if (usable.Count > 0)
        {
            var settled = usable.FindAll(known => Combine(known).Answer.State != ControlState.Unassigned);
            var best = settled.Count > 0 ? settled[0] : usable[0];
            // If one mapping derives a control from two others with the same rank, these must agree.
            var others = settled.FindAll(known => known.Link.Mapping == best.Link.Mapping && Rank(known.Link) == Rank(best.Link)
                && Differs(Combine(known).Answer, Combine(best).Answer));
            return others.Count > 0 ? Contradicted(node, [best, .. others]) : Carried(node, best);
        }
        if (carrying.Count > 0)
            return Uncarried(node, CarryOutcome.OutOfScope, carrying,
                $"What it would come from, {Names(carrying)}, is not in the scope of the matrix.");
        if (links.FindAll(known => known.Link.IsTogether) is { Count: > 0 } together)
            return Uncarried(node, CarryOutcome.Together, together,
                $"{Names(together)} {(together.Sum(known => known.Link.Sources.Count) == 1 ? "is" : "are")} the same as it together with " +
                $"others, which carries nothing over to it alone. Look at it by hand.");
        var parts = links.FindAll(known => known.Link.Relation == ControlRelation.Subset);
        var rest = links.FindAll(known => known.Link.Relation == ControlRelation.Intersects);
        var also = rest.Count > 0 && parts.Count > 0 ? $" {Names(rest)} only {(rest.Count == 1 ? "intersects" : "intersect")} with it."
            : "";
        return parts.Count > 0
            ? Uncarried(node, CarryOutcome.PartOnly, links, $"Only a part of it is covered, by {Names(parts)}.{also} Look at it by hand.")
            : Uncarried(node, CarryOutcome.Intersects, links,
                $"{Names(rest)} only {(rest.Count == 1 ? "intersects" : "intersect")} with it, which carries nothing over. Look at " +
                $"{(rest.Count == 1 ? "it" : "them")} by hand.");
    }

    // Links that carry come first: equal before superset. Links of the same rank keep their order.
    // The statements of a control share one result.
    private MappingLink[] Nearest(IReadOnlyList<MappingLink> links)
    {
        if (links.Count == 0) return [];
        if (!_nearest.TryGetValue(links, out var nearest))
        {
            nearest =
            [
                .. links.Where(link => link.Relation != ControlRelation.None)
                    .OrderBy(link => link.Carries ? Rank(link) : int.MaxValue).Take(MaxTried),
            ];
            _nearest.Add(links, nearest);
        }
        return nearest;
    }

    private CarriedControl Carried(int node, (Crosswalk.Route Route, MappingLink Link) best)
    {
        var combined = Combine(best);
        Use(combined);
        var blank = Blank(node);
        var isCarried = combined.Answer.State is ControlState.Assigned or ControlState.NotApplicable;
        var answer = combined.Answer with
        { Catalog = blank.Catalog, Control = blank.Control, Title = blank.Title, Parent = blank.Parent, IsLeaf = blank.IsLeaf };
        var certainty = best.Link.Stated.Certainty;
        List<string> reasons = [];
        if (!isCarried) reasons.Add(WhyOpen());
        if (best.Link.IsOfParent) reasons.Add($"The relation is stated for {blank.Parent}, of which it is a statement.");
        if (best.Link.Relation == ControlRelation.Superset && !combined.IsPartOfSeveral)
            reasons.Add($"It is a part of {Sentences.And([.. combined.Sources.Select(source => source.Control)])}" +
                $"{(isCarried ? ", whose split is taken for it" : "")}.");
        if (combined.Missing.Count > 0)
            reasons.Add($"{Sentences.And(combined.Missing)} " +
                $"{(combined.Missing.Count == 1 ? "belongs to it too and is" : "belong to it too and are")} not in the scope of the " +
                    $"matrix.");
        else if (isCarried && !answer.IsComplete) reasons.Add("A part of what it comes from is open.");
        if (certainty == CarriedControl.UncertainWord)
            reasons.Add("The relation is uncertain: " +
                (best.Link.Stated.Note is { } note ? $"“{note}”" : "have it checked by somebody who has both texts."));
        return new CarriedControl
        {
            Answer = answer,
            Position = node,
            Outcome = isCarried ? CarryOutcome.Carried : CarryOutcome.Open,
            Relation = best.Link.Relation,
            Certainty = certainty,
            Sources = combined.Sources,
            SourceNodes = combined.Nodes,
            Reason = reasons.Count == 0 ? null : string.Join(' ', reasons),
        };

        string WhyOpen()
        {
            if (combined.IsPartOfSeveral) return answer.Reason!;
            var said = Sentences.Of(answer.State, answer.Split);
            return combined.Sources.Count != 1 ? $"What it comes from, {Names([best])}, is itself {said}."
                : $"{combined.Sources[0].Control} is itself {said}{(answer.Reason is { } why ? $": {why}" : "")}.";
        }
    }

    private CarriedControl Contradicted(int node, List<(Crosswalk.Route Route, MappingLink Link)> several)
    {
        foreach (var known in several) Use(Combine(known));
        return new CarriedControl
        {
            Answer = Blank(node) with { State = ControlState.Conflict },
            Position = node,
            Outcome = CarryOutcome.Open,
            Sources = SourcesOf(several),
            SourceNodes = several.SelectMany(known => Combine(known).Nodes).Take(MaxNodes).ToValueList(),
            Reason = $"The mapping derives it from {Names(several)}, which differ. Look at it by hand.",
        };
    }

    private CarriedControl Uncarried(
        int node, CarryOutcome outcome, List<(Crosswalk.Route Route, MappingLink Link)> links, string reason) =>
        new() { Answer = Blank(node), Position = node, Outcome = outcome, Sources = SourcesOf(links), Reason = reason };

    private ValueList<CarrySource> SourcesOf(List<(Crosswalk.Route Route, MappingLink Link)> links) =>
        links.SelectMany(known => Combine(known).Sources).Take(MaxSources).ToValueList();

    private ResolvedControl Blank(int node)
    {
        var control = _target.Controls[node];
        var parent = _targetSpace.ParentOf(node);
        return new ResolvedControl
        {
            Catalog = _target.Identity,
            Control = control.Id,
            Title = control.Title,
            Parent = parent < 0 ? null : _target.Controls[parent].Id,
            IsLeaf = _targetSpace.IsLeaf(node),
            State = ControlState.Unassigned,
        };
    }

    private Reason Because(string control) =>
        new ChildReason { Outcome = ReasonOutcome.Child, Document = _engine.Levels[0].DocumentName, Selector = control };

    // Combines the answers for the sources of a link; computed once per link.
    private CombinedAnswer Combine((Crosswalk.Route Route, MappingLink Link) known)
    {
        if (_combined.TryGetValue(known.Link, out var combined)) return combined;
        var part = known.Route.From;
        List<ResolvedControl> answers = [];
        List<CarrySource> sources = [];
        List<string> missing = [];
        foreach (var source in known.Link.Sources)
        {
            var answer = _answers[part.Start + source];
            var control = part.Index.Catalog.Controls[source];
            if (answer is null) missing.Add(control.Id);
            else answers.Add(answer);
            if (sources.Count == MaxSources) continue;
            sources.Add(new CarrySource
            {
                Catalog = part.Identity,
                Control = control.Id,
                Title = answer?.Title ?? control.Title,
                State = answer?.State,
                Split = answer?.Split ?? Sides.None,
                Relation = known.Link.Relation,
                Mapping = known.Link.Mapping.Id,
                Certainty = known.Link.Stated.Certainty,
                Note = known.Link.Stated.Note,
            });
        }
        var isInScope = answers.Count > 0;
        var blank = new ResolvedControl { Catalog = "", Control = "", Title = "", IsLeaf = true, State = ControlState.Unassigned };
        if (missing.Count > 0) answers.Add(blank);
        var answered =
            RollUps.Combine(
            known.Link.Relation,
            blank with { Because = sources.Select(source => Because($"{source.Catalog}:{source.Control}")).ToValueList() }, answers,
            _engine, out var isPartOfSeveral);
        combined = new CombinedAnswer
        {
            Answer = isPartOfSeveral
                ? answered with
                { Reason = RollUps.WhyPartIsUndetermined(sources.Select(source => (source.Control, source.State, source.Split))) }
                : answered,
            IsPartOfSeveral = isPartOfSeveral,
            IsInScope = isInScope,
            Sources = sources.ToValueList(),
            Nodes = known.Link.Sources.Select(source => part.Start + source).ToValueList(),
            Missing = missing,
        };
        _combined.Add(known.Link, combined);
        return combined;
    }

    private void Use(CombinedAnswer combined)
    {
        if (combined.IsUsed) return;
        combined.IsUsed = true;
        foreach (var node in combined.Nodes) _used[node] = true;
    }

    private ValueList<UncarriedControl> NotCarried()
    {
        for (var i = _space.Count - 1; i >= 0; i--)
        {
            var node = _space.DeepestFirst[i];
            if (_space.CoveringParentOf(node) is >= 0 and var above) _used[node] |= _used[above];
        }
        var links = LinksFrom();
        List<UncarriedControl> notCarried = [];
        for (var node = 0; node < _space.Count; node++)
            if (_answers[node] is { IsLeaf: true } answer && !_used[node])
                notCarried.Add(new UncarriedControl { Answer = answer, Node = node, Reason = WhyNotCarried(node, links) });
        return notCarried.ToValueList();
    }

    // For each control of the answer, the first few target controls that it is related to.
    private Dictionary<int, List<(string Target, ControlRelation Relation, bool IsTogether)>> LinksFrom()
    {
        Dictionary<int, List<(string Target, ControlRelation Relation, bool IsTogether)>> links = [];
        Dictionary<MappingLink, int> counts = new(ReferenceEqualityComparer.Instance);
        foreach (var route in _routes)
            for (var target = 0; target < _target.Controls.Count; target++)
                foreach (var link in route.Index.OwnLinksTo(target))
                {
                    // A relation may be many-to-many.
                    counts[link] = counts.GetValueOrDefault(link) + 1;
                    if (counts[link] > MaxTried) continue;
                    foreach (var source in link.Sources)
                    {
                        if (!links.TryGetValue(route.From.Start + source, out var known)) links.Add(route.From.Start + source, known = []);
                        if (known.Count < MaxTried) known.Add((_target.Controls[target].Id, link.Relation, link.IsTogether));
                    }
                }
        return links;
    }

    private string WhyNotCarried(int node, Dictionary<int, List<(string Target, ControlRelation Relation, bool IsTogether)>> links)
    {
        if (!links.TryGetValue(node, out var known)) return $"Nothing relates it to a control of {_target.Identity}.";
        var parts = known.Where(link => link.Relation == ControlRelation.Subset).Select(link => link.Target).ToList();
        var meets = known.Where(link => link.Relation == ControlRelation.Intersects).Select(link => link.Target).ToList();
        var together = known.Where(link => link.IsTogether).Select(link => link.Target).ToList();
        var wholes = known.Where(link => link.Relation is ControlRelation.Equal or ControlRelation.Superset && !link.IsTogether)
            .Select(link => link.Target).ToList();
        List<string> reasons = [];
        if (wholes.Count > 0) reasons.Add($"{Sentences.And(wholes)} {(wholes.Count == 1 ? "comes" : "come")} from elsewhere.");
        if (together.Count > 0) reasons.Add($"It is the same as {Sentences.And(together)} only together.");
        if (parts.Count > 0) reasons.Add($"It covers only a part of {Sentences.And(parts)}.");
        if (meets.Count > 0) reasons.Add($"It only intersects with {Sentences.And(meets)}.");
        return reasons.Count == 0 ? $"It is said to have nothing in common with {Sentences.And([.. known.Select(link => link.Target)])}."
            : string.Join(' ', reasons);
    }

    private string Names(IEnumerable<(Crosswalk.Route Route, MappingLink Link)> links) =>
        Sentences.And([.. links.SelectMany(known => Combine(known).Sources)
            .DistinctBy(source => (source.Catalog, source.Control))
            .Select(source =>
            {
                var said = source.State is { } state ? Sentences.Of(state, source.Split) : "out of scope";
                return $"{source.Control} ({said}{(source.Certainty == CarriedControl.UncertainWord ? ", uncertain" : "")})";
            })]);

    private static int Rank(MappingLink link) => link.Relation switch
    {
        ControlRelation.Equal => 0,
        ControlRelation.Superset => 1,
        ControlRelation.Subset => 2,
        _ => 3,
    };

    private static bool Differs(ResolvedControl left, ResolvedControl right) => left.State != right.State || left.Split != right.Split;

    private sealed class CombinedAnswer
    {
        public required ResolvedControl Answer { get; init; }

        /// <summary>Whether the sources are a larger whole that several sides perform, so that the split of the part is unknown.</summary>
        public required bool IsPartOfSeveral { get; init; }

        public required bool IsInScope { get; init; }

        public required ValueList<CarrySource> Sources { get; init; }

        public required ValueList<int> Nodes { get; init; }

        public required List<string> Missing { get; init; }

        public bool IsUsed { get; set; }
    }
}
