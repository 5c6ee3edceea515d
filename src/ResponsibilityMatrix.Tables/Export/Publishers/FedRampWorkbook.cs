using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Tables;

/// <summary>FedRAMP's control implementation summary (CIS) and customer responsibility matrix (CRM).</summary>
internal sealed class FedRampWorkbook : PublisherFormat
{
    private const string
        Status = "status",
        Origination = "origination",
        Inheritance = "inheritance",
        Text = "text",
        Corporate = "corporate",
        Specific = "system specific",
        Hybrid = "hybrid",
        Configured = "configured by customer",
        Provided = "provided by customer",
        SharedMark = "shared",
        Inherited = "inherited";

    private static readonly string[] OfProvider = [Corporate, Specific, Hybrid];
    private static readonly string[] Marks = [Corporate, Specific, Hybrid, Configured, Provided, SharedMark, Inherited];

    public override string Id => "fedramp-crm";

    public override string Profile => "fedramp-crm";

    public override FormatContent Content { get; } = new()
    {
        Id = "fedramp-crm",
        Title = "FedRAMP CIS and CRM",
        Held = FormatContent.Map(
            (MatrixPart.Conditions, "one context in a file"), (MatrixPart.Catalogs, "a row for each control in scope"),
            (MatrixPart.Controls, "ids"), (MatrixPart.Selectors, "a row for each control"), (MatrixPart.States, "not applicable"),
            (MatrixPart.Reasons, "of what is not applicable"), (MatrixPart.Splits, "provider, customer, shared"),
            (MatrixPart.Inheritability, "but none of what the provider alone performs, or of what is not applicable"),
            (MatrixPart.Duties, "one of each side, and one to configure or provide"),
            (MatrixPart.Texts, "the customer's, or else the provider's of what can be inherited"),
            (MatrixPart.Actions, "configure, provide"),
            (MatrixPart.Implementation, "the provider's, but not implemented"), (MatrixPart.Inheritance, "that it is inherited"),
            (MatrixPart.Base, "as it resolves"), (MatrixPart.Defaults, "as they resolve"),
            (MatrixPart.Translations, "the language asked for"), (MatrixPart.Sources, "marks of such a table")),
    };

    internal override ValueList<PublisherSheet> Sheets { get; } =
    [
        new()
        {
            Name = "CIS Worksheet",
            Columns =
            [
                new() { Id = "control", Heading = "Control ID", Use = PublisherColumnUse.Id },
                Mark(Status, "implemented", "Implemented"), Mark(Status, "partial", "Partially Implemented"),
                Mark(Status, "planned", "Planned"), Mark(Status, "alternative", "Alternative Implementation"),
                Mark(Status, "notApplicable", "N/A"), Mark(Origination, Corporate, "Service Provider Corporate"),
                Mark(Origination, Specific, "Service Provider System Specific"),
                Mark(Origination, Hybrid, "Service Provider Hybrid (Corporate and System Specific)"),
                Mark(Origination, Configured, "Configured by Customer (Customer System Specific)"),
                Mark(Origination, Provided, "Provided by Customer (Customer System Specific)"),
                Mark(Origination, SharedMark, "Shared (Service Provider and Customer Responsibility)"),
                Mark(Origination, Inherited, "Inherited from Pre-Existing Authorization"),
            ],
        },
        new()
        {
            Name = "CRM Worksheet",
            Columns =
            [
                new() { Id = "control", Heading = "Control ID", Use = PublisherColumnUse.Id },
                new() { Id = Inheritance, Heading = "Can Be Inherited from CSP", Width = 26, Choices = ["No", "Partial", "Yes"] },
                new() { Id = Text, Heading = "Specific Inheritance and Customer Agency/CSP Responsibilities", Width = 110 },
            ],
        },
    ];

    // The examples of the publisher are there to be read.
    internal override bool IsFilled(ProfileDocument document) => document.Id != "examples";

    internal override bool IsNamedBy(Matrix matrix, ProfileDocument document) =>
        matrix.Authorizations.Any(authorization => authorization.Scheme == "fedramp" && authorization.Level == document.Id);

