using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>The answers of one version in one context, by control, with the places from which they come.</summary>
internal sealed class VersionAnswers
{
    private readonly ControlSpace _space;
    private readonly Answers _answers;
    private readonly string?[] _pointers;

    public VersionAnswers(Resolver version, ResolutionContext context)
    {
        _space = version.Engine.Space;
        _answers = version.AnswerAll(context);
        _pointers = new string?[_space.Count];
        Whole = version.Show(_answers);
        foreach (var node in _space.DeepestFirst)
        {
            if (_answers.Of(node) is not { } answer) continue;
            _pointers[node] = PointerOf(answer);
            foreach (var statement in _space.StatementsInScope(node)) _pointers[node] ??= _pointers[statement];
        }
    }

    public ResolvedMatrix Whole { get; }

    /// <summary>The answer for a control; null for none.</summary>
    public ResolvedControl? Of(int node, bool isBesideRows)
    {
        if (node < 0) return null;
        if (!isBesideRows) return _answers.Of(node);
        if (_answers.BesideRows(node) is { } own) return own;
        var whole = _answers.Of(node)!;
        return new ResolvedControl { Catalog = whole.Catalog, Control = whole.Control, Title = whole.Title, IsLeaf = true, State = ControlState.Unassigned };
    }

    /// <summary>The place in the document of what decided, as a pointer, or null where nothing did.</summary>
    public string? PointerOf(int node, bool isBesideRows) =>
        node < 0 ? null : !isBesideRows ? _pointers[node] : _answers.BesideRows(node) is { } own ? PointerOf(own) : null;

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
