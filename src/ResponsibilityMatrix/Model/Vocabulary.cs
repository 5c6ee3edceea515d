using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>What a control is within its catalog.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ControlKind
{
    /// <summary>A requirement of its own.</summary>
    Control,

    /// <summary>A part of its parent: what is said of the parent holds for it.</summary>
    Statement,

    /// <summary>A control of its own that is shown under its parent.</summary>
    Enhancement,
}

/// <summary>A layer of the stack of a cloud service.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Layer
{
    /// <summary>Policies, people, agreements, compliance.</summary>
    Governance,

    /// <summary>The information and data kept in the service.</summary>
    Data,

    /// <summary>The settings of the service that its users may choose.</summary>
    Configuration,

    /// <summary>Accounts, identities and access rights.</summary>
    Identity,

    /// <summary>The devices from which the service is used.</summary>
    Devices,

    /// <summary>The application.</summary>
    Application,

    /// <summary>Runtimes and middleware below the application.</summary>
    Runtime,

    /// <summary>Controls of the virtual network, such as firewall rules.</summary>
    NetworkControls,

    /// <summary>The operating systems.</summary>
    OperatingSystem,

    /// <summary>The hypervisor and what belongs to it.</summary>
    Virtualization,

    /// <summary>Cables, switches and routers.</summary>
    PhysicalNetwork,

    /// <summary>Buildings and hardware.</summary>
    Facility,
}

/// <summary>What is known of a control. The five never stand for one another.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ControlState
{
    /// <summary>Somebody has duties.</summary>
    Assigned,

    /// <summary>The control does not apply to the service, for a reason that is given.</summary>
    NotApplicable,

    /// <summary>Knowingly open, for a reason that is given.</summary>
    NotDetermined,

    /// <summary>Nothing was said.</summary>
    Unassigned,

    /// <summary>Said twice, differently, with equal weight.</summary>
    Conflict,
}

/// <summary>Whether the parts of several sides can be done apart.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Coupling
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>Each side can do its part alone.</summary>
    Independent,

    /// <summary>A part needs the part of another side.</summary>
    Dependent,
}

/// <summary>What this service's customer may take over from a control for its own compliance.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Inheritability
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>A part of it.</summary>
    Partial,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>A party's part in a duty, after the RACI letters; a set.</summary>
[Flags]
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Involvement
{
    /// <summary>None stated.</summary>
    None = 0,

    /// <summary>Does it.</summary>
    Responsible = 1,

    /// <summary>Answers for it.</summary>
    Accountable = 2,

    /// <summary>Is asked before.</summary>
    Consulted = 4,

    /// <summary>Is told.</summary>
    Informed = 8,
}

/// <summary>How a duty is implemented, after FedRAMP and OSCAL.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ImplementationStatus
{
    /// <summary>Implemented.</summary>
    Implemented,

    /// <summary>Implemented in part.</summary>
    Partial,

    /// <summary>Planned.</summary>
    Planned,

    /// <summary>Not implemented, and no plan is stated.</summary>
    NotImplemented,

    /// <summary>Met by an alternative.</summary>
    Alternative,

    /// <summary>Not applicable.</summary>
    NotApplicable,
}

/// <summary>What the statuses of a duty's implementation say together. Thread-safe.</summary>
public static class ImplementationStatuses
{
    /// <summary>
    /// Whether a duty with these statuses is done: none is stated, or one is <see cref="ImplementationStatus.Implemented"/> or
    /// <see cref="ImplementationStatus.Alternative"/> and none is <see cref="ImplementationStatus.Partial"/>,
    /// <see cref="ImplementationStatus.Planned"/> or <see cref="ImplementationStatus.NotImplemented"/>.
    /// </summary>
    /// <param name="statuses">The statuses.</param>
    public static bool IsDone(this ValueList<ImplementationStatus> statuses)
    {
        var isDone = statuses.IsEmpty;
        foreach (var status in statuses)
        {
            if (status is ImplementationStatus.Partial or ImplementationStatus.Planned or ImplementationStatus.NotImplemented) return false;
            isDone |= status is ImplementationStatus.Implemented or ImplementationStatus.Alternative;
        }
        return isDone;
    }

    /// <summary>The statuses in words, such as <c>planned</c> or <c>implemented in part</c>, separated by commas; empty where none is
    /// stated.</summary>
    /// <param name="statuses">The statuses of a duty.</param>
    public static string InWords(this ValueList<ImplementationStatus> statuses) => string.Join(", ", statuses.Select(status => status switch
    {
        ImplementationStatus.Partial => "implemented in part",
        ImplementationStatus.NotImplemented => "not implemented",
        ImplementationStatus.Alternative => "implemented by other means",
        ImplementationStatus.NotApplicable => "not applicable",
        _ => Words.Of(status),
    }));
}

/// <summary>On what an authorization rests.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum AuthorizationBasis
{
    /// <summary>Granted by the scheme's authority.</summary>
    Authorized,

    /// <summary>Being assessed: none yet.</summary>
    InProcess,

    /// <summary>Assessed to the same requirements, without the authority's own grant.</summary>
    Equivalent,
}

