using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResponsibilityMatrix.Diagnostics;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// The canonical form of JSON (RFC 8785): members sorted by their names' UTF-16 units, numbers as ECMAScript prints them, no white space.
/// White space and the order of members do not change it; any content does. Thread-safe.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical bytes of a JSON text.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="FormatException">The text is no JSON, has a duplicate member, or a number beyond the range of a double.</exception>
    public static byte[] Canonicalize(ReadOnlyMemory<byte> utf8) => Canonicalize(utf8, new Limits { MaxBytes = int.MaxValue, MaxItems = int.MaxValue }, isExact: false);

    /// <summary>
    /// The same for a text of which any change must show in its canonical bytes: a number with more digits than a double keeps has none, since another number
    /// has the same bytes.
    /// </summary>
    /// <exception cref="FormatException">As for <see cref="Canonicalize(ReadOnlyMemory{byte})"/>, a limit is passed, or a number is not the one that its canonical form names.</exception>
    internal static byte[] CanonicalizeExactly(ReadOnlyMemory<byte> utf8, Limits limits) => Canonicalize(utf8, limits, isExact: true);

    private static byte[] Canonicalize(ReadOnlyMemory<byte> utf8, Limits limits, bool isExact)
    {
        List<Diagnostic> diagnostics = [];
        var index = JsonIndex.Build(utf8, null, limits, diagnostics);
        if (index is null || diagnostics.Count > 0) throw new FormatException(diagnostics[0].Message);
        var output = new ArrayBufferWriter<byte>(utf8.Length);
        try
        {
            Write(index, 0, isExact, output);
        }
        finally
        {
            index.Recycle();
        }
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The digest of a JSON text: <c>sha256-</c> and the lower-case hexadecimal SHA-256 of its canonical bytes.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="FormatException">As for <see cref="Canonicalize(ReadOnlyMemory{byte})"/>.</exception>
    public static string Digest(ReadOnlyMemory<byte> utf8) => "sha256-" + Convert.ToHexStringLower(SHA256.HashData(Canonicalize(utf8)));

    private static void Write(JsonIndex index, int token, bool isExact, ArrayBufferWriter<byte> output)
    {
        switch (index[token].Kind)
        {
            case JsonKind.Object:
                List<(string Name, int Value)> members = [];
                for (var at = token + 1; at < index[token].Next; at = index[at + 1].Next) members.Add((index.GetString(at), at + 1));
                members.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
                output.Write("{"u8);
                for (var i = 0; i < members.Count; i++)
                {
                    if (i > 0) output.Write(","u8);
                    WriteString(members[i].Name, output);
                    output.Write(":"u8);
                    Write(index, members[i].Value, isExact, output);
                }
                output.Write("}"u8);
                break;
            case JsonKind.Array:
                output.Write("["u8);
                for (var at = token + 1; at < index[token].Next; at = index[at].Next)
                {
                    if (at > token + 1) output.Write(","u8);
                    Write(index, at, isExact, output);
                }
                output.Write("]"u8);
                break;
            case JsonKind.String:
                if (index[token].IsEscaped) WriteString(index.GetString(token), output);
                else output.Write(index.Raw(token));
                break;
            case JsonKind.Number:
                var text = Encoding.ASCII.GetString(index.Raw(token));
                var number = Number(text);
                if (isExact && Decimals(text) != Decimals(number))
                    throw new FormatException($"The number {Short(text)} has more digits than its canonical form {number}, which stands for other numbers too. Write it with fewer digits, or as a text.");
                output.Write(Encoding.ASCII.GetBytes(number));
                break;
            default:
                output.Write(index.Raw(token));
                break;
        }
    }

    private static void WriteString(string text, ArrayBufferWriter<byte> output)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }
        output.Write(Encoding.UTF8.GetBytes(escaped.Append('"').ToString()));
    }

    // ECMA-262, Number::toString: the shortest digits that read back, in the notation that depends on the exponent.
    internal static string Number(string text)
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) throw new FormatException($"The number {Short(text)} is beyond the range of a double and has no canonical form.");
        if (value == 0) return "0";
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = shortest[0].IndexOf('.', StringComparison.Ordinal);
        var all = shortest[0].Replace(".", "", StringComparison.Ordinal);
        var significant = all.TrimStart('0');
        var digits = significant.TrimEnd('0');
        var n = (point < 0 ? all.Length : point) - (all.Length - significant.Length)
            + (shortest.Length > 1 ? int.Parse(shortest[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0);
        var k = digits.Length;
        var sign = value < 0 ? "-" : "";
        if (k <= n && n <= 21) return sign + digits + new string('0', n - k);
        if (0 < n && n <= 21) return sign + digits[..n] + "." + digits[n..];
        if (-6 < n && n <= 0) return sign + "0." + new string('0', -n) + digits;
        var power = (n - 1 < 0 ? "-" : "+") + Math.Abs(n - 1).ToString(CultureInfo.InvariantCulture);
        return k == 1 ? $"{sign}{digits}e{power}" : $"{sign}{digits[0]}.{digits[1..]}e{power}";
    }

    // The decimal digits of a number without zeros at either end, and the power of ten of the last one.
    private static (bool IsNegative, string Digits, long Power) Decimals(string text)
    {
        var mark = text.IndexOfAny(['e', 'E']);
        var mantissa = (mark < 0 ? text : text[..mark]).TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var digits = all.TrimEnd('0');
        if (digits.Length == 0) return (false, "", 0);
        // An exponent beyond all bounds is that of no double, whose form has been found different already.
        var power = mark < 0 ? 0 : long.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var stated) ? stated : long.MinValue / 2;
        return (text[0] == '-', digits, power - (point < 0 ? 0 : mantissa.Length - point - 1) + (all.Length - digits.Length));
    }

    private static string Short(string number) => number.Length <= 40 ? number : $"{number[..39]}…";
}
