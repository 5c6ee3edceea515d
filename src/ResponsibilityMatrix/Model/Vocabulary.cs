using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>The kind of a control within its catalog.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ControlKind
{
    /// <summary>An independent requirement.</summary>
    Control,

    /// <summary>A part of its parent; statements about the parent also hold for it.</summary>
    Statement,

    /// <summary>An independent control that is shown under its parent.</summary>
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

    /// <summary>The settings of the service that its users can choose.</summary>
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

    /// <summary>The hypervisor and related components.</summary>
    Virtualization,

    /// <summary>Cables, switches and routers.</summary>
    PhysicalNetwork,

    /// <summary>Buildings and hardware.</summary>
    Facility,
}

/// <summary>The state of a control. The five states are never interchangeable.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ControlState
{
    /// <summary>Parties have duties.</summary>
    Assigned,

    /// <summary>The control does not apply to the service; a reason is given.</summary>
    NotApplicable,

    /// <summary>Deliberately left open; a reason is given.</summary>
    NotDetermined,

    /// <summary>No assignment applies.</summary>
    Unassigned,

    /// <summary>Assignments of equal precedence contradict each other.</summary>
    Conflict,
}

/// <summary>Whether the parts of several sides depend on each other.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Coupling
{
    /// <summary>Not stated.</summary>
    Unspecified,

    /// <summary>Each side can perform its part alone.</summary>
    Independent,

    /// <summary>A part requires the part of another side.</summary>
    Dependent,
}

/// <summary>What the customer of the service can inherit from a control for its own compliance.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Inheritability
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>A part of it.</summary>
    Partial,

    /// <summary>None of it.</summary>
    None,
}

/// <summary>A party's involvement in a duty, as in RACI; a set.</summary>
[Flags]
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Involvement
{
    /// <summary>None stated.</summary>
    None = 0,

    /// <summary>Performs it.</summary>
    Responsible = 1,

    /// <summary>Is answerable for it.</summary>
    Accountable = 2,

    /// <summary>Is consulted beforehand.</summary>
    Consulted = 4,

    /// <summary>Is informed.</summary>
    Informed = 8,
}

/// <summary>The implementation status of a duty, as in FedRAMP and OSCAL.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ImplementationStatus
{
    /// <summary>Implemented.</summary>
    Implemented,

    /// <summary>Implemented in part.</summary>
    Partial,

    /// <summary>Planned.</summary>
    Planned,

    /// <summary>Not implemented, without a stated plan.</summary>
    NotImplemented,

    /// <summary>Met by an alternative.</summary>
    Alternative,

    /// <summary>Not applicable.</summary>
    NotApplicable,
}

public static partial class Words
{
    /// <summary>
    /// Whether a duty with these statuses is implemented: none is stated, or one is <see cref="ImplementationStatus.Implemented"/> or
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

    /// <summary>The statuses in words, such as <c>planned</c> or <c>implemented in part</c>, separated by commas; empty if none is
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

/// <summary>The basis of an authorization.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum AuthorizationBasis
{
    /// <summary>Granted by the scheme's authority.</summary>
    Authorized,

    /// <summary>Assessment in progress; not granted yet.</summary>
    InProcess,

    /// <summary>Assessed against the same requirements, without a grant by the authority.</summary>
    Equivalent,
}

/// <summary>The usual role of a party. It does not determine its side.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum PartyRole
{
    /// <summary>Provides cloud services.</summary>
    Provider,

    /// <summary>Uses cloud services.</summary>
    Customer,

    /// <summary>Supports a provider or a customer.</summary>
    Partner,

    /// <summary>A provider of the provider.</summary>
    Subprovider,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The status of a document.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum DocumentStatus
{
    /// <summary>In preparation.</summary>
    Draft,

    /// <summary>In force, within its dates.</summary>
    Published,

    /// <summary>No longer reliable.</summary>
    Withdrawn,
}

/// <summary>The default for controls that no assignment covers.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum DefaultsPolicy
{
    /// <summary>No default: the controls are unassigned.</summary>
    None,

    /// <summary>The owners of their layers under the service model perform them.</summary>
    ServiceModel,
}

/// <summary>How the provider's attestations cover an upstream.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Assurance
{
    /// <summary>The provider's own attestation includes the upstream.</summary>
    Inclusive,

    /// <summary>The attestation excludes the upstream, which needs evidence of its own.</summary>
    CarveOut,
}

/// <summary>A kind of evidence.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum EvidenceKind
{
    /// <summary>A certificate from an accredited body.</summary>
    Certificate,

    /// <summary>A report, such as an auditor's.</summary>
    Report,

    /// <summary>A signed statement.</summary>
    Attestation,

    /// <summary>A policy.</summary>
    Policy,

    /// <summary>A record of an activity.</summary>
    Record,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>The validity of evidence on a day.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum EvidenceValidity
{
    /// <summary>It is valid.</summary>
    Valid,

    /// <summary>Its last day has passed.</summary>
    Expired,

    /// <summary>It states no last day, and its period (or else its issue) is longer ago than accepted.</summary>
    Old,

    /// <summary>Its issue or the start of its period is in the future.</summary>
    NotYetIssued,

    /// <summary>It has no last day, no period and no day of issue, so its validity is not known.</summary>
    NotKnown,
}

/// <summary>The relation of one or several controls to another.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ControlRelation
{
    /// <summary>They are the same.</summary>
    Equal,

    /// <summary>A part of the other.</summary>
    Subset,

    /// <summary>The other is a part of it.</summary>
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

/// <summary>The status of a catalog's content.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum CatalogStatus
{
    /// <summary>Final.</summary>
    Final,

    /// <summary>Second-hand, or subject to change.</summary>
    Provisional,
}

/// <summary>The format's words for the values of its enumerations. Words are case-sensitive. Thread-safe.</summary>
public static partial class Words
{
    private static readonly string[] SplitWords =
        ["", "provider", "customer", "shared", "thirdParty", "sharedProviderThirdParty", "sharedCustomerThirdParty", "sharedAll"];

    /// <summary>The word for a value of an enumeration, such as <c>notApplicable</c>.</summary>
    /// <param name="value">The value.</param>
    /// <typeparam name="T">The enumeration. <see cref="Sides"/> and <see cref="Involvement"/> have their own methods.</typeparam>
    public static string Of<T>(T value) where T : struct, Enum => EnumWords<T>.Of(value);

    /// <summary>All words of an enumeration, in the order of its values.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => EnumWords<T>.All;

    /// <summary>Finds the value of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value, or the default.</param>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static bool TryParse<T>(string word, out T value) where T : struct, Enum => EnumWords<T>.TryParse(word, out value);

    /// <summary>The word of a split, or null for no side.</summary>
    /// <param name="sides">The sides.</param>
    public static string? OfSplit(Sides sides) => sides == Sides.None ? null : SplitWords[(int)sides];

    /// <summary>Finds the sides of a split.</summary>
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

    /// <summary>The words of an involvement, in the order responsible, accountable, consulted, informed.</summary>
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
