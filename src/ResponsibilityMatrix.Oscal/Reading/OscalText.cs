using System.Text;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Oscal;

/// <summary>Texts of OSCAL documents as the format here takes them. Thread-safe.</summary>
internal static class OscalText
{
    private const string NoText = "unversioned";

    /// <summary>A text on one line: control characters and runs of white space are one blank. What is longer ends in an ellipsis.</summary>
    public static string OneLine(string text, int longest)
    {
        var line = new StringBuilder();
        var isBlank = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c == '\ufeff')
            {
                isBlank = true;
                continue;
            }
            if (isBlank && line.Length > 0) line.Append(' ');
            isBlank = false;
            line.Append(c);
            if (line.Length > longest) break;
        }
        if (line.Length <= longest) return line.ToString();
        line.Length = char.IsHighSurrogate(line[longest - 2]) ? longest - 2 : longest - 1;
        return line.ToString().TrimEnd() + "…";
    }

    /// <summary>A version as an edition: any text without blanks, control characters and <c>@</c>, for which hyphens stand.</summary>
    public static string Edition(string? version)
    {
        var edition = string.Concat((version ?? "").Take(100).Select(c => IsOfEdition(c) ? c : '-')).Trim('-');
        return edition.Length == 0 ? NoText : edition;
    }

    /// <summary>A text as the id of a catalog: without blanks, control characters, colons, <c>@</c> and stars, and none that is
    /// reserved.</summary>
    public static string CatalogId(string text)
    {
        var id = string.Concat(text.Take(100).Select(c => IsOfEdition(c) && c is not (':' or '*') ? c : '-')).Trim('-');
        return id is "" or Catalog.Local or "group" or "baseline" ? $"catalog-{id}".TrimEnd('-') : id;
    }

    /// <summary>An identity, <c>id@edition</c>, in its two parts; the edition is null if there is none.</summary>
    public static (string Id, string? Edition) Split(string identity)
    {
        var at = identity.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? (CatalogId(identity), null) : (CatalogId(identity[..at]), Edition(identity[(at + 1)..]));
    }

    private static bool IsOfEdition(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && !char.IsSurrogate(c) && c != '@';
}
