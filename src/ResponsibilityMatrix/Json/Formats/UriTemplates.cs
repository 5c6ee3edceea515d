using System.Buffers;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>Templates of addresses (RFC 6570).</summary>
internal static class UriTemplates
{
    // RFC 6570 leaves the apostrophe out by mistake, as an erratum says.
    private static readonly SearchValues<byte> NoLiterals = SearchValues.Create("\"%<>\\^`{|}"u8);

    public static bool IsTemplate(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            if (utf8[0] == '{')
            {
                var close = utf8.IndexOf((byte)'}');
                if (close < 0 || !IsExpression(utf8[1..close])) return false;
                utf8 = utf8[(close + 1)..];
                continue;
            }
            var length = LiteralLength(utf8);
            if (length == 0) return false;
            utf8 = utf8[length..];
        }
        return true;
    }

    // The bytes of the first character, or none when it stands for nothing.
    private static int LiteralLength(ReadOnlySpan<byte> text)
    {
        if (UriFormats.IsEncodedByte(text)) return 3;
        if (text[0] < 0x80) return text[0] is <= 0x20 or 0x7F || NoLiterals.Contains(text[0]) ? 0 : 1;
        if (Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done) return 0;
        return UriFormats.IsInternational(rune.Value) || UriFormats.IsPrivate(rune.Value) ? length : 0;
    }

    private static bool IsExpression(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && "+#./;?&=,!@|"u8.Contains(text[0])) text = text[1..];
        for (var comma = text.IndexOf((byte)','); comma >= 0; comma = text.IndexOf((byte)','))
        {
            if (!IsVariable(text[..comma])) return false;
            text = text[(comma + 1)..];
        }
        return IsVariable(text);
    }

    private static bool IsVariable(ReadOnlySpan<byte> text)
    {
        if (text is [.. var exploded, (byte)'*']) return IsName(exploded);
        var colon = text.IndexOf((byte)':');
        if (colon < 0) return IsName(text);
        var length = text[(colon + 1)..];
        return IsName(text[..colon]) && length.Length is >= 1 and <= 4 && length[0] != '0'
            && !length.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static bool IsName(ReadOnlySpan<byte> text)
    {
        var wasDot = true;
        while (!text.IsEmpty)
        {
            var isDot = text[0] == '.';
            var isEncoded = UriFormats.IsEncodedByte(text);
            if (isDot ? wasDot : !isEncoded && text[0] != '_' && !char.IsAsciiLetterOrDigit((char)text[0])) return false;
            wasDot = isDot;
            text = text[(isEncoded ? 3 : 1)..];
        }
        return !wasDot;
    }
}
