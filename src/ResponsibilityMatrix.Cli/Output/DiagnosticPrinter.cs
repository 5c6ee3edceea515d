using ResponsibilityMatrix.Diagnostics;
using ResponsibilityMatrix.Json;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Cli;

/// <summary>
/// Prints findings with their place, the line and a mark under it. What differs in its control alone is told once. Of one kind so many are
/// told as somebody reads; the others are counted.
/// </summary>
internal sealed class DiagnosticPrinter(Page page)
{
    private const int MostNamed = 6;
    private const int MostOfOneKind = 100;
    private const int LongestText = 1_000;
    private const string Indent = "    ";

    /// <summary>Prints findings, with their lines where they are of the file whose text is given.</summary>
    public void Print(IEnumerable<Diagnostic> diagnostics, string? file = null, ReadOnlyMemory<byte> utf8 = default)
    {
        // Of what is too large to be read no line is shown.
        if (utf8.Length > Limits.Default.MaxBytes) utf8 = default;
        var excerpts = new Excerpts(utf8);
        Dictionary<(string Id, string Severity), (int Shown, int Hidden)> kinds = [];
        foreach (var alike in diagnostics.GroupBy(ReportedFindings))
        {
            var first = alike.First();
            var kind = (first.Id, SeverityOf(first));
            var (told, untold) = kinds.GetValueOrDefault(kind);
            kinds[kind] = told < MostOfOneKind ? (told + 1, untold) : (told, untold + alike.Count());
            if (told == MostOfOneKind) continue;

            var others = alike.Skip(1).Select(finding => finding.Control).OfType<string>().Distinct().ToList();
            var more = others.Count > MostNamed ? $" and {others.Count - MostNamed} more" : "";
            var also = others.Count == 0 ? "" : $" Also {string.Join(", ", others.Take(MostNamed).Select(Short))}{more}.";
            page.Line(
                $"{(first.Place is { } at ? Where(at) : Where(file))}{Coloured(kind.Item2)} {first.Id}: " +
                    $"{Short(first.Message)}{Hints.For(first)}{also}");
            if (first.AcceptedReason is { } reason) page.Line($"{Indent}accepted: {Short(reason)}");
            if (first.AcceptedReason is null && !utf8.IsEmpty && first.Place is { Line: { } line, Column: { } column } place
                && place.File == file) Mark(excerpts, line, column);
            // The part of a schema that is broken helps its authors and tools; whoever mends the document has been told what to do.
            var places = first.Related.Where(related => page.IsVerbose
                || related.Place.File?.StartsWith("urn:", StringComparison.Ordinal) is not true).ToList();
            foreach (var related in places.Take(MostNamed)) page.Line($"{Indent}{Where(related.Place)}{Short(related.Message)}");
            if (places.Count > MostNamed) page.Line($"{Indent}and {places.Count - MostNamed} more places");
        }
        foreach (var ((id, severity), (_, untold)) in kinds)
            if (untold > 0)
                page.Line(
                    $"{Where(file)}{Coloured(severity)} {id}: {untold:N0} more of this kind. `rmatrix validate --format json` lists all.");
    }

    // Places are equal when their pointers are; faults of the JSON itself may have none and differ in their lines. Where something is
    // accepted does not matter to whoever mends the document.
    private static (string, Severity, Place?, int?, int?, string?, string) ReportedFindings(Diagnostic finding)
    {
        var place = finding.AcceptedReason is null ? finding.Place : null;
        return (finding.Id, finding.Severity, place, place?.Line, place?.Column, finding.AcceptedReason,
            finding.Control is { Length: > 0 } control ? finding.Message.Replace(control, "\0", StringComparison.Ordinal)
                : finding.Message);
    }

    private static string SeverityOf(Diagnostic finding) => finding.AcceptedReason is null ? Words.Of(finding.Severity) : "accepted";

    private string Coloured(string severity) => severity switch
    {
        "error" => page.Red(severity),
        "warning" => page.Yellow(severity),
        _ => page.Cyan(severity),
    };

    private static string Where(Place place) =>
        Where(place.Line is { } line ? $"{place.File}:{line}:{place.Column}" : $"{place.File}#{place.Pointer}");

    private static string Where(string? place) => place is null ? "" : $"{Short(place)}: ";

    private static string Short(string text)
    {
        var printable = Printable.Of(text);
        var start = TextWidth.Start(printable, LongestText);
        return start.Length < printable.Length ? start + "…" : start;
    }

    private void Mark(Excerpts excerpts, int line, int column)
    {
        var (text, before) = excerpts.Around(line, column, page.Width - Indent.Length);
        if (text.Length == 0) return;
        page.Line(Indent + text);
        page.Line($"{Indent}{new string(' ', before)}^");
    }
}
