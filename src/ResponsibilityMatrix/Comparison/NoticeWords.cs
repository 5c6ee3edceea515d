using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The sentences of a notice. They address the customer, and name parties, commitments and evidence and not their ids.</summary>
internal sealed class NoticeWords(Engine oldVersion, Engine newVersion)
{
    private readonly Side _old = new(oldVersion);
    private readonly Side _new = new(newVersion);

    public string Provider { get; } = newVersion.Effective.FindParty(newVersion.Effective.Service.Provider)?.Name
        ?? newVersion.Effective.Service.Provider;

    /// <summary>What a change is about.</summary>
    public string About(MatrixChange change) => change switch
    {
        { Control: { } control } => control == change.Title ? control : $"{control} {change.Title}".TrimEnd(),
        { Kind: ChangeKind.AuthorizationWeakened } => $"Authorization {change.Subject}",
        { Kind: ChangeKind.EvidenceWithdrawn } => "Evidence",
        { Kind: ChangeKind.SubproviderChanged } => $"Provider behind {Provider}",
        { Kind: ChangeKind.MetadataChanged } => "Options of the service",
        { Subject: { } id } => $"Commitment on {NameOfCommitment(id)}",
        _ => "The document",
    };

    /// <summary>What is said of a change, and what holds before and after it, in words.</summary>
    public (string Text, string? Before, string? After) Sentence(MatrixChange change)
    {
        var (before, after) = (change.Before, change.After);
        switch (change.Kind)
        {
            case ChangeKind.ProviderRemoved: return OfSplit($"{Provider} no longer performs this control.");
            case ChangeKind.ProviderAdded: return OfSplit($"{Provider} now performs this control or a part of it.");
            case ChangeKind.CustomerRemoved: return OfSplit("You no longer perform this control.");
            case ChangeKind.StateLost: return OfSplit("Nobody is named any longer as the one who performs this control.");
            case ChangeKind.StateGained: return OfSplit("It is now said who performs this control.");
            case ChangeKind.StateChanged:
                return OfSplit(after == Words.Of(ControlState.NotApplicable)
                ? "This control no longer applies to the service." : "It is left open who performs this control.");
            case ChangeKind.ConflictAdded: return OfSplit("The new version gives two different answers on who performs this control.");
            case ChangeKind.ControlRemoved: return OfSplit("The new version no longer covers this control.");
            case ChangeKind.ControlAdded: return OfSplit("The new version also covers this control.");
            case ChangeKind.InheritabilityNarrowed:
                return ("You can take over less of this control for your own compliance.", TakenOver(before), TakenOver(after));
            case ChangeKind.InheritabilityWidened:
                return ("You can take over more of this control for your own compliance.", TakenOver(before), TakenOver(after));
            case ChangeKind.ImplementationWeakened: return OfImplementation($"{Provider} had done this, and no longer has.");
            case ChangeKind.ImplementationStrengthened: return OfImplementation($"{Provider} now has done this.");
            case ChangeKind.AuthorizationWeakened:
                return (after is null ? "The new version no longer names this authorization."
                    : "The authorization of the service is weaker.", before, after);
            case ChangeKind.EvidenceWithdrawn:
                return ($"{Provider} no longer gives this evidence, and gives no other of its kind.", before, null);
            case ChangeKind.CommitmentWeakened: return OfCommitment("The commitment is weaker.");
            case ChangeKind.CommitmentStrengthened: return OfCommitment("The commitment is stronger.");
            case ChangeKind.CommitmentRemoved: return OfCommitment("The commitment ends.");
            case ChangeKind.CommitmentAdded: return OfCommitment("This commitment is new.");
            case ChangeKind.CommitmentChanged:
                return ("The commitment changes.", CommitmentOf(oldVersion, change.Subject!), CommitmentOf(newVersion, change.Subject!));
            case ChangeKind.SubproviderChanged:
                var (was, now) = (Names(before), Names(after));
                return (was is null ? $"{Provider} newly relies on {now}." : now is null ? $"{Provider} no longer relies on {was}."
                    : $"{Provider} relies on {now} and no longer on {was}.", null, null);
            case ChangeKind.AccountableChanged:
                return ((AreYou(before), AreYou(after)) switch
                {
                    (false, true) => "You now answer for this control.",
                    (true, false) => "You no longer answer for this control.",
                    _ => "Other parties answer for this control.",
                }, Names(before), Names(after));
            case ChangeKind.ThirdPartyChanged when change.Facet == ChangeFacet.ThirdParties:
                return (after is null ? "Third parties no longer perform this control." : before is null
                    ? "Third parties now perform this control or a part of it." : "Other third parties perform this control.",
                    Names(before), Names(after));
            case ChangeKind.ThirdPartyChanged:
                return ($"Others behind {Provider} perform {(change.Facet == ChangeFacet.Upstream ? "a part of " : "")}this control.",
                    Names(before) ?? Provider, Names(after) ?? Provider);
            case ChangeKind.DutyChanged: return OfDuty(change);
            default: return (Capital(change.What) + ".", before, after);
        }

        (string, string?, string?) OfSplit(string text) => (text, Split(before), Split(after));

        (string, string?, string?) OfImplementation(string text) => (text, Implementation(before), Implementation(after));

        (string, string?, string?) OfCommitment(string text) =>
            (text, before is null ? null : CommitmentOf(oldVersion, change.Subject!),
                after is null ? null : CommitmentOf(newVersion, change.Subject!));
    }

