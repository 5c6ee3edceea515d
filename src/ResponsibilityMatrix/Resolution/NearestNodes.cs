namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// For each node of a tree, the nearest marked node at or above it, so that a walk to the root visits marked nodes only, however deep the
/// tree is. Immutable and thread-safe.
/// </summary>
internal sealed class NearestNodes
{
    private readonly int[] _nearest;
    private readonly Func<int, int> _parentOf;

    /// <summary>Finds the marked nodes.</summary>
    /// <param name="topDown">All nodes, each after its parent.</param>
    /// <param name="parentOf">The parent of a node, or -1.</param>
    /// <param name="isMarked">Whether a node is marked.</param>
    public NearestNodes(IReadOnlyList<int> topDown, Func<int, int> parentOf, Func<int, bool> isMarked)
    {
        _parentOf = parentOf;
        _nearest = new int[topDown.Count];
        foreach (var node in topDown) _nearest[node] = isMarked(node) ? node : Above(node);
    }

    /// <summary>The nearest marked node at or above a node; -1 for none.</summary>
    public int AtOrAbove(int node) => node < 0 ? -1 : _nearest[node];

    /// <summary>The nearest marked node above a node; -1 for none.</summary>
    public int Above(int node) => AtOrAbove(_parentOf(node));
}
