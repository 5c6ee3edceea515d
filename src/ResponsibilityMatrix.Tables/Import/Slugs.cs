using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>Ids made of titles.</summary>
internal static class Slugs
{
    private const int Longest = 80;

    /// <summary>The letters and digits of a text in lower case, with hyphens between the words; what is cut has a digest of the
    /// whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="none">What there is if the text has neither letters nor digits.</param>
    public static string Of(string text, string none = "row") => Of(text, none, char.IsLetterOrDigit);

    /// <summary>As <see cref="Of(string, string)"/>, with the letters and digits of ASCII alone, for the ids of parties and
    /// services.</summary>
    public static string Ascii(string text, string none)
    {
        var plain = text.Normalize(NormalizationForm.FormD);
        return Of(plain, none, static c => char.IsAsciiLetterOrDigit(c)
            || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark);
    }

    private static string Of(string text, string none, Func<char, bool> isKept)
    {
        var slug = new StringBuilder();
        foreach (var c in text)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (isKept(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        while (slug.Length > 0 && slug[^1] == '-') slug.Length--;
        if (slug.Length == 0) return none;
        if (slug.Length <= Longest) return slug.ToString();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(slug.ToString())).AsSpan(0, 4));
        slug.Length = Longest;
        return $"{slug.ToString().TrimEnd('-')}-{digest}";
    }
}