    internal override PublisherCells CellsOf(PublisherAnswer answer, PublisherNotes notes)
    {
        var cells = new PublisherCells();
        var (control, id) = (answer.Control, answer.Control.Control);
        if (control.State == ControlState.NotApplicable) return NotApplicable(control, cells, notes);
        if (control.State != ControlState.Assigned)
        {
            if (control.State != ControlState.Unassigned) notes.Lost($"there is no word for {Words.Of(control.State)}", id);
            return cells;
        }
        if (answer.Performs(Sides.ThirdParty)) notes.Lost("there is no column for what a third party performs", id);
        var (isProvider, isCustomer) = (answer.Performs(Sides.Provider), answer.Performs(Sides.Customer));
        if (!isProvider && !isCustomer) return cells;
        var (provider, customer) = (answer.DutiesOf(Sides.Provider), answer.DutiesOf(Sides.Customer));
        AddStatus(cells, provider, id, notes);
        var text = PublisherAnswer.TextOf(customer);
        var inheritability = control.Inheritability;
        var marks = MarksOf(answer, text);
        foreach (var mark in marks) cells.Mark(Origination, mark);
        if (!isProvider && marks.Count == 0)
        {
            // Without a mark, the word alone says who performs.
            if (inheritability is not (null or Inheritability.None))
                notes.Changed($"what the customer alone performs is not inherited: {Words.Of(inheritability.Value)} is written as No", id);
            inheritability = Inheritability.None;
        }
        if (!isCustomer && inheritability == Inheritability.None)
            notes.Changed("the provider alone performs what cannot be inherited: No says that the customer has a part too", id);
        if (!isCustomer && inheritability is null or Inheritability.Full) text = PublisherAnswer.TextOf(provider);
        return cells.Set(Inheritance, WordOf(inheritability)).Set(Text, text);
    }

    private static PublisherCells NotApplicable(ResolvedControl control, PublisherCells cells, PublisherNotes notes)
    {
        cells.Mark(Status, "notApplicable");
        if (control is { InheritabilityStated: true, Inheritability: Inheritability.None })
            notes.Changed("not applicable and not to be inherited cannot be said together: the second is left blank", control.Control);
        else if (control.InheritabilityStated) cells.Set(Inheritance, WordOf(control.Inheritability));
        return cells.Set(Text, control.Reason);
    }

    private static void AddStatus(PublisherCells cells, List<ResolvedDuty> provider, string id, PublisherNotes notes)
    {
        var statuses = provider.SelectMany(duty => duty.Implementation).Distinct().ToList();
        if (statuses.Count == 0) return;
        if (provider.Exists(duty => duty.Implementation.Count != statuses.Count))
            notes.Changed("the provider's duties differ in their status of implementation, which is told for all of them", id);
        if (statuses.Remove(ImplementationStatus.NotImplemented))
            notes.Lost("there is no column for a duty that is not implemented", id);
        if (statuses is [ImplementationStatus.NotApplicable])
        {
            notes.Lost("a duty that is not applicable cannot be told from a control that is not", id);
            return;
        }
        foreach (var status in statuses) cells.Mark(Status, Words.Of(status));
    }

    // The marks that the matrix came with, if they say what it says now; else those that do.
    private static IReadOnlyList<string> MarksOf(PublisherAnswer answer, string text)
    {
        var (provider, customer) = (answer.DutiesOf(Sides.Provider), answer.DutiesOf(Sides.Customer));
        var isOwn = answer.Performs(Sides.Provider) && (provider.Count == 0 || provider.Exists(duty => duty.InheritedFrom is null));
        var isInherited = provider.Exists(duty => duty.InheritedFrom is not null);
        var configures = customer.Exists(duty => duty.Action == "configure");
        var provides = customer.Exists(duty => duty.Action == "provide");
        var isPlain = answer.Performs(Sides.Customer) && !configures && !provides;
        List<string> marks = [];
        if (isPlain && (isOwn || isInherited)) marks.Add(SharedMark);
        if (isOwn && (isInherited || !isPlain)) marks.Add(Specific);
        if (isInherited) marks.Add(Inherited);
        if (configures) marks.Add(Configured);
        if (provides) marks.Add(Provided);
        if (answer.Label is not { } label) return marks;
        List<string> words = [.. label.Split("; ").Where(word => Array.IndexOf(Marks, word) >= 0).Distinct()];
        var isOfProvider = words.Exists(word => Array.IndexOf(OfProvider, word) >= 0);
        var hasPart = answer.Control.Inheritability == Inheritability.None
            || (answer.Control.Inheritability == Inheritability.Partial && text.Length > 0);
        var isTheSame = isInherited == words.Contains(Inherited) && configures == words.Contains(Configured)
            && provides == words.Contains(Provided)
            && isOwn == (isOfProvider || (words.Contains(SharedMark) && !words.Contains(Inherited)))
            && isPlain == (words.Contains(SharedMark) || ((isOwn || isInherited) && !configures && !provides && hasPart));
        return isTheSame ? words : marks;
    }

    private static string? WordOf(Inheritability? inheritability) => inheritability switch
    {
        Inheritability.Full => "Yes",
        Inheritability.Partial => "Partial",
        Inheritability.None => "No",
        _ => null,
    };

    private static PublisherColumn Mark(string column, string word, string heading) => new()
    {
        Id = column,
        Word = word,
        Band = column == Status ? "Implementation Status" : "Control Origination",
        Heading = heading,
        Choices = [PublisherCells.Marked],
    };
}
