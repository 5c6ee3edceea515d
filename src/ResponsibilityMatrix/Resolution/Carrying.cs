using ResponsibilityMatrix.Catalogs;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Carries one answer. What a control comes to is its own matter where a relation says so, else its statements'
/// together.</summary>
internal sealed class Carrying
{
    private const int MostTried = 8;
    private const int MostSources = 64;
    private const int MostNodes = 1024;
    private readonly Engine _engine;
    private readonly ControlSpace _space;
    private readonly Catalog _target;
    private readonly ControlSpace _targetSpace;
    private readonly List<Crosswalk.Way> _ways;
    private readonly ResolvedMatrix _answer;
    private readonly ResolvedControl?[] _answers;
    private readonly bool[] _used;
    private readonly Dictionary<IReadOnlyList<MappingLink>, MappingLink[]> _nearest = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<MappingLink, Rolled> _rolled = new(ReferenceEqualityComparer.Instance);

    public Carrying(Engine engine, Catalog target, ControlSpace targetSpace, List<Crosswalk.Way> ways, ResolvedMatrix answer)
    {
        (_engine, _space, _target, _targetSpace, _ways, _answer) = (engine, engine.Space, target, targetSpace, ways, answer);
        _answers = AnswersByNode(_space, answer);
        _used = new bool[_space.Count];
    }

