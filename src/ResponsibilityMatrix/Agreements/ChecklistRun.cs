using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Creates one checklist.</summary>
internal sealed class ChecklistRun
{
    private readonly Engine _engine;
    private readonly EffectiveMatrix _effective;
    private readonly Answers _answers;
    private readonly ResolvedParty _party;
    private readonly ValueMap<TranslatedText> _texts;
    private readonly HashSet<int>? _asked;
    private readonly Domains _domains;
    private readonly ContextCommitments _commitments;
    private readonly DutyLinks _links;
    private readonly FindingList _diagnostics;
    private readonly Dictionary<string, Evidence> _evidence = new(StringComparer.Ordinal);
    private readonly Dictionary<ControlKey, string> _titles = [];
    private readonly DateOnly? _reviewBy;

    public ChecklistRun(Resolver resolver, ResolutionContext context, string party, Evaluation evaluation)
    {
        _engine = resolver.Engine;
        _effective = _engine.Effective;
        _answers = resolver.AnswerAll(context, evaluation);
        _texts = resolver.TextsIn(evaluation.Options.Language) ?? default;
        foreach (var (id, text) in _texts)
            if (text.Title is { } title && ControlKey.TryParse(id, out var key)) _titles.TryAdd(key, title);
        _party = Named(party);
        _asked = _engine.Space.WithDescendants(evaluation.Options.Controls);
        _domains = new Domains(_engine.Space);
        _commitments = new ContextCommitments(_engine, _answers.Context);
        _links = new DutyLinks(_engine, _answers, _texts, id => Named(id).Name);
        _diagnostics = new FindingList(_engine.Limits);
        _diagnostics.AddRange(_answers.Diagnostics);
        foreach (var evidence in _effective.Evidence) _evidence.TryAdd(evidence.Id, evidence);
        _reviewBy = _effective.Levels.Select(level => level.Matrix.ReviewBy).FirstOrDefault(date => date is not null);
    }

    /// <summary>The answers for each control, in the order of the checklist; empty before it is made.</summary>
    public IReadOnlyList<Stated> Stated { get; private set; } = [];

    public Checklist Make()
    {
        var space = _engine.Space;
        List<Stated> stated = [];
        long left = _engine.Limits.MaxMatches;
        for (var node = 0; node < space.Count; node++)
        {
            if (!space.IsInScope(node) || _asked?.Contains(node) is false || _answers.Stated(node) is not { } answer) continue;
            // Many duties on many controls are one shared list in the answer, but would take their product here.
            foreach (var duty in answer.Duties) left -= 1 + duty.Evidence.Count + duty.Commitments.Count;
            if (left < 0)
            {
                _diagnostics.Add(
                    Diagnostic.Of(
                    DocumentDescriptors.LimitPassed,
                    $"The controls have more than {_engine.Limits.MaxMatches:N0} duties with their evidence and commitments " +
                    $"(Limits.MaxMatches); from {space.ControlOf(node).Id} on they are missing from the checklist. Ask about fewer " +
                    $"controls, or raise the limit.", _effective.Document.PlaceOf("/assignments")));
                break;
            }
            stated.Add(new Stated(node, _domains.PlaceOf(node), answer, _answers.Applied(node), _commitments.For(node, answer.Duties)));
        }
        Stated = stated = [.. stated.OrderBy(one => one.Place)];
        var duties = Duties(stated);
        ValueList<Question> questions = _party.Side == Sides.Customer
            ? new Questions(_engine, _answers, _texts, id => Named(id).Name, Title, _domains).Of(stated) : [];
        if (_commitments.IsSpent) _diagnostics.Add(_commitments.LimitFinding());
        return new Checklist
        {
            Matrix = new MatrixIdentity(_effective.Matrix.Id, _effective.Matrix.Version),
            Title = _effective.Matrix.Title,
            Service = _effective.Service.Name,
            Context = _answers.Context,
            Party = _party,
            Provider = Named(_effective.Service.Provider),
            Customer = Named(_effective.Service.Customer),
            ReviewBy = _reviewBy,
            Expires = _effective.Matrix.Expires,
            Duties = duties,
            Evidence = EvidenceOf(stated),
            Questions = questions,
            Diagnostics = _diagnostics.ToValueList(),
        };
    }

    private ValueList<ChecklistDuty> Duties(List<Stated> stated)
    {
        List<ChecklistDuty> duties = [];
        foreach (var one in stated)
        {
            foreach (var duty in one.Answer.Duties)
            {
                if (duty.Party != _party.Id) continue;
                if (duties.Count >= _engine.Limits.MaxItems)
                {
                    _diagnostics.Add(
                        Diagnostic.Of(
                        DocumentDescriptors.LimitPassed,
                        $"There are more than {_engine.Limits.MaxItems:N0} duties of one party (Limits.MaxItems); the others are " +
                            $"missing from the checklist. Ask about fewer controls, or raise the limit.",
                        _effective.Document.PlaceOf("/assignments")));
                    return duties.ToValueList();
                }
                duties.Add(DutyOf(one, duty));
            }
        }
        return duties.ToValueList();
    }

