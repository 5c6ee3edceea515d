using System.Security.Cryptography;
using System.Text;

namespace ResponsibilityMatrix.Oscal;

/// <summary>UUIDs that depend on names alone (RFC 9562, version 5), so that a matrix always has the same ones. Thread-safe.</summary>
internal static class OscalUuid
{
    // The namespace that RFC 9562 gives for URLs: ids of matrices are URIs.
    private static readonly Guid Uris = new("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>The UUID of a name in the namespace of URLs.</summary>
    public static Guid Of(string uri) => Of(Uris, uri);

    /// <summary>The UUID of a name in a namespace.</summary>
    public static Guid Of(Guid space, string name)
    {
        var text = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        space.TryWriteBytes(text, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, text.AsSpan(16));
#pragma warning disable CA5350 // The RFC prescribes SHA-1; nothing is secured by it.
        var hash = SHA1.HashData(text).AsSpan(0, 16);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    /// <summary>Reads a UUID as OSCAL writes them: with hyphens, of version 4 or 5.</summary>
    public static bool TryParse(string? text, out Guid uuid) =>
        Guid.TryParseExact(text, "D", out uuid) && text![14] is '4' or '5' && text[19] is '8' or '9' or 'a' or 'b' or 'A' or 'B';
}
