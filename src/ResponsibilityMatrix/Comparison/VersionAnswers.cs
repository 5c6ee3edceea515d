using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The answers of one version in one context, by control, with their places. Computed on first
/// use.</summary>
internal sealed class VersionAnswers(Resolver version, int[] context, CancellationToken token)
{
    private readonly ControlSpace _space = version.Engine.Space;
    private readonly Resolver.SingleAnswers _answers = new(version, context, token);
    private readonly Stack<int> _pending = [];

    public IEnumerable<Diagnostic> LimitFindings => _answers.LimitFindings;

    /// <summary>The answer for a control, or null.</summary>
    public ResolvedControl? Of(int node, bool hasOwnRowsBelow)
    {
        if (node < 0) return null;
        var whole = _answers.Of(node);
        if (!hasOwnRowsBelow) return whole;
        return _answers.WithoutRows(node) ?? new ResolvedControl
        { Catalog = whole.Catalog, Control = whole.Control, Title = whole.Title, IsLeaf = true, State = ControlState.Unassigned };
    }

    /// <summary>The JSON Pointer of what decided the answer, or null. For a control with statements, the first of
    /// theirs.</summary>
    public string? PointerOf(int node, bool hasOwnRowsBelow)
    {
        if (node < 0) return null;
        if (hasOwnRowsBelow) return _answers.WithoutRows(node) is { } own ? PointerOf(own) : null;
        _pending.Clear();
        _pending.Push(node);
        while (_pending.TryPop(out var at))
        {
            if (PointerOf(_answers.Of(at)) is { } pointer) return pointer;
            var statements = _space.StatementsInScope(at);
            for (var i = statements.Length - 1; i >= 0; i--) _pending.Push(statements[i]);
        }
        return null;
    }

    // For an assignment of a base, the pointer is the reference to the base.
    private static string? PointerOf(ResolvedControl answer)
    {
        foreach (var reason in answer.Because)
        {
            if (reason is AssignmentReason assignment) return assignment.Level == 0 ? assignment.Pointer : "/extends";
            if (reason is LayerReason) return "/defaults";
        }
        return null;
    }
}
