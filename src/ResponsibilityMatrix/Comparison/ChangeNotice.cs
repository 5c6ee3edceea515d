using System.Text.Json.Serialization;
using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>
/// What a provider tells its customers about a new version of a matrix: what they must newly do, what they no longer get, what else
/// changes, and by when they had to be told under the agreed notice period. Each change between the versions is in one place: it is
/// something to do, a loss, something else, or one of the particulars. A loss that leaves work to the customer is something to do as
/// well. Immutable and thread-safe; equal by value.
/// </summary>
/// <example><code>
/// var diff = MatrixDiff.Compare(oldVersion, newVersion, today);
/// var notice = ChangeNotice.Of(diff, oldVersion, newVersion, today);
/// foreach (var item in notice.MustDo) Console.WriteLine($"{item.About}: {item.Text} By {item.By:yyyy-MM-dd}");
/// </code></example>
public sealed record ChangeNotice
{
    /// <summary>The version that is in force.</summary>
    public required MatrixIdentity Old { get; init; }

    /// <summary>The version that replaces it.</summary>
    public required MatrixIdentity New { get; init; }

    /// <summary>The title of the new version.</summary>
    public required string Title { get; init; }

    /// <summary>The name of the service in the new version.</summary>
    public required string Service { get; init; }

    /// <summary>The name of the provider, who gives the notice.</summary>
    public required string Provider { get; init; }

    /// <summary>The name of the customer, who is addressed as "you".</summary>
    public required string Customer { get; init; }

    /// <summary>The day of the notice.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The day on which the new version takes effect; null if it does not state one.</summary>
    public DateOnly? Effective { get; init; }

    /// <summary>The service model, under <c>serviceModel</c>, and the parameters to which the notice is limited, with their values. Empty
    /// if it is for all customers.</summary>
    public ValueMap<string> Choices { get; init; }

    /// <summary>The notice periods that the provider committed to in the old version, which is in force while the notice is given; if there
    /// are none, those of the new version. Only those that can hold for <see cref="Choices"/>. Empty if no version has one.</summary>
    public ValueList<NoticePeriod> Periods { get; init; }

    /// <summary>What the customer must newly do: duties that come to it, and what losses leave to it.</summary>
    public ValueList<NoticeItem> MustDo { get; init; }

    /// <summary>What the customer no longer gets or may no longer rely on.</summary>
    public ValueList<NoticeItem> Losses { get; init; }

    /// <summary>What else changes, such as the providers behind the provider, and what the customer gains.</summary>
    public ValueList<NoticeItem> Others { get; init; }

    /// <summary>The number of other changes: wording and members of the document that change nothing of who does what.</summary>
    public int Particulars { get; init; }

    /// <summary>Whether all changes are in it; false if the comparison passed a limit (RM0003).</summary>
    [JsonPropertyName("complete")]
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether anything changes for the customer; wording and other particulars do not count.</summary>
    [JsonIgnore]
    public bool HasChanges => !(MustDo.IsEmpty && Losses.IsEmpty && Others.IsEmpty);

    /// <summary>Makes the notice of the changes between two versions.</summary>
    /// <param name="diff">The comparison of the two versions.</param>
    /// <param name="oldVersion">The old version.</param>
    /// <param name="newVersion">The new version.</param>
    /// <param name="asOf">The day of the notice.</param>
    /// <exception cref="ArgumentException">The comparison is of other versions, or of an annex and its base
    /// (<see cref="MatrixDiff.IsOfBase"/>): what was negotiated is no change that anybody gives notice of.</exception>
    public static ChangeNotice Of(MatrixDiff diff, Resolver oldVersion, Resolver newVersion, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(diff);
        ArgumentNullException.ThrowIfNull(oldVersion);
        ArgumentNullException.ThrowIfNull(newVersion);
        var (old, @new) = (oldVersion.Engine.Effective, newVersion.Engine.Effective);
        if (diff.IsOfBase)
            throw new ArgumentException("An annex and its base are no two versions: there is no change to give notice of.", nameof(diff));
        if (!IsOf(diff.Old, old)) throw new ArgumentException("This is not the old version of the comparison.", nameof(oldVersion));
        if (!IsOf(diff.New, @new)) throw new ArgumentException("This is not the new version of the comparison.", nameof(newVersion));
        var items = new NoticeItems(diff, oldVersion.Engine, newVersion.Engine);
        return new()
        {
            Old = diff.Old,
            New = diff.New,
            Title = @new.Matrix.Title,
            Service = @new.Service.Name,
            Provider = items.Provider,
            Customer = @new.FindParty(@new.Service.Customer)?.Name ?? @new.Service.Customer,
            AsOf = asOf,
            Effective = @new.Matrix.Effective,
            Choices = items.Choices,
            Periods = NoticePeriods.Of(diff, oldVersion.Engine, newVersion.Engine, asOf),
            MustDo = items.MustDo.ToValueList(),
            Losses = items.Losses.ToValueList(),
            Others = items.Others.ToValueList(),
            Particulars = items.Particulars,
            IsComplete = diff.Diagnostics.All(finding => finding.Id != Json.DocumentDescriptors.LimitPassed.Id),
        };
    }

