using System.Buffers;
using System.Globalization;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// JSON in which no character is invisible: those that turn the direction of text, have no width or join others are written as escapes, so that what a person sees in a log or a
/// review is what a program reads. The content is the same.
/// </summary>
internal static class VisibleJson
{
    /// <summary>A text of JSON in UTF-8, in which such characters can only stand within strings.</summary>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length);
        while (!json.IsEmpty)
        {
            var ascii = json.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0) break;
            output.Write(json[..ascii]);
            json = json[ascii..];
            Rune.DecodeFromUtf8(json, out var rune, out var length);
            if (IsInvisible(rune)) WriteEscaped(rune, output);
            else output.Write(json[..length]);
            json = json[length..];
        }
        output.Write(json);
        return output.WrittenSpan.ToArray();
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static void WriteEscaped(Rune rune, ArrayBufferWriter<byte> output)
    {
        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)]) output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}")));
    }
}
