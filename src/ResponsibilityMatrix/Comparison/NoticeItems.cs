using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Sorts the changes between two versions into what a notice tells, in sentences for the customer.</summary>
internal sealed class NoticeItems
{
    private const string Parameters = "parameters";
    private const string Service = "service";
    private readonly MatrixDiff _diff;
    private readonly Engine _old;
    private readonly Engine _new;
    private readonly NoticeWords _words;
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);

    // The controls of which the customer learns anyway what comes to it, with the contexts.
    private readonly HashSet<(string? Catalog, string? Control, string? When)> _moved;

    public NoticeItems(MatrixDiff diff, Engine oldVersion, Engine newVersion)
    {
        (_diff, _old, _new) = (diff, oldVersion, newVersion);
        _words = new(oldVersion, newVersion);
        Choices = new(diff.Options.Where(option => option.Values.Count == 1 && IsOpen(option.Id))
            .Select(option => KeyValuePair.Create(option.Id, option.Values[0])));
        _moved = [.. diff.Changes.Where(change => change.Kind is ChangeKind.CustomerAdded or ChangeKind.ControlAdded)
            .Select(change => (change.Catalog, change.Control, change.When))];
        List<NoticeItem> consequences = [];
        foreach (var change in diff.Changes) Sort(change, consequences);
        MustDo.AddRange(consequences);
        // What is lost of one control stands together, whatever its impact on the version number.
        Losses = [.. Losses.GroupBy(loss => (loss.Catalog, loss.About)).SelectMany(losses => losses)];
    }

    public string Provider => _words.Provider;

    public ValueMap<string> Choices { get; }

    public List<NoticeItem> MustDo { get; } = [];

    public List<NoticeItem> Losses { get; private set; } = [];

    public List<NoticeItem> Others { get; } = [];

    public int Particulars { get; private set; }

    private void Sort(MatrixChange change, List<NoticeItem> consequences)
    {
        if (change.Kind == ChangeKind.MetadataChanged)
        {
            SortMember(change, consequences);
            return;
        }
        if (change.IsMoveToCustomer)
        {
            MustDo.Add(Move(change));
            return;
        }
        if (change.Impact == VersionBump.Patch)
        {
            Particulars++;
            return;
        }
        (IsLoss(change) ? Losses : Others).Add(Told(change));
        if (Consequence(change) is { } task) consequences.Add(task);
    }

    // What a customer loses, whatever the impact on the version number: a duty that somebody else no longer has counts too.
    private static bool IsLoss(MatrixChange change) => change.Impact == VersionBump.Major || change switch
    {
        { Kind: ChangeKind.DutyChanged, Facet: ChangeFacet.GoneDuty } => change.Duties.Any(duty => duty.Side != Sides.Customer),
        { Kind: ChangeKind.DutyChanged, Facet: ChangeFacet.Completeness } => change.After == "incomplete",
        { Kind: ChangeKind.ThirdPartyChanged, Facet: ChangeFacet.ThirdParties } => change.After is null,
        _ => false,
    };

    private NoticeItem Move(MatrixChange change)
    {
        var isCustomers = change.Duties.Any(duty => duty.Side == Sides.Customer);
        var item = change switch
        {
            { Kind: ChangeKind.CustomerAdded or ChangeKind.ControlAdded } => Performs(change),
            { Facet: ChangeFacet.NewDuty } => Item(change) with
            {
                Text = isCustomers ? "You have a new duty." : $"{_words.OwnerOf(change)} has a new duty, which speaks of your part.",
                Duties = _words.Duties(change.Duties),
            },
            { Facet: ChangeFacet.GoneDuty } => Item(change) with
            {
                Text = "This duty of yours is replaced by another one of this list.",
                Before = change.Before,
            },
            { Facet: ChangeFacet.Text } when isCustomers => Reworded(change, "Your duty is worded differently and may ask more of you."),
            { Facet: ChangeFacet.Text } =>
                Reworded(change, $"A duty of {_words.OwnerOf(change)} is worded differently and now speaks of your part."),
            { Facet: ChangeFacet.Remarks } => Reworded(change, "The remarks are worded differently and now speak of your part."),
            { Facet: ChangeFacet.Reason } => Reworded(change, "The reason given is worded differently and now speaks of your part."),
            { Facet: ChangeFacet.Title } => Reworded(change, "The title is worded differently and now speaks of your part."),
            _ => Reworded(change, "The text is worded differently and now speaks of your part."),
        };
        return item with { By = By };
    }

    private NoticeItem Performs(MatrixChange change)
    {
        var isAlone = change.After == Words.OfSplit(Sides.Customer);
        var text = change.Kind == ChangeKind.ControlAdded
            ? $"This control is new in the document, and you perform {(isAlone ? "it" : "a part of it")}."
            : $"You now perform {(isAlone ? "this control" : "a part of this control")}.";
        if (!change.CustomerDuties.Any(duty => (duty.Text ?? duty.Action) is not null))
            text += $" The document does not say in words what that is: ask {Provider}.";
        return Item(change) with
        {
            Text = text,
            Before = _words.Split(change.Before),
            After = _words.Split(change.After),
            Duties = _words.Duties(change.CustomerDuties),
        };
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private NoticeItem Reworded(MatrixChange change, string text) =>
        Item(change) with { Text = text, Before = Blank(change.Before), After = Blank(change.After) };

    private NoticeItem Told(MatrixChange change)
    {
        var (text, before, after) = _words.Sentence(change);
        return Item(change) with
        {
            Text = text,
            Before = before,
            After = after,
            Duties = change.Facet is ChangeFacet.NewDuty or ChangeFacet.GoneDuty || change.Control is not null && change.Kind
                is ChangeKind.ProviderRemoved or ChangeKind.ProviderAdded or ChangeKind.StateLost or ChangeKind.StateGained
                or ChangeKind.ControlRemoved or ChangeKind.ControlAdded or ChangeKind.ImplementationWeakened
                or ChangeKind.ImplementationStrengthened ? _words.Duties(change.Duties) : [],
        };
    }

    // What a loss leaves to the customer, or a commitment newly asks of it; null for nothing.
    private NoticeItem? Consequence(MatrixChange change)
    {
        var item = Item(change) with { By = By };
        switch (change)
        {
            case { Kind: ChangeKind.ProviderRemoved } when !IsMoved(change) && !IsDoneByThirdPartyAlone(change.After):
                return item with
                {
                    Text = $"Cover the part of this control that {Provider} no longer performs.",
                    Duties = _words.Duties(change.Duties),
                };
            case { Kind: ChangeKind.StateLost } when change.After != Words.Of(ControlState.NotApplicable):
                return item with { Text = $"Settle with {Provider} who performs this control: the new version leaves it open." };
            case { Kind: ChangeKind.ConflictAdded }:
                return item with { Text = $"Settle with {Provider} who performs this control: the new version gives two answers." };
            case { Facet: ChangeFacet.Completeness, After: "incomplete" }:
                return item with
                { Text = $"Settle with {Provider} who performs the part of this control that is no longer assigned." };
            case { Kind: ChangeKind.InheritabilityNarrowed } when !IsMoved(change):
                return item with
                {
                    Text = $"Show yourself, for your own compliance, what you can no longer take over from {Provider}.",
                    Before = NoticeWords.TakenOver(change.Before),
                    After = NoticeWords.TakenOver(change.After),
                };
            case { Subject: { } id, Kind: ChangeKind.CommitmentAdded or ChangeKind.CommitmentChanged }:
                var needed = _words.NewlyNeeded(id);
                return needed.Count == 0 ? null : item with
                {
                    Text = "Do this: without it, the commitment lapses.",
                    After = _words.Target(id),
                    Duties = _words.Duties(needed),
                };
            default:
                return null;
        }
    }

    private bool IsMoved(MatrixChange change) => _moved.Contains((change.Catalog, change.Control, change.When))
        || (change.When is not null && _moved.Contains((change.Catalog, change.Control, null)));

    private static bool IsDoneByThirdPartyAlone(string? split) => split == Words.OfSplit(Sides.ThirdParty);

    // Options that are no longer offered are a loss to those who chose them.
    private void SortMember(MatrixChange change, List<NoticeItem> consequences)
    {
        if (change.Subject is not (Parameters or Service) || !_members.Add(change.Subject))
        {
            Particulars++;
            return;
        }
        var (gone, others) = Options(change.Subject);
        var item = Item(change);
        if (gone.Count > 0)
        {
            Losses.Add(item with { Text = string.Join(' ', gone.Concat(others)) });
            consequences.Add(item with
            { Text = $"If that was your choice, settle with {Provider} what holds for you from then on.", By = By });
        }
        else if (others.Count > 0) Others.Add(item with { Text = string.Join(' ', others) });
        else Particulars++;
    }

    private (List<string> Gone, List<string> Others) Options(string member)
    {
        List<string> gone = [];
        List<string> others = [];
        foreach (var id in IdsOf(_new).Union(IdsOf(_old)).Where(id => id == Condition.ServiceModel == (member == Service)))
        {
            if (Choices.ContainsKey(id)) continue;
            var (was, now) = (ValuesOf(_old, id), ValuesOf(_new, id));
            var name = id == Condition.ServiceModel ? "the service model" : id;
            if (was.Count == 0) others.Add($"The document newly makes a difference by {name} ({Sentences.Or(now)}).");
            else if (now.Count == 0) others.Add($"The document no longer makes a difference by {name}.");
            else
            {
                var (went, came) = (was.Except(now).ToList(), now.Except(was).ToList());
                if (went.Count > 0)
                    gone.Add($"The new version no longer has {Choice(went)} for {name}, and says nothing of what holds with it.");
                if (came.Count > 0) others.Add($"The new version also has {Choice(came)} for {name}.");
            }
        }
        return (gone, others);
    }

    private static string Choice(List<string> values) => $"the choice {Sentences.And([.. values.Select(value => $"“{value}”")])}";

    // Whether there is a choice: several values that both versions have, or that the only one has which has the option.
    private bool IsOpen(string id)
    {
        var (was, now) = (ValuesOf(_old, id), ValuesOf(_new, id));
        return (was.Count == 0 ? now : now.Count == 0 ? was : was.Intersect(now)).Count() > 1;
    }

    private static IEnumerable<string> IdsOf(Engine version) => version.Parameters.Parameters.Select(parameter => parameter.Id);

    private static IReadOnlyList<string> ValuesOf(Engine version, string id) =>
        version.Parameters.Parameters.FirstOrDefault(parameter => parameter.Id == id)?.Values ?? [];

    private DateOnly? By => _new.Effective.Matrix.Effective;

    private NoticeItem Item(MatrixChange change) => new()
    {
        Kind = change.Kind,
        About = _words.About(change),
        Control = change.Control,
        Catalog = change.Catalog,
        Title = change.Title,
        Subject = change.Subject,
        Text = "",
        When = change.When,
        Contexts = change.Contexts,
        OmittedContexts = change.OmittedContexts,
    };
}
