using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// The canonical form of JSON (RFC 8785): members sorted by the UTF-16 units of their names, numbers as ECMAScript prints them, no white
/// space. It does not depend on white space or the order of members, only on content. Thread-safe.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Returns the canonical bytes of a JSON text. As in the standard, each number becomes the nearest double, so different
    /// numbers can have the same bytes; see <see cref="Digest"/>.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="FormatException">The text is not JSON, has a duplicate member, or has a number beyond the range of a
    /// double.</exception>
    public static byte[] Canonicalize(ReadOnlyMemory<byte> utf8) => Canonicalize(utf8, Limits.Unlimited, isExact: false);

    /// <summary>
    /// The same, but rejects a number with more digits than a double keeps, so that any change of the text changes the canonical bytes.
    /// </summary>
    /// <exception cref="FormatException">As for <see cref="Canonicalize(ReadOnlyMemory{byte})"/>, or a limit is exceeded, or a number
    /// differs from its canonical form.</exception>
    internal static byte[] CanonicalizeExactly(ReadOnlyMemory<byte> utf8, Limits limits, CancellationToken cancellationToken = default) =>
        Canonicalize(utf8, limits, isExact: true, cancellationToken);

    private static byte[] Canonicalize(
        ReadOnlyMemory<byte> utf8, Limits limits, bool isExact, CancellationToken cancellationToken = default)
    {
        var diagnostics = new FindingList(limits);
        var index = JsonIndex.Build(utf8, null, limits, diagnostics, cancellationToken);
        if (index is null || !diagnostics.IsEmpty) throw new FormatException(diagnostics.First().Message);
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

    /// <summary>
    /// The digest of a JSON text: <c>sha256-</c> and the lower-case hexadecimal SHA-256 of its canonical bytes. Texts with different
    /// content never have the same digest: a text with a number that a double does not hold exactly has none.
    /// </summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <exception cref="FormatException">
    /// As for <see cref="Canonicalize(ReadOnlyMemory{byte})"/>, or a number has more digits than its canonical form.
    /// </exception>
    public static string Digest(ReadOnlyMemory<byte> utf8) =>
        "sha256-" + Convert.ToHexStringLower(SHA256.HashData(CanonicalizeExactly(utf8, Limits.Unlimited)));

    /// <summary>The same, or null if the text has no digest.</summary>
    internal static string? DigestIfAny(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Digest(utf8);
        }
        catch (FormatException)
        {
            return null;
        }
    }

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
                var number = index.Raw(token);
                if (isExact && !NumberText.IsShort(number) && NumberText.ProblemWith(number) is { } problem)
                    throw new FormatException(problem);
                output.Write(
                    Encoding.ASCII.GetBytes(NumberText.Canonical(number) ?? throw new FormatException(NumberText.ProblemWith(number))));
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
}
