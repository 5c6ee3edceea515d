using System.Text;

namespace ResponsibilityMatrix.Json;

/// <summary>Whether a text, without its quotes and escapes, has a format.</summary>
internal delegate bool StringFormatTest(ReadOnlySpan<byte> utf8);

/// <summary>A <c>format</c> of JSON Schema. Immutable and thread-safe.</summary>
/// <param name="Name">What schemas call it.</param>
/// <param name="Expectation">What a text must be; it completes a sentence that begins "must be".</param>
/// <param name="Test">Decides it, in time that grows with the text.</param>
internal sealed record StringFormat(string Name, string Expectation, StringFormatTest Test)
{
    /// <summary>Whether a text has the format; one that is no valid UTF-8 has none.</summary>
    public bool IsMatch(ReadOnlySpan<byte> utf8) => Test(utf8);
}

/// <summary>The formats of JSON Schema, draft 2020-12 and those before it.</summary>
internal static class StringFormats
{
    private static readonly Dictionary<string, StringFormat> ByName = new StringFormat[]
    {
        new("date", "a date such as 2026-10-01", TimeFormats.IsDate),
        new("time", "a time of day such as 09:30:00Z", TimeFormats.IsTime),
        new("date-time", "a date and time such as 2026-10-01T09:30:00Z", TimeFormats.IsDateTime),
        new("duration", "a duration such as P30D for thirty days or PT4H for four hours", TimeFormats.IsDuration),
        new("email", "an e-mail address such as security@example.com", MailFormats.IsAddress),
        new("idn-email", "an e-mail address such as security@example.com", MailFormats.IsInternationalAddress),
        new("hostname", "a host name such as www.example.com", HostNames.IsAscii),
        new("idn-hostname", "a host name such as www.example.com", HostNames.IsInternational),
        new("ipv4", "an IPv4 address such as 192.0.2.1", IpAddresses.IsVersion4),
        new("ipv6", "an IPv6 address such as 2001:db8::1", IpAddresses.IsVersion6),
        new("uri", "an absolute URI such as https://example.com/matrix", UriFormats.IsUri),
        new("uri-reference", "an address such as https://example.com/report or ../report", UriFormats.IsUriReference),
        new("iri", "an absolute URI such as https://example.com/matrix", UriFormats.IsIri),
        new("iri-reference", "an address such as https://example.com/report or ../report", UriFormats.IsIriReference),
        new("uri-template", "an address with variables such as https://example.com/{id}", UriTemplates.IsTemplate),
        new("uuid", "a UUID such as 123e4567-e89b-12d3-a456-426614174000", IsUuid),
        new("json-pointer", "a JSON pointer such as /controls/0", JsonPointers.IsPointer),
        new("relative-json-pointer", "a relative JSON pointer such as 1/title", JsonPointers.IsRelative),
        new("regex", "a regular expression such as ^[a-z]+$", IsPattern),
    }.ToDictionary(format => format.Name, StringComparer.Ordinal);

    /// <summary>The format with a name, or null when nobody knows it.</summary>
    public static StringFormat? Find(string name) => ByName.GetValueOrDefault(name);

    // RFC 4122.
    private static bool IsUuid(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length != 36) return false;
        for (var i = 0; i < utf8.Length; i++)
            if (i is 8 or 13 or 18 or 23 ? utf8[i] != '-' : !char.IsAsciiHexDigit((char)utf8[i])) return false;
        return true;
    }

    private static bool IsPattern(ReadOnlySpan<byte> utf8) => PatternParser.TryParse(Encoding.UTF8.GetString(utf8), out _, out _);
}
