using System.Text.Json;
using System.Text.Json.Serialization;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Formats;

/// <summary>A kind of thing that a matrix holds, and that a format may hold or not.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum MatrixPart
{
    /// <summary>The id, version and title of the matrix.</summary>
    Identity,

    /// <summary>Status, author, what it supersedes, and of which document it is a view.</summary>
    Publication,

    /// <summary>Published, effective, review by, expires.</summary>
    Dates,

    /// <summary>The contract, and who approved it.</summary>
    Agreement,

    /// <summary>What the service was assessed to.</summary>
    Authorizations,

    /// <summary>The service: id, name, description, models.</summary>
    Service,

    /// <summary>The parties: ids and names.</summary>
    Parties,

    /// <summary>The sides of parties.</summary>
    PartySides,

    /// <summary>Legal names, roles, identifiers, other names and contacts of parties.</summary>
    PartyDetails,

    /// <summary>Service models of the matrix's own.</summary>
    ServiceModels,

    /// <summary>The options of a contract and their values.</summary>
    Options,

    /// <summary>What holds only under a service model or options.</summary>
    Conditions,

    /// <summary>The catalogs and the controls in scope.</summary>
    Catalogs,

    /// <summary>Rows of the matrix's own.</summary>
    Controls,

    /// <summary>Parents, kinds, groups, descriptions, layers and mappings of these.</summary>
    ControlDetails,

    /// <summary>Assignments to many controls at once: prefixes, groups, baselines, all.</summary>
    Selectors,

    /// <summary>States: not applicable, not determined.</summary>
    States,

    /// <summary>The reasons for states.</summary>
    Reasons,

    /// <summary>Who performs.</summary>
    Splits,

    /// <summary>Whether parts depend on each other.</summary>
    Coupling,

    /// <summary>What the customer can take over.</summary>
    Inheritability,

    /// <summary>Duties, each of one party.</summary>
    Duties,

    /// <summary>The ids of duties and assignments.</summary>
    DutyIds,

    /// <summary>The texts of duties.</summary>
    Texts,

    /// <summary>Responsible, accountable, consulted, informed.</summary>
    Involvement,

    /// <summary>Words for what is done.</summary>
    Actions,

    /// <summary>Parts and features of the service.</summary>
    Components,

    /// <summary>Status of implementation.</summary>
    Implementation,

    /// <summary>Duties that depend on others.</summary>
    Dependencies,

    /// <summary>Which evidence is for which duty.</summary>
    EvidenceOfDuties,

    /// <summary>Evidence: title, issuer, dates, where it is.</summary>
    Evidence,

    /// <summary>Commitments, and the duties and controls that they measure.</summary>
    Commitments,

    /// <summary>Duties that an upstream performs.</summary>
    Inheritance,

    /// <summary>Upstreams: matrix, version, context, needs, and which of their controls and duties are meant.</summary>
    Upstreams,

    /// <summary>The base matrix.</summary>
    Base,

    /// <summary>Controls that the service model decides.</summary>
    Defaults,

    /// <summary>Notes for readers.</summary>
    Notes,

    /// <summary>Notes that are never published.</summary>
    InternalNotes,

    /// <summary>The words of the document that a matrix was imported from.</summary>
    Sources,

    /// <summary>Translations.</summary>
    Translations,

    /// <summary>Findings that the author accepts.</summary>
    Accepted,

    /// <summary>Extensions and members of later versions.</summary>
    Extensions,
}

