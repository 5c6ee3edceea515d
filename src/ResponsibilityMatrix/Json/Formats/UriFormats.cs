using System.Buffers;
using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>Addresses of RFC 3986, and with other characters than those of ASCII of RFC 3987.</summary>
internal static class UriFormats
{
    private static readonly SearchValues<byte> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;="u8);
    private static readonly SearchValues<byte> UserCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:"u8);
    private static readonly SearchValues<byte> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/"u8);
    private static readonly SearchValues<byte> QueryCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?"u8);
    private static readonly SearchValues<byte> SchemeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-."u8);

    public static bool IsUri(ReadOnlySpan<byte> utf8) => IsAddress(utf8, mayBeRelative: false, isInternational: false);

    public static bool IsUriReference(ReadOnlySpan<byte> utf8) => IsAddress(utf8, mayBeRelative: true, isInternational: false);

    public static bool IsIri(ReadOnlySpan<byte> utf8) => IsAddress(utf8, mayBeRelative: false, isInternational: true);

    public static bool IsIriReference(ReadOnlySpan<byte> utf8) => IsAddress(utf8, mayBeRelative: true, isInternational: true);

    /// <summary>Whether a percent sign begins an encoded byte here.</summary>
    public static bool IsEncodedByte(ReadOnlySpan<byte> text) =>
        text.Length >= 3 && text[0] == '%' && char.IsAsciiHexDigit((char)text[1]) && char.IsAsciiHexDigit((char)text[2]);

    /// <summary>The characters that RFC 3987 adds: all but noncharacters and those for private use.</summary>
    public static bool IsInternational(int character) =>
        character is >= 0xA0 and <= 0xD7FF or >= 0xF900 and <= 0xFDCF or >= 0xFDF0 and <= 0xFFEF
            or (>= 0x10000 and <= 0xDFFFF or >= 0xE1000 and <= 0xEFFFF) && (character & 0xFFFF) < 0xFFFE;

    public static bool IsPrivate(int character) => character is >= 0xE000 and <= 0xF8FF or >= 0xF0000 && (character & 0xFFFF) < 0xFFFE;

    private static bool IsAddress(ReadOnlySpan<byte> text, bool mayBeRelative, bool isInternational)
    {
        var scheme = text.IndexOfAnyExcept(SchemeCharacters);
        var hasScheme = scheme > 0 && text[scheme] == ':' && char.IsAsciiLetter((char)text[0]);
        if (hasScheme) text = text[(scheme + 1)..];
        else if (!mayBeRelative) return false;

        var fragment = text.IndexOf((byte)'#');
        if (fragment >= 0)
        {
            if (!Are(QueryCharacters, text[(fragment + 1)..], isInternational)) return false;
            text = text[..fragment];
        }
        var query = text.IndexOf((byte)'?');
        if (query >= 0)
        {
            if (!Are(QueryCharacters, text[(query + 1)..], isInternational, mayBePrivate: true)) return false;
            text = text[..query];
        }
        if (text.StartsWith("//"u8))
        {
            text = text[2..];
            var path = text.IndexOf((byte)'/');
            if (path < 0) path = text.Length;
            return IsAuthority(text[..path], isInternational) && Are(PathCharacters, text[path..], isInternational);
        }
        // Before a colon in the first step of a relative path everybody would see a scheme.
        if (!hasScheme && text.IndexOfAny((byte)':', (byte)'/') is >= 0 and var at && text[at] == ':') return false;
        return Are(PathCharacters, text, isInternational);
    }

    private static bool IsAuthority(ReadOnlySpan<byte> text, bool isInternational)
    {
        var at = text.IndexOf((byte)'@');
        if (at >= 0 && !Are(UserCharacters, text[..at], isInternational)) return false;
        var host = text[(at + 1)..];
        if (host is not [(byte)'[', ..])
        {
            var colon = host.IndexOf((byte)':');
            return Are(HostCharacters, colon < 0 ? host : host[..colon], isInternational) && (colon < 0 || IsPort(host[colon..]));
        }
        var close = host.IndexOf((byte)']');
        return close > 0 && IsLiteral(host[1..close]) && (close == host.Length - 1 || IsPort(host[(close + 1)..]));
    }

    private static bool IsPort(ReadOnlySpan<byte> text) => text[0] == ':' && !text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    // An IPv6 address, or v, a version, a dot and an address of times to come.
    private static bool IsLiteral(ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'v' or (byte)'V', .. var future]) return IpAddresses.IsVersion6(text);
        var dot = future.IndexOf((byte)'.');
        if (dot < 1 || dot == future.Length - 1 || future[(dot + 1)..].ContainsAnyExcept(UserCharacters)) return false;
        foreach (var digit in future[..dot])
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        return true;
    }

    private static bool Are(SearchValues<byte> characters, ReadOnlySpan<byte> text, bool isInternational, bool mayBePrivate = false)
    {
        for (var other = text.IndexOfAnyExcept(characters); other >= 0; other = text.IndexOfAnyExcept(characters))
        {
            text = text[other..];
            if (IsEncodedByte(text))
            {
                text = text[3..];
                continue;
            }
            if (!isInternational || Rune.DecodeFromUtf8(text, out var rune, out var length) != OperationStatus.Done) return false;
            if (!IsInternational(rune.Value) && !(mayBePrivate && IsPrivate(rune.Value))) return false;
            text = text[length..];
        }
        return true;
    }
}
