using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ResponsibilityMatrix.Json;

/// <summary>A <c>format</c> of JSON Schema. Immutable and thread-safe.</summary>
/// <param name="Name">The name in schemas.</param>
/// <param name="Expectation">What a text must be, to follow "must be".</param>
/// <param name="Test">The test.</param>
internal sealed record StringFormat(string Name, string Expectation, Func<string, bool> Test)
{
    /// <summary>Whether a text, without quotes and escapes, has the format.</summary>
    public bool IsMatch(ReadOnlySpan<byte> utf8) => Test(Encoding.UTF8.GetString(utf8));
}

/// <summary>The formats that the published schemas, OSCAL's and the meta-schemas use. All others are annotations.</summary>
internal static partial class StringFormats
{
    private static readonly Dictionary<string, StringFormat> ByName = new StringFormat[]
    {
        new("date", "a date such as 2026-10-01", IsDate),
        new("date-time", "a date and time such as 2026-10-01T09:30:00Z", text => TimeOfDay().IsMatch(text) && IsDate(text[..10])),
        new("email", "an e-mail address such as security@example.com", MailAddress().IsMatch),
        new("uri", "an absolute URI such as https://example.com/matrix", Uri().IsMatch),
        new("uri-reference", "an address such as https://example.com/report or ../report", UriReference().IsMatch),
        new("json-pointer", "a JSON pointer such as /controls/0", JsonPointer().IsMatch),
        new("regex", "a regular expression such as ^[a-z]+$", text => EcmaTranslator.TryTranslate(text, out _, out _)),
    }.ToDictionary(format => format.Name, StringComparer.Ordinal);

    /// <summary>Finds a format by name. Returns null if it is only an annotation.</summary>
    public static StringFormat? Find(string name) => ByName.GetValueOrDefault(name);

    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    // RFC 3339, section 5.6, after the date.
    private const string Clock = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";

    [GeneratedRegex($@"\A.{{10}}[Tt]{Clock}:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|[+-]{Clock})\z")]
    private static partial Regex TimeOfDay();

    // RFC 5321, section 4.1.2.
    private const string Atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private const string Quoted = @"""(?:[\x20!#-\[\]-~]|\\[\x20-~])*""";
    private const string Label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    [GeneratedRegex($@"\A(?!.{{65,}}@)(?:{Atom}(?:\.{Atom})*|{Quoted})@(?:{Label}(?:\.{Label})*|\[(?:IPv6:[0-9A-Fa-f:.]+|[0-9.]+)\])\z")]
    private static partial Regex MailAddress();

    // RFC 3986, appendix A. System.Uri accepts more: spaces, letters of all scripts, local paths.
    private const string AfterPercent = "(?!.*%(?![0-9A-Fa-f]{2}))";
    private const string Scheme = "[A-Za-z][A-Za-z0-9+.-]*:";
    private const string User = "[A-Za-z0-9._~!$&'()*+,;=:%-]*@";
    private const string Host = @"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::[0-9]*)?";
    private const string Path = "[A-Za-z0-9._~!$&'()*+,;=:@/%-]*";
    private const string Query = @"(?:\?[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?(?:#[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?";
    private const string AfterScheme = $@"(?://(?:{User})?{Host}(?![^/?#])|(?!//)){Path}{Query}\z";

    [GeneratedRegex($@"\A{AfterPercent}{Scheme}{AfterScheme}", RegexOptions.Singleline)]
    private static partial Regex Uri();

    [GeneratedRegex($@"\A{AfterPercent}(?:{Scheme}|(?![^/?#]*:)){AfterScheme}", RegexOptions.Singleline)]
    private static partial Regex UriReference();

    // RFC 6901.
    [GeneratedRegex(@"\A(?:/(?:[^/~]|~[01])*)*\z")]
    private static partial Regex JsonPointer();
}
