using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The answers of one version in one context, by control, with the places from which they come. Each is found when first asked
/// for.</summary>
internal sealed class VersionAnswers(Resolver version, int[] context, CancellationToken token)
{
    private readonly ControlSpace _space = version.Engine.Space;
    private readonly Resolver.SingleAnswers _answers = new(version, context, token);
    private readonly Stack<int> _open = [];

    public IEnumerable<Diagnostic> LimitFindings => _answers.LimitFindings;

    /// <summary>The answer for a control; null for none.</summary>
    public ResolvedControl? Of(int node, bool hasOwnRowsBelow)
    {
        if (node < 0) return null;
        var whole = _answers.Of(node);
        if (!hasOwnRowsBelow) return whole;
        return _answers.WithoutRows(node) ?? new ResolvedControl
            { Catalog = whole.Catalog, Control = whole.Control, Title = whole.Title, IsLeaf = true, State = ControlState.Unassigned };
    }

    /// <summary>The place in the document of what decided, as a pointer, or null where nothing did. Of a control with statements, the first
    /// of theirs.</summary>
    public string? PointerOf(int node, bool hasOwnRowsBelow)
    {
        if (node < 0) return null;
        if (hasOwnRowsBelow) return _answers.WithoutRows(node) is { } own ? PointerOf(own) : null;
        _open.Clear();
        _open.Push(node);
        while (_open.TryPop(out var at))
        {
            if (PointerOf(_answers.Of(at)) is { } pointer) return pointer;
            var statements = _space.StatementsInScope(at);
            for (var i = statements.Length - 1; i >= 0; i--) _open.Push(statements[i]);
        }
        return null;
    }

    // What a base says has its place there; in the document itself that is the reference to it.
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
