using System.Globalization;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Compares a rule's requirements with the matrix's statements about one control. Requirements about things that do not occur are
/// skipped. Not shared between requests.</summary>
internal sealed class RequirementJudge(Engine engine, CommitmentIndex commitments, ResolutionContext context)
{
    private const int MostFound = 16;
    private readonly EffectiveMatrix _effective = engine.Effective;
    private readonly CommitmentTerms _terms = engine.Terms;
    private readonly Dictionary<string, (Evidence Evidence, MatrixDocument Document, string Pointer)> _evidence =
        EvidenceOf(engine.Effective);

    public CheckedControl Judge(Requirement require, RuleSubject subject, ControlFacts facts)
    {
        List<MissingPart> missing = [];
        var isMet = false;
        var answer = facts.Answer;
        var isNotApplicable = answer.State == ControlState.NotApplicable;
        var open = OpenWords(subject, facts);
        // One sentence reports an open control, whatever else the rule requires.
        if (require.Assigned && !isNotApplicable) Ask(RequirementKind.Assigned, open);
        if (require.PerformedBy != Sides.None)
            Ask(RequirementKind.PerformedBy, require.Assigned && answer.State is not (ControlState.Assigned or ControlState.NotApplicable)
                ? null : PerformersMissing(require.PerformedBy, subject, facts));
        if (require.NotPerformedBy != Sides.None && !isNotApplicable)
        {
            if (PerformersExcluded(require.NotPerformedBy, subject, facts) is { } excluded) Ask(RequirementKind.NotPerformedBy, excluded);
            else AskOfSettled(RequirementKind.NotPerformedBy, null);
        }
        if (require.Implemented && !isNotApplicable) AskOfSettled(RequirementKind.Implemented, NotDone(subject, facts));
        if (!require.Inheritability.IsEmpty && (!isNotApplicable || answer.Inheritability is not null))
            AskOfSettled(RequirementKind.Inheritability, OtherInheritability(require.Inheritability, subject, facts));
        if (require.DutyText && !isNotApplicable) AskOfSettled(RequirementKind.DutyText, TextsMissing(subject, facts));
        if (require.Qualified && answer.State == ControlState.Assigned) Ask(RequirementKind.Qualified, Unqualified(subject, facts));
        ValueList<FoundEvidence> evidence = default;
        if (require.Evidence is { } wanted)
        {
            evidence = Find(wanted, facts);
            Ask(RequirementKind.Evidence, evidence.Any(found => found.IsEnough) ? null : EvidenceMissing(wanted, evidence, subject, facts));
        }
        ValueList<FoundCommitment> committed = default;
        if (require.Commitment is { } commitment)
        {
            committed = Find(commitment, facts);
            if (committed.Any(found => found.IsEnough)) isMet = true;
            else missing.Add(CommitmentMissing(commitment, subject, facts));
        }
        return new CheckedControl
        {
            Control = subject.Name,
            Catalog = subject.Catalog,
            Title = subject.Title,
            Status = missing.Count > 0 ? RuleStatus.Unmet : isMet ? RuleStatus.Met : RuleStatus.NotApplicable,
            Missing = missing.ToValueList(),
            Answer = answer,
            Document = facts.Document,
            Place = facts.Place,
            Commitments = committed,
            Evidence = evidence,
            NotLookedAt = NotLookedAt(require, facts, committed, evidence),
            Note = NoteOn(subject, facts),
        };

        void Ask(RequirementKind kind, string? problem)
        {
            if (problem is null) isMet = true;
            else missing.Add(new MissingPart { Requirement = kind, Message = problem, Place = facts.Place });
        }

        void AskOfSettled(RequirementKind kind, string? problem)
        {
            if (open is null) Ask(kind, problem);
            else if (missing.Count == 0) Ask(kind, open);
        }
    }

    /// <summary>The result of a rule for a control that the matrix does not cover.</summary>
    public CheckedControl Absent(Requirement require, RuleSubject subject)
    {
        // Everything that must be present or stated is missing.
        var asked = require.Assigned ? RequirementKind.Assigned
            : require.PerformedBy != Sides.None ? RequirementKind.PerformedBy
            : require.NotPerformedBy != Sides.None ? RequirementKind.NotPerformedBy
            : require.Implemented ? RequirementKind.Implemented
            : !require.Inheritability.IsEmpty ? RequirementKind.Inheritability
            : require.DutyText ? RequirementKind.DutyText
            : require.Evidence is not null ? RequirementKind.Evidence
            : require.Commitment is not null ? RequirementKind.Commitment
            : RequirementKind.Qualified;
        return new CheckedControl
        {
            Control = subject.Name,
            Catalog = subject.Catalog,
            Title = subject.Title,
            Status = RuleStatus.Unmet,
            Missing =
                [
                new MissingPart { Requirement = asked, Message = subject.Absence!,
                Place = _effective.Document.PlaceOf(_effective.Matrix.Catalogs.IsEmpty ? "" : "/catalogs") }],
        };
    }

