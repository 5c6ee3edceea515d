namespace ResponsibilityMatrix.Catalogs;

/// <summary>
/// Orders the editions of a catalog from the oldest to the newest, by natural order: runs of digits compare as numbers, so that 4.0.10
/// comes after 4.0.9, and letters without regard to case. Editions that differ in case or leading zeros alone have an order too.
/// Thread-safe. </summary>
internal sealed class EditionComparer : IComparer<string>
{
    private EditionComparer()
    {
    }

    /// <summary>The one comparer.</summary>
    public static EditionComparer Instance { get; } = new();

    /// <summary>Compares two editions; null comes before all.</summary>
    /// <param name="x">An edition.</param>
    /// <param name="y">Another edition.</param>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        ReadOnlySpan<char> left = x, right = y;
        while (!left.IsEmpty && !right.IsEmpty)
        {
            var areNumbers = char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0]);
            var order = areNumbers ? CompareNumbers(Take(ref left, DigitsOf(left)), Take(ref right, DigitsOf(right)))
                : char.ToUpperInvariant(Take(ref left, 1)[0]).CompareTo(char.ToUpperInvariant(Take(ref right, 1)[0]));
            if (order != 0) return order;
        }
        var longer = left.Length.CompareTo(right.Length);
        return longer != 0 ? longer : string.CompareOrdinal(x, y);
    }

    // A number may be too long for any type: the longer one is larger, then digits decide.
    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }

    private static int DigitsOf(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text, int count)
    {
        var taken = text[..count];
        text = text[count..];
        return taken;
    }
}
