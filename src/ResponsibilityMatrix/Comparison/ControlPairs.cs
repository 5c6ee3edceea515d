using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Comparison;

/// <summary>A control to compare, as a node in each version; -1 if it is not in scope.</summary>
/// <param name="Old">The control in the old version.</param>
/// <param name="New">The control in the new version.</param>
/// <param name="HasOwnRowsBelow">Whether it has the document's own rows below it in both versions, so that its answer without them is
/// compared.</param>
internal readonly record struct ControlPair(int Old, int New, bool HasOwnRowsBelow = false);

/// <summary>
/// Finds the controls to compare: leaves, matched by catalog and key. A control with statements in one version only is compared as a
/// whole: an answer for a control also applies to its parts.
/// </summary>
internal static class ControlPairs
{
    private const int None = -1;

    /// <summary>The pairs, in the order of the new version; controls of the old version only come last.</summary>
    public static List<ControlPair> Of(ControlSpace oldSpace, ControlSpace newSpace)
    {
        var toOld = Match(newSpace, oldSpace);
        var toNew = Invert(toOld, oldSpace.Count);
        var newParts = IsPartOfLeaf(newSpace, toOld, oldSpace);
        var oldParts = IsPartOfLeaf(oldSpace, toNew, newSpace);
        List<ControlPair> pairs = [];
        for (var node = 0; node < newSpace.Count; node++)
        {
            if (!newSpace.IsInScope(node)) continue;
            var other = InScope(toOld[node], oldSpace);
            if (other == None)
            {
                if (newSpace.IsLeaf(node) && !newParts[node]) pairs.Add(new ControlPair(None, node));
            }
            else if (newSpace.IsLeaf(node) || oldSpace.IsLeaf(other))
            {
                pairs.Add(new ControlPair(other, node));
            }
            else if (newSpace.IsLeafButForRows(node) && oldSpace.IsLeafButForRows(other))
            {
                pairs.Add(new ControlPair(other, node, true));
            }
        }
        for (var node = 0; node < oldSpace.Count; node++)
            if (oldSpace.IsInScope(node) && oldSpace.IsLeaf(node) && !oldParts[node] && InScope(toNew[node], newSpace) == None)
                pairs.Add(new ControlPair(node, None));
        return pairs;
    }

    private static int InScope(int node, ControlSpace space) => node >= 0 && space.IsInScope(node) ? node : None;

    // For each control, the one with the same catalog and key in the other version. Duplicates are matched in
    // order.
    private static int[] Match(ControlSpace space, ControlSpace other)
    {
        var matched = new int[space.Count];
        Array.Fill(matched, None);
        foreach (var part in space.Parts)
        {
            if (other.Parts.FirstOrDefault(candidate => candidate.Identity == part.Identity) is not { } theirs) continue;
            if (part.Document is not null && ReferenceEquals(part.Document, theirs.Document))
            {
                for (var i = 0; i < part.Count; i++) matched[part.Start + i] = theirs.Start + i;
                continue;
            }
            Dictionary<ControlKey, Queue<int>> places = [];
            for (var i = 0; i < theirs.Count; i++)
            {
                var key = theirs.Index.Keys[i];
                if (!places.TryGetValue(key, out var queue)) places.Add(key, queue = []);
                queue.Enqueue(theirs.Start + i);
            }
            for (var i = 0; i < part.Count; i++)
                if (places.TryGetValue(part.Index.Keys[i], out var queue) && queue.TryDequeue(out var place))
                    matched[part.Start + i] = place;
        }
        return matched;
    }

    private static int[] Invert(int[] matched, int count)
    {
        var inverted = new int[count];
        Array.Fill(inverted, None);
        for (var node = 0; node < matched.Length; node++)
            if (matched[node] >= 0) inverted[matched[node]] = node;
        return inverted;
    }

    // Whether the nearest ancestor that is in scope in the other version is a leaf there.
    private static bool[] IsPartOfLeaf(ControlSpace space, int[] matched, ControlSpace other)
    {
        var parts = new bool[space.Count];
        for (var i = space.Count - 1; i >= 0; i--)
        {
            var node = space.DeepestFirst[i];
            var above = space.CoveringParentOf(node);
            if (above < 0) continue;
            var there = InScope(matched[above], other);
            parts[node] = there == None ? parts[above] : other.IsLeaf(there);
        }
        return parts;
    }
}
