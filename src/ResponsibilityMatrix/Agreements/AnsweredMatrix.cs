using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>
/// Writes answers into a matrix: an assignment for each control that was answered, which holds in the context that was asked about and takes the place of those of equal
/// weight there. Everything else stays as it was.
/// </summary>
internal sealed class AnsweredMatrix(Engine engine, ResolutionContext context, string? file, FindingList diagnostics)
{
    private readonly ControlSpace _space = engine.Space;
    private readonly Matrix _original = engine.Effective.Matrix;
    private readonly Resolution.Question _question = engine.Ask();
    private readonly List<(Assignment Assignment, int Place, TextRow Row)> _answers = [];
    private readonly Dictionary<int, HashSet<int>> _taken = [];
    private readonly List<Evidence> _evidence = [];
    private readonly List<Commitment> _commitments = [];
    private readonly Dictionary<string, string> _evidenceIds = IdsOf(engine.Effective.Evidence);
    private readonly Dictionary<string, DateOnly?> _ends = engine.Effective.Evidence.DistinctBy(evidence => evidence.Id).ToDictionary(evidence => evidence.Id, evidence => evidence.LastDay(), StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedIds = [.. engine.Effective.Evidence.Select(evidence => evidence.Id), .. engine.Effective.Commitments.Select(commitment => commitment.Id), .. engine.Effective.Matrix.Assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.Id).OfType<string>()];

    /// <summary>Whether the limits allow no further answer.</summary>
    public bool IsSpent => _question.IsSpent;

    public int Count => _answers.Count;

    /// <summary>Takes an answer; false, with a finding, where it was not understood.</summary>
    public bool Add(AnsweredRow answer)
    {
        if (answer.FormulaError is { } error)
        {
            answer.Report(ImportDescriptors.NotUnderstood, error.Heading, $"the cell holds {error.Text}, which is the error of a formula and no answer. Write what is meant.");
            return false;
        }
        if (WhoPerforms(answer) is not { } who) return false;
        var node = answer.Stated.Node;
        if (SelectorOf(node) is not { } selector)
        {
            answer.Report(ImportDescriptors.NotUnderstood, Questionnaire.QuestionId, $"no selector names {answer.Stated.Answer.Control} alone, so nothing can be assigned to it");
            return false;
        }
        var (when, ties) = Weigh(node);
        foreach (var tie in ties)
        {
            if (!_taken.TryGetValue(tie.Index, out var nodes)) _taken.Add(tie.Index, nodes = []);
            nodes.Add(node);
        }
        // Where an assignment speaks of this control alone, the answer takes its place, with its ids.
        var replaced = ties.Find(tie => tie == answer.Stated.Applied && tie.Source.Controls.All(known => Names(known, node)));
        var start = (replaced?.Source ?? new Assignment { Controls = [] }) with { Controls = [selector], When = when, Split = null, State = null, Reason = null, Provider = null, Customer = null, Duties = default };
        if (start.Source is { } source) answer.Report(ImportDescriptors.Dropped, Questionnaire.QuestionId, $"the words “{source.Label}” ({source.Vocabulary}) that the matrix kept of an earlier source make way for those of the answer");
        var assignment = who.State is { } state ? OfState(answer, start, state) : OfDuties(answer, start, who.Parties, replaced is not null);
        _answers.Add((assignment with { Source = new SourceLabel { Label = answer.Label, Vocabulary = Questionnaire.Vocabulary } }, replaced?.Index ?? (ties.Count > 0 ? ties[0].Index : -1), answer.Row));
        if (!_space.IsLeaf(node)) answer.Report(ImportDescriptors.Approximated, Questionnaire.QuestionId, $"the matrix divides {answer.Stated.Answer.Control} into rows of its own; the answer also speaks of those that nothing nearer is said of");
        return true;
    }

