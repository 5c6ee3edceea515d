using System.Globalization;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Portfolio;

namespace ResponsibilityMatrix.Tables;

/// <summary>What stands in the cells of a portfolio's workbooks.</summary>
internal static class PortfolioTexts
{
    private const int MostNames = 6;

    /// <summary>The state in a service, with what qualifies it.</summary>
    public static string Of(PortfolioCell cell) => string.Join(", ", cell.Flags.Select(PortfolioWords.OfFlag)
        .Prepend(PortfolioWords.Of(cell.State)).Concat(cell.StatedAt is { } at ? [$"stated at {at}"] : []));

    /// <summary>What qualifies a state.</summary>
    public static string Qualifications(IEnumerable<string> flags) => string.Join(", ", flags.Select(PortfolioWords.OfFlag));

    /// <summary>Who does what, a line each.</summary>
    public static string Duties(PortfolioExplanation explained) => Lines(explained.Sources.SelectMany(source =>
        source.Duties.Select(duty => Sentence(duty)).Prepend(IsCarried(source, explained) ? $"From {Name(source)}:" : "")));

    /// <summary>Who does something of the own statement, a line each.</summary>
    public static string Duties(OwnExplanation own) => Lines(own.Duties.Select(duty => Sentence(duty, isOwn: true)));

    /// <summary>What a service leaves to the party, a line each; of what is open, why it is.</summary>
    public static string LeftToUs(PortfolioExplanation explained)
    {
        if (explained.State == PortfolioState.Open) return $"open: {Why(explained)}";
        var mine = explained.Sources.SelectMany(source => source.Duties).Where(duty => duty.IsMine).ToList();
        return mine.Count == 0 ? explained.Why : Lines(mine.Select(duty => $"{duty.Name}: {What(duty)}"));
    }

    /// <summary>The names of those who do something, a line each.</summary>
    public static string Who(PortfolioExplanation explained) => Lines(explained.Sources.SelectMany(source => source.Duties)
        .Select(duty => duty.IsMine ? $"{duty.Name} (us)" : duty.Name));

    /// <summary>The titles of evidence, a line each.</summary>
    public static string Evidence(IEnumerable<ExplainedDuty> duties) => Lines(duties.SelectMany(duty => duty.Evidence));

    /// <inheritdoc cref="Evidence(IEnumerable{ExplainedDuty})"/>
    public static string Evidence(PortfolioExplanation explained) => Evidence(explained.Sources.SelectMany(source => source.Duties));

    /// <summary>The assignments that decide, a line each.</summary>
    public static string Decided(PortfolioExplanation explained) => Lines(explained.Sources.Select(source => Decided(source.Assignment)));

    /// <summary>An assignment; empty for none.</summary>
    public static string Decided(DecidingAssignment? assignment) => assignment is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{assignment.Document}, {assignment.Pointer}") +
            (assignment.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $", line {line}") : "") +
            $", for {assignment.Selector}";

    /// <summary>Why a state is what it is.</summary>
    public static string Why(PortfolioExplanation explained) => Lines(explained.Sources.Where(source => IsCarried(source, explained))
        .Select(source => $"{Name(source)}: {PortfolioWords.Of(source.State)}. {source.Why}").Prepend(explained.Why));

    /// <summary>Several names as a part of a sentence.</summary>
    public static string Names(IReadOnlyCollection<string> names)
    {
        List<string> told = [.. names.Take(MostNames)];
        if (names.Count > MostNames) told.Add(string.Create(CultureInfo.InvariantCulture, $"{names.Count - MostNames:N0} more"));
        return told.Count < 2 ? told.FirstOrDefault("") : $"{string.Join(", ", told[..^1])} and {told[^1]}";
    }

    /// <summary>A number with its word.</summary>
    public static string Counted(int count, string word) => count == 1 ? $"1 {word}"
        : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {word}s");

    /// <summary>A number.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A date; empty for none.</summary>
    public static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Sentence(ExplainedDuty duty, bool isOwn = false) =>
        (duty.IsMine && !isOwn ? "Left to us – " : duty.IsRetained ? "Left to " : "") + $"{duty.Name}: {What(duty)}" +
        (duty.Via.IsEmpty ? "" : $" (through {string.Join(", ", (IEnumerable<string>)duty.Via)})");

    private static string What(ExplainedDuty duty) =>
        (duty.Component is { } component ? $"{component}: " : "") +
        (duty.Text ?? duty.Action ?? (duty.Matrix is null ? "performs it, and publishes no matrix" : "performs it")) +
        (duty.Implementation.IsEmpty ? "" : $" [{string.Join(", ", duty.Implementation.Select(Words.Of))}]");

    private static bool IsCarried(ExplainedControl source, PortfolioExplanation explained) =>
        source.Control != explained.Control || explained.Sources.Count > 1;

    private static string Name(ExplainedControl source) => $"{source.Catalog}:{source.Control}";

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Where(line => line.Length > 0).Distinct());
}
