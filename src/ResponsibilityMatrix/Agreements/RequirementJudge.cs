using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Holds what a rule asks against what a matrix says of one control. What is asked and does not occur falls away. Not shared between questions.</summary>
internal sealed class RequirementJudge(EffectiveMatrix effective, TiedCommitments promises, ResolutionContext context)
{
    private const int MostFound = 16;
    private readonly Dictionary<string, (Evidence Evidence, MatrixDocument Document, string Pointer)> _evidence = EvidenceOf(effective);

    public CheckedControl Judge(Requirement require, RuleSubject subject, ControlFacts facts)
    {
        List<MissingPart> missing = [];
        var isMet = false;
        var answer = facts.Answer;
        var isNotApplicable = answer.State == ControlState.NotApplicable;
        var open = OpenWords(subject, facts);
        // One sentence says that a control is open, whatever else of it was asked for.
        if (require.Assigned && !isNotApplicable) Ask(RequirementKind.Assigned, open);
        if (require.PerformedBy != Sides.None) Ask(RequirementKind.PerformedBy, require.Assigned && answer.State is not (ControlState.Assigned or ControlState.NotApplicable) ? null : PerformersMissing(require.PerformedBy, subject, facts));
        if (require.DutyText && !isNotApplicable) Ask(RequirementKind.DutyText, open is null ? TextsMissing(subject, facts) : missing.Count > 0 ? null : open);
        if (require.Qualified && answer.State == ControlState.Assigned) Ask(RequirementKind.Qualified, Unqualified(subject, facts));
        ValueList<FoundEvidence> evidence = default;
        if (require.Evidence is { } wanted)
        {
            evidence = Find(wanted, facts);
            Ask(RequirementKind.Evidence, evidence.Any(found => found.IsEnough) ? null : EvidenceMissing(wanted, evidence, subject, facts));
        }
        ValueList<FoundCommitment> commitments = default;
        if (require.Commitment is { } promise)
        {
            commitments = Find(promise, facts);
            if (commitments.Any(found => found.IsEnough)) isMet = true;
            else missing.Add(CommitmentMissing(promise, commitments, subject, facts));
        }
        return new CheckedControl
        {
            Control = subject.Name,
            Catalog = subject.Catalog,
            Title = subject.Title,
            Status = missing.Count > 0 ? RuleStatus.Unmet : isMet ? RuleStatus.Met : RuleStatus.NotApplicable,
            Missing = missing.ToValueList(),
            Found = new FoundAnswer { Answer = answer, Document = facts.Document, Place = facts.Place, Commitments = commitments, Evidence = evidence },
            Note = NoteOn(subject, facts),
        };

        void Ask(RequirementKind kind, string? problem)
        {
            if (problem is null) isMet = true;
            else missing.Add(new MissingPart { Requirement = kind, Message = problem, Place = facts.Place });
        }
    }

