using ResponsibilityMatrix.Documents;

namespace ResponsibilityMatrix.Resolution;

/// <summary>Finds parties by the words that people use for them.</summary>
internal static class PartyNames
{
    /// <summary>The ids of the parties that a word refers to. An id, <c>provider</c> or <c>customer</c> refers to one party; names, aliases
    /// and identifiers (<c>scheme:value</c>), ignoring case, may refer to several.</summary>
    public static IReadOnlyList<string> Find(EffectiveMatrix effective, string word)
    {
        // A service may name a party that the document lacks. That is a finding, but the result still has a party.
        var id = effective.PartyId(word, 0);
        if (id == effective.Service.Provider || id == effective.Service.Customer || effective.FindParty(id) is not null) return [id];
        return [.. effective.Parties.Where(party => Is(party.Id) || Is(party.Name) || Is(party.LegalName) || party.Aliases.Any(Is)
                || party.Identifiers.Any(identifier => Is($"{identifier.Scheme}:{identifier.Value}")))
            .Select(party => party.Id).Distinct()];

        bool Is(string? name) => string.Equals(name, word, StringComparison.OrdinalIgnoreCase);
    }

    public static ResolvedParty Resolve(EffectiveMatrix effective, string id) =>
        new() { Id = id, Name = effective.FindParty(id)?.Name ?? id, Side = effective.SideOf(id) };
}
