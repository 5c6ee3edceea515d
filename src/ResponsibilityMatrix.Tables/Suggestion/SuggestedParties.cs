using ResponsibilityMatrix.Collections;
using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The parties of a suggested profile, and the words by which the tables call them.</summary>
internal sealed class SuggestedParties(PartyGuess guess)
{
    private readonly Dictionary<string, (string Id, List<string> Names)> _thirds = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Sides, List<string>> _names = new() { [Sides.Provider] = [], [Sides.Customer] = [] };

    /// <summary>The id of a party on neither side, by a word for it.</summary>
    public string Third(string word)
    {
        var id = TableWords.Is(word, TableWords.ThirdParty) ? RowInterpreter.ThirdParty : Slugs.Ascii(word, "third-party");
        if (id is Party.ProviderWord or Party.CustomerWord) id += "-other";
        if (!_thirds.TryGetValue(id, out var known)) _thirds.Add(id, known = (id, []));
        if (!known.Names.Contains(word, StringComparer.OrdinalIgnoreCase)) known.Names.Add(Spelling(word));
        return id;
    }

    /// <summary>The id of the party of a column, whose heading names it.</summary>
    public string IdOf(GuessedColumn column)
    {
        var core = string.Join(' ', column.Statistics.Heading.Split(' ')
            .Where(word => !TableWords.Fillers.Contains(TableWords.Phrase(word))));
        if (column.Side == Sides.ThirdParty) return Third(core.Length > 0 ? core : column.Statistics.Heading);
        var id = column.Side == Sides.Customer ? Party.CustomerWord : Party.ProviderWord;
        if (core.Length is > 1 and < 40 && !IsWord(TableWords.Phrase(core))) Name(column.Side, core);
        return id;
    }

    /// <summary>Adds a name of a side.</summary>
    public void Name(Sides side, string name)
    {
        if (_names.TryGetValue(side, out var names) && !names.Contains(name, StringComparer.OrdinalIgnoreCase)) names.Add(name);
    }

    public ValueList<ProfileParty> Make()
    {
        foreach (var (side, names) in guess.Spellings)
            foreach (var name in names) Name(side, name);
        List<ProfileParty> parties = [];
        foreach (var (side, id) in new[] { (Sides.Provider, Party.ProviderWord), (Sides.Customer, Party.CustomerWord) })
            if (_names[side] is { Count: > 0 } names) parties.Add(new ProfileParty
            {
                Id = id,
                Name = names[0].Replace('{', '(')
                .Replace('}', ')'),
                Names = names.ToValueList()
            });
        foreach (var (id, names) in _thirds.Values)
            parties.Add(new ProfileParty
            {
                Id = id,
                Names = names.ToValueList(),
                Role = id == RowInterpreter.ThirdParty ? null
                : PartyRole.Subprovider
            });
        return parties.ToValueList();
    }

    private static bool IsWord(string phrase) => TableWords.Is(phrase, TableWords.Provider) || TableWords.Is(phrase, TableWords.Customer)
        || phrase is "csp" or "cloud provider";

    // Words of the vocabulary are in lower case.
    private string Spelling(string word) => guess.Spellings.SelectMany(spelling => spelling.Names)
        .FirstOrDefault(name => TableWords.Phrase(name) == word)
        ?? char.ToUpperInvariant(word[0]) + word[1..];
}
