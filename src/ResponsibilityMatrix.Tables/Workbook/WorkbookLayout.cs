using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Model;
using static ResponsibilityMatrix.Tables.CellForm;

namespace ResponsibilityMatrix.Tables;

/// <summary>The sheets of the workbook and their columns: the one list of what it holds.</summary>
internal static class WorkbookLayout
{
    /// <summary>The version of the layout, which the workbook names.</summary>
    public const string Version = "1";

    /// <summary>The hidden sheet with what was exported.</summary>
    public const string BaseName = "_base";

    /// <summary>The hidden sheet with the lists to choose from.</summary>
    public const string ListsName = "_lists";

    /// <summary>The heading of the keys.</summary>
    public const string KeyHeading = "Key";

    private const string DutyPrefix = "duty.";

    public static WorkbookSheet About { get; } = new()
    {
        Name = "About",
        About = "What the matrix is about: a row for each member.",
        Letter = 'i',
        Identity = ["name"],
        Columns =
        [
            new("About the matrix", "name", 26, "What the row holds.") { Owner = ColumnOwner.Reader },
            new("Value", "value", 60, "Its value, to be changed here."),
            new("What it means", "about", 60, "What to write.") { Owner = ColumnOwner.Reader },
        ],
    };

    /// <summary>The rows of the sheet About: the name, the member of the document and how it is written.</summary>
    public static IReadOnlyList<WorkbookColumn> AboutRows { get; } =
    [
        new("Title", "title", 0, "The title of the matrix."),
        new("Id", "id", 0, "The identity of the matrix over all its versions: an absolute URI."),
        new("Version", "version", 0, "Semantic versioning, such as 1.2.0; `rmatrix diff` says which bump a change needs."),
        new("Status", "status", 0, "How far the document is.") { Form = Word(Words.All<DocumentStatus>()) },
        new("Language", "language", 0, "The language of the texts, such as en or pt-BR; blank for en."),
        new("Stated by", "authoredBy", 0, "The party whose statement this is; blank for the provider.") { Offers = OfferedList.Parties },
        new("Service", "service.name", 0, "The name of the service."),
        new("Id of the service", "service.id", 0, "The same in all matrices about the service."),
        new("Description", "service.description", 0, "What the service does and what belongs to it."),
        new("Provider", "service.provider", 0, "The id of the party that provides it.") { Offers = OfferedList.Parties },
        new("Customer", "service.customer", 0, "The id of the party that uses it.") { Offers = OfferedList.Parties },
        new("Service models", "service.models", 0, "onPremises, iaas, caas, paas, faas, saas, or models of the document's own.")
        { Form = List },
        new("Published", "published", 0, "The day of publication.") { Form = Date },
        new("Effective", "effective", 0, "The first day on which it holds.") { Form = Date },
        new("Review by", "reviewBy", 0, "The day by which it must have been reviewed.") { Form = Date },
        new("Expires", "expires", 0, "The last day on which it holds.") { Form = Date },
        new("Replaces version", "supersedes.version", 0, "The version that this one takes the place of."),
        new("Replaces id", "supersedes.id", 0, "Its id, where it is another one."),
        new("Not assigned", "defaults", 0, "What becomes of controls that no row speaks of.") { Form = Word(Words.All<DefaultsPolicy>()) },
        new("Contract", "agreement.reference", 0, "The number of the contract that this is an annex of."),
        new("Clause", "agreement.clause", 0, "The clause that points here."),
        new("Title of the contract", "agreement.title", 0, "Its title."),
        new("Builds on", "extends.id", 0, "The id of the matrix that this one changes."),
        new("Builds on version", "extends.version", 0, "Its version; blank for the highest."),
        new("Builds on digest", "extends.digest", 0, "Its digest, or blank."),
    ];