    private (string Text, string? Before, string? After) OfDuty(MatrixChange change)
    {
        var (before, after) = (change.Before, change.After);
        var duty = $"{Owned(change)}{Quoted(change)}";
        return change.Facet switch
        {
            ChangeFacet.NewDuty => ($"{Capital(OwnerOf(change))} newly {(IsCustomers(change) ? "do" : "does")} this.", null, null),
            ChangeFacet.GoneDuty => ($"{Capital(OwnerOf(change))} no longer {(IsCustomers(change) ? "have" : "does")} this.", null, null),
            ChangeFacet.Consulted => ("Other parties are asked beforehand.", Names(before), Names(after)),
            ChangeFacet.Informed => ("Other parties are kept informed.", Names(before), Names(after)),
            ChangeFacet.Coupling => ("How the parts of this control depend on each other changes.", Coupling(before), Coupling(after)),
            ChangeFacet.Completeness => (after == "incomplete" ? "It is no longer said of every part of this control who performs it."
                : "It is now said of every part of this control who performs it.", null, null),
            ChangeFacet.Party => ($"{duty} passes to another party.", Names(before), Names(after)),
            ChangeFacet.Involvement => ($"The part that {OwnerOf(change)} {(IsCustomers(change) ? "have" : "has")} in this changes" +
                $"{(Quoted(change) is { Length: > 0 } quoted ? $":{quoted}" : ".")}", Part(before), Part(after)),
            ChangeFacet.Action => ($"{duty} is of another kind.", before, after),
            ChangeFacet.Component => ($"{duty} is done with another part of the service.", before, after),
            ChangeFacet.Implementation => ($"{duty} is implemented in another way.", Implementation(before), Implementation(after)),
            ChangeFacet.Evidence => ($"There is other evidence for {Uncapital(duty)}.",
                Each(before, id => _old.EvidenceOf(id) ?? id), Each(after, id => _new.EvidenceOf(id) ?? id)),
            ChangeFacet.Commitments => ($"Other commitments measure {Uncapital(duty)}.",
                Each(before, id => CommitmentOf(oldVersion, id) ?? id), Each(after, id => CommitmentOf(newVersion, id) ?? id)),
            ChangeFacet.Satisfies => ($"{duty} covers other duties of {Provider} to those whom it relies on.", null, null),
            ChangeFacet.UpstreamControls => ($"{duty} relies on other controls of those behind {Provider}.", null, null),
            ChangeFacet.DependsOn => ($"{duty} depends on other duties.",
                Each(before, id => _old.TextOf(id) ?? id), Each(after, id => _new.TextOf(id) ?? id)),
            _ => ("The duties of this control change.", before, after),
        };
    }

