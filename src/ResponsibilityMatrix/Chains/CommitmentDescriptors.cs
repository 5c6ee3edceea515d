using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Chains;

/// <summary>The findings about commitments over a chain of providers. Thread-safe.</summary>
internal static class CommitmentDescriptors
{
    /// <summary>RM4001: the upstreams' commitments do not allow this one.</summary>
    public static DiagnosticDescriptor NotAllowedByUpstream { get; } = new()
    {
        Id = "RM4001",
        Title = "Commitment that the upstream's does not allow",
        DefaultSeverity = Severity.Warning,
        Why =
            "A provider that learns of an incident after 72 hours cannot tell its customer within 24. Such a commitment is kept by luck, " +
                "or " +
            "by means of the provider's own.",
        HowToFix =
            "Commit to no more than the upstream does, agree on more with the upstream, or have means of your own and accept the finding " +
            "with that reason.",
    };

    /// <summary>RM4002: no commitment of the upstream supports this one.</summary>
    public static DiagnosticDescriptor NothingBehind { get; } = new()
    {
        Id = "RM4002",
        Title = "Commitment without one of the upstream behind it",
        DefaultSeverity = Severity.Warning,
        Why = "What an upstream performs is as good as the upstream makes it, and it commits to nothing.",
        HowToFix =
            "Agree on the metric with the upstream, tie the commitment to controls that the provider performs itself, or accept the " +
                "finding " +
            "with the reason why it can be kept.",
    };

    /// <summary>All descriptors, ordered by id.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [NotAllowedByUpstream, NothingBehind];
}