    public static WorkbookSheet Parties { get; } = new()
    {
        Name = "Parties",
        About = "Everybody with a part in the controls; a row each.",
        Letter = 'p',
        Items = "parties",
        Identity = ["id"],
        Columns =
        [
            new("Id", "id", 18, "Lower-case letters, digits, `.`, `_` and `-`; other sheets name the party by it."),
            new("Name", "name", 26, "The name to show."),
            new("Legal name", "legalName", 28, "The full legal name."),
            new("Role", "role", 14, "What it is in the business relation.") { Form = Word(Words.All<PartyRole>()) },
            new("Side", "side", 12, "The side that an affiliate belongs to; blank for the provider and the customer themselves, and for " +
                "third parties.") { Form = Word("provider", "customer") },
            new("Other names", "aliases", 24, "Names of the party in other documents.") { Form = List },
            new("Identifiers", "identifiers", 30, "Registers and numbers, such as an LEI.") { Form = Lines("scheme", "value") },
            new("Contacts", "contacts", 46, "Whom to reach, by purpose.") { Form = Lines("purpose", "email", "uri") },
        ],
    };

    public static WorkbookSheet Options { get; } = new()
    {
        Name = "Options",
        About = "What a contract can choose, such as plan and region; conditions name it.",
        Letter = 'o',
        Items = "parameters",
        Identity = ["id"],
        Columns =
        [
            new("Id", "id", 18, "The name that conditions use, such as `plan`."),
            new("Title", "title", 36, "The title."),
            new("Values", "values", 44, "The values.") { Form = List },
            new("Default", "default", 18, "The value where nobody chooses; blank if one must be named."),
        ],
    };

    public static WorkbookSheet Catalogs { get; } = new()
    {
        Name = "Catalogs",
        About = "The catalogs whose controls are in scope.",
        Letter = 'c',
        Items = "catalogs",
        Identity = ["id", "edition"],
        Columns =
        [
            new("Id", "id", 22, "The id, such as `iso-27017`."),
            new("Edition", "edition", 16, "The edition, such as `2015`."),
            new("Short name", "as", 14, "A name for it within this document, or blank."),
            new("In scope", "include", 52, "The controls in scope; blank for all.") { Form = List },
            new("Out of scope", "exclude", 52, "The controls out of scope.") { Form = List },
        ],
    };

    public static WorkbookSheet Controls { get; } = new()
    {
        Name = "Controls",
        About = "All controls in scope with who does what, to read and print. Rows of the document's own (catalog `local`) are " +
            "changed and added here.",
        Letter = 'l',
        Items = "controls",
        Identity = ["catalog", "id"],
        Columns =
        [
            new("Catalog", "catalog", 15, "The catalog of the control; `local` for a row of the document's own.")
            { Owner = ColumnOwner.Reader },
            new("Control", "id", 11, "The id of the control."),
            new("Title", "title", 26, "Its title."),
            new("Performed by", "split", 13, "The sides that perform it, or its state.") { Owner = ColumnOwner.Reader },
            new("The provider's part", "provider", 44, "What the provider does.") { Owner = ColumnOwner.Reader },
            new("The customer's part", "customer", 44, "What the customer does.") { Owner = ColumnOwner.Reader },
            new("Others' part", "others", 24, "What third parties do.") { Owner = ColumnOwner.Reader },
            new("Inheritable", "inheritable", 12, "What the customer can take over.") { Owner = ColumnOwner.Reader },
            new("Kind", "kind", 13, "Of a row of the document's own: what it is.")
            { Form = Word(Words.All<ControlKind>()), IsPrinted = false },
            new("Parent", "parent", 14, "The control that it is a part of.") { IsPrinted = false },
            new("Group", "group", 14, "Its group.") { IsPrinted = false },
            new("Description", "description", 40, "A longer text.") { IsPrinted = false },
            new("Layers", "layers", 24, "The layers of the stack that it concerns.") { Form = List, IsPrinted = false },
            new("Maps to", "mapsTo", 30, "Its relation to controls of catalogs.")
            { Form = Lines("relation", "control"), IsPrinted = false },
        ],
    };

