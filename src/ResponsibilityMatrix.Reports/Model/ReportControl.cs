using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>What became of something since the version before.</summary>
public enum ReportChange
{
    /// <summary>Nothing, or nothing was compared.</summary>
    None,

    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It is another than before.</summary>
    Changed,

    /// <summary>It is no longer there; what is shown of it is what stood there before.</summary>
    Removed,
}

/// <summary>A control with its answers. Immutable; equal by value.</summary>
public sealed record ReportControl
{
    /// <summary>The anchor: the same in every report on this control, so that links stay.</summary>
    public required string Anchor { get; init; }

    /// <summary>The id in the catalog's own spelling.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>How deep it is below its control: 0 for a control, 1 for its statements.</summary>
    public required int Depth { get; init; }

    /// <summary>Whether no statement below it is in scope.</summary>
    public required bool IsLeaf { get; init; }

    /// <summary>What became of it since the version before. It changed where one of its answers or of their duties did.</summary>
    public ReportChange Change { get; init; }

    /// <summary>The answers; each holds in some of the variants, and each variant has one.</summary>
    public required ValueList<ReportAnswer> Answers { get; init; }
}

/// <summary>The answer for a control in some variants. Immutable; equal by value.</summary>
public sealed record ReportAnswer
{
    /// <summary>The variants in which it holds, as positions in <see cref="Report.Variants"/>.</summary>
    public required ValueList<int> Variants { get; init; }

    /// <summary>The state.</summary>
    public required ControlState State { get; init; }

    /// <summary>Who performs.</summary>
    public required Sides Split { get; init; }

    /// <summary>State and split in words, such as <c>shared</c>, <c>not applicable</c>.</summary>
    public required string Words { get; init; }

    /// <summary>The words of the version before, where they were others; null where they were the same, where the control is new or gone,
    /// and where nothing was compared.</summary>
    public string? Before { get; init; }

    /// <summary>What they mean for the reader.</summary>
    public required ReportTone Tone { get; init; }

    /// <summary>Whether nobody stated it: it follows from the service model alone.</summary>
    public bool IsByServiceModel { get; init; }

    /// <summary>The control for which it was stated as a whole, where that is not this one; or null.</summary>
    public string? StatedFor { get; init; }

    /// <summary>The reason for the state, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>What the customer may take over, in words, or null.</summary>
    public string? Inheritability { get; init; }

    /// <summary>Whether the parts depend on each other, as a sentence, or null.</summary>
    public string? Coupling { get; init; }

    /// <summary>Who answers for it, by name.</summary>
    public ValueList<string> Accountable { get; init; }

    /// <summary>The duties, in order; after them those that are no longer there.</summary>
    public ValueList<ReportDuty> Duties { get; init; }

    /// <summary>The commitments, in words.</summary>
    public ValueList<string> Commitments { get; init; }

    /// <summary>The evidence, in words with its validity.</summary>
    public ValueList<ReportCell> Evidence { get; init; }

    /// <summary>Why, as sentences.</summary>
    public ValueList<string> Because { get; init; }

    /// <summary>The way of the control through upstream providers; null where it does not leave the matrix, or in reports that do not
    /// follow it.</summary>
    public ReportChainNode? Chain { get; init; }

    /// <summary>The findings about it, in words with their ids.</summary>
    public ValueList<ReportCell> Findings { get; init; }
}

/// <summary>A duty of an answer. Immutable; equal by value.</summary>
public sealed record ReportDuty
{
    /// <summary>The number, such as <c>CLD.6.3.1-2</c>: the same duty keeps it from version to version.</summary>
    public required string Number { get; init; }

    /// <summary>The id of the party.</summary>
    public required string Party { get; init; }

    /// <summary>The side of the party.</summary>
    public required Sides Side { get; init; }

    /// <summary>What the party does, as a sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Its involvement, for a letter or a mark.</summary>
    public Involvement Roles { get; init; } = Duty.DefaultInvolvement;

    /// <summary>Its involvement in words; null for responsible and accountable.</summary>
    public string? Involvement { get; init; }

    /// <summary>The part of the service, or null.</summary>
    public string? Component { get; init; }

    /// <summary>The status of implementation in words, or null.</summary>
    public string? Implementation { get; init; }

    /// <summary>Whether it is done.</summary>
    public bool IsDone { get; init; } = true;

    /// <summary>The upstream that performs it, in words, or null.</summary>
    public string? InheritedFrom { get; init; }

    /// <summary>The numbers of the duties that it depends on.</summary>
    public ValueList<string> DependsOn { get; init; }

    /// <summary>What became of it since the version before.</summary>
    public ReportChange Change { get; init; }

    /// <summary>The duty as it was, where it changed; else null.</summary>
    public ReportDuty? Before { get; init; }
}

/// <summary>A step of a control's way through upstream providers. Immutable; equal by value.</summary>
public sealed record ReportChainNode
{
    /// <summary>The matrix, in words.</summary>
    public required string Title { get; init; }

    /// <summary>Who performs what there.</summary>
    public ValueList<ReportChainLine> Lines { get; init; }

    /// <summary>The upstreams from which it is inherited there.</summary>
    public ValueList<ReportChainNode> Upstreams { get; init; }
}

/// <summary>A party's part in a step. Immutable; equal by value.</summary>
public sealed record ReportChainLine
{
    /// <summary>The name of the party.</summary>
    public required string Party { get; init; }

    /// <summary>What it does.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the upstream leaves it to its customer.</summary>
    public bool IsLeft { get; init; }
}
