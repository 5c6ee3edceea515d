using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>A shared responsibility matrix for CMMC: a row for each assessment objective.</summary>
internal sealed class CmmcWorkbook : PublisherFormat
{
    private const string
        State = "state",
        Owner = "performs",
        ProviderText = "providerText",
        CustomerText = "customerText",
        ThirdPartyText = "thirdPartyText",
        Status = "status",
        EvidenceOf = "evidence",
        Reason = "reason",
        StatedAt = "statedAt";

    /// <summary>The columns of all such workbooks.</summary>
    public static SheetColumn Objective { get; } = new() { Heading = "Assessment Objective", Width = 12, Look = SheetLook.Lined };

    /// <inheritdoc cref="Objective"/>
    public static SheetColumn Title { get; } = new() { Heading = "Title", Width = 34, Look = SheetLook.Lined };

    public override string Id => "cmmc-srm";

    public override string Profile => "cmmc-srm";

    public override FormatContent Content { get; } = new()
    {
        Id = "cmmc-srm",
        Title = "CMMC by assessment objective",
        Held = FormatContent.Map(
            (MatrixPart.Conditions, "one context in a file"), (MatrixPart.Catalogs, "a row for each objective in scope"),
            (MatrixPart.Controls, "ids and titles"), (MatrixPart.Selectors, "a row for each objective, and what it was stated for"),
            (MatrixPart.States, null), (MatrixPart.Reasons, null), (MatrixPart.Splits, null),
            (MatrixPart.Duties, "one of each side"), (MatrixPart.Texts, "one of each side"),
            (MatrixPart.Implementation, "the provider's"), (MatrixPart.EvidenceOfDuties, "the provider's"),
            (MatrixPart.Evidence, "titles"), (MatrixPart.Base, "as it resolves"), (MatrixPart.Defaults, "as they resolve"),
            (MatrixPart.Translations, "the language asked for")),
    };

    internal override ValueList<PublisherSheet> Sheets { get; } =
    [
        new()
        {
            Name = "Responsibilities",
            Columns =
            [
                new() { Id = "control", Heading = Objective.Heading, Use = PublisherColumnUse.Id, Width = Objective.Width },
                new() { Id = "title", Heading = Title.Heading, Use = PublisherColumnUse.Title, Width = Title.Width },
                new() { Id = State, Heading = "State", Width = 14, Choices = [.. States.Values] },
                new() { Id = Owner, Heading = "Who performs", Width = 18, Choices = [.. Owners.Values] },
                new() { Id = ProviderText, Heading = "Provider's part", Width = 40 },
                new() { Id = CustomerText, Heading = "Customer's part", Width = 40 },
                new() { Id = ThirdPartyText, Heading = "Third parties' part", Width = 24 },
                new() { Id = Status, Heading = "Provider's implementation", Width = 16 },
                new() { Id = EvidenceOf, Heading = "Provider's evidence", Width = 24 },
                new() { Id = Reason, Heading = "Reason", Width = 30 },
                new() { Id = StatedAt, Heading = "Stated for", Width = 12 },
            ],
        },
    ];

    private static Dictionary<ControlState, string> States { get; } = new()
    {
        [ControlState.Assigned] = "assigned",
        [ControlState.NotApplicable] = "not applicable",
        [ControlState.NotDetermined] = "not determined",
        [ControlState.Unassigned] = "unassigned",
        [ControlState.Conflict] = "conflict",
    };

    private static Dictionary<Sides, string> Owners { get; } = new()
    {
        [Sides.Provider] = "provider",
        [Sides.Customer] = "customer",
        [Sides.ThirdParty] = "third party",
        [Sides.Shared] = "provider and customer",
        [Sides.SharedProviderThirdParty] = "provider and third party",
        [Sides.SharedCustomerThirdParty] = "customer and third party",
        [Sides.SharedAll] = "provider, customer and third party",
    };

    internal override PublisherCells CellsOf(PublisherAnswer answer, PublisherNotes notes)
    {
        var control = answer.Control;
        var provider = answer.DutiesOf(Sides.Provider);
        var cells = new PublisherCells().Set(State, States[control.State]).Set(Reason, control.Reason);
        if (answer.StatedFor is { } statedFor && !IsItself(statedFor, control)) cells.Set(StatedAt, statedFor);
        if (control.State != ControlState.Assigned) return cells;
        if (provider.Exists(duty => duty.Implementation != provider[0].Implementation || duty.Evidence != provider[0].Evidence))
            notes.Changed("the provider's duties differ in their status or evidence, which is told for all of them", control.Control);
        return cells.Set(Owner, Owners[control.Split]).Set(ProviderText, PublisherAnswer.TextOf(provider))
            .Set(CustomerText, PublisherAnswer.TextOf(answer.DutiesOf(Sides.Customer)))
            .Set(ThirdPartyText, PublisherAnswer.TextOf(answer.DutiesOf(Sides.ThirdParty)))
            .Set(Status, string.Join('\n', provider.SelectMany(duty => duty.Implementation).Distinct().Select(Words.Of)))
            .Set(EvidenceOf, string.Join('\n', provider.SelectMany(duty => duty.Evidence).Distinct().Select(answer.EvidenceTitle)));
    }

    private static bool IsItself(string selector, ResolvedControl control) =>
        ControlKey.TryParse(selector[(selector.LastIndexOf(':') + 1)..], out var named)
        && ControlKey.TryParse(control.Control, out var own) && named == own && !selector.EndsWith('*');
}
