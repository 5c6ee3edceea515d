using System.Globalization;
using System.Text;
using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Comparison;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Reports;

/// <summary>
/// Writes a notice of change as a letter to customers, in Markdown: when the new version takes effect, by when they had to be told, what
/// they must newly do, what they no longer get, what else changes. Texts of the matrix are text wherever they stand. Thread-safe.
/// </summary>
public static class NoticeLetter
{
    // What is longer is read by nobody, and mail programs refuse it.
    private const int MostCharacters = 100_000;
    private const int MostOfText = 2_000;
    private const int MostNamedInFull = 20;

    /// <summary>Writes a notice as Markdown, in at most about 100,000 characters: what does not fit is counted, and the letter says
    /// so.</summary>
    /// <param name="notice">The notice.</param>
    public static string Markdown(ChangeNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return new Letter(notice).Write();
    }

    private sealed class Letter(ChangeNotice notice)
    {
        private readonly StringBuilder _text = new();

        public string Write()
        {
            Line($"# {Text(notice.Service)}: notice of change");
            Line();
            Line(Text((notice.Old == notice.New
                ? notice.HasChanges || notice.Particulars > 0
                    ? $"Two documents call themselves version {notice.New.Version} of “{notice.Title}”, and differ. "
                    : $"This is about version {notice.New.Version} of “{notice.Title}”, compared with itself. "
                : $"{notice.Provider} replaces version {notice.Old.Version} of “{notice.Title}” by version {notice.New.Version}. ") +
                $"That document says who does what for {notice.Service}. “You” means the customer."));
            Line();
            foreach (var (term, value, isImportant) in Facts()) Line($"- **{term}**: {(isImportant ? $"**{Text(value)}**" : Text(value))}");
            if (!notice.IsComplete)
            {
                Line();
                Line("**This notice is not complete**: the two versions are too large to be compared as a whole.");
            }
            if (!notice.HasChanges)
            {
                Line();
                Line(notice.Particulars == 0 ? "**Nothing changes for you**: both versions say the same."
                    : $"**Nothing changes for you.** {Particulars()}");
                return _text.ToString();
            }
            Section("What you must newly do", notice.MustDo, "There is nothing that you must newly do.", isToDo: true);
            Section("What you no longer get", notice.Losses, "You keep everything that you have.", isToDo: false);
            Section("What else changes", notice.Others, null, isToDo: false);
            if (notice.Others.Any(item => item is { Kind: ChangeKind.SubproviderChanged }))
            {
                Line();
                Line(Text($"Your contract may let you object to another provider behind {notice.Provider}: look at the time that it " +
                    "gives you."));
            }
            if (notice.Particulars > 0)
            {
                Line();
                Line(Particulars());
            }
            return _text.ToString();
        }

        private IEnumerable<(string Term, string Value, bool IsImportant)> Facts()
        {
            yield return ("From", notice.Provider, false);
            yield return ("To", notice.Customer, false);
            if (notice.Choices.Count > 0)
                yield return ("For", "customers with " + AnswerText.And(notice.Choices.Select(choice =>
                    $"{(choice.Key == Condition.ServiceModel ? "service model" : choice.Key)} {choice.Value}")), false);
            yield return ("Date of this notice", Day(notice.AsOf), false);
            yield return notice.Effective is not { } effective ? ("Takes effect", "the day is not stated yet", true)
                : ("Takes effect", effective <= notice.AsOf ? $"{Day(effective)} (already in effect)" : Day(effective), false);
            // Of no change, no notice is due.
            if (!notice.HasChanges) yield break;
            if (notice.Periods.IsEmpty)
            {
                yield return ("Notice period", "none is agreed, neither in the old version nor in the new one", false);
                yield break;
            }
            foreach (var period in (IEnumerable<NoticePeriod>)notice.Periods)
                yield return ("Notice period", Of(period), period is { IsInForce: true, DaysLate: > 0 });
        }

