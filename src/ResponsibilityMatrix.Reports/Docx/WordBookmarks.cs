using System.Security.Cryptography;
using System.Text;

namespace ResponsibilityMatrix.Reports;

/// <summary>The names of bookmarks for the anchors of a report: letters, digits and underscores, at most 40.</summary>
internal sealed class WordBookmarks
{
    private const int Longest = 40;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public WordBookmarks(Report report)
    {
        foreach (var section in report.Sections)
        {
            Add(section.Id);
            foreach (var block in section.Blocks)
            {
                if (block is ReportControls controls)
                    foreach (var domain in controls.Domains)
                    {
                        Add(domain.Anchor);
                        foreach (var control in domain.Controls) Add(control.Anchor);
                    }
                else if (block is ReportTable table)
                    foreach (var row in table.Rows)
                        if (row.Anchor is { } anchor) Add(anchor);
            }
        }
    }

    /// <summary>The name for an anchor; null for one that the report does not have.</summary>
    public string? NameOf(string? anchor) => anchor is null ? null : _names.GetValueOrDefault(anchor);

    private void Add(string anchor)
    {
        if (_names.ContainsKey(anchor)) return;
        var letters = new StringBuilder("RM_", Longest + 1);
        foreach (var c in anchor.AsSpan()[..Math.Min(anchor.Length, Longest)]) letters.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        var name = letters.ToString();
        // What is too long, or the same as another but for its signs, is told apart by a digest.
        for (var again = 0; name.Length > Longest || !_taken.Add(name); again++)
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes(again == 0 ? anchor : $"{anchor}\n{again}"));
            name = $"{letters.ToString(0, Math.Min(letters.Length, Longest - 9))}_{Convert.ToHexStringLower(digest.AsSpan(0, 4))}";
        }
        _names[anchor] = name;
    }
}
