using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Resolution;

/// <summary>The answers for a whole matrix in one context, by control. Immutable.</summary>
internal sealed class Answers(ResolutionContext context, IReadOnlyDictionary<int, ResolvedControl> controls, IReadOnlyDictionary<int,
    ResolvedControl> withoutRows, CompiledAssignment?[] applied, long size, ValueList<Diagnostic> diagnostics)
{
    /// <summary>The context, with a value for every parameter.</summary>
    public ResolutionContext Context { get; } = context;

    /// <summary>The number of controls.</summary>
    public int Count => controls.Count;

    /// <summary>Their size: <see cref="AnswerSize.Written"/>.</summary>
    public long Size { get; } = size;

    /// <summary>The findings that accompany the answers.</summary>
    public ValueList<Diagnostic> Diagnostics { get; } = diagnostics;

    /// <summary>The answer for a control, or null when it is not in scope.</summary>
    public ResolvedControl? Of(int node) => controls.GetValueOrDefault(node);

    /// <summary>The answer for a control without the document's own rows below it; null if there are no such rows.</summary>
    public ResolvedControl? WithoutRows(int node) => withoutRows.GetValueOrDefault(node);

    /// <summary>The answer for a control without its parts: the answer for a leaf, or <see cref="WithoutRows"/>. Null if only the parts
    /// have answers.</summary>
    public ResolvedControl? Stated(int node) => Of(node) is { IsLeaf: true } leaf ? leaf : WithoutRows(node);

    /// <summary>The assignment that decided the answer for a control without its parts; null if none did.</summary>
    public CompiledAssignment? Applied(int node) => applied[node];
}
