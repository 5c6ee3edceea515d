namespace ResponsibilityMatrix.Collections;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    private const int LongestCompared = 64;
    private const int LongestNear = LongestCompared + (LongestCompared / 3);
    private const int MostCompared = 1_500;

    /// <summary>A sentence with the nearest name, preceded by a blank; empty when none is near.</summary>
    public static string Suggest(string text, IEnumerable<string> names) =>
        Find(text, names) is { } name ? $" Did you mean \"{name}\"?" : "";

    /// <summary>The name that differs least from a text, or null when none is near.</summary>
    public static string? Find(string text, IEnumerable<string> names)
    {
        if (text.Length > LongestCompared) return null;
        Span<char> left = stackalloc char[LongestCompared];
        Span<char> right = stackalloc char[LongestNear];
        Span<int> rows = stackalloc int[3 * (LongestNear + 1)];
        left = left[..text.AsSpan().ToLowerInvariant(left)];
        string? best = null;
        var most = Math.Max(1, text.Length / 3);
        foreach (var name in names.Take(MostCompared))
        {
            if (Math.Abs(name.Length - text.Length) > most) continue;
            var length = name.AsSpan().ToLowerInvariant(right);
            var distance = Distance(left, right[..length], most, rows);
            if (distance > most) continue;
            best = name;
            if (distance == 0) break;
            most = distance - 1;
        }
        return best;
    }

    // Letters added, left out, replaced, or exchanged with their neighbour. Only places that are no farther apart than the most that is
    // asked for can belong to a distance within it: so the others are not looked at, and the answer is only "more" where a row has none
    // left.
    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int most, Span<int> rows)
    {
        var beforePrevious = rows[..(LongestNear + 1)];
        var previous = rows.Slice(LongestNear + 1, LongestNear + 1);
        var current = rows[(2 * (LongestNear + 1))..];
        var more = most + 1;
        for (var j = 0; j <= right.Length; j++) previous[j] = Math.Min(j, more);
        for (var i = 1; i <= left.Length; i++)
        {
            var first = Math.Max(1, i - most);
            var last = Math.Min(right.Length, i + most);
            current[first - 1] = first == 1 ? Math.Min(i, more) : more;
            var least = current[first - 1];
            for (var j = first; j <= last; j++)
            {
                var distance = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    distance = Math.Min(distance, beforePrevious[j - 2] + 1);
                current[j] = Math.Min(distance, more);
                least = Math.Min(least, current[j]);
            }
            if (last < right.Length) current[last + 1] = more;
            if (least > most) return more;
            var free = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = free;
        }
        return previous[right.Length];
    }
}

/// <summary>Finds what somebody may have meant, in one validation: for as many faults as anybody reads, and not for each of
/// thousands.</summary>
internal sealed class Suggestions
{
    public const int Most = 1_000;
    private int _given;

    /// <summary>A sentence with the nearest name, preceded by a blank; empty when none is near, or when enough faults had one looked
    /// for.</summary>
    public string For(string text, IEnumerable<string> names) => _given++ < Most ? Nearest.Suggest(text, names) : "";
}