    public static WorkbookSheet Responsibilities { get; } = new()
    {
        Name = "Responsibilities",
        About = "Who does what: a row for each duty. The darker columns belong to the assignment and are the same in all of its rows.",
        Letter = 'a',
        Identity = ["controls", "duty.party"],
        Columns =
        [
            OfAssignment("Controls", "controls", 15, "The controls that the row is about: ids, `AC-*`, `group:ID`, `*`.")
                with { Form = List },
            new("Title", "titles", 24, "Their titles.") { Owner = ColumnOwner.Reader },
            OfAssignment("Applies when", "when", 17, "The options under which it holds; blank for always.") with { Form = When },
            OfAssignment("Split", "split", 11, "The sides that perform. A side without a row of its own performs too, without words.")
                with { Form = Word(Words.Splits) },
            new("Party", "duty.party", 13, "Who: the id of a party, or `provider` or `customer`.") { Offers = OfferedList.Parties },
            new("What the party does", "duty.text", 58, "What the party does, in plain text."),
            new("Implementation", "duty.implementation", 15, "How far it is implemented.")
            { Form = List },
            OfAssignment("State", "state", 14, "Instead of duties: that it does not apply, or is knowingly open.")
                with { Form = Word("notApplicable", "notDetermined") },
            OfAssignment("Reason", "reason", 26, "Why, for a state."),
            OfAssignment("Inheritable", "inheritability", 12, "What the customer can take over; blank to derive it.")
                with { Form = Word(Words.All<Inheritability>()), IsPrinted = false },
            OfAssignment("Notes", "notes", 30, "Notes for readers.") with { IsPrinted = false },
            OfAssignment("Coupling", "coupling", 14, "Whether the parts of the sides depend on each other; blank to derive it.")
                with { Form = Word(Words.All<Coupling>()), IsPrinted = false },
            OfDuty("Duty applies when", "when", 20, "The options under which this duty counts.") with { Form = When },
            OfDuty("Action", "action", 13, "The action in one word, such as `configure`."),
            OfDuty("Involvement", "involvement", 22, "responsible, accountable, consulted, informed; blank for the first two.")
                with { Form = List },
            OfDuty("Component", "component", 18, "The part or feature of the service."),
            OfDuty("Needs first", "dependsOn", 18, "The ids of the duties that it depends on.") with { Form = List },
            OfDuty("Evidence", "evidence", 18, "The ids of its evidence.") with { Form = List },
            OfDuty("Commitments", "commitments", 18, "The ids of its commitments.") with { Form = List },
            OfDuty("Inherited from", "inheritedFrom", 16, "The upstream that performs it.") with { Offers = OfferedList.Upstreams },
            OfDuty("Controls there", "upstreamControls", 18, "The upstream's controls that perform it; blank for the same one.")
                with { Form = List },
            OfDuty("Satisfies", "satisfies", 22, "Duties of an upstream's customer that it fulfils: `upstream#duty`, `upstream@CONTROL`.")
                with { Form = List },
            OfDuty("Id of the duty", "id", 18, "By which others refer to it; blank for none."),
            OfDuty("Internal note on the duty", "internalNote", 30, "A note that is never published.") with { IsInternal = true },
            OfAssignment("Id of the assignment", "id", 20, "Its id; blank for none.") with { IsPrinted = false },
            OfAssignment("Internal note", "internalNote", 34, "A note that is never published.")
                with { IsPrinted = false, IsInternal = true },
            OfAssignment("Source", "source.label", 26, "The words of the document that it was imported from.") with { IsPrinted = false },
            OfAssignment("Source's vocabulary", "source.vocabulary", 18, "Whose words these are.") with { IsPrinted = false },
            OfAssignment("Source's place", "source.at", 18, "Where they stand there.") with { IsPrinted = false },
        ],
    };

    public static WorkbookSheet Commitments { get; } = new()
    {
        Name = "Commitments",
        About = "Measurable commitments.",
        Letter = 'm',
        Items = "commitments",
        Identity = ["id"],
        Columns =
        [
            new("Id", "id", 20, "The id, by which duties name it."),
            new("Party", "party", 13, "Who commits itself.") { Offers = OfferedList.Parties },
            new("Metric", "metric", 25, "What is measured.") { Offers = OfferedList.Metrics },
            new("At most, at least", "target.operator", 10, "The direction.") { Form = Word(Words.All<TargetOperator>()) },
            new("Value", "target.value", 8, "The value.") { Form = Number },
            new("Unit", "target.unit", 13, "Its unit.") { Offers = OfferedList.Units },
            new("Clock starts at", "target.from", 12, "When a clock starts.")
            { Form = Word("occurrence", "detection", "awareness", "request") },
            new("Limited to", "qualifier", 14, "What it is limited to, such as a severity."),
            new("Measured over", "window", 15, "The period of measurement."),
            new("Applies when", "when", 20, "The options under which it holds.") { Form = When },
            new("Needs", "dependsOn", 16, "The ids of duties without which it lapses.") { Form = List },
            new("Controls", "controls", 16, "The controls that it is tied to.") { Form = List },
            new("Notes", "notes", 32, "Notes."),
        ],
    };