    /// <summary>Who performs, or the state, in words; null for neither.</summary>
    public string? Split(string? word)
    {
        if (word is null) return null;
        if (Words.TryParseSplit(word, out var sides))
        {
            List<string> names = [];
            if (sides.HasFlag(Sides.Provider)) names.Add(Provider);
            if (sides.HasFlag(Sides.ThirdParty)) names.Add("third parties");
            if (sides.HasFlag(Sides.Customer)) names.Add("you");
            return $"performed by {Sentences.And(names)}";
        }
        return Words.TryParse<ControlState>(word, out var state) ? Sentences.Of(state, Sides.None) : word;
    }

    /// <summary>How far the customer may take a control over, in words.</summary>
    public static string? TakenOver(string? word) => word is not null && Words.TryParse<Inheritability>(word, out var how) ? how switch
    {
        Inheritability.Full => "in full",
        Inheritability.Partial => "in part",
        _ => "not at all",
    } : word;

    /// <summary>The name of the party whose duty changed; "you" for the customer.</summary>
    public string OwnerOf(MatrixChange change) => change.Duties.IsEmpty ? Provider : NameOf(change.Duties[0].Party);

    /// <summary>Duties for a notice.</summary>
    public ValueList<NoticeDuty> Duties(IEnumerable<ResolvedDuty> duties) => duties.Select(duty => new NoticeDuty
    {
        Id = duty.Id,
        Party = NameOf(duty.Party),
        Text = duty.Text,
        Action = duty.Action,
        Component = duty.Component,
    }).ToValueList();

    /// <summary>The customer's duties on which a commitment depends in the new version and did not before.</summary>
    public List<ResolvedDuty> NewlyNeeded(string id)
    {
        var known = _old.FindCommitment(id)?.DependsOn ?? [];
        return [.. (_new.FindCommitment(id)?.DependsOn ?? []).Where(duty => !known.Contains(duty)).Distinct()
            .Select(_new.CustomersDuty).OfType<ResolvedDuty>()];
    }

    /// <summary>A commitment of a version in words; null if it has none with the id.</summary>
    public string? CommitmentOf(Engine version, string id)
    {
        var side = ReferenceEquals(version, oldVersion) ? _old : _new;
        if (side.FindCommitment(id) is not { } commitment) return null;
        List<string> limits = [];
        if (side.PartyOf(commitment) is { } party && party != version.Effective.Service.Provider) limits.Add($"by {NameOf(party)}");
        if (!commitment.Controls.IsEmpty)
            limits.Add($"for the {(commitment.Controls.Count == 1 ? "control" : "controls")} " +
                Sentences.And([.. commitment.Controls.Select(selector => selector.ToString())]));
        if (!commitment.DependsOn.IsEmpty)
            limits.Add($"as long as this is done: {Quote(commitment.DependsOn.Select(duty => side.TextOf(duty) ?? duty))}");
        return string.Join(", ", limits.Prepend(version.Terms.Describe(commitment)));
    }

    /// <summary>A commitment of the new version without its limits, in words.</summary>
    public string? Target(string id) => _new.FindCommitment(id) is { } commitment ? newVersion.Terms.Describe(commitment) : null;

    private string NameOfCommitment(string id)
    {
        var commitment = _new.FindCommitment(id) ?? _old.FindCommitment(id);
        if (commitment is null) return id;
        return newVersion.Terms.NameOf(commitment.Metric) + (commitment.Qualifier is { } qualifier ? $" ({qualifier})" : "");
    }

    private static bool IsCustomers(MatrixChange change) => change.Duties.Any(duty => duty.Side == Sides.Customer);

    private string Owned(MatrixChange change) => change.Duties.IsEmpty ? "A duty"
        : OwnerOf(change) is var owner && owner == You ? "Your duty" : $"The duty of {owner}";

    // The words of the duty, where all contexts have the same.
    private static string Quoted(MatrixChange change) =>
        change.Duties.Select(duty => duty.Text ?? duty.Action).Distinct().ToList() is [{ } text] ? $" {Quote([text])}" : "";

