using System.Text;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>What changed, for people who decide about it: fit to be pasted into a change notice.</summary>
internal sealed class ChangeNotice(MatrixDiff result, Matrix old, Matrix @new)
{
    private const int LongestInLine = 48;

    /// <summary>What is told of.</summary>
    public MatrixDiff Result => result;

    private static readonly (string Title, Func<MatrixChange, bool> Holds)[] Groups =
    [
        ("What moves to the customer", change => change.IsMoveToCustomer),
        ("What the customer loses", change => change.Impact == VersionBump.Major && !change.IsMoveToCustomer),
        ("What else changes", change => change.Impact == VersionBump.Minor && !change.IsMoveToCustomer),
        ("Wording and particulars", change => change.Impact == VersionBump.Patch),
    ];

    public void Print(Page page)
    {
        page.Paragraph(Heading, style: page.Bold);
        page.Paragraph(Sides);
        page.Paragraph(Compared());
        foreach (var (title, subjects) in Sections())
        {
            page.Line();
            page.Line(page.Bold(title));
            foreach (var (names, points) in subjects)
            {
                foreach (var name in names) page.Paragraph(name, 2, 4);
                foreach (var (text, details) in points)
                {
                    page.Paragraph($"• {text}", 4, 6);
                    foreach (var detail in details) page.Paragraph(detail, 6, 8);
                }
            }
            if (subjects.Count == 0) page.Line("  Nothing.");
        }
        page.Line();
        page.Paragraph(Counts());
        if (Verdict() is { } verdict) page.Paragraph(verdict, style: result.IsSufficient ? page.Bold : page.Red);
    }

    public string Markdown()
    {
        var text = new StringBuilder($"# {Escaped.Markdown(Heading)}\n\n{Escaped.Markdown(Sides)}\n\n{Escaped.Markdown(Compared())}\n");
        foreach (var (title, subjects) in Sections())
        {
            text.Append($"\n## {title}\n\n");
            foreach (var (names, points) in subjects)
            {
                text.Append($"- {string.Join("<br>", names.Select(name => $"**{Escaped.Markdown(name)}**"))}\n");
                foreach (var (point, details) in points)
                {
                    text.Append($"  - {Escaped.Markdown(point)}\n");
                    foreach (var detail in details) text.Append($"    - {Escaped.Markdown(detail)}\n");
                }
            }
            if (subjects.Count == 0) text.Append("Nothing.\n");
        }
        text.Append($"\n{Escaped.Markdown(Counts())}\n");
        if (Verdict() is { } verdict) text.Append($"\n**{Escaped.Markdown(verdict)}**\n");
        return text.ToString();
    }

    private string Heading => result.IsOfBase ? $"{@new.Title}: what was negotiated, compared with {old.Title}"
        : $"{@new.Title}: version {result.Old.Version} → {result.New.Version}";

    private string Sides => $"Provider: {NameOf(@new.Service.Provider)} · Customer: {NameOf(@new.Service.Customer)}";

    private string NameOf(string party) =>
        ((IEnumerable<Party>)@new.Parties).Concat(old.Parties).FirstOrDefault(known => known.Id == party)?.Name ?? party;

    private string Compared()
    {
        List<string> open =
            [.. result.Options.Where(option => option.Values.Count > 1)
            .Select(option => $"{NameOf(option)} ({string.Join(", ", (IEnumerable<string>)option.Values)})")];
        List<string> settled =
            [.. result.Options.Where(option => option.Values.Count == 1).Select(option => $"{NameOf(option)} {option.Values[0]}")];
        var under = settled.Count > 0 ? $"{(open.Count > 0 ? ", " : " ")}with {string.Join(", ", settled)}" : "";
        return open.Count switch
        {
            0 => $"Compared{under}.",
            1 => $"Compared in each {open[0]}{under}.",
            _ => $"Compared in all combinations of {string.Join(", ", open[..^1])} and {open[^1]}{under}.",
        };

        static string NameOf(Parameter option) => option.Id == Condition.ServiceModel ? "service model" : option.Id;
    }

    // Controls of which all the same is to be said stand together.
    private IEnumerable<(string Title, List<(List<string> Names, List<(string Text, List<string> Details)> Points)> Subjects)> Sections()
    {
        foreach (var (title, holds) in Groups)
        {
            var subjects = result.Changes.Where(holds)
                .GroupBy(change => (change.Catalog, Name: Name(change)))
                .Select(group => (group.Key.Name, Points: group.Select(Point).ToList()))
                .GroupBy(
                    subject => string.Join('\0', subject.Points.Select(point => string.Join('\u0001', point.Details.Prepend(point.Text)))),
                    StringComparer.Ordinal)
                .Select(alike => (alike.Select(subject => subject.Name).ToList(), alike.First().Points))
                .ToList();
            if (subjects.Count > 0 || (title == Groups[0].Title && !result.Changes.IsEmpty)) yield return (title, subjects);
        }
    }

