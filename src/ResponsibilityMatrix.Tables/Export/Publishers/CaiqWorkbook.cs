using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>The Consensus Assessments Initiative Questionnaire, version 4: an answer, the ownership and two texts for each
/// question.</summary>
internal sealed class CaiqWorkbook : PublisherFormat
{
    private const string
        Answer = "answer",
        Owner = "owner",
        ProviderText = "providerText",
        CustomerText = "customerText";

    public override string Id => "caiq";

    public override string Profile => "caiq-v4";

    public override FormatContent Content { get; } = new()
    {
        Id = "caiq",
        Title = "CAIQ",
        Held = FormatContent.Map(
            (MatrixPart.Conditions, "one context in a file"), (MatrixPart.Catalogs, "a row for each control in scope"),
            (MatrixPart.Controls, "ids and titles"), (MatrixPart.ControlDetails, "parents"),
            (MatrixPart.Selectors, "a row for each control"), (MatrixPart.States, "not applicable"),
            (MatrixPart.Reasons, "of what is not applicable"),
            (MatrixPart.Splits, "all but those of customer and third party, and of all three"),
            (MatrixPart.Duties, "one of each side"), (MatrixPart.Texts, "the provider's and the customer's"),
            (MatrixPart.Involvement, "a third party's that the provider answers for"),
            (MatrixPart.Implementation, "of the provider: done or not"), (MatrixPart.Base, "as it resolves"),
            (MatrixPart.Defaults, "as they resolve"), (MatrixPart.Translations, "the language asked for")),
    };

    internal override ValueList<PublisherSheet> Sheets { get; } =
    [
        new()
        {
            Name = "CAIQ",
            Columns =
            [
                new() { Id = "part", Heading = "Question ID", Use = PublisherColumnUse.Id, Width = 12 },
                new() { Id = "question", Heading = "Question", Use = PublisherColumnUse.OwnTitle, Width = 40 },
                new() { Id = Answer, Heading = "CSP CAIQ Answer", Width = 10, Choices = ["Yes", "No", "NA"] },
                new()
                {
                    Id = Owner, Heading = "SSRM Control Ownership", Width = 18,
                    Choices = ["CSP-owned", "CSC-owned", "3rd-party outsourced", "Shared CSP and CSC", "Shared CSP and 3rd-party"],
                },
                new() { Id = ProviderText, Heading = "CSP Implementation Description", Width = 50 },
                new() { Id = CustomerText, Heading = "CSC Responsibilities", Width = 50 },
                new() { Id = "control", Heading = "CCM Control ID", Use = PublisherColumnUse.ControlId, Width = 12 },
                new() { Id = "title", Heading = "CCM Control Title", Use = PublisherColumnUse.ControlTitle, Width = 30 },
            ],
        },
    ];

    // The typical ownership is the publisher's.
    internal override bool IsFilled(ProfileDocument document) => document.Id != "ccm";

    internal override PublisherCells CellsOf(PublisherAnswer answer, PublisherNotes notes)
    {
        var cells = new PublisherCells();
        var (control, id) = (answer.Control, answer.Control.Control);
        if (control.State == ControlState.NotApplicable) return cells.Set(Answer, "NA").Set(ProviderText, control.Reason);
        if (control.State != ControlState.Assigned)
        {
            if (control.State != ControlState.Unassigned) notes.Lost($"there is no word for {Words.Of(control.State)}", id);
            return cells;
        }
        if (OwnerOf(control.Split) is not { } owner)
        {
            notes.Lost("there is no word for a customer and a third party that perform together", id);
            return cells;
        }
        if (control.Split == Sides.SharedAll)
            notes.Changed("there is no word for all three sides: the third party's part is left out", id);
        var texts = control.Split == Sides.ThirdParty ? Sides.ThirdParty : Sides.Provider;
        AddAnswer(cells, [.. control.Duties.Where(duty => duty.Side == Sides.Provider)], id, notes);
        return cells.Set(Owner, owner).Set(ProviderText, PublisherAnswer.TextOf(answer.DutiesOf(texts)))
            .Set(CustomerText, PublisherAnswer.TextOf(answer.DutiesOf(Sides.Customer)));
    }

    private static string? OwnerOf(Sides split) => split switch
    {
        Sides.Provider => "CSP-owned",
        Sides.Customer => "CSC-owned",
        Sides.ThirdParty => "3rd-party outsourced",
        Sides.Shared or Sides.SharedAll => "Shared CSP and CSC",
        Sides.SharedProviderThirdParty => "Shared CSP and 3rd-party",
        _ => null,
    };

    // Nothing is claimed of which no duty states a status.
    private static void AddAnswer(PublisherCells cells, List<ResolvedDuty> provider, string id, PublisherNotes notes)
    {
        var stated = provider.Where(duty => !duty.Implementation.IsEmpty).ToList();
        if (stated.Count == 0) return;
        if (stated.SelectMany(duty => duty.Implementation).All(status => status == ImplementationStatus.NotApplicable))
        {
            notes.Lost("a duty that is not applicable cannot be told from a control that is not", id);
            return;
        }
        var isDone = provider.TrueForAll(duty => duty.IsDone);
        if (stated.Exists(duty => duty.Implementation is not [ImplementationStatus.Implemented or ImplementationStatus.NotImplemented]))
            notes.Changed($"the status of implementation is told by {(isDone ? "Yes" : "No")} alone", id);
        cells.Set(Answer, isDone ? "Yes" : "No");
    }
}
