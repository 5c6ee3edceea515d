using System.Buffers;
using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// JSON in which no character is invisible: those that turn the direction of text, have no width or join others are written as escapes, so
/// that what a person sees in a log or a review is what a program reads. The content is the same.
/// </summary>
internal static class VisibleJson
{
    /// <summary>A text of JSON in UTF-8, in which such characters can only stand within strings.</summary>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var at = NextInvisible(json, out var rune, out var length);
        if (at < 0) return json.ToArray();
        var output = new ArrayBufferWriter<byte>(json.Length + 64);
        for (; at >= 0; at = NextInvisible(json, out rune, out length))
        {
            output.Write(json[..at]);
            WriteEscaped(rune, output);
            json = json[(at + length)..];
        }
        output.Write(json);
        return output.WrittenSpan.ToArray();
    }

    private static int NextInvisible(ReadOnlySpan<byte> json, out Rune rune, out int length)
    {
        (rune, length) = (default, 0);
        for (var at = 0; at < json.Length; at += length)
        {
            var ascii = json[at..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0) return -1;
            at += ascii;
            Rune.DecodeFromUtf8(json[at..], out rune, out length);
            if (IsInvisible(rune)) return at;
        }
        return -1;
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;

    private static void WriteEscaped(Rune rune, ArrayBufferWriter<byte> output)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
            output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}")));
    }
}