    private static string? NoteOn(RuleSubject subject, ControlFacts facts)
    {
        List<string> notes = [];
        if (subject.Carried is { } carried)
        {
            notes.Add($"It is judged by {Sentences.And([.. facts.NamedAs])}, which the matrix has in its place.");
            if (carried.Reason is { } reason) notes.Add(reason);
        }
        if (facts.Answer.State == ControlState.NotApplicable)
            notes.Add($"The matrix declares it not applicable{Because(facts.Answer.Reason)}. Judge whether you agree.");
        return notes.Count == 0 ? null : string.Join(' ', notes);
    }

    // Readers tend to take a met rule for more than it requires.
    private ValueList<string> NotLookedAt(
        Requirement require, ControlFacts facts, ValueList<FoundCommitment> committed, ValueList<FoundEvidence> evidence)
    {
        List<string> sentences = [];
        if (!require.Implemented && facts.Undone.Count > 0) Add($"whether it is done: {StatusWords(facts.Undone)}.");
        // A rule that is only about evidence or a commitment does not ask who does what.
        if (facts.Answer.State == ControlState.Assigned && AsksWhoDoesWhat(require))
        {
            var others = facts.Answer.Split & ~(require.PerformedBy | require.NotPerformedBy);
            if (require.PerformedBy != Sides.None && others != Sides.None)
                Add($"who else performs: {Sentences.And(Names(others))} {(Outcome.AreSeveral(others) ? "perform" : "performs")} it too.");
            if (!require.DutyText && !(require.Qualified && facts.Silent != Sides.None)
                && Parties(facts.Untexted) is { Count: > 0 } untexted)
                Add($"what the duties say: no text says what {Sentences.And(untexted)} {(untexted.Count == 1 ? "does" : "do")}.");
            if (Parties(facts.Inherited) is { Count: > 0 } heirs)
                Add($"what the upstream says: {Sentences.And(heirs)} {(heirs.Count == 1 ? "has" : "have")} it done by " +
                    $"{Sentences.And([.. facts.Inherited.Select(duty => $"\"{duty.InheritedFrom}\"").Distinct()])}.");
            if (require.Inheritability.IsEmpty
                && facts.Answer is { InheritabilityStated: true, Inheritability: Inheritability.None or Inheritability.Partial })
                Add($"what the customer may take over: by the matrix it is {Amount(facts.Answer.Inheritability.Value)}.");
        }
        if (require.Evidence is { Valid: false } && !evidence.IsEmpty && evidence.All(found => found.Validity != EvidenceValidity.Valid))
        {
            var said = evidence.Select(found => $"\"{found.Evidence.Title}\" is {found.Evidence.Describe(found.Validity)}");
            Add($"whether the evidence is valid: {Sentences.And([.. said])}.");
        }
        if (require.Commitment is { } wanted && committed.Where(found => found.IsEnough).Select(found => found.Commitment)
            .ToList() is { Count: > 0 } enough)
        {
            if (wanted.AtMost is null && wanted.AtLeast is null)
                Add($"which value is enough: {Sentences.And([.. enough.Select(one => _terms.Describe(one.Target)).Distinct()])} is " +
                    $"agreed.");
            if (enough.TrueForAll(one => one.Qualifier is not null))
                Add($"what the commitment is for: it is made for {Sentences.And([.. enough.Select(one => one.Qualifier!).Distinct()])} " +
                    $"only.");
            if (enough.TrueForAll(one => !one.DependsOn.IsEmpty))
                Add($"when the commitment lapses: it depends on " +
                    $"{Sentences.And([.. enough.SelectMany(one => one.DependsOn).Distinct().Select(id => $"\"{id}\"")])}.");
            else if (wanted.AtMost is not null && enough.TrueForAll(one => one.Target.From is not (null or "occurrence")))
                Add($"when the clock starts: at {Sentences.Or([.. enough.Select(one => one.Target.From!).Distinct()])}.");
        }
        return sentences.ToValueList();

        void Add(string what) => sentences.Add($"The rule does not look at {what}");
    }

    private static bool AsksWhoDoesWhat(Requirement require) =>
        require.Assigned || require.DutyText || require.Qualified || require.Implemented || !require.Inheritability.IsEmpty
            || (require.PerformedBy | require.NotPerformedBy) != Sides.None;

    private static string? OpenWords(RuleSubject subject, ControlFacts facts)
    {
        var answer = facts.Answer;
        var name = Named(subject, facts);
        return answer.State switch
        {
            ControlState.NotApplicable => null,
            ControlState.Unassigned => $"Nothing is said of {name}. Add an assignment for it, with a duty for each side that takes part.",
            ControlState.NotDetermined => $"{name} is left open{Because(answer.Reason)}. Settle who does it, and assign it.",
            ControlState.Conflict => $"{name} is assigned more than once, differently. Take an assignment out, or make one more specific.",
            _ when facts.Open.Count > 0 =>
                $"{Sentences.And([.. facts.Open.Select(part => part.Control)])}, {(facts.Open.Count == 1 ? "a part" : "parts")} of " +
                $"{name}, {(facts.Open.Count == 1 ? "is" : "are")} open. Assign {(facts.Open.Count == 1 ? "it" : "them")} too.",
            _ when !answer.IsComplete => $"A part of {name} is open. Assign it too.",
            _ => null,
        };
    }

    private string? PerformersMissing(Sides wanted, RuleSubject subject, ControlFacts facts)
    {
        var absent = wanted & ~facts.Answer.Split;
        if (absent == Sides.None) return null;
        var name = Named(subject, facts);
        if (facts.Answer.State == ControlState.NotApplicable)
            return $"{name} is declared not applicable{Because(facts.Answer.Reason)}. Assign it to {Sentences.And(Names(absent))}, or " +
                $"agree that the rule falls away and take it out of the set.";
        var parties = Names(absent);
        if (facts.Answer.State == ControlState.Unassigned)
            return $"Nothing is said of {name}. Add an assignment for it, with a duty of {Sentences.And(parties)}.";
        if (facts.Answer.State != ControlState.Assigned) return OpenWords(subject, facts);
        return $"{Sentences.And(parties)} {(parties.Count == 1 ? "does" : "do")} not perform {name}. Add a duty that says what " +
            $"{(parties.Count == 1 ? "it does" : "each of them does")}.";
    }

    private string? PerformersExcluded(Sides excluded, RuleSubject subject, ControlFacts facts)
    {
        var present = excluded & facts.Answer.Split;
        if (present == Sides.None) return null;
        var parties = Names(present);
        var (verb, whose) = parties.Count == 1 ? ("performs", "Its") : ("perform", "Their");
        return $"{Sentences.And(parties)} {verb} {Named(subject, facts)}, which the rule does not allow. {whose} part must go to " +
            $"somebody else.";
    }

    private string? NotDone(RuleSubject subject, ControlFacts facts) =>
        facts.Undone.Count > 0
            ? $"{Named(subject, facts)} is not done: {StatusWords(facts.Undone)}. Have it done, and say so in the matrix."
        : facts.Answer.Split == Sides.None ? $"Nobody performs {Named(subject, facts)}, so it is not done. Add a duty of whoever does it."
        : null;

    private string StatusWords(List<ResolvedDuty> duties) => Sentences.And([.. duties
        .Select(
            duty =>
            $"the part of {NameOf(duty.Party)}{(duty.Id is { } id ? $" (\"{id}\")" : "")} is " +
            $"{Sentences.And([.. duty.Implementation.Select(StatusWord).Distinct()])}")
        .Distinct()]);

    private static string StatusWord(ImplementationStatus status) =>
        status == ImplementationStatus.Partial ? "done in part" : CommitmentTerms.Spaced(Words.Of(status));

    private static string? OtherInheritability(ValueList<Inheritability> wanted, RuleSubject subject, ControlFacts facts)
    {
        if (facts.Answer.Inheritability is not { } found || wanted.Contains(found)) return null;
        return $"Of {Named(subject, facts)} the customer may take over " +
            $"{Amount(found)}{(facts.Answer.InheritabilityStated ? ", as the matrix states" : ", as follows from who performs it")}; the " +
            $"rule asks for {Sentences.Or([.. wanted.Select(Amount)])}. Agree on that, or take the rule out of the set.";
    }

    private static string Amount(Inheritability inheritability) => inheritability switch
    {
        Inheritability.Full => "all",
        Inheritability.Partial => "a part",
        _ => "nothing",
    };

    private string? TextsMissing(RuleSubject subject, ControlFacts facts)
    {
        if (facts.Untexted.Count == 0) return null;
        var duties = facts.Untexted.Select(duty => $"{NameOf(duty.Party)}{(duty.Id is { } id ? $" (\"{id}\")" : "")}").Distinct().ToList();
        return $"No text says what {Sentences.And(duties)} {(duties.Count == 1 ? "does" : "do")} for {Named(subject, facts)}. Give each " +
            $"duty a text.";
    }

    private string? Unqualified(RuleSubject subject, ControlFacts facts) =>
        facts.Silent == Sides.None ? null
            : $"Several sides perform {Named(subject, facts)}, and no text says what {Sentences.And(Names(facts.Silent))} " +
            $"{(Outcome.AreSeveral(facts.Silent) ? "do" : "does")}. Give each side that performs a duty with a text.";

    private ValueList<FoundEvidence> Find(RequiredEvidence wanted, ControlFacts facts)
    {
        List<FoundEvidence> found = [];
        foreach (var id in facts.Evidence)
        {
            if (!_evidence.TryGetValue(id, out var known) || !wanted.Kinds.Contains(known.Evidence.Kind)) continue;
            var validity = known.Evidence.ValidityOn(context.AsOf, wanted.MaxAgeMonths ?? Evidence.DefaultMaxAgeMonths);
            found.Add(new FoundEvidence
            {
                Evidence = known.Evidence,
                Document = known.Document.Name,
                Place = known.Document.PlaceOf(known.Pointer),
                Validity = validity,
                IsEnough = !wanted.Valid || validity == EvidenceValidity.Valid,
            });
        }
        return found.OrderByDescending(one => one.IsEnough).Take(MostFound).ToValueList();
    }

    private string EvidenceMissing(RequiredEvidence wanted, ValueList<FoundEvidence> found, RuleSubject subject, ControlFacts facts)
    {
        var name = Named(subject, facts);
        if (!found.IsEmpty)
        {
            var (nearest, validity) = (found[0].Evidence, found[0].Validity);
            return $"\"{nearest.Title}\", the evidence for {name}, is {nearest.Describe(validity)}. " + validity switch
            {
                EvidenceValidity.NotYetIssued => "Point to one that is there by then.",
                EvidenceValidity.NotKnown => "State in the matrix until when it is valid, or which period it covers.",
                EvidenceValidity.Old =>
                    string.Create(
                    CultureInfo.InvariantCulture,
                    $"Without a last day of validity it counts for {wanted.MaxAgeMonths ?? Evidence.DefaultMaxAgeMonths} months. Ask its " +
                    $"issuer for the current one, and point to that."),
                _ => "Ask its issuer for the current one, and point to that.",
            };
        }
        var kinds =
            Sentences.Or(
            [
            .. wanted.Kinds.Select(
            kind =>
            $"{(kind is EvidenceKind.Attestation or EvidenceKind.Other ? "an" : "a")} " +
            $"{(kind == EvidenceKind.Other ? "other piece of evidence" : Words.Of(kind))}")]);
        var other = facts.Evidence.Select(id => _evidence.TryGetValue(id, out var known) ? Words.Of(known.Evidence.Kind) : null)
            .OfType<string>().Distinct().ToList();
        var instead = other.Count > 0 ? $"The evidence for {name} is of another kind ({Sentences.And(other)})"
            : $"No duty on {name} points to evidence";
        return $"{instead}. Add {kinds} to the evidence in the matrix, and name it in a duty of {NameOf(_effective.Service.Provider)}.";
    }

    private ValueList<FoundCommitment> Find(RequiredCommitment wanted, ControlFacts facts) => facts.Commitments[wanted.Metric]
        .Select(commitment => new FoundCommitment
        {
            Commitment = commitment.Commitment,
            Party = commitment.Party,
            Document = commitment.Document.Name,
            Place = commitment.Document.PlaceOf(commitment.Pointer),
            IsEnough = commitment.Side == Sides.Provider && commitment.Holds && IsWithin(wanted, commitment.Commitment.Target),
        })
        .OrderByDescending(found => found.IsEnough)
        .Take(MostFound)
        .ToValueList();

    private bool IsWithin(RequiredCommitment wanted, CommitmentTarget target) =>
        (wanted.AtMost is not { } most
            || (target.Operator == TargetOperator.AtMost && _terms.Compare(target.Value, target.Unit, most, wanted.Unit) <= 0))
        && (wanted.AtLeast is not { } least
            || (target.Operator == TargetOperator.AtLeast && _terms.Compare(target.Value, target.Unit, least, wanted.Unit) >= 0));

    private MissingPart CommitmentMissing(RequiredCommitment wanted, RuleSubject subject, ControlFacts facts)
    {
        var provider = NameOf(_effective.Service.Provider);
        var name = Named(subject, facts);
        var metric = _terms.NameOf(wanted.Metric);
        if (facts.Commitments[wanted.Metric].OrderBy(Nearness).FirstOrDefault() is { } near)
        {
            var target = near.Commitment.Target;
            var says = $"The commitment \"{near.Commitment.Id}\" of {NameOf(near.Party)} is {_terms.Describe(target)} ({metric})";
            var agree = $"Agree with {provider} on {Bound(wanted)}";
            var problem = near.Side != Sides.Provider ? $"{says}, and {NameOf(near.Party)} is not on the provider's side. {agree}."
                : !near.Holds ? $"{says}, but only when {near.Commitment.When}. {agree} in this context too."
                : !_terms.AreComparable(target.Unit, wanted.Unit)
                    ? $"{says}, and {_terms.NameOfUnit(target.Unit)} cannot be compared with {_terms.NameOfUnit(wanted.Unit)}. " +
                    $"{agree}."
                : target.Operator != DirectionOf(wanted) ? $"{says}, which is no bound in the direction that is asked for. {agree}."
                : $"{says}, which is not enough. {agree}.";
            return new MissingPart
            { Requirement = RequirementKind.Commitment, Message = problem, Place = near.Document.PlaceOf(near.Pointer) };
        }
        foreach (var commitment in commitments.WithMetric(wanted.Metric))
        {
            if (commitment.Side != Sides.Provider || !commitment.Holds || !IsWithin(wanted, commitment.Commitment.Target)) continue;
            return new MissingPart
            {
                Requirement = RequirementKind.Commitment,
                Message =
                    $"The commitment \"{commitment.Commitment.Id}\" of {NameOf(commitment.Party)} is " +
                    $"{_terms.Describe(commitment.Commitment.Target)} ({metric}), but not for {name}. If it holds there too, add " +
                    $"{Sentences.And([.. facts.NamedAs])} to its controls.",
                Place = commitment.Document.PlaceOf(commitment.Pointer),
            };
        }
        return new MissingPart
        {
            Requirement = RequirementKind.Commitment,
            Message =
                $"{provider} makes no commitment on {metric} for {name}. Agree on {Bound(wanted)}, and add it to the commitments in the " +
                $"matrix, for {Sentences.And([.. facts.NamedAs])}.",
            Place = _effective.Document.PlaceOf(_effective.Matrix.Commitments.IsEmpty ? "" : "/commitments"),
        };

        // The nearest match comes first.
        static int Nearness(PlacedCommitment commitment) => commitment.Side != Sides.Provider ? 2 : commitment.Holds ? 0 : 1;
    }

    private TargetOperator DirectionOf(RequiredCommitment wanted) =>
        wanted.AtMost is not null ? TargetOperator.AtMost
        : wanted.AtLeast is not null ? TargetOperator.AtLeast
        : _terms.FindMetric(wanted.Metric)?.Operator ?? TargetOperator.AtMost;

    private string Bound(RequiredCommitment wanted) =>
        (wanted.AtMost ?? wanted.AtLeast) is { } value ? _terms.Bound(DirectionOf(wanted), value, wanted.Unit)
        : $"a value in {_terms.NameOfUnit(wanted.Unit)} ({CommitmentTerms.Direction(DirectionOf(wanted))} so much)";

    private static string Named(RuleSubject subject, ControlFacts facts) =>
        subject.Carried is null ? subject.Name : $"{Sentences.And([.. facts.NamedAs])} (for {subject.Name})";

    private static string Because(string? reason) => reason is null ? "" : $" (\"{reason}\")";

    private string NameOf(string party) => _effective.FindParty(party)?.Name ?? party;

    private List<string> Parties(List<ResolvedDuty> duties) => [.. duties.Select(duty => NameOf(duty.Party)).Distinct()];

    private List<string> Names(Sides sides)
    {
        List<string> names = [];
        if (sides.HasFlag(Sides.Provider)) names.Add($"{NameOf(_effective.Service.Provider)} (provider)");
        if (sides.HasFlag(Sides.Customer)) names.Add($"{NameOf(_effective.Service.Customer)} (customer)");
        if (sides.HasFlag(Sides.ThirdParty)) names.Add("a third party");
        return names;
    }

    private static Dictionary<string, (Evidence Evidence, MatrixDocument Document, string Pointer)> EvidenceOf(EffectiveMatrix effective)
    {
        Dictionary<string, (Evidence Evidence, MatrixDocument Document, string Pointer)> found = new(StringComparer.Ordinal);
        foreach (var document in effective.Levels)
            for (var i = 0; i < document.Matrix.Evidence.Count; i++)
                found.TryAdd(document.Matrix.Evidence[i].Id, (document.Matrix.Evidence[i], document, $"/evidence/{i}"));
        return found;
    }
}
