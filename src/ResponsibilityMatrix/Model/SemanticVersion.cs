using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// A version as defined by Semantic Versioning 2.0.0 (https://semver.org/spec/v2.0.0.html). Immutable. Ordered by precedence; equal by
/// text, so versions that differ only in build metadata have the same precedence but are not equal. Invalid text compares by text and sorts
/// before all versions. The default value is the empty text.
/// </summary>
/// <example><code>
/// var isOlder = SemanticVersion.Parse("1.9.0") &lt; SemanticVersion.Parse("1.10.0"); // true
/// </code></example>
[JsonConverter(typeof(MatrixJsonConverter))]
public readonly struct SemanticVersion : IEquatable<SemanticVersion>, IComparable<SemanticVersion>, IParsable<SemanticVersion>,
    IConverterSource
{
    private readonly string? _text;

    private SemanticVersion(string text, bool isValid) => (_text, IsValid) = (text, isValid);

    /// <summary>Whether the text is a valid version; false for the default value.</summary>
    public bool IsValid { get; }

    /// <summary>Parses a version.</summary>
    /// <param name="text">The text, such as <c>1.4.0-rc.1</c>.</param>
    /// <exception cref="FormatException">The text is not a valid version.</exception>
    public static SemanticVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is no semantic version such as 1.4.0.");

    /// <summary>Parses a version, if the text is valid.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="version">The version, or the default value.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out SemanticVersion version)
    {
        version = default;
        if (text is null) return false;
        var rest = text.AsSpan();
        var plus = rest.IndexOf('+');
        if (plus >= 0)
        {
            if (!AreIdentifiers(rest[(plus + 1)..], false)) return false;
            rest = rest[..plus];
        }
        var dash = rest.IndexOf('-');
        if (dash >= 0)
        {
            if (!AreIdentifiers(rest[(dash + 1)..], true)) return false;
            rest = rest[..dash];
        }
        var numbers = 0;
        foreach (var range in rest.Split('.'))
        {
            var part = rest[range];
            if (part.IsEmpty || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0')) return false;
            numbers++;
        }
        if (numbers != 3) return false;
        version = new SemanticVersion(text, isValid: true);
        return true;
    }

    static SemanticVersion IParsable<SemanticVersion>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<SemanticVersion>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, out SemanticVersion result) => TryParse(s, out result);

    /// <summary>Converts text to a version. Invalid text gives a version that is not valid and keeps the text, so that validation of the
    /// matrix reports it.</summary>
    /// <param name="text">The text; null gives the default value.</param>
    public static implicit operator SemanticVersion(string? text) =>
        TryParse(text, out var version) || text is null ? version : new(text, isValid: false);

    /// <summary>Compares by precedence, ignoring build metadata.</summary>
    /// <param name="other">The other version.</param>
    public int CompareTo(SemanticVersion other)
    {
        if (!IsValid || !other.IsValid)
            return IsValid ? 1 : other.IsValid ? -1 : string.CompareOrdinal(ToString(), other.ToString());
        var (myCore, theirCore) = (Core(ToString()), Core(other.ToString()));
        for (var i = 0; i < 3; i++)
        {
            var byNumber = CompareNumbers(myCore[i], theirCore[i]);
            if (byNumber != 0) return byNumber;
        }
        var (mine, theirs) = (PreRelease(ToString()), PreRelease(other.ToString()));
        if (mine is null || theirs is null) return (mine is null ? 1 : 0) - (theirs is null ? 1 : 0);
        for (var i = 0; i < Math.Min(mine.Length, theirs.Length); i++)
        {
            var (aNumeric, bNumeric) = (mine[i].All(char.IsAsciiDigit), theirs[i].All(char.IsAsciiDigit));
            var order = (aNumeric, bNumeric) switch
            {
                (true, true) => CompareNumbers(mine[i], theirs[i]),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(mine[i], theirs[i]),
            };
            if (order != 0) return order;
        }
        return mine.Length.CompareTo(theirs.Length);
    }

    /// <inheritdoc/>
    public bool Equals(SemanticVersion other) => _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SemanticVersion other && Equals(other);

    JsonConverter IConverterSource.CreateConverter(JsonSerializerOptions options) =>
        new TextConverter<SemanticVersion>(TryParse, "a semantic version such as 1.4.0");

    /// <inheritdoc/>
    public override int GetHashCode() => _text?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The text of the version.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Whether two versions have the same text.</summary>
    public static bool operator ==(SemanticVersion left, SemanticVersion right) => left.Equals(right);

    /// <summary>Whether two versions have different texts.</summary>
    public static bool operator !=(SemanticVersion left, SemanticVersion right) => !left.Equals(right);

    /// <summary>Whether the left version has the lower precedence.</summary>
    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left version has the higher precedence.</summary>
    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left version does not have the higher precedence.</summary>
    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left version does not have the lower precedence.</summary>
    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;

    private static string[] Core(string text) => text.Split('+')[0].Split('-')[0].Split('.');

    // Numbers have no leading zeros, so the longer one is larger, whatever the length.
    private static int CompareNumbers(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);

    private static string[]? PreRelease(string text)
    {
        var core = text.Split('+')[0];
        var dash = core.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? null : core[(dash + 1)..].Split('.');
    }

    private static bool AreIdentifiers(ReadOnlySpan<char> text, bool forbidLeadingZero)
    {
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (part.IsEmpty) return false;
            var numeric = true;
            foreach (var c in part)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
                numeric &= char.IsAsciiDigit(c);
            }
            if (forbidLeadingZero && numeric && part.Length > 1 && part[0] == '0') return false;
        }
        return true;
    }
}
