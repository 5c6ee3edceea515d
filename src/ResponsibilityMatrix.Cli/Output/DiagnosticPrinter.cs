using System.Text;
using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli;

/// <summary>Prints findings with their place, the line and a mark under it. What differs in its control alone is told once.</summary>
internal sealed class DiagnosticPrinter(Page page)
{
    private const int MostNamed = 6;

    public void Print(IEnumerable<Diagnostic> diagnostics, ReadOnlyMemory<byte> utf8 = default)
    {
        string[]? lines = null;
        foreach (var group in diagnostics.GroupBy(finding => (finding.Id, finding.Severity, finding.Place, finding.AcceptedReason, Text: finding.Control is { } control ? finding.Message.Replace(control, "\0", StringComparison.Ordinal) : finding.Message)))
        {
            var first = group.First();
            var place = first.Place is { } at ? at.Line is { } line ? $"{at.File}:{line}:{at.Column}: " : $"{at.File}{at.Pointer}: " : "";
            var severity = first.AcceptedReason is null ? Words.Of(first.Severity) : "accepted";
            var coloured = severity switch
            {
                "error" => page.Red(severity),
                "warning" => page.Yellow(severity),
                _ => page.Cyan(severity),
            };
            var others = group.Skip(1).Select(finding => finding.Control).OfType<string>().Distinct().ToList();
            var also = others.Count == 0 ? "" : $" Also {string.Join(", ", others.Take(MostNamed))}{(others.Count > MostNamed ? $" and {others.Count - MostNamed} more" : "")}.";
            page.Line($"{Printable.Of(place)}{coloured} {first.Id}: {Printable.Of(first.Message + also)}");
            if (first.AcceptedReason is { } reason) page.Line($"    accepted: {Printable.Of(reason)}");
            if (first.Place?.Line is { } number && !utf8.IsEmpty)
            {
                lines ??= Encoding.UTF8.GetString(utf8.Span).ReplaceLineEndings("\n").Split('\n');
                if (number <= lines.Length) Mark(lines[number - 1], first.Place.Column ?? 1);
            }
            foreach (var related in first.Related.Take(MostNamed))
                page.Line($"    {(related.Place.Line is { } where ? $"{Printable.Of(related.Place.File)}:{where}:{related.Place.Column}: " : "")}{Printable.Of(related.Message)}");
            if (first.Related.Count > MostNamed) page.Line($"    and {first.Related.Count - MostNamed} more places");
        }
    }

    private void Mark(string line, int column)
    {
        var start = Math.Max(0, Math.Min(column - 1, line.Length) - 60);
        var shown = line[start..Math.Min(line.Length, start + 100)];
        var text = Printable.Of(shown.Replace('\t', ' '));
        var before = Printable.Of(shown[..Math.Clamp(column - 1 - start, 0, shown.Length)].Replace('\t', ' '));
        page.Line($"    {text}");
        page.Line($"    {new string(' ', before.Length)}^");
    }
}
