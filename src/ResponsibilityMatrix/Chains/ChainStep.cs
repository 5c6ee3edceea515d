using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A control of a member of the chain, and where it leads.</summary>
internal sealed class ChainStep(ChainMember member, int node)
{
    private Dictionary<string, bool>? _own;

    public ChainMember Member { get; } = member;

    public int Node { get; } = node;

    public ResolvedControl Answer { get; } = member.Answers.Of(node)!;

    public string Control => Answer.Control;

    public string Catalog => Answer.Catalog;

    /// <summary>The duties that stand here, and ways to other steps, in the order of duties.</summary>
    public ChainPart[] Parts { get; set; } = [];

    /// <summary>The upstreams where it inherits something that cannot be inherited.</summary>
    public HashSet<UpstreamLink>? Broken { get; set; }

    /// <summary>Whether customers of upstreams have a duty of their own on it, as far as somebody asked.</summary>
    public Dictionary<string, bool> Own => _own ??= new(StringComparer.Ordinal);

    /// <summary>Whether the control that was asked about leads here.</summary>
    public bool IsReached { get; set; }

    /// <summary>How many upstreams lie between, at least.</summary>
    public int Hops { get; set; }

    /// <summary>When it was first visited, and the earliest visit to which it leads back; -1 before.</summary>
    public int Order { get; set; } = -1;

    public int Low { get; set; }

    /// <summary>The number of the component: steps of one component lead to each other. -1 until it is known.</summary>
    public int Component { get; set; } = -1;

    /// <summary>How it was reached in the walk that goes on, or null. Kept here, since a table of steps would cost more than the
    /// walk.</summary>
    public ChainVisit? Visit { get; set; }

    /// <summary>What is said of it without its parts, or null where only the parts speak.</summary>
    public ResolvedControl? Stated => Member.Answers.Stated(Node);

    public override string ToString() => $"{Member}: {Control}";
}

/// <summary>A part of a step: a duty that stands there, or the way to another step.</summary>
internal readonly record struct ChainPart
{
    /// <summary>The step that it leads to: a part of the control, or a control of an upstream. Null for a duty that stands here.</summary>
    public ChainStep? To { get; init; }

    /// <summary>The upstream by which it leads there, or that performs the duty and publishes no matrix. Null for a part of the control and
    /// for a duty performed here.</summary>
    public UpstreamLink? Link { get; init; }

    /// <summary>The controls that are inherited together, the one that it leads to among them. Null for a part of the control and for a
    /// duty that stands here.</summary>
    public UpstreamControls? Target { get; init; }

    /// <summary>The duty that stands here or is inherited. Null for a part of the control.</summary>
    public ResolvedDuty? Duty { get; init; }
}

/// <summary>How a walk reached a step.</summary>
internal sealed class ChainVisit
{
    /// <summary>The step before, or null for the start.</summary>
    public ChainStep? From { get; set; }

    /// <summary>The upstream by which it was reached, or null for a part of the control.</summary>
    public UpstreamLink? Link { get; set; }

    /// <summary>How many upstreams are gone through.</summary>
    public int Length { get; set; }

    /// <summary>The step at which the last upstream was entered: itself, or one of which it is a part. Null before any.</summary>
    public ChainStep? Entry { get; set; }

    public bool IsDone { get; set; }

    public bool IsListed { get; set; }

    /// <summary>The matrices gone through, or null as long as nobody asked.</summary>
    public ValueList<string>? Via { get; set; }
}
