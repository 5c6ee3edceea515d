namespace ResponsibilityMatrix.Json;

/// <summary>Addresses of hosts in numbers.</summary>
internal static class IpAddresses
{
    private const int Groups = 8;

    /// <summary>Four numbers up to 255, without leading zeros (RFC 2673, section 3.2).</summary>
    public static bool IsVersion4(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > "255.255.255.255".Length) return false;
        for (var part = 0; part < 3; part++)
        {
            var dot = utf8.IndexOf((byte)'.');
            if (dot < 0 || !IsOctet(utf8[..dot])) return false;
            utf8 = utf8[(dot + 1)..];
        }
        return IsOctet(utf8);
    }

    /// <summary>Eight groups of hexadecimal digits, some of which :: may stand for, the last two perhaps as an IPv4 address (RFC 4291,
    /// section 2.2).</summary>
    public static bool IsVersion6(ReadOnlySpan<byte> utf8)
    {
        var isShortened = utf8.StartsWith("::"u8);
        if (isShortened) utf8 = utf8[2..];
        var count = 0;
        var mayEnd = isShortened;
        while (!utf8.IsEmpty)
        {
            var digits = 0;
            while (digits < utf8.Length && digits <= 4 && char.IsAsciiHexDigit((char)utf8[digits])) digits++;
            if (digits is 0 or > 4) return false;
            if (digits < utf8.Length && utf8[digits] == '.') return IsVersion4(utf8) && IsComplete(count + 2, isShortened);
            if (++count > Groups) return false;
            utf8 = utf8[digits..];
            mayEnd = true;
            if (utf8.IsEmpty) break;
            if (utf8[0] != ':') return false;
            mayEnd = false;
            utf8 = utf8[1..];
            if (utf8 is not [(byte)':', ..]) continue;
            if (isShortened) return false;
            isShortened = mayEnd = true;
            utf8 = utf8[1..];
        }
        return mayEnd && IsComplete(count, isShortened);
    }

    private static bool IsComplete(int groups, bool isShortened) => isShortened ? groups < Groups : groups == Groups;

    private static bool IsOctet(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 3 || (text.Length > 1 && text[0] == '0')) return false;
        var value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            value = value * 10 + digit - '0';
        }
        return value <= byte.MaxValue;
    }
}