        private string Of(NoticePeriod period)
        {
            var limits = string.Join(", ", new[] { period.Qualifier is { } qualifier ? $"for {qualifier}" : null,
                period.When is { } when ? $"where {when}" : null }.OfType<string>());
            var agreed = period.IsInForce ? period.Text : $"none is agreed until now; {period.Text} from the new version on";
            var day = period switch
            {
                { WhyNoDay: { } why } => why,
                { IsInForce: false } => $"By that, this notice would have been due by {Day(period.TellBy!.Value)}.",
                { DaysLate: > 0 and var late } => $"This notice was due by {Day(period.TellBy!.Value)} and is " +
                    $"{AnswerText.Counted(late, "day")} late.",
                _ => $"This notice was due by {Day(period.TellBy!.Value)} and is in time.",
            };
            return $"{agreed}{(limits.Length > 0 ? $" ({limits})" : "")}. {day}";
        }

        private void Section(string title, ValueList<NoticeItem> items, string? none, bool isToDo)
        {
            if (items.IsEmpty && none is null) return;
            Line();
            Line($"## {title}");
            Line();
            if (items.IsEmpty)
            {
                Line(none!);
                return;
            }
            var hasConditions = items.Any(item => item.When is not null);
            List<string> heads = isToDo ? ["What it is about", "What you must do"] : ["What it is about", "What changes"];
            if (hasConditions) heads.Add("For whom");
            if (isToDo) heads.Add("By");
            else heads.AddRange(["Until then", "From then on"]);
            Row(heads);
            Row(heads.Select(_ => "---"));
            var omitted = 0;
            foreach (var alike in items.GroupBy(item => item with
            { About = "", Control = null, Catalog = null, Title = null, Subject = null, Kind = default }))
            {
                var item = alike.Key;
                List<string> cells = [Names([.. alike]),
                    Lines(isToDo ? Tasks(item) : [item.Text, .. Duties(item)])];
                if (hasConditions) cells.Add(Cell(item.When is { } when ? $"where {when}" : "all"));
                if (isToDo) cells.Add(item.By is { } by ? Day(by) : "not stated yet");
                else cells.AddRange([Cell(item.Before ?? ""), Cell(item.After ?? "")]);
                if (_text.Length + cells.Sum(cell => cell.Length) > MostCharacters) omitted += alike.Count();
                else Row(cells);
            }
            if (omitted == 0) return;
            Line();
            Line(Text($"{AnswerText.Counted(omitted, "more change")} {(omitted == 1 ? "is" : "are")} not listed here: ask " +
                $"{notice.Provider} for the whole list."));
        }

        private static IEnumerable<string> Tasks(NoticeItem item)
        {
            yield return item.Text;
            foreach (var duty in Duties(item)) yield return duty;
            if (item.Before is { } before) yield return $"Until then: {before}";
            if (item.After is { } after) yield return $"From then on: {after}";
        }

        // Those that say what is done.
        private static IEnumerable<string> Duties(NoticeItem item)
        {
            foreach (var duty in (IEnumerable<NoticeDuty>)item.Duties)
            {
                if ((duty.Text ?? duty.Action) is not { } what) continue;
                var who = duty.Party == "you" || item.Text.StartsWith(duty.Party, StringComparison.Ordinal) ? "" : $"{duty.Party}: ";
                yield return $"• {who}{what}{(duty.Component is { } component ? $" ({component})" : "")}";
            }
        }

        // The first in full, then the ids, so that no control is missing.
        private static string Names(List<NoticeItem> alike)
        {
            var names = alike.Take(MostNamedInFull).Select(item => Cell(item.About)).ToList();
            if (alike.Count > MostNamedInFull)
                names.Add("and " + AnswerText.And(alike.Skip(MostNamedInFull).Select(item => Text(item.Control ?? item.About))));
            return string.Join("<br>", names);
        }

        private static string Lines(IEnumerable<string> lines) => string.Join("<br>", lines.Select(Cell));

        private static string Cell(string text) => Text(text.Length <= MostOfText ? text
            : $"{text[..(char.IsHighSurrogate(text[MostOfText - 1]) ? MostOfText - 1 : MostOfText)]}…");

        private string Particulars() => "Wording and particulars of the document change in " +
            $"{AnswerText.Counted(notice.Particulars, "place")}; that does not change who does what.";

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        private static string Text(string text) => MarkdownText.Of(text);

        private void Row(IEnumerable<string> cells) => Line($"| {string.Join(" | ", cells)} |");

        private void Line(string text = "") => _text.Append(text).Append('\n');
    }
}