    /// <summary>What a rule comes to for a control that the matrix does not speak of.</summary>
    public CheckedControl Absent(Requirement require, RuleSubject subject)
    {
        // Whatever must be there, or be said, is not.
        var asked = require.Assigned ? RequirementKind.Assigned
            : require.PerformedBy != Sides.None ? RequirementKind.PerformedBy
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
            Missing = [new MissingPart { Requirement = asked, Message = subject.Absence!, Place = effective.Document.PlaceOf(effective.Matrix.Catalogs.IsEmpty ? "" : "/catalogs") }],
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
        if (facts.Answer.State == ControlState.NotApplicable) notes.Add($"The matrix declares it not applicable{Because(facts.Answer.Reason)}. Judge whether you agree.");
        return notes.Count == 0 ? null : string.Join(' ', notes);
    }

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
            _ when facts.Open.Count > 0 => $"{Sentences.And([.. facts.Open.Select(part => part.Control)])}, {(facts.Open.Count == 1 ? "a part" : "parts")} of {name}, {(facts.Open.Count == 1 ? "is" : "are")} open. Assign {(facts.Open.Count == 1 ? "it" : "them")} too.",
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
            return $"{name} is declared not applicable{Because(facts.Answer.Reason)}. Assign it to {Sentences.And(Names(absent))}, or agree that the rule falls away and take it out of the set.";
        var parties = Names(absent);
        if (facts.Answer.State == ControlState.Unassigned) return $"Nothing is said of {name}. Add an assignment for it, with a duty of {Sentences.And(parties)}.";
        if (facts.Answer.State != ControlState.Assigned) return OpenWords(subject, facts);
        return $"{Sentences.And(parties)} {(parties.Count == 1 ? "does" : "do")} not perform {name}. Add a duty that says what {(parties.Count == 1 ? "it does" : "each of them does")}.";
    }

    private string? TextsMissing(RuleSubject subject, ControlFacts facts)
    {
        if (facts.Untexted.Count == 0) return null;
        var duties = facts.Untexted.Select(duty => $"{NameOf(duty.Party)}{(duty.Id is { } id ? $" (\"{id}\")" : "")}").Distinct().ToList();
        return $"No text says what {Sentences.And(duties)} {(duties.Count == 1 ? "does" : "do")} for {Named(subject, facts)}. Give each duty a text.";
    }

    private string? Unqualified(RuleSubject subject, ControlFacts facts) =>
        facts.Silent == Sides.None ? null : $"Several sides perform {Named(subject, facts)}, and no text says what {Sentences.And(Names(facts.Silent))} {(Outcome.AreSeveral(facts.Silent) ? "do" : "does")}. Give each side that performs a duty with a text.";

    private ValueList<FoundEvidence> Find(RequiredEvidence wanted, ControlFacts facts)
    {
        List<FoundEvidence> found = [];
        foreach (var id in facts.Evidence)
        {
            if (!_evidence.TryGetValue(id, out var known) || !wanted.Kinds.Contains(known.Evidence.Kind)) continue;
            var isEnough = !wanted.Valid || (!(known.Evidence.ValidUntil < context.AsOf) && !(known.Evidence.Issued > context.AsOf));
            found.Add(new FoundEvidence { Evidence = known.Evidence, Document = known.Document.Name, Place = known.Document.PlaceOf(known.Pointer), IsEnough = isEnough });
        }
        return found.OrderByDescending(one => one.IsEnough).Take(MostFound).ToValueList();
    }

    private string EvidenceMissing(RequiredEvidence wanted, ValueList<FoundEvidence> found, RuleSubject subject, ControlFacts facts)
    {
        var kinds = Sentences.Or([.. wanted.Kinds.Select(kind => $"{(kind is EvidenceKind.Attestation or EvidenceKind.Other ? "an" : "a")} {(kind == EvidenceKind.Other ? "other piece of evidence" : Words.Of(kind))}")]);
        var name = Named(subject, facts);
        if (!found.IsEmpty)
        {
            var nearest = found[0].Evidence;
            return nearest.Issued > context.AsOf
                ? string.Create(CultureInfo.InvariantCulture, $"\"{nearest.Title}\" is issued on {nearest.Issued:yyyy-MM-dd}, after the day that is asked about. Point to one that is there by then.")
                : string.Create(CultureInfo.InvariantCulture, $"\"{nearest.Title}\" was valid until {nearest.ValidUntil:yyyy-MM-dd}. Ask its issuer for the current one, and point to that.");
        }
        var other = facts.Evidence.Select(id => _evidence.TryGetValue(id, out var known) ? Words.Of(known.Evidence.Kind) : null).OfType<string>().Distinct().ToList();
        var instead = other.Count > 0 ? $"The evidence for {name} is of another kind ({Sentences.And(other)})" : $"No duty on {name} points to evidence";
        return $"{instead}. Add {kinds} to \"evidence\", and its id to the \"evidence\" of a duty of {NameOf(effective.Service.Provider)}.";
    }

    private static ValueList<FoundCommitment> Find(RequiredCommitment wanted, ControlFacts facts) => facts.Promises[wanted.Metric]
        .Select(promise => new FoundCommitment
        {
            Commitment = promise.Commitment,
            Party = promise.Party,
            Document = promise.Document.Name,
            Place = promise.Document.PlaceOf(promise.Pointer),
            IsEnough = promise.Side == Sides.Provider && promise.Holds && IsWithin(wanted, promise.Commitment.Target),
        })
        .OrderByDescending(found => found.IsEnough)
        .Take(MostFound)
        .ToValueList();

    private static bool IsWithin(RequiredCommitment wanted, CommitmentTarget target) =>
        (wanted.AtMost is not { } most || (target.Operator == TargetOperator.AtMost && CommitmentUnits.Compare(target.Value, target.Unit, most, wanted.Unit) <= 0))
        && (wanted.AtLeast is not { } least || (target.Operator == TargetOperator.AtLeast && CommitmentUnits.Compare(target.Value, target.Unit, least, wanted.Unit) >= 0));

    private MissingPart CommitmentMissing(RequiredCommitment wanted, ValueList<FoundCommitment> found, RuleSubject subject, ControlFacts facts)
    {
        var provider = NameOf(effective.Service.Provider);
        var name = Named(subject, facts);
        if (facts.Promises[wanted.Metric].OrderBy(Nearness).FirstOrDefault() is { } near)
        {
            var target = near.Commitment.Target;
            var id = near.Commitment.Id;
            var words = $"\"{id}\" promises {wanted.Metric} of {Target(target)}";
            var problem = near.Side != Sides.Provider ? $"\"{id}\" is a promise of {NameOf(near.Party)}, which is not on the provider's side. Have {provider} promise {wanted.Metric}{Bound(wanted)}."
                : !near.Holds ? $"\"{id}\" holds only when {near.Commitment.When}. Have {provider} promise {wanted.Metric}{Bound(wanted)} in this context too."
                : !CommitmentUnits.AreComparable(target.Unit, wanted.Unit) ? $"{words}, and {target.Unit} cannot be compared with {wanted.Unit}. Promise it in {wanted.Unit}{Bound(wanted)}."
                : target.Operator != (wanted.AtMost is null ? TargetOperator.AtLeast : TargetOperator.AtMost) ? $"{words}, which is no bound in the direction that is asked for. Promise{Bound(wanted)}."
                : $"{words}. Promise{Bound(wanted)}.";
            return new MissingPart { Requirement = RequirementKind.Commitment, Message = problem, Place = near.Document.PlaceOf(near.Pointer) };
        }
        foreach (var promise in promises.OfMetric(wanted.Metric))
        {
            if (promise.Side != Sides.Provider || !promise.Holds || !IsWithin(wanted, promise.Commitment.Target)) continue;
            return new MissingPart
            {
                Requirement = RequirementKind.Commitment,
                Message = $"\"{promise.Commitment.Id}\" promises {wanted.Metric} of {Target(promise.Commitment.Target)}, but not for {name}. Add {Quoted(facts)} to its \"controls\", if it holds there too.",
                Place = promise.Document.PlaceOf(promise.Pointer),
            };
        }
        return new MissingPart
        {
            Requirement = RequirementKind.Commitment,
            Message = $"{provider} promises no {wanted.Metric} for {name}. Add to \"commitments\" {Suggestion(wanted, facts)}{(wanted.AtMost is null && wanted.AtLeast is null ? ", with what you agree for N" : "")}.",
            Place = effective.Document.PlaceOf(effective.Matrix.Commitments.IsEmpty ? "" : "/commitments"),
        };

        // What lacks least comes first.
        static int Nearness(TiedCommitment promise) => promise.Side != Sides.Provider ? 2 : promise.Holds ? 0 : 1;
    }

    // What can be pasted into the document once a number is agreed.
    private string Suggestion(RequiredCommitment wanted, ControlFacts facts)
    {
        var direction = wanted.AtMost is not null ? TargetOperator.AtMost : wanted.AtLeast is not null ? TargetOperator.AtLeast : CommitmentMetric.Find(wanted.Metric)?.Operator ?? TargetOperator.AtMost;
        var value = (wanted.AtMost ?? wanted.AtLeast)?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "N";
        var id = $"{wanted.Metric}-{facts.NamedAs.FirstOrDefault() ?? "all"}";
        return $"{{\"id\": {Quote(id)}, \"party\": {Quote(effective.Service.Provider)}, \"metric\": {Quote(wanted.Metric)}, \"target\": {{\"operator\": \"{Words.Of(direction)}\", \"value\": {value}, \"unit\": {Quote(wanted.Unit)}}}, \"controls\": [{Quoted(facts)}]}}";
    }

    private static string Target(CommitmentTarget target) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(target.Operator == TargetOperator.AtLeast ? "at least" : "at most")} {target.Value:0.############################} {target.Unit}");

    private static string Bound(RequiredCommitment wanted) =>
        (wanted.AtMost ?? wanted.AtLeast) is not { } value ? ""
        : string.Create(CultureInfo.InvariantCulture, $" {(wanted.AtMost is null ? "at least" : "at most")} {value:0.############################} {wanted.Unit}");

    private static string Quoted(ControlFacts facts) => string.Join(", ", facts.NamedAs.Take(8).Select(Quote));

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static string Named(RuleSubject subject, ControlFacts facts) => subject.Carried is null ? subject.Name : $"{Sentences.And([.. facts.NamedAs])} (for {subject.Name})";

    private static string Because(string? reason) => reason is null ? "" : $" (\"{reason}\")";

    private string NameOf(string party) => effective.FindParty(party)?.Name ?? party;

    private List<string> Names(Sides sides)
    {
        List<string> names = [];
        if (sides.HasFlag(Sides.Provider)) names.Add($"{NameOf(effective.Service.Provider)} (provider)");
        if (sides.HasFlag(Sides.Customer)) names.Add($"{NameOf(effective.Service.Customer)} (customer)");
        if (sides.HasFlag(Sides.ThirdParty)) names.Add("a third party");
        return names;
    }

    private static Dictionary<string, (Evidence Evidence, MatrixDocument Document, string Pointer)> EvidenceOf(EffectiveMatrix effective)
    {
        Dictionary<string, (Evidence Evidence, MatrixDocument Document, string Pointer)> found = new(StringComparer.Ordinal);
        foreach (var document in effective.Levels)
            for (var i = 0; i < document.Matrix.Evidence.Count; i++) found.TryAdd(document.Matrix.Evidence[i].Id, (document.Matrix.Evidence[i], document, $"/evidence/{i}"));
        return found;
    }
}
