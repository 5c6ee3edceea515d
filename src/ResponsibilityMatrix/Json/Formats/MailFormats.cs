using System.Buffers;
using System.Text.Unicode;

namespace ResponsibilityMatrix.Json;

/// <summary>Mailboxes of RFC 5321, section 4.1.2, and with other characters than those of ASCII of RFC 6531.</summary>
internal static class MailFormats
{
    private const int LongestLocalPart = 64;
    private static readonly SearchValues<byte> AtomCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~"u8);

    public static bool IsAddress(ReadOnlySpan<byte> utf8) => IsAddress(utf8, isInternational: false);

    public static bool IsInternationalAddress(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) && IsAddress(utf8, isInternational: true);

    private static bool IsAddress(ReadOnlySpan<byte> text, bool isInternational)
    {
        var at = text.LastIndexOf((byte)'@');
        if (at is < 1 or > LongestLocalPart) return false;
        var local = text[..at];
        if (!(local[0] == '"' ? IsQuoted(local, isInternational) : AreAtoms(local, isInternational))) return false;
        var domain = text[(at + 1)..];
        if (domain is [(byte)'[', .. var literal, (byte)']'])
            return IpAddresses.IsVersion4(literal) || (literal.StartsWith("IPv6:"u8) && IpAddresses.IsVersion6(literal[5..]));
        return isInternational ? HostNames.IsInternational(domain) : HostNames.IsAscii(domain);
    }

    private static bool AreAtoms(ReadOnlySpan<byte> local, bool isInternational)
    {
        var wasDot = true;
        foreach (var value in local)
        {
            var isDot = value == '.';
            if (isDot ? wasDot : !AtomCharacters.Contains(value) && !(isInternational && value >= 0x80)) return false;
            wasDot = isDot;
        }
        return !wasDot;
    }

    private static bool IsQuoted(ReadOnlySpan<byte> local, bool isInternational)
    {
        if (local.Length < 2 || local[^1] != '"') return false;
        local = local[1..^1];
        for (var i = 0; i < local.Length; i++)
        {
            if (local[i] == '"' || (local[i] == '\\' && ++i == local.Length)) return false;
            if (local[i] is < 0x20 or 0x7F || (local[i] >= 0x80 && !isInternational)) return false;
        }
        return true;
    }
}
