using System.Text;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>Answers as tables for other programs: CSV with one duty a row, Markdown with one control a row.</summary>
internal static class AnswerTables
{
    private static readonly string[] Columns =
    [
        "catalog", "control", "title", "parent", "group", "leaf", "state", "split", "decidedBy", "coupling", "inheritability",
            "inheritabilityStated", "complete", "reason", "party", "side", "involvement",
        "action", "text", "inheritedFrom", "component", "implementation", "evidence", "commitments",
    ];

    /// <summary>What the rows hold of a matrix.</summary>
    public static FormatContent Content { get; } = new()
    {
        Id = "resolve --format csv",
        Title = "an answer to read",
        Held = FormatContent.Map(
            (MatrixPart.Parties, "those with duties"), (MatrixPart.PartySides, "those of parties with duties"),
            (MatrixPart.Conditions, "one context"), (MatrixPart.Catalogs, "a row for each control in scope"),
            (MatrixPart.Controls, "id and title"), (MatrixPart.ControlDetails, "parents and groups"),
            (MatrixPart.Selectors, "a row for each control"), (MatrixPart.States, null), (MatrixPart.Reasons, null),
            (MatrixPart.Splits, null), (MatrixPart.Coupling, "stated or derived"), (MatrixPart.Inheritability, null),
            (MatrixPart.Duties, null), (MatrixPart.Texts, null), (MatrixPart.Involvement, null), (MatrixPart.Actions, null),
            (MatrixPart.Components, null), (MatrixPart.Implementation, null), (MatrixPart.EvidenceOfDuties, null),
            (MatrixPart.Evidence, "in words"), (MatrixPart.Commitments, "in words"), (MatrixPart.Inheritance, "the upstream's id"),
            (MatrixPart.Base, "as it resolves"), (MatrixPart.Defaults, "as they resolve"),
            (MatrixPart.Translations, "the language asked for")),
    };

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

        void Row(string?[] cells) => text.Append(Escaped.CsvRow(cells));
    }

    public static string Markdown(ResolvedMatrix answer, string title, AnswerPrinter printer)
    {
        var text = new StringBuilder(
            $"# {Escaped.Markdown(title)}\n\n| control | title | who | customer may take over | duties |\n|---|---|---|---|---|\n");
        foreach (var control in answer.Controls)
            text.Append(
                $"| {Escaped.Markdown(control.Control)} | {Escaped.Markdown(control.Title)} | {printer.Shown(control)} | " +
                $"{(control.Inheritability is { } inheritability ? Words.Of(inheritability) : "")} | " +
                $"{Escaped.Markdown(string.Join('\n', Lines(control)))} |\n");
        if (printer.Groups() is { Count: > 1 } groups)
        {
            text.Append("\n| group | controls | who | customer may take over |\n|---|---|---|---|\n");
            foreach (var group in groups)
                text.Append($"| {Escaped.Markdown(group.Title)} | {group.Count} | {Escaped.Markdown(group.Who)} | {group.TakeOver} |\n");
        }
        foreach (var sentence in printer.Sentences()) text.Append($"\n{Escaped.Markdown(sentence)}\n");
        return text.ToString();

        IEnumerable<string> Lines(ResolvedControl control)
        {
            IEnumerable<string> lines = control.IsLeaf ? control.Duties.Select(printer.Sentence).Concat(printer.Particulars(control))
                : ["see its parts"];
            if (AnswerPrinter.StatedInheritability(control) is { } stated) lines = lines.Append(stated);
            return control.Reason is { } reason ? lines.Append($"because {reason}") : lines;
        }
    }

    private static string Word(bool value) => value ? "true" : "false";

    private static string? DecidedBy(ResolvedControl control) =>
        control.State == ControlState.Conflict ? null : control.IsByServiceModel ? "serviceModel"
            : control.Because.Any(reason => reason is ChildReason) ? "parts" : control.Because.Any(reason => reason is AssignmentReason)
            ? "assignment" : null;
}
