using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A chain with every control of the asked matrix expanded. Not shared between questions.</summary>
internal sealed class FollowedChain
{
    public required ChainMembers Members { get; init; }

    public required ControlCorrespondence Correspondence { get; init; }

    public required ChainFindings Findings { get; init; }

    public required Budget Budget { get; init; }

    public required Evaluation Evaluation { get; init; }

    /// <summary>The controls that are to be told.</summary>
    public required List<ChainStep> Steps { get; init; }

    /// <summary>Whether these are all.</summary>
    public required bool IsWhole { get; init; }
}
