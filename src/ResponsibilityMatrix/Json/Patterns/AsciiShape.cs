using System.Buffers;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// A pattern of identifiers, such as <c>^[a-z][a-z0-9-]*$</c>: allowed characters for the first, last and middle positions, or a single one
/// anywhere. Most patterns in schemas have this shape and need no regular expression for ASCII text. Immutable and thread-safe.
/// </summary>
internal sealed class AsciiShape
{
    private readonly SearchValues<byte> _first;
    private readonly SearchValues<byte> _middle;
    private readonly SearchValues<byte> _last;
    private readonly bool _isAnywhere;

    private AsciiShape(CodePoints first, CodePoints middle, CodePoints last, bool isAnywhere = false)
    {
        (_first, _middle, _last) = (Members(first), Members(middle), Members(last));
        _isAnywhere = isAnywhere;
    }

    /// <summary>The shape of a pattern, or null if it does not fit.</summary>
    public static AsciiShape? TryFind(EcmaTranslation pattern) => (pattern.Shape, pattern.Sets) switch
    {
        ("^c+$", [var all]) => new(all, all, all),
        ("^cc*$", [var first, var others]) => new(first, others, others),
        ("^c(c*c)?$", [var first, var middle, var last]) => new(first, middle, last),
        ("c", [var one]) => Anywhere(one, one),
        ("c|c", [var one, var other]) => Anywhere(one, CodePoints.Of(one.Ranges.Concat(other.Ranges))),
        ("^c$|c|c", [var alone, var one, var other]) => Anywhere(alone, CodePoints.Of(one.Ranges.Concat(other.Ranges))),
        _ => null,
    };

    /// <summary>Whether the pattern matches an ASCII text.</summary>
    public bool IsMatch(ReadOnlySpan<byte> ascii)
    {
        if (_isAnywhere) return ascii.ContainsAny(_middle) || (ascii.Length == 1 && _first.Contains(ascii[0]));
        return !ascii.IsEmpty && _first.Contains(ascii[0])
            && (ascii.Length == 1 || (_last.Contains(ascii[^1]) && !ascii[1..^1].ContainsAnyExcept(_middle)));
    }

    private static AsciiShape Anywhere(CodePoints alone, CodePoints set) => new(alone, set, set, isAnywhere: true);

    private static SearchValues<byte> Members(CodePoints set) =>
        SearchValues.Create([.. Enumerable.Range(0, 128).Where(set.Contains).Select(value => (byte)value)]);
}
