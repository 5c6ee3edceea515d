using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// The form in which control ids compare: runs of letters and runs of digits, in lower case, without leading zeros, separators and
/// brackets, and without the words <c>smt</c> and <c>stmt</c> after a run of digits. <c>AC-02 (07) (a)</c>, <c>ac-2(7)(a)</c> and
/// <c>ac-2.7_smt.a</c> have the same key; <c>SMT-01</c> is an ordinary control. Letters are Unicode letters and <c>&amp;</c>; digits are
/// ASCII digits. Immutable and thread-safe; equal by value; ordered ordinally by runs. The default value is not a key: it equals only
/// itself and is a prefix of nothing.
/// </summary>
/// <example><code>
/// var isSame = ControlKey.Parse("AC-2(1)") == ControlKey.Parse("ac-02.01"); // true
/// var isBelow = ControlKey.Parse("ac-2.1").StartsWith(ControlKey.Parse("ac-2")); // true
/// </code></example>
[JsonConverter(typeof(MatrixJsonConverter))]
public readonly struct ControlKey : IEquatable<ControlKey>, IComparable<ControlKey>, IParsable<ControlKey>, IConverterSource
{
    private const char Separator = '.';
    private const int LongestOnStack = 64;
    private readonly string? _text;

    private ControlKey(string text, int runs)
    {
        _text = text;
        RunCount = runs;
    }

    /// <summary>The number of runs: 4 for <c>AC-2(7)(a)</c>. 0 for the default value.</summary>
    public int RunCount { get; }

    /// <summary>Converts a control id to its key.</summary>
    /// <param name="id">The id in any spelling.</param>
    /// <exception cref="FormatException">The id contains no letter and no digit.</exception>
    public static ControlKey Parse(string id) =>
        TryParse(id, out var key) ? key : throw new FormatException($"'{id}' is no control id: it has no letter and no digit.");

    /// <summary>Converts a control id to its key, if it has one.</summary>
    /// <param name="id">The id in any spelling, or null.</param>
    /// <param name="key">The key, or the default value.</param>
    public static bool TryParse([NotNullWhen(true)] string? id, out ControlKey key)
    {
        key = default;
        if (id is null) return false;
        // Here, too, a letter or digit takes at most one unit and needs at most one separator.
        Span<char> buffer = id.Length <= LongestOnStack ? stackalloc char[2 * LongestOnStack] : new char[2 * id.Length];
        var (length, runs, at) = (0, 0, 0);
        var hasNumber = false;
        while (at < id.Length)
        {
            var isNumber = char.IsAsciiDigit(id[at]);
            if (!isNumber && LetterLength(id, at) == 0)
            {
                at++;
                continue;
            }
            var start = runs == 0 ? 0 : length + 1;
            if (runs > 0) buffer[length] = Separator;
            var end = isNumber ? AppendNumber(id, ref at, buffer, start) : AppendWord(id, ref at, buffer, start);
            // OSCAL puts these words between a control's number and the letter of a statement; at the start they name a family.
            if (hasNumber && buffer[start..end] is ("smt" or "stmt")) continue;
            hasNumber |= isNumber;
            length = end;
            runs++;
        }
        if (runs == 0) return false;
        key = new ControlKey(buffer[..length].SequenceEqual(id) ? id : buffer[..length].ToString(), runs);
        return true;
    }

    static ControlKey IParsable<ControlKey>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<ControlKey>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ControlKey result) =>
        TryParse(s, out result);

    /// <summary>Whether this key equals another key or begins with its runs: <c>ac.1</c> is not a prefix of <c>ac.10</c>.</summary>
    /// <param name="prefix">The prefix.</param>
    public bool StartsWith(ControlKey prefix) =>
        _text is not null && prefix._text is not null && _text.StartsWith(prefix._text, StringComparison.Ordinal)
        && (_text.Length == prefix._text.Length || _text[prefix._text.Length] == Separator);

    /// <summary>Returns the key of the first runs.</summary>
    /// <param name="runs">The number of runs, from 1 to <see cref="RunCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public ControlKey Take(int runs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, RunCount);
        if (runs == RunCount) return this;
        var end = -1;
        for (var i = 0; i < runs; i++) end = _text!.IndexOf(Separator, end + 1);
        return new ControlKey(_text![..end], runs);
    }

    /// <summary>Returns the key without the first runs.</summary>
    /// <param name="runs">The number of runs to skip, from 0 to one less than <see cref="RunCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public ControlKey Skip(int runs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(runs);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(runs, RunCount);
        var start = 0;
        for (var i = 0; i < runs; i++) start = _text!.IndexOf(Separator, start) + 1;
        return new ControlKey(_text![start..], RunCount - runs);
    }

    /// <inheritdoc/>
    public bool Equals(ControlKey other) => _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ControlKey other && Equals(other);

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new TextConverter<ControlKey>(TryParse, "a control id: it needs a letter or a digit");

    /// <inheritdoc/>
    public override int GetHashCode() => _text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public int CompareTo(ControlKey other) => string.CompareOrdinal(_text, other._text);

    /// <summary>The runs, separated by full stops.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Whether two keys are equal.</summary>
    public static bool operator ==(ControlKey left, ControlKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    public static bool operator !=(ControlKey left, ControlKey right) => !left.Equals(right);

    /// <summary>Whether the left key sorts before the right one.</summary>
    public static bool operator <(ControlKey left, ControlKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left key sorts after the right one.</summary>
    public static bool operator >(ControlKey left, ControlKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left key sorts before the right one or equals it.</summary>
    public static bool operator <=(ControlKey left, ControlKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left key sorts after the right one or equals it.</summary>
    public static bool operator >=(ControlKey left, ControlKey right) => left.CompareTo(right) >= 0;

    /// <summary>The positions of the runs, in order.</summary>
    internal RunEnumerator Runs => new(_text ?? "");

    /// <summary>The run at a position.</summary>
    internal ReadOnlySpan<char> Run(Range place) => _text.AsSpan()[place];

    private static int LetterLength(string text, int at)
    {
        if (at >= text.Length) return 0;
        var c = text[at];
        if (char.IsAscii(c)) return char.IsAsciiLetter(c) || c == '&' ? 1 : 0;
        if (!char.IsSurrogate(c)) return char.IsLetter(c) ? 1 : 0;
        return Rune.TryGetRuneAt(text, at, out var rune) && Rune.IsLetter(rune) ? 2 : 0;
    }

    private static int AppendNumber(string id, ref int at, Span<char> buffer, int length)
    {
        while (at < id.Length && id[at] == '0') at++;
        var digits = at;
        while (at < id.Length && char.IsAsciiDigit(id[at])) buffer[length++] = id[at++];
        if (at == digits) buffer[length++] = '0';
        return length;
    }

    private static int AppendWord(string id, ref int at, Span<char> buffer, int length)
    {
        for (var letter = LetterLength(id, at); letter > 0; letter = LetterLength(id, at))
        {
            if (letter == 1) buffer[length++] = char.ToLowerInvariant(id[at]);
            else length += Rune.ToLowerInvariant(Rune.GetRuneAt(id, at)).EncodeToUtf16(buffer[length..]);
            at += letter;
        }
        return length;
    }

    /// <summary>Enumerates the positions of the runs of a key.</summary>
    internal struct RunEnumerator(string text)
    {
        private int _next;

        public Range Current { get; private set; }

        public readonly RunEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next >= text.Length) return false;
            var end = text.IndexOf(Separator, _next);
            if (end < 0) end = text.Length;
            Current = _next..end;
            _next = end + 1;
            return true;
        }
    }
}