    private static bool IsOf(MatrixIdentity identity, EffectiveMatrix version) =>
        identity.Id == version.Matrix.Id && identity.Version == version.Matrix.Version;
}

/// <summary>A notice period (the metric <c>changeNoticePeriod</c>) and the day that follows from it. Immutable; equal by value.</summary>
public sealed record NoticePeriod
{
    /// <summary>The id of the commitment.</summary>
    public required string Commitment { get; init; }

    /// <summary>The period, in <see cref="Unit"/>.</summary>
    public required decimal Value { get; init; }

    /// <summary>The unit, such as <c>days</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>The period in words, such as <c>at least 30 days</c>. Do not parse it.</summary>
    public required string Text { get; init; }

    /// <summary>What it is limited to, such as a kind of change; null for nothing.</summary>
    public string? Qualifier { get; init; }

    /// <summary>For whom it holds, in words, such as <c>plan is enterprise</c>; null for all.</summary>
    public string? When { get; init; }

    /// <summary>Whether it is of the old version, and so in force while the notice is given.</summary>
    [JsonPropertyName("inForce")]
    public required bool IsInForce { get; init; }

    /// <summary>The period in whole days, rounded up, a month having 30; null for a unit that is never converted, such as business days,
    /// and for a commitment that sets no least period.</summary>
    public int? Days { get; init; }

    /// <summary>The last day on which customers can be told in time: the day on which the new version takes effect less
    /// <see cref="Days"/>; null without either.</summary>
    public DateOnly? TellBy { get; init; }

    /// <summary>The number of days by which the notice is late; 0 if it is in time, null without <see cref="TellBy"/>.</summary>
    public int? DaysLate { get; init; }

    /// <summary>Why there is no day, as a sentence; null if there is one.</summary>
    public string? WhyNoDay { get; init; }
}

/// <summary>One thing that a notice tells. Immutable; equal by value.</summary>
public sealed record NoticeItem
{
    /// <summary>The kind of the change that it comes from.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>What it is about, in words: a control with its title, a commitment, a provider behind the provider.</summary>
    public required string About { get; init; }

    /// <summary>The control in its catalog's spelling, or null.</summary>
    public string? Control { get; init; }

    /// <summary>The catalog of the control as <c>id@edition</c>, or <c>local</c>; null without a control.</summary>
    public string? Catalog { get; init; }

    /// <summary>The title of the control; null without a control.</summary>
    public string? Title { get; init; }

    /// <summary>The <see cref="MatrixChange.Subject"/> of the change: an id in the documents; null for a control.</summary>
    public string? Subject { get; init; }

    /// <summary>What the customer is told, in sentences that address it as "you". Do not parse it.</summary>
    public required string Text { get; init; }

    /// <summary>What holds until then, in words; null for nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What holds from then on, in words; null for nothing.</summary>
    public string? After { get; init; }

    /// <summary>The duties that it is about: what the customer must do; what others no longer do, or newly do. Empty if none is
    /// known.</summary>
    public ValueList<NoticeDuty> Duties { get; init; }

    /// <summary>The day by which the customer must do it: that on which the new version takes effect. Null if that is not stated, and for
    /// what is not to be done.</summary>
    public DateOnly? By { get; init; }

    /// <summary>For whom it holds, in words, such as <c>plan is enterprise</c>; null for all.</summary>
    public string? When { get; init; }

    /// <summary>The contexts in which it holds, as in <see cref="MatrixChange.Contexts"/>; empty for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ValueList<ResolutionContext> Contexts { get; init; }

    /// <summary>The number of contexts that <see cref="Contexts"/> leaves out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int OmittedContexts { get; init; }
}

/// <summary>A duty in a notice. Immutable; equal by value.</summary>
public sealed record NoticeDuty
{
    /// <summary>The id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>The name of the party; <c>you</c> for the customer.</summary>
    public required string Party { get; init; }

    /// <summary>What is done, or null.</summary>
    public string? Text { get; init; }

    /// <summary>A word for what is done, or null.</summary>
    public string? Action { get; init; }

    /// <summary>The part or feature of the service, or null.</summary>
    public string? Component { get; init; }
}