    private static string Name(MatrixChange change) =>
        change.Control is { } control ? $"{control} {change.Title}"
        : change.Kind == ChangeKind.MetadataChanged ? "The document"
        : change.Kind == ChangeKind.AuthorizationWeakened ? $"Authorization {change.Subject}"
        : change.Kind == ChangeKind.EvidenceWithdrawn ? $"Evidence {change.Subject}"
        : change.Kind == ChangeKind.SubproviderChanged ? $"Upstream {change.Subject}"
        : $"Commitment {change.Subject}";

    private (string Text, List<string> Details) Point(MatrixChange change)
    {
        var when = change.When is { } context ? $" (when {context})" : "";
        List<string> details = [];
        var text = change.What;
        if (IsShort(change.Before) && IsShort(change.After))
        {
            text += (Words(change, change.Before), Words(change, change.After)) switch
            {
                (null, null) => "",
                ({ } before, null) => $" (was {before})",
                (null, { } after) => $": {after}",
                var (before, after) => $": {before} → {after}",
            };
        }
        else
        {
            if (change.Before is { } before) details.Add($"Before: {before}");
            if (change.After is { } after) details.Add($"{(change.Before is null ? "New" : "After")}: {after}");
        }
        foreach (var duty in change.CustomerDuties)
            details.Add($"The customer must newly do: {duty.Text ?? duty.Action ?? "(no text says what)"}");
        return (text + when, details);
    }

    private static bool IsShort(string? text) => text is null || (text.Length <= LongestInLine && !text.Contains('\n'));

    // A split or a state in words as answers have them, and parties by their names.
    private string? Words(MatrixChange change, string? text)
    {
        if (text is null || change.Control is null || change.Kind == ChangeKind.TextChanged) return text;
        if (change.Kind is ChangeKind.AccountableChanged or ChangeKind.ThirdPartyChanged or ChangeKind.DutyChanged)
            return string.Join(", ", text.Split(", ").Select(NameOf));
        if (Model.Words.TryParseSplit(text, out var split)) return AnswerText.Split(split);
        return Model.Words.TryParse<ControlState>(text, out var state)
            ? AnswerText.State(new ResolvedControl { Catalog = "", Control = "", Title = "", IsLeaf = true, State = state }) : text;
    }

    private string Counts()
    {
        if (result.Changes.IsEmpty) return "Nothing changed.";
        var counts = new[] { VersionBump.Major, VersionBump.Minor, VersionBump.Patch }
            .Select(impact => (Impact: impact, Count: result.Changes.Count(change => change.Impact == impact)))
            .Where(count => count.Count > 0)
            .Select(count => $"{count.Count} {Model.Words.Of(count.Impact)}");
        return $"{result.Changes.Count} change{(result.Changes.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}.";
    }

    private string? Verdict()
    {
        if (result is not { RequiredBump: { } required, DeclaredBump: { } declared }) return null;
        var versions = $"{result.Old.Version} → {result.New.Version}";
        if (required == VersionBump.None && declared == VersionBump.None)
            return $"No version bump is required, and none is declared ({versions}).";
        var asks = required == VersionBump.None ? "Required: no version bump."
            : $"Required: a {Model.Words.Of(required)} version bump{Initial()}.";
        var declares = declared == VersionBump.None ? $" Declared: none ({versions})"
            : $" Declared: a {Model.Words.Of(declared)} one ({versions})";
        if (result.IsSufficient) return $"{asks}{declares}. That is enough.";
        var next = result.NextVersion() is { } version ? $"call the new version {version} or higher"
            : $"give the new version a {Model.Words.Of(required)} bump";
        if (result.New.Version < result.Old.Version)
            return $"{asks}{declares}: the new version is the lower one. Exchange the two files if they are the wrong way round; " +
                $"otherwise {next}.";
        return $"{asks}{declares}. That is not enough: {next}, or take back what asks for it.";
    }

    private string Initial() => result.RequiredBump == VersionBump.Minor
        && result.Changes.Any(change => change.Impact == VersionBump.Major) ? ", which below 1.0.0 stands for a major one" : "";
}
