namespace ResponsibilityMatrix.Comparison;

/// <summary>What exactly changed, where the kind of a change leaves it open.</summary>
internal enum ChangeFacet
{
    /// <summary>The kind says it.</summary>
    None,

    /// <summary>The third parties that perform.</summary>
    ThirdParties,

    /// <summary>The upstreams that are inherited from.</summary>
    Upstreams,

    /// <summary>The parties that are consulted.</summary>
    Consulted,

    /// <summary>The parties that are informed.</summary>
    Informed,

    /// <summary>Whether the parts depend on each other.</summary>
    Coupling,

    /// <summary>Whether all parts of the control are assigned.</summary>
    Completeness,

    /// <summary>A duty came.</summary>
    NewDuty,

    /// <summary>A duty is gone.</summary>
    GoneDuty,

    /// <summary>The party of a duty.</summary>
    Party,

    /// <summary>What the party of a duty is to it.</summary>
    Involvement,

    /// <summary>The action of a duty.</summary>
    Action,

    /// <summary>The component of a duty.</summary>
    Component,

    /// <summary>The upstream that performs a duty.</summary>
    Upstream,

    /// <summary>How far a duty is implemented.</summary>
    Implementation,

    /// <summary>The evidence for a duty.</summary>
    Evidence,

    /// <summary>The commitments that measure a duty.</summary>
    Commitments,

    /// <summary>The duties of an upstream's customer that a duty fulfils.</summary>
    Satisfies,

    /// <summary>The controls of the upstream that a duty is inherited from.</summary>
    UpstreamControls,

    /// <summary>The duties that a duty depends on.</summary>
    DependsOn,

    /// <summary>The words of a duty.</summary>
    Text,

    /// <summary>The reason for a state.</summary>
    Reason,

    /// <summary>The title of a row.</summary>
    Title,

    /// <summary>The description of a row.</summary>
    Description,

    /// <summary>The remarks of a commitment.</summary>
    Remarks,
}
