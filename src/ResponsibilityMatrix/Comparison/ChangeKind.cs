using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The kind of a change between two versions of a matrix.</summary>
[JsonConverter(typeof(MatrixJsonConverter))]
public enum ChangeKind
{
    /// <summary>The customer becomes a performer.</summary>
    CustomerAdded,

    /// <summary>The provider is no longer a performer.</summary>
    ProviderRemoved,

    /// <summary>A control that was assigned no longer is.</summary>
    StateLost,

    /// <summary>A control that was open or not applicable is now in conflict.</summary>
    ConflictAdded,

    /// <summary>A control is no longer in scope.</summary>
    ControlRemoved,

    /// <summary>The customer can inherit less.</summary>
    InheritabilityNarrowed,

    /// <summary>A duty of the provider's side is no longer implemented.</summary>
    ImplementationWeakened,

    /// <summary>An authorization of the service was removed or weakened.</summary>
    AuthorizationWeakened,

    /// <summary>Evidence was removed, and not replaced by evidence of the same kind.</summary>
    EvidenceWithdrawn,

    /// <summary>A commitment was weakened.</summary>
    CommitmentWeakened,

    /// <summary>A commitment was removed.</summary>
    CommitmentRemoved,

    /// <summary>A commitment differs in its party, metric, direction, dimension, clock, window, qualifier, duties or
    /// controls.</summary>
    CommitmentChanged,

    /// <summary>A control was added to the scope.</summary>
    ControlAdded,

    /// <summary>The customer is no longer a performer.</summary>
    CustomerRemoved,

    /// <summary>The provider becomes a performer.</summary>
    ProviderAdded,

    /// <summary>A control is now assigned.</summary>
    StateGained,

    /// <summary>The state of a control that is open or not applicable changed, or a conflict was resolved.</summary>
    StateChanged,

    /// <summary>Another third party performs, or the control is inherited from another upstream.</summary>
    ThirdPartyChanged,

    /// <summary>Duties of a side that still performs were added, removed or changed; or the coupling, the evidence, or the consulted or
    /// informed parties changed.</summary>
    DutyChanged,

    /// <summary>A duty of the provider's side is now implemented.</summary>
    ImplementationStrengthened,

    /// <summary>An upstream was added or removed, or has another provider.</summary>
    SubproviderChanged,

    /// <summary>The customer can inherit more.</summary>
    InheritabilityWidened,

    /// <summary>A commitment was strengthened.</summary>
    CommitmentStrengthened,

    /// <summary>A commitment was added.</summary>
    CommitmentAdded,

    /// <summary>Another party, possibly of the same side, is accountable for a control.</summary>
    AccountableChanged,

    /// <summary>A text changed: of a duty, a reason, a row, or the notes of a commitment.</summary>
    TextChanged,

    /// <summary>A member of the document other than controls changed.</summary>
    MetadataChanged,
}

/// <summary>The impact of each kind of change. Thread-safe.</summary>
internal static class ChangeKinds
{
    // A test checks that all kinds are listed.
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
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public static VersionBump ImpactOf(ChangeKind kind) =>
        Impacts.TryGetValue(kind, out var impact) ? impact
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no kind of change.");
}