/// <summary>The part that a party usually plays. It does not decide its side.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum PartyRole
{
    /// <summary>Provides cloud services.</summary>
    Provider,

    /// <summary>Uses cloud services.</summary>
    Customer,

    /// <summary>Supports provider or customer.</summary>
    Partner,

    /// <summary>A provider of the provider.</summary>
    Subprovider,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Where a document stands in its life.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum DocumentStatus
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>In force as far as its dates say.</summary>
    Published,

    /// <summary>No longer to be relied on.</summary>
    Withdrawn,
}

/// <summary>What controls that no assignment reaches fall back on.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum DefaultsPolicy
{
    /// <summary>Nothing: they are unassigned.</summary>
    None,

    /// <summary>The owners of their layers under the service model.</summary>
    ServiceModel,
}

/// <summary>How an upstream is covered in the provider's attestations.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Assurance
{
    /// <summary>The provider's own attestation covers the upstream too.</summary>
    Inclusive,

    /// <summary>The upstream is left out and needs evidence of its own.</summary>
    CarveOut,
}

/// <summary>The kind of a piece of evidence.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum EvidenceKind
{
    /// <summary>A certificate of an accredited body.</summary>
    Certificate,

    /// <summary>A report, such as an auditor's.</summary>
    Report,

    /// <summary>A signed statement.</summary>
    Attestation,

    /// <summary>A policy.</summary>
    Policy,

    /// <summary>A record of something done.</summary>
    Record,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Whether a piece of evidence shows anything on a day.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum EvidenceValidity
{
    /// <summary>It is valid.</summary>
    Valid,

    /// <summary>The last day that it states has passed.</summary>
    Expired,

    /// <summary>It states no last day, and its period, or else its issue, is longer ago than is accepted.</summary>
    Old,

    /// <summary>It is issued, or its period begins, only later.</summary>
    NotYetIssued,

    /// <summary>It has neither a last day nor a period nor a day of issue, so that nobody can tell.</summary>
    NotKnown,
}

/// <summary>What one control, or several together, is to another.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ControlRelation
{
    /// <summary>The same.</summary>
    Equal,

    /// <summary>A part of it.</summary>
    Subset,

    /// <summary>The whole of which it is a part.</summary>
    Superset,

    /// <summary>They overlap.</summary>
    Intersects,

    /// <summary>They have nothing in common.</summary>
    None,
}

/// <summary>The direction of a commitment.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum TargetOperator
{
    /// <summary>The measured value must not be larger.</summary>
    AtMost,

    /// <summary>The measured value must not be smaller.</summary>
    AtLeast,
}

/// <summary>Whether the content of a catalog is settled.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum CatalogStatus
{
    /// <summary>Settled.</summary>
    Final,

    /// <summary>Second-hand or subject to change.</summary>
    Provisional,
}

/// <summary>The words of the format for the values of its enumerations. Words are case-sensitive. Thread-safe.</summary>
public static class Words
{
    private static readonly string[] SplitWords =
        ["", "provider", "customer", "shared", "thirdParty", "sharedProviderThirdParty", "sharedCustomerThirdParty", "sharedAll"];

    /// <summary>The word for a value of one of the format's enumerations, such as <c>notApplicable</c>.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The enumeration; for <see cref="Sides"/> and <see cref="Involvement"/> see the methods of their own.</typeparam>
    public static string Of<T>(T value) where T : struct, Enum => EnumWords<T>.Of(value);

    /// <summary>All words of an enumeration, in the order of its values.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => EnumWords<T>.All;

    /// <summary>The value of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value, or the default.</param>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static bool TryParse<T>(string word, out T value) where T : struct, Enum => EnumWords<T>.TryParse(word, out value);

    /// <summary>The word for a set of sides as a split, or null for no side.</summary>
    /// <param name="sides">The sides.</param>
    public static string? OfSplit(Sides sides) => sides == Sides.None ? null : SplitWords[(int)sides];

    /// <summary>The set of sides of a split's word.</summary>
    /// <param name="word">The word, such as <c>sharedAll</c>.</param>
    /// <param name="sides">The sides, or none.</param>
    public static bool TryParseSplit(string word, out Sides sides)
    {
        var at = Array.IndexOf(SplitWords, word);
        sides = at > 0 ? (Sides)at : Sides.None;
        return at > 0;
    }

    /// <summary>The words of all splits.</summary>
    public static IReadOnlyList<string> Splits { get; } = Array.AsReadOnly(SplitWords[1..]);

    /// <summary>The words of a set of involvements, in the order responsible, accountable, consulted, informed.</summary>
    /// <param name="involvement">The set.</param>
    public static ValueList<string> OfInvolvement(Involvement involvement)
    {
        List<string> words = [];
        if (involvement.HasFlag(Involvement.Responsible)) words.Add("responsible");
        if (involvement.HasFlag(Involvement.Accountable)) words.Add("accountable");
        if (involvement.HasFlag(Involvement.Consulted)) words.Add("consulted");
        if (involvement.HasFlag(Involvement.Informed)) words.Add("informed");
        return words.ToValueList();
    }
}
