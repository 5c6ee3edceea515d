using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// The notations of a number in JSON text. A number is exact if its canonical form has the same value to the last digit. Only exact numbers
/// are fully covered by the digest and signature of a document.
/// </summary>
internal static class NumberText
{
    // A double preserves this many digits, whatever they are.
    private const int SafeLength = 15;
    private const int LongestShown = 40;

    /// <summary>Whether a number is exact because it is short. This avoids a closer check for nearly all numbers.</summary>
    public static bool IsShort(ReadOnlySpan<byte> number) => number.Length <= SafeLength && number.IndexOfAny((byte)'e', (byte)'E') < 0;

    /// <summary>The number as ECMA-262 prints it (Number::toString): the shortest digits that round-trip, in a notation that depends on the
    /// exponent. Null beyond the range of a double.</summary>
    public static string? Canonical(ReadOnlySpan<byte> number)
    {
        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) return null;
        if (value == 0) return "0";
        var shortest = JsonNumber.Parse(Encoding.ASCII.GetBytes(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture)));
        var digits = Encoding.ASCII.GetString(shortest.Digits);
        var k = digits.Length;
        var n = (int)shortest.Exponent + k;
        var sign = value < 0 ? "-" : "";
        if (k <= n && n <= 21) return sign + digits + new string('0', n - k);
        if (0 < n && n <= 21) return sign + digits[..n] + "." + digits[n..];
        if (-6 < n && n <= 0) return sign + "0." + new string('0', -n) + digits;
        var power = (n - 1 < 0 ? "-" : "+") + Math.Abs(n - 1).ToString(CultureInfo.InvariantCulture);
        return k == 1 ? $"{sign}{digits}e{power}" : $"{sign}{digits[0]}.{digits[1..]}e{power}";
    }

    /// <summary>Why a number has no exact canonical form, and the fix; null if it has one.</summary>
    public static string? ProblemWith(ReadOnlySpan<byte> number) => Canonical(number) is not { } canonical
        ? $"The number {Short(number)} is beyond the range of a double and has no canonical form. Write it as a text."
        : IsSame(number, canonical) ? null
        : $"The number {Short(number)} has more digits than its canonical form {canonical}, which stands for other numbers too. Write it " +
            $"with fewer digits, or as a text.";

    /// <summary>The number as a decimal, or null if a decimal cannot hold it exactly.</summary>
    public static decimal? Decimal(ReadOnlySpan<byte> number) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && IsSame(number, value.ToString(CultureInfo.InvariantCulture)) ? value : null;

    /// <summary>A number for a message, shortened if it is long.</summary>
    public static string Short(ReadOnlySpan<byte> number) =>
        number.Length <= LongestShown ? Encoding.ASCII.GetString(number) : $"{Encoding.ASCII.GetString(number[..(LongestShown - 1)])}…";

    private static bool IsSame(ReadOnlySpan<byte> number, string other) =>
        JsonNumber.Parse(number).Equals(JsonNumber.Parse(Encoding.ASCII.GetBytes(other)));
}
