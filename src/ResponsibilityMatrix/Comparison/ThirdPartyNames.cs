using ResponsibilityMatrix.Model;

namespace ResponsibilityMatrix.Comparison;

/// <summary>Matches third parties of two statements by id, name, other names or an identifier.</summary>
internal sealed class ThirdPartyNames
{
    private readonly Dictionary<string, string> _same = new(StringComparer.OrdinalIgnoreCase);
    private readonly ReconcileSide _provider;

    public ThirdPartyNames(ReconcileSide provider, ReconcileSide customer)
    {
        _provider = provider;
        foreach (var party in provider.Effective.ThirdParties)
            foreach (var name in NamesOf(party)) _same.TryAdd(name, party.Id);
        foreach (var party in customer.Effective.ThirdParties)
            OfCustomer.TryAdd(party.Id, NamesOf(party).Select(name => _same.GetValueOrDefault(name))
                .FirstOrDefault(known => known is not null) ?? $"\0{party.Id}");
    }

    private Dictionary<string, string> OfCustomer { get; } = new(StringComparer.Ordinal);

    /// <summary>An id of a party that is the same for both statements.</summary>
    public string Common(ReconcileSide side, string party) =>
        ReferenceEquals(side, _provider) ? party : OfCustomer.TryGetValue(party, out var known) ? known : party;

    public static string NameOf(ReconcileSide side, string party) => side.Effective.FindParty(party)?.Name ?? party;

    private static IEnumerable<string> NamesOf(Party party) =>
        new[] { $"id:{party.Id}", $"name:{party.Name.Trim()}", party.LegalName is { } legal ? $"name:{legal.Trim()}" : null }
            .Concat(party.Aliases.Select(alias => $"name:{alias.Trim()}"))
            .Concat(party.Identifiers.Select(identifier => $"{identifier.Scheme}\0{identifier.Value}"))
            .OfType<string>();
}