/// <summary>The parts of a matrix: how people call them, and where they are. The one list of them.</summary>
internal static class MatrixParts
{
    private static readonly Dictionary<MatrixPart, (string Title, Func<Matrix, IEnumerable<string>> Find)> Known = new()
    {
        [MatrixPart.Identity] = ("id, version, title", _ => [""]),
        [MatrixPart.Publication] = ("status, author, supersedes", matrix => If(("/status", matrix.Status),
            ("/authoredBy", matrix.AuthoredBy), ("/supersedes", matrix.Supersedes), ("/view", matrix.View))),
        [MatrixPart.Dates] = ("dates", matrix => If(("/published", matrix.Published), ("/effective", matrix.Effective),
            ("/reviewBy", matrix.ReviewBy), ("/expires", matrix.Expires))),
        [MatrixPart.Agreement] = ("contract and approvals", matrix => If(("/agreement", matrix.Agreement))
            .Concat(Each(matrix.Approvals, "/approvals"))),
        [MatrixPart.Authorizations] = ("authorizations", matrix => Each(matrix.Authorizations, "/authorizations")),
        [MatrixPart.Service] = ("the service", _ => ["/service"]),
        [MatrixPart.Parties] = ("parties", matrix => Each(matrix.Parties, "/parties")),
        [MatrixPart.PartySides] = ("sides of affiliates", matrix => Each(matrix.Parties, "/parties", party => party.Side is not null)),
        [MatrixPart.PartyDetails] = ("legal names, roles, contacts of parties", matrix => Each(matrix.Parties, "/parties", party =>
            party.LegalName is not null || party.Role is not null
            || party.Identifiers.Count + party.Aliases.Count + party.Contacts.Count > 0)),
        [MatrixPart.ServiceModels] = ("own service models", matrix => Each(matrix.ServiceModels, "/serviceModels")),
        [MatrixPart.Options] = ("options of the contract", matrix => Each(matrix.Parameters, "/parameters")),
        [MatrixPart.Conditions] = ("conditions", matrix => Assignments(matrix, assignment => !assignment.When.IsAlways)
            .Concat(Duties(matrix, duty => !duty.When.IsAlways))),
        [MatrixPart.Catalogs] = ("catalogs and scope", matrix => Each(matrix.Catalogs, "/catalogs")),
        [MatrixPart.Controls] = ("own controls", matrix => Each(matrix.Controls, "/controls")),
        [MatrixPart.ControlDetails] = ("parents, groups, descriptions of own controls", matrix => Each(matrix.Groups, "/groups")
            .Concat(Each(matrix.Controls, "/controls", control => control.Parent is not null || control.Kind is not null
                || control.Group is not null || control.Description is not null || control.Layers.Count + control.MapsTo.Count > 0))),
        [MatrixPart.Selectors] = ("selectors of many controls", matrix => Assignments(matrix, assignment =>
            assignment.Controls.Count > 1 || assignment.Controls.Any(IsOfMany))),
        [MatrixPart.States] = ("states", matrix => Assignments(matrix, assignment => assignment.State is not null)),
        [MatrixPart.Reasons] = ("reasons", matrix => Assignments(matrix, assignment => assignment.Reason is not null)),
        [MatrixPart.Splits] = ("splits", matrix => Assignments(matrix, assignment => assignment.State is null)),
        [MatrixPart.Coupling] = ("coupling", matrix => Assignments(matrix, assignment => assignment.Coupling is not null)),
        [MatrixPart.Inheritability] = ("inheritability", matrix =>
            Assignments(matrix, assignment => assignment.Inheritability is not null)),
        [MatrixPart.Duties] = ("duties", matrix => Duties(matrix, _ => true)),
        [MatrixPart.DutyIds] = ("ids of duties", matrix => Duties(matrix, duty => duty.Id is not null)),
        [MatrixPart.Texts] = ("texts of duties", matrix =>
            Assignments(matrix, assignment => assignment.Provider is not null || assignment.Customer is not null)
            .Concat(Duties(matrix, duty => duty.Text is not null))),
        [MatrixPart.Involvement] = ("involvement", matrix => Duties(matrix, duty => duty.Involvement != Duty.DefaultInvolvement)),
        [MatrixPart.Actions] = ("actions", matrix => Duties(matrix, duty => duty.Action is not null)),
        [MatrixPart.Components] = ("components", matrix => Duties(matrix, duty => duty.Component is not null)),
        [MatrixPart.Implementation] = ("implementation", matrix => Duties(matrix, duty => !duty.Implementation.IsEmpty)),
        [MatrixPart.Dependencies] = ("dependencies between duties", matrix => Duties(matrix, duty => !duty.DependsOn.IsEmpty)),
        [MatrixPart.EvidenceOfDuties] = ("evidence of duties", matrix => Duties(matrix, duty => !duty.Evidence.IsEmpty)),
        [MatrixPart.Evidence] = ("particulars of evidence", matrix => Each(matrix.Evidence, "/evidence")),
        [MatrixPart.Commitments] = ("commitments", matrix => Each(matrix.Commitments, "/commitments")),
        [MatrixPart.Inheritance] = ("inherited duties", matrix => Duties(matrix, duty => duty.InheritedFrom is not null)),
        [MatrixPart.Upstreams] = ("upstreams and what is satisfied there", matrix => Each(matrix.Upstreams, "/upstream")
            .Concat(Duties(matrix, duty => duty.Satisfies.Count + duty.UpstreamControls.Count > 0))),
        [MatrixPart.Base] = ("the base matrix", matrix => If(("/extends", matrix.Extends))),
        [MatrixPart.Defaults] = ("defaults of the service model", matrix => If(("/defaults", matrix.Defaults))),
        [MatrixPart.Notes] = ("notes", matrix => Assignments(matrix, assignment => assignment.Notes is not null)),
        [MatrixPart.InternalNotes] = ("internal notes", matrix => Assignments(matrix, assignment => assignment.InternalNote is not null)
            .Concat(Duties(matrix, duty => duty.InternalNote is not null))),
        [MatrixPart.Sources] = ("words of the source", matrix => Assignments(matrix, assignment => assignment.Source is not null)),
        [MatrixPart.Translations] = ("translations", matrix => matrix.Translations.Keys.Select(key => $"/translations/{Escaped(key)}")),
        [MatrixPart.Accepted] = ("accepted findings", matrix => Each(matrix.Accepted, "/accepted")),
        [MatrixPart.Extensions] = ("extensions", matrix =>
            matrix.Extensions.Keys.Select(key => $"/extensions/{Escaped(key)}")
            .Concat(matrix.Unrecognized.Keys.Select(key => $"/{Escaped(key)}"))
            .Concat(Each(matrix.Parties, "/parties", party => party.Extensions.Count > 0))
            .Concat(Each(matrix.Controls, "/controls", control => control.Extensions.Count > 0))
            .Concat(Assignments(matrix, assignment => assignment.Extensions.Count > 0))
            .Concat(Duties(matrix, duty => duty.Extensions.Count > 0))
            .Concat(Each(matrix.Commitments, "/commitments", commitment => commitment.Extensions.Count > 0))
            .Concat(Each(matrix.Evidence, "/evidence", evidence => evidence.Extensions.Count > 0))
            .Concat(Each(matrix.Upstreams, "/upstream", upstream => upstream.Extensions.Count > 0))),
    };

