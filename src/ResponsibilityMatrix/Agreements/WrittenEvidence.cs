using System.Globalization;
using System.Text.RegularExpressions;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Agreements;

/// <summary>
/// Evidence as a person named it in a line: its title without the dates in the line, and the dates. If a date is unclear, the evidence has
/// none and the line leads to a question.
/// </summary>
/// <param name="Evidence">The evidence, without a final id.</param>
/// <param name="Problem">A question about its dates, without a full stop; null if nothing is unclear.</param>
internal sealed partial record WrittenEvidence(Evidence Evidence, string? Problem)
{
    public bool HasDate => Evidence is not { ValidUntil: null, Issued: null, Period: null };

    public static WrittenEvidence Of(string words)
    {
        var text = words.Trim();
        List<WrittenDate> dates = [];
        foreach (var date in WrittenDates.In(text))
            if (!date.IsPerhaps || Until().IsMatch(Before(text, dates, date)) || IssuedOn().IsMatch(Before(text, dates, date)))
                dates.Add(date);
        var evidence = new Evidence { Id = "", Kind = KindOf(text), Title = text, Uri = UriIn(text) };
        if (dates.Count == 0)
            return new(evidence, UntilDate().Match(text) is { Success: true } match && !Endless().IsMatch(text)
                ? $"“{Shortened(text[match.Index..])}” names no day: write one such as 2027-03-31" : null);
        if (dates.Find(date => date.Problem is not null).Problem is { } unclear) return new(evidence, unclear);
        var title = text;
        for (var i = dates.Count - 1; i >= 0; i--)
        {
            var date = dates[i];
            var before = Tail(text, i > 0 ? dates[i - 1].End : 0, date.Start);
            // Two dates that form a period belong together.
            if (i > 0 && Connector().IsMatch(before))
            {
                var first = dates[i - 1];
                var lead = Tail(text, i > 1 ? dates[i - 2].End : 0, first.Start);
                if (first.First > date.Last)
                    return new(evidence with { ValidUntil = null, Period = null, Issued = null },
                        $"“{text[first.Start..date.End]}” ends before it begins: write the days such as 2026-10-01 to 2027-09-30");
                if (Validity().IsMatch(lead)) evidence = evidence with { ValidUntil = date.Last, Issued = evidence.Issued ?? first.First };
                else evidence = evidence with { Period = new() { From = first.First!.Value, To = date.Last!.Value } };
                title = Without(title, first.Start - PeriodLead().Match(lead).Length, date.End);
                i--;
                continue;
            }
            Match said;
            if ((said = YearEnd().Match(before)).Success)
                evidence = evidence with { Period = new() { From = date.Last!.Value.AddDays(1).AddYears(-1), To = date.Last.Value } };
            else if ((said = Until().Match(before)).Success) evidence = evidence with { ValidUntil = date.Last };
            else if ((said = IssuedOn().Match(before)).Success) evidence = evidence with { Issued = date.Last };
            else return new(evidence with { ValidUntil = null, Period = null, Issued = null },
                $"“{text[date.Start..date.End]}” may be the day of issue or the last day: write “issued” or “valid until” before it");
            title = Without(title, date.Start - said.Length, date.End);
        }
        title = title.Trim(' ', ',', ';', ':', '-', '–', '—', '.');
        return new(evidence with { Title = title.Any(char.IsLetterOrDigit) ? title : text }, null);
    }

