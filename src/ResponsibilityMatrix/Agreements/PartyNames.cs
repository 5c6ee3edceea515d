using ResponsibilityMatrix.Documents;
using ResponsibilityMatrix.Model;
using ResponsibilityMatrix.Resolution;

namespace ResponsibilityMatrix.Agreements;

/// <summary>Parties by what people call them.</summary>
internal static class PartyNames
{
    /// <summary>The ids of the parties that a word means: an id or one of the two words means one; names and aliases count whatever their case, and may mean several.</summary>
    public static IReadOnlyList<string> Find(EffectiveMatrix effective, string word)
    {
        if (effective.PartyId(word, 0) is var id && (word is Party.ProviderWord or Party.CustomerWord || effective.FindParty(id) is not null)) return [id];
        return [.. effective.Parties.Where(party => Is(party.Id) || Is(party.Name) || Is(party.LegalName) || party.Aliases.Any(Is)).Select(party => party.Id).Distinct()];

        bool Is(string? name) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
    }

    public static ResolvedParty Resolve(EffectiveMatrix effective, string id) => new() { Id = id, Name = effective.FindParty(id)?.Name ?? id, Side = effective.SideOf(id) };
}
