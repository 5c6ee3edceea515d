using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Portfolio;

/// <summary>An identifier of a party of a kind that the register of information knows. Immutable; equal by value.</summary>
/// <param name="Type">The kind, in the word of the register (B_05.01, column c0020, with the corrigendum of 2025).</param>
/// <param name="Value">The identifier: a sound one in its usual form, another as it is written.</param>
/// <param name="Key">What tells it from other identifiers; numbers of states have the scheme in it, since theirs may be alike.</param>
/// <param name="IsSound">Whether it can be such an identifier; only an LEI can be judged.</param>
internal sealed record RegisterCode(string Type, string Value, string Key, bool IsSound)
{
    /// <summary>The word for a legal entity identifier (ISO 17442).</summary>
    public const string Lei = "LEI";

    /// <summary>The word for an identifier of the interconnected business registers of the EU.</summary>
    public const string Euid = "EUID";

    private const int LeiLength = 20;

    // The last four are for natural persons who act in business.
    private static readonly string[] Types = [Lei, Euid, "CRN", "VAT", "PNR", "NIN"];

    /// <summary>Where it stands among the kinds: those that the register asks for come first, of them those that are sound.</summary>
    public int Order => Array.IndexOf(Types, Type) + (IsSound ? 0 : Types.Length);

    /// <summary>Whether the register takes it for a legal person.</summary>
    public bool IsOfLegalPerson => Type is Lei or Euid;

    /// <summary>Reads an identifier of a party; null for one of a scheme that the register does not know. A country may stand before the
    /// scheme, as in <c>DE_VAT</c>.</summary>
    public static RegisterCode? Of(PartyIdentifier identifier)
    {
        var scheme = Plain(identifier.Scheme);
        var type = scheme == "ISO17442" ? Lei : Types.FirstOrDefault(known => scheme == known
            || (known is not (Lei or Euid) && scheme.Length == known.Length + 2 && scheme.EndsWith(known, StringComparison.Ordinal)));
        if (type is null || string.IsNullOrWhiteSpace(identifier.Value)) return null;
        var plain = new string([.. identifier.Value.Where(c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        if (type != Lei) return new(type, identifier.Value.Trim(), $"{(type == Euid ? type : scheme)}:{plain}", true);
        var isSound = IsLei(plain);
        return new(type, isSound ? plain : identifier.Value.Trim(), $"{type}:{plain}", isSound);
    }

    /// <summary>Whether a text is a legal entity identifier: 18 letters or digits and two check digits, of which the remainder by 97 is 1
    /// (ISO 17442-1, ISO/IEC 7064 MOD 97-10).</summary>
    public static bool IsLei(string text)
    {
        if (text.Length != LeiLength || !char.IsAsciiDigit(text[^1]) || !char.IsAsciiDigit(text[^2])) return false;
        var remainder = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && !char.IsAsciiLetterUpper(c)) return false;
            remainder = char.IsAsciiDigit(c) ? (remainder * 10 + (c - '0')) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
        }
        return remainder == 1;
    }

    private static string Plain(string scheme) => new string([.. scheme.Where(char.IsLetterOrDigit)]).ToUpperInvariant();
}
