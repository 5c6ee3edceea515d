using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Comparison;

/// <summary>What kind of change it is between two versions of a matrix.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ChangeKind
{
    /// <summary>The customer becomes a performer.</summary>
    CustomerAdded,

    /// <summary>The provider is no longer a performer.</summary>
    ProviderRemoved,

    /// <summary>A control that was assigned no longer is.</summary>
    StateLost,

    /// <summary>A control that was open or not applicable is now said twice, differently.</summary>
    ConflictAdded,

    /// <summary>A control is no longer in scope.</summary>
    ControlRemoved,

    /// <summary>The customer may take over less.</summary>
    InheritabilityNarrowed,

    /// <summary>A duty of the provider's side was done and no longer is.</summary>
    ImplementationWeakened,

    /// <summary>An authorization of the service is gone, or only a lower or lesser one is stated.</summary>
    AuthorizationWeakened,

    /// <summary>Evidence is gone, and none of its kind came in its place.</summary>
    EvidenceWithdrawn,

    /// <summary>A commitment is easier to keep than before.</summary>
    CommitmentWeakened,

    /// <summary>A commitment is gone.</summary>
    CommitmentRemoved,

    /// <summary>A commitment is another one: its party, metric, direction, dimension, clock, window, qualifier, duties or
    /// controls.</summary>
    CommitmentChanged,

    /// <summary>A control came into scope.</summary>
    ControlAdded,

    /// <summary>The customer is no longer a performer.</summary>
    CustomerRemoved,

    /// <summary>The provider becomes a performer.</summary>
    ProviderAdded,

    /// <summary>A control is now assigned.</summary>
    StateGained,

    /// <summary>A control is open or not applicable in another way than before, or no longer said twice, differently.</summary>
    StateChanged,

    /// <summary>Another third party performs, or another upstream is inherited from.</summary>
    ThirdPartyChanged,

    /// <summary>Duties of a side that performs before and after come, go or change, or the coupling, the evidence, or who is consulted or
    /// informed.</summary>
    DutyChanged,

    /// <summary>A duty of the provider's side was not done and now is.</summary>
    ImplementationStrengthened,

    /// <summary>The service comes to build on an upstream, no longer does, or another party provides it.</summary>
    SubproviderChanged,

    /// <summary>The customer may take over more.</summary>
    InheritabilityWidened,

    /// <summary>A commitment is harder to keep than before.</summary>
    CommitmentStrengthened,

    /// <summary>A commitment came.</summary>
    CommitmentAdded,

    /// <summary>Another party answers for a control, be it of the same side.</summary>
    AccountableChanged,

    /// <summary>Words changed: of a duty, a reason, a row, or the remarks of a commitment.</summary>
    TextChanged,

    /// <summary>A member of the document outside controls changed.</summary>
    MetadataChanged,
}

/// <summary>The impact of each kind of change. Thread-safe.</summary>
internal static class ChangeKinds
{
    // Kinds that are not listed would have no impact; a test looks that all are.
    private static readonly Dictionary<ChangeKind, VersionBump> Impacts = new()
    {
        [ChangeKind.CustomerAdded] = VersionBump.Major,
        [ChangeKind.ProviderRemoved] = VersionBump.Major,
        [ChangeKind.StateLost] = VersionBump.Major,
        [ChangeKind.ConflictAdded] = VersionBump.Major,
        [ChangeKind.ControlRemoved] = VersionBump.Major,
        [ChangeKind.InheritabilityNarrowed] = VersionBump.Major,
        [ChangeKind.ImplementationWeakened] = VersionBump.Major,
        [ChangeKind.AuthorizationWeakened] = VersionBump.Major,
        [ChangeKind.EvidenceWithdrawn] = VersionBump.Major,
        [ChangeKind.CommitmentWeakened] = VersionBump.Major,
        [ChangeKind.CommitmentRemoved] = VersionBump.Major,
        [ChangeKind.CommitmentChanged] = VersionBump.Major,
        [ChangeKind.ControlAdded] = VersionBump.Minor,
        [ChangeKind.CustomerRemoved] = VersionBump.Minor,
        [ChangeKind.ProviderAdded] = VersionBump.Minor,
        [ChangeKind.StateGained] = VersionBump.Minor,
        [ChangeKind.StateChanged] = VersionBump.Minor,
        [ChangeKind.ThirdPartyChanged] = VersionBump.Minor,
        [ChangeKind.DutyChanged] = VersionBump.Minor,
        [ChangeKind.ImplementationStrengthened] = VersionBump.Minor,
        [ChangeKind.SubproviderChanged] = VersionBump.Minor,
        [ChangeKind.InheritabilityWidened] = VersionBump.Minor,
        [ChangeKind.CommitmentStrengthened] = VersionBump.Minor,
        [ChangeKind.CommitmentAdded] = VersionBump.Minor,
        [ChangeKind.AccountableChanged] = VersionBump.Minor,
        [ChangeKind.TextChanged] = VersionBump.Patch,
        [ChangeKind.MetadataChanged] = VersionBump.Patch,
    };

    /// <summary>The impact of a kind of change.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">This is no kind of change.</exception>
    public static VersionBump ImpactOf(ChangeKind kind) =>
        Impacts.TryGetValue(kind, out var impact) ? impact
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no kind of change.");
}