    private ChecklistDuty DutyOf(Stated one, ResolvedDuty duty)
    {
        var control = _engine.Space.ControlOf(one.Node);
        var evidence = duty.Evidence.Where(_evidence.ContainsKey).Distinct().ToValueList();
        var (document, place) = StatedPlaces.Of(_engine, one.Applied, one.Applied?.PointerOf(duty));
        return new ChecklistDuty
        {
            Catalog = one.Answer.Catalog,
            Control = one.Answer.Control,
            Title = Title(one.Node),
            Domain = _domains.Of(one.Node),
            Duty = _links.Translate(duty),
            Split = one.Answer.Split,
            NotTakenOver = NotTakenOver(one.Answer),
            IsByServiceModel = one.Answer.IsByServiceModel,
            Guidance = control.Guidance is not { } guidance ? null
                : (_party.Side switch { Sides.Provider => guidance.Provider, Sides.Customer => guidance.Customer, _ => null })
                ?? (_party.Side == Sides.ThirdParty ? null : guidance.Same),
            PerformedBy = duty.InheritedFrom is { } id && _effective.Upstreams.FirstOrDefault(upstream => upstream.Id == id) is { } from
                ? Named(from.Provider).Name : duty.InheritedFrom,
            DependsOn = _links.DependsOn(duty, one.Applied),
            NeededFor = _links.NeededFor(duty, one.Applied),
            Commitments = one.Commitments.Select(commitment => new ChecklistCommitment
            {
                Commitment = commitment.Commitment.Id,
                Party = Named(commitment.Party).Name,
                Metric = commitment.Commitment.Metric,
                Text = _engine.Terms.Describe(commitment.Commitment),
                IsOwn = commitment.Party == _party.Id,
                LapsesWithoutDuty = duty.Id is { } own && commitment.Commitment.DependsOn.Contains(own),
            }).ToValueList(),
            Evidence = evidence,
            NextReview = NextReview(evidence),
            Document = document,
            Place = place,
        };
    }

    // A reader might mistake the provider's plan for their own.
    private string? NotTakenOver(ResolvedControl answer)
    {
        if (_party.Side != Sides.Customer || !answer.InheritabilityStated || answer.Inheritability is null or Inheritability.Full)
            return null;
        var others = answer.Duties.Where(duty => duty.Side != Sides.Customer && duty.Involvement.HasFlag(Involvement.Responsible))
            .Select(duty => Named(duty.Party).Name).Distinct().ToList();
        if (others.Count == 0) return null;
        var (names, verb) = (Sentences.And(others), others.Count == 1 ? "does" : "do");
        return answer.Inheritability == Inheritability.None
            ? $"Nothing of what {names} {verb} here may be taken over: that part is its own."
            : $"Only a part of what {names} {verb} here may be taken over.";
    }

    private DateOnly? NextReview(ValueList<string> evidence)
    {
        var next = _reviewBy ?? _effective.Matrix.Expires;
        foreach (var id in evidence)
            if (_evidence[id].LastDay() is { } end && (next is null || end < next)) next = end;
        return next;
    }

    // A customer keeps the evidence for the parts that it relies on; a party that uses an upstream keeps that upstream's evidence.
    private ValueList<ChecklistEvidence> EvidenceOf(List<Stated> stated)
    {
        Dictionary<string, (bool IsOwn, string From, List<string> Controls)> kept = new(StringComparer.Ordinal);
        foreach (var one in stated)
        {
            var relies = _party.Side == Sides.Customer && one.Answer.Inheritability is not (null or Inheritability.None);
            foreach (var duty in one.Answer.Duties)
            {
                var isOwn = duty.Party == _party.Id;
                if (!isOwn && !(relies && duty.Side != Sides.Customer)) continue;
                foreach (var id in duty.Evidence) Keep(id, isOwn, duty.Party, one.Answer.Control);
            }
        }
        foreach (var upstream in _effective.Upstreams)
            if ((upstream.Customer ?? _effective.Service.Provider) == _party.Id)
                foreach (var id in upstream.Evidence) Keep(id, false, upstream.Provider, null);
        return _effective.Evidence.Where(evidence => kept.ContainsKey(evidence.Id)).Select(evidence => new ChecklistEvidence
        {
            Evidence = evidence,
            IsOwn = kept[evidence.Id].IsOwn,
            From = kept[evidence.Id].IsOwn ? null : Named(kept[evidence.Id].From).Name,
            Validity = evidence.ValidityOn(_answers.Context.AsOf),
            Controls = kept[evidence.Id].Controls.ToValueList(),
        }).ToValueList();

        void Keep(string id, bool isOwn, string from, string? control)
        {
            if (!_evidence.ContainsKey(id)) return;
            if (!kept.TryGetValue(id, out var known)) known = (false, from, []);
            if (control is not null && (known.Controls.Count == 0 || known.Controls[^1] != control)) known.Controls.Add(control);
            kept[id] = (known.IsOwn || isOwn, known.From, known.Controls);
        }
    }

    private string Title(int node) => _titles.TryGetValue(_engine.Space.Keys[node], out var title) ? title
        : _engine.Space.ControlOf(node).Title;

    private ResolvedParty Named(string id)
    {
        var party = PartyNames.Resolve(_effective, id);
        return _texts.TryGetValue(id, out var text) && text.Name is { } name ? party with { Name = name } : party;
    }
}

/// <summary>The answer for a control without its parts, with the position of its domain and the commitments tied to it.</summary>
internal readonly record struct Stated(
    int Node, long Place, ResolvedControl Answer, CompiledAssignment? Applied, IReadOnlyList<PlacedCommitment> Commitments);

/// <summary>The places where documents state something about a control, or leave it open.</summary>
internal static class StatedPlaces
{
    public static (string Document, Place Place) Of(Engine engine, CompiledAssignment? applied, string? pointer = null)
    {
        var document = applied?.LevelOf.Document ?? engine.Effective.Document;
        var open = engine.Effective.Defaults != DefaultsPolicy.ServiceModel ? "/assignments" : engine.Effective.Matrix.Defaults is null
            ? "/extends" : "/defaults";
        return (document.Name, document.PlaceOf(pointer ?? applied?.Pointer ?? open));
    }
}
