using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Chains;

/// <summary>A control of a member of the chain, and what was reached from it.</summary>
internal sealed class ChainStep(ChainMember member, int node)
{
    public ChainMember Member { get; } = member;

    public int Node { get; } = node;

    public ResolvedControl Answer { get; } = member.Answers.Of(node)!;

    public string Control => Answer.Control;

    public string Catalog => Answer.Catalog;

    /// <summary>Its own duties, and ways to other steps, in the order of duties.</summary>
    public List<ChainPart> Parts { get; } = [];

    /// <summary>The controls of upstreams from which it inherits, and whether nothing can be inherited there.</summary>
    public List<(UpstreamLink Link, int Node, bool IsBroken)> Inherited { get; } = [];

    public List<ReachedDuty> Performers { get; } = [];

    public List<ReachedDuty> Retained { get; } = [];

    /// <summary>When it was first visited, and the earliest visit to which it leads back; -1 before.</summary>
    public int Order { get; set; } = -1;

    public int Low { get; set; }

    /// <summary>How many upstreams were gone through when it was first visited.</summary>
    public int Hops { get; set; }

    /// <summary>The number of the component: steps of one component lead to each other. -1 until it is known.</summary>
    public int Component { get; set; } = -1;

    public override string ToString() => $"{Member}: {Control}";
}

/// <summary>A part of a step: a duty that stands there, or the way to another step.</summary>
internal readonly record struct ChainPart
{
    /// <summary>A duty that stands here, or null.</summary>
    public ReachedDuty? Own { get; init; }

    /// <summary>The step that it leads to: a part of the control, or a control of an upstream. Null for a duty.</summary>
    public ChainStep? To { get; init; }

    /// <summary>The upstream, or null for a part of the control.</summary>
    public UpstreamLink? Link { get; init; }

    /// <summary>The duty that is inherited, or null.</summary>
    public ResolvedDuty? Duty { get; init; }

    /// <summary>The answer in which the duty stands, or null.</summary>
    public ResolvedControl? Answer { get; init; }
}

/// <summary>A duty that performs a control, as the document from which it was reached names its party.</summary>
internal sealed record ReachedDuty
{
    public required string Party { get; init; }

    public required string? Matrix { get; init; }

    public string[] Via { get; init; } = [];

    public required ResolvedDuty Duty { get; init; }

    /// <summary>The step where it stands.</summary>
    public required ChainStep At { get; init; }

    /// <summary>Whether it is the customer's of the document in which it stands, and was not reached from another yet.</summary>
    public bool IsCustomers { get; init; }

    /// <summary>What makes it the same as another: the duty, and where it has no id, the control.</summary>
    public (ResolvedDuty Duty, ChainStep? At) Key => (Duty, Duty.Id is null ? At : null);

    public Performer Show() => new() { Party = Party, Matrix = Matrix, Via = new(Via), Duty = Duty.Id, Control = At.Control, Action = Duty.Action, Text = Duty.Text };
}