    /// <summary>The matrix with the answers, and for each the place at which it stands.</summary>
    public (Matrix Matrix, IReadOnlyDictionary<TextRow, string> Places) Make()
    {
        List<Assignment> assignments = [];
        Dictionary<TextRow, string> places = new(ReferenceEqualityComparer.Instance);
        var byPlace = _answers.ToLookup(answer => answer.Place);
        for (var i = 0; i < _original.Assignments.Count; i++)
        {
            var known = _original.Assignments[i];
            if (_taken.TryGetValue(i, out var nodes)) known = known with { Controls = known.Controls.Where(selector => !NamesAny(selector, nodes)).ToValueList() };
            if (!known.Controls.IsEmpty || _original.Assignments[i].Controls.IsEmpty) assignments.Add(known);
            foreach (var answer in byPlace[i]) Place(answer);
        }
        foreach (var answer in byPlace[-1]) Place(answer);
        var draft = _original with
        {
            Status = DocumentStatus.Draft,
            AuthoredBy = engine.Effective.Service.Provider,
            Published = null,
            Approvals = default,
            Supersedes = new Supersedes { Version = _original.Version },
            Assignments = assignments.ToValueList(),
            Evidence = [.. _original.Evidence, .. _evidence],
            Commitments = [.. _original.Commitments, .. _commitments],
        };
        return (WithoutDangling(draft), places);

        void Place((Assignment Assignment, int Place, TextRow Row) answer)
        {
            places[answer.Row] = string.Create(CultureInfo.InvariantCulture, $"/assignments/{assignments.Count}");
            assignments.Add(answer.Assignment);
        }
    }

    private static Performers? Understood(AnsweredRow answer, Performers found)
    {
        if (found.Problem is { } problem)
        {
            answer.Report(ImportDescriptors.NotUnderstood, Questionnaire.WhoPerforms, $"{problem}.");
            return null;
        }
        return found;
    }

