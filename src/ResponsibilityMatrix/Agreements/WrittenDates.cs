using System.Globalization;
using System.Text.RegularExpressions;

namespace ResponsibilityMatrix.Agreements;

/// <summary>A date as a person wrote it in a text.</summary>
/// <param name="Start">The start index.</param>
/// <param name="Length">The length in characters.</param>
/// <param name="First">The date; for a month without a day, its first day. Null if the date is unclear.</param>
/// <param name="Last">The date; for a month without a day, its last day. Null if the date is unclear.</param>
/// <param name="Problem">Why the date is unclear and what to write instead, without a full stop; otherwise null.</param>
/// <param name="IsPerhaps">Whether it may be something else, such as a version number.</param>
internal readonly record struct WrittenDate(int Start, int Length, DateOnly? First, DateOnly? Last, string? Problem, bool IsPerhaps = false)
{
    public int End => Start + Length;
}

/// <summary>Finds dates in the spellings that people use. Ambiguous dates are reported, never guessed.</summary>
internal static partial class WrittenDates
{
    private const int MostDates = 16;
    private const string Accented = "äàáâãéèêëíìîïóòôõöúùûüç";
    private const string Plain = "aaaaaeeeeiiiiooooouuuuc";

    // English, German, French, Spanish, Italian, Dutch, Portuguese; without accents.
    private static readonly string[][] Months =
    [
        ["january", "januar", "jaenner", "janner", "janvier", "enero", "gennaio", "januari", "janeiro"],
        ["february", "februar", "fevrier", "febrero", "febbraio", "februari", "fevereiro"],
        ["march", "marz", "maerz", "mars", "marzo", "maart", "mrz", "marco"],
        ["april", "avril", "abril", "aprile"],
        ["may", "mai", "mayo", "maggio", "mei", "maio"],
        ["june", "juni", "juin", "junio", "giugno", "junho"],
        ["july", "juli", "juillet", "julio", "luglio", "julho"],
        ["august", "aout", "agosto", "augustus"],
        ["september", "septembre", "septiembre", "settembre", "setembro"],
        ["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
        ["november", "novembre", "noviembre", "novembro"],
        ["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"],
    ];

    /// <summary>The dates in a text, in order, up to a limit.</summary>
    public static IReadOnlyList<WrittenDate> In(string text)
    {
        List<WrittenDate> found = [];
        for (var match = Pattern().Match(text); match.Success && found.Count < MostDates;)
        {
            var date = Read(match);
            if (date is { } read) found.Add(read);
            // A word that is not a month may precede a date.
            match = date is null && match.Groups["name"] is { Success: true } name && name.Index == match.Index
                ? Pattern().Match(text, name.Index + name.Length) : match.NextMatch();
        }
        return found;
    }

    private static WrittenDate? Read(Match match)
    {
        string? Of(string group) => match.Groups[group] is { Success: true, Value: var value } ? value : null;

        var year = Of("y")!;
        if (Of("name") is { } name)
        {
            if (MonthOf(name) is not { } month) return null;
            return Of("d") is { } ofMonth ? Day(year, month, ofMonth) : WholeMonth(year, month);
        }
        if (Of("m") is { } number)
            return Of("d") is { } day ? Day(year, int.Parse(number, CultureInfo.InvariantCulture), day)
                : WholeMonth(year, int.Parse(number, CultureInfo.InvariantCulture));
        var (first, second) = (int.Parse(match.Groups["a"].Value, CultureInfo.InvariantCulture),
            int.Parse(match.Groups["b"].Value, CultureInfo.InvariantCulture));
        if (year.Length == 2)
            return first is >= 1 and <= 31 && second is >= 1 and <= 31
                ? Asked($"the year of “{match.Value}” has two digits: write a day such as 2027-03-31") with { IsPerhaps = true } : null;
        // With dots, the day always comes first; with other separators, it depends on the country.
        if (first > 12 || first == second || (match.Groups["s"].Value == "." && second <= 12))
            return Day(year, second, match.Groups["a"].Value);
        if (second > 12) return Day(year, first, match.Groups["b"].Value);
        return Asked(
            string.Create(
            CultureInfo.InvariantCulture,
            $"“{match.Value}” is {Named(first, second, year)} or {Named(second, first, year)}: write {year}-{second:00}-{first:00} or " +
            $"{year}-{first:00}-{second:00}"));

        WrittenDate Asked(string problem) => new(match.Index, match.Length, null, null, problem);

        WrittenDate Day(string years, int month, string days) =>
            IsNear(years)
                && DateOnly.TryParseExact(
                string.Create(CultureInfo.InvariantCulture, $"{years}-{month:00}-{int.Parse(days, CultureInfo.InvariantCulture):00}"),
                "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? new(match.Index, match.Length, date, date, null)
                : Asked($"there is no day “{match.Value}”: write one such as 2027-03-31");

        WrittenDate WholeMonth(string years, int month) =>
            month is >= 1 and <= 12 && IsNear(years) && int.Parse(years, CultureInfo.InvariantCulture) is var number
                ? new(match.Index, match.Length, new(number, month, 1), new(number, month, DateTime.DaysInMonth(number, month)), null)
                : Asked($"there is no month “{match.Value}”: write a day such as 2027-03-31");
    }

    // Dates of evidence are within a lifetime or two.
    private static bool IsNear(string year) => int.Parse(year, CultureInfo.InvariantCulture) is >= 1900 and < 2200;

    private static string Named(int day, int month, string year) =>
        $"{day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month)} {year}";

    // The first three letters are enough if only one month starts with them.
    private static int? MonthOf(string name)
    {
        var plain =
            new string(
            [.. name.ToLowerInvariant().Where(char.IsLetter)
            .Select(letter => Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : letter)]);
        if (plain.Length < 3) return null;
        int? found = null;
        for (var i = 0; i < Months.Length; i++)
        {
            if (Array.IndexOf(Months[i], plain) >= 0) return i + 1;
            if (!Array.Exists(Months[i], month => month.StartsWith(plain, StringComparison.Ordinal))) continue;
            if (found is not null) return null;
            found = i + 1;
        }
        return found;
    }

    private const string Name = @"(?<name>\p{L}[\p{L}\p{M}]{2,15})\.?";
    private const string DayOf = @"(?<d>[0-9]{1,2})(?:st|nd|rd|th|\.|º|er)?";
    private const string Year = @"(?<y>[0-9]{4})";

    [GeneratedRegex(
        @"(?<![\p{L}0-9]|[0-9][./-])(?:"
        + Year + @"(?<s>[-/.])(?<m>[0-9]{1,2})\k<s>(?<d>[0-9]{1,2})"
        + "|" + Year + @"\s?年\s?(?<m>[0-9]{1,2})\s?月\s?(?<d>[0-9]{1,2})\s?日"
        + @"|(?<a>[0-9]{1,2})(?<s>[-/.])\s?(?<b>[0-9]{1,2})\k<s>\s?(?<y>[0-9]{4}|[0-9]{2})"
        + "|" + DayOf + @"[\s-](?:of\s|de\s)?" + Name + @"(?:,?\s|-)(?:de\s|of\s)?" + Year
        + "|" + Name + @"\s" + DayOf + @",?\s" + Year
        + "|" + Name + @",?\s(?:de\s|of\s)?" + Year
        + "|(?<m>[0-9]{1,2})/" + Year
        + "|" + Year + @"-(?<m>[0-9]{2})(?!-)"
        + @")(?![0-9]|[./-][0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
