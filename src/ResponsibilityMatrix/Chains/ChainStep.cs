using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A control of a member of the chain, and the steps that it leads to: a node of the inheritance graph.</summary>
internal sealed class ChainStep(ChainMember member, int node)
{
    private Dictionary<string, bool>? _hasOwnDuty;

    public ChainMember Member { get; } = member;

    public int Node { get; } = node;

    public ResolvedControl Answer { get; } = member.Answers.Of(node)!;

    public string Control => Answer.Control;

    public string Catalog => Answer.Catalog;

    /// <summary>The duties stated here, and the edges to other steps, in the order of duties.</summary>
    public ChainPart[] Parts { get; set; } = [];

    /// <summary>The upstreams from which it inherits something that cannot be inherited.</summary>
    public HashSet<UpstreamLink>? Broken { get; set; }

    /// <summary>Whether something that it inherits has no performer: it, or its upstream, cannot be found, or there is nothing to
    /// inherit.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether a customer of an upstream has a duty of its own on it, by party; filled on demand.</summary>
    public Dictionary<string, bool> HasOwnDuty => _hasOwnDuty ??= new(StringComparer.Ordinal);

    /// <summary>Whether a requested control leads here.</summary>
    public bool IsReached { get; set; }

    /// <summary>The smallest number of upstreams on a path to it.</summary>
    public int Hops { get; set; }

    /// <summary>Tarjan's index, and the lowest index that it leads back to; -1 before the visit.</summary>
    public int Order { get; set; } = -1;

    public int LowLink { get; set; }

    /// <summary>The number of its strongly connected component; -1 until known.</summary>
    public int Component { get; set; } = -1;

    /// <summary>How the current walk reached it, or null. Kept here because a dictionary of steps would cost more than the
    /// walk.</summary>
    public ChainVisit? Visit { get; set; }

    /// <summary>The implementation status of what the provider performs there; null until known.</summary>
    public WorkStatus? Work { get; set; }

    /// <summary>The answer without its parts; null if only the parts have answers.</summary>
    public ResolvedControl? Stated => Member.Answers.Stated(Node);

    public override string ToString() => $"{Member}: {Control}";
}

/// <summary>A part of a step: a duty stated there, or an edge to another step.</summary>
internal readonly record struct ChainPart
{
    /// <summary>The step that it leads to: a part of the control, or a control of an upstream. Null for a duty stated here.</summary>
    public ChainStep? To { get; init; }

    /// <summary>The upstream of the edge, or the one that performs the duty and publishes no matrix. Null for a part of the control and
    /// for a duty performed here.</summary>
    public UpstreamLink? Link { get; init; }

    /// <summary>The controls that are inherited together, including the one that it leads to. Null for a part of the control and for a
    /// duty stated here.</summary>
    public UpstreamTarget? Target { get; init; }

    /// <summary>The duty that is stated here or inherited. Null for a part of the control.</summary>
    public ResolvedDuty? Duty { get; init; }
}

/// <summary>The implementation status of the performers.</summary>
/// <param name="IsDone">Whether one of them has implemented it.</param>
/// <param name="First">The first duty, or null if nobody performs it.</param>
/// <param name="At">The step that states it.</param>
internal readonly record struct WorkStatus(bool IsDone, ResolvedDuty? First, ChainStep? At)
{
    public WorkStatus Combine(WorkStatus other) => new(IsDone || other.IsDone, First ?? other.First, At ?? other.At);
}

/// <summary>How a walk reached a step.</summary>
internal sealed class ChainVisit
{
    /// <summary>The step before, or null for the start.</summary>
    public ChainStep? From { get; set; }

    /// <summary>The upstream by which it was reached, or null for a part of the control.</summary>
    public UpstreamLink? Link { get; set; }

    /// <summary>The number of upstreams on the path.</summary>
    public int Length { get; set; }

    /// <summary>The upstreams on the path.</summary>
    public ChainPath Path { get; set; } = null!;

    public bool IsDone { get; set; }

    public bool IsListed { get; set; }
}
