namespace ResponsibilityMatrix.Collections;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    private const int LongestCompared = 64;
    private const int MostCompared = 1_500;

    /// <summary>A sentence with the nearest name, preceded by a blank; empty when none is near.</summary>
    public static string Suggest(string text, IEnumerable<string> names) => Find(text, names) is { } name ? $" Did you mean \"{name}\"?" : "";

    /// <summary>The name that differs least from a text, or null when none is near.</summary>
    public static string? Find(string text, IEnumerable<string> names)
    {
        if (text.Length > LongestCompared) return null;
        string? best = null;
        var bestDistance = Math.Max(1, text.Length / 3) + 1;
        foreach (var name in names.Take(MostCompared))
        {
            if (Math.Abs(name.Length - text.Length) >= bestDistance) continue;
            var distance = Distance(text.ToLowerInvariant(), name.ToLowerInvariant());
            if (distance < bestDistance) (best, bestDistance) = (name, distance);
        }
        return best;
    }

    // Letters added, left out, replaced, or exchanged with their neighbour.
    private static int Distance(string left, string right)
    {
        var beforePrevious = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++) previous[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }
        return previous[right.Length];
    }
}
