using System.Text;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;
using ResponsibilityMatrix.Tables;

namespace ResponsibilityMatrix.Cli;

/// <summary>Answers as tables for other programs: CSV with one duty a row, Markdown with one control a row.</summary>
internal static class Tables
{
    private static readonly string[] Columns =
    [
        "catalog", "control", "title", "parent", "group", "leaf", "state", "split", "decidedBy", "coupling", "inheritability",
            "inheritabilityStated", "complete", "reason", "party", "side", "involvement",
        "action", "text", "inheritedFrom", "component", "implementation", "evidence", "commitments",
    ];

    public static string Csv(ResolvedMatrix answer, AnswerPrinter printer)
    {
        var text = new StringBuilder(string.Join(',', Columns)).Append('\n');
        foreach (var control in answer.Controls)
        {
            string?[] start =
            [
                control.Catalog, control.Control, control.Title, control.Parent, printer.GroupOf(control), Word(control.IsLeaf),
                    Words.Of(control.State), Words.OfSplit(control.Split), DecidedBy(control),
                control.Coupling is { } coupling ? Words.Of(coupling) : null, control.Inheritability is { } inheritability
                    ? Words.Of(inheritability) : null,
                Word(control.InheritabilityStated), Word(control.IsComplete), control.Reason,
            ];
            if (control.Duties.IsEmpty) Row([.. start, .. new string?[Columns.Length - start.Length]]);
            foreach (var duty in control.Duties)
            {
                // What is tied to the control as a whole stands beside each of its duties.
                var particulars = printer.Particulars(control with { Duties = [duty] })
                    .ToLookup(sentence => sentence.StartsWith("Evidence", StringComparison.Ordinal));
                Row([
                    .. start, duty.Party, Words.OfSplit(duty.Side),
                        string.Join(' ', (IEnumerable<string>)Words.OfInvolvement(duty.Involvement)), duty.Action, duty.Text,
                        duty.InheritedFrom,
                    duty.Component, string.Join(' ', duty.Implementation.Select(Words.Of)), string.Join('\n', particulars[true]),
                        string.Join('\n', particulars[false]),
                ]);
            }
        }
        return text.ToString();

        void Row(string?[] cells) => text.Append(Tables.Row(cells));
    }

    public static string Markdown(ResolvedMatrix answer, string title, AnswerPrinter printer)
    {
        var text = new StringBuilder(
            $"# {Inline(title)}\n\n| control | title | who | customer may take over | duties |\n|---|---|---|---|---|\n");
        foreach (var control in answer.Controls)
            text.Append(
                $"| {Inline(control.Control)} | {Inline(control.Title)} | {printer.Shown(control)} | " +
                $"{(control.Inheritability is { } inheritability ? Words.Of(inheritability) : "")} | " +
                $"{Inline(string.Join('\n', Lines(control)))} |\n");
        if (printer.Groups() is { Count: > 1 } groups)
        {
            text.Append("\n| group | controls | who | customer may take over |\n|---|---|---|---|\n");
            foreach (var group in groups)
                text.Append($"| {Inline(group.Title)} | {group.Count} | {Inline(group.Who)} | {group.TakeOver} |\n");
        }
        foreach (var sentence in printer.Sentences()) text.Append($"\n{Inline(sentence)}\n");
        return text.ToString();

        IEnumerable<string> Lines(ResolvedControl control)
        {
            IEnumerable<string> lines = control.IsLeaf ? control.Duties.Select(printer.Sentence).Concat(printer.Particulars(control))
                : ["see its parts"];
            if (AnswerPrinter.StatedInheritability(control) is { } stated) lines = lines.Append(stated);
            return control.Reason is { } reason ? lines.Append($"because {reason}") : lines;
        }
    }

    /// <summary>A row of CSV with its line break.</summary>
    public static string Row(IEnumerable<string?> cells) => CsvWriter.Row(cells.Select(cell => Printable.Of(cell, keepLines: true)));

    private static string Word(bool value) => value ? "true" : "false";

    private static string? DecidedBy(ResolvedControl control) =>
        control.State == ControlState.Conflict ? null : control.IsByServiceModel ? "serviceModel"
            : control.Because.Any(reason => reason is ChildReason) ? "parts" : control.Because.Any(reason => reason is AssignmentReason)
            ? "assignment" : null;

    /// <summary>
    /// Text of a document made fit for Markdown, in one line: it is text wherever it stands, and begins no heading, list, quotation, table,
    /// code or HTML, nor hides a link behind words. </summary>
    public static string Inline(string text)
    {
        var printable = Printable.Of(text, keepLines: true).TrimStart(' ');
        var safe = new StringBuilder();
        var digits = printable.AsSpan().IndexOfAnyExceptInRange('0', '9');
        for (var i = 0; i < printable.Length; i++)
        {
            var c = printable[i];
            if (c == '\n') safe.Append("<br>");
            else if (c is '<') safe.Append("&lt;");
            else if (c is '&') safe.Append("&amp;");
            else if (IsMarkup(c) || (i == 0 && c is '#' or '-' or '+' or '>' or '=' or ':')
                || (i == digits && i > 0 && c is '.' or ')' && (i + 1 == printable.Length || printable[i + 1] is ' ' or '\n'))) safe.Append(
                '\\').Append(c);
            else safe.Append(c);
        }
        return safe.ToString();
    }

    private static bool IsMarkup(char c) => c is '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '$';
}
