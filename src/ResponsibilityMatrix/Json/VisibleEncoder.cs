using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResponsibilityMatrix.Json;

/// <summary>
/// Escapes what JSON requires and all invisible characters: those that change the direction of text, have no width or join others. What
/// people see in a log or a review is then what programs read. All other characters stay unchanged. Thread-safe.
/// </summary>
internal sealed class VisibleEncoder : JavaScriptEncoder
{
    public static readonly VisibleEncoder Instance = new();
    private const int LengthOfEscape = 6;
    private static readonly JavaScriptEncoder Relaxed = UnsafeRelaxedJsonEscaping;

    private VisibleEncoder()
    {
    }

    // Two escapes, for a character outside the basic multilingual plane.
    public override int MaxOutputCharactersPerInputCharacter => 2 * LengthOfEscape;

    public override bool WillEncode(int unicodeScalar) => Relaxed.WillEncode(unicodeScalar) || IsInvisible(new Rune(unicodeScalar));

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var isAscii = Ascii.IsValid(new ReadOnlySpan<char>(text, textLength));
        if (!isAscii) RefuseHalfCharacters(new(text, textLength));
        var first = Relaxed.FindFirstCharacterToEncode(text, textLength);
        if (isAscii) return first;
        var rest = new ReadOnlySpan<char>(text, first < 0 ? textLength : first);
        for (var at = NextNonAscii(rest, 0); at >= 0; at = NextNonAscii(rest, at))
        {
            Rune.DecodeFromUtf16(rest[at..], out var rune, out var length);
            if (IsInvisible(rune)) return at;
            at += length;
        }
        return first;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var first = Relaxed.FindFirstCharacterToEncodeUtf8(utf8Text);
        var rest = first < 0 ? utf8Text : utf8Text[..first];
        for (var at = NextNonAscii(rest, 0); at >= 0; at = NextNonAscii(rest, at))
        {
            Rune.DecodeFromUtf8(rest[at..], out var rune, out var length);
            if (IsInvisible(rune)) return at;
            at += length;
        }
        return first;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        if (Relaxed.WillEncode(unicodeScalar))
            return Relaxed.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        Span<char> units = stackalloc char[2];
        units = units[..new Rune(unicodeScalar).EncodeToUtf16(units)];
        numberOfCharactersWritten = 0;
        if (bufferLength < units.Length * LengthOfEscape) return false;
        foreach (var unit in units)
        {
            new Span<char>(buffer, bufferLength)[numberOfCharactersWritten..]
                .TryWrite(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}", out var written);
            numberOfCharactersWritten += written;
        }
        return true;
    }

    // UTF-8 holds only whole characters; a replacement would be written for half a pair.
    private static void RefuseHalfCharacters(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOfAnyInRange('\ud800', '\udfff') is >= 0 and var next; at += next + 2)
            if (Rune.DecodeFromUtf16(text[(at + next)..], out _, out _) != OperationStatus.Done)
                throw new JsonException("A text holds half of a character, a surrogate without its pair, which no document can hold.");
    }

    private static int NextNonAscii(ReadOnlySpan<char> text, int from) =>
        text[from..].IndexOfAnyExceptInRange('\0', '\x7F') is >= 0 and var at ? from + at : -1;

    private static int NextNonAscii(ReadOnlySpan<byte> text, int from) =>
        text[from..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var at ? from + at : -1;

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}
