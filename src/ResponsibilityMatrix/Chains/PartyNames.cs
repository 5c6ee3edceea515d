using ResponsibilityMatrix.Documents;

namespace ResponsibilityMatrix.Chains;

/// <summary>
/// What the document that was asked about calls parties of other documents, whatever way leads there: its own parties, and the providers of
/// upstreams that it names. Other parties are named step by step, by the entries on the way.
/// </summary>
internal sealed class PartyNames
{
    private readonly ChainMember _root;

    // The provider of each matrix that the document names, itself included.
    private readonly Dictionary<string, string> _providers = new(StringComparer.Ordinal);
    private readonly Dictionary<EffectiveMatrix, Dictionary<string, string>> _known = [];

    public PartyNames(ChainMember root)
    {
        _root = root;
        _providers.Add(root.Id, root.Effective.Service.Provider);
        foreach (var entry in root.Entries)
            if (entry.Upstream.Matrix is { } matrix) _providers.TryAdd(matrix, entry.Provider);
    }

    /// <summary>The name of the party that a duty of a step has.</summary>
    public string Of(string party, ChainStep at)
    {
        for (var entry = at.Visit!.Entry; entry is not null; entry = entry.Visit!.From!.Visit!.Entry)
        {
            var (member, link) = (entry.Member, entry.Visit!.Link!);
            if (IsRoot(member, party)) return party;
            // Where the document names an upstream twice, the entry on the way counts.
            var isNamed = party == member.Effective.Service.Provider || party == member.Effective.Service.Customer;
            if (!(isNamed && entry.Visit.From!.Member.IsRoot) && Known(member).TryGetValue(party, out var known)) return known;
            party = link.NameOf(party);
            if (!isNamed) return party;
        }
        return party;
    }

    private bool IsRoot(ChainMember member, string party) =>
        ReferenceEquals(member.Document, _root.Document)
            || (member.Id == _root.Id && party != member.Effective.Service.Provider && _root.Effective.FindParty(party) is not null);

    // Parties of a document that are the provider of a matrix which the document asked about names too, by their ids there.
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
