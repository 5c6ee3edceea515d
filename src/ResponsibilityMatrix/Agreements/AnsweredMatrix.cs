using System.Globalization;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Reading;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>
/// Writes answers into a matrix. Each answered control gets an assignment that holds in the context of the questions and replaces
/// assignments of equal precedence there. Everything else stays unchanged.
/// </summary>
internal sealed class AnsweredMatrix(
    Engine engine, ResolutionContext context, string? file, FindingList diagnostics, CancellationToken token)
{
    private const int MostLines = 64;
    private readonly WrittenCommitmentReader _commitmentReader = new(engine.Terms);
    private readonly ControlSpace _space = engine.Space;
    private readonly Matrix _original = engine.Effective.Matrix;
    private readonly CandidateQuery _query = engine.CreateQuery(token);
    private readonly List<(Assignment Assignment, int Place, TextRow Row)> _answers = [];
    private readonly Dictionary<int, HashSet<int>> _taken = [];
    private readonly AnsweredEvidence _evidence = new(engine.Effective);
    private readonly List<Commitment> _commitments = [];
    private readonly Dictionary<string, CommitmentTarget> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedIds =
        [.. engine.Effective.Evidence.Select(evidence => evidence.Id), .. engine.Effective.Commitments.Select(commitment => commitment.Id),
        .. engine.Effective.Matrix.Assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.Id).OfType<string>()];

    /// <summary>Whether the limits are reached, so that no further answer fits.</summary>
    public bool IsSpent => _query.IsSpent;

    public int Count => _answers.Count;

    /// <summary>Adds an answer. Returns false, and reports a finding, if nothing in it was understood.</summary>
    public bool Add(AnsweredRow answer)
    {
        if (answer.FormulaError is { } error)
        {
            answer.Report(ImportDescriptors.NotUnderstood, error.Heading,
                $"the cell holds {error.Text}, which is the error of a formula and no answer. Write what is meant.");
            return false;
        }
        HashSet<int> nodes = [.. answer.Controls.Select(control => control.Stated.Node)];
        // One answer becomes one assignment for all controls on which the result is the same.
        List<(Assignment Assignment, int Place)> made = [];
        foreach (var control in answer.Controls)
        {
            if (Answer(answer, control, nodes, keepsIds: true) is not { } one) continue;
            var same = made.FindIndex(known => IsSame(known, one));
            if (same < 0 && made.Exists(known => known.Place == one.Place) && Answer(answer, control, nodes, keepsIds: false) is { } anew)
                (one, same) = (anew, made.FindIndex(known => IsSame(known, anew)));
            if (same < 0) made.Add(one);
            else made[same] = made[same] with
            { Assignment = made[same].Assignment with { Controls = [.. made[same].Assignment.Controls, .. one.Assignment.Controls] } };
        }
        foreach (var (assignment, place) in made) _answers.Add((assignment, place, answer.Row));
        return made.Count > 0;

        static bool IsSame((Assignment Assignment, int Place) one, (Assignment Assignment, int Place) other) =>
            one.Place == other.Place && one.Assignment with { Controls = [] } == other.Assignment with { Controls = [] };
    }

    private (Assignment Assignment, int Place)? Answer(AnsweredRow answer, AnsweredControl control, HashSet<int> nodes, bool keepsIds)
    {
        var stated = control.Stated;
        if (WhoPerforms(answer, stated) is not { } who) return null;
        var node = stated.Node;
        if (SelectorOf(node) is not { } selector)
        {
            answer.Report(ImportDescriptors.NotUnderstood, QuestionnaireForm.QuestionId,
                $"no selector names {stated.Answer.Control} alone, so nothing can be assigned to it");
            return null;
        }
        var (when, ties) = Weigh(node);
        foreach (var tie in ties)
        {
            if (!_taken.TryGetValue(tie.Index, out var taken)) _taken.Add(tie.Index, taken = []);
            taken.Add(node);
        }
        // If an assignment covers exactly these controls, the answer replaces it and keeps its ids.
        var replaced = keepsIds ? ties.Find(tie => tie == stated.Applied && tie.Source.Controls.All(known => NamesAny(known, nodes)))
            : null;
        var start = (replaced?.Source ?? new Assignment { Controls = [] }) with
        {
            Controls = [selector],
            When = when,
            Split = null,
            State = null,
            Reason = null,
            Provider = null,
            Customer = null,
            Duties = default
        };
        if (start.Source is { } source)
            answer.Report(ImportDescriptors.Dropped, QuestionnaireForm.QuestionId,
                $"the words “{source.Label}” ({source.Vocabulary}) that the matrix kept of an earlier source make way for those of the " +
                $"answer");
        var assignment = who.State is { } state ? OfState(answer, stated, start, state)
            : OfDuties(answer, control, start, who.Parties, replaced is not null, nodes);
        if (!_space.IsLeaf(node))
            answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.QuestionId,
                $"the matrix divides {stated.Answer.Control} into rows of its own; the answer also speaks of those that nothing nearer " +
                $"is said of");
        return (assignment with { Source = new SourceLabel { Label = answer.Label, Vocabulary = QuestionnaireForm.Vocabulary } },
            replaced?.Index ?? (ties.Count > 0 ? ties[0].Index : -1));
    }

    /// <summary>The matrix with the answers, and the place of each answer in it.</summary>
    public (Matrix Matrix, IReadOnlyDictionary<TextRow, string> Places) Make()
    {
        List<Assignment> assignments = [];
        Dictionary<TextRow, string> places = new(ReferenceEqualityComparer.Instance);
        var byPlace = _answers.ToLookup(answer => answer.Place);
        for (var i = 0; i < _original.Assignments.Count; i++)
        {
            var known = _original.Assignments[i];
            if (_taken.TryGetValue(i, out var nodes))
                known = known with { Controls = known.Controls.Where(selector => !NamesAny(selector, nodes)).ToValueList() };
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
            Evidence = _evidence.In(_original.Evidence),
            Commitments =
                [
                .. _original.Commitments.Select(known => _targets.TryGetValue(known.Id, out var target) ? known with { Target = target }
                : known), .. _commitments],
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
            answer.Report(ImportDescriptors.NotUnderstood, QuestionnaireForm.WhoPerforms, $"{problem}.");
            return null;
        }
        return found;
    }

    private Performers? WhoPerforms(AnsweredRow answer, Stated stated)
    {
        var text = answer[QuestionnaireForm.WhoPerforms];
        if (text.Length > 0)
        {
            var found = Understood(answer, AnswerWords.WhoPerforms(engine.Effective, text));
            if (found is { IsApproximate: true })
            {
                var sides = found.Parties.Aggregate(Sides.None, (known, party) => known | engine.Effective.SideOf(party));
                var meant = found.State is { } state ? Sentences.Of(state, Sides.None) : Sentences.Of(sides);
                answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.WhoPerforms, $"“{text}” is taken for {meant}");
            }
            return found;
        }
        var was = stated.Answer;
        if (was is { State: ControlState.Assigned, Split: not Sides.None })
            return Performers.Nobody with
            {
                Parties =
                [.. was.Duties.Where(duty => duty.Involvement.HasFlag(Involvement.Responsible)).Select(duty => duty.Party).Distinct()]
            };
        if (answer.Said(QuestionnaireForm.WhatYouDo).Length > 0 && answer.Said(QuestionnaireForm.WhatStays).Length > 0)
        {
            answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.WhoPerforms,
                "the cell is empty; since the answer says what each side does, it is taken for shared");
            return Performers.Nobody with { Parties = [engine.Effective.Service.Provider, engine.Effective.Service.Customer] };
        }
        return Understood(
            answer, Performers.NotUnderstood(
            "the cell is empty, but the matrix does not know who performs: write provider, customer, shared or not applicable"));
    }

    private static Assignment OfState(AnsweredRow answer, Stated stated, Assignment start, ControlState state)
    {
        string[] said = [answer.Said(QuestionnaireForm.WhatYouDo), answer[QuestionnaireForm.Remarks]];
        var reason = string.Join('\n', said.Where(text => text.Length > 0));
        if (reason.Length == 0)
        {
            reason = state == ControlState.NotApplicable ? "The provider answered that it does not apply."
                : "The provider answered that it is not determined yet.";
            answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.WhatYouDo,
                "no reason is given; the draft says that the provider answered so. Ask for the reason");
        }
        foreach (var heading in new[] { QuestionnaireForm.WhatStays, QuestionnaireForm.Evidence, QuestionnaireForm.Commitment })
            if (answer.Said(heading).Length > 0)
                answer.Report(ImportDescriptors.Dropped, heading,
                    $"a control that is {Sentences.Of(state, Sides.None)} has no place for it; the words are in `source`");
        if (stated.Answer.State == ControlState.Assigned)
            foreach (var duty in stated.Answer.Duties)
                answer.Report(ImportDescriptors.Dropped, QuestionnaireForm.WhoPerforms,
                    $"{stated.Answer.Control} is {Sentences.Of(state, Sides.None)} now: the duty " +
                    $"{AnsweredDuties.Quote(duty.Text, duty.Id)} of the matrix is not in the draft");
        return start with { State = state, Reason = reason, Coupling = null, Inheritability = null };
    }

    private Assignment OfDuties(AnsweredRow answer, AnsweredControl control, Assignment start, IReadOnlyList<string> parties, bool keepsIds,
        HashSet<int> nodes)
    {
        var stated = control.Stated;
        var made = new AnsweredDuties(engine.Effective, answer, stated, parties, Unused);
        var (duties, isSameSplit) = made.Make(keepsIds);
        var remarks = answer[QuestionnaireForm.Remarks];
        AddEvidence(answer, made, duties);
        var unmeasured = AddCommitments(answer, control, start, nodes);
        var notes = string.Join('\n', new[] { start.Notes, remarks, unmeasured }.Where(text => !string.IsNullOrEmpty(text)));
        return Short(start with
        {
            Duties = duties.ToValueList(),
            Coupling = isSameSplit ? stated.Applied?.Source.Coupling : null,
            Inheritability = isSameSplit && stated.Answer.InheritabilityStated ? stated.Answer.Inheritability : null,
            Notes = notes.Length > 0 ? notes : null,
        });
    }

    private void AddEvidence(AnsweredRow answer, AnsweredDuties made, List<Duty> duties)
    {
        var ids = Lines(answer, QuestionnaireForm.Evidence).Select(line => _evidence.IdOf(line, answer, () => Unused("answer-evidence")))
            .Distinct().ToList();
        if (ids.Count == 0) return;
        Predicate<Duty> theirs = duties.Exists(made.IsOfProvider) ? made.IsOfProvider : made.IsOfThirdParty;
        if (!duties.Exists(theirs))
        {
            answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.Evidence,
                "nobody on the provider's side performs, so that no duty names the evidence; it is listed in the draft");
            return;
        }
        for (var i = 0; i < duties.Count; i++)
        {
            if (!theirs(duties[i])) continue;
            var outdated = duties[i].Evidence.Except(ids).Where(id => _evidence.IsOutdated(id, context.AsOf)).ToList();
            if (outdated.Count > 0)
                answer.Report(ImportDescriptors.Dropped, QuestionnaireForm.Evidence,
                    $"the duty no longer names {string.Join(", ", outdated)}, which is out of date; the new evidence takes its place");
            duties[i] = duties[i] with { Evidence = duties[i].Evidence.Except(outdated).Concat(ids).Distinct().ToValueList() };
        }
    }

    // Returns the lines that are not measurable commitments, to be kept as a remark.
    private string AddCommitments(AnsweredRow answer, AnsweredControl control, Assignment start, HashSet<int> nodes)
    {
        List<string> unmeasured = [];
        List<PlacedCommitment> theirs = [.. control.Stated.Commitments.Where(tied => tied.Side == Sides.Provider)];
        foreach (var line in Lines(answer, QuestionnaireForm.Commitment))
        {
            var written = _commitmentReader.Read(line);
            if (written.Target is not { } target || (written.Metric ?? MetricOf(control, theirs, target)) is not { } metric
                || !Fits(metric, written, theirs, ref target))
            {
                unmeasured.Add(line);
                if (written.Problem is { } problem)
                    answer.Report(ImportDescriptors.NotUnderstood, QuestionnaireForm.Commitment,
                        $"{problem}. Until then “{line}” is kept as a remark");
                else answer.Report(
                    ImportDescriptors.Dropped, QuestionnaireForm.Commitment,
                    $"“{line}” is no commitment that can be measured here, and is kept as a remark. Write a value with a unit, such as " +
                    $"24 hours from awareness");
                continue;
            }
            var commitment = new Commitment
            {
                Id = "",
                Party = engine.Effective.Service.Provider,
                Metric = metric,
                Target = target,
                When = start.When,
                Controls = start.Controls
            };
            var known = theirs.FindAll(tied => tied.Commitment.Metric == metric && tied.Commitment.Qualifier is null);
            if (known.Find(tied => IsSame(TargetOf(tied), target)) is { } same)
                answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.Commitment,
                    $"“{line}” stands in the matrix already, as \"{same.Commitment.Id}\"");
            else if (known.Find(tied => IsOfTheseAlone(tied, nodes)) is { } other)
                Replace(answer, line, other, commitment);
            else
                AddNew(answer, line, commitment, known);
        }
        return string.Join('\n', unmeasured.Select(line => $"Committed to: {line}"));
    }

    // Words without a metric refer to the metric that was asked for, otherwise to one that the provider already commits to.
    private string? MetricOf(AnsweredControl control, List<PlacedCommitment> theirs, CommitmentTarget target)
    {
        var dimension = engine.Terms.FindUnit(target.Unit)!.Dimension;
        return control.Question?.Metrics.FirstOrDefault(asked => DimensionOf(asked) == dimension)
            ?? (theirs.Where(tied => engine.Terms.FindUnit(tied.Commitment.Target.Unit)?.Dimension == dimension)
                .Select(tied => tied.Commitment.Metric).Distinct().ToList() is [var only] ? only : null);
    }

    // An unknown metric in a question is always a notification time.
    private string DimensionOf(string asked) => engine.Terms.FindMetric(asked)?.Dimension ?? CommitmentUnit.Time;

    private CommitmentTarget TargetOf(PlacedCommitment tied) => _targets.GetValueOrDefault(tied.Commitment.Id, tied.Commitment.Target);

    private bool IsSame(CommitmentTarget one, CommitmentTarget other) =>
        one.Operator == other.Operator && engine.Terms.Compare(one.Value, one.Unit, other.Value, other.Unit) == 0
            && (one.From == other.From || other.From is null);

    private bool IsOfTheseAlone(PlacedCommitment tied, HashSet<int> nodes) =>
        tied.Document == engine.Effective.Document && !tied.Commitment.Controls.IsEmpty && !_targets.ContainsKey(tied.Commitment.Id)
            && tied.Commitment.Controls.All(selector => NamesAny(selector, nodes));

    private void Replace(AnsweredRow answer, string line, PlacedCommitment known, Commitment commitment)
    {
        _targets.Add(known.Commitment.Id, commitment.Target);
        answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.Commitment,
            $"“{line}” is taken for {engine.Terms.Describe(commitment)}, and takes the place of " +
            $"{engine.Terms.Describe(known.Commitment.Target)} in \"{known.Commitment.Id}\"");
    }

    private void AddNew(AnsweredRow answer, string line, Commitment commitment, List<PlacedCommitment> known)
    {
        var same = _commitments.FindIndex(made => made with { Id = "", Controls = commitment.Controls } == commitment);
        if (same >= 0)
            _commitments[same] = _commitments[same] with { Controls = [.. _commitments[same].Controls.Union(commitment.Controls)] };
        else _commitments.Add(commitment with { Id = Unused($"answer-{commitment.Metric}") });
        var others = known.ConvertAll(tied => $"{engine.Terms.Describe(TargetOf(tied))} (\"{tied.Commitment.Id}\")");
        var review = others.Count == 0 ? ""
            : $"; the matrix also commits to {Sentences.And(others)}. Review which of them holds";
        answer.Report(ImportDescriptors.Approximated, QuestionnaireForm.Commitment,
            $"“{line}” is taken for {engine.Terms.Describe(commitment)}{review}");
    }

    // The metric gives the direction; for an unknown metric, the existing commitment does. Words for the other direction mean something
    // else.
    private bool Fits(string metric, WrittenCommitment written, List<PlacedCommitment> theirs, ref CommitmentTarget target)
    {
        var known = engine.Terms.FindMetric(metric);
        if (known is not null && !engine.Terms.Fits(known, target.Unit)) return false;
        var wanted = known?.Operator ?? theirs.Find(tied => tied.Commitment.Metric == metric)?.Commitment.Target.Operator
            ?? TargetOperator.AtMost;
        if (written.NamesDirection && target.Operator != wanted) return false;
        target = target with { Operator = wanted };
        return true;
    }

    // Most rows need only one text for each side.
    private Assignment Short(Assignment assignment)
    {
        var (split, provider, customer) = (Sides.None, default(string), default(string));
        foreach (var duty in assignment.Duties)
        {
            var side = engine.Effective.PartyId(duty.Party, 0) is var party && party == engine.Effective.Service.Provider ? Sides.Provider
                : party == engine.Effective.Service.Customer ? Sides.Customer : Sides.None;
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
        var candidates = engine.Candidates(node, _query);
        SortedSet<int> parameters = [];
        engine.AddParameters(candidates, parameters);
        var when = new Condition(new(parameters.Select(parameter => engine.Parameters.Parameters[parameter].Id is var id && parameter == 0
            ? KeyValuePair.Create(Condition.ServiceModel, ValueList.Create<string>([context.ServiceModel!]))
            : KeyValuePair.Create(id, ValueList.Create<string>([context.Parameters[id]])))));
        var compiled = engine.Levels[0].Compile(when);
        List<CompiledAssignment> ties = [];
        foreach (var candidate in candidates)
            if (candidate is { Rank: 0, Assignment.Level: 0 } && candidate.Assignment.When.Implies(compiled)
                && compiled.Implies(candidate.Assignment.When)) ties.Add(candidate.Assignment);
        return (when, ties);
    }

    private Selector? SelectorOf(int node)
    {
        var id = _space.ControlOf(node).Id;
        foreach (var text in new[] { id, _space.ReferenceTo(_space.PartOf(node), id, 0) })
            if (Selector.TryParse(text, out var selector) && Names(selector, node)) return selector;
        return null;
    }

    private bool Names(Selector selector, int node) => selector.Kind == SelectorKind.Control
        && _space.Find(selector, 0, out var found) == ReferenceOutcome.Found && found == node;

    private bool NamesAny(Selector selector, HashSet<int> nodes) =>
        selector.Kind == SelectorKind.Control && _space.Find(selector, 0, out var found) == ReferenceOutcome.Found && nodes.Contains(found);

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

    private static IEnumerable<string> Lines(AnsweredRow answer, string heading)
    {
        var lines = answer.Said(heading).Split('\n', MostLines + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length > MostLines)
            answer.Report(ImportDescriptors.NotUnderstood, heading,
                $"the cell has more than {MostLines} lines; those after them were left out. Divide the row");
        return lines.Take(MostLines);
    }

    // Removes dependencies on duties that no longer exist.
    private Matrix WithoutDangling(Matrix draft)
    {
        HashSet<string> gone =
            [.. _original.Assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.Id).OfType<string>()];
        gone.ExceptWith(draft.Assignments.SelectMany(assignment => assignment.Duties).Select(duty => duty.Id).OfType<string>());
        if (gone.Count == 0) return draft;
        HashSet<string> told = [];
        return draft with
        {
            Assignments = draft.Assignments.Select(assignment => assignment.Duties.Any(duty => duty.DependsOn.Any(gone.Contains))
                ? assignment with
                { Duties = assignment.Duties.Select(duty => duty with { DependsOn = Without(duty.DependsOn) }).ToValueList() }
                : assignment).ToValueList(),
            Commitments = draft.Commitments.Select(commitment => commitment with { DependsOn = Without(commitment.DependsOn) })
                .ToValueList(),
        };

        ValueList<string> Without(ValueList<string> ids)
        {
            if (!ids.Any(gone.Contains)) return ids;
            foreach (var id in ids)
                if (gone.Contains(id) && told.Add(id))
                    diagnostics.Add(
                        Diagnostic.Of(
                        ImportDescriptors.Dropped,
                        $"The duty \"{id}\" is not in the draft, since the answers say otherwise; what depended on it no longer does.",
                        new Place("", file, new TextPosition(1, 1))));
            return ids.Where(id => !gone.Contains(id)).ToValueList();
        }
    }
}
