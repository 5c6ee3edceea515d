namespace ResponsibilityMatrix.Resolution;

/// <summary>
/// Of things in a tree, numbered, the nearest of each and those above it at which there is something to find: so that going up visits only
/// these, however deep the tree is. Immutable; thread-safe.
/// </summary>
internal sealed class Stops
{
    private readonly int[] _nearest;
    private readonly Func<int, int> _above;

    /// <summary>Finds the stops.</summary>
    /// <param name="topDown">All of them, each after the one above it.</param>
    /// <param name="above">The one above, or -1.</param>
    /// <param name="isStop">Whether there is something to find there.</param>
    public Stops(IReadOnlyList<int> topDown, Func<int, int> above, Func<int, bool> isStop)
    {
        _above = above;
        _nearest = new int[topDown.Count];
        foreach (var at in topDown) _nearest[at] = isStop(at) ? at : After(at);
    }

    /// <summary>The first stop at one of them or above it; -1 for none.</summary>
    public int From(int at) => at < 0 ? -1 : _nearest[at];

    /// <summary>The first stop above one of them; -1 for none.</summary>
    public int After(int at) => From(_above(at));
}
