using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A chain with every control of the root matrix expanded. Not thread-safe.</summary>
internal sealed class FollowedChain
{
    public required ChainMembers Members { get; init; }

    public required ControlCorrespondence Correspondence { get; init; }

    public required ChainFindings Findings { get; init; }

    public required Budget Budget { get; init; }

    public required Evaluation Evaluation { get; init; }

    /// <summary>The requested controls.</summary>
    public required List<ChainStep> Steps { get; init; }

    /// <summary>Whether all controls were requested.</summary>
    public required bool IsWhole { get; init; }
}
