using System.Numerics;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// An exact JSON number of any size: digits without leading and trailing zeros, and a power of ten. Operations are linear in the text, even
/// for 1e1000000000. Exponents beyond 10^17 count as 10^17.
/// </summary>
internal readonly struct JsonNumber : IEquatable<JsonNumber>
{
    private const long MostExponent = 100_000_000_000_000_000;
    private readonly byte[] _digits;
    private readonly long _exponent;
    private readonly bool _isNegative;

    private JsonNumber(byte[] digits, long exponent, bool isNegative) => (_digits, _exponent, _isNegative) = (digits, exponent, isNegative);

    /// <summary>The digits in ASCII, without leading and trailing zeros; empty for zero.</summary>
    public ReadOnlySpan<byte> Digits => _digits;

    /// <summary>The exponent of the last digit.</summary>
    public long Exponent => _exponent;

    public bool IsZero => _digits.Length == 0;

    public bool IsInteger => _exponent >= 0;

    public bool IsPositive => !_isNegative && !IsZero;

    /// <summary>Reads a number that is valid JSON.</summary>
    public static JsonNumber Parse(ReadOnlySpan<byte> text)
    {
        var isNegative = text[0] == '-';
        if (isNegative) text = text[1..];
        long exponent = 0;
        var e = text.IndexOfAny((byte)'e', (byte)'E');
        if (e >= 0)
        {
            var power = text[(e + 1)..];
            text = text[..e];
            var isDown = power[0] == '-';
            if (power[0] is (byte)'-' or (byte)'+') power = power[1..];
            foreach (var digit in power) exponent = Math.Min(MostExponent, (exponent * 10) + digit - '0');
            if (isDown) exponent = -exponent;
        }
        var point = text.IndexOf((byte)'.');
        var digits = new byte[text.Length - (point < 0 ? 0 : 1)];
        if (point < 0)
        {
            text.CopyTo(digits);
        }
        else
        {
            text[..point].CopyTo(digits);
            text[(point + 1)..].CopyTo(digits.AsSpan(point));
            exponent -= text.Length - point - 1;
        }
        var significant = digits.AsSpan().TrimStart((byte)'0');
        var length = significant.Length;
        significant = significant.TrimEnd((byte)'0');
        if (significant.IsEmpty) return new JsonNumber([], 0, false);
        return new JsonNumber(significant.ToArray(), exponent + length - significant.Length, isNegative);
    }

    /// <summary>Whether a number is a whole multiple of another one, which is not zero.</summary>
    public static bool IsMultiple(JsonNumber number, JsonNumber of)
    {
        if (number.IsZero) return true;
        // Neither number has trailing zeros, so a smaller exponent leaves a fraction.
        var shift = number._exponent - of._exponent;
        if (shift < 0) return false;
        var divisor = BigInteger.Parse(System.Text.Encoding.ASCII.GetString(of._digits), System.Globalization.CultureInfo.InvariantCulture);
        var rest = BigInteger.Zero;
        foreach (var digit in number._digits) rest = ((rest * 10) + (digit - '0')) % divisor;
        return (rest * BigInteger.ModPow(10, shift, divisor) % divisor).IsZero;
    }

    public int CompareTo(JsonNumber other)
    {
        if (IsZero || other.IsZero || _isNegative != other._isNegative) return Sign.CompareTo(other.Sign);
        var size = (_exponent + _digits.Length).CompareTo(other._exponent + other._digits.Length);
        if (size == 0) size = _digits.AsSpan().SequenceCompareTo(other._digits);
        return _isNegative ? -size : size;
    }

    public bool Equals(JsonNumber other) => _isNegative == other._isNegative && _exponent == other._exponent
        && _digits.AsSpan().SequenceEqual(other._digits);

    public override bool Equals(object? obj) => obj is JsonNumber other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_isNegative);
        hash.Add(_exponent);
        hash.AddBytes(_digits);
        return hash.ToHashCode();
    }

    private int Sign => IsZero ? 0 : _isNegative ? -1 : 1;
}
