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
        List<string> found = [.. effective.Parties.Where(party => party.IsCalled(word)).Select(party => party.Id).Distinct()];
        if (found.Count > 0) return found;
        // The provider and the customer of a base became those of the document.
        foreach (var (_, level) in effective.Levels.Index().Skip(1))
        {
            var (service, parties) = (level.Matrix.Service, level.Matrix.Parties);
            if (IsCalled(service.Provider)) found.Add(effective.Service.Provider);
            if (IsCalled(service.Customer)) found.Add(effective.Service.Customer);

            bool IsCalled(string id) => id == word || parties.Any(party => party.Id == id && party.IsCalled(word));
        }
        return [.. found.Distinct()];
    }

    public static ResolvedParty Resolve(EffectiveMatrix effective, string id) =>
        new() { Id = id, Name = effective.FindParty(id)?.Name ?? id, Side = effective.SideOf(id) };
}
