using System.Text;
using System.Text.RegularExpressions;

namespace ResponsibilityMatrix.Tables;

/// <summary>The plain text of a cell or line of AsciiDoc.</summary>
internal static partial class AsciiDocText
{
    /// <summary>Links become their text, emphasis and code lose their marks; attributes such as <c>{name}</c> stay. Items of a list and
    /// paragraphs are lines.</summary>
    public static string Of(string source)
    {
        var text = new StringBuilder(source.Length);
        var isJoined = false;
        foreach (var each in source.Split('\n'))
        {
            var line = each.Trim();
            if (line.Length == 0 || line == "+")
            {
                isJoined = false;
                continue;
            }
            var item = Bullet().Match(line);
            if (item.Success) line = line[item.Length..];
            if (text.Length > 0) text.Append(isJoined && !item.Success ? ' ' : '\n');
            isJoined = !line.EndsWith(" +", StringComparison.Ordinal);
            text.Append(isJoined ? line : line[..^2].TrimEnd());
        }
        var plain = text.ToString();
        plain = CrossReference().Replace(plain, "$1");
        plain = Link().Replace(plain, "$1");
        plain = Strong().Replace(plain, "$1");
        plain = Emphasis().Replace(plain, "$1");
        return Code().Replace(plain, "$1");
    }

    [GeneratedRegex(@"^(\*{1,5}|\.{1,5}|-|\d{1,9}\.)\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"<<(?:[^,<>]{1,200},)?([^<>]{1,500})>>", RegexOptions.CultureInvariant)]
    private static partial Regex CrossReference();

    [GeneratedRegex(
        @"(?:(?:link|xref|mailto):|https?://)[^\s\[\]]{0,500}\[([^\[\]]{1,1000}?)(?:\^|,[^\[\]]{0,200})?\]", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\w)\*{1,2}(?=\S)([^*\n]{1,2000}?)(?<=\S)\*{1,2}(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<!\w)_{1,2}(?=\S)([^_\n]{1,2000}?)(?<=\S)_{1,2}(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"`\+?([^`\n]{1,2000}?)\+?`", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
