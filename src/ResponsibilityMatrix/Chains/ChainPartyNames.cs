using ResponsibilityMatrix.Documents;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// Maps parties of other documents to the ids that the root document has for them, independent of the path: its own parties and the
/// providers of upstreams that it names. Other parties get their names step by step, from the entries on the path.
/// </summary>
internal sealed class ChainPartyNames
{
    private readonly ChainMember _root;

    // The provider of each matrix that the root document names, including itself.
    private readonly Dictionary<string, string> _providers = new(StringComparer.Ordinal);
    private readonly Dictionary<EffectiveMatrix, Dictionary<string, string>> _known = [];

    public ChainPartyNames(ChainMember root)
    {
        _root = root;
        _providers.Add(root.Id, root.Effective.Service.Provider);
        foreach (var entry in root.Entries)
            if (entry.Upstream.Matrix is { } matrix) _providers.TryAdd(matrix, entry.Provider);
    }

    /// <summary>The name of a party at the end of a path.</summary>
    public string Of(string party, ChainPath path)
    {
        if (!path.Names.TryGetValue(party, out var name)) path.Names.Add(party, name = Find(party, path));
        return name;
    }

    private string Find(string party, ChainPath path)
    {
        for (; path is { Link: { } link, From: { } from }; path = from)
        {
            var member = link.Target!;
            if (IsRoot(member, party)) return party;
            // If the root document names an upstream twice, the entry on the path applies.
            var isNamed = party == member.Effective.Service.Provider || party == member.Effective.Service.Customer;
            if (!(isNamed && from.IsAtRoot) && Known(member).TryGetValue(party, out var known)) return known;
            party = link.NameOf(party);
            if (!isNamed) return party;
        }
        return party;
    }

    private bool IsRoot(ChainMember member, string party) =>
        ReferenceEquals(member.Document, _root.Document)
            || (member.Id == _root.Id && party != member.Effective.Service.Provider && _root.Effective.FindParty(party) is not null);

    // The parties of a document that are providers of matrices which the root document also names, by their ids there.
    private Dictionary<string, string> Known(ChainMember member)
    {
        if (_known.TryGetValue(member.Effective, out var known)) return known;
        _known.Add(member.Effective, known = new(StringComparer.Ordinal));
        if (_providers.TryGetValue(member.Id, out var provider)) known.Add(member.Effective.Service.Provider, provider);
        foreach (var entry in member.Entries)
            if (entry.Upstream.Matrix is { } matrix && _providers.TryGetValue(matrix, out var name)) known.TryAdd(entry.Provider, name);
        return known;
    }
}
