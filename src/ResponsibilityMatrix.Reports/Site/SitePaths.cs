using System.Security.Cryptography;
using System.Text;

namespace ResponsibilityMatrix.Reports;

/// <summary>The folders of matrices on a site, which stay whatever else is there: made of the id of a matrix alone.</summary>
internal static class SitePaths
{
    private const int MostCharacters = 80;
    private const string Https = "https://";

    /// <summary>The folder of the latest version.</summary>
    public const string Latest = "latest";

    /// <summary>The folder of a matrix: its id without https, with low lines between its parts; and with a part of its digest where it has
    /// other characters than small letters, digits, points and hyphens, since another id could then come to the same.</summary>
    public static string FolderOf(string id)
    {
        var isUrl = id.StartsWith(Https, StringComparison.Ordinal);
        var rest = isUrl ? id[Https.Length..] : id;
        var slug = Fit(rest.ToLowerInvariant());
        var isExact = slug.Length is > 0 and <= MostCharacters && !rest.Contains('_', StringComparison.Ordinal)
            && slug == rest.Replace(isUrl ? '/' : ':', '_');
        if (isExact) return slug;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..8];
        return $"{(slug.Length > MostCharacters ? slug[..MostCharacters] : slug)}-{digest}".TrimStart('-');
    }

    /// <summary>The folder of a version.</summary>
    public static string FolderOf(Model.SemanticVersion version) => version.ToString();

    private static string Fit(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isAfterLetter = slug.Length > 0 && char.IsAsciiLetterOrDigit(slug[^1]);
            if (char.IsAsciiLetterOrDigit(c) || (isAfterLetter && c is '.' or '-')) slug.Append(c);
            else if (isAfterLetter) slug.Append('_');
        }
        return slug.ToString().Trim('-', '.', '_');
    }
}
