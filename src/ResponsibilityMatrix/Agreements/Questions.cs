using System.Globalization;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>
/// Creates the questions of a customer to the provider: one for each open control, with all the reasons why it is open. "You" is the
/// provider.
/// </summary>
internal sealed class Questions(Engine engine, Answers answers, ValueMap<TranslatedText> texts, Func<string, string> nameOf, Func<int,
    string> titleOf, Domains domains)
{
    private const int LongestQuote = 300;
    private const int MostQuoted = 4;
    // The metric for a duty to notify, if the control names no other.
    private const string NotificationTime = "notificationTime";
    private const string AskNotice = "Within which time do you tell us?";
    private readonly AskedCommitments _asked = new(engine);
    private readonly Dictionary<string, Evidence> _evidence = engine.Effective.Evidence.DistinctBy(evidence => evidence.Id)
        .ToDictionary(evidence => evidence.Id, StringComparer.Ordinal);

    public ValueList<Question> Of(IEnumerable<Stated> stated) => stated.Select(Of).OfType<Question>().ToValueList();

    private Question? Of(Stated one)
    {
        var answer = one.Answer;
        List<QuestionReason> reasons = [];
        List<string> sentences = [];
        ValueList<string> metrics = [];
        if (answer.State == ControlState.Assigned) LookAtDuties(one, reasons, sentences, ref metrics);
        else if (answer.State != ControlState.NotApplicable) LookAtState(one, reasons, sentences, ref metrics);
        if (reasons.Count == 0) return null;
        var (document, place) = FirstConflicting(answer) is { } conflicting ? StatedPlaces.Of(engine, AssignmentOf(conflicting))
            : StatedPlaces.Of(engine, one.Applied);
        return new Question
        {
            Id = $"{answer.Catalog}:{answer.Control}",
            Catalog = answer.Catalog,
            Control = answer.Control,
            Title = TitleOf(one.Node),
            Domain = domains.Of(one.Node),
            Reasons = reasons.ToValueList(),
            Text = string.Join(' ', sentences),
            State = answer.State,
            Split = answer.Split,
            Metrics = metrics,
            Document = document,
            Place = place,
            Node = one.Node,
        };
    }

    private void LookAtState(Stated one, List<QuestionReason> reasons, List<string> sentences, ref ValueList<string> metrics)
    {
        const string Rest = "Please say what you do, what stays with us, and which evidence shows your part.";
        var answer = one.Answer;
        switch (answer.State)
        {
            case ControlState.NotDetermined:
                reasons.Add(QuestionReason.NotDetermined);
                sentences.Add(answer.Reason is { Length: > 0 } reason ? $"The matrix leaves this open: {Quote(reason)}."
                    : "The matrix leaves this open.");
                sentences.Add("Who does it: you, we, or both of us?");
                break;
            case ControlState.Conflict:
                reasons.Add(QuestionReason.Conflict);
                sentences.Add(
                    $"The matrix says different things of this ({Conflicting(answer)}). Which of them holds: do you do it, do we, or " +
                    $"both of us?");
                break;
            default:
                reasons.Add(QuestionReason.Unassigned);
                sentences.Add("The matrix does not say who does this. Who does: you, we, or both of us?");
                break;
        }
        sentences.Add(Rest);
        if (_asked.Of(one.Node) is not { } asked) return;
        metrics = asked.Metrics.Select(metric => metric.Id).ToValueList();
        sentences.Add($"And if it falls to you: {LowerFirst(asked.Question)}");
    }

    private void LookAtDuties(Stated one, List<QuestionReason> reasons, List<string> sentences, ref ValueList<string> metrics)
    {
        var answer = one.Answer;
        var theirs = answer.Duties.Where(duty => duty.Side != Sides.Customer && duty.Involvement.HasFlag(Involvement.Responsible)).ToList();
        if (answer.Split == Sides.None)
        {
            reasons.Add(QuestionReason.NobodyPerforms);
            sentences.Add(
                "The matrix says who answers for this or is told of it, but not who does it. Who does: you, we, or both of us? Please " +
                "say what you do and what stays with us.");
        }
        else if (Outcome.AreSeveral(answer.Split) && answer.Duties.All(duty => string.IsNullOrWhiteSpace(duty.Text)))
        {
            reasons.Add(QuestionReason.UnqualifiedShared);
            sentences.Add(Shared(answer, theirs));
        }
        if (theirs.Count == 0) return;
        var asks = sentences.Count;
        LookAtInheritability(answer, reasons, sentences);
        LookAtCommitments(one, theirs, reasons, sentences, ref metrics);
        if (answer.Inheritability is not (null or Inheritability.None)) LookAtEvidence(answer, theirs, reasons, sentences);
        if (sentences.Count > asks && asks == 0) sentences.Insert(0, WhatTheMatrixSays(answer, theirs));
    }

    // What the provider does only for itself is still open for the customer.
    private static void LookAtInheritability(ResolvedControl answer, List<QuestionReason> reasons, List<string> sentences)
    {
        if (!answer.InheritabilityStated || answer.Inheritability is null or Inheritability.Full || answer.Split.HasFlag(Sides.Customer))
            return;
        reasons.Add(QuestionReason.NotTakenOver);
        sentences.Add(answer.Inheritability == Inheritability.None
            ? "We may take nothing of it over, and the matrix gives us no part. What must we do ourselves?"
            : "We may take only a part of it over, and the matrix does not say what stays with us. What must we do ourselves?");
    }

    private void LookAtCommitments(Stated one, List<ResolvedDuty> theirs, List<QuestionReason> reasons, List<string> sentences,
        ref ValueList<string> metrics)
    {
        var commitments = one.Commitments.Where(commitment => engine.Effective.SideOf(commitment.Party) != Sides.Customer)
            .Select(commitment => commitment.Commitment);
        var asked = _asked.Of(one.Node);
        if (asked is not null)
        {
            if (commitments.Any(commitment => asked.Metrics.Any(metric => metric.Id == commitment.Metric))) return;
            metrics = asked.Metrics.Select(metric => metric.Id).ToValueList();
        }
        else
        {
            if (!theirs.Exists(duty => duty.Action == "notify")
                || commitments.Any(commitment => engine.Terms.IsTime(commitment.Target.Unit))) return;
            metrics = [NotificationTime];
        }
        reasons.Add(QuestionReason.MissingCommitment);
        var missing = asked is null || asked.Metrics.Any(metric => metric.Dimension == CommitmentUnit.Time) ? "a time"
            : $"its {asked.Metrics[0].Name}";
        sentences.Add($"No commitment states {missing}{(missing == "a time" ? " for it" : "")}. {asked?.Question ?? AskNotice}");
    }

    private void LookAtEvidence(ResolvedControl answer, List<ResolvedDuty> theirs, List<QuestionReason> reasons, List<string> sentences)
    {
        List<Evidence> named = [.. theirs.SelectMany(EvidenceOf).DistinctBy(evidence => evidence.Id)];
        if (named.Count == 0)
        {
            reasons.Add(QuestionReason.MissingEvidence);
            sentences.Add(answer.Split.HasFlag(Sides.Provider)
                ? "Which certificate, report or other document shows your part, and until when is it valid?"
                : $"Which certificate, report or other document shows the part of {Names(theirs)}, and until when is it valid?");
            return;
        }
        var day = answers.Context.AsOf;
        var outdated = named.FindAll(evidence => evidence.ValidityOn(day) is EvidenceValidity.Expired or EvidenceValidity.Old);
        if (outdated.Count > 0)
        {
            reasons.Add(QuestionReason.ExpiredEvidence);
            var quoted = outdated.ConvertAll(evidence => $"{Quote(evidence.Title)}, {evidence.Describe(evidence.ValidityOn(day))}");
            sentences.Add(
                $"The evidence is out of date: {Sentences.And(quoted)}. What takes its place, and until when is that valid?");
        }
        else if (named.TrueForAll(evidence => evidence.ValidityOn(day) == EvidenceValidity.NotKnown))
        {
            reasons.Add(QuestionReason.UndatedEvidence);
            sentences.Add(
                $"The matrix names {Sentences.And(named.ConvertAll(evidence => Quote(evidence.Title)))} without any date. Until when is " +
                $"it valid, or which period does it cover?");
        }
    }

    private IEnumerable<Evidence> EvidenceOf(ResolvedDuty duty)
    {
        var upstream = duty.InheritedFrom is { } from ? engine.Effective.Upstreams.FirstOrDefault(known => known.Id == from) : null;
        return duty.Evidence.Concat(upstream?.Evidence ?? []).Select(id => _evidence.GetValueOrDefault(id)).OfType<Evidence>();
    }

    private string Shared(ResolvedControl answer, List<ResolvedDuty> theirs)
    {
        var others = theirs.FindAll(duty => duty.Side == Sides.ThirdParty);
        List<string> who = [];
        List<string> parts = [];
        if (answer.Split.HasFlag(Sides.Provider))
        {
            who.Add("you");
            parts.Add("what do you do");
        }
        if (answer.Split.HasFlag(Sides.ThirdParty))
        {
            who.Add(Names(others));
            parts.Add($"what does {Names(others)} do");
        }
        if (answer.Split.HasFlag(Sides.Customer))
        {
            who.Add("us");
            parts.Add("what stays with us");
        }
        var ask = Sentences.And(parts);
        return $"The matrix divides this between {Sentences.And(who)}, and does not say who does what: {ask}?";
    }

    private string WhatTheMatrixSays(ResolvedControl answer, List<ResolvedDuty> theirs)
    {
        var provider = theirs.FindAll(duty => duty.Side == Sides.Provider);
        var told = (provider.Count > 0 ? provider : theirs).Select(duty => Text(duty)).OfType<string>().Distinct().Take(MostQuoted)
            .Select(Quote).ToList();
        if (told.Count > 0)
            return $"The matrix says of {(provider.Count > 0 ? "your part" : $"the part of {Names(theirs)}")}: {string.Join("; ", told)}.";
        return answer.Split.HasFlag(Sides.Provider)
            ? answer.Split == Sides.Provider ? "By the matrix this is yours to do." : "By the matrix a part of this is yours to do."
            : $"By the matrix {Names(theirs)} does this.";
    }

    private string? Text(ResolvedDuty duty) => duty.Id is { } id && texts.TryGetValue(id, out var text) && text.Text is { } words ? words
        : string.IsNullOrWhiteSpace(duty.Text) ? null : duty.Text;

    private string Names(List<ResolvedDuty> duties) => Sentences.And(duties.Select(duty => nameOf(duty.Party)).Distinct().ToList());

    private string TitleOf(int node)
    {
        var parent = engine.Space.CoveringParentOf(node);
        return parent < 0 ? titleOf(node) : $"{titleOf(node)} (part of {engine.Space.ControlOf(parent).Id} {titleOf(parent)})";
    }

    private string Conflicting(ResolvedControl answer)
    {
        List<string> said = [];
        foreach (var reason in answer.Because.OfType<AssignmentReason>().Where(reason => reason.Outcome == ReasonOutcome.Conflicting)
            .Take(MostQuoted))
        {
            var assignment = AssignmentOf(reason);
            said.Add($"{Engine.NameOf(assignment)}: {Says(assignment.Source)}");
        }
        return string.Join("; ", said);
    }

    private static string Says(Assignment assignment) =>
        assignment.State is { } state ? Sentences.Of(state, Sides.None)
        : assignment.Split is { } split ? Sentences.Of(split)
        : (assignment.Provider ?? assignment.Customer ?? assignment.Duties.FirstOrDefault()?.Text) is { } text ? Quote(text) : "duties";

    private static AssignmentReason? FirstConflicting(ResolvedControl answer) =>
        answer.State == ControlState.Conflict
            ? answer.Because.OfType<AssignmentReason>().FirstOrDefault(reason => reason.Outcome == ReasonOutcome.Conflicting) : null;

    private CompiledAssignment AssignmentOf(AssignmentReason reason) =>
        engine.Levels[reason.Level].Assignments[int.Parse(reason.Pointer.AsSpan("/assignments/".Length), CultureInfo.InvariantCulture)];

    private static string LowerFirst(string text) => text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    // A full stop inside a quotation would end the sentence around it.
    private static string Quote(string text)
    {
        text = text.Trim().TrimEnd('.');
        if (text.Length > LongestQuote)
        {
            var end = char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote;
            text = text[..end] + "…";
        }
        return $"“{text.ReplaceLineEndings(" ")}”";
    }
}