    private static string Quote(IEnumerable<string> texts) => DutyWords.Quote([.. texts.Select(text =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.'))]);

    private const string You = "you";

    private static bool AreYou(string? words) => words?.Split(", ").Contains(Words.OfSplit(Sides.Customer)) is true;

    // Parties by name, and upstreams by their providers.
    private string? Names(string? words) => Each(words, NameOf);

    private string NameOf(string word)
    {
        if (word == Words.OfSplit(Sides.Provider) || word == newVersion.Effective.Service.Provider) return Provider;
        if (word == Words.OfSplit(Sides.Customer) || word == newVersion.Effective.Service.Customer
            || word == oldVersion.Effective.Service.Customer) return You;
        if (word == oldVersion.Effective.Service.Provider) return Provider;
        if ((newVersion.Effective.FindParty(word) ?? oldVersion.Effective.FindParty(word)) is { } party) return party.Name;
        return _new.ProviderOf(word) ?? _old.ProviderOf(word) ?? word;
    }

    private static string? Each(string? words, Func<string, string> name) =>
        words is null ? null : Sentences.And([.. words.Split(", ").Select(name).Distinct()]);

    private static string? Implementation(string? words) => words is null ? "not stated"
        : words.Split(", ").Select(word => Words.TryParse<ImplementationStatus>(word, out var status) ? status
            : ImplementationStatus.NotImplemented).ToValueList().InWords();

    private static string? Part(string? words) => words is null ? "none" : Each(words, word => word switch
    {
        "responsible" => "performs it",
        "accountable" => "answers for it",
        "consulted" => "is asked beforehand",
        "informed" => "is kept informed",
        _ => word,
    });

    private static string? Coupling(string? word) => word switch
    {
        "dependent" => "one side needs what the other one does",
        "independent" => "each side can do its part alone",
        _ => "not stated",
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Uncapital(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    /// <summary>What a version says under its ids.</summary>
    private sealed class Side
    {
        private readonly EffectiveMatrix _matrix;
        private readonly Dictionary<string, (Commitment Commitment, int Level)> _commitments = new(StringComparer.Ordinal);
        private readonly Dictionary<string, (Duty Duty, int Level)> _duties = new(StringComparer.Ordinal);

        public Side(Engine engine)
        {
            _matrix = engine.Effective;
            for (var level = 0; level < _matrix.Levels.Count; level++)
            {
                var matrix = _matrix.Levels[level].Matrix;
                foreach (var commitment in matrix.Commitments) _commitments.TryAdd(commitment.Id, (commitment, level));
                foreach (var assignment in matrix.Assignments)
                    foreach (var duty in assignment.Duties)
                        if (duty.Id is { } id) _duties.TryAdd(id, (duty, level));
            }
        }

        public Commitment? FindCommitment(string id) => _commitments.GetValueOrDefault(id).Commitment;

        public string? PartyOf(Commitment commitment) => _matrix.PartyId(commitment.Party, _commitments[commitment.Id].Level);

        public string? TextOf(string duty) => _duties.GetValueOrDefault(duty).Duty is { } found ? found.Text ?? found.Action : null;

        public string? EvidenceOf(string id) => _matrix.Evidence.FirstOrDefault(evidence => evidence.Id == id)?.Title;

        public string? ProviderOf(string upstream) =>
            _matrix.Upstreams.FirstOrDefault(known => known.Id == upstream) is { } found
                ? _matrix.FindParty(found.Provider)?.Name ?? found.Provider : null;

        public ResolvedDuty? CustomersDuty(string id)
        {
            if (!_duties.TryGetValue(id, out var found)) return null;
            var party = _matrix.PartyId(found.Duty.Party, found.Level);
            return _matrix.SideOf(party) != Sides.Customer ? null : new()
            {
                Id = id,
                Party = party,
                Side = Sides.Customer,
                Involvement = found.Duty.Involvement,
                Text = found.Duty.Text,
                Action = found.Duty.Action,
                Component = found.Duty.Component,
            };
        }
    }
}
