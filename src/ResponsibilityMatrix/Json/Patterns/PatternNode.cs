namespace ResponsibilityMatrix.Json;

/// <summary>A part of a regular expression. Immutable.</summary>
internal abstract class PatternNode
{
    /// <summary>Whether an automaton can decide it: no reference back, no look around, no word boundary in it.</summary>
    public virtual bool IsRegular => true;
}

/// <summary>One character out of a set.</summary>
internal sealed class CharacterNode(CodePoints set) : PatternNode
{
    public CodePoints Set { get; } = set;
}

/// <summary>One after the other; without items, the empty text.</summary>
internal sealed class SequenceNode(PatternNode[] items) : PatternNode
{
    public PatternNode[] Items { get; } = items;

    public override bool IsRegular { get; } = Array.TrueForAll(items, item => item.IsRegular);
}

/// <summary>One of several.</summary>
internal sealed class AlternationNode(PatternNode[] items) : PatternNode
{
    public PatternNode[] Items { get; } = items;

    public override bool IsRegular { get; } = Array.TrueForAll(items, item => item.IsRegular);
}

/// <summary>
/// The same again and again; <see cref="Unbounded"/> is the most there is. The capturing groups in the item have the numbers from the first
/// up to, but not including, the one after them.
/// </summary>
internal sealed class RepeatNode(PatternNode item, int min, int max, bool isLazy, int firstGroup, int afterGroups) : PatternNode
{
    public const int Unbounded = int.MaxValue;

    public PatternNode Item { get; } = item;

    public int Min { get; } = min;

    public int Max { get; } = max;

    public bool IsLazy { get; } = isLazy;

    public int FirstGroup { get; } = firstGroup;

    public int AfterGroups { get; } = afterGroups;

    public override bool IsRegular => Item.IsRegular;
}

/// <summary>A group that a reference back can name by its number, which counts from one.</summary>
internal sealed class CaptureNode(PatternNode item, int number) : PatternNode
{
    public PatternNode Item { get; } = item;

    public int Number { get; } = number;

    public override bool IsRegular { get; } = item.IsRegular;
}

/// <summary>What must, or must not, stand ahead or behind.</summary>
internal sealed class LookNode(PatternNode item, bool isBehind, bool isNegative) : PatternNode
{
    public PatternNode Item { get; } = item;

    public bool IsBehind { get; } = isBehind;

    public bool IsNegative { get; } = isNegative;

    public override bool IsRegular => false;
}

/// <summary>The same text as a group matched.</summary>
internal sealed class ReferenceNode(int group) : PatternNode
{
    public int Group { get; } = group;

    public override bool IsRegular => false;
}

/// <summary>A place in the text.</summary>
internal enum PatternAnchor
{
    Start,
    End,
    WordBoundary,
    NoWordBoundary,
}

/// <summary>A place in the text.</summary>
internal sealed class AnchorNode(PatternAnchor anchor) : PatternNode
{
    public PatternAnchor Anchor { get; } = anchor;

    public override bool IsRegular => Anchor is PatternAnchor.Start or PatternAnchor.End;
}
