using System.Globalization;
using System.Text.Json;

namespace ResponsibilityMatrix.Cli;

/// <summary>
/// A text in which internal notes are covered with stars, however their name is spelt. Each byte has one in its place, so that places stay
/// where they are. In broken JSON more is covered rather than less: nobody can say where a note ends there.
/// </summary>
internal static class CoveredNotes
{
    private const string Name = "internalnote";

    /// <summary>The text, or the same one where it has no note.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> utf8)
    {
        if (!HasName(utf8.Span)) return utf8;
        var shown = utf8.ToArray();
        if (!TryCoverValues(utf8.Span, shown)) CoverBehindNames(shown);
        return shown;
    }

    private static bool HasName(ReadOnlySpan<byte> utf8)
    {
        for (var at = 0; at < utf8.Length; at++)
            if (LengthOfName(utf8[at..]) > 0) return true;
        return false;
    }

    private static bool TryCoverValues(ReadOnlySpan<byte> utf8, byte[] shown)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !HasName(reader.ValueSpan)) continue;
                reader.Read();
                var isText = reader.TokenType == JsonTokenType.String;
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var end = (int)reader.BytesConsumed;
                Cover(shown, isText ? start + 1 : start, isText ? end - 1 : end);
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void CoverBehindNames(byte[] shown)
    {
        for (var at = 0; at < shown.Length; at++)
        {
            if (LengthOfName(shown.AsSpan(at)) is not (> 0 and var length)) continue;
            at += length;
            // What is left of a longer name, its quotes of whatever kind, and the colon.
            while (
                at < shown.Length
                && (char.IsAsciiLetterOrDigit((char)shown[at]) || shown[at] >= 0x80
                || shown[at] is (byte)'"' or (byte)'\'' or (byte)'_' or (byte)'-')) at++;
            while (at < shown.Length && shown[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)':' or (byte)'=') at++;
            var end = EndOfLine(shown, EndOfValue(shown, at));
            Cover(shown, at, end);
            at = end;
        }
    }

    // A text up to its quote, a list or an object up to its bracket, anything else nowhere.
    private static int EndOfValue(ReadOnlySpan<byte> text, int at)
    {
        var depth = 0;
        var isInText = false;
        for (; at < text.Length; at++)
        {
            var sign = (char)text[at];
            if (isInText && sign == '\\') at++;
            else if (sign == '"') isInText = !isInText;
            else if (!isInText && sign is '[' or '{') depth++;
            else if (!isInText && sign is ']' or '}') depth--;
            else if (!isInText && depth == 0) return at;
            if (!isInText && depth <= 0) return Math.Min(at + 1, text.Length);
        }
        return text.Length;
    }

    private static int EndOfLine(ReadOnlySpan<byte> text, int at)
    {
        var length = text[at..].IndexOfAny((byte)'\r', (byte)'\n');
        return length < 0 ? text.Length : at + length;
    }

    private static void Cover(byte[] shown, int start, int end)
    {
        for (var at = start; at < end; at++)
            if (shown[at] is not ((byte)'\r' or (byte)'\n')) shown[at] = (byte)'*';
    }

    // How many bytes the name takes where it begins here: in small or capital letters, each as it is or as an escape, with whatever people
    // put between two words.
    private static int LengthOfName(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is not ((byte)'i' or (byte)'I' or (byte)'\\')) return 0;
        var at = 0;
        foreach (var letter in Name)
        {
            while (at > 0 && at < text.Length && text[at] is (byte)'_' or (byte)'-' or (byte)' ') at++;
            if (at >= text.Length) return 0;
            if ((text[at] | 0x20) == letter) at++;
            else if (text[at..] is [(byte)'\\', (byte)'u', ..] && text.Length >= at + 6
                && int.TryParse(text.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
                && (unit | 0x20) == letter) at += 6;
            else return 0;
        }
        return at;
    }
}