    /// <summary>The answers by the position of their controls; null for what is not in scope.</summary>
    /// <exception cref="ArgumentException">The answer is another matrix's, or only a part of one.</exception>
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
        HashSet<string> mappings = [.. _ways.SelectMany(way => way.Index.Mappings).Select(mapping => mapping.Id)];
        return new CarriedMatrix
        {
            From = _ways.Select(way => way.From.Identity).ToValueList(),
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
            SourceNodes = parts.SelectMany(part => part.SourceNodes).Distinct().Take(MostNodes).ToValueList(),
        };
    }

    private CarriedControl FromLinks(int node)
    {
        List<(Crosswalk.Way Way, MappingLink Link)> links = [];
        foreach (var way in _ways) links.AddRange(Nearest(way.Index.LinksTo(node)).Select(link => (way, link)));
        if (links.Count == 0) return Not(node, CarryOutcome.Unrelated, [], "No control of the matrix is related to it.");
        if (links.Count > 1) links = [.. links.OrderBy(known => Rank(known.Link))];
        var carrying = links.FindAll(known => known.Link.Carries);
        var usable = carrying.FindAll(known => Roll(known).IsInScope);
        if (usable.Count > 0)
        {
            var settled = usable.FindAll(known => Roll(known).Answer.State != ControlState.Unassigned);
            var best = settled.Count > 0 ? settled[0] : usable[0];
            // One mapping that derives a control from two others, equally well, says it twice; they must agree.
            var others = settled.FindAll(known => known.Link.Mapping == best.Link.Mapping && Rank(known.Link) == Rank(best.Link)
                && Differs(Roll(known).Answer, Roll(best).Answer));
            return others.Count > 0 ? Contradicted(node, [best, .. others]) : Carried(node, best);
        }
        if (carrying.Count > 0)
            return Not(node, CarryOutcome.OutOfScope, carrying,
                $"What it would come from, {Names(carrying)}, is not in the scope of the matrix.");
        if (links.FindAll(known => known.Link.IsTogether) is { Count: > 0 } together)
            return Not(node, CarryOutcome.Together, together,
                $"{Names(together)} {(together.Sum(known => known.Link.Sources.Count) == 1 ? "is" : "are")} the same as it together with " +
                $"others, which carries nothing over to it alone. Look at it by hand.");
        var parts = links.FindAll(known => known.Link.Relation == ControlRelation.Subset);
        var rest = links.FindAll(known => known.Link.Relation == ControlRelation.Intersects);
        var also = rest.Count > 0 && parts.Count > 0 ? $" {Names(rest)} only {(rest.Count == 1 ? "intersects" : "intersect")} with it."
            : "";
        return parts.Count > 0
            ? Not(node, CarryOutcome.PartOnly, links, $"Only a part of it is covered, by {Names(parts)}.{also} Look at it by hand.")
            : Not(node, CarryOutcome.Intersects, links,
                $"{Names(rest)} only {(rest.Count == 1 ? "intersects" : "intersect")} with it, which carries nothing over. Look at " +
                $"{(rest.Count == 1 ? "it" : "them")} by hand.");
    }

    // The same is nearer than the whole, and what carries nearer than what does not; of equals the first that is stated.
    // Looked for once for all statements of a control.
    private MappingLink[] Nearest(IReadOnlyList<MappingLink> links)
    {
        if (links.Count == 0) return [];
        if (!_nearest.TryGetValue(links, out var nearest))
        {
            nearest =
            [
                .. links.Where(link => link.Relation != ControlRelation.None)
                    .OrderBy(link => link.Carries ? Rank(link) : int.MaxValue).Take(MostTried),
            ];
            _nearest.Add(links, nearest);
        }
        return nearest;
    }

    private CarriedControl Carried(int node, (Crosswalk.Way Way, MappingLink Link) best)
    {
        var rolled = Roll(best);
        Use(rolled);
        var blank = Blank(node);
        var isCarried = rolled.Answer.State is ControlState.Assigned or ControlState.NotApplicable;
        var answer = rolled.Answer with
            { Catalog = blank.Catalog, Control = blank.Control, Title = blank.Title, Parent = blank.Parent, IsLeaf = blank.IsLeaf };
        var certainty = best.Link.Stated.Certainty;
        List<string> reasons = [];
        if (!isCarried) reasons.Add(WhyOpen());
        if (best.Link.IsOfParent) reasons.Add($"The relation is stated for {blank.Parent}, of which it is a statement.");
        if (best.Link.Relation == ControlRelation.Superset && !rolled.IsPartOfSeveral)
            reasons.Add($"It is a part of {Sentences.And([.. rolled.Sources.Select(source => source.Control)])}" +
                $"{(isCarried ? ", whose split is taken for it" : "")}.");
        if (rolled.Missing.Count > 0)
            reasons.Add($"{Sentences.And(rolled.Missing)} " +
                $"{(rolled.Missing.Count == 1 ? "belongs to it too and is" : "belong to it too and are")} not in the scope of the matrix.");
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
            Sources = rolled.Sources,
            SourceNodes = rolled.Nodes,
            Reason = reasons.Count == 0 ? null : string.Join(' ', reasons),
        };

        string WhyOpen()
        {
            if (rolled.IsPartOfSeveral) return answer.Reason!;
            var said = Sentences.Of(answer.State, answer.Split);
            return rolled.Sources.Count != 1 ? $"What it comes from, {Names([best])}, is itself {said}."
                : $"{rolled.Sources[0].Control} is itself {said}{(answer.Reason is { } why ? $": {why}" : "")}.";
        }
    }

    private CarriedControl Contradicted(int node, List<(Crosswalk.Way Way, MappingLink Link)> several)
    {
        foreach (var known in several) Use(Roll(known));
        return new CarriedControl
        {
            Answer = Blank(node) with { State = ControlState.Conflict },
            Position = node,
            Outcome = CarryOutcome.Open,
            Sources = SourcesOf(several),
            SourceNodes = several.SelectMany(known => Roll(known).Nodes).Take(MostNodes).ToValueList(),
            Reason = $"The mapping derives it from {Names(several)}, which differ. Look at it by hand.",
        };
    }

    private CarriedControl Not(int node, CarryOutcome outcome, List<(Crosswalk.Way Way, MappingLink Link)> links, string reason) =>
        new() { Answer = Blank(node), Position = node, Outcome = outcome, Sources = SourcesOf(links), Reason = reason };

    private ValueList<CarrySource> SourcesOf(List<(Crosswalk.Way Way, MappingLink Link)> links) =>
        links.SelectMany(known => Roll(known).Sources).Take(MostSources).ToValueList();

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

    // The answers for the sources of a relation together; the same for every part that gets them.
    private Rolled Roll((Crosswalk.Way Way, MappingLink Link) known)
    {
        if (_rolled.TryGetValue(known.Link, out var rolled)) return rolled;
        var part = known.Way.From;
        List<ResolvedControl> answers = [];
        List<CarrySource> sources = [];
        List<string> missing = [];
        foreach (var source in known.Link.Sources)
        {
            var answer = _answers[part.Start + source];
            var control = part.Index.Catalog.Controls[source];
            if (answer is null) missing.Add(control.Id);
            else answers.Add(answer);
            if (sources.Count == MostSources) continue;
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
            RollUps.Along(
            known.Link.Relation,
            blank with { Because = sources.Select(source => Because($"{source.Catalog}:{source.Control}")).ToValueList() }, answers,
            _engine, out var isPartOfSeveral);
        rolled = new Rolled
        {
            Answer = isPartOfSeveral
                ? answered with { Reason = RollUps.WhyPartIsOpen(sources.Select(source => (source.Control, source.State, source.Split))) }
                : answered,
            IsPartOfSeveral = isPartOfSeveral,
            IsInScope = isInScope,
            Sources = sources.ToValueList(),
            Nodes = known.Link.Sources.Select(source => part.Start + source).ToValueList(),
            Missing = missing,
        };
        _rolled.Add(known.Link, rolled);
        return rolled;
    }

    private void Use(Rolled rolled)
    {
        if (rolled.IsUsed) return;
        rolled.IsUsed = true;
        foreach (var node in rolled.Nodes) _used[node] = true;
    }

    private ValueList<UncarriedControl> NotCarried()
    {
        for (var i = _space.Count - 1; i >= 0; i--)
        {
            var node = _space.DeepestFirst[i];
            if (_space.CoveringParentOf(node) is >= 0 and var above) _used[node] |= _used[above];
        }
        var links = LinksFrom();
        List<UncarriedControl> lost = [];
        for (var node = 0; node < _space.Count; node++)
            if (_answers[node] is { IsLeaf: true } answer && !_used[node])
                lost.Add(new UncarriedControl { Answer = answer, Node = node, Reason = WhyLost(node, links) });
        return lost.ToValueList();
    }

    // Of each control of the answer, the first few controls that something relates it to.
    private Dictionary<int, List<(string Target, ControlRelation Relation, bool IsTogether)>> LinksFrom()
    {
        Dictionary<int, List<(string Target, ControlRelation Relation, bool IsTogether)>> links = [];
        Dictionary<MappingLink, int> told = new(ReferenceEqualityComparer.Instance);
        foreach (var way in _ways)
            for (var target = 0; target < _target.Controls.Count; target++)
                foreach (var link in way.Index.OwnLinksTo(target))
                {
                    // One relation may lead from many to many.
                    told[link] = told.GetValueOrDefault(link) + 1;
                    if (told[link] > MostTried) continue;
                    foreach (var source in link.Sources)
                    {
                        if (!links.TryGetValue(way.From.Start + source, out var known)) links.Add(way.From.Start + source, known = []);
                        if (known.Count < MostTried) known.Add((_target.Controls[target].Id, link.Relation, link.IsTogether));
                    }
                }
        return links;
    }

    private string WhyLost(int node, Dictionary<int, List<(string Target, ControlRelation Relation, bool IsTogether)>> links)
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

    private string Names(IEnumerable<(Crosswalk.Way Way, MappingLink Link)> links) =>
        Sentences.And([.. links.SelectMany(known => Roll(known).Sources)
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

    private sealed class Rolled
    {
        public required ResolvedControl Answer { get; init; }

        /// <summary>Whether only a whole is known that no one side performs alone, so that nobody can tell who performs the part.</summary>
        public required bool IsPartOfSeveral { get; init; }

        public required bool IsInScope { get; init; }

        public required ValueList<CarrySource> Sources { get; init; }

        public required ValueList<int> Nodes { get; init; }

        public required List<string> Missing { get; init; }

        public bool IsUsed { get; set; }
    }
}
