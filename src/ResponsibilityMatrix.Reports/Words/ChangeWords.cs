using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Reports;

/// <summary>The sentences about the changes between two versions of a matrix, or about what an annex negotiated.</summary>
internal sealed class ChangeWords(MatrixDiff result, Matrix old, Matrix @new)
{
    private const int LongestInLine = 48;

    /// <summary>What the changes mean, each with those that it holds for; every change has one. The first is told even where it has
    /// none.</summary>
    public static readonly (string Title, Func<MatrixChange, bool> Holds)[] Groups =
    [
        ("What moves to the customer", change => change.IsMoveToCustomer),
        ("What the customer loses", change => change.Impact == VersionBump.Major && !change.IsMoveToCustomer),
        ("What else changes", change => change.Impact == VersionBump.Minor && !change.IsMoveToCustomer),
        ("Wording and particulars", change => change.Impact == VersionBump.Patch && !change.IsMoveToCustomer),
    ];

    /// <summary>What is compared with what.</summary>
    public string Heading => result.IsOfBase ? $"{@new.Title}: what was negotiated, compared with {old.Title}"
        : $"{@new.Title}: version {result.Old.Version} → {result.New.Version}";

    /// <summary>The provider and the customer, by name.</summary>
    public string Sides => $"Provider: {NameOf(@new.Service.Provider)} · Customer: {NameOf(@new.Service.Customer)}";

    private string NameOf(string party) =>
        ((IEnumerable<Party>)@new.Parties).Concat(old.Parties).FirstOrDefault(known => known.Id == party)?.Name ?? party;

    /// <summary>The contexts in which was compared.</summary>
    public string Compared()
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

    /// <summary>The groups that have changes, and the first. Controls of which all the same is to be said stand together.</summary>
    public IEnumerable<(string Title, List<(List<string> Names, List<(string Text, List<string> Details)> Points)> Subjects)> Sections()
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

    /// <summary>What changed, by name: a control, a commitment, the document.</summary>
    public static string Name(MatrixChange change) =>
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
            text += Values(change) switch
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
        details.AddRange(NewDuties(change));
        return (text + when, details);
    }

    /// <summary>The value before and after in words; null for none.</summary>
    public (string? Before, string? After) Values(MatrixChange change) => (Words(change, change.Before), Words(change, change.After));

    /// <summary>What the customer must do from now on, as sentences.</summary>
    public static IEnumerable<string> NewDuties(MatrixChange change) => change.CustomerDuties
        .Select(duty => $"The customer must newly do: {duty.Text ?? duty.Action ?? "(no text says what)"}");

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

    /// <summary>How many changes there are, by impact.</summary>
    public string Counts()
    {
        if (result.Changes.IsEmpty) return "Nothing changed.";
        var counts = new[] { VersionBump.Major, VersionBump.Minor, VersionBump.Patch }
            .Select(impact => (Impact: impact, Count: result.Changes.Count(change => change.Impact == impact)))
            .Where(count => count.Count > 0)
            .Select(count => $"{count.Count} {Model.Words.Of(count.Impact)}");
        return $"{result.Changes.Count} change{(result.Changes.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}.";
    }

    /// <summary>Whether the version number says what changed; null where versions are not compared.</summary>
    public string? Verdict()
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
