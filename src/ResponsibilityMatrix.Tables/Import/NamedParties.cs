using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Tables;

/// <summary>The parties that the rows of a table name by their ids, with their names and sides.</summary>
internal sealed class NamedParties
{
    private readonly Dictionary<string, (string? Name, Sides Side, int Count)> _parties = new(StringComparer.Ordinal);

    /// <summary>Takes the party of a row.</summary>
    public void Add(TableRecord record)
    {
        foreach (var id in record.Of(ProfileColumnUse.Party).Select(value => value.Text))
        {
            var name = record.Of(ProfileColumnUse.PartyName).Select(value => value.Text).FirstOrDefault();
            var side = record.Of(ProfileColumnUse.PartySide).Select(value => value.Text).FirstOrDefault() is { } word
                && Words.TryParseSplit(word, out var sides) ? sides : Sides.ThirdParty;
            var known = _parties.TryGetValue(id, out var party) ? party : (name, side, 0);
            _parties[id] = (known.Item1 ?? name, known.Item2, known.Item3 + 1);
        }
    }

    /// <summary>The id by which the profile calls a party: <c>provider</c> and <c>customer</c> for those of each side that most rows name,
    /// else its own; null for an id that no row names.</summary>
    public string? Find(string id) => !_parties.ContainsKey(id) ? null : id == Provider ? Party.ProviderWord
        : id == Customer ? Party.CustomerWord : id;

    /// <summary>The id in the matrix of a party of the profile, or null.</summary>
    public string? IdOf(string party)
    {
        var id = party switch { Party.ProviderWord => Provider, Party.CustomerWord => Customer, _ => party };
        return id is not null && _parties.ContainsKey(id) && Slugs.Ascii(id, "") == id ? id : null;
    }

    /// <summary>The name of a party of the profile, or null.</summary>
    public string? NameOf(string party) =>
        party switch { Party.ProviderWord => Provider, Party.CustomerWord => Customer, _ => party } is { } id
        && _parties.TryGetValue(id, out var known) ? known.Name ?? id : null;

    /// <summary>The side of an affiliate; null for the provider, the customer and third parties.</summary>
    public Sides? SideOf(string party) => _parties.TryGetValue(party, out var known) && known.Side is Sides.Provider or Sides.Customer
        ? known.Side : null;

    private string? Provider => MostOf(Sides.Provider);

    private string? Customer => MostOf(Sides.Customer);

    private string? MostOf(Sides side) => _parties.Where(party => party.Value.Side == side)
        .OrderByDescending(party => party.Value.Count).ThenBy(party => party.Key, StringComparer.Ordinal)
        .Select(party => party.Key).FirstOrDefault();
}
