using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The answers for a whole matrix in one context, by the number of the control. Immutable.</summary>
internal sealed class Answers(ResolutionContext context, IReadOnlyDictionary<int, ResolvedControl> controls, IReadOnlyDictionary<int,
    ResolvedControl> besideRows, CompiledAssignment?[] applied, long size, ValueList<Diagnostic> diagnostics)
{
    /// <summary>The context, with every parameter's value.</summary>
    public ResolutionContext Context { get; } = context;

    /// <summary>How many controls they are for.</summary>
    public int Count => controls.Count;

    /// <summary>How much they say: <see cref="AnswerSize.Said"/>.</summary>
    public long Size { get; } = size;

    /// <summary>The findings that bear on the answers.</summary>
    public ValueList<Diagnostic> Diagnostics { get; } = diagnostics;

    /// <summary>The answer for a control, or null when it is not in scope.</summary>
    public ResolvedControl? Of(int node) => controls.GetValueOrDefault(node);

    /// <summary>What is said of a control itself where rows of the document's own hang under it, or null.</summary>
    public ResolvedControl? OwnRowsBelow(int node) => besideRows.GetValueOrDefault(node);

    /// <summary>What is said of a control without its parts: the answer for a leaf, and beside rows of the document's own. Null where only
    /// the parts speak.</summary>
    public ResolvedControl? Stated(int node) => Of(node) is { IsLeaf: true } leaf ? leaf : OwnRowsBelow(node);

    /// <summary>The assignment that decided what is said of a control without its parts, or null where none did.</summary>
    public CompiledAssignment? Applied(int node) => applied[node];
}
