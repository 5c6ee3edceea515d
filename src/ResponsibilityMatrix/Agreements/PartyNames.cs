using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Parties by what people call them.</summary>
internal static class PartyNames
{
    /// <summary>The ids of the parties that a word means: an id or one of the two words means one; names and aliases count whatever their
    /// case, and may mean several.</summary>
    public static IReadOnlyList<string> Find(EffectiveMatrix effective, string word)
    {
        // A service may name a party that the document does not have, which is a finding and no reason to have none.
        var id = effective.PartyId(word, 0);
        if (id == effective.Service.Provider || id == effective.Service.Customer || effective.FindParty(id) is not null) return [id];
        return [.. effective.Parties.Where(party => Is(party.Id) || Is(party.Name) || Is(party.LegalName) || party.Aliases.Any(Is))
            .Select(party => party.Id).Distinct()];

        bool Is(string? name) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
    }

    public static ResolvedParty Resolve(EffectiveMatrix effective, string id) =>
        new() { Id = id, Name = effective.FindParty(id)?.Name ?? id, Side = effective.SideOf(id) };
}
