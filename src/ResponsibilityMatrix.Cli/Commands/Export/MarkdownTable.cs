using System.Text;
using ResponsibilityMatrix.Formats;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Cli.Commands;

/// <summary>A matrix as a Markdown table for people: a control a row, with what each side does.</summary>
internal static class MarkdownTable
{
    private static readonly (Sides Side, string Heading)[] Sides =
        [(Model.Sides.Provider, "provider's part"), (Model.Sides.Customer, "customer's part"), (Model.Sides.ThirdParty, "others' part")];

    /// <summary>What the table holds of a matrix.</summary>
    public static FormatContent Content { get; } = new()
    {
        Id = "markdown",
        Title = "table for people",
        Held = FormatContent.Map(
            (MatrixPart.Identity, "title and version"), (MatrixPart.Service, "the service model"), (MatrixPart.Parties, "names"),
            (MatrixPart.Conditions, "one context in a file"), (MatrixPart.Catalogs, "a row for each control in scope"),
            (MatrixPart.Controls, "id and title"), (MatrixPart.Selectors, "a row for each control"), (MatrixPart.States, null),
            (MatrixPart.Reasons, null), (MatrixPart.Splits, null),
            (MatrixPart.Duties, "in words"), (MatrixPart.Texts, null), (MatrixPart.Involvement, null),
            (MatrixPart.Actions, "where there is no text"), (MatrixPart.Components, null), (MatrixPart.Implementation, null),
            (MatrixPart.Inheritance, "the upstream's id"), (MatrixPart.Base, "as it resolves"), (MatrixPart.Defaults, "as they resolve"),
            (MatrixPart.Translations, "the language asked for")),
    };

    public static string Of(ResolvedMatrix answer, Matrix matrix, AnswerPrinter printer)
    {
        var leaves = answer.Controls.Where(control => control.IsLeaf).ToList();
        var sides = Sides.Where(side => side.Side != Model.Sides.ThirdParty
            || leaves.Exists(control => control.Duties.Any(duty => duty.Side == side.Side))).ToList();
        var text = new StringBuilder($"# {Escaped.Markdown($"{matrix.Title}, version {matrix.Version}")}\n\n")
            .Append($"{Escaped.Markdown(ContextWords.Sentence(answer.Context))}\n\n");
        Row(["control", "title", "who performs", .. sides.Select(side => side.Heading)]);
        text.Append('|').Insert(text.Length, "---|", 3 + sides.Count).Append('\n');
        foreach (var control in leaves)
        {
            var who = control.Reason is { } reason ? $"{printer.Shown(control)}: {reason}" : printer.Shown(control);
            Row([control.Control, control.Title, who, .. sides.Select(side =>
                string.Join('\n', control.Duties.Where(duty => duty.Side == side.Side).Select(printer.Sentence)))]);
        }
        foreach (var sentence in printer.Sentences()) text.Append($"\n{Escaped.Markdown(sentence)}\n");
        return text.ToString();

        void Row(IEnumerable<string> cells) => text.Append($"| {string.Join(" | ", cells.Select(Escaped.Markdown))} |\n");
    }
}