    /// <summary>All parts, in the order of a document.</summary>
    public static IReadOnlyList<MatrixPart> All { get; } = Enum.GetValues<MatrixPart>();

    /// <summary>The word of a part in JSON.</summary>
    public static string WordOf(MatrixPart part) => JsonNamingPolicy.CamelCase.ConvertName(part.ToString());

    /// <summary>How people call a part.</summary>
    public static string TitleOf(MatrixPart part) => Known[part].Title;

    /// <summary>The JSON Pointers of what a matrix has of a part.</summary>
    public static IEnumerable<string> Find(MatrixPart part, Matrix matrix) => Known[part].Find(matrix);

    private static bool IsOfMany(Selector selector) => selector.Body.EndsWith('*') || selector.Body.Contains(':', StringComparison.Ordinal);

    private static IEnumerable<string> If(params (string Pointer, object? Value)[] members) =>
        members.Where(member => member.Value is not null).Select(member => member.Pointer);

    private static IEnumerable<string> Each<T>(IReadOnlyList<T> items, string pointer, Func<T, bool>? has = null) =>
        Enumerable.Range(0, items.Count).Where(i => has?.Invoke(items[i]) is not false).Select(i => $"{pointer}/{i}");

    private static IEnumerable<string> Assignments(Matrix matrix, Func<Assignment, bool> has) =>
        Each(matrix.Assignments, "/assignments", has);

    private static IEnumerable<string> Duties(Matrix matrix, Func<Duty, bool> has) =>
        matrix.Assignments.SelectMany((assignment, i) => Each(assignment.Duties, $"/assignments/{i}/duties", has));

    private static string Escaped(string key) =>
        key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
