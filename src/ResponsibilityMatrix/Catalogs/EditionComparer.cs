namespace ResponsibilityMatrix.Catalogs;

/// <summary>
/// Compares editions of a catalog, oldest first, in natural order: runs of digits compare as numbers, so 4.0.10 follows 4.0.9, and letters
/// compare without case. Editions that differ only in case or leading zeros are ordered too. Thread-safe.
/// </summary>
internal sealed class EditionComparer : IComparer<string>
{
    private EditionComparer()
    {
    }

    /// <summary>The shared instance.</summary>
    public static EditionComparer Instance { get; } = new();

    /// <summary>Compares two editions; null sorts first.</summary>
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

    // A number may exceed every numeric type, so the longer one is larger; then the digits decide.
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