    /// <summary>The key that titles are compared by.</summary>
    public static string KeyOf(string title) => string.Concat(title.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The dates in words, such as <c>valid until 2027-03-31</c>.</summary>
    public string Days() => string.Join(", ", new[]
    {
        Evidence.ValidUntil is { } until ? $"valid until {Day(until)}" : null,
        Evidence.Period is { } period ? $"for a period from {Day(period.From)} to {Day(period.To)}" : null,
        Evidence.Issued is { } issued ? $"issued on {Day(issued)}" : null,
    }.OfType<string>());

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Without(string text, int start, int end)
    {
        var (left, right) = (text[..start].TrimEnd(), text[end..]);
        // Brackets around the dates are removed with them.
        if (left.EndsWith('(') && right.TrimStart().StartsWith(')')) (left, right) = (left[..^1].TrimEnd(), right.TrimStart()[1..]);
        return left.TrimEnd(',', ';', ':', ' ') + right;
    }

    private static string Before(string text, List<WrittenDate> dates, WrittenDate date) =>
        Tail(text, dates.Count > 0 ? dates[^1].End : 0, date.Start);

    // The words that describe a date are close to it.
    private static string Tail(string text, int start, int end) => text[Math.Max(start, end - 64)..end];

    private static string Shortened(string text) => text.Length > 80 ? text[..80] + "…" : text;

    private static string? UriIn(string text) =>
        text.Split(' ', '\t').Select(word => word.TrimEnd('.', ',', ';', ')')).FirstOrDefault(word =>
        (word.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            && word.All(char.IsAscii) && Uri.IsWellFormedUriString(word, UriKind.Absolute));

    private static EvidenceKind KindOf(string title)
    {
        (string Word, EvidenceKind Kind)[] words =
            [("certificat", EvidenceKind.Certificate), ("zertifi", EvidenceKind.Certificate), ("attestation", EvidenceKind.Attestation),
            ("report", EvidenceKind.Report), ("bericht", EvidenceKind.Report), ("rapport", EvidenceKind.Report),
            ("soc 2", EvidenceKind.Report), ("policy", EvidenceKind.Policy), ("record", EvidenceKind.Record)];
        foreach (var (word, kind) in words)
            if (title.Contains(word, StringComparison.OrdinalIgnoreCase)) return kind;
        return EvidenceKind.Other;
    }

    [GeneratedRegex(
        @"(?:\b(?:is\s)?(?:valid|good|g[üu]ltig|valable|v[áa]lido|valido|geldig)\s)?\b(?:until|till|til|through|thru|to|up\sto|" +
        @"bis(?:\szum)?|jusqu['’]au|hasta(?:\sel)?|fino\sal|tot|at[ée]|expir(?:es|y|ing|ation)(?:\s(?:date|on))?|ends?(?:\son)?|" +
        @"runs?\sout(?:\son)?)\s?:?\s?(?:the\s)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Until();

    [GeneratedRegex(
        @"\b(?:issued(?:\son)?|issue\sdate|date\sof\sissue|dated|date|as\sof|of|from|since|signed(?:\son)?|" +
        @"published(?:\son)?|vom|ausgestellt\sam|du|del)\s?:?\s?(?:the\s)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IssuedOn();

    [GeneratedRegex(@"\b(?:for\s(?:the\s)?)?(?:fiscal\s|financial\s)?year\s(?:ended|ending|to)(?:\son)?\s?:?\s?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearEnd();

    [GeneratedRegex(@"^\s*(?:-|–|—|to|until|till|through|thru|and|bis(?:\szum)?|au|al|tot)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Connector();

    [GeneratedRegex(@"\b(?:valid|validity|g[üu]ltig|valable)\b[^.;]{0,20}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Validity();

    [GeneratedRegex(
        @"\b(?:(?:is\s)?(?:valid|validity|g[üu]ltig)\s?:?\s?)?(?:(?:for|covering|covers)\s)?(?:(?:the|a)\s)?" +
        @"(?:(?:audit\s|reporting\s|review\s)?period\s?:?\s?)?(?:of\s)?(?:from|between|vom|von)?\s?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PeriodLead();

    [GeneratedRegex(@"\b(?:valid\s(?:until|to|till|through)|until|expir(?:es|y)|g[üu]ltig\sbis)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UntilDate();

    [GeneratedRegex(
        @"\b(?:no|not|never|without)\b.{0,16}\bexpir|\bexpir.{0,8}\bnever\b|\buntil\s(?:further\snotice|revoked|withdrawn|replaced)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Endless();
}
