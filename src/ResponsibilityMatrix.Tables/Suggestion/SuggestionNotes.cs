using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The notes about a suggested profile.</summary>
internal sealed class SuggestionNotes
{
    private readonly List<SuggestionNote> _notes = [];

    public ValueList<SuggestionNote> ToValueList() => _notes.ToValueList();

    public void Say(string text) => _notes.Add(new SuggestionNote { Text = text });

    public void Unsure(string text)
    {
        if (!_notes.Exists(note => note.Text == text)) _notes.Add(new SuggestionNote { Text = text, IsUnsure = true });
    }

    /// <summary>Tells of the tables of a kind, and of each of their columns.</summary>
    public void Tell(TableKind kind, TableKind? target)
    {
        var guess = kind.Guesses[0];
        var sheets = kind.Guesses.Sum(known => known.Layout.Sheets.Count);
        var more = sheets > 1 ? $" and {sheets - 1} more like it" : "";
        var added = target is null ? ""
            : $", added to those of {target.Guesses[0].Layout.Place} by the same {(kind.Control is null ? "titles" : "controls")}";
        Say($"{Upper(guess.Layout.Place)}{more}: {kind.Guesses.Sum(known => known.Layout.Rows.Count)} rows{added}.");
        foreach (var column in guess.Columns.Where(column => column.Statistics.Heading.Length > 0))
        {
            if (column.Kind != ColumnKind.Unknown) Say($"{column.Quoted} is {Describe(column)}: {column.Reason}.");
            else if (column.Statistics.Count > 0)
                Unsure($"{column.Quoted} is left out: nothing tells what it is. Give it an \"is\" if it matters.");
            if (column.Doubt is { } doubt) Unsure($"{doubt}.");
        }
        if (guess.Control is { Prefix: var (text, other, count), Columns: [var at, ..] })
            Unsure($"Without “{text}”, {count} of {guess.Control.Found.All} ids are in {other}. If that is meant, add " +
                $"\"split\": [\"{text}\"] to the column {guess.Columns[at].Quoted}, and \"catalog\": \"{other}\" in \"documents\".");
        else if (guess.Control is { Catalog: null })
            Unsure("No catalog at hand has the ids: add one with --with, or make one with --catalog-out, and name it in \"documents\".");
        else if (guess.Control is { Found: var (known, all), Catalog: { } catalog } && known < all * 0.9)
            Unsure($"{all - known} of {all} ids are not in {catalog}: is another edition meant?");
        if (guess.Of(ColumnKind.PartyWord).ToList() is [var only])
            Unsure($"Only {only.Quoted} tells who performs. If the owner follows from several columns together, make each " +
                "of them a \"word\" and write a rule for each combination.");
        if (!kind.Has(ColumnKind.Cell)) return;
        var cells = guess.CellsArePlans ? "plans" : guess.CellsAreModels ? "service models"
            : guess.CellsAreContexts ? "variants of the service" : "areas";
        Say($"The columns of owners are {cells}, by their headings.");
    }

    /// <summary>A text that begins a sentence.</summary>
    public static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Describe(GuessedColumn column) => column.Kind switch
    {
        ColumnKind.Control => "the control",
        ColumnKind.Title => "the title of a row",
        ColumnKind.Group => "the group of a row",
        ColumnKind.Component => "the component",
        ColumnKind.Description => "the description",
        ColumnKind.Owner => "the owner",
        ColumnKind.OwnerMark => "a mark of owners",
        ColumnKind.PartyWord => $"the part of the {LayoutGuess.NameOf(column.Side)}",
        ColumnKind.Cell => "the owner in one area or model",
        ColumnKind.Inheritance => "whether a control can be inherited",
        ColumnKind.PartyName => $"the name of the {LayoutGuess.NameOf(column.Side)}",
        ColumnKind.Raci => $"the letters of the {LayoutGuess.NameOf(column.Side)}",
        ColumnKind.Text => column.Side == Sides.None ? "the text of who performs" : $"the text of the {LayoutGuess.NameOf(column.Side)}",
        ColumnKind.Status or ColumnKind.StatusMark => "the status of implementation",
        ColumnKind.Evidence => "evidence",
        ColumnKind.Notes => "notes",
        ColumnKind.Internal => "internal",
        _ => "left out",
    };
}