    private Performers? WhoPerforms(AnsweredRow answer)
    {
        var text = answer[Questionnaire.WhoPerforms];
        if (text.Length > 0)
        {
            var found = Understood(answer, AnswerWords.WhoPerforms(engine.Effective, text));
            if (found is { IsApproximate: true })
                answer.Report(ImportDescriptors.Approximated, Questionnaire.WhoPerforms, $"“{text}” is taken for {(found.State is { } state ? Sentences.Of(state, Sides.None) : Sentences.Of(found.Parties.Aggregate(Sides.None, (sides, party) => sides | engine.Effective.SideOf(party))))}");
            return found;
        }
        var was = answer.Stated.Answer;
        if (was is { State: ControlState.Assigned, Split: not Sides.None })
            return Performers.Nobody with { Parties = [.. was.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible)).Select(duty => duty.Party).Distinct()] };
        if (answer.Said(Questionnaire.WhatYouDo).Length > 0 && answer.Said(Questionnaire.WhatStays).Length > 0)
        {
            answer.Report(ImportDescriptors.Approximated, Questionnaire.WhoPerforms, "the cell is empty; since the answer says what each side does, it is taken for shared");
            return Performers.Nobody with { Parties = [engine.Effective.Service.Provider, engine.Effective.Service.Customer] };
        }
        return Understood(answer, Performers.NotUnderstood("the cell is empty, but the matrix does not know who performs: write provider, customer, shared or not applicable"));
    }

    private static Assignment OfState(AnsweredRow answer, Assignment start, ControlState state)
    {
        string[] said = [answer.Said(Questionnaire.WhatYouDo), answer[Questionnaire.Remarks]];
        var reason = string.Join('\n', said.Where(text => text.Length > 0));
        if (reason.Length == 0)
        {
            reason = state == ControlState.NotApplicable ? "The provider answered that it does not apply." : "The provider answered that it is not determined yet.";
            answer.Report(ImportDescriptors.Approximated, Questionnaire.WhatYouDo, "no reason is given; the draft says that the provider answered so. Ask for the reason");
        }
        foreach (var heading in new[] { Questionnaire.WhatStays, Questionnaire.Evidence, Questionnaire.Promise })
            if (answer.Said(heading).Length > 0) answer.Report(ImportDescriptors.Dropped, heading, $"a control that is {Sentences.Of(state, Sides.None)} has no place for it; the words are in `source`");
        if (answer.Stated.Answer.State == ControlState.Assigned)
            foreach (var duty in answer.Stated.Answer.Duties)
                answer.Report(ImportDescriptors.Dropped, Questionnaire.WhoPerforms, $"{answer.Stated.Answer.Control} is {Sentences.Of(state, Sides.None)} now: the duty {AnsweredDuties.Quote(duty.Text, duty.Id)} of the matrix is not in the draft");
        return start with { State = state, Reason = reason, Coupling = null, Inheritability = null };
    }

    private Assignment OfDuties(AnsweredRow answer, Assignment start, IReadOnlyList<string> parties, bool keepsIds)
    {
        var made = new AnsweredDuties(engine.Effective, answer, parties, Unused);
        var (duties, isSameSplit) = made.Make(keepsIds);
        var remarks = answer[Questionnaire.Remarks];
        AddEvidence(answer, made, duties);
        var unmeasured = AddPromises(answer, start);
        var notes = string.Join('\n', new[] { start.Notes, remarks, unmeasured }.Where(text => !string.IsNullOrEmpty(text)));
        var was = answer.Stated.Answer;
        return Short(start with
        {
            Duties = duties.ToValueList(),
            Coupling = isSameSplit ? answer.Stated.Applied?.Source.Coupling : null,
            Inheritability = isSameSplit && was.InheritabilityStated ? was.Inheritability : null,
            Notes = notes.Length > 0 ? notes : null,
        });
    }

    private void AddEvidence(AnsweredRow answer, AnsweredDuties made, List<Duty> duties)
    {
        var ids = Lines(answer.Said(Questionnaire.Evidence)).Select(line => EvidenceId(answer, line)).Distinct().ToList();
        if (ids.Count == 0) return;
        Predicate<Duty> theirs = duties.Exists(made.IsOfProvider) ? made.IsOfProvider : made.IsOfThirdParty;
        if (!duties.Exists(theirs))
        {
            answer.Report(ImportDescriptors.Approximated, Questionnaire.Evidence, "nobody on the provider's side performs, so that no duty names the evidence; it is listed in the draft");
            return;
        }
        for (var i = 0; i < duties.Count; i++)
        {
            if (!theirs(duties[i])) continue;
            var expired = duties[i].Evidence.Where(IsExpired).ToList();
            if (expired.Count > 0) answer.Report(ImportDescriptors.Dropped, Questionnaire.Evidence, $"the duty no longer names {string.Join(", ", expired)}, which has run out; the new evidence takes its place");
            duties[i] = duties[i] with { Evidence = duties[i].Evidence.Except(expired).Concat(ids).Distinct().ToValueList() };
        }
    }

    private bool IsExpired(string id) => _ends.GetValueOrDefault(id) < context.AsOf;

    private string EvidenceId(AnsweredRow answer, string words)
    {
        if (_evidenceIds.TryGetValue(words, out var id)) return id;
        var made = AnswerWords.EvidenceOf(Unused("answer-evidence"), words);
        _evidence.Add(made);
        _evidenceIds.Add(words, made.Id);
        answer.Report(ImportDescriptors.Approximated, Questionnaire.Evidence, $"“{words}” is taken for evidence of the kind {Words.Of(made.Kind)}{(made.ValidUntil is { } end ? string.Create(CultureInfo.InvariantCulture, $", valid until {end:yyyy-MM-dd}") : ", without a last day")}");
        return made.Id;
    }

    // What is no measurable promise comes back, to be kept as a remark.
    private string AddPromises(AnsweredRow answer, Assignment start)
    {
        List<string> unmeasured = [];
        var metrics = answer.Question?.Metrics ?? [];
        foreach (var line in Lines(answer.Said(Questionnaire.Promise)))
        {
            if (AnswerWords.Promise(line) is not { } promise || (promise.Metric ?? (metrics.IsEmpty || promise.Target.Unit == "percent" ? null : metrics[0])) is not { } metric || !Fits(metric, line, ref promise.Target))
            {
                unmeasured.Add(line);
                answer.Report(ImportDescriptors.Dropped, Questionnaire.Promise, $"“{line}” is no promise that can be measured here, and is kept as a remark. Write a value with a unit, such as 24 hours from awareness");
                continue;
            }
            var commitment = new Commitment { Id = Unused($"answer-{metric}"), Party = engine.Effective.Service.Provider, Metric = metric, Target = promise.Target, When = start.When, Controls = start.Controls };
            _commitments.Add(commitment);
            answer.Report(ImportDescriptors.Approximated, Questionnaire.Promise, $"“{line}” is taken for {CommitmentWords.Of(commitment)}");
        }
        return string.Join('\n', unmeasured.Select(line => $"Promised: {line}"));
    }

    // A period of notice is at least so long; every other time is at most. Words for the other direction mean something else.
    private static bool Fits(string metric, string words, ref CommitmentTarget target)
    {
        if ((metric == "availability") != (target.Unit == "percent")) return false;
        var wanted = metric is "availability" or "changeNoticePeriod" or "logRetention" ? TargetOperator.AtLeast : TargetOperator.AtMost;
        if (AnswerWords.NamesDirection(words) && target.Operator != wanted && metric != "availability") return false;
        target = target with { Operator = wanted };
        return true;
    }

    // Most rows need no more than a text for each side.
    private Assignment Short(Assignment assignment)
    {
        var (split, provider, customer) = (Sides.None, default(string), default(string));
        foreach (var duty in assignment.Duties)
        {
            var side = engine.Effective.PartyId(duty.Party, 0) is var party && party == engine.Effective.Service.Provider ? Sides.Provider : party == engine.Effective.Service.Customer ? Sides.Customer : Sides.None;
            if (side == Sides.None || split.HasFlag(side) || duty != new Duty { Party = duty.Party, Text = duty.Text }) return assignment;
            split |= side;
            if (side == Sides.Provider) provider = duty.Text;
            else customer = duty.Text;
        }
        var isWhole = (provider is not null || !split.HasFlag(Sides.Provider)) && (customer is not null || !split.HasFlag(Sides.Customer));
        return assignment with { Duties = default, Provider = provider, Customer = customer, Split = isWhole ? null : split };
    }

    private (Condition When, List<CompiledAssignment> Ties) Weigh(int node)
    {
        var candidates = engine.Candidates(node, _question);
        SortedSet<int> parameters = [];
        engine.AddParameters(candidates, parameters);
        var when = new Condition(new(parameters.Select(parameter => engine.Parameters.Parameters[parameter].Id is var id && parameter == 0
            ? KeyValuePair.Create(Condition.ServiceModel, ValueList.Create<string>([context.ServiceModel!]))
            : KeyValuePair.Create(id, ValueList.Create<string>([context.Parameters[id]])))));
        var compiled = engine.Levels[0].Compile(when);
        List<CompiledAssignment> ties = [];
        foreach (var candidate in candidates)
            if (candidate is { Rank: 0, Assignment.Level: 0 } && candidate.Assignment.When.Implies(compiled) && compiled.Implies(candidate.Assignment.When)) ties.Add(candidate.Assignment);
        return (when, ties);
    }

    private Selector? SelectorOf(int node)
    {
        var id = _space.ControlOf(node).Id;
        foreach (var text in new[] { id, _space.ReferenceTo(_space.PartOf(node), id, 0) })
            if (Selector.TryParse(text, out var selector) && Names(selector, node)) return selector;
        return null;
    }

    private bool Names(Selector selector, int node) => selector.Kind == SelectorKind.Control && _space.Find(selector, 0, out var found) == ReferenceOutcome.Found && found == node;

    private bool NamesAny(Selector selector, HashSet<int> nodes) => selector.Kind == SelectorKind.Control && _space.Find(selector, 0, out var found) == ReferenceOutcome.Found && nodes.Contains(found);

    private string Unused(string start)
    {
        for (var i = _numbers.GetValueOrDefault(start) + 1; ; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{start}-{i}");
            if (!_usedIds.Add(id)) continue;
            _numbers[start] = i;
            return id;
        }
    }

    // Evidence is named by its id or its title, whatever their case.
    private static Dictionary<string, string> IdsOf(IEnumerable<Evidence> evidence)
    {
        Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
        foreach (var known in evidence) ids.TryAdd(known.Id, known.Id);
        foreach (var known in evidence) ids.TryAdd(known.Title, known.Id);
        return ids;
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A duty that fell away is one that nothing can depend on any more.
    private Matrix WithoutDangling(Matrix draft)
    {
        HashSet<string> gone = [.. _original.Assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.Id).OfType<string>()];
        gone.ExceptWith(draft.Assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.Id).OfType<string>());
        if (gone.Count == 0) return draft;
        HashSet<string> told = [];
        return draft with
        {
            Assignments = draft.Assignments.Select(assignment => assignment.Duties.Any(duty => duty.DependsOn.Any(gone.Contains))
                ? assignment with { Duties = assignment.Duties.Select(duty => duty with { DependsOn = Without(duty.DependsOn) }).ToValueList() }
                : assignment).ToValueList(),
            Commitments = draft.Commitments.Select(commitment => commitment with { DependsOn = Without(commitment.DependsOn) }).ToValueList(),
        };

        ValueList<string> Without(ValueList<string> ids)
        {
            if (!ids.Any(gone.Contains)) return ids;
            foreach (var id in ids)
                if (gone.Contains(id) && told.Add(id))
                    diagnostics.Add(Diagnostic.Of(ImportDescriptors.Dropped, $"The duty \"{id}\" is not in the draft, since the answers say otherwise; what depended on it no longer does.", new Place("", file, new TextPosition(1, 1))));
            return ids.Where(id => !gone.Contains(id)).ToValueList();
        }
    }
}