    public static WorkbookSheet Evidence { get; } = new()
    {
        Name = "Evidence",
        About = "What shows that duties are done.",
        Letter = 'e',
        Items = "evidence",
        Identity = ["id"],
        Columns =
        [
            new("Id", "id", 22, "The id, by which duties name it."),
            new("Kind", "kind", 14, "What it is.") { Form = Word(Words.All<EvidenceKind>()) },
            new("Title", "title", 40, "The title."),
            new("Issuer", "issuer", 26, "Who issued it."),
            new("Where", "uri", 44, "Where it can be had."),
            new("Issued", "issued", 12, "The day of issue.") { Form = Date },
            new("Period from", "period.from", 12, "The first day that it covers.") { Form = Date },
            new("Period to", "period.to", 12, "The last day that it covers.") { Form = Date },
            new("Valid until", "validUntil", 12, "The last day on which it is valid.") { Form = Date },
        ],
    };

    /// <summary>The sheets, in order.</summary>
    public static IReadOnlyList<WorkbookSheet> Sheets { get; } =
        [About, Parties, Options, Catalogs, Controls, Responsibilities, Commitments, Evidence];

    /// <summary>Whether a column of the responsibilities belongs to the duty, and the member of the duty then.</summary>
    public static string? DutyMember(WorkbookColumn column) =>
        column.Member.StartsWith(DutyPrefix, StringComparison.Ordinal) ? column.Member[DutyPrefix.Length..] : null;

    /// <summary>The key of a row: where it stood, and a check of what it is about.</summary>
    public static string KeyOf(WorkbookSheet sheet, string place, Func<int, string> cell)
    {
        // FNV-1a over the cells that the row is known by.
        var hash = 2166136261u;
        foreach (var member in sheet.Identity)
            foreach (var c in cell(sheet.ColumnOf(member)) + "\u001F") hash = (hash ^ c) * 16777619u;
        return string.Create(CultureInfo.InvariantCulture, $"{place}-{(hash ^ (hash >> 16)) & 0xFFFF:x4}");
    }

    /// <summary>The columns of all sheets as a page of Markdown tables.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder();
        foreach (var sheet in Sheets)
        {
            page.Append(CultureInfo.InvariantCulture, $"### {sheet.Name}\n\n{sheet.About}\n\n");
            var isAbout = sheet == About;
            page.Append(isAbout ? "| Row | Member | Holds |\n|---|---|---|\n" : "| Column | Member | Holds |\n|---|---|---|\n");
            foreach (var column in isAbout ? AboutRows : sheet.Columns)
            {
                var member = column.Owner == ColumnOwner.Reader ? "to read" : $"`{column.Member}`";
                page.Append(CultureInfo.InvariantCulture, $"| {column.Heading} | {member} | {Sentences(column)} |\n");
            }
            page.Append('\n');
        }
        return page.ToString().TrimEnd() + "\n";
    }

    /// <summary>What a column holds and how it is written.</summary>
    public static string Sentences(WorkbookColumn column) =>
        column.Form.Hint.Length == 0 ? column.About : $"{column.About} {column.Form.Hint}";

    private static WorkbookColumn OfAssignment(string heading, string member, int width, string about) =>
        new(heading, member, width, about) { Owner = ColumnOwner.Assignment };

    private static WorkbookColumn OfDuty(string heading, string member, int width, string about) =>
        new(heading, DutyPrefix + member, width, about) { IsPrinted = false };
}
