namespace ResponsibilityMatrix.Collections;

/// <summary>Finds the name that a misspelled text probably meant.</summary>
internal static class Nearest
{
    private const int LongestCompared = 64;
    private const int LongestNear = LongestCompared + (LongestCompared / 3);
    private const int MostCompared = 1_500;

    /// <summary>Suggests the nearest name; nothing if none is near.</summary>
    public static Suggestion Suggest(string text, IEnumerable<string> names) => new(Find(text, names));

    /// <summary>The name with the fewest differences from a text, or null if none is near.</summary>
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

    // Counts inserted, deleted, replaced and transposed letters. Only cells within the given distance of the diagonal can contribute, so
    // others are skipped, and the search stops with "more" once a row has none left.
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

/// <summary>Suggests names during one validation, but only for the first faults, not for thousands.</summary>
internal sealed class Suggestions
{
    public const int Most = 1_000;
    private int _given;

    /// <summary>Suggests the nearest name; nothing if none is near, or after enough suggestions.</summary>
    public Suggestion For(string text, IEnumerable<string> names) => _given++ < Most ? Nearest.Suggest(text, names) : default;
}

/// <summary>A name that was probably meant. In a finding, the name is an argument, and the words about it belong to the format.</summary>
/// <param name="Name">The name, or null to suggest nothing.</param>
internal readonly record struct Suggestion(string? Name)
{
    public const string Before = " Did you mean \"";
    public const string After = "\"?";

    public static implicit operator string(Suggestion suggestion) => suggestion.ToString();

    /// <summary>A sentence, with a leading space; empty if nothing is suggested.</summary>
    public override string ToString() => Name is null ? "" : $"{Before}{Name}{After}";
}
